"""Silences: how long, how far, how fast the ship must have gone meanwhile.

Reach for `gaps` for silences that ended and for `open_gaps` for those that had not when the
data ends. Neither says why a ship was silent: ask `coverage` whether others were heard there
and then. A silence is called an unexplained gap, never more.

Give them tracks rather than raw positions where identities are shared (`segments.tracks`):
two ships under one MMSI hide each other's silences.
"""

import ibis
from ibis.expr import types as ir

from vedette.find.movements.fixes import LONGEST_DAYS, fixes, knots, newest, seconds, steps


def gaps(
    positions: ir.Table, *, hours: float = 12.0, longest_days: float = LONGEST_DAYS
) -> ir.Table:
    """Times between two consecutive fixes of a track that are longer than `hours`.

    The default of 12 h is Global Fishing Watch's: a gap is when "the period of time between
    consecutive positions from a single vessel exceeds a configured threshold", 12 h unless
    configured (https://github.com/GlobalFishingWatch/pipe-gaps, README and `GapDetector`).
    Lloyd's List Intelligence counts from 30 h in the Caspian.

    Returns `subject`, `track`, `start`, `end`, `hours`, the places and reported speeds (knots)
    at both ends, the distance `km` between them and the speed `knots` that it implies.
    """
    step = steps(positions)
    silent = step.filter(step.seconds > hours * 3600, step.seconds <= longest_days * 86_400)
    return silent.select(
        silent.subject,
        silent.track,
        start=silent.prev_ts,
        end=silent.ts,
        hours=(silent.seconds / 3600).round(4),
        start_lat=silent.prev_lat,
        start_lon=silent.prev_lon,
        end_lat=silent.lat,
        end_lon=silent.lon,
        start_sog=silent.prev_sog,
        end_sog=silent.sog,
        km=silent.km.round(3),
        knots=knots(silent.km, silent.seconds).round(3),
    )


def perhaps_silent(row: ir.Table, hours: float) -> ir.BooleanValue:
    """True of every fix that `gaps` finds a silence before, in the rows of `fixes.beside`."""
    return seconds(row.prev_ts, row.ts) > hours * 3600


def open_gaps(
    positions: ir.Table,
    *,
    hours: float = 12.0,
    longest_days: float = LONGEST_DAYS,
    until: ir.TimestampScalar | None = None,
) -> ir.Table:
    """The last fix of each track that was silent for more than `hours` when the data ends.

    `until` is the end of the data; without it, the newest fix of all that no wrong clock made
    (`fixes.newest`). Global Fishing Watch calls this an open gap
    (https://github.com/GlobalFishingWatch/pipe-gaps, README).

    Returns `subject`, `track`, `start`, `until`, `hours`, `start_lat`, `start_lon`, `start_sog`.
    """
    seen = fixes(positions)
    order = ibis.window(group_by=seen.track, order_by=[seen.ts, seen.lat, seen.lon])
    last = seen.select(
        "subject", "track", "ts", "lat", "lon", "sog", later=seen.ts.lead().over(order)
    )
    last = last.filter(last.later.isnull())
    last = last.mutate(until=newest(last, "ts") if until is None else until)
    silent = last.mutate(seconds=seconds(last.ts, last.until))
    silent = silent.filter(silent.seconds > hours * 3600, silent.seconds <= longest_days * 86_400)
    return silent.select(
        "subject",
        "track",
        start=silent.ts,
        until=silent.until,
        hours=(silent.seconds / 3600).round(4),
        start_lat=silent.lat,
        start_lon=silent.lon,
        start_sog=silent.sog,
    )
