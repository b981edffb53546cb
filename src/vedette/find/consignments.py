"""Consignments as detectors see them: each line once, as subjects, queries and plain facts.

Reach for `lines` to read them (a corrected manifest takes the place of the one before), for
`queries` to ask the lists about who is on a line, and for `facts` to tell whether and where a
line has changed since somebody decided on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vedette.find.names.tokens import Habit, Kind, analyse
from vedette.lake import consignments
from vedette.lake.workspace import Workspace
from vedette.model.consignment import Consignment, Good, Party
from vedette.model.entity import Entity, unique
from vedette.model.release import Release

VESSEL = {"name": "name", "imo": "imoNumber", "mmsi": "mmsi", "call_sign": "callSign"}
AIRCRAFT = {
    "registration": "registrationNumber",
    "icao24": "icaoCode",
    "serial": "serialNumber",
}
"""Fields of a line to FollowTheMoney properties, identity only: a flag or flight is none."""


@dataclass(frozen=True, slots=True)
class Query:
    """Somebody or something on a line: in which role, and as whom to look it up."""

    role: str
    entity: Entity


def subject_of(line: Consignment) -> str:
    """What alerts on this line are about; the source keeps two manifests' "row 7" apart."""
    return f"consignment:{line.source}/{line.id}"


def lines(workspace: Workspace, releases: tuple[Release, ...]) -> Iterator[Consignment]:
    """Every line of these releases (the oldest first); of one subject only the newest."""
    newest: dict[str, str] = {}
    for release in releases:
        for line in consignments.read_consignments(workspace, [release]):
            newest[subject_of(line)] = release.sha256
    for release in releases:
        for line in consignments.read_consignments(workspace, [release]):
            if newest.get(subject_of(line)) == release.sha256:
                yield line


def queries(line: Consignment) -> Iterator[Query]:
    """Whom to look up: each party in its role, the vessel, the aircraft and its operator."""
    for party in line.parties:
        if party.name or party.identifiers:
            yield Query(party.role, party_of(party))
    for role, schema, fields, known in (
        ("vessel", "Vessel", VESSEL, line.vessel),
        ("aircraft", "Airplane", AIRCRAFT, line.aircraft),
    ):
        properties = {
            name: (known[key],) for key, name in fields.items() if known.get(key, "").strip()
        }
        if properties:
            if role == "vessel" and known.get("flag"):
                properties["flag"] = (known["flag"],)
            yield Query(role, Entity("", schema, properties))
    operator = line.aircraft.get("operator", "").strip()
    if operator:
        yield Query("operator", Entity("", "LegalEntity", {"name": (operator,)}))


def facts(line: Consignment) -> dict[str, list[str]]:
    """What is written on the line, property to values: where it stands in the file is no fact.

    >>> line = Consignment("7", "demo", parties=(Party("consignee", "NOOR", "ae"),))
    >>> facts(line)
    {'consignee': ['NOOR, ae']}
    """
    found: dict[str, list[str]] = {
        "date": [line.date],
        "document": [line.document],
        "origin country": [line.origin_country],
        "destination country": [line.destination_country],
        "route": list(line.route),
        "containers": list(line.containers),
        "goods": [_good_text(good) for good in line.goods],
    }
    for party in line.parties:
        found.setdefault(party.role, []).append(_party_text(party))
    for name, fields in (("vessel", line.vessel), ("aircraft", line.aircraft)):
        found[name] = [f"{key} {value}" for key, value in sorted(fields.items()) if value]
    return {name: list(unique(values)) for name, values in sorted(found.items()) if any(values)}


def party_of(party: Party) -> Entity:
    """A party of a line, to be looked up."""
    said = tuple((prop, str(value)) for prop, value in party.identifiers.items())
    return _entity(party.name, party.country, party.address, said)


@lru_cache(maxsize=1 << 15)
def _entity(name: str, country: str, address: str, said: tuple[tuple[str, str], ...]) -> Entity:
    """The same party stands on many lines, and is asked for several times."""
    properties = {
        "name": unique([name]),
        "country": unique([country]),
        "address": unique([address]),
        **{prop: unique([value]) for prop, value in said},
    }
    schema = "Company" if is_company(name) else "LegalEntity"
    return Entity("", schema, {prop: of for prop, of in properties.items() if of})


def is_company(name: str) -> bool:
    """Whether a name says by its legal form that no natural person bears it.

    >>> [is_company(n) for n in ("Haddad Textiles FZE", "Haddad S.A.", "Van Co", "Ali Haddad")]
    [True, True, False, False]
    """
    tokens = analyse(name, Habit.UNKNOWN).tokens
    return 0 < sum(token.kind == Kind.LEGAL for token in tokens) < len(tokens)


def _party_text(party: Party) -> str:
    extra = [f"{name} {value}" for name, value in sorted(party.identifiers.items())]
    return ", ".join(filter(None, [party.name, party.address, party.country, *extra]))


def _good_text(good: Good) -> str:
    numbers = "" if good.value is None else f"{good.value:.12g} {good.currency}".strip()
    weight = "" if good.weight_kg is None else f"{good.weight_kg:.12g} kg"
    parts = [good.hs, good.description, good.quantity, weight, numbers, good.maker]
    return ", ".join(filter(None, [*parts, *good.part_numbers]))
