"""One number ends, another begins: just inside and just outside every threshold."""

from typing import Any

import pytest

from tests.find.movements.test_identity import identities, said
from tests.find.movements.tracks import DEGREE_KM, asked, fix, rows, table
from vedette.find.movements import lives, renumbered

OLD, NEW = "mmsi:273000001", "mmsi:422000002"
NEIGHBOUR = [fix("mmsi:9", hour, 10, 10) for hour in (0, 200)]
"""Somebody far away, so that the data begin before and go on after."""


def found(
    *more: dict[str, Any], waited: float = 10.0, km: float = 20.0, ends: float = 60.0,
    at: tuple[float, float] = (40.0, 50.0), lengths: tuple[str, str] = ("138", "138"),
    statements: Any = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The old number ends at hour `ends`, the new one begins `waited` later, `km` to the north."""
    lat, lon = at
    begins = ends + waited
    north = lat + km / DEGREE_KM
    positions = table(
        NEIGHBOUR,
        [fix(OLD, 30, lat, lon), fix(OLD, ends, lat, lon)],
        [fix(NEW, begins, north, lon), fix(NEW, begins + 5, north, lon)],
        list(more),
    )
    spoken = statements or [
        said(OLD, "length", lengths[0], 30, ends),
        said(NEW, "length", lengths[1], begins, begins + 5),
    ]
    return rows(asked(renumbered, asked(lives, positions), identities(*spoken)))


def test_a_ship_that_may_have_a_new_number() -> None:
    [one] = found()
    assert (one["subject"], one["before"], one["agrees"]) == (NEW, OLD, "length")
    assert (one["hours"], one["km"]) == (10.0, 20.0)
    assert one["knots"] == pytest.approx(20 / 1.852 / 10, abs=1e-3)


def test_one_that_is_heard_again_kept_its_number() -> None:
    assert found(fix(OLD, 100, 40, 50)) == []


@pytest.mark.parametrize("number", ["mmsi:5", "mmsi:999999999"])
def test_two_that_begin_there_are_nobodys(number: str) -> None:
    assert found(fix(number, 72, 40.1, 50)) == []


def test_two_that_end_there_are_nobodys() -> None:
    assert found(fix("mmsi:5", 61, 40.1, 50)) == []


@pytest.mark.parametrize(
    ("lengths", "agrees"),
    [(("138", "140"), ["length"]), (("138", "141"), []), (("138", "0"), []), (("x", "138"), [])],
)
def test_length(lengths: tuple[str, str], agrees: list[str]) -> None:
    assert [one["agrees"] for one in found(lengths=lengths)] == agrees


@pytest.mark.parametrize(
    ("old", "new", "agrees"),
    [
        ({"name": "PORT OLYA"}, {"name": "PORT OLIA"}, ["name"]),
        ({"name": "PORT OLYA"}, {"name": "AMIRABAD"}, []),
        ({"callsign": "UBXX"}, {"callsign": "UBXX"}, ["callsign"]),
        ({"type": "cargo", "name": "A"}, {"type": "cargo", "name": "B"}, ["type"]),
        ({"type": "cargo", "name": "OLYA"}, {"type": "tanker", "name": "OLYA"}, []),
        ({"length": "138", "name": "OLYA"}, {"length": "147.9", "name": "OLYA"}, ["name"]),
        ({"length": "138", "name": "OLYA"}, {"length": "148", "name": "OLYA"}, []),
        ({"type": "cargo", "length": "90"}, {"type": "cargo", "length": "91"}, ["length type"]),
    ],
)
def test_what_both_say(old: dict[str, str], new: dict[str, str], agrees: list[str]) -> None:
    spoken = [said(OLD, name, value, 30, 60) for name, value in old.items()]
    spoken += [said(NEW, name, value, 70, 75) for name, value in new.items()]
    assert [one["agrees"] for one in found(statements=spoken)] == agrees


@pytest.mark.parametrize("at", [(0.0, 179.99), (0.0, -180.0), (89.7, 10.0), (-89.9, 0.0)])
def test_at_the_dateline_and_the_poles(at: tuple[float, float]) -> None:
    assert len(found(at=at)) == 1


def test_aircraft_and_single_fixes_and_doubles() -> None:
    assert len(found(fix("icao24:1", 60, 40, 50), fix(OLD, 60, 40, 50))) == 1
    assert rows(asked(renumbered, asked(lives, table(fix(OLD, 0, 40, 50))), identities())) == []
