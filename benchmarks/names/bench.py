"""Name screening beside its peers: accuracy at equal false-hit rate, speed, memory.

    make peers && make bench-names            (python benchmarks/names/bench.py --help)

Two tasks, the same inputs for everybody, each contestant in a process of its own:

* ``ssb``: the cases of sanctions-screening-benchmark over OFAC 2021, 250 individuals;
* ``lists``: names of the given lists spoilt by `vedette.find.names.variations`, and
  invented US persons who must find nobody.

Every contestant is compared at the threshold at which *it* has the same share of false hits, so
that nobody wins by being loose. ``--final PATH`` takes further labelled queries from a file that
was never looked at (CSV: schema, name, expected); it is opened only when asked for.
"""

import argparse
import csv
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RUNNER = ROOT / "benchmarks" / "peers" / "contestant.py"
PEERS = ("logic-v2, n-grams", "logic-v2, blocker", "rapidfuzz", "baseline")
RATES = {"ssb": (0.01, 0.015, 0.05), "lists": (0.0, 0.001, 0.005)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("VEDETTE_SHARED", "../shared/data"))
    )
    options.add_argument("--peers", type=Path, default=ROOT / ".venv-peers")
    options.add_argument("--limit", type=int, default=250, help="individuals of the ssb task")
    options.add_argument("--sample", type=int, default=60, help="names of each variation")
    options.add_argument("--negatives", type=int, default=1000, help="invented persons")
    options.add_argument("--seconds", type=float, default=20, help="of timing for each")
    options.add_argument("--only", action="append", help="a contestant; may be repeated")
    options.add_argument("--task", action="append", choices=("ssb", "lists"))
    options.add_argument("--final", type=Path, help="labelled queries for the final measurement")
    said = options.parse_args()
    peers = said.peers / "bin" / "python"
    if not peers.exists():
        print(
            f"{said.peers} is not there: `make peers` installs the peers; Vedette alone runs now."
        )
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        for name in said.task or ("ssb", "lists"):
            task = Path(folder) / f"{name}.json"
            if name == "ssb":
                if not peers.exists():
                    continue
                source = said.shared / "lists" / "ofac_sdn_2021"
                maker = ROOT / "benchmarks" / "peers" / "ssb_task.py"
                subprocess.run([peers, maker, source, task, str(said.limit)], check=True)
            else:
                task.write_text(json.dumps(lists_task(said)))
            compete(name, task, said, peers)


def lists_task(said: argparse.Namespace) -> dict:
    """Spoilt names of UN and OFAC entries, and names of nobody."""
    from vedette.find.names.variations import KINDS, spoilt
    from vedette.lake import releases, tables
    from vedette.lake.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        lists = [
            said.shared / "lists" / one
            for one in ("un_consolidated_2026-02-27.xml", "ofac_sdn_2023-01")
        ]
        for words in (["init", folder], ["see", "-w", folder, *map(str, lists)]):
            subprocess.run(
                [sys.executable, "-m", "vedette", *words], check=False, capture_output=True
            )
        workspace = Workspace.open(Path(folder))
        found = [
            one
            for one in tables.read_entities(workspace, releases.current(workspace).values())
            if one.values("name")
            and one.schema in ("Person", "Organization", "Company", "Vessel", "LegalEntity")
        ]
    entities = [
        {"id": one.id, "schema": one.schema, "names": list(one.values("name", "alias"))}
        for one in found
    ]
    if said.final:
        with said.final.open(newline="", encoding="utf-8") as file:
            return {
                "entities": entities,
                "queries": [{**row, "kind": "final"} for row in csv.DictReader(file)],
            }
    source = random.Random(1)
    queries = []
    for kind in KINDS:
        for one in source.sample(entities, min(said.sample, len(entities))):
            if name := spoilt(kind, one["names"][0], 1):
                queries.append(
                    {"schema": one["schema"], "name": name, "expected": one["id"], "kind": kind}
                )
    with (said.shared / "names" / "queries_us_negative_20k.csv").open(newline="") as file:
        names = [row["full_name"] for row in csv.DictReader(file)][: said.negatives]
    queries += [
        {"schema": "Person", "name": one, "expected": None, "kind": "nobody"} for one in names
    ]
    source.shuffle(queries)
    return {"entities": entities, "queries": queries}


