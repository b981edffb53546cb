"""Every movement detector by name, and one way to run them all.

Reach for `DETECTORS` to list them with their defaults, and for `findings` to run them. The
detectors themselves are plain functions of tables in the modules beside this one; here is only
what turns their rows into findings: a title, a weight, both ends, the thresholds and evidence.
"""

import inspect
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import ibis
from ibis.expr import types as ir

from vedette.find.movements.coverage import Coverage, coverage
from vedette.find.movements.encounters import encounters
from vedette.find.movements.gaps import gaps, open_gaps
from vedette.find.movements.jumps import jumps
from vedette.find.movements.loitering import loitering
from vedette.find.movements.segments import shared_identity, tracks
from vedette.find.movements.visits import port_visits
from vedette.model.errors import BadInput
from vedette.model.finding import Evidence, Finding

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The tables that detectors read; what is None has not been seen."""

    positions: ir.Table
    identities: ir.Table | None = None
    places: ir.Table | None = None
    land: ir.Table | None = None

    @property
    def ships(self) -> ir.Table:
        """The positions of ships."""
        return self.positions.filter(self.positions.subject.startswith("mmsi:"))

    @property
    def ports(self) -> ir.Table | None:
        """The places at which ships lie."""
        return None if self.places is None else self.places.filter(self.places.kind != "airport")


@dataclass(frozen=True, slots=True)
class Detector:
    """One detector as it is declared.

    `functions` are the table functions whose keyword parameters it takes and whose docstrings
    explain it, `needs` the inputs without which it cannot run, `find` their composition,
    `ends` the columns of fixes that are its evidence, `title` and `weight` read one row.
    """

    name: str
    version: str
    functions: tuple[Callable[..., ir.Table], ...]
    find: Callable[..., ir.Table]
    title: Callable[[Row], str]
    weight: Callable[[Row], float]
    ends: tuple[tuple[str, str], ...] = (("subject", "start"), ("subject", "end"))
    needs: tuple[str, ...] = ("positions",)

    @property
    def parameters(self) -> dict[str, Any]:
        """Parameter names and their defaults."""
        return {
            name: parameter.default
            for function in self.functions
            for name, parameter in inspect.signature(function).parameters.items()
            if parameter.kind is parameter.KEYWORD_ONLY
        }

    @property
    def doc(self) -> str:
        """What it finds and where its thresholds come from."""
        return "\n\n".join(inspect.getdoc(function) or "" for function in self.functions)


def _of(function: Callable[..., ir.Table], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that belong to this function."""
    own = inspect.signature(function).parameters
    return {name: value for name, value in parameters.items() if name in own}


def _gaps(inputs: Inputs, **parameters: Any) -> ir.Table:
    silent = gaps(inputs.positions, **_of(gaps, parameters))
    return coverage(silent, inputs.positions, **_of(coverage, parameters))


def _open_gaps(inputs: Inputs, **parameters: Any) -> ir.Table:
    return open_gaps(inputs.positions, **parameters)


def _jumps(inputs: Inputs, **parameters: Any) -> ir.Table:
    """On identities as they are, outliers included; not on those that several ships share."""
    seen = inputs.positions
    shared = seen.filter(seen.track != seen.subject).select("subject").distinct()
    return jumps(seen.anti_join(shared, "subject").drop("track"), **parameters)


def _shared(inputs: Inputs, **parameters: Any) -> ir.Table:
    return shared_identity(inputs.positions, **_of(shared_identity, parameters))


def _loitering(inputs: Inputs, **parameters: Any) -> ir.Table:
    return loitering(inputs.ships, inputs.ports, **parameters)


def _port_visits(inputs: Inputs, **parameters: Any) -> ir.Table:
    return port_visits(inputs.ships, inputs.ports, **parameters)


def _encounters(inputs: Inputs, **parameters: Any) -> ir.Table:
    return encounters(inputs.ships, inputs.ports, **parameters)


_GAP_WEIGHT = {
    Coverage.HEARD_OTHERS.value: 0.5,
    Coverage.NOBODY_HEARD.value: 0.2,
    Coverage.UNKNOWN.value: 0.2,
    Coverage.FEED_OUTAGE.value: 0.05,
}

