"""Requests a second of ``POST /match`` on one worker, measured with wrk on loopback.

    python benchmarks/gate/load.py LIST… --queries names.csv

Reads the lists into a temporary workspace, starts ``vedette serve``, and loads it for a bounded
time with single-query requests: names that are on the lists and names that are not, mixed as
real traffic is (one in twenty). For comparison yente documents about 4 requests a second and
CPU with its best algorithm (docs/deploy/scaling.md); it needs Elasticsearch and is not run here.
"""

import argparse
import csv
import json
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

HERE = Path(__file__).parent


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lists", nargs="+", type=Path)
    options.add_argument("--queries", type=Path, required=True, help="CSV with a column of names")
    options.add_argument("--column", default="full_name")
    options.add_argument("--listed", type=float, default=0.05, help="share of names from the lists")
    options.add_argument("--seconds", type=int, default=15)
    options.add_argument("--connections", type=int, default=4)
    options.add_argument("--workers", type=int, default=1)
    said = options.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed; Debian and Ubuntu have it: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        vedette(place, "init", str(place))
        (place / "vedette.toml").write_text("[lists]\nstale_after_days = 100000\n")
        started = time.perf_counter()
        vedette(place, "see", *map(str, said.lists))
        print(f"lists read and snapshot built in {time.perf_counter() - started:.1f} s")
        bodies = place / "bodies.txt"
        bodies.write_text("\n".join(queries(said, place)))
        measure(said, place, bodies)


def vedette(place: Path, *words: str) -> None:
    command = [sys.executable, "-m", "vedette", *words]
    run = subprocess.run(
        command, env={**os.environ, "VEDETTE_WORKSPACE": str(place)}, capture_output=True, text=True
    )
    if run.returncode > 1:
        sys.exit(f"{' '.join(command)}: {run.stderr}")


def queries(said: argparse.Namespace, place: Path) -> list[str]:
    """Request bodies, shuffled: mostly names of nobody, some that stand on the lists."""
    from vedette.lake import releases, tables
    from vedette.lake.workspace import Workspace
    from vedette.reference import followthemoney as ftm

    workspace = Workspace.open(place)
    entities = tables.read_entities(workspace, releases.current(workspace).values())
    listed = [
        (one.schema, one.caption) for one in entities if ftm.known(one.schema).is_a("LegalEntity")
    ]
    with said.queries.open(newline="", encoding="utf-8") as file:
        others = [("Person", row[said.column]) for row in csv.DictReader(file)]
    source = random.Random(1)
    count = 20_000
    mixed = [
        source.choice(listed if source.random() < said.listed else others) for _ in range(count)
    ]
    return [
        json.dumps({"queries": {"q": {"schema": schema, "properties": {"name": [name]}}}})
        for schema, name in mixed
    ]


def measure(said: argparse.Namespace, place: Path, bodies: Path) -> None:
    command = [sys.executable, "-m", "vedette", "serve", "-w", str(place), "--port", "0"]
    command += ["--workers", str(said.workers)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        text = ""
        while not (found := re.search(r"http://\S+:\d+", text)):
            text += server.stderr.readline() or sys.exit(f"the gate did not start: {text}")
        address = found[0]
        while not answers(address):
            time.sleep(0.1)
        for seconds, shown in ((3, False), (said.seconds, True)):
            wrk = ["wrk", "-t", "1", "-c", str(said.connections), "-d", f"{seconds}s"]
            wrk += ["--latency", "-s", str(HERE / "match.lua"), address]
            run = subprocess.run(
                wrk, env={**os.environ, "QUERIES": str(bodies)}, capture_output=True, text=True
            )
            if shown:
                report(said, run.stdout, memory(server.pid))
    finally:
        server.terminate()
        server.wait()


def answers(address: str) -> bool:
    try:
        return httpx.get(address + "/readyz").status_code == 200
    except httpx.TransportError:
        return False


def memory(process: int) -> str:
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return f"{int(found[1]) // 1024} MB" if found else "unknown"


def report(said: argparse.Namespace, text: str, rss: str) -> None:
    found = re.search(r"RESULT (.+)", text)
    if found is None:
        sys.exit(text)
    count, seconds, p50, p95, p99, errors = map(float, found[1].split())
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"workers {said.workers}, connections {said.connections}, {seconds:.0f} s, memory {rss}")
    print(f"POST /match: {count / seconds:,.0f} requests/s, errors {errors:.0f}")
    print(f"latency ms: p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}")


if __name__ == "__main__":
    main()
