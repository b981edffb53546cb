"""How long the house itself takes: start, a list into the lake, events, verification.

    python benchmarks/house/speed.py

Times are the best of several runs, of whole processes where a person would wait for one. Memory
is the peak of the process. The limits beside are those that the project promises.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SHARED = Path(os.environ.get("VEDETTE_SHARED") or Path(__file__).parents[3] / "shared" / "data")
LISTS = SHARED / "lists"
EVENTS = 2_000


def process(*arguments: str, runs: int = 5) -> float:
    """Seconds of the quickest of several runs of one process."""
    best = 1e9
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
        best = min(best, time.perf_counter() - started)
    return best


def reading(files: Sequence[Path], *options: str) -> tuple[float, float]:
    """Seconds and peak megabytes of `vedette see` on these files, snapshot included."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "vedette", "init", folder], capture_output=True)
        code = (
            "import resource, runpy, sys, time; started = time.perf_counter()\n"
            "try: runpy.run_module('vedette', run_name='__main__')\n"
            "except SystemExit: pass\n"
            "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
            "print(time.perf_counter() - started, peak, file=sys.stderr)"
        )
        command = [sys.executable, "-c", code, "see", "-w", folder, *map(str, files), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, peak = done.stderr.split()[-2:]
        return float(seconds), float(peak)


def ledger() -> tuple[float, float]:
    """Events a second, each on disk before the next; events a second of verification."""
    from vedette.interdict.audit import audit
    from vedette.interdict.ledger import open_ledger, record
    from vedette.lake.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.init(Path(folder))
        opened = open_ledger(workspace)
        started = time.perf_counter()
        for number in range(EVENTS):
            record(opened, "note", "Ana", {"n": number}, "2026-01-01T00:00:00Z")
        written = time.perf_counter() - started
        started = time.perf_counter()
        assert not audit(workspace, opened).problems
        return EVENTS / written, EVENTS / (time.perf_counter() - started)


def main() -> None:
    rows = [
        ("python -c 'pass'", f"{process('-c', 'pass') * 1000:.0f} ms", ""),
        ("import vedette", f"{process('-c', 'import vedette') * 1000:.0f} ms", "150 ms"),
        ("vedette --help", f"{process('-m', 'vedette', '--help') * 1000:.0f} ms", "400 ms"),
    ]
    for title, files, options, limit in (
        ("UN list, 2026", ["un_consolidated_2026-02-27.xml"], (), "3 s, 500 MB"),
        ("OFAC SDN triple, 2023", ["ofac_sdn_2023-01/sdn.csv"], (), "6 s, 500 MB"),
    ):
        paths = [LISTS / name for name in files]
        if all(path.exists() for path in paths):
            seconds, peak = reading(paths, *options)
            rows.append((f"vedette see: {title}", f"{seconds:.1f} s, {peak:.0f} MB", limit))
    written, checked = ledger()
    rows.append(("ledger events, each on disk", f"{written:,.0f} /s", ""))
    rows.append(("ledger events verified", f"{checked:,.0f} /s", ""))
    print("| what | measured | promised |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
