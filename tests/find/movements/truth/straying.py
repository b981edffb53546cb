"""Fixes that cannot be: jumps, circles, positions on land, one number for several ships."""

from math import cos, pi, radians, sin

from ibis.expr import types as ir

from tests.find.movements.tracks import DEGREE_KM, asked, fix
from tests.find.movements.truth.table import Edge, Rows, Sea, Truth
from vedette.find.movements import circles, inland_cells, jumps, on_land, shared_identity, tracks


def hop(subject: str, knots: float, km: float) -> Rows:
    """From one place to another, so far away, as if at so many knots."""
    return [fix(subject, 0, 40, 50), fix(subject, km / 1.852 / knots, 40 + km / DEGREE_KM, 50)]


def two_hops(quiet_hours: float) -> Rows:
    """Away in six minutes, quiet there for so many hours, and back in six minutes."""
    times = (0, 0.1, 0.1 + quiet_hours, 0.2 + quiet_hours)
    return [fix("mmsi:1", hour, lat, 50) for hour, lat in zip(times, (40, 41, 41, 40), strict=True)]


JUMPS = Truth(
    lambda sea: asked(jumps, sea.positions),
    [
        Edge("ship_knots", inside=hop("mmsi:1", 50.1, 20), outside=hop("mmsi:1", 49.9, 20)),
        Edge("ship_km", inside=hop("mmsi:1", 500, 10.01), outside=hop("mmsi:1", 500, 9.99)),
        Edge(
            "aircraft_knots",
            inside=hop("icao24:a", 1_001, 20),
            outside=hop("icao24:a", 999, 20),
        ),
        Edge(
            "aircraft_km",
            inside=hop("icao24:a", 9_000, 1.01),
            outside=hop("icao24:a", 9_000, 0.99),
        ),
        Edge("episode_hours", inside=two_hops(0.99), outside=two_hops(1.01), found=(1, 2)),
    ],
)


def circling(
    laps: float = 3, fixes: int = 60, km: float = 2.0, wobble: float = 0, also_km: float = 0
) -> Rows:
    """For an hour around home: so many laps, fixes and kilometres. Every second fix lies `wobble`
    farther out. Another ship does the same so far to the north of it."""
    rows: list[dict[str, object]] = []
    for name, north in (("mmsi:1", 0.0), ("mmsi:2", also_km))[: 2 if also_km else 1]:
        lat = 40 + north / DEGREE_KM
        for number in range(-1, fixes):  # the first one is the fix before the hour
            angle = 2 * pi * laps * number / fixes
            radius = (km + wobble * (number % 2)) / DEGREE_KM
            east = radius * sin(angle) / cos(radians(lat))
            rows.append(fix(name, number / fixes, lat + radius * cos(angle), 50 + east))
    return rows


CIRCLES = Truth(
    lambda sea: asked(circles, sea.positions),
    [
        Edge("fixes_per_hour", inside=circling(fixes=10), outside=circling(fixes=9)),
        Edge("laps", inside=circling(2.02), outside=circling(1.98)),
        # The distances from the centre are 2 and 2 + wobble: half of it over their mean is 0.5.
        Edge("spread", inside=circling(wobble=3.9), outside=circling(wobble=4.1)),
        Edge("smallest_km", inside=circling(km=0.202), outside=circling(km=0.198)),
        Edge("largest_km", inside=circling(km=29.8), outside=circling(km=30.2)),
        Edge(  # Each of the two has one other.
            "same_centre_km",
            inside=circling(also_km=4.95),
            outside=circling(also_km=5.05),
            found=(2, 0),
            counting="others",
        ),
    ],
    but=("over the pole",),  # measured on a flat chart
    days=1,
)


BLACK_SEA, SIMFEROPOL, SEVASTOPOL = (43.5, 34.0), (44.95, 34.1), (44.616, 33.525)


def at_sea_and_ashore(at_sea: int, ashore: int, where: tuple[float, float] = SIMFEROPOL) -> Rows:
    """Hourly: so many fixes at sea, then so many in a row at a place on land."""
    places = [*[BLACK_SEA] * at_sea, *[where] * ashore]
    return [fix("mmsi:1", hour, *place) for hour, place in enumerate(places)]


ON_LAND = Truth(
    lambda sea: asked(on_land, sea.positions, inland_cells(sea.positions)),
    [
        Edge("fixes_ashore", inside=at_sea_and_ashore(9, 3), outside=at_sea_and_ashore(9, 2)),
        Edge("sea_share", inside=at_sea_and_ashore(4, 4), outside=at_sea_and_ashore(4, 5)),
        Edge(  # Simferopol has land on every side, the harbour of Sevastopol has not.
            "margin_cells",
            inside=at_sea_and_ashore(9, 3),
            outside=at_sea_and_ashore(9, 3, SEVASTOPOL),
        ),
    ],
    # Land stays where it is; and a fix more at sea is one more at sea.
    but=("over the dateline", "over the pole", "with clocks of 1970"),
)


def in_turn(switches: int) -> Rows:
    """Two ships, far apart, that use one number in turn: half a day each, then the next."""
    rows = []
    for turn in range(switches + 1):
        lat = (40, 10)[turn % 2]
        rows += [fix("mmsi:1", turn * 4 + n / 4, lat + n / 100, 50) for n in range(15)]
    return rows


SHARED_IDENTITY = Truth(
    lambda sea: shared_identity(tracks(sea.positions)),
    [Edge("switches", inside=in_turn(3), outside=in_turn(2))],
)


def ships(sea: Sea) -> ir.Table:
    """A row for each ship that was told apart."""
    told = tracks(sea.positions)
    told = told.filter(told.track.notnull(), told.subject.contains("/"))
    return told.select("subject", "track").distinct()


def and_then(nm: float, hours: float, sog: float | None = None) -> Rows:
    """Two hours in one place, and after so many hours one more fix, so far to the north."""
    here = [fix("mmsi:1", n / 10, 40, 50, sog=sog) for n in range(20)]
    return [*here, fix("mmsi:1", 1.9 + hours, 40 + nm * 1.852 / DEGREE_KM, 50, sog=sog)]


TRACKS = Truth(
    ships,
    [  # gpsdio-segment: 25 kn times (1 + 1600 / nm²), which is 26 kn over 200 nm; 24 h; 100 nm
        Edge(
            "max_knots",
            inside=and_then(200, 200 / 25.9),
            outside=and_then(200, 200 / 26.1),
            found=(1, 2),
        ),
        Edge(  # 35 kn, where 36 are reported: believed for as long as the segment is open.
            "max_hours",
            inside=and_then(35 * 24, 24, sog=36),
            outside=and_then(35 * 24.01, 24.01, sog=36),
            found=(1, 2),
        ),
        Edge(  # Nearer, a fix that nobody can sail to is an error; farther, another ship.
            "near_nm",
            inside=and_then(99.5, 0.1),
            outside=and_then(100.5, 0.1),
            found=(1, 2),
        ),
    ],
)
