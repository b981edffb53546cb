"""An invented sea: its ports, receivers, ships, and what each ship does, as lines in time.

Everything here is made up: the sea is a piece of the open North Pacific. A ship is a list of
points (hour, latitude, longitude); between two points it goes straight. Each stretch has a label
that says what the ship is doing, so that what a detector finds besides the planted can be named.
"""

import math
from dataclasses import dataclass, field

import numpy as np

SOUTH, NORTH, WEST, EAST = 30.0, 42.0, 165.0, 180.0
HOURS = 120.0
KM = 111.195
"""Kilometres in a degree of latitude."""

OUTAGE = (40.0, 55.0)
"""Hours in which the whole feed hears nothing."""

DEAF = (SOUTH, SOUTH + 2.5)
"""Latitudes in which no receiver hears anything, ever."""


@dataclass(frozen=True)
class Port:
    """A place where ships lie; `known` ones are in the table of places."""

    id: str
    lat: float
    lon: float
    kind: str
    known: bool = True


@dataclass
class Ship:
    """One hull: its number, its points in time, the label of each stretch between two points."""

    subject: str
    hours: list[float] = field(default_factory=list)
    lats: list[float] = field(default_factory=list)
    lons: list[float] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    silent: list[tuple[float, float]] = field(default_factory=list)

    def at(self, hour: float, lat: float, lon: float, label: str = "") -> None:
        """Add a point; `label` names the stretch that ends there."""
        if self.hours:
            self.labels.append(label)
        self.hours.append(hour)
        self.lats.append(lat)
        self.lons.append(lon)

    def stay(self, hours: float, label: str) -> None:
        """Lie where it is."""
        self.at(self.hours[-1] + hours, self.lats[-1], self.lons[-1], label)

    def sail(self, lat: float, lon: float, knots: float, label: str = "under way") -> None:
        """Go to a place at a speed."""
        km = apart(self.lats[-1], self.lons[-1], lat, lon)
        self.at(self.hours[-1] + km / 1.852 / knots, lat, lon, label)

    @property
    def now(self) -> float:
        """The hour of its last point."""
        return self.hours[-1]

    def place(self, hours: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where it is at these hours."""
        return np.interp(hours, self.hours, self.lats), np.interp(hours, self.hours, self.lons)


def apart(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two places of the sea."""
    east = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return KM * math.hypot(lat2 - lat1, east)


def ports(rng: np.random.Generator, count: int = 24) -> list[Port]:
    """Ports along the northern and eastern side, each with an anchorage; one in three of these
    is in no table of places."""
    found = []
    for n in range(count):
        lat = float(rng.uniform(SOUTH + 4, NORTH - 0.5))
        lon = float(rng.uniform(WEST + 0.5, EAST - 0.5))
        found.append(Port(f"port:{n}", lat, lon, "port"))
        anchorage = lat + 25 / KM
        found.append(Port(f"anchorage:{n}", anchorage, lon, "anchorage", known=n % 3 != 0))
    return found


def near(rng: np.random.Generator, port: Port, km: float) -> tuple[float, float]:
    """Somewhere within so many kilometres of a port."""
    angle, reach = rng.uniform(0, 2 * math.pi), km * math.sqrt(rng.uniform(0, 1)) / KM
    squeeze = math.cos(math.radians(port.lat))
    return port.lat + reach * math.cos(angle), port.lon + reach * math.sin(angle) / squeeze


def open_water(rng: np.random.Generator, all_ports: list[Port]) -> tuple[float, float]:
    """Somewhere at least 60 km from every port and within reach of the receivers."""
    while True:
        lat = float(rng.uniform(DEAF[1] + 1, NORTH - 0.3))
        lon = float(rng.uniform(WEST + 0.3, EAST - 0.3))
        if min(apart(lat, lon, port.lat, port.lon) for port in all_ports) > 60:
            return lat, lon


def trader(rng: np.random.Generator, subject: str, all_ports: list[Port]) -> Ship:
    """From port to port, lying in each, sometimes at anchor first."""
    harbours = [port for port in all_ports if port.kind == "port"]
    ship = Ship(subject)
    knots = float(rng.uniform(9, 16))
    here = harbours[int(rng.integers(len(harbours)))]
    ship.at(-1.0, *near(rng, here, 1.0))
    ship.stay(float(rng.uniform(1, 20)), "in port")
    while ship.now < HOURS:
        there = harbours[int(rng.integers(len(harbours)))]
        if there is here:
            continue
        if rng.uniform() < 0.3:
            waiting = all_ports[all_ports.index(there) + 1]
            ship.sail(*near(rng, waiting, 1.5), knots)
            label = "at a known anchorage" if waiting.known else "at an unknown anchorage"
            ship.stay(float(rng.uniform(3, 20)), label)
        ship.sail(*near(rng, there, 1.0), knots)
        ship.stay(float(rng.uniform(6, 30)), "in port")
        here = there
    return ship


def moored(rng: np.random.Generator, subject: str, all_ports: list[Port]) -> Ship:
    """Never leaves: a neighbour of everybody in its port, or at an anchorage."""
    port = all_ports[int(rng.integers(len(all_ports)))]
    ship = Ship(subject)
    ship.at(-1.0, *near(rng, port, 0.8))
    label = "in port" if port.kind == "port" else "at a known anchorage"
    ship.stay(HOURS + 2, label if port.known else "at an unknown anchorage")
    return ship


def passing(rng: np.random.Generator, subject: str) -> Ship:
    """Crosses the sea from side to side, half of it where nobody listens."""
    ship = Ship(subject)
    south = float(rng.uniform(SOUTH, NORTH - 1))
    ship.at(float(rng.uniform(-60, 20)), south, WEST)
    ship.sail(float(rng.uniform(SOUTH, NORTH - 1)), EAST - 0.01, float(rng.uniform(10, 18)))
    return ship
