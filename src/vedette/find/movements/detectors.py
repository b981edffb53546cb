"""Every movement detector by name: what it is made of, how its rows read, how much they weigh.

Reach for `DETECTORS` to list them with their defaults; `run` runs them. The detectors themselves
are plain functions of tables in the modules beside this one. Weights are small: ships fall silent
and drift for many reasons, and only what comes together, or comes from a listed ship, should
reach a person. They add up as `model.alert` says.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ibis.expr import types as ir

from vedette.find.movements.ashore import inland_cells, on_land
from vedette.find.movements.circles import circles
from vedette.find.movements.coverage import Coverage, coverage
from vedette.find.movements.dark import dark_encounters
from vedette.find.movements.destination import destination_mismatches
from vedette.find.movements.draught import draught_changes
from vedette.find.movements.encounters import encounters
from vedette.find.movements.flights import flights, silent_aloft
from vedette.find.movements.gaps import gaps, open_gaps
from vedette.find.movements.identity import (
    flag_hops,
    hex_mismatches,
    identity_changes,
    imo_changes,
)
from vedette.find.movements.inputs import Inputs
from vedette.find.movements.jumps import jumps
from vedette.find.movements.loitering import loitering
from vedette.find.movements.renumbered import renumbered
from vedette.find.movements.segments import shared_identity, tracks
from vedette.find.movements.visits import port_visits

Row = Mapping[str, Any]
Function = Callable[..., ir.Table]


@dataclass(frozen=True, slots=True)
class Detector:
    """One detector as it is declared.

    `functions`  table functions whose keyword parameters it takes and whose docstrings explain it
    `find`       their composition: inputs and parameters in, rows out
    `title`      one line about a row, `weight` how much it counts
    `ends`       columns (subject, time) of the fixes that are its evidence
    `said`       columns (subject, attribute, value) of the statements that are; an attribute
                 that begins with ``=`` is meant literally
    `needs`      inputs without which it cannot run
    """

    name: str
    functions: tuple[Function, ...]
    find: Callable[..., ir.Table]
    title: Callable[[Row], str]
    weight: Callable[[Row], float]
    ends: tuple[tuple[str, str], ...] = ()
    said: tuple[tuple[str, str, str], ...] = ()
    needs: tuple[str, ...] = ("tracks",)
    version: str = "1"

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


def of(function: Function, parameters: Row) -> dict[str, Any]:
    """The parameters that belong to this function."""
    own = inspect.signature(function).parameters
    return {name: value for name, value in parameters.items() if name in own}


def _dark(inputs: Inputs, **parameters: Any) -> ir.Table:
    """Among ships, without the silences that the feed itself explains."""
    gone = inputs.gaps.filter(
        inputs.gaps.subject.startswith("mmsi:"),
        inputs.gaps.coverage != Coverage.FEED_OUTAGE.value,
    )
    return dark_encounters(gone, inputs.ports, **parameters)


def _shared(inputs: Inputs, **parameters: Any) -> ir.Table:
    return shared_identity(inputs.several, **of(shared_identity, parameters))


def _jumps(inputs: Inputs, **parameters: Any) -> ir.Table:
    """On identities as they are, outliers included; not on those that several ships share."""
    shared = shared_identity(inputs.several).select("subject")
    return jumps(inputs.leaps.anti_join(shared, "subject"), **parameters)


def _port_visits(inputs: Inputs, **_: Any) -> ir.Table:
    """With the name and the country of the place."""
    named = inputs.places.select(place="id", place_name="name", place_country="country")
    return inputs.visits.left_join(named, "place").drop("place_right")


def _draught(inputs: Inputs, **parameters: Any) -> ir.Table:
    return draught_changes(inputs.identities, inputs.visits, inputs.gaps, **parameters)


def _destination(inputs: Inputs, **parameters: Any) -> ir.Table:
    return destination_mismatches(inputs.identities, inputs.visits, inputs.ports, **parameters)


def _clock(hours: float) -> str:
    return f"{hours:.1f} h" if hours >= 1 else f"{hours * 60:.0f} min"


GAP_WEIGHT = {
    Coverage.HEARD_OTHERS.value: 0.15,
    Coverage.NOBODY_HEARD.value: 0.05,
    Coverage.UNKNOWN.value: 0.05,
    Coverage.FEED_OUTAGE.value: 0.0,
}
START, BOTH = (("subject", "start"),), (("subject", "start"), ("subject", "end"))

DETECTORS: tuple[Detector, ...] = (
    Detector(
        name="movements.shared_identity",
        functions=(shared_identity, tracks),
        find=_shared,
        title=lambda row: (
            f"{row['ships']} ships under one number, {row['km']:.0f} km apart"
            f" within {_clock(row['hours'])}"
        ),
        weight=lambda row: 0.2,
        ends=BOTH,
    ),
    Detector(
        name="movements.jumps",
        functions=(jumps,),
        find=_jumps,
        title=lambda row: (
            f"{row['jumps']} impossible jump{'s' * (row['jumps'] != 1)},"
            f" up to {row['km']:.0f} km in {row['seconds']:.0f} s"
        ),
        weight=lambda row: 0.15,
        ends=BOTH,
    ),
    Detector(
        name="movements.circles",
        functions=(circles,),
        find=lambda inputs, **parameters: circles(inputs.ship_steps, **parameters),
        title=lambda row: (
            f"{abs(row['laps']):.1f} laps of a circle of {row['radius_km']:.1f} km"
            + (f", as {row['others']} other ships" if row["others"] else "")
        ),
        weight=lambda row: 0.15 if row["others"] else 0.05,
        ends=BOTH,
    ),
    Detector(
        name="movements.on_land",
        functions=(on_land, inland_cells),
        find=lambda inputs, **all_: on_land(inputs.ships, inputs.land, **of(on_land, all_)),
        title=lambda row: f"{row['fixes']} positions in a row on land",
        weight=lambda row: 0.1,
        ends=BOTH,
        needs=("tracks", "land"),
    ),
    Detector(
        name="movements.gaps",
        functions=(gaps, coverage),
        find=lambda inputs, **_: inputs.gaps.filter(inputs.gaps.subject.startswith("mmsi:")),
        title=lambda row: (
            f"Unexplained gap of {_clock(row['hours'])}, {row['km']:.0f} km apart"
            f" ({row['coverage']})"
        ),
        weight=lambda row: GAP_WEIGHT[row["coverage"]],
        ends=BOTH,
        needs=("tracks", "gaps"),
    ),
    Detector(
        name="movements.open_gaps",
        functions=(open_gaps,),
        find=lambda inputs, **parameters: open_gaps(inputs.last_of_ships, **parameters),
        title=lambda row: f"Not heard for {_clock(row['hours'])} when the data ends",
        weight=lambda row: 0.02,
        ends=START,
    ),
    Detector(
        name="movements.encounters",
        functions=(encounters,),
        find=lambda inputs, **parameters: encounters(
            inputs.ship_steps, inputs.ports, inputs.last_of_ships, **parameters
        ),
        title=lambda row: (
            f"Within {row['km'] * 1000:.0f} m of {row['other']} for {_clock(row['hours'])} at sea"
        ),
        weight=lambda row: 0.2,
        ends=(
            ("subject", "start_fix"),
            ("other", "other_start_fix"),
            ("subject", "end_fix"),
            ("other", "other_end_fix"),
        ),
    ),
    Detector(
        name="movements.dark_encounters",
        functions=(dark_encounters,),
        find=_dark,
        title=lambda row: (
            f"Unheard together with {row['other']} for {_clock(row['hours'])},"
            f" time to meet: {_clock(row['possible_hours'])}"
        ),
        weight=lambda row: 0.15,
        ends=(
            ("subject", "subject_start"),
            ("subject", "subject_end"),
            ("other", "other_start"),
            ("other", "other_end"),
        ),
        needs=("tracks", "gaps"),
    ),
    Detector(
        name="movements.loitering",
        functions=(loitering,),
        find=lambda inputs, **parameters: loitering(inputs.ship_steps, inputs.ports, **parameters),
        title=lambda row: f"{_clock(row['hours'])} at {row['knots']:.1f} kn away from any port",
        weight=lambda row: 0.05,
        ends=BOTH,
    ),
    Detector(
        name="movements.port_visits",
        functions=(port_visits,),
        find=_port_visits,
        title=lambda row: (
            f"{_clock(row['hours'])} at {row['place_name']}"
            f" ({(row['place_country'] or 'country not known').upper()})"
        ),
        weight=lambda row: 0.0,
        ends=BOTH,
        needs=("tracks", "places", "visits"),
    ),
    Detector(
        name="movements.draught_changes",
        functions=(draught_changes,),
        find=_draught,
        title=lambda row: (
            f"Draught from {row['before']:.1f} to {row['after']:.1f} m without a port visit"
            + (f", silent for {_clock(row['gap_hours'])} meanwhile" if row["gap_hours"] else "")
        ),
        weight=lambda row: 0.3 if row["gap_hours"] else 0.2,
        said=(("subject", "=draught", "said_before"), ("subject", "=draught", "said_after")),
        needs=("tracks", "identities", "visits", "gaps"),
    ),
    Detector(
        name="movements.destination_mismatches",
        functions=(destination_mismatches,),
        find=_destination,
        title=lambda row: f"Said {row['stated']}, visited a port {row['km']:.0f} km from there",
        weight=lambda row: 0.1,
        ends=START,
        said=(("subject", "=destination", "stated"),),
        needs=("tracks", "identities", "places", "visits"),
    ),
    Detector(
        name="movements.identity_changes",
        functions=(identity_changes,),
        find=lambda inputs, **parameters: identity_changes(inputs.identities, **parameters),
        title=lambda row: f"New {row['attribute']}: {row['before']}, then {row['after']}",
        weight=lambda row: 0.2 if row["attribute"] in ("imo", "registration") else 0.1,
        said=(("subject", "attribute", "before"), ("subject", "attribute", "after")),
        needs=("identities",),
    ),
    Detector(
        name="movements.imo_changes",
        functions=(imo_changes,),
        find=lambda inputs, **parameters: imo_changes(inputs.identities, **parameters),
        title=lambda row: f"IMO {row['imo']} was {row['before']} and is now {row['after']}",
        weight=lambda row: 0.2,
        said=(("before", "=imo", "imo"), ("subject", "=imo", "imo")),
        needs=("identities",),
    ),
    Detector(
        name="movements.renumbered",
        functions=(renumbered,),
        find=lambda inputs, **parameters: renumbered(inputs.lives, inputs.identities, **parameters),
        title=lambda row: (
            f"May be {row['before']} under a new number: begins {_clock(row['hours'])} and"
            f" {row['km']:.0f} km after that one ended, same {row['agrees'].replace(' ', ', ')}"
        ),
        weight=lambda row: 0.05 + 0.05 * len(row["agrees"].split()),
        ends=(("before", "start"), ("subject", "end")),
        needs=("identities", "lives"),
    ),
    Detector(
        name="movements.flag_hops",
        functions=(flag_hops,),
        find=lambda inputs, **parameters: flag_hops(inputs.identities, **parameters),
        title=lambda row: (
            f"{row['hops']} changes of flag, {row['before'].upper()} to {row['after'].upper()}"
        ),
        weight=lambda row: 0.3,
        said=(("before_by", "=flag", "before"), ("after_by", "=flag", "after")),
        needs=("identities",),
    ),
    Detector(
        name="movements.hex_mismatches",
        functions=(hex_mismatches,),
        find=lambda inputs, **changed: hex_mismatches(inputs.identities, inputs.tails, **changed),
        title=lambda row: (
            f"Registration {row['registration']} ({row['tail_country'].upper()}) with a"
            f" transponder code of {row['hex_country'].upper()}"
        ),
        weight=lambda row: 0.1,
        said=(("subject", "=registration", "registration"),),
        needs=("identities", "tails"),
    ),
    Detector(
        name="movements.flights",
        functions=(flights,),
        find=lambda inputs, **parameters: flights(inputs.tracks, inputs.airports, **parameters),
        title=lambda row: (
            f"Flight from {row['from_airport'] or '(not seen)'}"
            f" to {row['to_airport'] or '(not seen)'}"
        ),
        weight=lambda row: 0.0,
        ends=BOTH,
        needs=("tracks", "places"),
    ),
    Detector(
        name="movements.silent_aloft",
        functions=(silent_aloft,),
        find=lambda inputs, **parameters: silent_aloft(inputs.tracks, **parameters),
        title=lambda row: (
            f"Not heard for {row['minutes']:.0f} min at {row['feet']:,.0f} ft"
            f" while {row['others']} others were"
        ),
        weight=lambda row: 0.2,
        ends=START,
    ),
)
"""All detectors, in the order in which they run."""

BY_NAME: Mapping[str, Detector] = {detector.name: detector for detector in DETECTORS}


def detected(*tables: ir.Table | None, detector: str, **parameters: Any) -> ir.Table:
    """What a detector finds in the tables of `Inputs`."""
    return BY_NAME[detector].find(Inputs(*tables), **parameters)
