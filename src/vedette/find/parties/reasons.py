"""Reasons that come from who is on the paper: parties, the ship, the aircraft, their owners.

Reach for `asked` to learn whom to look up for a line, and for `reasons` once that is done. A
match of a name is never more than its likeness; a hull's IMO number and an airframe's serial
number outlast every rename and re-registration, so they are looked up by themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from vedette.find.consignments import Query, queries, subject_of
from vedette.find.entries import one_each
from vedette.find.names import Match
from vedette.find.ownership import Holding, Ruling, Tie, neighbours, sisters
from vedette.find.parties.context import Context
from vedette.find.parties.known import (
    PARTY_SCHEMATA,
    SHORTEST_MSN,
    by_id,
    list_of,
    number,
)
from vedette.find.route.evaluate import filled
from vedette.find.route.history import Dealing, party_key
from vedette.model.consignment import Consignment
from vedette.model.entity import NAME_PROPERTIES, Entity
from vedette.model.verdict import Reason
from vedette.reference.folding import folded


@dataclass(frozen=True, slots=True)
class Owned:
    """A party found in a register of owners, and what a regime's rule says of it there.

    `sure` is false when an owner is only perhaps the listed party; `names` are captions by id,
    `stakes` the holdings in the party itself.
    """

    party: Entity
    ruling: Ruling
    sure: bool
    names: Mapping[str, str]
    listed: tuple[Entity, ...]
    stakes: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of everyone asked about, by `key_of`: matches, and standings in registers;
    and by `party_key` of shippers, the listed party that each has shipped to."""

    matches: Mapping[str, Sequence[Match]] = field(default_factory=dict)
    customers: Mapping[str, tuple[Dealing, Match]] = field(default_factory=dict)
    owned: Mapping[str, Sequence[Owned]] = field(default_factory=dict)


def asked(line: Consignment) -> Iterator[Query]:
    """Whom to look up for this line: parties, and the ship by its name alone, so that a ship on
    many lines is asked for once. Numbers of hulls and airframes are looked up by `reasons`."""
    for query in queries(line):
        if query.entity.schema == "Vessel":
            yield replace(query, entity=_named_only(query.entity))
        elif query.entity.schema != "Airplane":
            yield query


def _named_only(ship: Entity) -> Entity:
    return Entity("", ship.schema, {"name": ship.values("name")})


def key_of(entity: Entity) -> str:
    """By what an entity that was asked about is found again, within one run."""
    return repr((entity.schema, sorted(entity.properties.items())))


def reasons(line: Consignment, looked: Looked, context: Context) -> Iterator[Reason]:
    """Every reason that the parties, the ship and the aircraft of this line give."""
    for query in asked(line):
        key = key_of(query.entity)
        found = looked.matches.get(key, ())
        if query.entity.schema == "Vessel":
            yield from _ship(line, found, context)
        else:
            yield from _party(query, found, looked.owned.get(key, ()), context)
    yield from _customers(line, looked, context)
    if line.aircraft:
        yield from _aircraft(line, context)
    yield from _movements(line, context)


def _reason(
    context: Context,
    rule: str,
    strength: float,
    named: Mapping[str, Any],
    facts: Mapping[str, Any] | None = None,
    evidence: Iterable[Entity] = (),
) -> Iterator[Reason]:
    """One reason by its rule, if that rule is switched on."""
    row = context.rules.rows[rule]
    if row.on:
        yield Reason(
            rule,
            filled(row.title, named),
            round(row.weight * strength, 4),
            {"strength": round(strength, 4), "most": row.most, **(facts or {}), **row.source},
            tuple(
                {
                    "entity": entity.id,
                    "source": entity.dataset,
                    "release": entity.release,
                    "origin": entity.origin,
                    "says": entity.caption,
                }
                for entity in evidence
            ),
        )


def _party(
    query: Query, matches: Sequence[Match], owned: Sequence[Owned], context: Context
) -> Iterator[Reason]:
    known = context.known
    base = {"role": query.role.capitalize(), "query": query.entity.caption}
    listed = False
    for match, places in one_each(matches):
        entity = match.entity
        if entity.schema not in PARTY_SCHEMATA:
            continue
        named = {**base, "candidate": entity.caption, "list": list_of(*places)}
        facts = {"role": query.role, "likeness": match.score, "explanation": match.explanation}
        if entity.id in known.listed:
            listed = True
            rule = "party.listed" if match.score >= context.hold else "party.listed-maybe"
            yield from _reason(context, rule, match.score, named, facts, places)
            continue
        if entity.id in known.linked:
            yield from _reason(context, "party.linked", match.score, named, facts, places)
        for ruling in known.rulings:
            stakes = known.stakes.get(entity.id, ())
            standing = Owned(entity, ruling, True, {}, (), stakes)
            yield from _owned(standing, match.score, base, context)
        for tie in neighbours(entity, known.neighbourhood, known.directors.get(entity.id, ())):
            yield from _tie(tie, match.score, base, context)
    for standing in owned:
        yield from _owned(standing, 1.0, base, context)
    if not listed:
        yield from _same_name(query, base, context)
        yield from _named_after(query, base, context)
        for tie in neighbours(query.entity, known.neighbourhood):
            yield from _tie(tie, 1.0, base, context)