def compete(name: str, task: Path, said: argparse.Namespace, peers: Path) -> None:
    data = json.loads(task.read_text())
    queries = data["queries"]
    wrong = sum(not one["expected"] for one in queries)
    print(
        f"\n{name}: {len(data['entities']):,} entries, {len(queries) - wrong:,} names to be found, "
        f"{wrong:,} of nobody"
    )
    rates = RATES[name]
    heads = "".join(f"{f'at {rate:.1%} false':>15}" for rate in rates)
    print(
        f"{'recall':<20}{heads}{'q/s/core':>10}{'p50 ms':>8}{'p95':>7}{'p99':>7}"
        f"{'build s':>9}{'open ms':>9}{'MB':>6}"
    )
    classes: dict[str, dict[str, float]] = {}
    for contestant in ("vedette", *PEERS):
        if said.only and contestant not in said.only:
            continue
        if contestant != "vedette" and not peers.exists():
            continue
        if contestant == "baseline" and name != "ssb":
            continue  # pure Python over the whole list: minutes a query set
        target = task.with_suffix(".out")
        python = sys.executable if contestant == "vedette" else str(peers)
        command = [python, str(RUNNER), contestant, str(task), str(target), str(said.seconds)]
        run = subprocess.run(command, capture_output=True, text=True, env=_alone())
        if run.returncode:
            print(f"{contestant:<20} did not run: {run.stderr.strip().splitlines()[-1][:70]}")
            continue
        result = json.loads(target.read_text())
        found = [at_rate(queries, result["answers"], rate) for rate in rates]
        classes[contestant] = found[min(1, len(found) - 1)][1]
        print(_line(contestant, [share for share, _ in found], result))
    _classes(classes)


def at_rate(
    queries: list[dict], answers: list[list], rate: float
) -> tuple[float, dict[str, float]]:
    """Recall, whole and by kind, at the lowest threshold with at most this share of false hits."""
    false = sorted(
        (found[0][1] if found else 0.0)
        for query, found in zip(queries, answers, strict=True)
        if not query["expected"]
    )
    allowed = int(rate * len(false))
    bar = false[-allowed - 1] if false else 0.0
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for query, found in zip(queries, answers, strict=True):
        if query["expected"]:
            right = bool(found) and found[0][0] == query["expected"] and found[0][1] > bar
            by_kind[query["kind"]].append(right)
    every = [one for many in by_kind.values() for one in many]
    return sum(every) / len(every), {kind: sum(many) / len(many) for kind, many in by_kind.items()}


def _line(name: str, shares: list[float], result: dict) -> str:
    times = sorted(result["milliseconds"])
    mean = sum(times) / len(times)
    points = [times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.95, 0.99)]
    opened = result["open_seconds"]
    shown = "".join(f"{share:>15.3f}" for share in shares)
    batch = name == "logic-v2, blocker"  # answers by the batch: no latency of a single query
    latency = (
        f"{'-':>8}{'-':>7}{'-':>7}"
        if batch
        else f"{points[0]:>8.2f}{points[1]:>7.1f}{points[2]:>7.1f}"
    )
    return (
        f"{name:<20}{shown}{1000 / mean:>10,.0f}{latency}{result['build_seconds']:>9.1f}"
        f"{f'{opened * 1000:.0f}' if opened else '-':>9}{result['peak_mb']:>6.0f}"
    )


def _classes(classes: dict[str, dict[str, float]]) -> None:
    if not classes:
        return
    kinds = sorted({kind for one in classes.values() for kind in one})
    print(f"{'by kind':<20}" + "".join(f"{name[:18]:>19}" for name in classes))
    for kind in kinds:
        print(f"  {kind:<18}" + "".join(f"{one.get(kind, 0):>19.3f}" for one in classes.values()))


def _alone() -> dict[str, str]:
    """One core each: what is measured is a core's work, not a machine's."""
    return {
        **os.environ,
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"),
    }


if __name__ == "__main__":
    main()
