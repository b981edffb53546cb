"""A file of a million invented customers screened: rows a second, memory, and a kill -9 on the way.

    python benchmarks/batch/million.py [LIST …] [--rows N] [--calm]

Invents customers by putting first names of list entries before last names of others, which is
harder than real customers are: every word stands on the list. One in a hundred is a list name as
it stands, a few rows are broken on purpose. Runs ``vedette screen`` over them, kills it with
signal 9 when a good third is done, starts it again, and says what was taken up. With ``--calm``
the same file is screened a second time undisturbed, and the two outputs are compared byte by
byte. Memory is the sum over all processes of the run (proportional set size: shared pages count
once), looked at four times a second. All names are invented or public list entries.
"""

import argparse
import hashlib
import json
import os
import platform
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("VEDETTE_SHARED") or HERE.parents[2] / "shared" / "data")
LISTS = (SHARED / "lists/un_consolidated_2026-02-27.xml", SHARED / "lists/ofac_sdn_2023-01")
BROKEN = 0.0001
LISTED = 0.01


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lists", nargs="*", type=Path, default=LISTS)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options.add_argument("--calm", action="store_true", help="once more, undisturbed, to compare")
    said = options.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        vedette("init", str(place))
        vedette("see", "-w", str(place), *map(str, said.lists))
        customers = place / "customers.csv"
        write(customers, said.rows, place)
        print(
            f"{said.rows:,} rows, {customers.stat().st_size / 1e6:.0f} MB, {said.workers} workers"
        )
        words = ["screen", str(customers), "-w", str(place), "--workers", str(said.workers)]
        killed = place / "killed.csv"
        parts = Path(f"{killed}.parts")
        half = int(said.rows * 0.35) // 2_000
        first = run([*words, "-o", str(killed)], lambda: (parts / f"{half:06}.jsonl").exists())
        done = len(list(parts.glob("0*.jsonl"))) * 2_000
        tell("until kill -9", done, first)
        second = run([*words, "-o", str(killed), "--json"])
        came = json.loads(second["said"])
        tell("taken up again", came["rows"] - came["resumed_rows"], second)
        print(
            f"rows {came['rows']:,}, not asked again {came['resumed_rows']:,}, with hits "
            f"{came['hit_rows']:,}, hits {came['hits']:,}, unread {came['unread_rows']:,}; "
            f"output {killed.stat().st_size / 1e6:.0f} MB"
        )
        if said.calm:
            calm = place / "calm.csv"
            third = run([*words, "-o", str(calm)])
            tell("undisturbed", said.rows, third)
            same = digest(calm) == digest(killed)
            print(f"both outputs are {'the same bytes' if same else 'DIFFERENT'}: {digest(calm)}")


def vedette(*words: str) -> None:
    command = [sys.executable, "-m", "vedette", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(f"{' '.join(command)}: {done.stderr}")


def write(path: Path, rows: int, place: Path) -> None:
    """The customers, the same for the same lists and number of rows."""
    from vedette.lake import releases, tables
    from vedette.lake.workspace import Workspace

    workspace = Workspace.open(place)
    entities = list(tables.read_entities(workspace, releases.current(workspace).values()))
    people = [one.caption for one in entities if one.schema == "Person"]
    bodies = [one.caption for one in entities if one.schema == "Organization"]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("customer number;name;type;date of birth;country\n")
        for number, row in enumerate(customers(people, bodies, rows), 1):
            file.write(f"{number};{row}\n")


def customers(people: list[str], bodies: list[str], rows: int) -> Iterator[str]:
    source = random.Random(1)
    kinds = (("person", people), ("organisation", bodies))
    for _ in range(rows):
        kind, names = kinds[source.random() < 0.3]
        name = source.choice(names)
        if source.random() >= LISTED:
            first, last = source.choice(names).split(), name.split()
            name = " ".join([*first[:1], *last[-1 - (source.random() < 0.3) :]])
        name = name.replace(";", " ").replace('"', "")
        born = f"{source.randint(1940, 2004)}-{source.randint(1, 12):02}-{source.randint(1, 28):02}"
        country = source.choice(("de", "fr", "us", "tr", "ae", "cn", "ru", "ir", "gb", ""))
        if source.random() < BROKEN:
            yield source.choice((f"{name};a;b;c;d;e;f", ";;;"))
        else:
            yield f"{name};{kind};{born if kind == 'person' else ''};{country}"


def run(words: list[str], enough: Any = None) -> dict[str, Any]:
    """Run to the end, or until `enough` is true: then signal 9. Seconds, and the most memory."""
    started, used = time.perf_counter(), processor_seconds()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "vedette", *words], stdout=out, stderr=subprocess.DEVNULL
        )
        most = 0
        while process.poll() is None:
            most = max(most, sum(pss(one) for one in tree(process.pid)))
            if enough is not None and enough():
                process.send_signal(signal.SIGKILL)
                process.wait()
            time.sleep(0.25)
        out.seek(0)
        return {
            "seconds": time.perf_counter() - started,
            "processor": processor_seconds() - used,
            "whole": process.returncode >= 0,
            "most": most,
            "said": out.read(),
        }


def processor_seconds() -> float:
    """What all processes that this one started and saw end have used."""
    times = os.times()
    return times.children_user + times.children_system


def tell(what: str, rows: int, came: dict[str, Any]) -> None:
    used = f"{came['processor']:.0f} s of processors, " if came["whole"] else ""
    print(
        f"{what:<16}{rows:>10,} rows in {came['seconds']:>7.1f} s = "
        f"{rows / came['seconds']:>6,.0f} rows/s ({used}machine load {os.getloadavg()[0]:.1f}), "
        f"at most {came['most'] / 1024:,.0f} MB in all processes",
        flush=True,
    )


def tree(process: int) -> list[int]:
    """A process and what it started."""
    children = Path(f"/proc/{process}/task/{process}/children")
    try:
        return [
            process,
            *(one for child in children.read_text().split() for one in tree(int(child))),
        ]
    except OSError:
        return [process]


def pss(process: int) -> int:
    """Kilobytes, each shared page divided among those who share it."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, re.M)
    return int(found[1]) if found else 0


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


if __name__ == "__main__":
    main()
