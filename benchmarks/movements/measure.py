"""Recall, precision and rates on an invented sea, beside hand-written SQL and movingpandas.

    python -m benchmarks.movements.generate --positions 10000000 --out sea
    python -m benchmarks.movements.measure sea truth     recall of the planted, and what else
    python -m benchmarks.movements.measure sea rates     positions a second, Parquet to findings

Each rate is a process of its own: start of Python, Parquet, detector, findings with evidence.
`splitting` is told beside it: what finding the identities that need it takes of each.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.movements.generate import BEGIN

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


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sea", type=Path)
    parser.add_argument("what", choices=("truth", "rates", "one"))
    parser.add_argument("--only", default="")
    parser.add_argument("--memory", default="2GB")
    chosen = parser.parse_args()
    if chosen.what == "one":
        _one(chosen.sea, chosen.only, chosen.memory)
        return
    print(
        f"{platform.platform()}, {len(os.sched_getaffinity(0))} cores, duckdb {duckdb.__version__}"
    )
    if chosen.what == "truth":
        truth(chosen.sea, chosen.memory)
    else:
        rates(chosen.sea, chosen.only, chosen.memory)


def _inputs(sea: Path, memory: str) -> Any:
    from vedette.find.movements import engine
    from vedette.find.movements.detectors import Inputs

    connection = engine.duckdb(sea / "spill", memory)
    return Inputs(
        positions=engine.released(connection, {"sea": sorted((sea / "positions").glob("*"))}),
        identities=engine.released(connection, {"sea": [sea / "identities.parquet"]}),
        places=connection.read_parquet(str(sea / "places.parquet")),
    )


def _one(sea: Path, name: str, memory: str) -> None:
    """Run one detector in this process; one JSON line with what it took."""
    begun = time.perf_counter()
    inputs = _inputs(sea, memory)
    if name.startswith("sql:"):
        connection = inputs.positions.get_backend().con
        connection.execute(
            f"CREATE VIEW p AS SELECT * FROM read_parquet('{sea}/positions/*.parquet')"
        )
        found = len(connection.sql(SQL[name[4:]]).fetchall())
        splitting = 0.0
    else:
        found, splitting = _findings(inputs, name)
    took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"found": found, "seconds": took, "splitting": splitting, "peak": peak}))


def _findings(inputs: Any, name: str) -> tuple[int, float]:
    from dataclasses import replace

    from vedette.find.movements.detectors import BY_NAME, of
    from vedette.find.movements.gaps import gaps
    from vedette.find.movements.run import findings
    from vedette.find.movements.segments import told_apart, tracks

    begun = time.perf_counter()
    limits = of(tracks, BY_NAME["movements.shared_identity"].parameters)
    as_heard, told, steps = told_apart(inputs.positions, **limits)
    inputs = replace(inputs, steps_as_heard=as_heard, tracks=told, steps=steps)
    splitting = time.perf_counter() - begun
    if name == "gaps-only":
        return len(gaps(inputs.steps).to_pyarrow()), splitting
    return sum(1 for _ in findings(inputs, only=[f"movements.{name}"])), splitting


def rates(sea: Path, only: str, memory: str) -> None:
    """Positions a second of each detector, and of hand-written SQL for the same rows."""
    files = f"read_parquet('{sea}/positions/*.parquet')"
    [(rows,)] = duckdb.sql(f"SELECT count(*) FROM {files}").fetchall()
    print(f"{rows:,} positions; DuckDB may hold {memory}")
    print(f"{'':<18}{'seconds':>9}{'rows/s':>12}{'splitting s':>13}{'peak MB':>9}{'found':>9}")
    names = [only] if only else [*RATES, *(f"sql:{name}" for name in SQL)]
    for name in names:
        command = [sys.executable, "-m", "benchmarks.movements.measure", str(sea), "one"]
        command += ["--only", name, "--memory", memory]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name:<18} failed: {done.stderr.strip().splitlines()[-1]}")
            continue
        took = json.loads(done.stdout.strip().splitlines()[-1])
        print(
            f"{name:<18}{took['seconds']:>9.2f}{rows / took['seconds']:>12,.0f}"
            f"{took['splitting']:>13.2f}{took['peak']:>9.0f}{took['found']:>9,}"
        )
    movingpandas(sea)


def movingpandas(sea: Path) -> None:
    """The peer's gap splitter on as many rows as it takes a few seconds for, if it is there."""
    try:
        import movingpandas as mpd
    except ImportError:
        print("movingpandas is not installed: not measured in this run")
        return
    from datetime import timedelta

    files = f"read_parquet('{sea}/positions/*.parquet')"
    some = duckdb.sql(
        f"SELECT subject, ts, lat, lon FROM {files} WHERE subject IN"
        f" (SELECT DISTINCT subject FROM {files} ORDER BY subject LIMIT 60)"
    ).df()
    begun = time.perf_counter()
    found = mpd.TrajectoryCollection(
        some, traj_id_col="subject", t="ts", x="lon", y="lat", crs=4326
    )
    mpd.ObservationGapSplitter(found).split(gap=timedelta(hours=12))
    took = time.perf_counter() - begun
    print(f"{'movingpandas gaps':<18}{took:>9.2f}{len(some) / took:>12,.0f}   ({len(some):,} rows)")


def truth(sea: Path, memory: str) -> None:
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
        print(
            f"{name:<28} planted {len(events):>4} found {len(hits):>4}"
            f"   findings {len(mine):>6} not planted {len(others):>6}"
            f"   precision {1 - len(others) / max(len(mine), 1):.3f}"
        )
        kinds = Counter(_kind(one, by_subject) for one in others)
        for kind, count in kinds.most_common(6):
            print(f"{'':<32}{count:>6}  {kind}")
        for event in events:
            if event not in hits:
                print(f"{'':<32}missed: {event}")


def _hour(text: str) -> float:
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
