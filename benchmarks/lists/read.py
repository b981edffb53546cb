"""How long each real list takes to read, and how much memory: one process for each.

``python -m benchmarks.lists.read [FOLDER]`` where FOLDER holds the lists as in the table below
(default: ``$VEDETTE_SHARED/lists``). No other reader gives the same entities from the same files
without a network or a database, so there is no peer beside it; the last column reads the same
file with the standard library's parser and keeps nothing, which is the floor.
"""

import csv
import json
import os
import platform
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from contextlib import ExitStack
from pathlib import Path

FILES = (
    "un_consolidated_2025-04-19.xml",
    "un_consolidated_2026-02-27.xml",
    "ofac_sdn_2021/sdn.csv",
    "ofac_sdn_2023-01/sdn.csv",
    "ofac_consolidated/cons_prim.csv",
    "ofac_consolidated/consolidated_2025-03-28.xml",
    "canada_sema.xml",
    "bis_denied_persons.txt",
)
CODE = """
import json, resource, sys, time
from pathlib import Path
from benchmarks.lists.read import floor, read
path = Path(sys.argv[1])
start = time.perf_counter()
count = read(path)
took = time.perf_counter() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"entities": count, "seconds": took, "megabytes": memory, "floor": floor(path)}))
"""


def read(path: Path) -> int:
    """Read a list whole; how many entities it gave."""
    from vedette.see.lists.draft import Reading
    from vedette.see.lists.kinds import FORMATS
    from vedette.see.recognise import kind_of

    form = next(form for form in FORMATS if form.name == kind_of(path).name)
    with ExitStack() as stack:
        parts = {
            role: stack.enter_context(part.open("rb"))
            for role, part in form.companions(path).items()
        }
        return sum(1 for _ in form.read(parts["main"], Reading(path.name, beside=parts)))


def floor(path: Path) -> float:
    """Seconds that the standard library's parser takes for the main file alone."""
    start = time.perf_counter()
    if path.suffix == ".xml":
        for _, element in ET.iterparse(path):
            element.clear()
    else:
        with path.open(newline="", encoding="utf-8") as file:
            for _ in csv.reader(file, delimiter="\t" if path.suffix == ".txt" else ","):
                pass
    return time.perf_counter() - start


def main() -> None:
    """Print the table and the machine."""
    given = sys.argv[1] if len(sys.argv) > 1 else f"{os.environ.get('VEDETTE_SHARED', '.')}/lists"
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'file':48}{'entities':>9}{'seconds':>9}{'MB':>6}{'parser alone':>14}")
    for name in FILES:
        path = Path(given) / name
        if not path.exists():
            print(f"{name:48}{'absent':>9}")
            continue
        done = subprocess.run([sys.executable, "-c", CODE, path], capture_output=True, check=True)
        row = json.loads(done.stdout)
        print(
            f"{name:48}{row['entities']:>9,}{row['seconds']:>9.2f}{row['megabytes']:>6.0f}"
            f"{row['floor']:>14.2f}"
        )


if __name__ == "__main__":
    main()
