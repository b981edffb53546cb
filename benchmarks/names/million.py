"""A list of a million names: how fast is one core, and how much memory does it take?

    python -m benchmarks.names.million --shared ../shared/data

The names are recombined from those of the UN and OFAC lists (given names with other people's
family names), so that words are as common as they are on lists. Building and asking are two
processes, and the memory of each is its own peak. Queries are invented US persons and treated UN
names by name alone; the first thousand warm up.
"""

import argparse
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.names.lists import entities_of

from vedette.find.names import Screener

LISTS = ("un_consolidated_2026-02-27.xml", "ofac_sdn_2023-01")


def main() -> None:
    """Build, then ask in a process of its own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared/data"))
    options.add_argument("--names", type=int, default=1_000_000)
    options.add_argument("--queries", type=int, default=3_000)
    options.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    said = options.parse_args()
    if said.ask:
        ask(said.ask, said.shared, said.queries)
        return
    print(
        f"{platform.machine()}, Python {platform.python_version()}, one core, {said.names:,} names"
    )
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        Screener.build(recombined(said.shared, said.names)).save(Path(folder))
        print(f"build {time.perf_counter() - started:,.0f} s, {peak():,.0f} MB at most")
        subprocess.run(
            [sys.executable, "-m", "benchmarks.names.million", "--ask", folder,
             "--shared", str(said.shared), "--queries", str(said.queries)],
            check=True,
        )  # fmt: skip


def recombined(shared: Path, count: int) -> Iterator[dict[str, Any]]:
    """People whose given names are one list entry's and whose last name is another's."""
    rng = random.Random(1)
    people = [
        name.split()
        for one in entities_of([shared / "lists" / each for each in LISTS])
        if one.schema == "Person"
        for name in one.values("name", "alias")
        if name.isascii() and len(name.split()) > 1
    ]
    for number in range(count):
        name = " ".join([*rng.choice(people)[:-1], rng.choice(people)[-1]])
        yield {"id": f"m-{number}", "schema": "Person", "properties": {"name": [name]}}


def ask(folder: Path, shared: Path, count: int) -> None:
    """Ask, and print the rate, the latency and the memory."""
    from benchmarks.names.accuracy import asked, rows_of

    started = time.perf_counter()
    screener = Screener.open(folder)
    opened = time.perf_counter() - started
    for file, share in (("queries_us_negative_20k.csv", 1.0), ("queries_un_positive.csv", 0.2)):
        rows = rows_of(shared / "names" / file)[: int(count * share) + 1000]
        queries = [asked({"full_name": row["full_name"]}) for row in rows]
        for query in queries[: len(queries) // 4]:
            screener.match(query)
        times = []
        for query in queries[len(queries) // 4 :]:
            before = time.process_time()
            screener.match(query)
            times.append(time.process_time() - before)
        times.sort()
        middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
        print(
            f"{file}: {len(times) / sum(times):,.0f} queries a second of one core, "
            f"p50 {middle * 1000:.2f} ms, p99 {late * 1000:.1f} ms"
        )
    print(f"opened in {opened * 1000:.0f} ms, {peak():,.0f} MB at most")


def peak() -> float:
    """The most memory this process held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
