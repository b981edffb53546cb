"""Ports of the world: our own supplement first, then the World Port Index, then GeoNames.

Reach for `ports`. The supplement (``ports.csv``) holds what the others lack, above all the
Caspian, each row with its source, the day it was read and how precise it is. The World Port Index
(US government work) and GeoNames (CC BY 4.0, https://www.geonames.org/) come with the package
harborly (MIT), of which only the data files are read. A port within `APART_KM` of one from a
stronger source, or `NAMESAKES_KM` of its namesake, is the same port and left out, so that one
visit is not two.
"""

import csv
import math
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vedette.model.errors import Missing
from vedette.reference.places import PLACES

APART_KM = 3.0
"""Nearer than this two rows mean one port: the distance at which Global Fishing Watch counts a
ship as in a port (pipe-anchorages, port entry at 3 km)."""

NAMESAKES_KM = 10.0
"""Nearer than this two rows of one name mean one port: the World Port Index gives whole minutes,
and of a port's quays one source has another than the next."""

_WPI = "https://msi.nga.mil/api/publications/world-port-index?output=csv"
_GEONAMES = "https://www.geonames.org/"


@cache
def ports() -> pa.Table:
    """All ports, as `PLACES`, ordered by id.

    >>> table = ports()
    >>> row = table.filter(pc.field("id") == "port:olya").to_pylist()[0]
    >>> row["name"], row["country"], row["code"], row["also"]
    ('Olya', 'ru', 'RUOYA', ['Оля', 'Olja'])
    """
    kept = list(_apart([*_supplement(), *_registry()]))
    return pa.Table.from_pylist(sorted(kept, key=lambda row: row["id"]), schema=PLACES)


def _supplement() -> Iterator[dict[str, Any]]:
    text = files("vedette.reference.places").joinpath("ports.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield {
            "id": row["id"],
            "name": row["name"],
            "kind": "port",
            "country": row["country"],
            "lat": float(row["lat"]),
            "lon": float(row["lon"]),
            "code": row["code"] or None,
            "also": row["also"].split("|") if row["also"] else [],
            "source": f"{row['source']}, read {row['read']}",
            "address": row["address"],
        }


def _registry() -> Iterator[dict[str, Any]]:
    """The World Port Index, and of GeoNames what it calls a port (feature code PRT)."""
    folder = _harborly()
    table = pq.read_table(folder / "port_registry.parquet")
    chosen = pc.or_(
        pc.equal(table["provider"], "NGA_WPI"), pc.equal(table["function_code"], "L.PRT")
    )
    names = _names(pq.read_table(folder / "port_aliases.parquet"))
    order = [("provider", "descending"), ("registry_id", "ascending")]
    for row in table.filter(chosen).sort_by(order).to_pylist():
        index, main = row["provider"] == "NGA_WPI", row["canonical_name"]
        yield {
            "id": ("wpi:" if index else "geonames:") + row["provider_id"],
            "name": main,
            "kind": "port",
            "country": (row["country_code"] or "").lower() or None,
            "lat": row["latitude"],
            "lon": row["longitude"],
            "code": row["unlocode"],
            "also": [name for name in names.get(row["registry_id"], ()) if name != main],
            "source": f"{'World Port Index' if index else 'GeoNames'} {row['source_version']}",
            "address": _WPI if index else f"{_GEONAMES}{row['provider_id']}",
        }


def _harborly() -> Path:
    spec = find_spec("harborly")
    if spec is None or spec.origin is None:
        raise Missing("the ports of the world are not installed", "run `pip install harborly`")
    return Path(spec.origin).parent / "data"


def _names(aliases: pa.Table) -> dict[str, list[str]]:
    grouped = aliases.group_by("registry_id").aggregate([("alias", "distinct")])
    pairs = zip(
        grouped["registry_id"].to_pylist(), grouped["alias_distinct"].to_pylist(), strict=True
    )
    return {identity: sorted(names) for identity, names in pairs}


def _apart(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows, those of the same port as an earlier one left out; cells of `NAMESAKES_KM` in
    latitude and longitude find who is near."""
    size = NAMESAKES_KM / 111.2
    taken: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in rows:
        across = max(1, int(360 * max(math.cos(math.radians(row["lat"])), 0.01) / size))
        line, column = math.floor(row["lat"] / size), math.floor((row["lon"] + 180) / 360 * across)
        near = (
            other
            for up in (-1, 0, 1)
            for side in (-2, -1, 0, 1, 2)
            for other in taken.get((line + up, (column + side) % across), ())
        )
        if not any(_same(row, other) for other in near):
            taken.setdefault((line, column), []).append(row)
            yield row


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    apart = _km(one["lat"], one["lon"], other["lat"], other["lon"])
    names = one["name"].casefold() == other["name"].casefold()
    return apart < (NAMESAKES_KM if names else APART_KM)


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance over a few kilometres, where the globe is flat enough."""
    east = (lon2 - lon1 + 180) % 360 - 180
    return 111.2 * math.hypot(lat2 - lat1, east * math.cos(math.radians((lat1 + lat2) / 2)))
