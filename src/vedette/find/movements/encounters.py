"""Ships that stayed together at sea: side by side, slowly, for hours, away from any port.

Reach for `encounters`. It asks where each ship was at fixed times, ten minutes apart, pairs the
ships that were near each other at the same time, and joins the times of a pair into one
encounter for as long as no time is known at which they were apart.

The hard part is asking at fixed times. A place between two fixes is interpolated on the straight
line, as long as the fixes are not farther apart than `interpolate_hours`; across the dateline
the line goes the short way. All pairs are found by an equality join on time and grid cell.
"""

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.fixes import (
    beside,
    bucket,
    bucket_of,
    epoch_us,
    knots,
    once_per,
    seconds,
    time_of,
)
from vedette.find.movements.fixes import last as last_of
from vedette.find.movements.places import away_from


def encounters(
    positions: ir.Table,
    places: ir.Table | None = None,
    last: ir.Table | None = None,
    *,
    distance_km: float = 0.5,
    minutes: float = 120.0,
    speed_knots: float = 2.0,
    port_km: float = 10.0,
    every_minutes: int = 10,
    interpolate_hours: float = 1.0,
    bridge_hours: float = 4.0,
) -> ir.Table:
    """Pairs of tracks that stayed within `distance_km` of each other for at least `minutes`.

    500 m, 2 h, a median speed under 2 kn and at least 10 km from any port or anchorage is
    Global Fishing Watch's encounter (https://globalfishingwatch.org/faqs/what-is-vessel-encounter/
    and https://github.com/GlobalFishingWatch/pipe-encounters: looks every 10 minutes, gaps of up
    to 1 h interpolated). `bridge_hours` is ours: a silence of both that is longer ends the
    encounter. Where `places` are given, looks within `port_km` of one do not count. `last` are
    the last fixes of the tracks (`fixes.last`), where known.

    Returns one row per pair and encounter, `subject` before `other` in the alphabet: `start`,
    `end`, `hours`, the place of `subject` at both ends, the mean place, `looks` (times at which
    they were together), the median `km` between them, the median speed `knots`, and the times of
    the last real fix of either before the first and the last look.
    """
    ships = _numbered(last_of(positions) if last is None else last)
    looks = _looks(positions, ships, every_minutes * 60, interpolate_hours * 3600)
    if places is not None:
        looks = away_from(looks, places, port_km)
    together = _together(looks, distance_km)
    runs = _runs(together, every_minutes * 60, bridge_hours * 3600)
    met = _summary(runs, ships, every_minutes * 60)
    long = seconds(met.start, met.end) >= minutes * 60
    met = met.filter(long, met.knots < speed_knots)
    return met.mutate(km=met.km.round(4), knots=met.knots.round(4))


def _numbered(last: ir.Table) -> ir.Table:
    """The tracks with numbers in the order of the alphabet, which cost less to compare."""
    number = ibis.row_number().over(ibis.window(order_by=last.track))
    return last.select("subject", "track", ship=number)


def _looks(positions: ir.Table, ships: ir.Table, every: int, longest: float) -> ir.Table:
    """Where each ship was at each full `every` seconds, and when it is looked at next."""
    step = beside(positions)
    first, last = -bucket_of(-epoch_us(step.prev_ts), every), bucket(step.ts, every)
    waited = seconds(step.prev_ts, step.ts)
    usable = step.mutate(seconds=waited, first=first, last=last)
    usable = usable.filter(
        usable["first"] <= usable["last"], usable.seconds > 0, usable.seconds < longest
    )
    at = once_per(usable, "look", usable["first"], usable["last"])
    at = at.join(ships.select("track", "ship"), "track")
    moment = at.look * (every * 1_000_000)
    part = (moment - epoch_us(at.prev_ts)) / (at.seconds * 1e6)
    look = at.select(
        "ship",
        "look",
        fix="prev_ts",
        lat=at.prev_lat + (at.lat - at.prev_lat) * part,
        lon=sphere.wrapped(at.prev_lon + sphere.wrapped(at.lon - at.prev_lon) * part),
        turn=at.look * 2 + (moment == epoch_us(at.prev_ts)).cast("int64"),
    )
    # A fix right at the time asked for ends one step and begins the next: it counts once, and
    # always as the end of the first, in whatever order the rows lay. One number is the order, for
    # that takes half the time of two.
    steady = ibis.window(group_by=look.ship, order_by=look.turn)
    before = {name: look[name].lag().over(steady) for name in ("lat", "lon", "look")}
    after = [look.look.lead(count).over(steady) for count in (1, 2)]
    look = look.mutate(
        following=ibis.ifelse(after[0] > look.look, *after),
        was_lat=before["lat"],
        was_lon=before["lon"],
        waited=(look.look - before["look"]) * every,
    )
    return look.filter(look.waited.isnull() | (look.waited > 0)).drop("turn")


