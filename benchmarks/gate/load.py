"""Requests a second of ``POST /match`` on one worker, measured with wrk on loopback.

    python benchmarks/gate/load.py LIST… --queries names.csv

Reads the lists into a temporary workspace, starts ``vedette serve``, and loads it for a bounded
time with single-query requests: names of nobody, names of which one in twenty stands on the
lists as in real traffic, and listed names alone. With one connection the latency is that of a
request by itself; with more they wait for one another. The processor time of the worker for one
request is shown beside, for it means the same on a machine that others use. For comparison yente
documents about 4 requests a second and CPU with its best algorithm (docs/deploy/scaling.md); it
needs Elasticsearch and is not run here.
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
    options.add_argument("--seconds", type=int, default=10, help="of load for each row")
    options.add_argument("--connections", type=int, nargs="+", default=[1, 4])
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
        measure(said, place, queries(said, place))


def vedette(place: Path, *words: str) -> None:
    command = [sys.executable, "-m", "vedette", *words]
    run = subprocess.run(
        command, env={**os.environ, "VEDETTE_WORKSPACE": str(place)}, capture_output=True, text=True
    )
    if run.returncode > 1:
        sys.exit(f"{' '.join(command)}: {run.stderr}")


def queries(said: argparse.Namespace, place: Path) -> dict[str, Path]:
    """Files of request bodies, shuffled, by how many of the names stand on the lists."""
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
    files = {}
    for says, share in (("nobody listed", 0.0), ("one in twenty", 0.05), ("all listed", 1.0)):
        source = random.Random(1)
        mixed = (
            source.choice(listed if source.random() < share else others) for _ in range(20_000)
        )
        files[says] = place / f"{says}.txt"
        files[says].write_text("\n".join(body(schema, name) for schema, name in mixed))
    return files


def body(schema: str, name: str) -> str:
    return json.dumps({"queries": {"q": {"schema": schema, "properties": {"name": [name]}}}})


def measure(said: argparse.Namespace, place: Path, bodies: dict[str, Path]) -> None:
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
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        print(f"POST /match, {said.workers} worker(s), {said.seconds} s each")
        heads = (
            f"{'requests/s':>12}{'p50 ms':>8}{'p95':>7}{'p99':>7}{'CPU ms':>8}{'machine load':>14}"
        )
        print(f"{'names':<15}{'connections':>12}{heads}")
        for says, file in bodies.items():
            load(server.pid, address, file, 2, 4)  # warm
            for connections in said.connections:
                row = load(server.pid, address, file, said.seconds, connections)
                print(f"{says:<15}{connections:>12}{row}", flush=True)
        print(f"memory {memory(server.pid)}")
    finally:
        server.terminate()
        server.wait()


def load(server: int, address: str, bodies: Path, seconds: int, connections: int) -> str:
    """Load the gate, and say what came of it. With several workers their time is not seen."""
    before = processor_seconds(server)
    wrk = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--latency"]
    wrk += ["-s", str(HERE / "match.lua"), address]
    run = subprocess.run(
        wrk, env={**os.environ, "QUERIES": str(bodies)}, capture_output=True, text=True
    )
    found = re.search(r"RESULT (.+)", run.stdout)
    if found is None:
        sys.exit(run.stdout + run.stderr)
    count, took, p50, p95, p99, errors = map(float, found[1].split())
    wrong = f"  {errors:.0f} errors" if errors else ""
    each = (processor_seconds(server) - before) / count * 1000 if count else 0.0
    shown = f"{count / took:>12,.0f}{p50:>8.1f}{p95:>7.1f}{p99:>7.1f}{each:>8.2f}"
    return f"{shown}{os.getloadavg()[0]:>14.1f}{wrong}"


def processor_seconds(process: int) -> float:
    """What a process has used so far, in user and system mode."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def answers(address: str) -> bool:
    try:
        return httpx.get(address + "/readyz").status_code == 200
    except httpx.TransportError:
        return False


def memory(process: int) -> str:
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return f"{int(found[1]) // 1024} MB" if found else "unknown"


if __name__ == "__main__":
    main()
