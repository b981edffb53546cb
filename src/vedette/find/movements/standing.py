"""Findings that stand: what earlier looks found, as far as a new look does not find it again.

Reach for `stands` after a look. It refuses to judge: a finding goes only when the very rows that
it was found in were looked at again (see `lookback`), and then what was found now takes its place.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from vedette.find.movements.detectors import BY_NAME
from vedette.find.movements.engine import arrow
from vedette.find.movements.fixes import stacked
from vedette.find.movements.listed import DETECTOR as LISTED
from vedette.find.movements.lookback import Span
from vedette.find.movements.run import Listed, with_lists
from vedette.find.movements.views import brought, kept, made, view
from vedette.lake.findings import FINDINGS, row_of
from vedette.model.finding import Finding

STANDING = pa.schema(
    [
        *FINDINGS,
        pa.field("other", pa.string()),
        pa.field("start", pa.timestamp("us", "UTC")),
        pa.field("end", pa.timestamp("us", "UTC")),
    ]
)
"""Findings as the lake has them, and what says which rows they were found in."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Which findings a look finds again.

    Of the detectors `near` those whose subjects are looked at since before they start, of `said`
    all, of dark encounters those that end at `changed` or later (None: none), of lists those of
    the subjects in `asked`.
    """

    near: Sequence[str]
    said: Sequence[str]
    changed: datetime | None
    asked: frozenset[str]


def spans(findings: Iterable[Finding]) -> Iterator[Span]:
    """From when to when something was found of whom."""
    for finding in findings:
        start, end = _time(finding, "start"), _time(finding, "end")
        if start is not None and end is not None:
            yield finding.subject, start, end


def stands(
    before: ir.Table | None, found: Iterable[Finding], back: ir.Table, rule: Rule, listed: Listed
) -> tuple[ir.Table, tuple[str, ...]]:
    """The findings that hold now, and the subjects of which a finding is new.

    `back` has the subjects looked at and since when; `listed` all subjects that may be on a list.
    """
    unique = {finding.id: finding for finding in found}
    new = brought(_table(unique.values()), back.get_backend())
    if before is None:
        return _ordered(new), tuple(sorted({one.subject for one in unique.values()}))
    fresh = arrow(view(_fresh, new, before))
    held = made(_held, _marked(before, rule), back, new, near=tuple(rule.near))
    told = brought(_table(_relisted(held, rule, listed)), back.get_backend())
    return view(_whole, new, told, held), tuple(sorted(fresh["subject"].to_pylist()))


def _fresh(new: ir.Table, before: ir.Table) -> ir.Table:
    return new.anti_join(before, "id").select("subject").distinct()


def _whole(new: ir.Table, told: ir.Table, held: ir.Table) -> ir.Table:
    return _ordered(stacked(new, told, held.anti_join(told, "id")))


def _marked(before: ir.Table, rule: Rule) -> ir.Table:
    """The findings, with whether their silence was judged anew and the lists asked again."""
    never = ibis.literal(False)
    changed = rule.changed and ibis.literal(rule.changed, "timestamp('UTC')")
    return kept(
        before.mutate(
            dark=never if changed is None else (before.end >= changed).fill_null(False),
            asked=before.subject.isin(sorted(rule.asked)) if rule.asked else never,
        )
    )


def _held(before: ir.Table, back: ir.Table, new: ir.Table, *, near: Sequence[str]) -> ir.Table:
    """The findings whose rows were not looked at again, and that are not new."""
    other = back.select(other="subject", other_since="since", beside=ibis.literal(True))
    own = before.left_join(back.mutate(looked=ibis.literal(True)), "subject")
    own = own.select(*before.columns, "since", "looked")
    both = own.left_join(other, "other").drop("other_right")
    looked = both.looked.fill_null(False) & (both.other.isnull() | both.beside.fill_null(False))
    reached = (both.since.isnull() | (both.start >= both.since)) & (
        both.other_since.isnull() | (both.start >= both.other_since)
    )
    again = ibis.cases(
        (both.detector.isin([f"movements.{name}" for name in near]), looked & reached),
        (both.detector == "movements.dark_encounters", both.dark),
        (both.detector == LISTED, both.asked),
        else_=True,
    )
    held = both.filter(~again.fill_null(False)).select(STANDING.names)
    return held.anti_join(new, "id")


def _relisted(held: ir.Table, rule: Rule, listed: Listed) -> Iterator[Finding]:
    """Findings about those whom the lists were asked about again, where the answer is another."""
    if not rule.asked:
        return
    names = sorted(rule.asked)
    about = held.filter(held.subject.isin(names) | held.other.isin(names))
    about = about.filter(about.detector != LISTED).select("json")
    for text in arrow(about)["json"].to_pylist():
        finding = Finding.from_json(json.loads(text))
        bare = {name: value for name, value in finding.facts.items() if name != "listed"}
        weight = BY_NAME[finding.detector].weight(bare)
        told = with_lists(replace(finding, weight=weight, facts=bare), listed)
        if told != finding:
            yield told


def _ordered(table: ir.Table) -> ir.Table:
    return table.order_by("detector", "subject", "start", "id")


def _table(findings: Iterable[Finding]) -> pa.Table:
    rows = [
        {
            **row_of(finding),
            "other": finding.facts.get("other"),
            "start": _time(finding, "start"),
            "end": _time(finding, "end"),
        }
        for finding in findings
    ]
    return pa.Table.from_pylist(rows, schema=STANDING)


def _time(finding: Finding, name: str) -> datetime | None:
    said = finding.facts.get(name)
    return datetime.fromisoformat(said) if isinstance(said, str) else None
