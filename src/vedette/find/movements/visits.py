"""Port and anchorage visits: the voyage list of each ship.

Reach for `port_visits`. Each fix puts the ship into one of three states:

=========  ===============================================================================
at sea     farther than `exit_km` from every place, or than `enter_km` and not in port before
in port    within `enter_km`, or in port before and still within `exit_km`
stopped    in port and slower than `stop_knots`, or stopped before and slower than `start_knots`
=========  ===============================================================================

and a change of state is an event:

===========  ===========================  ===========================  ====================
from / to    at sea                       in port                      stopped
===========  ===========================  ===========================  ====================
(first fix)  -                            -                            -
at sea       -                            entry                        entry, stop begins
in port      exit                         -                            stop begins
stopped      stop ends, exit              stop ends                    -
===========  ===========================  ===========================  ====================

A silence of `gap_hours` in port is an event too. A visit is what lies between entry and exit. Its
`confidence` is 4 with entry, exit and a stop or gap between; 3 when entry or exit is missing (the
data begins or ends in port, or the ship came back elsewhere); 2 when both are; 1 when it only
passed through.

The hard part is that a state depends on the one before. In a window this is a running maximum:
each fix that settles the state by itself is written as its time, doubled, plus the state; the
largest of these so far is the last, and whether it is odd is the state that still holds. Running
maxima are dear, so three things leave little for them: fixes at sea after fixes at sea, and fixes
of a ship at its berth between two others there, say nothing new; and there are two rounds only,
one for the port and one for the stop in it.
"""

from typing import Any

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.berths import changing
from vedette.find.movements.fixes import (
    CARRIED,
    LONGEST_DAYS,
    beside,
    epoch_us,
    in_order,
    knots,
    seconds,
)
from vedette.find.movements.places import cells, located


def port_visits(
    positions: ir.Table,
    places: ir.Table,
    last: ir.Table | None = None,
    *,
    enter_km: float = 3.0,
    exit_km: float = 4.0,
    stop_knots: float = 0.2,
    start_knots: float = 0.5,
    gap_hours: float = 4.0,
    confidence: int = 2,
) -> ir.Table:
    """Visits of ships to `places`, with at least this `confidence`.

    Enter within 3 km, leave beyond 4 km, stop at 0.2 kn, start at 0.5 kn, gap of 4 h: the state
    machine of Global Fishing Watch (https://github.com/GlobalFishingWatch/anchorages_pipeline,
    anchorage_cfg.yaml), and its confidence. Where no speed is reported, the one implied by the
    fix before is taken. `last` are the last fixes of the tracks (`fixes.last`), where known.

    Returns `subject`, `track`, `start`, `end` (first fix in port, first fix outside again or the
    last one), `hours`, the position at both ends, `place` (the id of the place at which the ship
    stopped longest, or else came nearest), `first_place`, `last_place`, `stops`, `gaps`,
    `entry`, `exit` and `confidence`.
    """
    gap = gap_hours * 3600
    limits = {"enter_km": enter_km, "exit_km": exit_km, "stop_knots": stop_knots, "gap": gap}
    seen = _located(changing(positions, places, last, **limits), places, exit_km)
    seen = _without_lying(seen, enter_km, stop_knots, gap)
    state = _states(seen, enter_km, exit_km, stop_knots, start_knots)
    visits = _visits(state, gap)
    sure = visits.mutate(confidence=_confidence(visits))
    return sure.filter(sure.confidence >= confidence)


def voyages(visits: ir.Table) -> ir.Table:
    """From which place to which, and when: each visit of a track beside the one before it.

    Returns `subject`, `track`, `departed`, `arrived`, `from_place`, `to_place`, `hours`.
    """
    order = ibis.window(group_by=visits.track, order_by=visits.start)
    leg = visits.select(
        "subject",
        "track",
        departed=visits.end.lag().over(order),
        arrived="start",
        from_place=visits.place.lag().over(order),
        to_place="place",
    )
    leg = leg.filter(leg.departed.notnull())
    return leg.mutate(hours=(seconds(leg.departed, leg.arrived) / 3600).round(4))


def _located(positions: ir.Table, places: ir.Table, exit_km: float) -> ir.Table:
    """The fixes near a place, and right after such: the nearest within `exit_km`, and the speed.

    Far from every place, as was the fix before, nothing can change. A fix of more than a year
    before is none: one of the two clocks is wrong.
    """
    seen = beside(positions)
    by_cell = cells(places, exit_km)
    own = sphere.cell(seen.lat, seen.lon, exit_km)
    before = sphere.cell(seen.prev_lat, seen.prev_lon, exit_km)
    near = seen.filter(own.isin(by_cell.cell) | before.isin(by_cell.cell))
    step = located(near, places, exit_km)
    known = seconds(step.prev_ts, step.ts) <= LONGEST_DAYS * 86_400
    step = step.mutate(prev_ts=ibis.ifelse(known, step.prev_ts, ibis.null(step.prev_ts.type())))
    waited = seconds(step.prev_ts, step.ts)
    implied = knots(sphere.km(step.prev_lat, step.prev_lon, step.lat, step.lon), waited)
    reported = step.sog.cast("float64").round(3)  # 0.2 kn arrives as 0.200000003
    return step.select(
        "subject",
        "track",
        *CARRIED,
        "prev_ts",
        "place",
        "place_km",
        speed=reported.fill_null(implied),
        waited=waited,
    )


