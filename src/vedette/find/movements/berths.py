"""Ships at their berth: most fixes near a port are of a ship that lies there, and say nothing new.

Reach for `changing` before anything that is dear to do with each fix near a place. It gives the
fixes near places, and right after such, without those between two others of a ship that lies at
the same place all the while. What is left out is sure to be so, by bounds that take no sine and no
order of rows; a few that might be left out are not, and whoever needs it exactly looks again.

A step is idle when both its fixes lie at one berth and no silence lies between. A fix is between
two others when the step to it and the step from it are idle. The rows of `fixes.beside` are steps:
so the steps that are not idle have all fixes that are wanted, as the one they lead to or as the
one they come from, and last fixes, from which no step comes, are asked for by themselves.
"""

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.fixes import CARRIED, beside, in_order, seconds, stacked
from vedette.find.movements.fixes import last as last_of
from vedette.find.movements.places import boxes

COLUMNS = ("subject", "track", *CARRIED, *(f"prev_{name}" for name in CARRIED))


def changing(
    positions: ir.Table,
    places: ir.Table,
    last: ir.Table | None,
    *,
    enter_km: float,
    exit_km: float,
    stop_knots: float,
    gap: float,
) -> ir.Table:
    """Rows of `fixes.beside` that may matter to visits; see above.

    Of the rows that were only seen as the fix before another, the fix before them is not known:
    it is said to be the same fix, for it was one like it, at the same berth and lately.
    """
    seen = beside(positions)
    busy = _busy(seen, places, enter_km, exit_km, stop_knots, gap)
    last = last_of(seen) if last is None else last
    ends = last.select("subject", "track", **{f"prev_{name}": name for name in CARRIED})
    ends = ends.mutate(**{name: ibis.null(busy[name].type()) for name in CARRIED})
    steps = stacked(busy.select(COLUMNS), ends.select(COLUMNS))
    order = [*in_order(steps), steps.prev_ts.asc(nulls_first=True)]
    along = ibis.window(group_by=steps.track, order_by=order)
    told = steps.mutate(**{f"told_{name}": steps[name].lag().over(along) for name in CARRIED})
    same = ibis.and_(*(told[f"told_{name}"] == told[f"prev_{name}"] for name in CARRIED))
    untold = told.filter(_slow(told.prev_sog, stop_knots), ~same.fill_null(False))
    fix = {name: untold[f"prev_{name}"] for name in CARRIED}
    again = {f"prev_{name}": value for name, value in fix.items()}
    untold = untold.select("subject", "track", **fix, **again)
    return stacked(steps.filter(steps.ts.notnull()), untold)


def _busy(
    seen: ir.Table,
    places: ir.Table,
    enter_km: float,
    exit_km: float,
    stop_knots: float,
    gap: float,
) -> ir.Table:
    """The steps near places, and into another box, without those that are sure to be idle."""
    by_box = boxes(places, exit_km)
    own = sphere.box(seen.lat, seen.lon, exit_km)
    before = sphere.box(seen.prev_lat, seen.prev_lon, exit_km)
    step = seen.mutate(box=own, moves=(own != before).fill_null(False))
    step = step.left_join(by_box, "box")
    step = step.filter(step["of"].notnull() | step.moves)
    within = min(enter_km, exit_km)
    idle = (
        (step["of"] == 1)
        & ~step.moves
        & _slow(step.sog, stop_knots)
        & _slow(step.prev_sog, stop_knots)
        & (seconds(step.prev_ts, step.ts) < gap)
        & _inside(step, step.lat, step.lon, within)
        & _inside(step, step.prev_lat, step.prev_lon, within)
    )
    busy = step.filter(~idle.fill_null(False))
    before = sphere.box(busy.prev_lat, busy.prev_lon, exit_km)
    return busy.filter(busy["of"].notnull() | before.isin(by_box.box))


def _slow(knots: ir.FloatingValue, limit: float) -> ir.BooleanValue:
    """True of speeds that are at most the limit when rounded to thousandths, and of few more."""
    return knots <= int(limit * 1000 + 1e-6) / 1000 + 0.0004


def _inside(
    step: ir.Table, lat: ir.FloatingValue, lon: ir.FloatingValue, km: float
) -> ir.BooleanValue:
    """The point is sure to be within the distance of the one place of its box."""
    north, east = lat - step.one_lat, lon - step.one_lon
    degrees2 = north * north + east * east * step.one_squeeze
    return degrees2 * 1.000001 <= (km / sphere.KM_PER_DEGREE) ** 2
