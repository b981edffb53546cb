"""Recall, precision and rates on an invented sea, beside hand-written SQL and movingpandas.

    python -m benchmarks.movements.generate --positions 10000000 --out sea
    python -m benchmarks.movements.measure sea truth     recall of the planted, and what else
    python -m benchmarks.movements.measure sea rates     positions a second, Parquet to findings

With ``--write PAGE`` what is printed replaces the block under its heading there. Each rate is a
process of its own: start of Python, Parquet, detector, findings with evidence. Beside the seconds
that passed stand those that the processor worked: on a machine that others use, only they compare.
"""

import argparse
import itertools
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

RATES = ("gaps-only", "gaps", "encounters", "port_visits", "loitering", "jumps")
"""`gaps-only` are gaps without coverage; the others are detectors by name."""

SQL = {
    "gaps-only": """
        SELECT * FROM (
            SELECT subject, ts, lat, lon, lag(ts) OVER w AS prev_ts, lag(lat) OVER w AS prev_lat,
                lag(lon) OVER w AS prev_lon, lag(sog) OVER w AS prev_sog
            FROM p WINDOW w AS (PARTITION BY subject ORDER BY ts, lat, lon)
        ) WHERE epoch_us(ts) - epoch_us(prev_ts) > 12 * 3600000000
    """,
    "jumps": """
        SELECT * FROM (
            SELECT *, 2 * 6371.0088 * asin(least(1, sqrt(pow(sin(radians(lat - prev_lat) / 2), 2)
                + cos(radians(lat)) * cos(radians(prev_lat))
                * pow(sin(radians(lon - prev_lon) / 2), 2)))) AS km FROM (
                SELECT subject, ts, lat, lon, lag(ts) OVER w AS prev_ts,
                    lag(lat) OVER w AS prev_lat, lag(lon) OVER w AS prev_lon
                FROM p WINDOW w AS (PARTITION BY subject ORDER BY ts, lat, lon)
            )
        ) WHERE km >= 10 AND km / 1.852 / 50 * 3.6e9 > epoch_us(ts) - epoch_us(prev_ts)
    """,
}
"""Hand-written, for the same rows before they become findings."""


PEERS = Path(".venv-peers/bin/python")
"""Where `make peers` has movingpandas."""


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sea", type=Path)
    parser.add_argument("what", choices=("truth", "rates", "one"))
    parser.add_argument("--only", default="", help="names, with commas between")
    parser.add_argument("--memory", default="1500MB")
    parser.add_argument("--peers", type=Path, default=PEERS, help="a Python with movingpandas")
    parser.add_argument("--write", type=Path, help="the page that is to say so")
    chosen = parser.parse_args()
    if chosen.what == "one":
        _one(chosen.sea, chosen.only, chosen.memory)
        return
    [(rows,)] = duckdb.sql(f"SELECT count(*) FROM {_files(chosen.sea)}").fetchall()
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    head = [
        f"{rows:,} positions; DuckDB {duckdb.__version__} may hold {chosen.memory}",
        f"{platform.platform()}, {len(os.sched_getaffinity(0))} cores, load {load}",
    ]
    if chosen.what == "truth":
        lines = truth(chosen.sea, chosen.memory)
    else:
        names = chosen.only.split(",") if chosen.only else [*RATES, *(f"sql:{n}" for n in SQL)]
        lines = rates(chosen.sea, rows, names, chosen.memory, chosen.peers)
    said = []
    for line in itertools.chain(head, [""], lines):
        print(line, flush=True)
        said.append(line.rstrip())
    if chosen.write:
        heading = f"{chosen.what.capitalize()}, {rows / 1e6:.0f} million"
        chosen.write.write_text(_with(chosen.write.read_text("utf-8"), heading, said), "utf-8")


def _with(page: str, heading: str, lines: list[str]) -> str:
    """The page with these lines in the block under the heading."""
    before, _, after = page.partition(f"## {heading}\n\n```\n")
    return f"{before}## {heading}\n\n```\n" + "\n".join(lines) + "\n```" + after.partition("```")[2]


def _files(sea: Path) -> str:
    return f"read_parquet('{sea}/positions/*.parquet')"


def _inputs(sea: Path, memory: str) -> Any:
    from vedette.find.movements import engine
    from vedette.find.movements.inputs import Inputs

    connection = engine.duckdb(sea / "spill", memory)
    return Inputs(
        positions=engine.released(connection, {"sea": sorted((sea / "positions").glob("*"))}),
        identities=engine.released(connection, {"sea": [sea / "identities.parquet"]}),
        places=connection.read_parquet(str(sea / "places.parquet")),
    )


def _one(sea: Path, name: str, memory: str) -> None:
    """Run one detector in this process; one JSON line with what it took."""
    if name.startswith("sql:"):
        connection = duckdb.connect(
            config={"memory_limit": memory, "temp_directory": str(sea / "spill")}
        )
        connection.execute(f"CREATE VIEW p AS SELECT * FROM {_files(sea)}")
        found = len(connection.sql(SQL[name[4:]]).fetchall())
    else:
        found = _findings(_inputs(sea, memory), name)
    used = resource.getrusage(resource.RUSAGE_SELF)
    worked = used.ru_utime + used.ru_stime
    peak = used.ru_maxrss / 1024
    print(json.dumps({"found": found, "worked": worked, "peak": peak}))


