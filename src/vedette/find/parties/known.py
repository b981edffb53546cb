"""What the lists in force say beyond names: numbers of hulls and airframes, fleets, owners.

Reach for `known` once per snapshot with all its entities; the verdict asks it per line. It is
the place where list entities become indexes, and nothing in it weighs anything.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vedette.find.ownership import Holding, Ruling, blocked, fleets, from_entities, neighbourhood
from vedette.find.ownership.fleets import Fleets
from vedette.find.ownership.neighbours import Neighbourhood
from vedette.model.entity import Entity
from vedette.model.errors import Missing
from vedette.reference.folding import folded

REGIMES = {"ofac": "OFAC", "us": "OFAC", "eu": "EU", "gb": "UK", "uk": "UK", "ca": "Canada"}
"""Which ownership rule applies to whom a list designates, by the beginning of its name. The UN
has no ownership rule of its own and its members apply theirs; lists of others are read by the
rule of OFAC, the only one without a ground of control."""

EXPORT_CONTROL = {"BIS-EL": "BIS-Affiliates", "BIS-MEU": "BIS-Affiliates", "BIS-DPL": "BIS-Denied"}
"""The same by programme for parties whose exports are controlled and who are not blocked. Those
of other programmes (unverified, debarred) are owned by no rule that was seen."""

EVERYBODY = ("OFAC", "EU", "UK", "Canada")
RULES = (*EVERYBODY, "BIS-Affiliates", "BIS-Denied")
PARTY_SCHEMATA = frozenset({"Person", "Company", "Organization", "LegalEntity", "PublicBody"})
SHORTEST_NAME = 5
"""A whole name with fewer characters is shared by too many."""
SHORTEST_MSN = 4
"""A manufacturer's serial number with fewer characters is shared by several makers."""


@dataclass(frozen=True, slots=True)
class Known:
    """Indexes over the entities of a snapshot.

    `listed` are the ids of listed entities, `linked` of those that a list names beside them.
    `directors` maps an entity to listed persons who direct it, `stakes` to the holdings in it.
    `by_name` has listed parties by their whole folded name.
    """

    entities: Mapping[str, Entity] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()
    by_imo: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    by_tail: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    by_msn: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    fleets: Fleets = field(default_factory=Fleets)
    neighbourhood: Neighbourhood = field(default_factory=Neighbourhood)
    rulings: tuple[Ruling, ...] = ()
    stakes: Mapping[str, tuple[Holding, ...]] = field(default_factory=dict)
    by_name: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    directors: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)


def known(entities: Iterable[Entity], date: str) -> Known:
    """Read the entities of a snapshot once; ownership rules are those of `date`."""
    everyone = list(entities)
    parties = {one.id: one for one in everyone if one.values("name")}
    listed, linked = _listed(everyone)
    own = [one for one in everyone if one.id in listed or one.id not in parties]
    holdings = list(from_entities(everyone))
    return Known(
        entities=parties,
        listed=listed,
        linked=linked,
        by_imo=_index(everyone, "Vessel", ("imoNumber",), listed),
        by_tail=_index(everyone, "Airplane", ("registrationNumber", "name", "alias"), listed),
        by_msn=_index(everyone, "Airplane", ("serialNumber",), listed),
        fleets=fleets(one for one in everyone if one.schema != "Vessel" or one.id in listed),
        neighbourhood=neighbourhood(own),
        rulings=_rulings(everyone, holdings, listed, date),
        stakes=by_owned(holdings),
        by_name=_by_name(everyone, listed),
        directors=_directors(everyone, parties, listed),
    )


def number(text: str) -> str:
    """A number as it is compared: letters and digits only, capitals.

    >>> number("ep-gom"), number("MSN 10 23409321")
    ('EPGOM', '1023409321')
    """
    return re.sub(r"[^A-Z0-9]+", "", re.sub(r"^\s*(MSN|S/N|SN)\b", "", text.upper()))


def list_of(*places: Entity) -> str:
    """The short names of the lists that an entry stands on."""
    return " and ".join(dict.fromkeys(one.dataset or "the list" for one in places))


