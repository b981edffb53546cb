"""Encounters: just inside and outside every threshold, then Global Fishing Watch's cases."""

from typing import Any

import pytest

from tests.find.movements.tracks import DEGREE_KM, asked, at, fix, rows, table
from vedette.find.movements import encounters

Fixes = list[dict[str, Any]]


def lying(subject: str, lat: float, lon: float, start: float, end: float) -> Fixes:
    """A ship that lies still, heard every ten minutes from `start` to `end` (hours)."""
    return [fix(subject, minute / 60, lat, lon) for minute in ten_minutes(start, end)]


def ten_minutes(start: float, end: float) -> list[int]:
    return list(range(round(start * 60), round(end * 60) + 1, 10))


def degrees(km: float) -> float:
    return km / DEGREE_KM


def test_what_an_encounter_says() -> None:
    pair = table(lying("mmsi:2", 0, 179.999, 0, 3), lying("mmsi:1", 0, -179.999, 1, 5))
    [met] = rows(asked(encounters, pair))
    assert (met["subject"], met["other"]) == ("mmsi:1", "mmsi:2")
    assert (met["start"], met["end"], met["hours"], met["looks"]) == (at(1), at(3), 2.0, 13)
    assert (met["start_lon"], met["lon"]) == (-179.999, -179.999)
    assert met["km"] == pytest.approx(0.002 * DEGREE_KM, abs=1e-3)
    assert met["knots"] == 0


def test_at_the_pole() -> None:
    pair = table(lying("mmsi:1", 89.999, 0, 0, 3), lying("mmsi:2", 89.999, 180, 0, 3))
    assert [met["km"] for met in rows(asked(encounters, pair))] == [pytest.approx(0.2224, abs=1e-3)]


def test_places_between_fixes_are_interpolated() -> None:
    """Fixes at odd minutes, half an hour apart, on a line: where it was at full tens is known."""
    moving = [fix("mmsi:1", h / 2 + 0.05, 30, 50 + h / 2000) for h in range(9)]
    still = [fix("mmsi:2", h / 2 + 0.13, 30, 50.002) for h in range(9)]
    [met] = rows(asked(encounters, table(moving, still)))
    assert (met["start"], met["end"]) == (at(1 / 6), at(4))
    assert met["start_lon"] == pytest.approx(50 + (1 / 6 - 0.05) / 1000, abs=1e-6)


def test_a_bridge_ends_where_both_are_silent_too_long() -> None:
    pair = [
        lying(name, 30, 50, 0, 2) + lying(name, 30, 50, 2 + silence, 4 + silence)
        for name in ("mmsi:1", "mmsi:2")
        for silence in (4.5,)
    ]
    assert [met["hours"] for met in rows(asked(encounters, table(*pair)))] == [2.0, 2.0]
    assert [met["hours"] for met in rows(asked(encounters, table(*pair), bridge_hours=5))] == [8.5]


def test_a_ship_does_not_meet_itself() -> None:
    split = table(lying("mmsi:1", 30, 50, 0, 3), lying("mmsi:1", 30, 50.001, 0, 3))
    split = split.mutate(track=split.subject.concat(split.lon.cast("string")))
    assert rows(asked(encounters, split)) == []


@pytest.mark.parametrize("minutes", [80, 140])
def test_any_duration_may_be_asked_for(minutes: int) -> None:
    """No rounding: 80 minutes are 1.3333… hours."""
    pair = table(lying("mmsi:1", 30, 50, 0, 9), lying("mmsi:2", 30, 50, 1, 1 + minutes / 60))
    assert len(rows(asked(encounters, pair, minutes=minutes))) == 1
    assert rows(asked(encounters, pair, minutes=minutes + 10)) == []


# Global Fishing Watch's cases: inputs and expected events of pipe-encounters
# (tests/series_data.py and tests/test_compute_encounters.py, Apache-2.0,
# https://github.com/GlobalFishingWatch/pipe-encounters), restated as minutes after 15:00 and
# places. Their parameters: 0.5 km, 30 minutes, every 10 minutes, interpolated up to 70 minutes.
# They report each pair in both directions; we report it once, with the first in the alphabet.
GFW = {"minutes": 30, "interpolate_hours": 70 / 60, "bridge_hours": 24}

