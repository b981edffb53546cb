"""Each fix beside the one before it, from files that are in order already: without sorting them.

Reach for `beside`: it gives what `fixes.beside` gives, which is the definition, and three times
as fast where DuckDB reads what the lake has written. The lake keeps each day sorted by subject and
time, so the fix before is nearly always in the row before; sorting ten million rows again to learn
that is most of what a detector would cost. Reach for `asked` when only few steps matter: what it
answers is kept in the same pass, and nobody looks at all rows again.

Nothing is believed about the order of rows: it is looked at. A run is a stretch of rows of one
subject in which each row comes after the row before. Rows within a run are settled as they are
read. The ends of all runs, which are few, are put in order: where the runs of a subject follow
each other in time, as those of one day and the next do, the first fix of one comes after the last
fix of the other. Subjects whose runs overlap, as those that two feeds have heard do, are sorted
after all. So the order of the rows decides how long it takes, and never what is found.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import ibis
from ibis.expr import operations as ops
from ibis.expr import types as ir

from vedette.find.movements import fixes, views
from vedette.find.movements.engine import arrow
from vedette.find.movements.fixes import CARRIED, in_order
from vedette.find.movements.views import kept, made, named, view

Question = Callable[[ir.Table], ir.BooleanValue]
"""What may be asked of a fix and the one before it."""

COLUMNS = ("subject", "track", *CARRIED, *(f"prev_{name}" for name in CARRIED))


class Asked(NamedTuple):
    """What `asked` gives."""

    beside: ir.Table
    """Each fix with the one before it, as in `fixes.beside`."""
    last: ir.Table
    """The last fix of each, as in `fixes.last`."""
    answers: list[ir.Table]
    """For each question, those of `beside` with a fix before where it is so."""


def beside(positions: ir.Table) -> ir.Table:
    """Each fix of a subject with the one before it: see `fixes.beside`."""
    return asked(positions).beside


def asked(positions: ir.Table, *questions: Question) -> Asked:
    """All that is to be known of each fix and the one before it, in one pass over the rows."""
    backend = positions.get_backend()
    if backend.name != "duckdb" or {"track", "prev_ts"} & set(positions.columns):
        every = fixes.beside(positions)
        answers = [answering(every, question=question) for question in questions]
        return Asked(every, fixes.last(positions), answers)
    rows = [view(_read, named(part)) for part in parts(positions)]
    few = made(_few, *rows, questions=questions)
    first = made(_firsts, few)
    every = view(_every, first, *rows)
    answers = [view(_answers, few, first, question=question) for question in questions]
    mixed = view(_mixed, first)
    if len(arrow(mixed)):
        mixed = kept(mixed)
        whole = made(_sorted, named(positions), mixed)
        every = view(instead, every, mixed, whole)
        answers = [
            view(instead, table, mixed, view(answering, whole, question=question))
            for table, question in zip(answers, questions, strict=True)
        ]
    return Asked(every, view(_last, first), answers)


def parts(table: ir.Table) -> list[ir.Table]:
    """The tables that a table is the union of; DuckDB reads them side by side."""
    operation: Any = table.op()
    if isinstance(operation, ops.Union) and not operation.distinct:
        return [*parts(operation.left.to_expr()), *parts(operation.right.to_expr())]
    return [table]


def _read(part: ir.Table) -> ir.Table:
    """The fixes with the row before, and whether there is no row after them."""
    seen = nullable(fixes.fixes(part).select("subject", "track", *CARRIED))
    before = {f"prev_{name}": seen[name].lag() for name in ("subject", *CARRIED)}
    return seen.mutate(**before, ends=seen.ts.lead().isnull())


def _begins(row: ir.Table) -> ir.BooleanValue:
    """The row does not go on where the row before it was: another subject, or earlier.

    Of what is asked in a filter DuckDB asks the rest only of rows that the first has not settled,
    as long as it is put together of nothing but and, or.
    """
    return ~row.prev_subject.identical_to(row.subject) | _back(row)


def _goes_on(row: ir.Table) -> list[ir.BooleanValue]:
    """What is so of the rows that do not begin a run."""
    name = CARRIED[-1]
    on = row[name].isnull() | (row[f"prev_{name}"] <= row[name])
    for name in reversed(CARRIED[:-1]):
        value, before = row[name], row[f"prev_{name}"]
        on = (before < value) | ((before == value) & on)
    return [row.prev_subject == row.subject, on]


def _back(row: ir.Table) -> ir.BooleanValue:
    """The row before it comes after the row; what is null comes last."""
    sog = row[CARRIED[-1]], row[f"prev_{CARRIED[-1]}"]
    back = (sog[1] > sog[0]) | (sog[1].isnull() & sog[0].notnull())
    for name in reversed(CARRIED[:-1]):
        value, before = row[name], row[f"prev_{name}"]
        back = (before > value) | ((before == value) & back)
    return back


def _few(*rows: ir.Table, questions: Sequence[Question]) -> ir.Table:
    """The rows of all parts that begin a run, the last of each, and those for which an answer is
    yes."""
    few = [
        part.filter(ibis.or_(_begins(part), part.ends, *(ask(part) for ask in questions)))
        for part in rows
    ]
    return ibis.union(
        *(
            part.mutate(
                begins=_begins(part).fill_null(False),
                part=ibis.literal(number),
                row=ibis.row_number(),
            )
            for number, part in enumerate(few)
        )
    )


def _runs(edges: ir.Table) -> ir.Table:
    """A row per run: its first fix, and as `last_…` its last one.

    That is in the row before the one that begins the next run, or in the last row of all.
    """
    along = ibis.window(group_by=edges.part, order_by=edges.row)
    over = edges.mutate(
        **{f"over_{n}": ibis.ifelse(edges.begins, edges[f"prev_{n}"], edges[n]) for n in CARRIED}
    )
    last = {
        f"last_{name}": ibis.ifelse(over.ends, over[name], over[f"over_{name}"].lead().over(along))
        for name in CARRIED
    }
    run = over.mutate(**last)
    return run.filter(run.begins).select("subject", "track", *CARRIED, *last)


def _firsts(few: ir.Table) -> ir.Table:
    """The first fix of each run after the last fix of the run before; `mixed`: runs overlap."""
    run = _runs(few.filter(few.begins | few.ends))
    order = ibis.window(
        group_by=run.subject, order_by=[*in_order(run), *(run[f"last_{name}"] for name in CARRIED)]
    )
    both = run.mutate(**{f"prev_{name}": run[f"last_{name}"].lag().over(order) for name in CARRIED})
    return both.mutate(mixed=both.prev_ts.notnull() & _back(both).fill_null(False))


def _every(first: ir.Table, *rows: ir.Table) -> ir.Table:
    following = (part.filter(_goes_on(part)).select(COLUMNS) for part in rows)
    return ibis.union(*following, first.select(COLUMNS))


def _last(first: ir.Table) -> ir.Table:
    ends = first.select("subject", "track", **{name: f"last_{name}" for name in CARRIED})
    return fixes.last(ends)


def _answers(few: ir.Table, first: ir.Table, *, question: Question) -> ir.Table:
    both = ibis.union(few.filter(~few.begins).select(COLUMNS), first.select(COLUMNS))
    return answering(both, question=question)


def answering(rows: ir.Table, *, question: Question) -> ir.Table:
    """Those of the fixes with one before them of which the answer is yes."""
    known = rows.filter(rows.prev_ts.notnull())
    return known.filter(question(known))


def _mixed(first: ir.Table) -> ir.Table:
    """The subjects whose runs overlap."""
    return first.filter(first.mixed).select("subject").distinct()


def _sorted(positions: ir.Table, mixed: ir.Table) -> ir.Table:
    return nullable(fixes.beside(positions.semi_join(mixed, "subject")))


def instead(table: ir.Table, subjects: ir.Table, own: ir.Table) -> ir.Table:
    """The table, with other rows of these subjects."""
    rest = nullable(table).anti_join(subjects, "subject")
    return rest.union(nullable(own.select(rest.columns)))


def nullable(table: ir.Table) -> ir.Table:
    """The same, and any column may be null: only then do unions and first fixes fit together."""
    return table.cast(views.nullable(table.schema()))
