"""Attributions on PolNeAR's development split: our rules beside textacy, in one run; and speed.

PolNeAR (networkdynamics/PolNeAR) is fetched by the user and never committed; only its dev split is
read. A predicted attribution is right when the characters of its content and those of a gold
content, each used once, have a Jaccard overlap of at least `OVERLAP`. PolNeAR marks no attribution
inside another, so ours inside a content or a quotation are left out.

Run: python benchmarks/claims/quotations.py --polnear DIR
It says so and stops with status 0 where the data is absent.
"""

import argparse
import hashlib
import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from vedette.find.claims.attributions import attributions
from vedette.find.claims.models import folder_of, models
from vedette.find.claims.parse import parse
from vedette.find.claims.passage import Passage
from vedette.find.claims.quotes import quoted
from vedette.find.claims.reader import read_claims

OVERLAP = 0.3
Spans = list[tuple[int, int]]
Article = tuple[str, str, list[Spans]]


def articles(folder: Path) -> Iterator[Article]:
    """Name, text and gold contents of each article; the first annotator's where there are more."""
    done: set[str] = set()
    for path in sorted((folder / "data/dev/attributions").glob("*.ann")):
        name = path.name.rsplit("_", 1)[0]
        if name in done:
            continue
        done.add(name)
        spans: dict[str, Spans] = {}
        gold: list[Spans] = []
        relations: list[str] = []
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if cells[0].startswith("T"):
                pieces = cells[1].split(" ", 1)[1].split(";")
                spans[cells[0]] = [(int(a), int(b)) for a, b in (p.split() for p in pieces)]
            elif cells[0].startswith("E"):
                relations.append(cells[1])
        for relation in relations:
            parts = [part.split(":") for part in relation.split()]
            gold.append([s for k, v in parts if k.startswith("Content") for s in spans[v]])
        text = (folder / "data/dev/text" / f"{name}.txt").read_text("utf-8")
        yield name, text, gold


def ours(text: str) -> list[Spans]:
    """Contents of our outermost attributions."""
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    found: list[Spans] = []
    for (start, line), doc in zip(lines, parse((t for _, t in lines), "en"), strict=True):
        passage = Passage.of(doc, "en", quoted(line))
        said = attributions(passage)
        for one in said:
            inside = any(s <= one.word.i < e for o in said if o is not one for s, e in o.content)
            if not inside and passage.quote(one.word.i) is None:
                spans = [doc[s:e] for s, e in one.content]
                found.append([(start + s.start_char, start + s.end_char) for s in spans])
    return found


@cache
def _whole_model() -> Any:
    import spacy

    return spacy.load(folder_of(models()["en"]), exclude=["ner"])


def textacy(text: str) -> list[Spans]:
    """Contents of textacy's direct quotations, on the same model with its lemmas."""
    from textacy.extract import direct_quotations

    doc = _whole_model()(text)
    try:
        found = list(direct_quotations(doc))
    except ValueError:  # it refuses a text whose quotation marks do not pair
        return []
    return [[(one.content.start_char, one.content.end_char)] for one in found]


def measured(corpus: list[Article], read: Callable[[str], list[Spans]]) -> str:
    """Precision, recall, F1 and articles a second, as a line."""
    right = predicted = wanted = 0
    started = time.perf_counter()
    for _, text, gold in corpus:
        said = [_chars(spans) for spans in read(text)]
        golds = [_chars(spans) for spans in gold]
        predicted, wanted = predicted + len(said), wanted + len(golds)
        right += _matched(said, golds)
    taken = time.perf_counter() - started
    p, r = right / max(1, predicted), right / wanted
    f1 = 2 * p * r / (p + r) if right else 0.0
    return f"{p:9.3f} {r:7.3f} {f1:7.3f} {predicted:8} {wanted:6} {len(corpus) / taken:9.1f}"


def _chars(spans: Spans) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _matched(said: list[set[int]], gold: list[set[int]]) -> int:
    pairs = [
        (len(a & b) / len(a | b), i, j)
        for i, a in enumerate(said)
        for j, b in enumerate(gold)
        if a & b
    ]
    used_i: set[int] = set()
    used_j: set[int] = set()
    for overlap, i, j in sorted(pairs, reverse=True):
        if overlap >= OVERLAP and i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
    return len(used_i)


def speed(corpus: list[Article]) -> str:
    """Articles of 450 words a second through `read_claims`, and parsing alone, on one core."""
    words = [" ".join(text.split(" ")[:450]) for _, text, _ in corpus[:40]]
    read_claims(words[0], "en")
    started = time.perf_counter()
    for text in words:
        read_claims(text, "en")
    whole = len(words) / (time.perf_counter() - started)
    started = time.perf_counter()
    for text in words:
        list(parse([line for line in text.split("\n") if line.strip()], "en"))
    parsed = len(words) / (time.perf_counter() - started)
    return f"{parsed:.1f} articles of 450 words parsed a second, {whole:.1f} read into claims"


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--polnear", type=Path, default=Path("../polnear"))
    folder = asked.parse_args().polnear
    if not (folder / "data/dev/text").is_dir():
        print(f"PolNeAR is not at {folder}: fetch networkdynamics/PolNeAR and say --polnear DIR")
        sys.exit(0)
    corpus = list(articles(folder))
    halves = [
        ("all", corpus),
        ("tuned on", [a for a in corpus if not _held(a[0])]),
        ("held out", [a for a in corpus if _held(a[0])]),
    ]
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    print(f"{'':22}precision  recall      F1     read   gold  articles/s")
    for name, part in halves:
        print(f"{'vedette, ' + name:22}{measured(part, ours)}")
    try:
        print(f"{'textacy, all':22}{measured(corpus, textacy)}")
    except ImportError:
        print("textacy is not installed: pip install textacy==0.13.0 to see it beside")
    print(speed(corpus))


def _held(name: str) -> bool:
    """Half of the articles, by a hash of their name, whose errors were never looked at."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 1


if __name__ == "__main__":
    main()