DETECTORS: tuple[Detector, ...] = (
    Detector(
        name="movements.gaps",
        version="1",
        functions=(gaps, coverage),
        find=_gaps,
        title=lambda row: (
            f"Unexplained gap of {row['hours']:.1f} h, {row['km']:.0f} km apart ({row['coverage']})"
        ),
        weight=lambda row: _GAP_WEIGHT[row["coverage"]],
    ),
    Detector(
        name="movements.open_gaps",
        version="1",
        functions=(open_gaps,),
        find=_open_gaps,
        title=lambda row: f"Not heard for {row['hours']:.1f} h when the data ends",
        weight=lambda row: 0.1,
        ends=(("subject", "start"),),
    ),
    Detector(
        name="movements.encounters",
        version="1",
        functions=(encounters,),
        find=_encounters,
        title=lambda row: (
            f"Within {row['km'] * 1000:.0f} m of {row['other']} for {row['hours']:.1f} h at sea"
        ),
        weight=lambda row: 0.4,
        ends=(
            ("subject", "start_fix"),
            ("other", "other_start_fix"),
            ("subject", "end_fix"),
            ("other", "other_end_fix"),
        ),
    ),
    Detector(
        name="movements.loitering",
        version="1",
        functions=(loitering,),
        find=_loitering,
        title=lambda row: f"{row['hours']:.1f} h at {row['knots']:.1f} kn away from any port",
        weight=lambda row: 0.15,
    ),
    Detector(
        name="movements.port_visits",
        version="1",
        functions=(port_visits,),
        find=_port_visits,
        title=lambda row: f"{row['hours']:.1f} h at {row['place']}",
        weight=lambda row: 0.02,
        needs=("positions", "places"),
    ),
    Detector(
        name="movements.shared_identity",
        version="1",
        functions=(shared_identity, tracks),
        find=_shared,
        title=lambda row: (
            f"{row['ships']} ships under one number, {row['km']:.0f} km apart"
            f" within {row['hours'] * 60:.0f} min"
        ),
        weight=lambda row: 0.4,
    ),
    Detector(
        name="movements.jumps",
        version="1",
        functions=(jumps,),
        find=_jumps,
        title=lambda row: (
            f"{row['jumps']} impossible jumps, the widest {row['km']:.0f} km"
            f" in {row['seconds']:.0f} s"
        ),
        weight=lambda row: 0.3,
    ),
)
"""All detectors, in the order in which they run."""


def findings(
    inputs: Inputs,
    settings: Mapping[str, Mapping[str, Any]] | None = None,
    only: Iterable[str] | None = None,
    invented: Container[str] = (),
) -> Iterator[Finding]:
    """The findings of all detectors that can run on these inputs, in a fixed order.

    `settings` maps a detector's name to parameters that differ from its defaults, `only` names
    the detectors to run, `invented` the sources whose data is made up.
    """
    settings = settings or {}
    if "track" not in inputs.positions.columns:
        limits = _of(tracks, settings.get("movements.shared_identity", {}))
        inputs = replace(inputs, positions=tracks(inputs.positions, **limits))
    chosen = None if only is None else set(only)
    for detector in DETECTORS:
        if chosen is None or detector.name in chosen:
            yield from run(detector, inputs, settings.get(detector.name, {}), invented)


def run(
    detector: Detector, inputs: Inputs, changed: Row | None = None, invented: Container[str] = ()
) -> Iterator[Finding]:
    """The findings of one detector; none when an input that it needs has not been seen."""
    changed = changed or {}
    unknown = sorted(set(changed) - set(detector.parameters))
    if unknown:
        raise BadInput(
            f"settings of {detector.name}",
            f"no parameter is called {unknown[0]}",
            f"use {', '.join(detector.parameters)}",
        )
    if any(getattr(inputs, need) is None for need in detector.needs):
        return
    parameters = detector.parameters | dict(changed)
    rows = sorted(_rows(detector.find(inputs, **parameters)), key=_order)
    evidence = _evidence(detector, inputs, rows)
    for row in rows:
        proof = tuple(
            evidence[row[subject], row[ts]]
            for subject, ts in detector.ends
            if (row[subject], row[ts]) in evidence
        )
        yield Finding(
            detector=detector.name,
            version=detector.version,
            subject=row["subject"],
            title=detector.title(row),
            weight=detector.weight(row),
            facts={name: _plain(value) for name, value in row.items() if name != "subject"},
            evidence=proof,
            parameters={name: value for name, value in parameters.items() if value is not None},
            invented=any(item.source in invented for item in proof),
        )


def _rows(table: ir.Table) -> list[dict[str, Any]]:
    return [
        {name: _utc(value) for name, value in row.items()}
        for batch in table.to_pyarrow().to_batches()
        for row in batch.to_pylist()
    ]


def _order(row: Row) -> tuple[str, ...]:
    return tuple(str(_plain(value)) for value in row.values())


def _evidence(
    detector: Detector, inputs: Inputs, rows: list[dict[str, Any]]
) -> dict[tuple[str, datetime], Evidence]:
    """The position rows at the ends of the findings, by subject and time."""
    wanted = sorted({(row[who], row[ts]) for row in rows for who, ts in detector.ends})
    if not wanted:
        return {}
    keys = ibis.memtable(
        {"subject": [who for who, _ in wanted], "ts": [ts for _, ts in wanted]},
        schema={"subject": "string", "ts": inputs.positions.ts.type()},
    )
    table = inputs.positions
    if "release" not in table.columns:
        table = table.mutate(release=ibis.literal(""))
    table = table.select("subject", "ts", "source", "release", "lat", "lon", "sog")
    found = sorted(_rows(table.semi_join(keys, ["subject", "ts"]).distinct()), key=_order)
    return {
        (row["subject"], row["ts"]): Evidence(
            source=row["source"],
            release=row["release"],
            origin=f"{row['subject']} {_plain(row['ts'])}",
            says=_says(row),
        )
        for row in reversed(found)
    }


def _says(row: Row) -> str:
    speed = "" if row["sog"] is None else f", {row['sog']:.1f} kn"
    return f"{row['lat']:.5f}, {row['lon']:.5f}{speed}"


def _utc(value: Any) -> Any:
    """Engines give times with and without a zone; here all are UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value


def _plain(value: Any) -> Any:
    """A JSON value; times as ISO 8601 in UTC, with microseconds only where there are any."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, float) and value == 0:
        return 0.0
    return value
