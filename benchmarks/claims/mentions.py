"""How fast a text is screened for weapons and 100,000 names: MB of UTF-8 a second of CPU time,
one process.

Run: python benchmarks/claims/mentions.py
Beside it, the plain way: one regular expression of all names.
"""

import platform
import random
import re
import string
import time

from vedette.find.claims.mentions import Mentions
from vedette.model.entity import Entity

NAMES = 100_000


def main() -> None:
    letters = random.Random(1)
    words = ["".join(letters.choices(string.ascii_lowercase, k=7)).title() for _ in range(NAMES)]
    entities = [
        Entity(f"e{n}", "Company", {"name": (f"{word} Trading",)}) for n, word in enumerate(words)
    ]
    started = time.process_time()
    mentions = Mentions(entities)
    built = time.process_time() - started
    quiet = "The minister said on Tuesday that nothing had been decided; ещё одно предложение. "
    busy = f"The minister named {words[4711]} Trading and a Shahed-136 on Tuesday in Kyiv. "
    print(f"{platform.machine()}, Python {platform.python_version()}, {NAMES:,} names")
    print(f"built in {built:.1f} s")
    print(f"{'text':<28}{'vedette MB/s':>14}{'regex MB/s':>14}{'mentions':>12}")
    pattern = re.compile("|".join(re.escape(entity.caption) for entity in entities))
    for name, sentence, repeat in (
        ("no name in it", quiet, 60_000),
        ("two in each line", busy, 60_000),
    ):
        text = sentence * repeat
        size = len(text.encode()) / 1e6
        mentions.find(text[:1000])
        started = time.process_time()
        found = len(mentions.find(text))
        ours = size / (time.process_time() - started)
        piece = text[:4_000]
        started = time.process_time()
        sum(1 for _ in pattern.finditer(piece))
        theirs = len(piece.encode()) / 1e6 / (time.process_time() - started)
        print(f"{name:<28}{ours:>14.1f}{theirs:>14.3f}{found:>12,}")


if __name__ == "__main__":
    main()
