"""New positions in, findings out: what a look at everything would find, without looking again.

Reach for `look` with what the last look left (`Kept`) and what has come since. It goes back no
farther than `lookback` says, so that an hour costs the same after a year as after a day; the
detectors are those of `run`, on fewer rows. Findings whose rows are looked at again are replaced
by what is found now; those that lie farther back stand as they are (`standing`).

=============  =================================================================================
kept table     what it is for
=============  =================================================================================
`awake`        fixes of the subjects heard lately: `lookback` says from when on
`asleep`       the same of those not heard lately; read again when they are
`silent`       the last fix of each track of those: their open gaps grow while they sleep
`since`        the first fix kept of each subject of which older ones were let go
`reception`    what was heard around a silence, judged while the others' fixes were at hand
`gaps`         silences that ended, within a year: two of them may have met
`visits`       port visits, within a year: they explain a draught, answer a destination
`lives`        when and where each ship was heard first and last
`ends`         the fixes at the ends of these, which are evidence
`identities`   what was said (`spoken`)
`standing`     the findings that hold
=============  =================================================================================
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr import types as ir

from vedette.find.movements import keeping, lookback, run, spoken, standing
from vedette.find.movements.coverage import coverage
from vedette.find.movements.detectors import BY_NAME, of
from vedette.find.movements.engine import arrow
from vedette.find.movements.fixes import LONGEST_DAYS, stacked
from vedette.find.movements.gaps import gaps, open_gaps
from vedette.find.movements.inputs import Inputs
from vedette.find.movements.renumbered import lives, merged
from vedette.find.movements.views import brought, kept, made, named, view
from vedette.find.movements.visits import port_visits
from vedette.model.finding import Finding

NEAR = (
    "shared_identity", "jumps", "circles", "on_land", "gaps", "encounters", "loitering",
    "port_visits", "flights", "silent_aloft",
)  # fmt: skip
"""Detectors that need no more than the fixes looked back at."""

ALOFT = ("flights", "silent_aloft")
"""Those of them that are about aircraft; `jumps` and `gaps` are about both."""

SAID = (
    "draught_changes", "destination_mismatches", "identity_changes", "imo_changes", "renumbered",
    "flag_hops",    "hex_mismatches",
)  # fmt: skip
"""Detectors of what was said and of small tables, which are looked at as a whole."""

SILENCE_HOURS = 12.0
"""Reception is judged of silences from here on, however long those are that are found: later
the fixes of the others are no longer at hand."""

RECEPTION = (
    "source", "receiver", "fixes_before", "hours_looked", "hours_heard", "others", "outage_hours",
    "usual", "coverage",
)  # fmt: skip
"""The columns that `coverage` adds."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look: what was kept and until when it was heard, what came since, what else is known.

    `positions` and `identities` have the column `release`; `settings`, `invented` and `listed`
    are those of `run.findings`; `matched` is what the lists say of the subjects in `asked`.
    """

    positions: ir.Table
    identities: ir.Table
    places: ir.Table
    kept: keeping.Kept = field(default_factory=dict)
    now: datetime | None = None
    settings: run.Settings = field(default_factory=dict)
    invented: Container[str] = ()
    listed: run.Listed = field(default_factory=dict)
    matched: Iterable[Finding] = ()
    asked: frozenset[str] = frozenset()

    def limits(self, name: str) -> Mapping[str, Any]:
        """What the settings change of a detector."""
        return self.settings.get(f"movements.{name}", {})

    def findings(self, names: Iterable[str], inputs: Inputs) -> Iterator[Finding]:
        """What these detectors find."""
        only = [f"movements.{name}" for name in names]
        return run.findings(inputs, self.settings, only, self.invented, self.listed)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look gave: until when was heard, how many fixes came too late to be placed, and the
    subjects of which something new was found."""

    now: datetime
    late: int
    moved: tuple[str, ...]


