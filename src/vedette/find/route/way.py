"""By which countries does it travel, and is that a detour?

Reach for `way_of`. A place is known by its UN/LOCODE (whose first two letters are its country), by
the IATA code of its airport, or by its name among the world's ports and airports, where all
places of that name lie in one country. A place that is none of these gives nothing. Lengths are
great circles between the stated places: ships go around land, so only a way that is very much
longer than the straight one means anything.
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from vedette.model.consignment import Consignment
from vedette.reference.countries import country_code, is_country
from vedette.reference.folding import folded
from vedette.reference.places import places
from vedette.reference.rules.table import locodes

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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a place of the route is: `country` may be "", the coordinates null."""

    country: str
    lat: float | None = None
    lon: float | None = None


def way_of(line: Consignment) -> Way:
    """The way of one line.

    >>> way = way_of(Consignment("1", "m", route=("CNSHA", "AEJEA", "RUOYA")))
    >>> way.countries, way.between, way.destination
    (('cn', 'ae', 'ru'), ('ae',), 'ru')
    """
    stops = [place_of(place) for place in line.route]
    countries = tuple(stop.country for stop in stops if stop.country)
    destination = line.destination_country
    if not destination:
        consignee = next((p for p in line.parties if p.role == "consignee"), None)
        destination = countries[-1] if countries else (consignee.country if consignee else "")
    stages = list(dict.fromkeys(countries))
    ends = {stages[0] if stages else "", destination}
    between = tuple(country for country in stages if country not in ends)
    points = [(s.lat, s.lon) for s in stops if s.lat is not None and s.lon is not None]
    ratio = extra = None
    if len(points) >= 3 and points[0] != points[-1]:
        straight = kilometres(points[0], points[-1])
        length = sum(kilometres(a, b) for a, b in pairwise(points))
        if straight > 0:
            ratio, extra = round(length / straight, 2), round(length - straight)
    last = line.route[-1] if line.route else ""
    return Way(countries, between, destination, last, ratio, extra)


@lru_cache(maxsize=1 << 14)
def place_of(written: str) -> Place:
    """Where a place is, as far as it is known.

    >>> [place_of(name).country for name in ("RUOYA", "Bandar Abbas", "Foo, Turkey", "X")]
    ['ru', 'ir', 'tr', '']
    >>> place_of("IRIKA").lat is not None
    True
    """
    code = written.replace(" ", "")
    if len(code) == 5 and code.isalnum() and code.isupper() and is_country(code[:2]):
        country = code[:2].lower()
        found = _by_code().get(code) or _by_code().get(code[2:])
        return found if found and found.country == country else Place(country)
    if len(code) == 3 and code.isupper() and code in _by_code():
        return _by_code()[code]
    name = folded(written)
    named = _by_name().get(name) or _by_name().get(name.removeprefix("port ").removeprefix("of "))
    if named:
        return named
    return Place(country_code(written) or country_code(written.rpartition(",")[2].strip("() ")))


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
def _by_code() -> dict[str, Place]:
    """Ports by UN/LOCODE, airports by IATA code; first the ports that lack their code there."""
    found = {
        row["locode"]: Place(row["locode"][:2].lower(), float(row["lat"]), float(row["lon"]))
        for row in locodes()
    }
    for row in places().select(["code", "country", "lat", "lon"]).to_pylist():
        if row["code"] and row["country"]:
            found.setdefault(row["code"], Place(row["country"], row["lat"], row["lon"]))
    return found


@cache
def _by_name() -> dict[str, Place]:
    """Ports, and airports after them, whose name is borne in one country only."""
    named: dict[str, Place] = {}
    table = places().select(["name", "also", "country", "lat", "lon", "kind"])
    for airport in (False, True):
        found: dict[str, list[Place]] = defaultdict(list)
        for row in table.to_pylist():
            if row["country"] and (row["kind"] == "airport") is airport:
                for name in {folded(said) for said in (row["name"], *row["also"])}:
                    found[name].append(Place(row["country"], row["lat"], row["lon"]))
        for name, of in found.items():
            if len(name) > 3 and len({place.country for place in of}) == 1:
                named.setdefault(name, of[0])
    for row in locodes():
        for name in row["names"].split("|"):
            named[folded(name)] = _by_code()[row["locode"]]
    return named
