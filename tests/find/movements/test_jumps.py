"""Jumps: thresholds, episodes, the deceived flight, and none in ordinary traffic."""

import itertools

import ibis
import numpy as np
import pytest

from tests.find.movements import real
from tests.find.movements.tracks import DEGREE_KM, at, fix, rows, table
from vedette.find.movements import jumps, runs
from vedette.find.movements.jumps import perhaps_jumped


def test_two_places_at_the_same_second() -> None:
    [jump] = rows(jumps(table(fix("mmsi:1", 0, 10, 20), fix("mmsi:1", 0, 11, 20))))
    assert (jump["seconds"], jump["knots"]) == (0.0, None)


def test_jumps_close_together_are_one_episode() -> None:
    places = [0, 1, 0, 0, 0, 1]  # there, back; quiet for three hours; there again
    positions = table(
        fix("mmsi:1", h, lat, 0) for h, lat in zip((0, 0.2, 0.4, 2, 4, 4.1), places, strict=True)
    )
    first, second = rows(jumps(positions))
    assert (first["start"], first["end"], first["jumps"]) == (at(0), at(0.4), 2)
    assert (second["start"], second["end"], second["jumps"]) == (at(4), at(4.1), 1)
    assert first["km"] == pytest.approx(DEGREE_KM, abs=0.01)


def test_no_jump_over_the_dateline_or_the_pole() -> None:
    assert rows(jumps(table(fix("mmsi:1", 0, 0, 179.99), fix("mmsi:1", 1, 0, -179.99)))) == []
    assert rows(jumps(table(fix("icao24:a", 0, 89.9, 0), fix("icao24:a", 0.1, 89.9, 180)))) == []


def test_duplicates_disorder_and_single_fixes() -> None:
    track = [fix("mmsi:1", 0, 10, 20), fix("mmsi:1", 1, 20, 20), fix("mmsi:1", 2, 20, 20)]
    assert rows(jumps(table(track[::-1], track))) == rows(jumps(table(track)))
    assert rows(jumps(table(track[0]))) == []


@pytest.mark.shared
def test_the_deceived_flight() -> None:
    """THY9BP: 10 steps over 10 km at once, the widest 299 nm or more; one episode."""
    [episode] = rows(jumps(ibis.memtable(real.spoofed())))
    assert episode["subject"] == "icao24:4baac6"
    assert episode["jumps"] >= 10
    assert episode["km"] / 1.852 > 299


@pytest.mark.shared
@pytest.mark.parametrize("name", ["switzerland", "shipstrike", "suez"])
def test_no_jumps_in_ordinary_traffic(name: str) -> None:
    assert rows(jumps(ibis.memtable(getattr(real, name)()))) == []


@pytest.mark.parametrize("subject", ["mmsi:1", "icao24:a"])
def test_the_bound_that_is_asked_first_misses_no_jump(subject: str) -> None:
    rng = np.random.default_rng(5)
    hops = zip(rng.uniform(0, 0.3, 300), rng.exponential(0.3, 300), strict=True)
    lats = itertools.accumulate(
        rng.normal(0, 0.3, 300), lambda lat, hop: max(-89, min(89, lat + hop))
    )
    hours = itertools.accumulate(hour * (hop > 0.1) for hop, hour in hops)
    heard = [
        fix(subject, hour, lat, lon)
        for hour, lat, lon in zip(hours, lats, rng.choice([179.9, -179.9, 0.0], 300), strict=True)
    ]
    limits = {"ship_knots": 50.0, "aircraft_knots": 1000.0, "ship_km": 10.0, "aircraft_km": 1.0}
    _, _, [few] = runs.asked(table(heard), lambda row: perhaps_jumped(row, **limits))
    found = rows(jumps(table(heard)))
    assert found == rows(jumps(few))
    assert len(found) > 3
