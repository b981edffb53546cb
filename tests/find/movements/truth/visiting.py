"""Port visits: Global Fishing Watch's state machine, threshold by threshold."""

from tests.find.movements.tracks import DEGREE_KM, asked, fix
from tests.find.movements.truth.table import Edge, Rows, Truth, port
from vedette.find.movements import port_visits

State = tuple[float, float]
AT_SEA, IN_PORT, STOPPED = (5.0, 9.0), (1.0, 9.0), (1.0, 0.0)
"""Kilometres from the port, knots: each settles by itself what the ship is doing."""


def track(*states: State, silence: float = 1.0) -> Rows:
    """A ship at home's port that is heard once an hour in these states; between the first two in
    port in a row it is silent for so many hours."""
    hours, hour = [], 0.0
    for before, now in zip((None, *states), states, strict=False):
        hour += silence if before == now == IN_PORT else 1
        hours.append(hour)
    return [
        fix("mmsi:1", hour, 40 + km / DEGREE_KM, 50, sog=knots)
        for hour, (km, knots) in zip(hours, states, strict=True)
    ] + [port(40, 50)]


PORT_VISITS = Truth(
    lambda sea: asked(port_visits, sea.positions, sea.places),
    [  # Global Fishing Watch, anchorages_pipeline: 3 and 4 km, 0.2 and 0.5 kn, 4 h
        Edge(
            "enter_km",
            inside=track(AT_SEA, (2.99, 0.0), AT_SEA),
            outside=track(AT_SEA, (3.01, 0.0), AT_SEA),
        ),
        Edge(  # Still in port: one visit with two stops. At sea meanwhile: two visits.
            "exit_km",
            inside=track(AT_SEA, STOPPED, (3.99, 9.0), STOPPED, AT_SEA),
            outside=track(AT_SEA, STOPPED, (4.01, 9.0), STOPPED, AT_SEA),
            found=(1, 2),
        ),
        Edge(  # A ship that only passes through makes no visit of the usual confidence.
            "stop_knots",
            inside=track(AT_SEA, (1.0, 0.2), AT_SEA),
            outside=track(AT_SEA, (1.0, 0.21), AT_SEA),
        ),
        Edge(  # Still stopped: one stop. Under way meanwhile: two.
            "start_knots",
            inside=track(AT_SEA, STOPPED, (1.0, 0.49), STOPPED, AT_SEA),
            outside=track(AT_SEA, STOPPED, (1.0, 0.5), STOPPED, AT_SEA),
            found=(1, 2),
            counting="stops",
        ),
        Edge(
            "gap_hours",
            inside=track(AT_SEA, IN_PORT, IN_PORT, AT_SEA, silence=4.0),
            outside=track(AT_SEA, IN_PORT, IN_PORT, AT_SEA, silence=3.99),
        ),
        Edge(  # 2: it stopped, neither entry nor exit were seen. 1: both were, but no stop.
            "confidence",
            inside=track(IN_PORT, STOPPED),
            outside=track(AT_SEA, IN_PORT, AT_SEA),
        ),
    ],
)
