"""Was it dark, or were we deaf? A gap of 13 h and what else was heard meanwhile."""

import math
from typing import Any

import ibis
import numpy as np
import pytest

from tests.find.movements import real
from tests.find.movements.tracks import DEGREE_KM, asked, fix, rows, table
from vedette.find.movements import coverage, gaps
from vedette.find.movements.coverage import Coverage

Fixes = list[dict[str, Any]]

GAP = [fix("mmsi:1", -1, 40, 50), fix("mmsi:1", 0, 40, 50), fix("mmsi:1", 13, 40.2, 50)]
"""Silent from 0 to 13 h: hours 1 to 12 are looked at."""


def hourly(subject: str, hours: list[int], lat: float = 40.01, **more: Any) -> Fixes:
    return [fix(subject, hour + 0.5, lat, 50.01, **more) for hour in hours]


def judged(*others: Fixes, gap: Fixes = GAP, **parameters: Any) -> dict[str, Any]:
    positions = table(gap, *others)
    found = rows(asked(coverage, asked(gaps, positions), positions, **parameters))
    [row] = [row for row in found if row["subject"] == "mmsi:1"]
    return row


ELSEWHERE = hourly("mmsi:9", list(range(-3, 14)), lat=10)
"""The feed is up: somebody far away is heard every hour."""


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        (list(range(1, 7)), Coverage.HEARD_OTHERS),  # six of twelve hours
        (list(range(1, 6)), Coverage.UNKNOWN),  # five: now and then
        ([-2, -1], Coverage.NOBODY_HEARD),  # usually somebody is, but not in these hours
        ([], Coverage.UNKNOWN),  # nobody ever is
        ([0, 13], Coverage.NOBODY_HEARD),  # in hours that only touch the gap: not looked at
    ],
)
def test_heard_others(heard: list[int], expected: Coverage) -> None:
    row = judged(ELSEWHERE, hourly("mmsi:2", heard))
    assert row["coverage"] == expected
    assert row["hours_heard"] == len([hour for hour in heard if 1 <= hour <= 12])


@pytest.mark.parametrize(("up", "expected"), [(7, Coverage.UNKNOWN), (6, Coverage.FEED_OUTAGE)])
def test_feed_outage(up: int, expected: Coverage) -> None:
    row = judged(hourly("mmsi:9", [-1, *range(1, up + 1)], lat=10))
    assert (row["coverage"], row["outage_hours"]) == (expected, 12 - up)


def test_counts() -> None:
    row = judged(ELSEWHERE, hourly("mmsi:2", [1, 2, 3]), hourly("mmsi:3", [3, 4, -2]))
    assert (row["hours_looked"], row["hours_heard"], row["others"]) == (12, 4, 2)
    assert (row["source"], row["receiver"], row["fixes_before"]) == ("test", "", 2)
    assert row["usual"] == pytest.approx(5 / 17, abs=1e-4)  # 5 of the feed's 17 hours


def test_only_the_same_source_counts() -> None:
    row = judged(ELSEWHERE, hourly("mmsi:2", list(range(1, 13)), source="another"))
    assert (row["coverage"], row["others"]) == (Coverage.UNKNOWN, 0)


def test_only_the_receiver_that_last_heard_the_ship_counts() -> None:
    gap = [{**item, "receiver": "astrakhan"} for item in GAP]
    far = hourly("mmsi:2", list(range(1, 13)), receiver="baku")
    near = hourly("mmsi:3", list(range(1, 13)), receiver="astrakhan")
    assert judged(ELSEWHERE, far, gap=gap)["coverage"] == Coverage.UNKNOWN
    assert judged(ELSEWHERE, near, gap=gap)["coverage"] == Coverage.HEARD_OTHERS


def test_its_own_fixes_are_not_others() -> None:
    """Two ships share the number: the second is the same subject, heard all the time."""
    positions = table(GAP, hourly("mmsi:1", list(range(-1, 13))), ELSEWHERE)
    split = positions.mutate(
        track=ibis.ifelse(positions.lat == 40.01, "mmsi:1@b", positions.subject)
    )
    [row] = rows(asked(coverage, asked(gaps, split), split))
    assert row["others"] == 0


def test_across_the_dateline_a_cell_is_a_cell() -> None:
    gap = [fix("mmsi:1", 0, 0, -180.0), fix("mmsi:1", 13, 0, -179.9)]
    others = [fix("mmsi:2", hour + 0.5, 0, 180.0) for hour in range(1, 13)]
    assert judged(ELSEWHERE, others, gap=gap)["coverage"] == Coverage.HEARD_OTHERS


def test_a_short_gap_cannot_be_looked_into() -> None:
    positions = table(
        fix("mmsi:1", 0.5, 40, 50), fix("mmsi:1", 1.5, 40, 50), hourly("mmsi:2", [0, 1])
    )
    row, _ = rows(asked(coverage, asked(gaps, positions, hours=0.9), positions))
    assert (row["hours_looked"], row["coverage"]) == (0, Coverage.UNKNOWN)


@pytest.mark.shared
def test_real_gaps_off_british_columbia() -> None:
    """1,635 gaps longer than 12 h, counted beforehand with other means. Cells cannot be counted
    with other means, but what is within one cell's size must count, and nothing beyond three."""
    data = real.shipstrike()
    positions = ibis.memtable(data)
    found = rows(asked(coverage, asked(gaps, positions), positions))
    assert len(found) == 1635
    by_time = data.sort_by("ts")
    times = by_time["ts"].cast("int64").to_numpy() / 3.6e9
    who = by_time["subject"].to_numpy()
    lat, lon = by_time["lat"].to_numpy(), by_time["lon"].to_numpy()
    for row in found[::23]:
        first = math.floor(row["start"].timestamp() / 3600) + 1
        span = slice(*np.searchsorted(times, [first, first + row["hours_looked"]]))
        squeeze = math.cos(math.radians(row["start_lat"]))
        km = DEGREE_KM * np.hypot(
            lat[span] - row["start_lat"], (lon[span] - row["start_lon"]) * squeeze
        )
        other = who[span] != row["subject"]
        least, most = (
            len(set(np.floor(times[span][other & (km < reach)]))) for reach in (9.2, 28.5)
        )
        assert least <= row["hours_heard"] <= most
    heard = [row for row in found if row["coverage"] == Coverage.HEARD_OTHERS]
    assert 0.2 < len(heard) / len(found) < 0.5
