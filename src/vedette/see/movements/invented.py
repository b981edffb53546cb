"""Invented traffic for the demo: a voyage on the Caspian and a flight. Nothing in it happened.

Reach for `write` to have the files made in a folder; the same files every time. They say that
they are invented in their first lines, in the names of the ships that are made up, and must be
taken with ``Intake(invented=True)``. Two subjects carry the numbers of real list entries, so that
there is something to find: what they do here is invented like the rest.

The ship leaves Olya, falls silent near the Iranian coast while neighbours are still heard by the
same receiver, is heard again two days later a metre deeper in the water, and lies beside a listed
ship at sea on its way back. The aircraft, listed by its tail, flies from Tehran to Moscow.
"""

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

BEGIN = datetime(2022, 10, 3, tzinfo=UTC)
EVERY = timedelta(minutes=10)
RECEIVER = "invented-1"
NOTICE = "INVENTED DEMONSTRATION DATA: no ship or aircraft did any of this."


class Leg(NamedTuple):
    """Be at a place (degrees) by an hour after `BEGIN`; silent on the way there if not heard."""

    hour: float
    lat: float
    lon: float
    heard: bool = True


class Ship(NamedTuple):
    """A ship: its number and name, its legs, its draught from which hour on, its destination."""

    mmsi: int
    name: str
    imo: int
    legs: tuple[Leg, ...]
    draughts: tuple[tuple[float, float], ...] = ((0, 3.0),)
    bound: str = "OLYA"


MEETING = (41.90, 50.30)
"""Where the two ships lie together: mid-sea, 80 km from the nearest port."""

SHIPS = (
    Ship(
        273999901,
        "INVENTED VOYAGER",
        0,
        (
            Leg(0, 45.7817, 47.5525),
            Leg(14, 45.7817, 47.5525),
            Leg(22, 45.0, 48.1),
            Leg(48, 42.2, 50.2),
            Leg(76, 38.10, 51.10),
            Leg(124, 38.25, 50.95, heard=False),
            Leg(150, *MEETING),
            Leg(156, *MEETING),
            Leg(184, 45.0, 48.1),
            Leg(192, 45.7817, 47.5525),
            Leg(200, 45.7817, 47.5525),
        ),
        ((0, 3.0), (124, 4.2)),
    ),
    Ship(
        273999902,
        "RASUL GAMZATOV",  # a listed ship's name and IMO number; this voyage is invented
        8861058,
        (
            Leg(0, 42.995, 47.5117),
            Leg(120, 42.995, 47.5117),
            Leg(148, 41.899, 50.302),
            Leg(158, 41.899, 50.302),
            Leg(186, 42.995, 47.5117),
            Leg(200, 42.995, 47.5117),
        ),
        bound="MAKHACHKALA",
    ),
    Ship(
        422999903,
        "INVENTED NEIGHBOUR A",
        0,
        tuple(
            Leg(12 * turn, 38.10 + 0.06 * (turn % 2), 51.08 + 0.05 * (turn % 2))
            for turn in range(18)
        ),
    ),
    Ship(
        434999904,
        "INVENTED NEIGHBOUR B",
        0,
        tuple(
            Leg(50 * turn, *((38.30, 51.30), (40.0, 52.7))[turn % 2]) for turn in range(5)
        ),
    ),
)  # fmt: skip

FLIGHT = (  # minutes after departure, latitude, longitude, feet (0 is on the ground), knots
    (0, 35.4161, 51.1522, 0, 12),
    (12, 35.75, 50.4, 12_000, 300),
    (30, 37.2, 49.3, 32_000, 450),
    (90, 43.2, 46.0, 34_000, 460),
    (150, 49.0, 42.3, 34_000, 460),
    (205, 55.0, 38.2, 11_000, 290),
    (222, 55.5915, 37.2615, 0, 15),
)


def write(folder: Path) -> tuple[Path, Path]:
    """The two files, made in `folder`: AIS as NMEA sentences, and the aircraft's trace."""
    ships, aircraft = folder / "invented-caspian.nmea", folder / "invented-flight.json"
    ships.write_text("\n".join([f"# {NOTICE}", *_sentences(), ""]), "ascii")
    aircraft.write_text(json.dumps(_trace(), indent=0), "ascii")
    return ships, aircraft


