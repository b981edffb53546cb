"""What was said, kept small: old runs of the same value become one.

Reach for `joined` before an identities table is kept for later. A run is a value that a subject
repeated within one release; over a year of hourly releases there are many thousands of the same.
Runs that may still be divided by what comes late are left alone, and so are those of subjects
that share an IMO number: who used it in between is what `identity` looks for.
"""

from datetime import datetime

import ibis
from ibis.expr import types as ir

from vedette.find.movements.views import kept, view


def joined(identities: ir.Table, settled: datetime) -> ir.Table:
    """The table with runs of one value that follow each other, and ended before `settled`, as
    one: the first one's source and release, all their reports."""
    old = identities.last_seen < ibis.literal(settled, "timestamp('UTC')")
    return view(_joined, kept(identities.mutate(old=old)))


def _joined(identities: ir.Table) -> ir.Table:
    """`joined` of a table that says of each run whether it is settled: `old`."""
    imo = identities.filter(identities.attribute == "imo")
    several = imo.group_by("value").agg(users=imo.subject.nunique()).filter(ibis._.users > 1)
    shared = imo.semi_join(several, "value").select("subject").distinct()
    alone = identities.anti_join(shared, "subject").select("subject").distinct()
    marked = identities.left_join(alone.mutate(alone=ibis.literal(True)), "subject")
    marked = marked.mutate(old=marked.old & marked.alone.fill_null(False))
    numbered = _numbered(marked)
    keys = ("subject", "attribute", "value", "number")
    whole = numbered.group_by(*keys).agg(
        source=numbered.source.argmin(numbered.place),
        release=numbered.release.argmin(numbered.place),
        first_seen=numbered.first_seen.min(),
        last_seen=numbered.last_seen.max(),
        reports=numbered.reports.sum(),
    )
    return whole.select(identities.drop("old").columns)


def _numbered(runs: ir.Table) -> ir.Table:
    """Numbers the runs of each subject and attribute; old ones of one value share a number."""
    own = [runs.subject, runs.attribute]
    order = [runs.first_seen, runs.last_seen, runs.value, runs.release]
    window = ibis.window(group_by=own, order_by=order)
    goes_on = runs.old & runs.old.lag().over(window) & (runs.value == runs.value.lag().over(window))
    marked = runs.mutate(
        begins=(~goes_on.fill_null(False)).cast("int64"), place=ibis.row_number().over(window)
    )
    return marked.mutate(
        number=marked.begins.sum().over(
            ibis.window(
                group_by=[marked.subject, marked.attribute],
                order_by=marked.place,
                preceding=None,
                following=0,
            )
        )
    )
