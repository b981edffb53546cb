"""Names in their own script against lists that know Latin ones: what is found, and what wrongly.

    python benchmarks/names/scripts.py [LIST …] [--pairs FILE …]

Two sets, apart, and files of pairs that the reader brings (CSV: script, original, latin).
``lists``: entries of the given lists (the UN's and Canada's by default) that bear a name in another
script beside a Latin one. ``well known``: heads of state and other people whom encyclopaedias spell
in both (``well_known.csv``; typed from general knowledge, for these lists hold no Hangul, Kana or
Thai). Each name is asked in its own script of all Latin names of its set and of a thousand listed
strangers; a stranger at or above the threshold is a false hit. Shown beside it: the same names
romanised by anyascii and compared by rapidfuzz, at the threshold at which that has no more false
hits than Vedette has at 0.7. Both sets are for development: misses of ``well known`` led to rows of
the spelling groups and to rules for Arabic, Thai, Kana, Cantonese and Korean, and the lists' names
were among those that the weights were fitted on.
"""

import argparse
import csv
import os
import platform
import random
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz import fuzz, process

from vedette import Screener
from vedette.find.calibration.measure import SCREENED, script_of
from vedette.model.entity import Entity
from vedette.see.lists import canada, un
from vedette.see.lists.draft import Reading

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("VEDETTE_SHARED") or HERE.parents[2] / "shared" / "data")
LISTS = (SHARED / "lists/un_consolidated_2026-02-27.xml", SHARED / "lists/canada_sema.xml")
THRESHOLD = 0.7
STRANGERS = 1_000


class Case(NamedTuple):
    """A name in its own script, and the entry that it is to find by its Latin names."""

    script: str
    name: str
    entry: Entity


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lists", nargs="*", type=Path, default=LISTS)
    options.add_argument("--missed", type=int, default=0, help="show so many that were not found")
    options.add_argument("--pairs", type=Path, action="append", default=[], help="more, as CSV")
    said = options.parse_args()
    entries = list(read(said.lists))
    latin = [one for entry in entries if (one := in_latin(entry)).properties]
    strangers = random.Random(1).sample(latin, min(STRANGERS, len(latin)))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'':<24}{'':>6}  {'vedette at 0.7':>22}  {'anyascii + rapidfuzz':>22}")
    print(
        f"{'':<24}{'names':>6}  {'found':>10} {'false hits':>11}  {'found':>10} {'false hits':>11}"
    )
    sets = [("lists", of_lists(entries)), ("well known", of_pairs(HERE / "well_known.csv"))]
    for title, cases in [*sets, *((path.stem, of_pairs(path)) for path in said.pairs)]:
        print(title)
        measure(cases, strangers, said.missed)


def read(lists: Iterable[Path]) -> Iterable[Entity]:
    for path in lists:
        reader = canada if "canada" in path.name else un
        with path.open("rb") as file:
            yield from reader.read(file, Reading("benchmark"))


def in_latin(entry: Entity) -> Entity:
    """The entry as a list would have it that knows Latin names only."""
    kept = {
        prop: tuple(name for name in entry.values(prop) if script_of(name) == "LATIN")
        for prop in ("name", "alias", "previousName")
    }
    return Entity(entry.id, entry.schema, {prop: names for prop, names in kept.items() if names})


def of_lists(entries: Iterable[Entity]) -> list[Case]:
    return [
        Case(script_of(name).capitalize(), name, latin)
        for entry in entries
        if entry.schema in SCREENED and (latin := in_latin(entry)).properties
        for name in dict.fromkeys(entry.values("name", "alias", "previousName"))
        if script_of(name) not in ("LATIN", "")
    ]


def of_pairs(path: Path) -> list[Case]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Case(
                row["script"],
                row["original"],
                Entity(f"{path.stem}-{number}", "Person", {"name": (row["latin"],)}),
            )
            for number, row in enumerate(csv.DictReader(file))
        ]


def measure(cases: list[Case], strangers: list[Entity], missed: int) -> None:
    """One line for each script."""
    entries = {case.entry.id: case.entry for case in cases}
    others = [one for one in strangers if one.id not in entries]
    ours = vedette(cases, [*entries.values(), *others])
    theirs = peer(cases, [*entries.values(), *others])
    by_script: dict[str, list[int]] = defaultdict(list)
    for at, case in enumerate(cases):
        by_script[case.script].append(at)
    groups = [*sorted(by_script.items()), ("all", list(range(len(cases))))]
    for script, places in groups:
        right = [ours[at][0] for at in places]
        wrong = [ours[at][1] for at in places]
        false = sum(score >= THRESHOLD for score in wrong)
        bar = sorted((theirs[at][1] for at in places), reverse=True)
        at_bar = bar[false] if false < len(bar) else -1.0
        found = sum(score >= THRESHOLD for score in right)
        peers = sum(theirs[at][0] > at_bar for at in places)
        peers_false = sum(theirs[at][1] > at_bar for at in places)
        count = len(places)
        cells = ((found, false), (peers, peers_false))
        shown = "".join(
            f"  {hits:>4} {hits / count:>5.0%} {wrongs:>5} {wrongs / count:>5.1%}"
            for hits, wrongs in cells
        )
        print(f"  {script:<22}{count:>6}{shown}")
    lost = [case for case, (right, _) in zip(cases, ours, strict=True) if right < THRESHOLD]
    for case in lost[:missed]:
        print(f"    missed: {case.name} / {case.entry.caption}")


Scores = list[tuple[float, float]]
"""For each case the score of the right entry, and of the best wrong one that bears another name."""


def vedette(cases: list[Case], entries: list[Entity]) -> Scores:
    screener = Screener.build(entries)
    scores = []
    for case in cases:
        query = Entity("", case.entry.schema, {"name": (case.name,)})
        found = screener.match(query, 20, 0.05)
        right = max((hit.score for hit in found if is_right(hit.entity, case)), default=0.0)
        wrong = max((hit.score for hit in found if not is_right(hit.entity, case)), default=0.0)
        scores.append((right, wrong))
    return scores


def peer(cases: list[Case], entries: list[Entity]) -> Scores:
    names = [(plain(name), entry) for entry in entries for name in entry.values("name", "alias")]
    texts = [name for name, _ in names]
    asked = [plain(case.name) for case in cases]
    table = process.cdist(asked, texts, scorer=fuzz.token_sort_ratio, workers=-1)
    scores = []
    for row, case in zip(table, cases, strict=True):
        right, wrong = 0.0, 0.0
        for score, (_, entry) in zip(row.tolist(), names, strict=True):
            if is_right(entry, case):
                right = max(right, score)
            else:
                wrong = max(wrong, score)
        scores.append((right, wrong))
    return scores


def plain(name: str) -> str:
    return anyascii(name).lower()


def is_right(entry: Entity, case: Case) -> bool:
    """The entry asked for, or another that bears the same name: lists name one party twice."""
    return entry.id == case.entry.id or bool(
        set(entry.values("name", "alias")) & set(case.entry.values("name", "alias"))
    )


if __name__ == "__main__":
    main()