def _sentences() -> Iterator[str]:
    """Positions every ten minutes, static reports every hour, in the order of time."""
    from pyais.encode import encode_dict

    steps = int(SHIPS[0].legs[-1].hour * 6)
    for step in range(steps + 1):
        hour = step / 6
        for ship in SHIPS:
            at = _at(ship.legs, hour)
            if at is None:
                continue
            lat, lon, knots = at
            messages = [_position(ship, lat, lon, knots)]
            if step % 6 == 0:
                messages.append(_static(ship, hour))
            for message in messages:
                unknown: dict[str, Any] = (
                    {"course": 360, "heading": 511} if message["type"] == 1 else {}
                )
                for sentence in encode_dict({**message, **unknown}, "AI", "VDM", seq_id=step % 10):
                    yield _stamped(BEGIN + step * EVERY, sentence)


def _position(ship: Ship, lat: float, lon: float, knots: float) -> dict[str, Any]:
    """A position report without course and heading: 360 and 511 mean not available."""
    place = {"lat": lat, "lon": lon, "speed": knots}
    return {"type": 1, "mmsi": ship.mmsi, **place, "course": 360, "heading": 511}


def _static(ship: Ship, hour: float) -> dict[str, Any]:
    draught = [metres for since, metres in ship.draughts if hour >= since][-1]
    return {
        "type": 5,
        "mmsi": ship.mmsi,
        "imo": ship.imo,
        "shipname": ship.name,
        "ship_type": 70,
        "to_bow": 100,
        "to_stern": 38,
        "to_port": 8,
        "to_starboard": 8,
        "draught": draught,
        "destination": ship.bound,
    }


def _stamped(moment: datetime, sentence: str) -> str:
    tag = f"s:{RECEIVER},c:{int(moment.timestamp())}"
    check = 0
    for letter in tag.encode("ascii"):
        check ^= letter
    return f"\\{tag}*{check:02X}\\{sentence}"


def _at(legs: tuple[Leg, ...], hour: float) -> tuple[float, float, float] | None:
    """Where a ship is at an hour and how fast (knots); None while it is not heard."""
    for one, other in itertools.pairwise(legs):
        if one.hour <= hour <= other.hour:
            if not other.heard and one.hour < hour < other.hour:
                return None
            share = (hour - one.hour) / (other.hour - one.hour)
            lat, lon = (
                a + (b - a) * share for a, b in ((one.lat, other.lat), (one.lon, other.lon))
            )
            north, east = 60 * (other.lat - one.lat), 45 * (other.lon - one.lon)
            knots = (north**2 + east**2) ** 0.5 / (other.hour - one.hour) if other.heard else 9.0
            return round(lat, 5), round(lon, 5), round(knots, 1)
    return None


def _trace() -> dict[str, object]:
    """A trace as readsb writes it, one row every half minute."""
    start = (BEGIN + timedelta(days=2, hours=4)).timestamp()
    rows: list[list[object]] = []
    for one, other in itertools.pairwise(FLIGHT):
        for half in range(2 * one[0], 2 * other[0]):
            share = (half / 2 - one[0]) / (other[0] - one[0])
            lat, lon, feet, knots = (
                a + (b - a) * share for a, b in zip(one[1:], other[1:], strict=True)
            )
            height: object = "ground" if feet < 50 else round(feet, -2)
            said = {"flight": "INVENTED"}
            speed = round(knots)
            rows.append(
                [half * 30.0, round(lat, 5), round(lon, 5), height, speed, None, 0, 0, said]
            )
    last = FLIGHT[-1]
    rows.append([last[0] * 60.0, *last[1:3], "ground", last[4], None, 0, 0, None])
    return {
        "icao": "730faa",
        "timestamp": start,
        "r": "EP-FAA",
        "t": "B742",
        "desc": NOTICE,
        "trace": rows,
    }
