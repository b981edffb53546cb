"""Aircraft: legs between airports, and transponders silent aloft."""

from ibis.expr import types as ir

from tests.find.movements.tracks import DEGREE_KM, asked, fix
from tests.find.movements.truth.table import Edge, Rows, Sea, Truth, port
from vedette.find.movements import flights, silent_aloft


def legs(sea: Sea) -> ir.Table:
    """The legs, and how many of their ends are at an airport."""
    found = asked(flights, sea.positions, sea.places)
    ends = found.from_airport.notnull().cast("int64") + found.to_airport.notnull().cast("int64")
    return found.mutate(airports=ends)


def heard_twice(hours: float, feet: float, km: float = 0) -> Rows:
    """An aircraft heard twice, at this height, so far from the airport."""
    place = 40 + km / DEGREE_KM
    return [
        *(fix("icao24:a", hour, place, 50, altitude=feet) for hour in (0, hours)),
        port(40, 50, kind="airport"),
    ]


MINUTE = 1 / 60
FLIGHTS = Truth(
    legs,
    [
        Edge(  # Near the ground a silence of twenty minutes ends a leg: two of them.
            "silence_minutes",
            inside=heard_twice(20 * MINUTE, 9_000),
            outside=heard_twice(19.9 * MINUTE, 9_000),
            found=(2, 1),
        ),
        Edge(
            "low_feet",
            inside=heard_twice(0.5, 9_999),
            outside=heard_twice(0.5, 10_000),
            found=(2, 1),
        ),
        Edge(
            "longest_hours",
            inside=heard_twice(18, 30_000),
            outside=heard_twice(17.9, 30_000),
            found=(2, 1),
        ),
        Edge(
            "airport_km",
            inside=heard_twice(0.1, 9_000, km=14.9),
            outside=heard_twice(0.1, 9_000, km=15.1),
            found=(2, 0),
            counting="airports",
        ),
        Edge(  # As high as that, it is over the airport and not at it.
            "low_feet",
            inside=heard_twice(0.1, 9_999),
            outside=heard_twice(0.1, 10_000),
            found=(2, 0),
            counting="airports",
        ),
    ],
    but=("with clocks of 1970",),  # such a fix is a leg of its own
)


AHEAD_KM = 5 * 8 * 1.852
"""At 480 knots it flies 8 nautical miles a minute: so far ahead it is after five minutes."""


def lost(
    minutes: float | None = None, feet: float = 30_000, ahead_km: float = 0, others: str = "bc"
) -> Rows:
    """Northbound, last heard at minute 9, heard again so many minutes later or never; at minutes
    14 and 15 others are heard where it would be five minutes ahead, or so much farther."""
    north = 8 * 1.852 / DEGREE_KM
    track = [
        fix("icao24:a", minute / 60, 38 + minute * north, 50, sog=480, cog=0, altitude=feet)
        for minute in range(10)
    ]
    place = 38 + 9 * north + (AHEAD_KM + ahead_km) / DEGREE_KM
    near = [
        fix(f"icao24:{name}", (14 + number) / 60, place, 50, altitude=min(feet, 9_000))
        for number, name in enumerate(others)
    ]
    if minutes is not None:
        track.append({**track[-1], "ts": fix("", (9 + minutes) / 60, 0, 0)["ts"]})
    return [*track, *near]


SILENT_ALOFT = Truth(
    lambda sea: asked(silent_aloft, sea.positions),
    [
        Edge("feet", inside=lost(feet=10_000), outside=lost(feet=9_999)),
        Edge("minutes", inside=lost(15.0), outside=lost(14.9)),
        Edge("near_km", inside=lost(ahead_km=19.9), outside=lost(ahead_km=20.1)),
        # Nearer to where it was last heard: twenty kilometres short of five minutes' way.
        Edge("ahead_minutes", inside=lost(ahead_km=-19.9), outside=lost(ahead_km=-20.1)),
        Edge("neighbours", inside=lost(others="bc"), outside=lost(others="b")),
    ],
    but=("over the pole",),  # where north is no course
    beside=[fix("icao24:z", 24 * 30, 10, 10, altitude=100)],  # the feed goes on
    days=1,
)
