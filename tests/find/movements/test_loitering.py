"""Loitering: every threshold, Global Fishing Watch's hours, and a ship that really drifted."""

from typing import Any

import ibis
import pytest

from tests.find.movements.tracks import DEGREE_KM, at, fix, rows, table
from vedette.find.movements import loitering

MILE = 1.852 / DEGREE_KM
"""One nautical mile in degrees of latitude."""


def sailing(*knots: float, every: int = 10, **more: Any) -> ibis.Table:
    """One hour at each of these speeds, heard every ten minutes."""
    lat, track = 30.0, [fix("mmsi:1", 0, 30.0, 50.0)]
    for hour, speed in enumerate(knots):
        for minute in range(every, 61, every):
            lat += speed * MILE * every / 60
            track.append(fix("mmsi:1", hour + minute / 60, lat, 50.0))
    return table(track)


def test_slow_hours_in_a_row_are_one_event() -> None:
    """The last ten minutes of a fast hour belong to the hour in which they end, and spoil it."""
    found = rows(loitering(sailing(9, 1, 1, 1, 1, 9, 1, 1, 1, 1, 1, 9), hours=3))
    assert [(event["start"], event["end"]) for event in found] == [
        (at(2 - 1 / 6), at(5 - 1 / 6)),
        (at(7 - 1 / 6), at(11 - 1 / 6)),
    ]
    assert found[0]["knots"] == pytest.approx(1, abs=0.001)


def test_distance_sailed_and_distance_away() -> None:
    [event] = rows(loitering(sailing(*[1.5] * 5)))
    assert event["km"] == pytest.approx(5 * 1.5 * 1.852, rel=0.01)
    assert event["away_km"] == pytest.approx(event["km"], rel=0.01)


def test_single_fixes_duplicates_disorder_dateline() -> None:
    assert rows(loitering(table(fix("mmsi:1", 0, 1, 1)))) == []
    track = [fix("mmsi:1", n / 6, 0, (179.99 + n / 3000 + 180) % 360 - 180) for n in range(40)]
    [event] = rows(loitering(table(track)))
    assert rows(loitering(table(track[::-1], track[3:9]))) == [event]
    assert event["km"] == pytest.approx(39 / 3000 * DEGREE_KM, rel=0.01)


@pytest.mark.parametrize(("silence", "drifts"), [(12.0, [20.0]), (12.1, [4.0, 4.0])])
def test_a_long_silence_is_a_gap_and_no_drift(silence: float, drifts: list[float]) -> None:
    """Four hours adrift, silent, four hours adrift again in the same place."""
    track = [fix("mmsi:1", hour / 6, 30, 50) for hour in range(25)]
    again = [fix("mmsi:1", 4 + silence + hour / 6, 30, 50) for hour in range(25)]
    found = rows(loitering(table(track, again)))
    assert [row["hours"] for row in found] == pytest.approx(drifts)


def test_clocks_that_are_wrong_make_no_drift() -> None:
    """Under way at 10 kn, and one fix a year too early, one a year too late."""
    track = [fix("mmsi:1", n / 6, 30 + n * 10 * MILE / 6, 50) for n in range(37)]
    wrong = [fix("mmsi:1", -8760, 30, 50), fix("mmsi:1", 8760, 31, 50)]
    assert rows(loitering(table(track, wrong))) == []


def test_a_drift_over_the_pole() -> None:
    """At 1.2 kn, 89.95 degrees north: six miles to the pole, and six down on the other side."""
    place = [(90 - abs(6 - n) / 60, 0 if n < 6 else 180) for n in range(13)]
    track = [fix("mmsi:1", n * 5 / 6, *where) for n, where in enumerate(place)]
    [found] = rows(loitering(table(track)))
    assert found["km"] == pytest.approx(12 * 1.852, rel=0.01)
    assert found["hours"] == pytest.approx(10.0)
