"""Loitering and drifting: a ship that goes nowhere, far from any port.

Reach for `loitering`. It takes the mean speed of each hour and joins hours that are slow. Where
places are given, hours near one do not count: lying at anchor is not loitering.
"""

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.fixes import bucket, knots, seconds, steps
from vedette.find.movements.places import away_from

HOUR = 3600


def loitering(
    positions: ir.Table,
    places: ir.Table | None = None,
    *,
    speed_knots: float = 2.0,
    hours: float = 4.0,
    port_km: float = 10.0,
    bridge_hours: float = 12.0,
) -> ir.Table:
    """Tracks whose hourly mean speed stayed below `speed_knots` for at least `hours`.

    An hour's speed is the distance sailed up to each of its fixes over the time that took; the
    hours of a track that follow each other are joined. That is Global Fishing Watch's definition
    (https://github.com/GlobalFishingWatch/pipe-loitering): 2 kn; its map asks for 4 h and 20 nm
    from shore. Instead of the shore we ask for `port_km` from any of `places` (their 10 km for
    encounters), because most of the Caspian is within 20 nm of a shore. `bridge_hours` is ours, as
    long as the silence that is a gap: nobody knows how a longer one was spent.

    Returns `subject`, `track`, `start`, `end`, `hours`, both places, the `km` sailed, the `km`
    between both ends (`away_km`) and the mean speed `knots`.
    """
    longest = bridge_hours * HOUR
    step = steps(positions).filter(ibis._.seconds <= longest)
    if places is not None:
        step = away_from(step, places, port_km)
    hourly = _hourly(step)
    slow = hourly.mutate(slow=(knots(hourly.km, hourly.seconds) < speed_knots).fill_null(False))
    return _merged(slow, hours * HOUR, longest)


def _hourly(step: ir.Table) -> ir.Table:
    """Distance and time per track and hour, with the first and the last fix."""
    hourly = step.mutate(hour=bucket(step.ts, HOUR))
    return hourly.group_by("subject", "track", "hour").agg(
        start=hourly.prev_ts.min(),
        end=hourly.ts.max(),
        start_lat=hourly.prev_lat.argmin(hourly.prev_ts),
        start_lon=hourly.prev_lon.argmin(hourly.prev_ts),
        end_lat=hourly.lat.argmax(hourly.ts),
        end_lon=hourly.lon.argmax(hourly.ts),
        km=hourly.km.sum(),
        seconds=hourly.seconds.sum(),
    )


def _merged(hourly: ir.Table, least: float, bridge: float) -> ir.Table:
    """Slow hours in a row as one row: what differs is how many fast hours and long silences came
    before."""
    before = ibis.window(group_by=hourly.track, order_by=hourly.hour)
    silent = (seconds(hourly.end.lag().over(before), hourly.start) > bridge).fill_null(False)
    breaks = (~hourly.slow).cast("int64") + silent.cast("int64")
    marked = hourly.mutate(breaks=breaks)
    order = ibis.window(group_by=marked.track, order_by=marked.hour, preceding=None, following=0)
    numbered = marked.mutate(breaks_before=marked.breaks.sum().over(order))
    slow = numbered.filter(numbered.slow)
    run = slow.group_by("subject", "track", "breaks_before").agg(
        start=slow.start.min(),
        end=slow.end.max(),
        start_lat=slow.start_lat.argmin(slow.start),
        start_lon=slow.start_lon.argmin(slow.start),
        end_lat=slow.end_lat.argmax(slow.end),
        end_lon=slow.end_lon.argmax(slow.end),
        km=slow.km.sum(),
        seconds=slow.seconds.sum(),
    )
    long = run.filter(seconds(run.start, run.end) >= least)
    return long.mutate(
        hours=(seconds(long.start, long.end) / 3600).round(4),
        knots=knots(long.km, long.seconds).round(4),
        km=long.km.round(3),
        away_km=sphere.km(long.start_lat, long.start_lon, long.end_lat, long.end_lon).round(3),
    ).drop("breaks_before", "seconds")
