"""Meetings and drifts: encounters, possible dark encounters, loitering."""

from tests.find.movements.tracks import DEGREE_KM, asked, fix
from tests.find.movements.truth.table import Edge, Rows, Truth, port
from vedette.find.movements import dark_encounters, encounters, gaps, loitering

MILE = 1.852 / DEGREE_KM
"""One nautical mile in degrees of latitude."""


def at_minutes(subject: str, minutes: list[float], km: float = 0.0, knots: float = 0.0) -> Rows:
    """Heard at these minutes, so far north of home, sailing north."""
    place = 40 + km / DEGREE_KM
    return [fix(subject, minute / 60, place + knots * MILE * minute / 60, 50) for minute in minutes]


def tens(first: float, last: float) -> list[float]:
    """Every ten minutes from one time to another, both of them included."""
    count = int((last - first) // 10)
    return [*(first + 10 * n for n in range(count + 1)), *([last] if (last - first) % 10 else [])]


def together(
    first: float = 0, last: float = 180, km: float = 0.1, knots: float = 0.0, port_km: float = 0
) -> Rows:
    """Two ships side by side, from one minute to another."""
    minutes = tens(first, last)
    pair = [*at_minutes("mmsi:1", minutes, 0, knots), *at_minutes("mmsi:2", minutes, km, knots)]
    return pair + ([port(40 - port_km / DEGREE_KM, 50)] if port_km else [])


def seldom_heard(every: float) -> Rows:
    """Side by side, heard so many minutes apart and never at a full ten minutes."""
    minutes = [5 + every * n for n in range(5)]
    return [*at_minutes("mmsi:1", minutes), *at_minutes("mmsi:2", minutes)]


def twice_together(silence: float) -> Rows:
    """Side by side for an hour and a half, silent for so many minutes, and so again."""
    return [*together(0, 90), *together(90 + silence, 180 + silence)]


ENCOUNTERS = Truth(
    lambda sea: asked(encounters, sea.positions, sea.places),
    [  # Global Fishing Watch: within 500 m for 2 h at less than 2 kn, 10 km from any anchorage
        Edge("distance_km", inside=together(km=0.499), outside=together(km=0.501)),
        Edge("minutes", inside=together(0, 120), outside=together(0, 110)),
        Edge("speed_knots", inside=together(knots=1.99999), outside=together(knots=2.00001)),
        # 128 minutes, but the first and the last full ten minutes are only 110 apart.
        Edge("every_minutes", inside=together(0, 120), outside=together(1, 129)),
        Edge("interpolate_hours", inside=seldom_heard(59.9), outside=seldom_heard(60.1)),
        Edge("bridge_hours", inside=twice_together(240), outside=twice_together(250)),
    ],
    days=2,
)

ENCOUNTERS_AND_PORTS = Truth(
    ENCOUNTERS.find,
    [Edge("port_km", inside=together(port_km=10.05), outside=together(port_km=9.95))],
    turn=10,
)


def silent_pair(
    hours: float = 24,
    common: float = 24,
    nm: float = 1,
    sailed_nm: float = 6,
    port_km: float = 0,
) -> Rows:
    """Two ships so far apart, silent for so many hours, in common for some of them; both come
    back so far to the north of where they were."""
    pair = [
        fix(name, start + hour, 40 + where + way, 50)
        for name, start, where in (("mmsi:1", 0, 0), ("mmsi:2", hours - common, nm * MILE))
        for hour, way in ((0, 0), (hours, sailed_nm * MILE))
    ]
    return pair + ([port(40 - port_km / DEGREE_KM, 50)] if port_km else [])


KM_IN_NM = 1 / 1.852
DARK_ENCOUNTERS = Truth(
    lambda sea: asked(
        dark_encounters, asked(gaps, sea.positions, hours=2, longest_days=10), sea.places
    ),
    [
        Edge("overlap_hours", inside=silent_pair(common=4), outside=silent_pair(common=3.99)),
        Edge("near_nm", inside=silent_pair(nm=49.9), outside=silent_pair(nm=50.1)),
        # Global Fishing Watch's two hours; 84 nm at 14 kn take six of the eight.
        Edge(
            "together_hours",
            inside=silent_pair(8.0001, 8.0001, nm=0, sailed_nm=84),
            outside=silent_pair(7.9999, 7.9999, nm=0, sailed_nm=84),
        ),
        Edge(
            "cruise_knots",
            inside=silent_pair(8, 8, nm=0, sailed_nm=83.9),
            outside=silent_pair(8, 8, nm=0, sailed_nm=84.1),
        ),
        Edge("longest_days", inside=silent_pair(168, 24), outside=silent_pair(168.01, 24)),
        Edge(
            "moved_km",
            inside=silent_pair(sailed_nm=1.01 * KM_IN_NM),
            outside=silent_pair(sailed_nm=0.99 * KM_IN_NM),
        ),
    ],
    days=20,
)

DARK_ENCOUNTERS_AND_PORTS = Truth(
    DARK_ENCOUNTERS.find,  # the other one lies a mile farther from the port
    [Edge("port_km", inside=silent_pair(port_km=10.05), outside=silent_pair(port_km=9.95))],
    turn=10,
)


def drifting(minutes: float = 300, knots: float = 0.5, port_km: float = 0) -> Rows:
    """One ship that goes north slowly, heard every ten minutes, north of a port."""
    track = at_minutes("mmsi:1", tens(0, minutes), 0, knots)
    return [*track, *([port(40 - port_km / DEGREE_KM, 50)] if port_km else [])]


def drifting_twice(silence_hours: float) -> Rows:
    """Adrift for two and a half hours, silent, and so again in the same place."""
    again = [150 + silence_hours * 60 + minute for minute in tens(0, 150)]
    return at_minutes("mmsi:1", [*tens(0, 150), *again])


LOITERING = Truth(
    lambda sea: asked(loitering, sea.positions, sea.places),
    [  # Global Fishing Watch: hourly mean below 2 kn; its map asks for 4 h
        Edge("speed_knots", inside=drifting(knots=1.99), outside=drifting(knots=2.01)),
        Edge("hours", inside=drifting(240), outside=drifting(239)),
        Edge("bridge_hours", inside=drifting_twice(12), outside=drifting_twice(12.01)),
    ],
)

LOITERING_AND_PORTS = Truth(
    LOITERING.find,
    [Edge("port_km", inside=drifting(300, 0, 10.05), outside=drifting(300, 0, 9.95))],
    turn=10,
)
