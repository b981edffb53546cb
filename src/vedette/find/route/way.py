"""By which countries does it travel, and is that a detour?

Reach for `way_of`. Places with a UN/LOCODE give their country; a few hundred ports and airports
are known by name and by coordinates. A place that is neither gives nothing. Lengths are great
circles between the stated places: ships go around land, so only a way that is very much longer
than the straight one means anything.
"""

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from vedette.model.consignment import Consignment
from vedette.reference.countries import country_code, is_country
from vedette.reference.folding import folded

EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""


@dataclass(frozen=True, slots=True)
class Way:
    """Countries in order, those between the ends, the destination, and the length compared.

    `ratio` and `extra_km` are null with fewer than three places of known coordinates.
    """

    countries: tuple[str, ...]
    between: tuple[str, ...]
    destination: str
    last_place: str
    ratio: float | None
    extra_km: float | None


def way_of(line: Consignment) -> Way:
    """The way of one line.

    >>> way = way_of(Consignment("1", "m", route=("CNSHA", "AEJEA", "RUOYA")))
    >>> way.countries, way.between, way.destination
    (('cn', 'ae', 'ru'), ('ae',), 'ru')
    """
    placed = [(place, country_of(place)) for place in line.route]
    countries = tuple(country for _, country in placed if country)
    destination = line.destination_country
    if not destination:
        consignee = next((p for p in line.parties if p.role == "consignee"), None)
        destination = countries[-1] if countries else (consignee.country if consignee else "")
    stages = list(dict.fromkeys(countries))
    ends = {stages[0] if stages else "", destination}
    between = tuple(country for country in stages if country not in ends)
    points = [point for place, _ in placed if (point := coordinates(place))]
    ratio = extra = None
    if len(points) >= 3 and points[0] != points[-1]:
        straight = kilometres(points[0], points[-1])
        length = sum(kilometres(a, b) for a, b in pairwise(points))
        if straight > 0:
            ratio, extra = round(length / straight, 2), round(length - straight)
    last = line.route[-1] if line.route else ""
    return Way(countries, between, destination, last, ratio, extra)


def country_of(place: str) -> str:
    """The country of a place of the route: by its UN/LOCODE, its name, or a country written
    after a comma.

    >>> country_of("RUOYA"), country_of("Bandar Abbas"), country_of("Foo, Turkey"), country_of("X")
    ('ru', 'ir', 'tr', '')
    """
    if len(place) == 5 and place.isalnum() and place.isupper() and is_country(place[:2]):
        return place[:2].lower()
    known = _names().get(folded(place))
    if known:
        return known[:2].lower()
    return country_code(place) or country_code(place.rpartition(",")[2].strip("() "))


def coordinates(place: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, or None."""
    return _points().get(place) or _points().get(_names().get(folded(place), ""))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance (haversine).

    >>> round(kilometres((0, 0), (0, 180)))
    20015
    """
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    inner = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(inner)))


@cache
def _ports() -> list[dict[str, str]]:
    text = files("vedette.reference.rules").joinpath("ports.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _points() -> dict[str, tuple[float, float]]:
    return {row["locode"]: (float(row["lat"]), float(row["lon"])) for row in _ports()}


@cache
def _names() -> dict[str, str]:
    return {folded(name): row["locode"] for row in _ports() for name in row["names"].split("|")}
