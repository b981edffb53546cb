"""The door of every detector: which positions count as fixes, and each fix beside the last one.

Reach for `fixes` before anything else, for `beside` when a detector wants to know the fix before,
and for `steps` when it looks at the way between the two. Fixes without a place or with an
impossible one are left out; duplicates and fixes that arrived out of order do no harm, because
the order here is that of their time stamps, then of their place and speed. `track` is the ship
behind the subject (see `segments`); where nobody has split the subjects yet it is the subject.
"""

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere

LONGEST_DAYS = 366.0
"""A longer silence says that a clock was wrong or a number was given to another ship."""

CARRIED = ("ts", "lat", "lon", "sog")
"""What a fix knows of the one before it. They also are the order of fixes, one after the other."""


@ibis.udf.scalar.builtin(signature=(("timestamp('UTC')",), "int64"))
def epoch_us(ts):  # type: ignore[no-untyped-def]
    """Microseconds since 1970. DuckDB has it; `engine.spark` teaches it to Spark."""


def fixes(positions: ir.Table) -> ir.Table:
    """The positions that have a time and a possible place, with a `track` column."""
    if "track" not in positions.columns:
        positions = positions.mutate(track=positions.subject)
    lat, lon = positions.lat, positions.lon
    return positions.filter(
        positions.ts.notnull(),
        positions.track.notnull(),
        lat.between(-90, 90),
        lon.between(-180, 180),
    )


def beside(positions: ir.Table) -> ir.Table:
    """Each fix with the one before it on its track; the first of a track has null there.

    Columns: `subject`, `track`, those in `CARRIED`, and the same with ``prev_`` for the fix before.
    Where that has been done already (`runs.beside` gives the same without sorting) the table is
    given back as it is.
    """
    if "prev_ts" in positions.columns:
        return positions
    seen = fixes(positions)
    before = ibis.window(group_by=seen.track, order_by=in_order(seen))
    return seen.select(
        "subject",
        "track",
        *CARRIED,
        **{f"prev_{name}": seen[name].lag().over(before) for name in CARRIED},
    )


def last(positions: ir.Table) -> ir.Table:
    """The last fix of each track: `subject`, `track` and those in `CARRIED`."""
    seen = fixes(positions)
    newest = seen.group_by("track").agg(ts=seen.ts.max())
    seen = seen.semi_join(newest, ["track", "ts"])  # few are left to be put in order
    latest = [column.desc(nulls_first=True) for column in in_order(seen)]
    place = ibis.row_number().over(ibis.window(group_by=seen.track, order_by=latest))
    numbered = seen.select("subject", "track", *CARRIED, place=place)
    return numbered.filter(numbered.place == 0).drop("place")


def in_order(seen: ir.Table) -> list[ir.Value]:
    """What puts the fixes of one track in order: time, then place, then the speed reported."""
    return [seen[name] for name in CARRIED]


def steps(positions: ir.Table) -> ir.Table:
    """Each fix of a track beside the one before it; first fixes have none and are left out.

    Columns: `subject`, `track`, those in `CARRIED`, the same with ``prev_`` for the fix before,
    and `seconds` and `km` between the two.
    """
    both = beside(positions)
    both = both.filter(both.prev_ts.notnull())
    return both.select(
        "subject",
        "track",
        *CARRIED,
        *(f"prev_{name}" for name in CARRIED),
        seconds=seconds(both.prev_ts, both.ts),
        km=sphere.km(both.prev_lat, both.prev_lon, both.lat, both.lon),
    )


def newest(times: ir.Table, name: str) -> ir.TimestampScalar:
    """The last of these times, wrong clocks set aside.

    When does the data end? Of the times at which each ship was last heard some may say 1970 or
    2038: as long as they are fewer than half, they lie beyond a hole of more than `LONGEST_DAYS`
    from the middle one.
    """
    time = times[name]
    seen = times.select(time=time, after=time.lead().over(ibis.window(order_by=time)))
    hole = _hole(seen.time, seen.after) & (epoch_us(seen.time) >= _middle(seen))
    return ibis.coalesce(seen.time.min(where=hole), seen.time.max()).as_scalar()


def oldest(times: ir.Table, name: str) -> ir.TimestampScalar:
    """The first of these times, wrong clocks set aside: see `newest`."""
    time = times[name]
    seen = times.select(time=time, before=time.lag().over(ibis.window(order_by=time)))
    hole = _hole(seen.before, seen.time) & (epoch_us(seen.time) <= _middle(seen))
    return ibis.coalesce(seen.time.max(where=hole), seen.time.min()).as_scalar()


def _hole(start: ir.TimestampValue, end: ir.TimestampValue) -> ir.BooleanValue:
    return (seconds(start, end) > LONGEST_DAYS * 86_400).fill_null(False)


def _middle(seen: ir.Table) -> ir.NumericScalar:
    return epoch_us(seen.time).median().as_scalar()


def stacked(first: ir.Table, *others: ir.Table) -> ir.Table:
    """The rows of all, with the columns of the first; any of them may be null."""
    types = {name: kind.copy(nullable=True) for name, kind in first.schema().items()}
    return ibis.union(*(table.select(*types).cast(types) for table in (first, *others)))


def seconds(start: ir.TimestampValue, end: ir.TimestampValue) -> ir.FloatingValue:
    """Seconds from `start` to `end`, to the microsecond."""
    return (epoch_us(end) - epoch_us(start)).cast("float64") / 1e6


def knots(km: ir.FloatingValue, seconds: ir.FloatingValue) -> ir.FloatingValue:
    """The speed that `km` in `seconds` implies; null when no time has passed."""
    return km / sphere.KM_PER_NM / (seconds.nullif(0.0) / 3600)


def bucket(ts: ir.TimestampValue, seconds: int) -> ir.IntegerValue:
    """The number of the period of `seconds` since 1970 in which `ts` lies."""
    return bucket_of(epoch_us(ts), seconds)


def bucket_of(us: ir.IntegerValue, seconds: int) -> ir.IntegerValue:
    """`bucket` for microseconds since 1970."""
    return (us / (seconds * 1_000_000)).floor().cast("int64")


def once_per(table: ir.Table, name: str, first: ir.IntegerValue, last: ir.IntegerValue) -> ir.Table:
    """The table once for each number from `first` to `last`, in the new column `name`.

    The ends are columns of their own first, because Spark does not call functions of ours where
    it multiplies rows. Rows whose last number is before the first are left out.
    """
    ended = table.mutate(first_=first, last_=last)
    ended = ended.filter(ended.last_ >= ended.first_)
    numbered = ended.mutate(ibis.range(ended.first_, ended.last_ + 1).unnest().name(name))
    return numbered.drop("first_", "last_")


def time_of(seconds: ir.IntegerValue) -> ir.TimestampValue:
    """The time so many whole seconds after 1970, in UTC."""
    return seconds.as_timestamp("s").cast("timestamp('UTC')")