def _together(looks: ir.Table, distance_km: float) -> ir.Table:
    """The looks at which two ships were within the distance, each pair once."""
    one = looks.mutate(cell=sphere.cell(looks.lat, looks.lon, 2 * distance_km))
    two = sphere.ahead(looks, "lat", "lon", distance_km)
    two = two.rename({f"other_{name}": name for name in two.columns if name not in KEYS})
    pair = one.join(two, ["look", "cell"])
    # Two in one cell meet twice, two in different cells once and in either order.
    pair = pair.filter(pair.ahead | (pair.ship < pair.other_ship))
    pair = pair.mutate(km=sphere.km(pair.lat, pair.lon, pair.other_lat, pair.other_lon))
    return _in_order(pair.filter(pair.km <= distance_km).drop("ahead"))


def _in_order(pair: ir.Table) -> ir.Table:
    """The same with the two sides changed where `ship` comes after `other_ship`."""
    turned = pair.ship > pair.other_ship
    sides = [name for name in pair.columns if f"other_{name}" in pair.columns]
    chosen = {}
    for name in sides:
        one, two = pair[name], pair[f"other_{name}"]
        chosen[name] = ibis.ifelse(turned, two, one)
        chosen[f"other_{name}"] = ibis.ifelse(turned, one, two)
    return pair.mutate(**chosen)


KEYS = ("look", "cell", "ahead")


def _runs(together: ir.Table, every: int, bridge: float) -> ir.Table:
    """Numbers the looks of a pair by encounter: a new one begins where they are known apart.

    Both were looked at in between, yet not together: of either the look that followed was earlier.
    """
    pair = ibis.window(group_by=[together.ship, together.other_ship], order_by=together.look)
    before, following, other_following = (
        together[name].lag().over(pair) for name in ("look", "following", "other_following")
    )
    apart = (following < together.look) & (other_following < together.look)
    silent = (together.look - before) * every > bridge
    begun = together.mutate(begins=(before.isnull() | apart | silent).cast("int64"))
    return begun.mutate(
        run=begun.begins.sum().over(
            ibis.window(
                group_by=[begun.ship, begun.other_ship],
                order_by=begun.look,
                preceding=None,
                following=0,
            )
        )
    )


def _summary(runs: ir.Table, ships: ir.Table, every: int) -> ir.Table:
    """One row per run of two ships that are not one subject in two tracks."""
    moved = sphere.km(runs.was_lat, runs.was_lon, runs.lat, runs.lon)
    speed = knots(moved, runs.waited.cast("float64"))
    runs = runs.mutate(speed=ibis.ifelse(runs.begins == 0, speed, ibis.null("float64")))
    east, north = runs.lon.radians().cos().mean(), runs.lon.radians().sin().mean()
    first, last = runs.look.min(), runs.look.max()
    met = runs.group_by("ship", "other_ship", "run").agg(
        first=first,
        last=last,
        start_fix=runs.fix.argmin(runs.look),
        end_fix=runs.fix.argmax(runs.look),
        other_start_fix=runs.other_fix.argmin(runs.look),
        other_end_fix=runs.other_fix.argmax(runs.look),
        start_lat=runs.lat.argmin(runs.look),
        start_lon=runs.lon.argmin(runs.look),
        end_lat=runs.lat.argmax(runs.look),
        end_lon=runs.lon.argmax(runs.look),
        lat=runs.lat.mean(),
        lon=north.atan2(east).degrees(),
        looks=runs.count(),
        km=runs.km.median(),
        knots=runs.speed.median(),
    )
    others = ships.select(other_ship="ship", other="subject", other_track="track")
    met = met.join(ships, "ship").join(others, "other_ship")
    met = met.filter(met.subject != met.other)
    return met.select(
        "subject",
        "track",
        "other",
        "other_track",
        start=time_of(met["first"] * every),
        end=time_of(met["last"] * every),
        hours=((met["last"] - met["first"]) * every / 3600).round(4),
        **{name: met[name].round(7) for name in PLACES},
        looks=met.looks,
        km=met.km,
        knots=met.knots,
        **{name: met[name] for name in FIXES},
    )


FIXES = ("start_fix", "end_fix", "other_start_fix", "other_end_fix")
PLACES = ("start_lat", "start_lon", "end_lat", "end_lon", "lat", "lon")
