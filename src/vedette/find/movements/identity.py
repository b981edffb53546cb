"""What ships and aircraft say of themselves, and when it changed.

Reach for `spells` to see what a subject said from when to when, for `identity_changes` when one
transmitter takes a new name, IMO number, call sign or registration, for `imo_changes` when one
ship takes a new transmitter, for `flag_hops` when flags change too often, and for
`hex_mismatches` when an aircraft's transponder and tail are of two states.

An identities table has one row per subject, attribute, value and run of reports. Runs of the same
value that follow each other, from one file and the next, are one spell here. A value that a
typing error made lasts for one report: spells of fewer than `reports` are not believed.
"""

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from vedette.find.movements.engine import arrow
from vedette.find.movements.fixes import seconds
from vedette.reference.flags import country_of_tail

DAY = 86_400


def spells(
    identities: ir.Table, attribute: str, *, by: str = "subject", reports: int = 2
) -> ir.Table:
    """Spells of one attribute: `key`, `value`, `since`, `until`, `reports`, and those before.

    `by` is the column whose changes are followed: normally ``subject``, whose values change.
    With ``by="value"`` it is turned around: which subjects used a value, one after the other.
    Returns `key`, `value`, `since`, `until`, `reports` and ``prev_value``, ``prev_until``.
    """
    said = identities.filter(
        identities.attribute == attribute, identities.value != "", identities.value != "0"
    )
    key, value = ("subject", "value") if by == "subject" else ("value", "subject")
    runs = said.select(
        key=said[key],
        value=said[value],
        since=said.first_seen,
        until=said.last_seen,
        reports=said.reports,
    )
    whole = _merged(_merged(runs).filter(ibis._.reports >= reports))
    order = ibis.window(group_by=whole.key, order_by=[whole.since, whole.until, whole.value])
    return whole.mutate(
        prev_value=whole.value.lag().over(order),
        prev_until=whole.until.lag().over(order),
        prev_since=whole.since.lag().over(order),
    )


def _merged(runs: ir.Table) -> ir.Table:
    """Runs of the same value that follow each other as one."""
    order = [runs.since, runs.until, runs.value]
    before = runs.value.lag().over(ibis.window(group_by=runs.key, order_by=order))
    marked = runs.mutate(new=(runs.value != before).fill_null(True).cast("int64"))
    order = [marked.since, marked.until, marked.value]
    number = marked.new.sum().over(
        ibis.window(group_by=marked.key, order_by=order, preceding=None, following=0)
    )
    numbered = marked.mutate(number=number)
    return (
        numbered.group_by("key", "value", "number")
        .agg(since=numbered.since.min(), until=numbered.until.max(), reports=numbered.reports.sum())
        .drop("number")
    )


CHANGING = ("imo", "name", "callsign", "flag", "registration")


def identity_changes(identities: ir.Table, *, reports: int = 2) -> ir.Table:
    """One transmitter, a new IMO number, name, call sign, flag or registration.

    Each value must have been reported `reports` times (ours: a single report is a typing error).
    Altered identification is one of the seven practices named by the advisory of the US
    Department of State, the Treasury and the Coast Guard of 14 May 2020
    (https://ofac.treasury.gov/media/37751/download?inline).

    Returns `subject`, `attribute`, `before`, `after`, `start` (last time the old value was
    heard), `end` (first time the new one was).
    """
    changes = [
        _changes(spells(identities, attribute, reports=reports), attribute)
        for attribute in CHANGING
    ]
    return ibis.union(*changes)


def imo_changes(identities: ir.Table, *, reports: int = 2) -> ir.Table:
    """One ship (by IMO number), a new transmitter: its MMSI, and so perhaps its flag, changed.

    Returns `imo`, `subject` (the new one), `before` (the old one), `start`, `end` as
    `identity_changes` does, and `attribute`, which says ``mmsi``.
    """
    turned = spells(identities, "imo", by="value", reports=reports)
    change = _changes(turned, "mmsi").filter(ibis._.after.startswith("mmsi:"))
    return change.select(
        "attribute",
        "before",
        "after",
        "start",
        "end",
        imo=change.subject,
        subject=change.after,
    )


def _changes(spell: ir.Table, attribute: str) -> ir.Table:
    new = spell.filter(spell.prev_value.notnull(), spell.prev_value != spell.value)
    return new.select(
        subject=new.key,
        attribute=ibis.literal(attribute),
        before=new.prev_value,
        after=new.value,
        start=ibis.least(new.prev_until, new.since),
        end=new.since,
    )