SIMPLE = {
    "1": [
        (40, -1.5032387, 55.2340155), (50, -1.4869308, 55.232743), (60, -1.4752579, 55.2292189),
        (70, -1.4719963, 55.2251069), (80, -1.471653, 55.2224633), (90, -1.4718246, 55.2199175),
        (100, -1.472168, 55.2185466), (110, -1.4718246, 55.2167839), (120, -1.4725113, 55.2156088),
        (130, -1.4730263, 55.2139439), (140, -1.4859009, 55.2089489), (150, -1.4974022, 55.2078715),
        (160, -1.5140533, 55.2069899),
    ],
    "2": [
        (20, -1.4065933, 55.2350923), (30, -1.4218712, 55.2342113), (40, -1.4467621, 55.2334282),
        (50, -1.4623833, 55.2310789), (60, -1.469593, 55.2287294), (70, -1.471138, 55.2267713),
        (90, -1.4704514, 55.2206029), (100, -1.4704514, 55.218057), (110, -1.4704514, 55.215217),
        (120, -1.4728546, 55.2116913), (130, -1.4718246, 55.2088509), (140, -1.4474487, 55.2057165),
        (150, -1.4278793, 55.2040512), (160, -1.4084816, 55.2036594), (170, -1.3998985, 55.2037574),
    ],
}  # fmt: skip
EASTERN = [-179.9993, -179.9993, -179.9992, -179.9999, -179.9994, -179.9993, -179.9999, -179.999,
           -179.999, -179.9993, -179.999, -179.995, -179.992, -179.994, -179.994]  # fmt: skip
DATELINE = {
    "1": [(minute, lat, 179.999) for minute, lat, _ in SIMPLE["1"]],
    "2": [(m, lat, lon) for (m, lat, _), lon in zip(SIMPLE["2"], EASTERN, strict=True)],
}
STAYING = [(minute, 0.0, 0.0) for minute in range(40, 161, 10)]
FAST_APART = {
    "1": STAYING,
    "2": [
        (m, 0.0, 10.0 * (n % 2)) for n, m in enumerate([*range(20, 71, 10), *range(90, 171, 10)])
    ],
}
MULTI = {
    "1": STAYING,
    "2": [(m, 0.0, 0.0 if m < 110 else 0.001) for m in [*range(20, 71, 10), *range(90, 171, 10)]],
    "3": [(m, 0.0, 0.001 if m < 110 else 0.0) for m in [*range(20, 71, 10), *range(90, 171, 10)]],
}


def published(case: dict[str, list[tuple[int, float, float]]]) -> list[dict[str, Any]]:
    tracks = [[fix(name, m / 60, lat, lon) for m, lat, lon in case[name]] for name in case]
    return rows(asked(encounters, table(*tracks), **GFW))


def test_global_fishing_watch_simple() -> None:
    [met] = published(SIMPLE)
    assert (met["subject"], met["other"]) == ("1", "2")
    assert (met["start"], met["end"]) == (at(70 / 60), at(120 / 60))
    assert (met["lat"], met["lon"]) == pytest.approx((-1.4719963, 55.2197378), abs=1e-6)
    assert met["km"] == pytest.approx(0.203331, abs=1e-4)
    assert met["knots"] == pytest.approx(0.646731, abs=1e-3)
    assert (met["start_lat"], met["end_lat"]) == (-1.4719963, -1.4725113)
    assert (met["start_lon"], met["end_lon"]) == (55.2251069, 55.2156088)


def test_global_fishing_watch_dateline() -> None:
    [met] = published(DATELINE)
    assert (met["start"], met["end"]) == (at(70 / 60), at(130 / 60))
    assert (met["lat"], met["lon"]) == pytest.approx((-1.4721434, 179.999), abs=1e-6)
    assert met["km"] == pytest.approx(0.211702, abs=1e-4)
    assert met["knots"] == pytest.approx(0.123707, abs=1e-3)


def test_global_fishing_watch_fast_separation_is_no_encounter() -> None:
    assert published(FAST_APART) == []


def test_global_fishing_watch_several_at_once() -> None:
    """Minutes 40 to 160 for both pairs of 1, 20 to 170 for 2 and 3; distances as published."""
    found = [
        (met["subject"], met["other"], met["start"], met["end"], met["km"])
        for met in published(MULTI)
    ]
    assert found == [
        ("1", "2", at(40 / 60), at(160 / 60), 0.0),
        ("1", "3", at(40 / 60), at(160 / 60), pytest.approx(0.111195, abs=1e-4)),
        ("2", "3", at(20 / 60), at(170 / 60), pytest.approx(0.111195, abs=1e-4)),
    ]
