"""What of the fixes is looked at again, and what of them is kept for the next look.

Reach for `looked_at` and `looked_back` before a look and for `to_keep` after it; `apart` and
`lying_back` have the rows that a look leaves alone. How far back that is, `lookback` says.
"""

from collections.abc import Mapping
from datetime import datetime

import ibis
from ibis.expr import types as ir

from vedette.find.movements.engine import arrow
from vedette.find.movements.fixes import in_order, stacked
from vedette.find.movements.views import made, view

Kept = Mapping[str, ir.Table]
"""The tables of `follow` by name; none of them at the first look."""


def looked_at(known: Kept, piece: ir.Table) -> ir.Table:
    """The new positions and those before them: of all heard lately, and of those heard again."""
    return view(_with_earlier, piece, known.get("awake"), known.get("asleep"))


def _with_earlier(piece: ir.Table, awake: ir.Table | None, asleep: ir.Table | None) -> ir.Table:
    rows = piece
    if awake is not None and asleep is not None:
        woken = asleep.semi_join(piece.select("subject").distinct(), "subject")
        rows = stacked(piece, awake, woken)
    return rows.order_by("subject", *in_order(rows))


def looked_back(known: Kept, rows: ir.Table) -> tuple[dict[str, datetime], ir.Table]:
    """The last fix of each subject looked at, and a table of since when it is looked at: null
    where nothing older was let go."""
    newest = arrow(rows.group_by("subject").agg(last=rows.ts.max()))
    last = dict(zip(newest["subject"].to_pylist(), newest["last"].to_pylist(), strict=True))
    return last, made(_since, rows, known.get("since"))


def _since(rows: ir.Table, since: ir.Table | None) -> ir.Table:
    back = rows.select("subject").distinct()
    if since is None:
        return back.mutate(since=ibis.null("timestamp('UTC')"))
    return back.left_join(since, "subject").select("subject", "since")


def to_keep(
    known: Kept, rows: ir.Table, tracked: ir.Table, cuts: ir.Table, back: ir.Table
) -> dict[str, ir.Table]:
    """The tables of fixes: those from the cut on and, of each subject, the last before it."""
    held = made(_held, rows, cuts)
    return {
        "awake": view(_in_state, held, asleep=False),
        "asleep": both(apart(known.get("asleep"), back), view(_in_state, held, asleep=True)),
        "silent": both(apart(known.get("silent"), back), view(_last_asleep, tracked, cuts)),
        "since": both(apart(known.get("since"), back), view(_let_go, rows, held, back)),
    }


def _held(rows: ir.Table, cuts: ir.Table) -> ir.Table:
    """The fixes from the cut on and the last before it."""
    cut = rows.join(cuts, "subject")
    edges = cut.filter(cut.ts < cut.cut).group_by("subject").agg(edge=ibis._.ts.max())
    cut = cut.left_join(edges, "subject").drop("subject_right")
    held = cut.filter(cut.ts >= cut.edge.fill_null(cut.cut))
    return held.drop("cut", "edge")


def _in_state(held: ir.Table, *, asleep: bool) -> ir.Table:
    return held.filter(held.asleep == asleep).drop("asleep")


def _let_go(rows: ir.Table, held: ir.Table, back: ir.Table) -> ir.Table:
    """Since when there are fixes of those subjects of which older ones are let go or were."""
    whole = rows.group_by("subject").agg(oldest=rows.ts.min())
    first = held.group_by("subject").agg(since=held.ts.min()).join(whole, "subject")
    first = first.left_join(back.rename(before="since"), "subject").drop("subject_right")
    first = first.filter((first.since > first.oldest) | first.before.notnull())
    return first.select("subject", "since")


def _last_asleep(tracked: ir.Table, cuts: ir.Table) -> ir.Table:
    """The last fix of each track of those that are asleep."""
    order = ibis.window(
        group_by=tracked.track,
        order_by=[column.desc() for column in in_order(tracked)],
    )
    newest = tracked.mutate(place=ibis.row_number().over(order))
    newest = newest.filter(newest.place == 0, newest.track.notnull()).drop("place")
    return newest.semi_join(cuts.filter(cuts.asleep), "subject")


def apart(table: ir.Table | None, back: ir.Table) -> ir.Table | None:
    """The rows of subjects that are not looked at."""
    return None if table is None else view(_beside, table, back)


def _beside(table: ir.Table, back: ir.Table) -> ir.Table:
    return table.anti_join(back, "subject")


def lying_back(table: ir.Table | None, back: ir.Table) -> ir.Table | None:
    """The rows that are not looked at again: of other subjects, or farther back."""
    return None if table is None else view(_farther, table, back)


def _farther(table: ir.Table, back: ir.Table) -> ir.Table:
    beside = table.left_join(back.mutate(looked=ibis.literal(True)), "subject")
    left = beside.looked.isnull() | (beside.start < beside.since).fill_null(False)
    return beside.filter(left).select(table.columns)


def both(old: ir.Table | None, new: ir.Table) -> ir.Table:
    """The rows of both, where there are old ones."""
    return new if old is None else view(stacked, new, old)
