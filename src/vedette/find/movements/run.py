"""Run the movement detectors, and make findings of their rows.

Reach for `findings`. It splits identities into tracks first, finds gaps and visits once for all
detectors that build on them, and gives every row its title, its weight, its thresholds and the
positions and statements that are its evidence.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from vedette.find.movements.arrays import texts, times, values
from vedette.find.movements.ashore import inland_cells
from vedette.find.movements.coverage import coverage
from vedette.find.movements.detectors import BY_NAME, Detector, Row, detected, of
from vedette.find.movements.engine import arrow, settled
from vedette.find.movements.gaps import gaps, perhaps_silent
from vedette.find.movements.identity import tail_countries
from vedette.find.movements.inputs import Inputs
from vedette.find.movements.jumps import perhaps_jumped
from vedette.find.movements.renumbered import lives
from vedette.find.movements.segments import told_apart, tracks
from vedette.find.movements.views import brought, named, view
from vedette.find.movements.visits import port_visits
from vedette.model.errors import BadInput
from vedette.model.finding import Evidence, Finding

Settings = Mapping[str, Mapping[str, Any]]
"""A detector's name to the parameters that differ from its defaults."""

Listed = Mapping[str, Sequence[Mapping[str, Any]]]
"""A subject to its likeliest list entries, each with its `score`."""

MET_LISTED = 0.6
"""How much the certainty that the other ship is listed adds to a finding about both."""


def findings(
    inputs: Inputs,
    settings: Settings | None = None,
    only: Iterable[str] | None = None,
    invented: Container[str] = (),
    listed: Listed | None = None,
) -> Iterator[Finding]:
    """The findings of all detectors that can run on these inputs, in a fixed order.

    `only` names the detectors to run, `invented` the sources or releases whose data is made up,
    `listed` the subjects that may be on a list, with what is known of their entries.
    """
    settings = settings or {}
    chosen = [BY_NAME[name] for name in BY_NAME if only is None or name in set(only)]
    for name, changed in settings.items():
        _check(name, changed)
    inputs = _prepared(inputs, settings, {need for one in chosen for need in one.needs})
    for detector in chosen:
        for finding in run(detector, inputs, settings.get(detector.name, {}), invented):
            yield with_lists(finding, listed or {})


def subjects(inputs: Inputs) -> list[str]:
    """Every ship and aircraft that was heard."""
    found = arrow(inputs.positions.select("subject").distinct())
    return sorted(found["subject"].to_pylist())


def with_lists(finding: Finding, listed: Listed) -> Finding:
    """Whom of the subject and the other one the lists know. To meet a listed ship weighs more;
    to be one has its own finding."""
    other = str(finding.facts.get("other", ""))
    known = {name: listed[name] for name in (finding.subject, other) if name in listed}
    if not known:
        return finding
    likely = max((entry["score"] for entry in known.get(other, ())), default=0.0)
    weight = 1 - (1 - finding.weight) * (1 - MET_LISTED * likely)
    return replace(finding, weight=round(weight, 4), facts={**finding.facts, "listed": known})


def _prepared(inputs: Inputs, settings: Settings, needs: Container[str]) -> Inputs:
    """The inputs with tracks, and with what several detectors need or tables cannot tell."""
    backend = inputs.positions.get_backend()
    inputs = _each(inputs, lambda table: brought(table, backend))
    if "tracks" in needs and inputs.tracks is None:
        inputs = told(inputs, settings)
    inputs = _each(inputs, named)
    if "gaps" in needs and inputs.gaps is None:
        changed = settings.get("movements.gaps", {})
        silent = brought(arrow(view(gaps, inputs.silences, **of(gaps, changed))), backend)
        found = arrow(view(coverage, silent, inputs.tracks, **of(coverage, changed)))
        inputs = replace(inputs, gaps=brought(found, backend))
    if "visits" in needs and inputs.visits is None and inputs.places is not None:
        limits = of(port_visits, settings.get("movements.port_visits", {}))
        ships = (named(table) for table in (inputs.ship_steps, inputs.ports, inputs.last_of_ships))
        found = arrow(view(port_visits, *ships, **limits))
        inputs = replace(inputs, visits=brought(found, backend))
    if "land" in needs and inputs.land is None:
        limits = of(inland_cells, settings.get("movements.on_land", {}))
        land = inland_cells(named(inputs.ships), **limits)
        inputs = replace(inputs, land=brought(land, backend))
    if "lives" in needs and inputs.lives is None:
        inputs = replace(inputs, lives=brought(arrow(view(lives, inputs.positions)), backend))
    if "tails" in needs and inputs.tails is None and inputs.identities is not None:
        tails = tail_countries(inputs.identities)
        inputs = replace(inputs, tails=brought(tails, backend))
    return inputs


def _each(inputs: Inputs, change: Callable[[ir.Table], ir.Table]) -> Inputs:
    return Inputs(*(table if table is None else change(table) for table in inputs.tables))


def told(inputs: Inputs, settings: Settings) -> Inputs:
    """The inputs with the ships told apart, and with the steps that single detectors look at."""

    def limits(name: str, function: Callable[..., Any]) -> dict[str, Any]:
        usual, changed = BY_NAME[name].parameters, settings.get(name, {})
        return of(function, {**usual, **changed})

    jumped = limits("movements.jumps", perhaps_jumped)
    silent = limits("movements.gaps", perhaps_silent)
    apart = told_apart(
        inputs.positions,
        **limits("movements.shared_identity", tracks),
        leaps=partial(perhaps_jumped, **jumped),
        silences=partial(perhaps_silent, **silent),
    )
    return replace(
        inputs,
        tracks=settled(apart.tracks),
        steps=settled(apart.steps),
        last=settled(apart.last),
        several=named(apart.several),
        leaps=apart.leaps,
        silences=apart.silences,
    )


