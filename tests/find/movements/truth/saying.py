"""What ships and aircraft say: names, numbers, flags, draughts, destinations."""

import ibis
from ibis.expr import types as ir

from tests.find.movements.test_identity import said
from tests.find.movements.tracks import DEGREE_KM, asked, at, fix
from tests.find.movements.truth.table import Edge, Row, Rows, Sea, Truth, port
from vedette.find.movements import (
    destination_mismatches,
    draught_changes,
    flag_hops,
    hex_mismatches,
    identity_changes,
    imo_changes,
    lives,
    port_visits,
    renumbered,
    tail_countries,
)

ONCE, TWICE = 1, 2


def renamed(reports: int) -> Rows:
    """One name for a day, then another, reported so often."""
    return [
        said("mmsi:1", "name", "BALTIYSKIY", 0, 24),
        said("mmsi:1", "name", "PORT OLYA", 25, 26, reports),
    ]


IDENTITY_CHANGES = Truth(
    lambda sea: asked(identity_changes, sea.identities),
    [Edge("reports", inside=renamed(TWICE), outside=renamed(ONCE))],
)


def new_transmitter(reports: int) -> Rows:
    """One IMO number, told by one transmitter and later, so often, by another."""
    return [
        said("mmsi:1", "imo", "9481910", 0, 24),
        said("mmsi:2", "imo", "9481910", 25, 26, reports),
    ]


IMO_CHANGES = Truth(
    lambda sea: asked(imo_changes, sea.identities),
    [Edge("reports", inside=new_transmitter(TWICE), outside=new_transmitter(ONCE))],
)


def flags(*days: float, reports: int = TWICE) -> Rows:
    """Another flag on each of these days, after one of a hundred days ago; so often reported."""
    hours = [-2_400, *(day * 24 for day in days)]
    return [
        said("mmsi:1", "flag", f"x{number}", hour, hour + 1, reports if number else TWICE)
        for number, hour in enumerate(hours)
    ]


FLAG_HOPS = Truth(
    lambda sea: asked(flag_hops, sea.identities),
    [
        Edge("often", inside=flags(0, 50), outside=flags(0)),
        Edge("often_days", inside=flags(0, 90), outside=flags(0, 90.01)),
        # Never two within ninety days, but five, or four, within a year.
        Edge("many", inside=flags(0, 91, 182, 273, 364), outside=flags(0, 91, 182, 273)),
        Edge(
            "many_days",
            inside=flags(0, 91, 182, 273, 365),
            outside=flags(0, 91, 182, 273, 365.01),
        ),
        Edge("reports", inside=flags(0, 50, reports=TWICE), outside=flags(0, 50, reports=ONCE)),
    ],
)


def russian_hex(reports: int) -> Rows:
    """A transponder code of Russia's, and so often an Iranian registration."""
    return [
        said("icao24:152a3b", "flag", "ru", 0, 24),
        said("icao24:152a3b", "registration", "EP-PUS", 0, 24, reports),
    ]


HEX_MISMATCHES = Truth(
    lambda sea: asked(hex_mismatches, sea.identities, tail_countries(sea.identities)),
    [Edge("reports", inside=russian_hex(TWICE), outside=russian_hex(ONCE))],
)


def deeper(after: str, reports: int = TWICE) -> Rows:
    """Three metres for a day, then so much, reported so often."""
    return [
        said("mmsi:1", "draught", "3.0", 0, 24),
        said("mmsi:1", "draught", after, 48, 49, reports),
    ]


NOBODY = ibis.memtable(
    {"subject": ["mmsi:9"], "start": [at(0)], "end": [at(1)], "hours": [1.0]},
    schema={"subject": "string", "start": "timestamp('UTC', 6)", "end": "timestamp('UTC', 6)",
            "hours": "float64"},
)  # fmt: skip


DRAUGHT_CHANGES = Truth(
    lambda sea: asked(draught_changes, sea.identities, NOBODY, NOBODY),
    [
        Edge("metres", inside=deeper("4.0"), outside=deeper("3.9")),
        Edge("metres", inside=deeper("2.0"), outside=deeper("2.1")),
        Edge("reports", inside=deeper("9.0", TWICE), outside=deeper("9.0", ONCE)),
    ],
)


def bound_for(stated: str, reports: int = TWICE) -> Rows:
    """Comes to home's port and lies there, having said so often that it goes elsewhere."""
    comes = fix("mmsi:1", 9, 40 + 9 / DEGREE_KM, 50, sog=9.0)
    lies = [fix("mmsi:1", hour, 40, 50, sog=0.0) for hour in range(10, 20)]
    return [comes, *lies, said("mmsi:1", "destination", stated, 5, 6, reports)]


def mismatches(sea: Sea) -> ir.Table:
    """What the detector makes of the visits that are found."""
    visits = asked(port_visits, sea.positions, sea.places)
    return asked(destination_mismatches, sea.identities, visits, sea.places)


DESTINATION_MISMATCHES = Truth(
    mismatches,
    [
        Edge("far_km", inside=bound_for("FAR"), outside=bound_for("NEAR")),
        Edge("reports", inside=bound_for("FAR", TWICE), outside=bound_for("FAR", ONCE)),
    ],
    beside=[
        port(40, 50, "HERE"),
        port(40 + 100.01 / DEGREE_KM, 50, "FAR"),
        port(40 + 99.99 / DEGREE_KM, 50, "NEAR"),
    ],
)


def new_number(
    waited: float = 10, km: float = 20, ends: float = 60, told: str = "138"
) -> list[Row]:
    """One number ends at an hour, another begins later and farther north; what both say."""
    begins, north = ends + waited, 40 + km / DEGREE_KM
    return [
        *(fix("mmsi:1", hour, 40, 50) for hour in (ends - 5, ends)),
        *(fix("mmsi:2", hour, north, 50) for hour in (begins, begins + 5)),
        said("mmsi:1", "length", "138", ends - 5, ends),
        said("mmsi:2", "length", told, begins, begins + 5),
    ]


RENUMBERED = Truth(
    lambda sea: asked(renumbered, asked(lives, sea.positions), sea.identities),
    [
        Edge("hours", inside=new_number(waited=24), outside=new_number(waited=24.01)),
        Edge("near_km", inside=new_number(km=49.9), outside=new_number(km=50.1)),
        Edge(  # 25 nautical miles in an hour, and in less
            "max_knots",
            inside=new_number(1.01, 25 * 1.852),
            outside=new_number(0.99, 25 * 1.852),
        ),
        # The data begin at hour 0 and end at hour 200, for `beside` is heard there.
        Edge("quiet_hours", inside=new_number(ends=176), outside=new_number(ends=176.1)),
        Edge("quiet_hours", inside=new_number(ends=14), outside=new_number(ends=13.9)),
    ],
    beside=[fix(f"mmsi:{n}", hour, -40, 0) for n in (5, 6, 9) for hour in (0, 200)],
    turn=20,
    but=("with clocks of 1970",),  # a number that was heard so long ago is not new
)
