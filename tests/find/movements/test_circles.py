"""Circles: laps, spread, radius and company."""

import math
from typing import Any

import pytest

from tests.find.movements.tracks import DEGREE_KM, asked, fix, rows, table
from vedette.find.movements import circles

Fixes = list[dict[str, Any]]


def around(
    subject: str,
    laps: float,
    radius_km: float = 2.0,
    lat: float = 45.0,
    lon: float = 30.0,
    wobble: float = 0.0,
) -> Fixes:
    """A ship that goes around a centre for an hour, heard every minute."""
    squeeze = math.cos(math.radians(lat))
    track = []
    for minute in range(60):
        angle = 2 * math.pi * laps * minute / 59
        radius = (radius_km + wobble * (minute % 2)) / DEGREE_KM
        track.append(
            fix(
                subject,
                minute / 60,
                lat + radius * math.cos(angle),
                (lon + radius * math.sin(angle) / squeeze + 180) % 360 - 180,
            )
        )
    return track


@pytest.mark.parametrize(("laps", "found"), [(2.05, 1), (1.95, 0), (-2.05, 1), (6, 1)])
def test_laps(laps: float, found: int) -> None:
    spotted = rows(asked(circles, table(around("mmsi:1", laps))))
    assert len(spotted) == found
    assert all(row["laps"] == pytest.approx(laps, rel=0.05) for row in spotted)


def test_what_a_circle_says() -> None:
    [row] = rows(asked(circles, table(around("mmsi:1", 3))))
    assert (row["lat"], row["lon"]) == pytest.approx((45, 30), abs=0.005)
    assert row["radius_km"] == pytest.approx(2.0, rel=0.05)
    assert row["knots"] == pytest.approx(3 * 2 * math.pi * 2 / 1.852, rel=0.05)
    assert row["others"] == 0


def test_a_straight_way_and_a_zigzag_are_no_circles() -> None:
    straight = [fix("mmsi:1", m / 60, 45 + m / 600, 30) for m in range(60)]
    zigzag = [fix("mmsi:2", m / 60, 45 + m % 2 / 10, 30) for m in range(60)]
    assert rows(asked(circles, table(straight, zigzag))) == []


def test_two_ships_around_one_centre() -> None:
    pair = table(around("mmsi:1", 3), around("mmsi:2", 3, 1.0, 45.02), around("mmsi:3", 3, lat=46))
    assert {row["subject"]: row["others"] for row in rows(asked(circles, pair))} == {
        "mmsi:1": 1,
        "mmsi:2": 1,
        "mmsi:3": 0,
    }


def test_around_the_dateline() -> None:
    [row] = rows(asked(circles, table(around("mmsi:1", 3, lon=180.0))))
    assert abs(row["lon"]) == pytest.approx(180, abs=0.01)


def test_disorder_and_wrong_clocks_change_no_circle() -> None:
    track = around("mmsi:1", 3)
    want = rows(asked(circles, table(track)))
    wrong = [fix("mmsi:1", -400_000, 45, 30), fix("mmsi:1", 90_000, 45, 30)]
    assert rows(asked(circles, table(track[::-1], wrong))) == want
    assert rows(asked(circles, table(fix("mmsi:1", 0, 45, 30)))) == []


def test_near_a_pole_nothing_is_measured_on_a_flat_chart() -> None:
    assert len(rows(asked(circles, table(around("mmsi:1", 3, lat=88.9))))) == 1
    assert rows(asked(circles, table(around("mmsi:1", 3, lat=89.5)))) == []


def test_laps_and_fixes_may_be_fewer() -> None:
    """One lap of 210 m, heard seven times: six chords of a seventh are shorter than the lap."""
    lap = [fix("mmsi:1", -1 / 7, 45, 30), *around("mmsi:1", 1.1, 0.21)[::9]]
    assert rows(asked(circles, table(lap))) == []
    assert len(rows(asked(circles, table(lap), laps=1.0, fixes_per_hour=6))) == 1
