"""Articles a second on one core: parsed by the trimmed models, by the models as they come, and read
into claims. Articles of 450 words are put together from our own gold sentences.

Run: python benchmarks/claims/speed.py
"""

import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[2]))

import spacy
from tests.find.claims.gold import sentences

from vedette.find.claims import read_claims
from vedette.find.claims.models import folder_of, models
from vedette.find.claims.parse import parse

WORDS = 450
PARAGRAPH = 4
ARTICLES = 40


def articles(language: str) -> Iterator[str]:
    """Articles of about `WORDS` words in paragraphs of `PARAGRAPH` sentences, all different."""
    pool = [one["text"] for half in ("dev", "held") for one in sentences(language, half)]
    for number in range(ARTICLES):
        lines: list[str] = []
        at = number * 7
        while sum(len(line.split()) for line in lines) < WORDS:
            lines.append(" ".join(pool[(at + k) % len(pool)] for k in range(PARAGRAPH)))
            at += PARAGRAPH
        yield "\n".join(lines)


def a_second(corpus: list[str], work: Callable[[str], Any]) -> float:
    """How many of the corpus a second; the first is worked before, to warm up."""
    work(corpus[0])
    started = time.process_time()
    for text in corpus:
        work(text)
    return len(corpus) / (time.process_time() - started)


def main() -> None:
    """Print the table."""
    print(f"{platform.machine()}, Python {platform.python_version()}, CPU time of one process")
    print(f"{'articles a second':22}{'words':>7}{'parsed':>9}{'models as they come':>21}"
          f"{'read into claims':>18}")  # fmt: skip
    for language in ("en", "fr"):
        corpus = list(articles(language))
        words = sum(len(text.split()) for text in corpus) // len(corpus)
        whole = spacy.load(folder_of(models()[language]))
        rates = [
            a_second(corpus, lambda text, spoken=language: list(parse(text.split("\n"), spoken))),
            a_second(corpus, lambda text, model=whole: list(model.pipe(text.split("\n")))),
            a_second(corpus, lambda text, spoken=language: read_claims(text, spoken)),
        ]
        print(f"{language:22}{words:7}{rates[0]:9.1f}{rates[1]:21.1f}{rates[2]:18.1f}")


if __name__ == "__main__":
    main()
