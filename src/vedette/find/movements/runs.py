"""Each fix beside the one before it, from files that are in order already: without sorting them.

Reach for `beside`: it gives what `fixes.beside` gives, which is the definition, and three times
as fast where DuckDB reads what the lake has written. The lake keeps each day sorted by subject and
time, so the fix before is nearly always in the row before; sorting ten million rows again to learn
that is most of what a detector would cost.

Nothing is believed about the order of rows: it is looked at. A run is a stretch of rows of one
subject in which each row comes after the row before. Rows within a run are settled as they are
read. The ends of all runs, which are few, are put in order: where the runs of a subject follow
each other in time, as those of one day and the next do, the first fix of one comes after the last
fix of the other. Subjects whose runs overlap, as those that two feeds have heard do, are sorted
after all. So the order of the rows decides how long it takes, and never what is found.
"""

from collections.abc import Callable
from typing import Any

import ibis
from ibis.expr import operations as ops
from ibis.expr import types as ir

from vedette.find.movements import fixes, views
from vedette.find.movements.fixes import CARRIED, in_order
from vedette.find.movements.views import kept, named

Question = Callable[[ir.Table], ir.BooleanValue]
"""What may be asked of a fix and the one before it."""

COLUMNS = ("subject", "track", *CARRIED, *(f"prev_{name}" for name in CARRIED))


def beside(positions: ir.Table) -> ir.Table:
    """Each fix of a subject with the one before it: see `fixes.beside`."""
    return asked(positions, lambda row: ibis.literal(False))[0]


def asked(positions: ir.Table, question: Question) -> tuple[ir.Table, ir.Table]:
    """`beside`, and those of its rows with a fix before for which the answer is yes.

    Both in one pass: what is few is kept as it is read.
    """
    backend = positions.get_backend()
    if backend.name != "duckdb" or {"track", "prev_ts"} & set(positions.columns):
        every = fixes.beside(positions)
        return every, every.filter(every.prev_ts.notnull(), question(every))
    rows = ibis.union(*map(_read, parts(positions)))
    few = kept(rows.filter(~(rows.follows & rows.goes_on) | question(rows)))
    first = kept(_firsts(few.filter(~(few.follows & few.goes_on))))
    mixed = kept(first.filter(first.mixed).select("subject").distinct())
    sorted_ = kept(fixes.beside(positions.semi_join(mixed, "subject")))
    every, answered = (
        ibis.union(
            *(part.select(COLUMNS).anti_join(mixed, "subject") for part in (following, first)),
            sorted_,
        )
        for following in (rows.filter(rows.follows), few.filter(few.follows))
    )
    return named(every), answered.filter(answered.prev_ts.notnull(), question(answered))


def parts(table: ir.Table) -> list[ir.Table]:
    """The tables that a table is the union of; DuckDB reads them side by side."""
    operation: Any = table.op()
    if isinstance(operation, ops.Union) and not operation.distinct:
        return [*parts(operation.left.to_expr()), *parts(operation.right.to_expr())]
    return [table]


def _read(part: ir.Table) -> ir.Table:
    """The fixes with the row before, whether they come after it, and whether the next one does."""
    seen = nullable(fixes.fixes(part).select("subject", "track", *CARRIED))
    row = seen.mutate(
        prev_subject=seen.subject.lag(), **{f"prev_{name}": seen[name].lag() for name in CARRIED}
    )
    follows = ((row.prev_subject == row.subject) & _after(row)).fill_null(False)
    row = row.mutate(follows=follows).drop("prev_subject")
    return row.mutate(goes_on=row.follows.lead().fill_null(False))


def _after(row: ir.Table) -> ir.BooleanValue:
    """The row does not come before the row before it; what is null comes last."""
    last = CARRIED[-1]
    after = row[last].isnull() | (row[f"prev_{last}"] <= row[last])
    for name in reversed(CARRIED[:-1]):
        value, before = row[name], row[f"prev_{name}"]
        after = (before < value) | ((before == value) & after)
    return after


def _firsts(ends: ir.Table) -> ir.Table:
    """The first fixes of runs, after the last fix of the run before; `mixed`: runs overlap.

    Put in order, first and last fixes take turns, unless a run begins before another has ended.
    Of a last and a first fix that say the same the last one comes first.
    """
    order = ibis.window(group_by=ends.subject, order_by=[*in_order(ends), ~ends.follows])
    open_ = ends.goes_on.lag().over(order).fill_null(False)
    before = {f"prev_{name}": ends[name].lag().over(order) for name in CARRIED}
    both = ends.mutate(mixed=open_ != ends.follows, **before)
    return both.filter(~both.follows | both.mixed)


def nullable(table: ir.Table) -> ir.Table:
    """The same, and any column may be null: only then do unions and first fixes fit together."""
    return table.cast(views.nullable(table.schema()))
