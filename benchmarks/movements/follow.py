"""What an hour's piece costs as the history grows, beside a look at everything.

    python -m benchmarks.movements.generate --positions 500000 --out sea
    python -m benchmarks.movements.follow sea

For each number of days: the first look takes the days at once; then come two pieces of an hour,
each looked at as `vedette watch --follow` looks; then everything so far is looked at as `vedette
find` does. The invented sea lasts five days; after each five it begins anew with other ships, as a
fleet changes. Seconds from Parquet to findings, in one process; of the pieces the second is told,
because the first loads code. On disk: what the run of that hour leaves in the lake, and what it
would leave if it did not stand on the runs before it.
"""

import argparse
import os
import platform
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import ibis
import pyarrow.parquet as pq

from benchmarks.movements.generate import BEGIN
from benchmarks.movements.sea import HOURS
from vedette.find.movements import engine, run
from vedette.find.movements.follow import Look, look
from vedette.find.movements.inputs import Inputs
from vedette.lake.findings import FINDINGS, file_of, write_rows
from vedette.lake.workspace import Workspace


def main() -> None:
    """Parse the command line, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sea", type=Path)
    parser.add_argument("--days", type=float, nargs="+", default=[4.5, 9.5, 19.5])
    chosen = parser.parse_args()
    print(
        f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}"
    )
    print("| days | positions so far | looked at | of the hour | the hour | everything | on disk |")
    print("|---|---|---|---|---|---|---|")
    for days in chosen.days:
        with tempfile.TemporaryDirectory(prefix="vedette-") as folder:
            print(measure(chosen.sea, days, Path(folder)), flush=True)


def measure(sea: Path, days: float, folder: Path) -> str:
    """One row of the table."""
    begin = datetime.fromtimestamp(BEGIN, UTC)
    first = begin + timedelta(days=days)
    bounds = [begin, first, first + timedelta(hours=1), first + timedelta(hours=2)]
    kept: dict[str, Path] = {}
    lake = Workspace.init(folder / "lake")
    now, took, counts = None, "", []
    for number, (start, end) in enumerate(pairwise(bounds)):
        piece = folder / f"piece-{number}.parquet"
        counts.append(_cut(sea, start, end, piece))
        here, scratch = folder / f"kept-{number}", folder / f"scratch-{number}"
        here.mkdir()
        scratch.mkdir()
        began = _clocks()
        connection = engine.duckdb(scratch)
        asked = Look(
            positions=engine.released(connection, {"r": [piece]}),
            identities=_identities(connection, sea),
            places=connection.read_parquet(sea / "places.parquet"),
            kept={name: connection.read_parquet(path) for name, path in kept.items()},
            now=now,
        )
        now = look(connection, asked, scratch, here).now
        took = _since(began)
        kept = {path.stem: path for path in here.glob("*.parquet")}
        stands = pq.read_table(kept["standing"], columns=FINDINGS.names)
        write_rows(lake, str(number), stands, str(number - 1) if number else None)
    write_rows(lake, "alone", stands)
    left, alone = (_size(file_of(lake, run).parent) for run in (str(number), "alone"))
    looked = duckdb.read_parquet(str(folder / "scratch-2" / "rows.parquet")).count("*").fetchall()
    began = _clocks()
    connection = engine.duckdb(folder)
    pieces = sorted(folder.glob("piece-*.parquet"))
    inputs = Inputs(
        engine.released(connection, {"r": pieces}),
        _identities(connection, sea),
        connection.read_parquet(sea / "places.parquet"),
    )
    found = sum(1 for _ in run.findings(inputs))
    whole = _since(began)
    return (
        f"| {days:g} | {sum(counts):,} | {looked[0][0]:,} | {counts[-1]:,} | {took} "
        f"| {whole}, {found:,} findings | {left / 1e3:,.0f} kB, alone {alone / 1e3:,.0f} kB |"
    )


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(began: tuple[float, float]) -> str:
    """Seconds by the clock and of the processor."""
    clock, processor = (now - then for now, then in zip(_clocks(), began, strict=True))
    return f"{clock:.1f} s ({processor:.1f} CPU)"


def _cut(sea: Path, start: datetime, end: datetime, out: Path) -> int:
    """Write what is heard from `start` to `end`, sorted as the lake sorts; how many positions."""
    files = [str(path) for path in sorted((sea / "positions").glob("*.parquet"))]
    turns = int((end.timestamp() - BEGIN) / 3600 // HOURS) + 1
    query = f"""
        SELECT * EXCLUDE turn REPLACE (subject || '-' || turn AS subject,
            ts + turn * INTERVAL {HOURS:.0f} HOUR AS ts)
        FROM read_parquet($files), range({turns}) AS turns(turn)
        WHERE ts + turn * INTERVAL {HOURS:.0f} HOUR BETWEEN $start AND $end
        ORDER BY subject, ts, lat, lon
    """
    rows = duckdb.sql(query, params={"files": files, "start": start, "end": end}).to_arrow_table()
    duckdb.from_arrow(rows).write_parquet(str(out))
    return len(rows)


def _identities(connection: engine.Connection, sea: Path) -> ibis.Table:
    return connection.read_parquet(sea / "identities.parquet").mutate(release=ibis.literal("r"))


if __name__ == "__main__":
    main()
