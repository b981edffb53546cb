"""Several ships under one identity, outliers, and the segments that their publishers expect."""

import math
from collections import Counter
from datetime import datetime
from typing import Any

import ibis
import numpy as np
import pytest

from tests.find.movements import real
from tests.find.movements.tracks import at, fix, rows, table
from vedette.find.movements import gaps, shared_identity, tracks
from vedette.find.movements.segments import tangled
from vedette.find.movements.untangle import OUTLIER, untangle

Fixes = list[dict[str, Any]]


def sailing(subject: str, start: float, end: float, lat: float, lon: float, **more: Any) -> Fixes:
    """Ten knots due north from `lat`, `lon` at hour 0, heard every half hour."""
    steps = range(math.ceil(start * 2), math.floor(end * 2) + 1)
    return [fix(subject, n / 2, lat + n / 2 * 10 / 60, lon, **more) for n in steps]


def names(positions: ibis.Table) -> Counter[str | None]:
    return Counter(row["track"] for row in rows(tracks(positions)))


def test_one_ship_keeps_its_name_whatever_its_silences() -> None:
    sparse = table(sailing("mmsi:1", 0, 5, 10, 20), sailing("mmsi:1", 40, 45, 10, 20))
    assert names(sparse) == {"mmsi:1": 22}
    assert rows(tangled(sparse)) == []


def test_two_ships_in_turn_are_told_apart() -> None:
    one, two = sailing("mmsi:1", 0, 12, 10, 20), sailing("mmsi:1", 0.25, 12, 40, -50)
    found = rows(tracks(table(one, two)))
    lons = {(row["track"], row["lon"]) for row in found}
    assert sorted(lon for _, lon in lons) == [-50.0, 20.0]
    assert all(name.startswith("mmsi:1@2022-10-01T00:") for name, _ in lons)


def test_neighbours_under_one_number_are_told_apart_too() -> None:
    """60 nm apart: each fix of the second is near the first, and would be taken for an error."""
    one, two = sailing("mmsi:1", 0, 12, 10, 20), sailing("mmsi:1", 0.5, 12, 11, 20)
    assert sorted(names(table(one, two)).values()) == [24, 25]


def test_a_stray_fix_belongs_to_no_ship() -> None:
    track = sailing("mmsi:1", 0, 12, 10, 20)
    stray = fix("mmsi:1", 6.1, 11.5, 20.5)
    assert names(table(track, stray)) == {"mmsi:1": 25, None: 1}


def test_a_far_stray_inside_a_track_belongs_to_no_ship() -> None:
    track = sailing("mmsi:1", 0, 12, 10, 20)
    assert names(table(track, fix("mmsi:1", 6.1, -60, -100))) == {"mmsi:1": 25, None: 1}


def test_a_clock_an_hour_wrong_makes_an_outlier() -> None:
    track = sailing("mmsi:1", 0, 30, 0, 20)
    late = [{**fix_, "ts": at(20.01)} if fix_["ts"] == at(8) else fix_ for fix_ in track]
    assert names(table(late)) == {"mmsi:1": 60, None: 1}


@pytest.mark.parametrize(("knots", "ships"), [(24, 1), (27, 2)])
def test_the_speed_limit_over_a_long_way(knots: float, ships: int) -> None:
    """200 nm, where the generous part of the limit is 4 %: 26 kn."""
    there = [fix("mmsi:1", n / 10, 0, 0) for n in range(20)]
    back = [fix("mmsi:1", 2 + 200 / knots + n / 10, 200 / 60, 0) for n in range(20)]
    assert len(names(table(there, back))) == ships


def test_a_fast_ship_that_says_so_is_one_ship() -> None:
    there = [fix("mmsi:1", n / 10, 0, 0) for n in range(20)]
    back = [fix("mmsi:1", 2 + 200 / 35 + n / 10, 200 / 60, 0, sog=36.0) for n in range(20)]
    assert len(names(table(there, back))) == 1


def test_aircraft_are_left_alone() -> None:
    assert names(table(fix("icao24:a", 0, 0, 0), fix("icao24:a", 0.1, 40, 0))) == {"icao24:a": 2}


def test_gaps_of_one_ship_are_not_hidden_by_the_other() -> None:
    one = sailing("mmsi:1", 0, 4, 10, 20) + sailing("mmsi:1", 20, 24, 10, 20)
    two = sailing("mmsi:1", 0.25, 24, 40, -50)
    assert rows(gaps(table(one, two))) == []
    assert [gap["hours"] for gap in rows(gaps(tracks(table(one, two))))] == [16.0]


def test_shared_identity_with_the_widest_switch() -> None:
    one, two = sailing("mmsi:1", 0, 12, 10, 20), sailing("mmsi:1", 0.25, 12, 10, 30)
    """After the first fix come 24 pairs, one ship and then the other: 24 and 23 switches."""
    [shared] = rows(shared_identity(tracks(table(one, two, sailing("mmsi:2", 0, 9, 0, 0)))))
    assert (shared["subject"], shared["ships"], shared["switches"]) == ("mmsi:1", 2, 47)
    assert (shared["ship_hours"], shared["active_hours"]) == (23.5, 12.0)
    assert {shared["start_lon"], shared["end_lon"]} == {20.0, 30.0}
    assert shared["km"] == pytest.approx(
        1095, abs=2
    )  # ten degrees of longitude at 10 degrees north


