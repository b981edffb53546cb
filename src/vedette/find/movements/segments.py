"""Segments first: which ship is it? One identity may be several ships, and fixes may be wrong.

Reach for `tracks` before any other detector: it gives every position the `track` of a physically
possible ship, and none to outliers. Reach for `shared_identity` for the identities that several
ships used at the same time.

The hard part is that telling ships apart goes fix by fix (see `untangle`), while tables want to
be told everything at once. So the subjects that need it are found first: where every fix can be
sailed to from the one before, the loop would find one ship, and it is not run. Only the others
go through the loop, subject by subject: in this process under DuckDB, on the workers under Spark.
Aircraft are left as they are; `jumps` looks at them.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import ibis
import numpy as np
import pyarrow as pa
from ibis.expr import types as ir

from vedette.find.movements import runs, sphere
from vedette.find.movements.arrays import chosen, numbers, values
from vedette.find.movements.engine import arrow
from vedette.find.movements.fixes import CARRIED, beside, fixes, in_order, knots, seconds, steps
from vedette.find.movements.fixes import last as fixes_last
from vedette.find.movements.untangle import OUTLIER, untangle
from vedette.find.movements.views import brought, made, named, view

Rule = Mapping[str, float]

ROWS = 1_000_000
"""Positions of tangled subjects in memory at once."""

SHORT_NM2 = 1600.0
"""How the speed limit grows as the distance shrinks: see `untangle`."""


class ToldApart(NamedTuple):
    """What `told_apart` gives, made of the same positions."""

    identities: ir.Table
    """`fixes.beside` of the identities as they are, outliers and all."""
    tracks: ir.Table
    """The fixes with the `track` of the ship they belong to; null for outliers."""
    steps: ir.Table
    """`fixes.beside` of these."""
    last: ir.Table
    """`fixes.last` of these."""
    several: ir.Table
    """Those of `tracks` whose identity had to be looked at fix by fix; few."""
    leaps: ir.Table
    """Those of `identities` of which it was asked whether they are `leaps`."""
    silences: ir.Table
    """Those of `steps` of which it was asked whether they are `silences`."""


def tracks(
    positions: ir.Table,
    *,
    max_knots: float = 25.0,
    max_hours: float = 24.0,
    near_nm: float = 100.0,
) -> ir.Table:
    """The fixes with the `track` of the ship they belong to; null for outliers.

    25 kn, 24 h and 100 nm are the defaults of gpsdio-segment 0.10
    (https://github.com/GlobalFishingWatch/gpsdio-segment). The track of an identity that only
    one ship used is the identity itself; otherwise ``identity@time of its first fix``.
    """
    return told_apart(positions, max_knots=max_knots, max_hours=max_hours, near_nm=near_nm).tracks


def _never(row: ir.Table) -> ir.BooleanValue:
    return ibis.literal(False)


def told_apart(
    positions: ir.Table,
    *,
    max_knots: float,
    max_hours: float,
    near_nm: float,
    leaps: runs.Question = _never,
    silences: runs.Question = _never,
) -> ToldApart:
    """The fixes by identity and by ship, each beside the one before it; see `tracks`.

    Whoever only wants the steps with a certain answer asks here, and gets them of the same pass.
    """
    too_fast = partial(_perhaps_too_fast, max_knots=max_knots)
    every, last, (odd, leaping, silent) = runs.asked(positions, too_fast, leaps, silences)
    found = made(tangled, odd, max_knots=max_knots, max_hours=max_hours)
    positions = named(positions)
    if not len(arrow(found)):
        seen = view(_seen, positions)
        return ToldApart(every, seen, every, last, seen.filter(False), leaping, silent)
    rule = {"knots": max_knots, "hours": max_hours, "near_nm": near_nm}
    told = _told_apart(made(_seen_of, positions, found), rule)
    own = made(beside, told)
    return ToldApart(
        identities=every,
        tracks=view(runs.instead, view(_seen, positions), found, told),
        steps=view(runs.instead, every, found, own),
        last=view(runs.instead, last, found, view(fixes_last, told)),
        several=told,
        leaps=leaping,
        silences=view(runs.instead, silent, found, view(runs.answering, own, question=silences)),
    )


def _seen(positions: ir.Table) -> ir.Table:
    return runs.nullable(fixes(positions))


def _seen_of(positions: ir.Table, subjects: ir.Table) -> ir.Table:
    seen = _seen(positions).semi_join(subjects, "subject").drop("track")
    return seen.mutate(reported=seen.sog.cast("float64").fill_null(0.0))


def tangled(positions: ir.Table, *, max_knots: float = 25.0, max_hours: float = 24.0) -> ir.Table:
    """The ships' identities with a step that no single ship can make, in the column `subject`.

    The speed limit grows as the distance shrinks, as `untangle` explains; beyond `max_hours` the
    reported speed no longer counts.
    """
    step = steps(positions)
    nm = step.km / sphere.KM_PER_NM
    reported = ibis.greatest(step.sog.fill_null(0), step.prev_sog.fill_null(0)) * 1.1
    near = step.seconds <= max_hours * 3600
    limit = ibis.ifelse(near, ibis.greatest(reported, max_knots), max_knots)
    allowed = limit * (1 + SHORT_NM2 / (nm * nm).nullif(0.0)).fill_null(1.0)
    impossible = ibis.ifelse(
        step.seconds == 0, nm >= max_knots / 60, knots(step.km, step.seconds) > allowed
    )
    ship = step.subject.startswith("mmsi:")
    return step.filter(ship, impossible).select("subject").distinct()


def _perhaps_too_fast(row: ir.Table, max_knots: float) -> ir.BooleanValue:
    """True of every impossible step and of few others, and asks for no sine of any.

    A way is at most its length on a flat chart, and the speed it may take shrinks as it grows.
    Squared, for want of a root; first the speed that is allowed at any distance.
    """
    way2 = sphere.chart_km2(row.prev_lat, row.prev_lon, row.lat, row.lon)
    waited = seconds(row.prev_ts, row.ts)
    allowed2 = waited * waited * (max_knots * sphere.KM_PER_NM / 3600) ** 2
    short = SHORT_NM2 * sphere.KM_PER_NM**2
    return (way2 > allowed2) & (way2 * way2 * way2 > allowed2 * (way2 + short) * (way2 + short))


def _told_apart(rows: ir.Table, rule: Rule) -> ir.Table:
    """These fixes with their tracks, as a table of the same engine."""
    backend = rows.get_backend()
    if backend.name == "pyspark":
        return _on_workers(backend, rows, rule)
    told = [
        brought(split(arrow(view(_portion, rows, first=first, last=last)), rule), backend)
        for first, last in _portions(rows)
    ]
    return named(ibis.union(*told)) if len(told) > 1 else told[0]


def _portion(rows: ir.Table, *, first: str, last: str) -> ir.Table:
    """The rows of the subjects from the first to the last, in order."""
    part = rows.filter(rows.subject >= first, rows.subject <= last)
    return part.order_by("subject", *in_order(part))


def _portions(rows: ir.Table) -> Iterator[tuple[str, str]]:
    """The first and the last subject of portions of about `ROWS` positions."""
    counted = arrow(view(_counted, rows)).sort_by("subject")
    first, size = None, 0
    for subject, count in zip(*map(values, counted.columns), strict=True):
        first, size = first or subject, size + count
        if size >= ROWS:
            yield first, subject
            first, size = None, 0
    if first:
        yield first, subject


def _counted(rows: ir.Table) -> ir.Table:
    return rows.group_by("subject").agg(fixes=rows.count())


def _on_workers(backend: Any, rows: ir.Table, rule: Rule) -> ir.Table:
    """On Spark each subject goes to a worker whole, as an Arrow table."""
    from pyspark.sql.types import StringType, StructField, StructType

    frame = backend._session.sql(backend.compile(rows))
    chosen = dict(rule)

    def work(rows: pa.Table) -> pa.Table:
        return split(rows.sort_by([(name, "ascending") for name in CARRIED]), chosen)

    fields = [field for field in frame.schema.fields if field.name != "reported"]
    schema = StructType([*fields, StructField("track", StringType())])
    told = frame.groupBy("subject").applyInArrow(work, schema).cache()
    name = ibis.util.gen_name("vedette_tracks")
    told.createOrReplaceTempView(name)
    return backend.table(name)


def split(rows: pa.Table, rule: Rule) -> pa.Table:
    """Positions sorted by subject and time, with a `track` column instead of `reported`.

    That is the speed reported, which nobody may have: 0 says as much about how fast a ship can go.
    """
    seconds = numbers(rows["ts"]) / 1e6
    lat, lon, sog = (numbers(rows[name]) for name in ("lat", "lon", "reported"))
    subject = rows["subject"].combine_chunks().dictionary_encode()
    codes = numbers(pa.chunked_array([subject.indices]))
    bounds = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
    names: list[str] = []
    track = np.empty(len(codes), dtype=np.int32)
    for start, end in pairwise(bounds):
        if start == end:
            continue
        part = slice(start, end)
        _, ship = untangle(seconds[part], lat[part], lon[part], sog[part], **rule)
        track[part] = np.where(ship == OUTLIER, OUTLIER, ship + len(names))
        names += _names(rows["subject"][start].as_py(), seconds[part], ship)
    return rows.drop_columns("reported").append_column("track", chosen(names, track))


def _names(subject: str, seconds: Any, ship: Any) -> list[str]:
    """The track of each ship number."""
    ships, first = np.unique(ship[ship >= 0], return_index=True)
    if len(ships) == 1:
        return [subject]
    times = seconds[np.flatnonzero(ship >= 0)[first]].tolist()
    begun = [datetime.fromtimestamp(math.floor(time), UTC) for time in times]
    return [f"{subject}@{time:%Y-%m-%dT%H:%M:%SZ}#{n}" for n, time in enumerate(begun)]


def shared_identity(tracks: ir.Table, *, switches: int = 3) -> ir.Table:
    """Identities that several ships used at the same time.

    Between two consecutive fixes of an identity its track changes: a switch. Two ships in turn
    give many; at least `switches` are wanted, because one ship that is followed by another gives
    one (ours). Global Fishing Watch compares the summed time of segments with the active time of
    the number; both are here too (`ship_hours`, `active_hours`).

    Returns per identity `ships`, `switches`, and the two fixes of the widest switch: `start`,
    `end`, their places, tracks, `km`, `hours` and `knots`.
    """
    seen = fixes(tracks)
    split = seen.filter(seen.track != seen.subject)
    order = ibis.window(group_by=split.subject, order_by=in_order(split))
    step = split.select(
        "subject",
        "track",
        "ts",
        "lat",
        "lon",
        **{f"prev_{name}": split[name].lag().over(order) for name in ("track", "ts", "lat", "lon")},
    )
    switch = step.filter(step.track != step.prev_track)
    switch = switch.mutate(
        km=sphere.km(switch.prev_lat, switch.prev_lon, switch.lat, switch.lon).round(3)
    )
    rank = ibis.row_number().over(
        ibis.window(group_by=switch.subject, order_by=[switch.km.desc(), switch.ts])
    )
    counted = switch.mutate(
        rank=rank, switches=switch.count().over(ibis.window(group_by=switch.subject))
    )
    widest = counted.filter(counted["rank"] == 0, counted.switches >= switches)
    life = _lives(split)
    both = widest.join(life, "subject")
    elapsed = seconds(both.prev_ts, both.ts)
    return both.select(
        "subject",
        "ships",
        "switches",
        start=both.prev_ts,
        end=both.ts,
        hours=(elapsed / 3600).round(4),
        start_lat=both.prev_lat,
        start_lon=both.prev_lon,
        end_lat=both.lat,
        end_lon=both.lon,
        start_track=both.prev_track,
        end_track=both.track,
        km=both.km,
        knots=knots(both.km, elapsed).round(1),
        ship_hours=both.ship_hours,
        active_hours=both.active_hours,
    )


def _lives(split: ir.Table) -> ir.Table:
    """Per identity: its ships, the sum of their hours, and the hours of the identity."""
    each = split.group_by("subject", "track").agg(first=split.ts.min(), last=split.ts.max())
    each = each.mutate(seconds=seconds(each["first"], each["last"]))
    all_ = each.group_by("subject").agg(
        ships=each.count(),
        ship_hours=(each.seconds.sum() / 3600).round(2),
        first=each["first"].min(),
        last=each["last"].max(),
    )
    hours = (seconds(all_["first"], all_["last"]) / 3600).round(2)
    return all_.mutate(active_hours=hours).drop("first", "last")