def _same_name(query: Query, base: Mapping[str, Any], context: Context) -> Iterator[Reason]:
    """A whole name that is a listed one's, which the screener thought too common to be a match."""
    for entity in context.known.by_name.get(folded(query.entity.first("name")), ())[:3]:
        named = {**base, "candidate": entity.caption, "list": list_of(entity)}
        yield from _reason(context, "party.same-name", 1.0, named, {"role": query.role}, [entity])


def _named_after(query: Query, base: Mapping[str, Any], context: Context) -> Iterator[Reason]:
    """A company whose name holds the whole name, of two words or more, of a listed person."""
    if query.entity.schema != "Company":
        return
    words = folded(query.entity.first("name")).split()
    for start in range(len(words)):
        for end in range(start + 2, min(start + 6, len(words))):
            if sum(len(word) > 2 for word in words[start:end]) < 2:
                continue
            for entity in context.known.by_name.get(" ".join(words[start:end]), ()):
                if entity.schema == "Person":
                    named = {**base, "candidate": entity.caption, "list": list_of(entity)}
                    facts = {"role": query.role, "words": words[start:end]}
                    yield from _reason(context, "party.named-after", 1.0, named, facts, [entity])
                    return


def _customers(line: Consignment, looked: Looked, context: Context) -> Iterator[Reason]:
    """The shipper has shipped to a listed party, by another line than this."""
    for party in line.parties:
        dealing, match = looked.customers.get(party_key(party), (None, None))
        if party.role != "shipper" or dealing is None or match is None:
            continue
        other = dealing.line
        if (other.release, other.id) == (line.release, line.id):
            continue
        named = {
            "role": "Shipper",
            "query": party.name,
            "customer": dealing.consignee.name,
            "candidate": match.entity.caption,
            "list": list_of(match.entity),
            "line": f"{other.source}, {other.origin or other.id}",
        }
        facts = {"likeness": match.score, "line": subject_of(other), "date": other.date}
        yield from _reason(context, "party.customer", match.score, named, facts, [match.entity])


def _owned(
    found: Owned, likeness: float, base: Mapping[str, Any], context: Context
) -> Iterator[Reason]:
    """What its owners make of an unlisted party, with the path that proves it."""
    standing = found.ruling.standings.get(found.party.id)
    if standing is None or standing.answer == "not_blocked":
        yield from _below(found, likeness, base, context)
        return
    certain = found.sure and standing.answer == "blocked"
    path = found.ruling.path(found.party.id)
    entities = context.known.entities
    names = {
        one: found.names.get(one) or (entities[one].caption if one in entities else one)
        for step in path
        for one in (step.owner, step.owned)
    }
    facts = {
        "likeness": likeness,
        "regime": found.ruling.regime.name,
        "date": found.ruling.date,
        "ground": standing.ground,
        "percent": [standing.low, standing.high],
        "path": [
            {**asdict(step), "owner": names[step.owner], "owned": names[step.owned]}
            for step in path
        ],
    }
    evidence = [*found.listed, *(entities[s.owner] for s in path if s.owner in entities)]
    named = {**base, "entity": found.party.caption, "regime": found.ruling.regime.name}
    rule = "party.owned" if certain else "party.owned-unknown"
    yield from _reason(context, rule, likeness, named, facts, [*evidence, found.party])


def _below(
    found: Owned, likeness: float, base: Mapping[str, Any], context: Context
) -> Iterator[Reason]:
    """A part that listed persons or theirs hold and that blocks nothing: it is too small, or the
    rule is suspended, or there is none."""
    ruling = found.ruling
    aside = ruling.regime.status in ("suspended", "no rule")
    held = [
        one
        for one in found.stakes
        if ruling.answer(one.owner) == "blocked" or (aside and one.owner in ruling.standings)
    ]
    if held and found.sure:
        names = [found.names.get(one.owner, one.owner) for one in held]
        named = {**base, "listed": ", ".join(names)}
        facts = {
            "regime": ruling.regime.name,
            "rule": ruling.regime.status,
            "stakes": [
                asdict(one) | {"owner": name} for one, name in zip(held, names, strict=True)
            ],
        }
        yield from _reason(
            context, "ties.owner-below", likeness, named, facts, [*found.listed, found.party]
        )