def _check(name: str, changed: Row) -> None:
    if name not in BY_NAME:
        raise BadInput("settings", f"no detector is called {name}", f"use {', '.join(BY_NAME)}")
    parameters = BY_NAME[name].parameters
    unknown = sorted(set(changed) - set(parameters))
    if unknown:
        raise BadInput(
            f"settings of {name}",
            f"no parameter is called {unknown[0]}",
            f"use {', '.join(parameters)}",
        )


def run(
    detector: Detector, inputs: Inputs, changed: Row, invented: Container[str] = ()
) -> Iterator[Finding]:
    """The findings of one detector; none when an input that it needs has not been seen."""
    if any(getattr(inputs, need) is None for need in detector.needs):
        return
    parameters = detector.parameters | dict(changed)
    rows = sorted(
        (
            side
            for row in _rows(view(detected, *inputs.tables, detector=detector.name, **parameters))
            for side in _sides(row)
        ),
        key=_order,
    )
    heard = _heard(inputs.positions, _keys(rows, detector.ends))
    said = _said(inputs.identities, _keys(rows, detector.said))
    for row in rows:
        wanted = [(heard, _key(row, columns)) for columns in detector.ends]
        wanted += [(said, _key(row, columns)) for columns in detector.said]
        evidence = tuple(known[key] for known, key in wanted if key in known)
        yield Finding(
            detector=detector.name,
            version=detector.version,
            subject=row["subject"],
            title=detector.title(row),
            weight=detector.weight(row),
            facts={name: plain(value) for name, value in row.items() if name != "subject"},
            evidence=evidence,
            parameters={name: value for name, value in parameters.items() if value is not None},
            invented=any(item.source in invented or item.release in invented for item in evidence),
        )


def _rows(table: ir.Table) -> list[dict[str, Any]]:
    found = arrow(table)
    rows = zip(*map(values, found.columns), strict=True)
    return [dict(zip(found.column_names, row, strict=True)) for row in rows]


def _sides(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What concerns two subjects is found of both: the row, and the row seen from the other."""
    yield row
    if "other" in row:
        seen = dict(row)
        for name in row:
            if name == "other" or name.startswith("other_"):
                own = name.removeprefix("other_") if name != "other" else "subject"
                own = f"subject_{own}" if f"subject_{own}" in row else own
                seen[own], seen[name] = row[name], row[own]
        yield seen


def _order(row: Row) -> tuple[str, ...]:
    """By subject and time, then by everything else, so that no two orders are possible."""
    first = [name for name in ("subject", "start") if name in row]
    return tuple(str(plain(row[name])) for name in [*first, *sorted(row)])


Key = tuple[Any, ...]


def _key(row: Row, columns: Sequence[str]) -> Key:
    return tuple(column[1:] if column.startswith("=") else row[column] for column in columns)


def _keys(rows: Iterable[Row], wanted: Iterable[Sequence[str]]) -> list[Key]:
    keys = {_key(row, columns) for columns in wanted for row in rows}
    return sorted(key for key in keys if None not in key)


def _heard(positions: ir.Table, keys: list[Key]) -> dict[Key, Evidence]:
    """The position rows with these subjects and times."""
    if not keys:
        return {}
    columns = ("subject", "ts", "source", "release", "lat", "lon", "sog")
    found = _matching(positions, ("subject", "ts"), keys, columns)
    return {
        (row["subject"], row["ts"]): Evidence(
            source=row["source"],
            release=row["release"],
            origin=f"{row['subject']} {plain(row['ts'])}",
            says=_place(row),
        )
        for row in found
    }


def _said(identities: ir.Table | None, keys: list[Key]) -> dict[Key, Evidence]:
    """The statements with these subjects, attributes and values."""
    if identities is None or not keys:
        return {}
    own = ("subject", "attribute", "value")
    columns = (*own, "source", "release", "first_seen", "reports")
    return {
        tuple(row[name] for name in own): Evidence(
            source=row["source"],
            release=row["release"],
            origin=f"{row['subject']} {plain(row['first_seen'])}",
            says=f"{row['attribute']} {row['value']}",
        )
        for row in _matching(identities, own, keys, columns)
    }


def _matching(
    table: ir.Table, own: Sequence[str], keys: list[Key], columns: Sequence[str]
) -> list[dict[str, Any]]:
    """The rows with these keys, the first of several last, so that a dictionary keeps it."""
    if "release" not in table.columns:
        table = table.mutate(release=ibis.literal(""))
    columns_of = [list(column) for column in zip(*keys, strict=True)]
    arrays = [times(one) if isinstance(one[0], datetime) else texts(one) for one in columns_of]
    wanted = pa.Table.from_arrays(arrays, list(own))
    found = view(
        _rows_with,
        table,
        brought(wanted, table.get_backend()),
        own=tuple(own),
        columns=tuple(columns),
    )
    return sorted(_rows(found), key=_order, reverse=True)


def _rows_with(
    table: ir.Table, keys: ir.Table, *, own: Sequence[str], columns: Sequence[str]
) -> ir.Table:
    """The different rows with these keys."""
    return table.select(*columns).semi_join(keys, list(own)).distinct()


def _place(row: Row) -> str:
    speed = "" if row["sog"] is None else f", {row['sog']:.1f} kn"
    return f"{row['lat']:.5f}, {row['lon']:.5f}{speed}"


def plain(value: Any) -> Any:
    """A JSON value: times in ISO 8601 and UTC, with microseconds only where there are any.

    >>> plain(datetime.fromisoformat("2022-10-01T12:00:00+00:00")), plain(-0.0)
    ('2022-10-01T12:00:00Z', 0.0)
    """
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, float) and value == 0:
        return 0.0
    return value
