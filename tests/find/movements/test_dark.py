"""Possible dark encounters: two common silences, and whether there was time to meet."""

from typing import Any

import pytest

from tests.find.movements.tracks import DEGREE_KM, asked, at, fix, rows, table
from vedette.find.movements import dark_encounters, gaps

MILE = 1.852 / DEGREE_KM


def silence(
    subject: str, start: float, end: float, lat: float, lon: float, moved: float = 0.1
) -> list[dict[str, Any]]:
    """Heard at `start`, then not until `end`, `moved` degrees farther north."""
    return [fix(subject, start, lat, lon), fix(subject, end, lat + moved, lon)]


def met(*tracks: list[dict[str, Any]], **parameters: Any) -> list[dict[str, Any]]:
    return rows(asked(dark_encounters, asked(gaps, table(*tracks), hours=2), **parameters))


def test_two_ships_silent_together() -> None:
    [found] = met(silence("mmsi:2", 0, 20, 40, 50), silence("mmsi:1", 5, 30, 40, 50.1))
    assert (found["subject"], found["other"]) == ("mmsi:1", "mmsi:2")
    assert (found["start"], found["end"], found["hours"]) == (at(5), at(20), 15.0)
    assert (found["subject_start"], found["other_end"]) == (at(5), at(20))
    assert found["km"] == pytest.approx(8.506, abs=0.001)  # a tenth of a degree at 40.1 north
    assert found["nearer_nm"] == 5.0
    assert found["lat"] == pytest.approx(40.0, abs=0.2)
    assert 14 < found["possible_hours"] < 15


@pytest.mark.parametrize(
    ("nm", "found", "tier"), [(4.9, 1, 5.0), (14, 1, 15.0), (49.9, 1, 50.0), (50.1, 0, 0)]
)
def test_nearness(nm: float, found: int, tier: float) -> None:
    pair = met(silence("mmsi:1", 0, 24, 40, 50), silence("mmsi:2", 0, 24, 40 + nm * MILE, 50))
    assert [row["nearer_nm"] for row in pair] == [tier] * found


def test_ships_that_both_lie_still_have_not_met() -> None:
    one, two = (silence(f"mmsi:{n}", 0, 20, 40, 50, moved=0.0) for n in (1, 2))
    assert met(one, two) == []
    assert len(met(one, two, moved_km=0)) == 1


def test_near_only_where_the_silences_end() -> None:
    one = [fix("mmsi:1", 0, 40, 50), fix("mmsi:1", 40, 42, 50)]
    two = [fix("mmsi:2", 0, 44, 50), fix("mmsi:2", 40, 42, 50.01)]
    [found] = met(one, two)
    assert found["lat"] == pytest.approx(42, abs=0.01)


def test_over_the_dateline() -> None:
    one, two = silence("mmsi:1", 0, 20, 0, 179.95), silence("mmsi:2", 0, 20, 0, -179.95)
    [found] = met(one, two)
    assert abs(found["lon"]) > 179.9


def test_doubles_and_disorder_and_one_fix() -> None:
    one, two = (silence(f"mmsi:{n}", 0, 20, 40, 50) for n in (1, 2))
    assert met(one[::-1], one, two, two[::-1]) == met(one, two)
    assert met(one, two[:1]) == []


def test_near_the_pole() -> None:
    """On either side of the pole, 40 nautical miles apart over it."""
    one = silence("mmsi:1", 0, 24, 90 - 20 * MILE, 0, moved=0.0)
    two = silence("mmsi:2", 0, 24, 90 - 20 * MILE, 180, moved=-0.1)
    assert len(met(one, two)) == 1