def _findings(inputs: Any, name: str) -> int:
    from vedette.find.movements.engine import arrow
    from vedette.find.movements.gaps import gaps
    from vedette.find.movements.run import findings, told
    from vedette.find.movements.views import view

    if name == "gaps-only":
        return len(arrow(view(gaps, told(inputs, {}).silences)))
    return sum(1 for _ in findings(inputs, only=[f"movements.{name}"]))


def rates(sea: Path, rows: int, names: list[str], memory: str, peers: Path) -> Iterator[str]:
    """Positions a second of each detector, of hand-written SQL, and of the peer."""
    yield f"{'':<18}{'seconds':>9}{'rows/s':>12}{'worked s':>10}{'peak MB':>9}{'found':>9}"
    taken: dict[str, dict[str, float]] = {}
    for name in names:
        command = [sys.executable, "-m", "benchmarks.movements.measure", str(sea), "one"]
        command += ["--only", name, "--memory", memory]
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - begun
        if done.returncode:
            yield f"{name:<18} failed: {done.stderr.strip().splitlines()[-1]}"
            continue
        took = taken[name] = json.loads(done.stdout.strip().splitlines()[-1])
        took["seconds"] = seconds
        yield _line(name, rows, took)
    if peers.is_file() and "gaps-only" in taken:
        command = [str(peers), "-m", "benchmarks.movements.peer", str(sea)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            yield f"movingpandas failed: {done.stderr.strip().splitlines()[-1]}"
        else:
            took = json.loads(done.stdout.strip().splitlines()[-1])
            yield _line("movingpandas gaps", int(took["rows"]), took)
            yield ""
            ours = rows / taken["gaps-only"]["seconds"]
            theirs = took["rows"] / took["seconds"]
            times = f"{ours / theirs:,.0f} times as fast as"
            yield f"gaps-only is {times} movingpandas {took['version']}"
    for name in SQL:
        if {name, f"sql:{name}"} <= taken.keys():
            ours, theirs = taken[name], taken[f"sql:{name}"]
            yield (
                f"{name} takes {ours['seconds'] / theirs['seconds']:.2f} times the time of"
                f" hand-written SQL, {ours['worked'] / theirs['worked']:.2f} times the work"
            )


def _line(name: str, rows: int, took: dict[str, float]) -> str:
    return (
        f"{name:<18}{took['seconds']:>9.2f}{rows / took['seconds']:>12,.0f}"
        f"{took['worked']:>10.2f}{took['peak']:>9.0f}{took['found']:>9,}"
    )


def truth(sea: Path, memory: str) -> Iterator[str]:
    """Of each detector: how many of the planted were found, and what else was."""
    from vedette.find.movements.run import findings

    planted = json.loads((sea / "truth.json").read_text())
    doing = duckdb.read_parquet(str(sea / "doing.parquet")).fetchall()
    by_subject: dict[str, list[tuple[float, float, str]]] = {}
    for subject, start, end, label in doing:
        by_subject.setdefault(subject, []).append((start, end, label))
    names = sorted({event["detector"] for event in planted})
    found = list(findings(_inputs(sea, memory), only=names))
    for name in names:
        events = [event for event in planted if event["detector"] == name]
        mine = [one for one in found if one.detector == name]
        hits = [event for event in events if any(_is(event, one) for one in mine)]
        others = [one for one in mine if not any(_is(event, one) for event in events)]
        yield (
            f"{name:<28} planted {len(events):>4} found {len(hits):>4}"
            f"   findings {len(mine):>6} not planted {len(others):>6}"
            f"   precision {1 - len(others) / max(len(mine), 1):.3f}"
        )
        kinds = Counter(_kind(one, by_subject) for one in others)
        for kind, count in kinds.most_common(6):
            yield f"{'':<32}{count:>6}  {kind}"
        for event in events:
            if event not in hits:
                yield f"{'':<32}missed: {event}"


def _hour(text: str) -> float:
    from benchmarks.movements.generate import BEGIN

    return (datetime.fromisoformat(text).timestamp() - BEGIN) / 3600


def _is(event: dict[str, Any], finding: Any) -> bool:
    """The same subjects, and more than half of the planted time."""
    pair = {finding.subject, str(finding.facts.get("other", ""))}
    if event["subject"] not in pair or (event["other"] and event["other"] not in pair):
        return False
    if event["detector"] == "movements.shared_identity":
        return True
    start, end = _hour(finding.facts["start"]), _hour(finding.facts["end"])
    common = min(end, event["end"]) - max(start, event["start"])
    if event["detector"] == "movements.circles":
        return common > 0.4
    return common >= 0.5 * (event["end"] - event["start"])


def _kind(finding: Any, doing: dict[str, list[tuple[float, float, str]]]) -> str:
    """What the ship was doing half-way through, and what coverage said."""
    middle = (_hour(finding.facts["start"]) + _hour(finding.facts["end"])) / 2
    labels = [
        label
        for subject in (finding.subject, str(finding.facts.get("other", "")))
        for start, end, label in doing.get(subject, ())
        if start <= middle <= end
    ]
    return " / ".join([*sorted(labels), *filter(None, [finding.facts.get("coverage", "")])])


if __name__ == "__main__":
    main()