def _without_lying(seen: ir.Table, enter_km: float, stop_knots: float, gap: float) -> ir.Table:
    """Without the fixes between two others of a ship that lies at one place; adds `since`.

    Most fixes near places are of ships at their berth, and nothing changes from one to the next.
    `since` are the seconds since the fix before, or at a berth since the one before that is left.
    """
    lies = (seen.place_km <= enter_km) & (seen.speed <= stop_knots)
    lying = seen.mutate(berth=ibis.ifelse(lies, seen.place, ibis.null("string")))
    order = _order(lying)
    beside_it = lying.mutate(
        berth_before=lying.berth.lag().over(order),
        berth_after=lying.berth.lead().over(order),
        waits=lying.waited.lead().over(order),
    )
    between = (
        (beside_it.berth == beside_it.berth_before)
        & (beside_it.berth == beside_it.berth_after)
        & (beside_it.waited < gap)
        & (beside_it.waits < gap)
    )
    left = beside_it.filter(~between.fill_null(False))
    since = seconds(left.ts.lag().over(_order(left)), left.ts)
    since = ibis.ifelse(left.berth == left.berth_before, since, left.waited)
    return left.mutate(since=since).drop("berth", "berth_before", "berth_after", "waits")


def _holds(settled: ir.IntegerValue, table: ir.Table) -> tuple[ir.BooleanValue, ir.BooleanValue]:
    """The state that was settled last, up to each fix and up to the fix before it.

    1 and 0 settle it, null leaves it as it was. Before the first fix near a place a ship that was
    heard was at sea; of one that was not, nothing is known.
    """
    last = epoch_us(table.ts) * 2 + settled
    now, was = (
        (last.max().over(_order(table, preceding=(None, end))) % 2 == 1).fill_null(False)
        for end in (0, 1)
    )
    return now, ibis.ifelse(table.prev_ts.notnull(), was, ibis.null("boolean"))


def _order(table: ir.Table, **frame: Any) -> Any:
    first = table.prev_ts.asc(nulls_first=True)  # of the same fix twice, the one that is first
    return ibis.window(group_by=table.track, order_by=[*in_order(table), first], **frame)


def _states(
    seen: ir.Table, enter_km: float, exit_km: float, stop_knots: float, start_knots: float
) -> ir.Table:
    """`in_port` and `stopped` for each fix, the same for the fix before, and the visit's number.

    Fixes at sea after another fix at sea say nothing about visits and are left out.
    """
    inside = ibis.cases(
        (seen.place_km <= enter_km, 1), (seen.place_km.notnull(), ibis.null("int64")), else_=0
    )
    in_port, was_in_port = _holds(inside, seen)
    placed = seen.mutate(in_port=in_port, was_in_port=was_in_port)
    slow = ibis.cases(
        (~placed.in_port, 0),
        (placed.speed <= stop_knots, 1),
        (placed.speed >= start_knots, 0),
        (placed.speed.isnull(), 0),
        else_=ibis.null("int64"),
    )
    stopped, was_stopped = _holds(slow, placed)
    begins = (placed.in_port & ~placed.was_in_port.fill_null(False)).cast("int64")
    so_far = _order(placed, preceding=(None, 0))
    stated = placed.mutate(
        stopped=stopped, was_stopped=was_stopped, visit=begins.sum().over(so_far)
    )
    return stated.filter(stated.in_port | stated.was_in_port.fill_null(False))


def _visits(state: ir.Table, gap: float) -> ir.Table:
    """One row per visit, with its events counted. A first fix has no events."""
    marked = state.mutate(
        entry=state.in_port & ~state.was_in_port.fill_null(True),
        leaving=~state.in_port,
        stop_begins=state.stopped & ~state.was_stopped.fill_null(True),
        stop_ends=~state.stopped & state.was_stopped.fill_null(False),
        silent=state.was_in_port.fill_null(False) & (state.waited >= gap),
    )
    whole = marked.group_by("subject", "track", "visit").agg(
        start=marked.ts.min(),
        end=marked.ts.max(),
        start_lat=marked.lat.argmin(marked.ts),
        start_lon=marked.lon.argmin(marked.ts),
        end_lat=marked.lat.argmax(marked.ts),
        end_lon=marked.lon.argmax(marked.ts),
        first_place=marked.place.argmin(marked.ts, where=marked.in_port),
        last_place=marked.place.argmax(marked.ts, where=marked.in_port),
        stops=marked.stop_begins.sum(),
        stop_ends=marked.stop_ends.sum(),
        gaps=marked.silent.sum(),
        entry=marked.entry.any(),
        exit=marked.leaving.any(),
    )
    joined = whole.join(_stopped_longest(marked), ["track", "visit"])
    hours = (seconds(joined.start, joined.end) / 3600).round(4)
    return joined.mutate(hours=hours).drop("visit")


def _stopped_longest(marked: ir.Table) -> ir.Table:
    """The place of each visit: where the ship lay longest, else where it came nearest."""
    inside = marked.filter(marked.in_port)
    lay = ibis.ifelse(inside.stopped, inside.since.fill_null(0), 0.0)
    each = inside.group_by("track", "visit", "place").agg(
        still=lay.sum(), near=inside.place_km.min()
    )
    order = ibis.window(
        group_by=[each.track, each.visit], order_by=[each.still.desc(), each.near, each.place]
    )
    best = each.mutate(best=ibis.row_number().over(order))
    return best.filter(best.best == 0).select("track", "visit", "place")


def _confidence(visits: ir.Table) -> ir.IntegerValue:
    rested = (visits.stops > 0) | (visits.stop_ends > 0) | (visits.gaps > 0)
    ends = visits.entry.cast("int64") + visits.exit.cast("int64")
    return ibis.cases((rested, ends + 2), (ends > 0, 1), else_=0)