def flag_hops(
    identities: ir.Table,
    *,
    often: int = 2,
    often_days: float = 90.0,
    many: int = 5,
    many_days: float = 365.0,
    reports: int = 2,
) -> ir.Table:
    """Ships that changed flag `often` times within `often_days`, or `many` within `many_days`.

    2 in 90 days and 5 in 365 are RadianceFleet's thresholds
    (https://github.com/RadianceFleet/RadianceFleet). Ships are followed by IMO number, because
    a new flag brings a new MMSI; without one, by MMSI.

    Returns `subject` (``imo:…`` or ``mmsi:…``), `hops` and the `start` and `end` of the densest
    such time, with the flags `before` and `after` and the MMSIs that said so (`before_by` …).
    """
    ship = _ship_of(identities)
    flags = identities.filter(identities.attribute == "flag")
    flags = flags.left_join(ship, flags.subject == ship.ship_subject)
    named = flags.mutate(own=flags.subject, subject=ibis.coalesce(flags.imo, flags.subject))
    spell = spells(named, "flag", reports=reports)
    hop = spell.filter(spell.prev_value.notnull())
    order = ibis.window(group_by=hop.key, order_by=[hop.since, hop.value])
    dense = []
    for count, days in ((often, often_days), (many, many_days)):
        back = hop.mutate(
            first=hop.since.lag(count - 1).over(order),
            flag=hop.prev_value.lag(count - 1).over(order),
        )
        close = back.filter(seconds(back["first"], back.since) <= days * DAY)
        dense.append(
            close.select(
                subject=close.key,
                hops=ibis.literal(count),
                start=close["first"],
                end=close.since,
                before=close.flag,
                after=close.value,
            )
        )
    return _with_speakers(_first(ibis.union(*dense)), named)


def _first(dense: ir.Table) -> ir.Table:
    """Of each ship the time with most hops, the earliest of these."""
    rank = ibis.row_number().over(
        ibis.window(group_by=dense.subject, order_by=[dense.hops.desc(), dense.end, dense.start])
    )
    return dense.mutate(rank=rank).filter(ibis._.rank == 0).drop("rank")


def _with_speakers(hops: ir.Table, named: ir.Table) -> ir.Table:
    """Who said the first and the last of these flags: the first of several in the alphabet."""
    by = named.group_by("subject", "value").agg(by=named.own.min())
    for end in ("before", "after"):
        who = by.select("subject", **{end: by.value, f"{end}_by": by.by})
        hops = hops.join(who, ["subject", end])
    return hops


def _ship_of(identities: ir.Table) -> ir.Table:
    """The IMO number that each MMSI reported most often."""
    said = identities.filter(identities.attribute == "imo")
    count = said.group_by("subject", "value").agg(reports=said.reports.sum())
    rank = ibis.row_number().over(
        ibis.window(group_by=count.subject, order_by=[count.reports.desc(), count.value])
    )
    best = count.mutate(rank=rank).filter(ibis._.rank == 0)
    return best.select(ship_subject=best.subject, imo=ibis.literal("imo:").concat(best.value))


def tail_countries(identities: ir.Table) -> ir.Table:
    """The country of every `registration` that was reported. Runs at once, in Python."""
    said = identities.filter(identities.attribute == "registration")
    tails = sorted(set(arrow(said.select("value").distinct())["value"].to_pylist()))
    countries = [country_of_tail(tail) for tail in tails]
    return ibis.memtable(pa.table({"registration": tails, "tail_country": countries}, _TAILS))


_TAILS = pa.schema([("registration", pa.string()), ("tail_country", pa.string())])


def hex_mismatches(identities: ir.Table, tails: ir.Table, *, reports: int = 2) -> ir.Table:
    """Aircraft whose transponder code belongs to another state than their registration.

    `tails` is what `tail_countries` returns. States give out codes in blocks (ICAO Annex 10,
    volume III) and registrations with marks (ICAO Annex 7); a code left from an earlier register
    is an oversight, a code that was changed is not. Military aircraft often use codes of their
    own choice (https://github.com/sdr-enthusiasts/plane-alert-db/issues/834).

    Returns `subject`, `registration`, `hex_country`, `tail_country`, `start`, `end`.
    """
    spell = spells(identities, "registration", reports=reports)
    own = spell.select(subject="key", registration="value", start="since", end="until")
    blocks = identities.filter(
        identities.attribute == "flag", identities.subject.startswith("icao24:")
    )
    blocks = blocks.select("subject", hex_country="value").distinct()
    both = own.join(blocks, "subject").join(tails, "registration")
    return both.filter(both.tail_country != "", both.tail_country != both.hex_country)
