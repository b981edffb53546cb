"""Events planted into the invented sea, each written down as it is planted.

Every event is what a detector's documentation says it finds, well inside its thresholds, among
ships that do ordinary things. `Truth` is what the detectors' findings are compared with.
"""

import math
from dataclasses import dataclass

import numpy as np

from benchmarks.movements.sea import HOURS, KM, OUTAGE, Port, Ship, apart, open_water, trader


@dataclass(frozen=True)
class Truth:
    """One planted event: which detector must find it, of whom, from which to which hour."""

    detector: str
    subject: str
    start: float
    end: float
    other: str = ""


def silence(rng: np.random.Generator, ship: Ship, start: float, hours: float) -> Truth:
    """The ship is not heard; others are."""
    ship.silent.append((start, start + hours))
    return Truth("movements.gaps", ship.subject, start, start + hours)


def meeting(
    rng: np.random.Generator, names: tuple[str, str], ports: list[Port]
) -> tuple[list[Ship], list[Truth]]:
    """Two ships come from two sides, lie 100 to 300 m apart for 3 to 6 h, and go on."""
    lat, lon = open_water(rng, ports)
    start = float(rng.uniform(60, 100))
    hours = float(rng.uniform(3, 6))
    ships = []
    for side, name in zip((-1, 1), names, strict=True):
        beside = lat + side * rng.uniform(0.05, 0.15) / KM
        ship = Ship(name)
        ship.at(start - 30, beside + side * 3, lon)
        ship.at(start, beside, lon, "under way")
        ship.at(start + hours, beside + 0.5 * hours / KM, lon, "meeting")
        ship.at(start + hours + 30, beside - side * 3, lon + 2, "under way")
        ships.append(ship)
    first, second = sorted(names)
    return ships, [Truth("movements.encounters", first, start, start + hours, second)]


def dark_meeting(
    rng: np.random.Generator, names: tuple[str, str], ports: list[Port]
) -> tuple[list[Ship], list[Truth]]:
    """As `meeting`, and neither is heard from two hours before to two hours after."""
    ships, [met] = meeting(rng, names, ports)
    truths = []
    for ship in ships:
        # Not heard for at least 13 h, so that each silence is a gap of its own as well.
        start, end = met.start - 2 - float(rng.uniform(0, 2)), met.end + 8
        truths.append(silence(rng, ship, start, end - start))
    return ships, [Truth("movements.dark_encounters", *_pair(met)), *truths]


def _pair(met: Truth) -> tuple[str, float, float, str]:
    return met.subject, met.start, met.end, met.other


def drifting(rng: np.random.Generator, name: str, ports: list[Port]) -> tuple[Ship, Truth]:
    """Engine stopped for 6 to 12 h, drifting at about one knot."""
    lat, lon = open_water(rng, ports)
    start, hours = float(rng.uniform(60, 100)), float(rng.uniform(6, 12))
    ship = Ship(name)
    ship.at(start - 20, lat - 3, lon)
    ship.at(start, lat, lon, "under way")
    ship.at(start + hours, lat + hours * 1.0 * 1.852 / KM, lon, "drifting")
    ship.at(start + hours + 20, lat + 2, lon + 2, "under way")
    return ship, Truth("movements.loitering", name, start, start + hours)


def circling(
    rng: np.random.Generator, name: str, centre: tuple[float, float]
) -> tuple[Ship, Truth]:
    """Deceived navigation: an hour and a half of circles around the centre, 4 laps an hour."""
    lat, lon = centre
    ship = Ship(name)
    start, radius = 61.2 + float(rng.uniform(0, 0.5)), float(rng.uniform(1.5, 3)) / KM
    ship.at(start - 20, lat - 3, lon)
    squeeze = math.cos(math.radians(lat))
    for step in range(int(3.5 * 4 * 24) + 1):
        angle = 2 * math.pi * step / 24
        hour = start + step / (4 * 24)
        ship.at(
            hour,
            lat + radius * math.cos(angle),
            lon + radius * math.sin(angle) / squeeze,
            "circling",
        )
    end = ship.now
    ship.at(end + 20, lat + 2, lon + 2, "under way")
    return ship, Truth("movements.circles", name, start, end)


def jumping(rng: np.random.Generator, ship: Ship) -> tuple[tuple[float, float, float], Truth]:
    """For some minutes the ship is heard far from where it is: hour, and degrees away."""
    hour = float(rng.uniform(60, HOURS - 10))
    away = float(rng.uniform(2, 4))
    return (hour, hour + 0.25, away), Truth("movements.jumps", ship.subject, hour, hour + 0.25)


def sharing(rng: np.random.Generator, name: str, ports: list[Port]) -> tuple[list[Ship], Truth]:
    """Two traders far apart under one number."""
    while True:
        ships = [trader(rng, name, ports) for _ in range(2)]
        hours = np.linspace(0, HOURS, 200)
        places = [ship.place(hours) for ship in ships]
        gaps = [apart(*pair) for pair in zip(*places[0], *places[1], strict=True)]
        if min(gaps) > 300:
            return ships, Truth("movements.shared_identity", name, 0.0, HOURS)


def clear_of_outage(start: float, hours: float) -> bool:
    """Does this time stay away from the hours in which the feed is out?"""
    return start > OUTAGE[1] + 1 or start + hours < OUTAGE[0] - 1
