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
from vedette.find.movements.fixes import stacked
from vedette.find.movements.listed import DETECTOR as LISTED
from vedette.find.movements.lookback import Span
from vedette.find.movements.run import Listed, with_lists
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
    new = _table(unique.values())
    if before is None:
        return _ordered(new), tuple(sorted({one.subject for one in unique.values()}))
    fresh = new.anti_join(before, "id").select("subject").distinct().to_pyarrow()
    held = _held(before, back, rule).anti_join(new, "id")
    told = _table(_relisted(held, rule, listed))
    whole = stacked(new, told, held.anti_join(told, "id"))
    return _ordered(whole), tuple(sorted(fresh["subject"].to_pylist()))


def _held(before: ir.Table, back: ir.Table, rule: Rule) -> ir.Table:
    """The findings whose rows were not looked at again."""
    other = back.select(other="subject", other_since="since", beside=ibis.literal(True))
    own = before.left_join(back.mutate(looked=ibis.literal(True)), "subject")
    own = own.select(*before.columns, "since", "looked")
    both = own.left_join(other, "other").drop("other_right")
    looked = both.looked.fill_null(False) & (both.other.isnull() | both.beside.fill_null(False))
    reached = (both.since.isnull() | (both.start >= both.since)) & (
        both.other_since.isnull() | (both.start >= both.other_since)
    )
    dark = (
        ibis.literal(False)
        if rule.changed is None
        else both.end >= ibis.literal(rule.changed, "timestamp('UTC')")
    )
    again = ibis.cases(
        (both.detector.isin([f"movements.{name}" for name in rule.near]), looked & reached),
        (both.detector == "movements.dark_encounters", dark),
        (both.detector == LISTED, both.subject.isin(sorted(rule.asked))),
        else_=True,
    )
    return both.filter(~again.fill_null(False)).select(before.columns)


def _relisted(held: ir.Table, rule: Rule, listed: Listed) -> Iterator[Finding]:
    """Findings about those whom the lists were asked about again, where the answer is another."""
    names = sorted(rule.asked)
    about = held.filter(held.subject.isin(names) | held.other.isin(names))
    about = about.filter(about.detector != LISTED).select("json")
    for text in about.to_pyarrow()["json"].to_pylist():
        finding = Finding.from_json(json.loads(text))
        bare = {name: value for name, value in finding.facts.items() if name != "listed"}
        weight = BY_NAME[finding.detector].weight(bare)
        told = with_lists(replace(finding, weight=weight, facts=bare), listed)
        if told != finding:
            yield told


def _ordered(table: ir.Table) -> ir.Table:
    return table.order_by("detector", "subject", "start", "id")


def _table(findings: Iterable[Finding]) -> ir.Table:
    rows = [
        {
            **row_of(finding),
            "other": finding.facts.get("other"),
            "start": _time(finding, "start"),
            "end": _time(finding, "end"),
        }
        for finding in findings
    ]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=STANDING))


def _time(finding: Finding, name: str) -> datetime | None:
    said = finding.facts.get(name)
    return datetime.fromisoformat(said) if isinstance(said, str) else None
