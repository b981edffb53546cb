"""Deeper or higher in the water, and no port visit that explains it.

Reach for `draught_changes`. A draught is typed in by the crew, often late and rounded; a change
without a visit may be a correction. It may also be cargo taken or given at sea, or in a port
where the ship was not heard: a gap in the same time is given beside it.
"""

from ibis.expr import types as ir

from vedette.find.movements.fixes import seconds
from vedette.find.movements.identity import spells


def draught_changes(
    identities: ir.Table,
    visits: ir.Table,
    gaps: ir.Table,
    *,
    metres: float = 1.0,
    reports: int = 2,
) -> ir.Table:
    """Changes of reported draught of at least `metres` between which no port visit lies.

    1 m is RadianceFleet's threshold for a Panamax (1.5 m for an Aframax, 2 m for a Suezmax, 3 m
    for a VLCC: https://github.com/RadianceFleet/RadianceFleet); the smallest is the default,
    because the class of a ship is seldom known. `visits` is what `port_visits` gives, `gaps`
    what `gaps` gives.

    Returns `subject`, `before` and `after` in metres (as typed: `said_before`, `said_after`),
    `change`, `start` (last time the old draught was reported), `end` (first time the new one
    was), `hours`, and `gap_hours`, the longest silence that overlaps this time (0 without one).
    """
    spell = spells(identities, "draught", reports=reports)
    change = spell.filter(spell.prev_value.notnull(), spell.prev_until <= spell.since)
    change = change.select(
        subject=change.key,
        before=change.prev_value.cast("float64"),
        after=change.value.cast("float64"),
        said_before=change.prev_value,
        said_after=change.value,
        start=change.prev_until,
        end=change.since,
    )
    change = change.mutate(change=(change.after - change.before).round(2))
    change = change.filter(change.change.abs() >= metres)
    explained = _overlapping(change, visits).select("subject", "end").distinct()
    left = change.anti_join(explained, ["subject", "end"])
    silent = _overlapping(left, gaps)
    longest = silent.group_by("subject", "end").agg(gap_hours=silent.between_hours.max())
    joined = left.left_join(longest, ["subject", "end"])
    return joined.select(
        *left.columns,
        hours=(seconds(joined.start, joined.end) / 3600).round(4),
        gap_hours=joined.gap_hours.fill_null(0.0),
    )


def _overlapping(change: ir.Table, between: ir.Table) -> ir.Table:
    """Each change with each visit or gap of the same subject that overlaps its time."""
    times = between.select(
        "subject", from_="start", to="end", between_hours=between.hours.cast("float64")
    )
    both = change.join(times, "subject")
    return both.filter(both.from_ <= both.end, both.to >= both.start)