def by_id(entities: Iterable[Entity]) -> list[tuple[Entity, ...]]:
    """Entities with one id together: a publisher's entry on several of its lists."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for one in entities:
        found[one.id].append(one)
    return [tuple(of) for of in found.values()]


def regimes_of(entity: Entity) -> tuple[str, ...]:
    """The ownership rules that apply to what this listed entity owns.

    >>> regimes_of(Entity("x", "Company", dataset="ofac-sdn"))
    ('OFAC',)
    >>> regimes_of(Entity("x", "Company", {"topics": ("export.control",)}, "us-bis-dpl"))
    ('BIS-Denied',)
    """
    start = re.split(r"[^a-z]", entity.dataset.casefold())[0]
    if start == "un":
        return EVERYBODY
    topics = set(entity.values("topics"))
    if topics & {"export.control", "debarment"} and "sanction" not in topics:
        programmes = entity.values("programId") or ("BIS-DPL",) * entity.dataset.endswith("bis-dpl")
        return tuple(dict.fromkeys(EXPORT_CONTROL[p] for p in programmes if p in EXPORT_CONTROL))
    return (REGIMES.get(start, "OFAC"),)


def _listed(entities: Iterable[Entity]) -> tuple[frozenset[str], frozenset[str]]:
    """Who is listed, by topic or by a listing that points at him; who is only named beside."""
    listed: set[str] = set()
    linked: set[str] = set()
    for one in entities:
        topics = one.values("topics")
        if "sanction" in topics or "debarment" in topics or "export.control" in topics:
            listed.add(one.id)
        elif any(topic.startswith("sanction.") for topic in topics):
            linked.add(one.id)
        if one.schema == "Sanction":
            listed.update(one.values("entity"))
    return frozenset(listed), frozenset(linked - listed)


def _index(
    entities: Iterable[Entity], schema: str, properties: tuple[str, ...], listed: frozenset[str]
) -> dict[str, tuple[Entity, ...]]:
    found: dict[str, list[Entity]] = defaultdict(list)
    for one in entities:
        if one.schema == schema and one.id in listed:
            for value in dict.fromkeys(number(text) for text in one.values(*properties)):
                if value:
                    found[value].append(one)
    return {value: tuple(of) for value, of in found.items()}


def by_owned(holdings: Iterable[Holding]) -> dict[str, tuple[Holding, ...]]:
    """Holdings by whom they are in."""
    found: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        found[holding.owned].append(holding)
    return {owned: tuple(of) for owned, of in found.items()}


def _by_name(entities: Iterable[Entity], listed: frozenset[str]) -> dict[str, tuple[Entity, ...]]:
    found: dict[str, list[Entity]] = defaultdict(list)
    for one in entities:
        if one.id in listed and one.schema in PARTY_SCHEMATA:
            for name in {folded(text) for text in one.values("name", "alias", "previousName")}:
                if len(name) >= SHORTEST_NAME:
                    found[name].append(one)
    return {name: tuple(of) for name, of in found.items()}


def _rulings(
    entities: list[Entity], holdings: list[Holding], listed: frozenset[str], date: str
) -> tuple[Ruling, ...]:
    if not holdings:
        return ()
    seeds: dict[str, set[str]] = defaultdict(set)
    for one in entities:
        if one.id in listed:
            for regime in regimes_of(one):
                seeds[regime].add(one.id)
    rulings = []
    for regime in RULES:
        if seeds[regime]:
            try:
                rulings.append(blocked(holdings, seeds[regime], regime, date))
            except Missing:
                continue  # the rule of that day was not seen: nothing is read by it
    return tuple(rulings)


def _directors(
    entities: Iterable[Entity], parties: Mapping[str, Entity], listed: frozenset[str]
) -> dict[str, tuple[Entity, ...]]:
    found: dict[str, dict[str, Entity]] = defaultdict(dict)
    for one in entities:
        if one.schema == "Directorship":
            for director in one.values("director"):
                for organization in one.values("organization"):
                    if director in listed and director in parties:
                        found[organization][director] = parties[director]
    return {
        organization: tuple(of[key] for key in sorted(of)) for organization, of in found.items()
    }
