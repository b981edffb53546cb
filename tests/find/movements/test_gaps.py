"""Gaps: a truth table by hand, then Global Fishing Watch's definition and sample."""

import json
from datetime import UTC, datetime
from itertools import pairwise

import ibis
import pytest

from tests.find.movements.tracks import DEGREE_KM, at, fix, rows, table
from tests.shared_data import shared
from vedette.find.movements import gaps, open_gaps

SECOND = 1 / 3600


def test_both_ends_distance_and_implied_speed() -> None:
    positions = table(fix("mmsi:1", 0, 40.0, 50.0, sog=9.5), fix("mmsi:1", 20, 42.0, 50.0, sog=0.0))
    [gap] = rows(gaps(positions))
    assert (gap["subject"], gap["start"], gap["end"], gap["hours"]) == (
        "mmsi:1", at(0), at(20), 20.0,
    )  # fmt: skip
    assert (gap["start_lat"], gap["start_lon"], gap["end_lat"]) == (40.0, 50.0, 42.0)
    assert (gap["start_sog"], gap["end_sog"]) == (9.5, 0.0)
    assert gap["km"] == pytest.approx(2 * DEGREE_KM, abs=0.01)
    assert gap["knots"] == pytest.approx(2 * DEGREE_KM / 1.852 / 20, abs=0.001)


def test_the_dateline_is_no_distance() -> None:
    positions = table(fix("mmsi:1", 0, 0, 179.5), fix("mmsi:1", 13, 0, -179.5))
    [gap] = rows(gaps(positions))
    assert gap["km"] == pytest.approx(DEGREE_KM, abs=0.01)


def test_over_the_pole() -> None:
    positions = table(fix("mmsi:1", 0, 89.5, 0), fix("mmsi:1", 13, 89.5, 180))
    [gap] = rows(gaps(positions))
    assert gap["km"] == pytest.approx(DEGREE_KM, abs=0.01)


def test_fixes_that_arrive_out_of_order_or_twice_change_nothing() -> None:
    track = [fix("mmsi:1", hour, hour / 10, 5) for hour in (0, 1, 2, 15, 16)]
    muddled = [track[i] for i in (3, 0, 4, 3, 2, 1, 0, 3)]
    assert rows(gaps(table(muddled))) == rows(gaps(table(track)))
    assert len(rows(gaps(table(track)))) == 1


def test_ships_do_not_close_each_others_gaps() -> None:
    positions = table(fix("mmsi:1", 0, 1, 1), fix("mmsi:2", 6, 1, 1), fix("mmsi:1", 13, 1, 1))
    assert [gap["subject"] for gap in rows(gaps(positions))] == ["mmsi:1"]


@pytest.mark.parametrize(
    ("lat", "lon"), [(None, 1.0), (1.0, None), (91.0, 1.0), (1.0, 181.0), (float("nan"), 1.0)]
)
def test_a_fix_without_a_possible_place_does_not_end_a_gap(lat: float, lon: float) -> None:
    positions = table(fix("mmsi:1", 0, 1, 1), fix("mmsi:1", 7, lat, lon), fix("mmsi:1", 13, 1, 1))
    assert [gap["hours"] for gap in rows(gaps(positions))] == [13.0]


def test_open_gaps_end_with_the_data() -> None:
    positions = table(
        fix("mmsi:1", 0, 1, 1), fix("mmsi:1", 3, 2, 2, sog=7.0), fix("mmsi:2", 15.5, 1, 1)
    )
    [gap] = rows(open_gaps(positions))
    assert (gap["subject"], gap["start"], gap["until"], gap["hours"]) == (
        "mmsi:1", at(3), at(15.5), 12.5,
    )  # fmt: skip
    assert (gap["start_lat"], gap["start_sog"]) == (2.0, 7.0)
    assert rows(open_gaps(positions, hours=12.5)) == []
    until = ibis.timestamp("2022-10-02T03:30:01", timezone="UTC")
    assert [gap["hours"] for gap in rows(open_gaps(positions, until=until))] == [24.5003, 12.0003]


def test_one_clock_in_the_future_makes_nobody_silent_and_hides_nobody() -> None:
    """Of three ships one says 2038; the data end with the second one, 20 h after the first."""
    wrong = fix("mmsi:9", 0, 1, 1) | {"ts": datetime(2038, 1, 19, tzinfo=UTC)}
    found = rows(open_gaps(table(fix("mmsi:1", 0, 1, 1), fix("mmsi:2", 20, 1, 1), wrong)))
    assert [(gap["subject"], gap["hours"]) for gap in found] == [("mmsi:1", 20.0)]


def hours_of(times: list[float], **parameters: float) -> list[float]:
    track = [fix("mmsi:1", hour, 37.77, -122.42) for hour in times]
    return [gap["hours"] for gap in rows(gaps(table(track), **parameters))]


def test_global_fishing_watchs_own_cases() -> None:
    """After the cases of pipe-gaps tests/core/test_gap_detector.py (Apache-2.0), restated:
    messages at 0, 1, 2 and 12 h: nothing at 24 h or at the default of 12 h, one gap at 9 h,
    three at half an hour."""
    messages = [0, 1, 2, 12]
    assert hours_of(messages, hours=24) == []
    assert hours_of(messages) == []
    assert hours_of(messages, hours=9) == [10.0]
    assert hours_of(messages[::-1], hours=0.5) == [1.0, 1.0, 10.0]


@pytest.mark.shared
def test_global_fishing_watchs_sample() -> None:
    """84 messages of one vessel, one of them without a place; pairs counted by hand in Python."""
    sample = json.loads(shared("movements/gfw_gap_sample_messages.json").read_text())
    positions = table(
        fix("mmsi:412331104", 0, item["lat"], item["lon"])
        | {"ts": datetime.fromtimestamp(item["timestamp"], UTC)}
        for item in sample
    )
    times = sorted(item["timestamp"] for item in sample if item["lat"] is not None)
    for hours in (1, 2, 6, 12):
        expected = [b - a for a, b in pairwise(times) if b - a > hours * 3600]
        found = sorted(gap["hours"] for gap in rows(gaps(positions, hours=hours)))
        assert found == pytest.approx(sorted(item / 3600 for item in expected), abs=1e-4)