def test_one_ship_after_the_other_is_not_shared() -> None:
    one, two = sailing("mmsi:1", 0, 12, 10, 20), sailing("mmsi:1", 12.5, 24, 40, -50)
    assert rows(shared_identity(tracks(table(one, two)))) == []


def test_across_the_dateline_is_no_jump() -> None:
    lons = [179.5 + n / 12 for n in range(12)]
    positions = table(
        fix("mmsi:1", n / 2, 0, (lon + 180) % 360 - 180) for n, lon in enumerate(lons)
    )
    assert names(positions) == {"mmsi:1": 12}


def test_around_the_pole_is_no_jump() -> None:
    positions = table(fix("mmsi:1", n, 89.99, n * 60 - 180) for n in range(6))
    assert names(positions) == {"mmsi:1": 6}


def test_duplicates_and_disorder() -> None:
    one, two = sailing("mmsi:1", 0, 12, 10, 20), sailing("mmsi:1", 0.25, 12, 40, -50)
    muddled = [*two[::-1], *one, *one[4:6]]
    assert sorted(names(table(muddled)).values()) == [24, 27]


def test_a_number_that_everybody_uses_is_worked_through() -> None:
    rng = np.random.default_rng(3)
    seconds = np.sort(rng.uniform(0, 86_400, 5_000))
    lat, lon = rng.uniform(-80, 80, 5_000), rng.uniform(-180, 180, 5_000)
    segment, ship = untangle(seconds, lat, lon, np.full(5_000, np.nan))
    assert len(segment) == len(ship) == 5_000


@pytest.mark.parametrize("ships", [1, 2, 5])
def test_many_fixes_at_once_are_told_apart_as_one_by_one(
    ships: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ships near each other, with strays and silences: what is guessed is often wrong."""
    rng = np.random.default_rng(ships)
    seconds = np.sort(rng.choice(np.arange(0, 6 * 86_400, 60.0), 400))
    whose = rng.integers(0, ships, 400) * rng.uniform(0.01, 3) + (rng.random(400) < 0.05) * 0.7
    lat, lon = whose + np.cumsum(rng.normal(0, 0.01, 400)), whose + rng.normal(0, 0.02, 400)
    sog = np.where(rng.random(400) < 0.5, np.nan, rng.uniform(0, 60, 400))
    at_once = untangle(seconds, lat, lon, sog)
    monkeypatch.setattr("vedette.find.movements.untangle._MOST", 1)
    assert np.array_equal(at_once, untangle(seconds, lat, lon, sog))


def test_of_two_strange_tracks_one_may_be_a_ship() -> None:
    """Two strays too short to be a ship, then a neighbour that is one: see `untangle`."""
    main, strays = sailing("mmsi:1", 0, 48, 10, 20), sailing("mmsi:1", 2.25, 3, 9, 20)
    neighbour = sailing("mmsi:1", 36.25, 48, 11, 20)
    found = names(table(main, strays, neighbour))
    assert found[None] == len(strays)
    assert sorted(found.values()) == sorted([len(main), len(strays), len(neighbour)])


@pytest.mark.long
def test_where_no_step_is_impossible_the_loop_finds_one_ship() -> None:
    """Why the window may leave a subject alone; on random walks around the limit."""
    rng = np.random.default_rng(5)
    alone, walks = 0, 40
    for _ in range(walks):
        hours = np.cumsum(rng.choice([0.02, 0.1, 0.5, 6, 30], 40))
        lat = np.cumsum(rng.normal(0, 0.1, 40))
        positions = table(fix("mmsi:1", h, a, 0) for h, a in zip(hours, lat, strict=True))
        order = np.lexsort((lat, hours))
        _, ship = untangle(hours[order] * 3600, lat[order], np.zeros(40), np.full(40, np.nan))
        left_alone = not rows(tangled(positions))
        alone += left_alone
        assert left_alone == (set(ship.tolist()) == {0})
    assert 0 < alone < walks


@pytest.mark.shared
def test_the_24_expected_segments_of_338013000() -> None:
    """gpsdio-segment's fixture: one track and 23 times at which a fix was set aside."""
    points = [point for point in real.gfw_segments() if point["lat"] is not None]
    main = points[0]["expected"]
    seconds = np.array([datetime.fromisoformat(p["timestamp"]).timestamp() for p in points])
    lat, lon, sog = (np.array([p[name] for p in points], float) for name in ("lat", "lon", "speed"))
    segment, _ = untangle(seconds, lat, lon, sog)
    ours = [
        main if label != OUTLIER else f"338013000-{point['timestamp']}"
        for label, point in zip(segment.tolist(), points, strict=True)
    ]
    assert ours == [point["expected"] for point in points]
    assert len(set(ours)) == 24


@pytest.mark.shared
def test_real_ships_that_need_no_splitting() -> None:
    """Neither off British Columbia nor at Suez does any identity make an impossible step."""
    assert rows(tangled(ibis.memtable(real.shipstrike()))) == []
    assert rows(tangled(ibis.memtable(real.suez()))) == []