def look(connection: Any, asked: Look, scratch: Path, folder: Path) -> Seen:
    """Look at what has come; the tables to keep go to `folder`, one Parquet file each."""

    def saved(table: ir.Table, path: Path) -> ir.Table:
        connection.to_parquet(table, path)
        return connection.read_parquet(path)

    asked = _brought(connection, asked)
    piece, late = _in_time(asked)
    rows = saved(keeping.looked_at(asked.kept, piece), scratch / "rows.parquet")
    now = _clock(piece, asked.now)
    last, back = keeping.looked_back(asked.kept, rows)
    told = run.told(Inputs(rows, None, asked.places), asked.settings)
    silences, ended = _silences(asked, told)
    visits, stays = _visits(asked, told)

    near = replace(told, gaps=ended, visits=visits)
    found = list(asked.findings(_applying(last), near))
    spans = [*standing.spans(found), *stays, *_shared(told.several, last)]
    cuts = brought(_cuts(last, now, spans), connection)
    fixes = keeping.to_keep(asked.kept, rows, told.tracks, cuts, back)

    year = now - timedelta(days=LONGEST_DAYS)
    old = {name: keeping.lying_back(asked.kept.get(name), back) for name in ("gaps", "visits")}
    changed = _changed(asked.kept.get("gaps"), old["gaps"], ended)
    small = {
        "gaps": _within(old["gaps"], ended, year),
        "visits": _within(old["visits"], visits, year),
        "reception": _within(keeping.apart(asked.kept.get("reception"), back), silences, year),
        "identities": spoken.joined(
            keeping.both(asked.kept.get("identities"), asked.identities), now - lookback.REACH
        ),
        "lives": view(merged, keeping.both(asked.kept.get("lives"), view(lives, rows))),
    }
    small = {name: saved(table, folder / f"{name}.parquet") for name, table in small.items()}
    ends = _ends(keeping.both(asked.kept.get("ends"), rows), small)
    ends = saved(ends, folder / "ends.parquet")
    for name, table in fixes.items():
        saved(table, folder / f"{name}.parquet")

    ended_or_said = _evident(view(stacked, ends, rows), asked.places, small)
    found += asked.findings(SAID if _any(small["identities"]) else (), ended_or_said)
    if changed is not None:
        again = small["gaps"].filter(small["gaps"].end >= changed)
        found += asked.findings(["dark_encounters"], replace(ended_or_said, gaps=again))
    silent = keeping.apart(asked.kept.get("silent"), back)
    every, newest = (keeping.both(silent, table) for table in (told.tracks, told.last))
    found += asked.findings(["open_gaps"], replace(told, positions=every, last=newest))
    found += asked.matched
    rule = standing.Rule(NEAR, SAID, changed, asked.asked)
    stands, moved = standing.stands(asked.kept.get("standing"), found, back, rule, asked.listed)
    saved(stands, folder / "standing.parquet")
    return Seen(now, late, moved)


def _brought(connection: Any, asked: Look) -> Look:
    """The same with tables of this engine, each under a name."""
    return replace(
        asked,
        **{
            name: named(brought(getattr(asked, name), connection))
            for name in ("positions", "identities", "places")
        },
    )


def _evident(fixes: ir.Table, places: ir.Table, small: keeping.Kept) -> Inputs:
    """For the detectors of small tables, which need fixes as evidence only."""
    return Inputs(
        positions=fixes,
        identities=small["identities"],
        places=places,
        tracks=fixes,
        gaps=small["gaps"],
        visits=small["visits"],
        lives=small["lives"],
    )


def _in_time(asked: Look) -> tuple[ir.Table, int]:
    """The new positions without those that come too late to be placed, and how many these are."""
    seen = asked.positions.filter(asked.positions.ts.notnull())
    if asked.now is None:
        return kept(seen), 0
    fresh = seen.ts >= ibis.literal(asked.now - lookback.LATE, "timestamp('UTC')")
    late = arrow(seen.filter(~fresh).agg(late=ibis._.count()))["late"]
    return kept(seen.filter(fresh)), int(late[0].as_py())


def _applying(subjects: Iterable[str]) -> list[str]:
    """The detectors `NEAR` that have something to look at."""
    kinds = {subject.partition(":")[0] for subject in subjects}
    afloat, aloft = "mmsi" in kinds, "icao24" in kinds
    either = ("jumps", "gaps")
    return [n for n in NEAR if n in either or (aloft if n in ALOFT else afloat)]


