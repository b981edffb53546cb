"""Impossible jumps: fixes that nothing could have travelled between.

Reach for `jumps`. A jump means that a fix is wrong: a receiver was deceived (GNSS interference),
a message was false, a clock was wrong, or two transmitters used one identity; it does not say
which. Jumps close together in time are one episode.
"""

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.fixes import knots, seconds, steps

SHIP, AIRCRAFT = "mmsi:", "icao24:"


def jumps(
    positions: ir.Table,
    *,
    ship_knots: float = 50.0,
    aircraft_knots: float = 1000.0,
    ship_km: float = 10.0,
    aircraft_km: float = 1.0,
    episode_hours: float = 1.0,
) -> ir.Table:
    """Episodes of steps of at least so many km at more than so many knots.

    50 kn for ships is the test for cloned identities of RadianceFleet
    (https://github.com/RadianceFleet/RadianceFleet); 1,000 kn for aircraft is well above any
    airliner's ground speed in a jet stream. The distances are ours: below them a clock that is
    some seconds wrong looks like a jump.

    Returns `subject`, `start` and `end` (last fix before the first jump, first fix after the
    last), their places, `jumps`, and the widest jump's `km`, `seconds` and `knots`.
    """
    step = steps(positions)
    ship = step.subject.startswith(SHIP)
    fastest = ibis.ifelse(ship, ship_knots, aircraft_knots)
    shortest = ibis.ifelse(ship, ship_km, aircraft_km)
    allowed_seconds = step.km / 1.852 / fastest * 3600
    jump = step.filter(step.km >= shortest, step.seconds < allowed_seconds)
    return _episodes(jump, episode_hours * 3600)


def perhaps_jumped(
    row: ir.Table, ship_knots: float, aircraft_knots: float, ship_km: float, aircraft_km: float
) -> ir.BooleanValue:
    """True of every fix that `jumps` finds a jump to, of few others, and asks for no sine.

    For rows of `fixes.beside`. A way is at most its length on a flat chart; squares, for want of
    a root.
    """
    way2 = sphere.chart_km2(row.prev_lat, row.prev_lon, row.lat, row.lon)
    waited = seconds(row.prev_ts, row.ts)
    at_one_knot2 = waited * waited * (sphere.KM_PER_NM / 3600) ** 2
    ship = (way2 >= ship_km**2) & (way2 >= at_one_knot2 * ship_knots**2)
    aircraft = (way2 >= aircraft_km**2) & (way2 >= at_one_knot2 * aircraft_knots**2)
    return (way2 >= min(ship_km, aircraft_km) ** 2) & (ship | aircraft)


def _episodes(jump: ir.Table, silence: float) -> ir.Table:
    order = ibis.window(group_by=jump.track, order_by=[jump.ts, jump.prev_ts])
    apart = seconds(jump.ts.lag().over(order), jump.prev_ts) > silence
    begun = jump.mutate(begins=apart.fill_null(True).cast("int64"))
    run = begun.mutate(
        run=begun.begins.sum().over(
            ibis.window(
                group_by=begun.track,
                order_by=[begun.ts, begun.prev_ts],
                preceding=None,
                following=0,
            )
        )
    )
    found = run.group_by("subject", "track", "run").agg(
        start=run.prev_ts.min(),
        end=run.ts.max(),
        start_lat=run.prev_lat.argmin(run.prev_ts),
        start_lon=run.prev_lon.argmin(run.prev_ts),
        end_lat=run.lat.argmax(run.ts),
        end_lon=run.lon.argmax(run.ts),
        jumps=run.count(),
        km=run.km.max().round(3),
        seconds=run.seconds.argmax(run.km),
    )
    fast = knots(found.km, found.seconds)
    return found.mutate(knots=fast.round(1)).drop("run")
