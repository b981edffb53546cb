"""The fix before, told from the order of rows: the same as by sorting, whatever that order is."""

from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.find.movements.tracks import fix, rows, table
from vedette.find.movements import engine, fixes, runs
from vedette.find.movements.fixes import seconds
from vedette.model.position import POSITIONS

Fixes = list[dict[str, Any]]


def same(positions: ibis.Table) -> None:
    assert rows(runs.beside(positions)) == rows(fixes.beside(positions))
    assert rows(runs.asked(positions).last) == rows(fixes.last(positions))


def sail(subject: str, first: int, last: int, **more: Any) -> Fixes:
    return [fix(subject, hour, 10 + hour / 10, 20, **more) for hour in range(first, last)]


def test_one_run_each() -> None:
    found = rows(runs.beside(table(sail("mmsi:1", 0, 3), sail("mmsi:2", 0, 2))))
    assert [row["prev_lat"] for row in found] == [None, 10.0, 10.1, None, 10.0]


def test_one_day_after_the_other() -> None:
    days = [sail(ship, first, first + 24) for first in (0, 24) for ship in ("mmsi:1", "mmsi:2")]
    same(table(*days))
    same(table(*days[::-1]))


def test_two_feeds_that_heard_the_same_ship() -> None:
    one, two = sail("mmsi:1", 0, 9), sail("mmsi:1", 5, 20, source="other", sog=3.0)
    same(table(one, two, sail("mmsi:2", 0, 9)))


def test_a_run_inside_another_and_one_that_ends_where_another_begins() -> None:
    same(table(sail("mmsi:1", 0, 9), sail("mmsi:2", 0, 1), sail("mmsi:1", 3, 5)))
    same(table(sail("mmsi:1", 0, 9), sail("mmsi:2", 0, 1), sail("mmsi:1", 8, 12)))


def test_rows_without_a_place_lie_between() -> None:
    same(table(fix("mmsi:1", 0, 1, 1), fix("mmsi:1", 1, 91, 181), fix("mmsi:1", 2, 1, 1)))


@pytest.mark.parametrize("seed", range(5))
def test_any_order(seed: int) -> None:
    """A few ships at a few times and places, with repeats and speeds not reported, in no order."""
    rng = np.random.default_rng(seed)
    heard = [
        fix(f"mmsi:{ship}", int(hour), int(lat), 0, sog=None if sog == 2 else float(sog))
        for ship, hour, lat, sog in rng.integers([3, 6, 2, 3], size=(60, 4))
    ]
    same(table(heard))
    in_order = sorted(heard, key=lambda row: (row["subject"], row["ts"]))
    same(table(in_order[:30], in_order[30:]))


def test_what_is_asked_of_each_row_is_answered_in_the_same_pass() -> None:
    positions = table(sail("mmsi:1", 0, 5), sail("mmsi:1", 20, 25), sail("mmsi:2", 0, 9))
    every, _, (long, short) = runs.asked(
        positions,
        lambda row: seconds(row.prev_ts, row.ts) > 7200,
        lambda row: seconds(row.prev_ts, row.ts) < 1800,
    )
    assert [row["prev_lat"] for row in rows(long)] == [10.4]
    assert rows(short) == []
    assert rows(every) == rows(fixes.beside(positions))


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_files_of_many_row_groups_are_cut_and_read_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    """What the whole saving rests on: DuckDB hands over the rows of a file in their order."""
    monkeypatch.setattr(engine, "PART", 1_000)
    paths = []
    for day in range(3):
        heard = [row for ship in range(40) for row in sail(f"mmsi:{ship}", day * 24, day * 24 + 24)]
        path = tmp_path / f"{day}.parquet"
        pq.write_table(
            pa.Table.from_pylist(sorted(heard, key=lambda row: row["subject"]), POSITIONS),
            path,
            row_group_size=100,
        )
        paths.append(path)
    connection = engine.duckdb(tmp_path / "spill", threads=threads)
    positions = engine.released(connection, {"sha": paths})
    assert positions.count().execute() == 3 * 40 * 24
    assert len(runs.parts(positions)) >= min(threads, 2)
    found = rows(runs.beside(positions))
    assert found == rows(fixes.beside(positions))
    assert sum(row["prev_ts"] is None for row in found) == 40