def _clock(piece: ir.Table, before: datetime | None) -> datetime:
    """Until when was heard: when nine in ten of the subjects were heard last. A wrong clock that
    runs ahead would set aside what everybody else says."""
    newest = arrow(piece.group_by("subject").agg(last=piece.ts.max()))["last"].to_pylist()
    heard = sorted(newest)[-(-9 * len(newest) // 10) - 1 : -(-9 * len(newest) // 10)]
    newest_of_all: datetime = max(moment for moment in [*heard, before] if moment is not None)
    return newest_of_all


def _silences(asked: Look, told: Inputs) -> tuple[ir.Table, ir.Table]:
    """Silences with what was heard around them, and those of them that ended.

    Where that lies farther back than the fixes of the others, what was judged then holds.
    """
    changed = asked.limits("gaps")
    limits = of(gaps, changed)
    usual = BY_NAME["movements.gaps"].parameters["hours"]
    hours = min(limits.get("hours", usual), SILENCE_HOURS)
    ended = view(gaps, told.silences, **limits)
    both = made(_ended_and_open, ended, told.last, hours=hours)
    found = arrow(view(coverage, both, told.tracks, **of(coverage, changed)))
    if asked.kept and asked.now is not None:
        found = _judged_then(found, asked.kept["reception"], asked.now)
    over = found.filter(pc.invert(found["open"])).drop_columns("open")
    engine = told.tracks.get_backend()
    told_of = found.select(["subject", "track", "start", "end", *RECEPTION])
    return brought(told_of, engine), brought(over, engine)


def _ended_and_open(ended: ir.Table, last: ir.Table, *, hours: float) -> ir.Table:
    """Silences that ended and those that have not: `open`."""
    lasting = open_gaps(last, hours=hours).rename(end="until")
    columns = {
        name: lasting[name] if name in lasting.columns else ibis.null(kind)
        for name, kind in ended.schema().items()
    }
    return stacked(
        ended.mutate(open=ibis.literal(False)), lasting.select(**columns, open=ibis.literal(True))
    )


def _judged_then(found: pa.Table, reception: ir.Table, now: datetime) -> pa.Table:
    """The silences with what was heard around them when the others' fixes were at hand."""
    before = {(row["track"], row["start"]): row for row in _listed(reception)}
    least = now - lookback.REACH + lookback.LATE
    rows = found.to_pylist()
    for row in rows:
        then = before.get((row["track"], row["start"]))
        if then is not None and row["start"] < least:
            row.update({name: then[name] for name in RECEPTION})
    return pa.Table.from_pylist(rows, schema=found.schema)


def _visits(asked: Look, told: Inputs) -> tuple[ir.Table, list[lookback.Span]]:
    """Port visits, and the times in port altogether, those among them that are no visit yet."""
    limits = dict(asked.limits("port_visits"))
    sure = limits.get("confidence", BY_NAME["movements.port_visits"].parameters["confidence"])
    tables = (named(table) for table in (told.ship_steps, told.ports, told.last_of_ships))
    found = arrow(view(port_visits, *tables, **{**limits, "confidence": 0}))
    stays = zip(*(found[name].to_pylist() for name in ("subject", "start", "end")), strict=True)
    visits = found.filter(pc.greater_equal(found["confidence"], sure))
    return brought(visits, told.tracks.get_backend()), list(stays)


def _shared(tracked: ir.Table, last: Mapping[str, datetime]) -> Iterator[lookback.Span]:
    """Identities of several ships are told apart by all that there is of them."""
    for row in _listed(view(_several, tracked)):
        yield row["subject"], row["first"], last[row["subject"]]


def _several(tracked: ir.Table) -> ir.Table:
    several = tracked.filter(tracked.track != tracked.subject)
    return several.group_by("subject").agg(first=several.ts.min())


def _cuts(last: Mapping[str, datetime], now: datetime, spans: Iterable[lookback.Span]) -> pa.Table:
    """Per subject looked at: from when on its fixes are kept, and whether it is asleep."""
    found = lookback.cuts(last, now, spans)
    columns = {
        "subject": pa.array(found, pa.string()),
        "cut": pa.array(found.values(), pa.timestamp("us", "UTC")),
        "asleep": pa.array([last[name] < now - lookback.REACH for name in found], pa.bool_()),
    }
    return pa.table(columns)


def _within(old: ir.Table | None, new: ir.Table, oldest: datetime) -> ir.Table:
    """Rows from before and new ones, as far as they are not too old."""
    both = keeping.both(old, new)
    return both.filter(both.end >= ibis.literal(oldest, "timestamp('UTC')"))


def _changed(known: ir.Table | None, old: ir.Table | None, new: ir.Table) -> datetime | None:
    """The earliest start of a silence that is new, gone or judged anew; None if none is."""
    columns = ("track", "start", "end", "coverage")

    def told(table: ir.Table) -> set[tuple[Any, ...]]:
        return {tuple(row[name] for name in columns) for row in _listed(table.select(*columns))}

    before = told(known) - told(old) if known is not None and old is not None else set()
    return min((row[1] for row in before ^ told(new)), default=None)


def _ends(fixes: ir.Table, small: keeping.Kept) -> ir.Table:
    """The fixes at both ends of silences and visits: evidence for what is found of them later."""
    return view(_at_ends, fixes, *(small[name] for name, _ in _ENDS))


def _at_ends(fixes: ir.Table, *tables: ir.Table) -> ir.Table:
    ends = zip(tables, (end for _, end in _ENDS), strict=True)
    wanted = stacked(*(table.select("subject", ts=table[end]) for table, end in ends))
    return fixes.semi_join(wanted.distinct(), ["subject", "ts"]).distinct()


_ENDS = (
    ("gaps", "start"),
    ("gaps", "end"),
    ("visits", "start"),
    ("lives", "first"),
    ("lives", "last"),
)


def _any(table: ir.Table) -> bool:
    return bool(_listed(table.limit(1)))


def _listed(table: ir.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = arrow(table).to_pylist()
    return found