def _tie(tie: Tie, score: float, base: Mapping[str, Any], context: Context) -> Iterator[Reason]:
    named = {**base, "listed": ", ".join(one.caption for one in tie.listed[:4])}
    yield from _reason(context, tie.rule, score, named, tie.facts, tie.listed[:12])


def _ship(line: Consignment, matches: Sequence[Match], context: Context) -> Iterator[Reason]:
    imo, name = line.vessel.get("imo", ""), line.vessel.get("name", "")
    hulls = context.known.by_imo.get(number(imo), ()) if imo else ()
    for places in by_id(hulls):
        entity = places[0]
        named = {"imo": imo, "candidate": entity.caption, "list": list_of(*places)}
        yield from _reason(context, "vessel.listed", 1.0, named, {"imo": imo}, places)
        names = {number(one) for one in entity.values(*NAME_PROPERTIES)}
        if name and number(name) not in names:
            told = {"imo": imo, "known": entity.caption, "said": name}
            yield from _reason(context, "vessel.renamed", 1.0, told, told, [entity])
    if hulls:
        return
    wrong = any(problem.startswith("IMO number") for problem in line.problems)
    for match, places in one_each(matches):
        entity = match.entity
        if entity.schema != "Vessel" or entity.id not in context.known.listed:
            continue
        if imo and not wrong and entity.values("imoNumber"):
            continue  # another hull of the same name
        identity = "its own IMO number fails the check digit" if imo else "no IMO number is given"
        named = {
            "query": name,
            "candidate": entity.caption,
            "list": list_of(*places),
            "identity": identity,
        }
        facts = {"likeness": match.score, "explanation": match.explanation}
        yield from _reason(context, "vessel.name", match.score, named, facts, places)
    for tie in sisters(_with_people(line), context.known.fleets):
        yield from _tie(tie, 1.0, {"role": "Ship", "query": name or imo}, context)


def _with_people(line: Consignment) -> Entity:
    """The ship with the owner, manager and carrier that the paper names."""
    properties = {
        "name": (line.vessel.get("name", ""),),
        "imoNumber": (line.vessel.get("imo", ""),),
        "owner": tuple(one.name for one in line.parties if one.role == "owner"),
        "operator": tuple(one.name for one in line.parties if one.role in ("manager", "carrier")),
    }
    return Entity("", "Vessel", {name: of for name, of in properties.items() if any(of)})


def _aircraft(line: Consignment, context: Context) -> Iterator[Reason]:
    """By serial number whatever the tail says, and by tail number."""
    tail = number(line.aircraft.get("registration", ""))
    serial = number(line.aircraft.get("serial", ""))
    query = line.aircraft.get("registration") or f"MSN {line.aircraft.get('serial', '')}"
    found = [(one, "serial number (MSN)", serial) for one in context.known.by_msn.get(serial, ())]
    found += [(one, "registration", tail) for one in context.known.by_tail.get(tail, ())]
    seen: set[str] = set()
    for entity, by, value in found:
        if not value or entity.id in seen:
            continue
        seen.add(entity.id)
        shared = by.startswith("serial") and len(value) < SHORTEST_MSN
        named = {"query": query, "candidate": entity.caption, "list": list_of(entity), "by": by}
        facts = {"by": by, "value": value, "tail": tail, "serial": serial}
        strength = 0.5 if shared else 1.0
        yield from _reason(context, "aircraft.listed", strength, named, facts, [entity])


def _movements(line: Consignment, context: Context) -> Iterator[Reason]:
    """What the movement detectors found of this ship or aircraft around the line's date."""
    if context.movements is None or not line.date:
        return
    row = context.rules.rows["movement.finding"]
    for kind, value in (
        ("imo", line.vessel.get("imo")),
        ("mmsi", line.vessel.get("mmsi")),
        ("icao24", line.aircraft.get("icao24")),
    ):
        if not value or not row.on:
            continue
        subject = f"{kind}:{value}"
        for finding in context.movements(subject, line.date):
            yield Reason(
                row.id,
                filled(row.title, {"who": subject, "finding": finding.title}),
                round(row.weight * finding.weight, 4),
                {
                    "strength": finding.weight,
                    "most": row.most,
                    "detector": finding.detector,
                    "finding": finding.id,
                    **finding.facts,
                    **row.source,
                },
                tuple(asdict(item) for item in finding.evidence),
            )
