"""Truth tables: for each threshold a small sea just inside of it, and one just outside.

All seas of a table are looked at in one query: every one has ships, sources and places of its own.
The same table must hold in other worlds: distances do not change when the globe is turned, so that
the table may lie over the dateline or over the north pole; it says nothing new when every fix comes
twice and in reverse; and a clock that says 1970 or 2038 tells nothing of today.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any, NamedTuple

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from tests.find.movements.tracks import fix, table
from vedette.model.position import IDENTITIES
from vedette.reference.places import PLACES

Row = dict[str, Any]
Rows = Sequence[Row]

HOME = (40.0, 50.0)
"""Where tables are written down; worlds carry this place elsewhere."""

WORLDS = (
    "home",
    "twice and in reverse",
    "over the dateline",
    "over the pole",
    "with clocks of 1970",
    "among clocks of 1970 and 2038",
)
"""With: of every ship the first fix also comes with the date 1970. Among: so do other ships."""


EPOCH, END = datetime(1970, 1, 1, tzinfo=UTC), datetime(2038, 1, 19, tzinfo=UTC)


class Sea(NamedTuple):
    """What a detector may look at."""

    positions: ir.Table
    identities: ir.Table
    places: ir.Table


@dataclass(frozen=True)
class Edge:
    """One threshold: what lies just inside, what lies just outside, and how much is found in each.

    Findings are counted, or what they have in the column `counting` is summed.
    """

    parameter: str
    inside: Rows
    outside: Rows
    found: tuple[int, int] = (1, 0)
    counting: str = ""


@dataclass(frozen=True)
class Truth:
    """A detector and its edges. `but` names the worlds in which they are elsewhere; `beside` is
    there in every sea and nothing is found of it; `days` and `turn` keep the seas apart where
    ships of one would be seen by those of another."""

    find: Callable[[Sea], ir.Table]
    edges: Sequence[Edge]
    but: Sequence[str] = ()
    beside: Rows = ()
    days: float = 0
    turn: float = 0


def port(lat: float, lon: float, name: str = "P", **more: Any) -> Row:
    """A place at which ships lie, or aircraft with ``kind="airport"``."""
    said = {"name": name, "kind": "port", "country": "ru", "code": None, "also": []}
    return {**said, "id": name, "lat": lat, "lon": lon, "source": "test", **more}


def expected(truth: Truth) -> list[tuple[str, int, int]]:
    """What the table says."""
    return [(edge.parameter, *edge.found) for edge in truth.edges]


def found(truth: Truth, world: str) -> list[tuple[str, int, int]]:
    """What the detector says, as `expected` does."""
    rows = truth.find(_sea(truth, world)).to_pyarrow().to_pylist()
    counts: list[Counter[str]] = [Counter(), *(Counter() for _ in truth.edges)]
    for row in rows:
        number, _, side = row["subject"].partition("/")[2].partition("/")
        edge = truth.edges[int(number)]
        counts[int(number) + 1][side] += row[edge.counting] if edge.counting else 1
    return [
        (edge.parameter, count["in"], count["out"])
        for edge, count in zip(truth.edges, counts[1:], strict=True)
    ]


def first_words(truth: Truth) -> Truth:
    """The same with no more than one fix and one statement of anybody."""
    alone = [
        Edge(edge.parameter, _first(edge.inside), _first(edge.outside), (0, 0), edge.counting)
        for edge in truth.edges
    ]
    return Truth(truth.find, alone, truth.but, truth.beside, truth.days, truth.turn)


def _first(rows: Rows) -> Rows:
    once = {(row.get("subject", row.get("id")), "ts" in row): row for row in reversed(rows)}
    return list(once.values())


def _sea(truth: Truth, world: str) -> Sea:
    rows = list(truth.beside)
    for number, edge in enumerate(truth.edges):
        for side, case in enumerate((edge.inside, edge.outside)):
            place = 2 * number + side
            tag = f"/{number}/{('in', 'out')[side]}"
            rows += [
                _own(row, tag, timedelta(days=truth.days * place), truth.turn * place)
                for row in case
            ]
    rows = [_laid(row, world) for row in rows]
    fixes = [row for row in rows if "ts" in row]
    said = [row for row in rows if "attribute" in row]
    ports = [row for row in rows if "kind" in row]
    if world == "twice and in reverse":
        fixes, said = [*fixes[::-1], *fixes], said[::-1]
    if world == "with clocks of 1970":
        fixes += [{**row, "ts": EPOCH} for row in _first(fixes)]
    if world == "among clocks of 1970 and 2038":
        fixes += [fix(f"mmsi:{n}", 0, -40, 0) | {"ts": ts} for n in (7, 8) for ts in (EPOCH, END)]
    return Sea(
        table(fixes),
        ibis.memtable(pa.Table.from_pylist(said, schema=IDENTITIES)),
        ibis.memtable(pa.Table.from_pylist(ports, schema=PLACES)),
    )


def _own(row: Row, tag: str, later: timedelta, turn: float) -> Row:
    """The row of one case: with its own ships, source, places and time."""
    changed = {name: row[name] + tag for name in ("subject", "source", "id") if name in row}
    changed |= {
        name: row[name] + later for name in ("ts", "first_seen", "last_seen") if name in row
    }
    if row.get("attribute") == "imo":
        changed["value"] = row["value"] + tag
    if "lon" in row:
        changed["lon"] = _wrapped(row["lon"] + turn)
    return {**row, **changed}


def _laid(row: Row, world: str) -> Row:
    if "lat" not in row:
        return row
    lat, lon = row["lat"], row["lon"]
    if world == "over the dateline":
        return {**row, "lon": _wrapped(lon + 180 - HOME[1])}
    if world == "over the pole":
        lat, lon = over_the_pole(lat, lon)
        return {**row, "lat": lat, "lon": lon}
    return row


def over_the_pole(lat: float, lon: float) -> tuple[float, float]:
    """Where a place comes to lie when the globe is turned so that `HOME` is the north pole."""
    east, north = radians(lon - HOME[1]), radians(lat)
    tilt = radians(90 - HOME[0])
    x, y, z = cos(north) * cos(east), cos(north) * sin(east), sin(north)
    x, z = x * cos(tilt) - z * sin(tilt), x * sin(tilt) + z * cos(tilt)
    return degrees(atan2(z, hypot(x, y))), _wrapped(degrees(atan2(y, x)))


def _wrapped(lon: float) -> float:
    return (lon + 180) % 360 - 180
