"""Looking back: with only what was known then, who of the later designated would have been
remarked on, by which rule, and at what cost in false alarms?

Reach for `backtest` with the lists of a day (`then`), the parties designated since (`later`), and
parties that nobody designated (`controls`). Every later party is asked about as a paper would
name it: by its names, identifiers, addresses and contacts, and nothing that its own designation
added (programme, listing, links). Every rule is run alone, on the later ones and on the controls
of the same kind, so that a rule that flags half of everybody is seen to do so.

It is no forecast: the later list's addresses and identifiers may not have been public on that
day, and a name that is like a listed one is often the same party listed twice. The table says
what would have been remarked on, good and bad rows alike.
"""

import datetime
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from vedette.find.names import Screener
from vedette.find.ownership.fleets import fleets, sisters
from vedette.find.ownership.neighbours import neighbourhood, neighbours
from vedette.model.entity import NAME_PROPERTIES, Entity

IDENTIFIERS = (
    "imoNumber mmsi callSign serialNumber icaoCode passportNumber idNumber registrationNumber "
    "taxNumber swiftBic leiCode innCode ogrnCode"
).split()
ASKED = frozenset(
    (
        *NAME_PROPERTIES,
        *IDENTIFIERS,
        *"address phone email website birthDate nationality country".split(),
        *"incorporationDate jurisdiction flag gender".split(),
    )
)
"""What a paper may say of a party. Topics, programmes and links come with a designation."""

KINDS = {
    "Person": "person", "Vessel": "vessel", "Airplane": "aircraft", "Organization": "company",
    "Company": "company", "LegalEntity": "company", "PublicBody": "company",
}  # fmt: skip

Rule = Callable[[Entity], Sequence[str]]
"""A party in, the ids of the list entries it leads to out."""


@dataclass(frozen=True, slots=True)
class Row:
    """One rule on one kind of party: how many of the later designated and of the controls it
    remarks on, with 95 % intervals (Wilson). `days_ahead` are the middle and the longest time to
    the designation of those `dated` ones that the list says it designated after the day."""

    rule: str
    kind: str
    later: int
    flagged: int
    recall: tuple[float, float]
    controls: int
    alarms: int
    alarm_rate: tuple[float, float]
    dated: int
    days_ahead: tuple[int, int] | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Backtest:
    """The whole table, and what it was made of. Of the `later` ones, `relisted` carry a listing
    date before the day: the list took them up again, or under another id."""

    as_of: str
    then: int
    later: int
    relisted: int
    controls: int
    rows: tuple[Row, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def backtest(
    as_of: str,
    then: Iterable[Entity],
    later: Iterable[Entity],
    controls: Iterable[Entity],
    threshold: float = 0.7,
    done: Callable[[int, int], None] = lambda part, whole: None,
) -> Backtest:
    """Run every rule alone; see the module. `done` is told how far it is."""
    known = list(then)
    parties = [entity for entity in known if entity.schema in KINDS]
    ids = {entity.id for entity in known}
    everybody = list(later)
    listed_on = _listed_on(everybody)
    new = [entity for entity in everybody if entity.schema in KINDS and entity.id not in ids]
    asked = [_asked(entity) for entity in new]
    clean = [_asked(entity) for entity in controls if entity.schema in KINDS]
    rules = _rules(known, parties, threshold)
    total = len(rules) * (len(asked) + len(clean))
    hits: dict[str, tuple[list[Sequence[str]], list[Sequence[str]]]] = {}
    count = 0
    for name, rule in rules.items():
        sides: list[list[Sequence[str]]] = [[], []]
        for side, people in zip(sides, (asked, clean), strict=True):
            for person in people:
                side.append(rule(person))
                count += 1
                if not count % 200:
                    done(count, total)
        hits[name] = (sides[0], sides[1])
    done(total, total)
    captions = {entity.id: entity.caption for entity in parties}
    hits["any of these"] = _any(hits)
    rows = [
        row
        for name, (found, alarms) in hits.items()
        for kind in ("person", "company", "vessel", "aircraft")
        if (row := _row(name, kind, as_of, new, found, clean, alarms, listed_on, captions))
    ]
    relisted = sum(listed_on.get(entity.id, as_of + "~") <= as_of for entity in new)
    return Backtest(as_of, len(parties), len(new), relisted, len(clean), tuple(rows))


def _rules(
    known: Sequence[Entity], parties: Sequence[Entity], threshold: float
) -> Mapping[str, Rule]:
    screener = Screener.build(parties)
    fleet, around = fleets(known), neighbourhood(known)
    bearing: dict[tuple[str, str], list[str]] = {}
    for entity in parties:
        for name in IDENTIFIERS:
            for value in entity.values(name):
                bearing.setdefault((name, _plain(value)), []).append(entity.id)

    def by_identifier(party: Entity) -> Sequence[str]:
        return [
            identity
            for name in IDENTIFIERS
            for value in party.values(name)
            for identity in bearing.get((name, _plain(value)), ())
        ]

    def by_name(party: Entity) -> Sequence[str]:
        named = {n: v for n, v in party.properties.items() if n not in IDENTIFIERS}
        query = Entity("", party.schema, named)
        return [match.entity.id for match in screener.match(query, 1, threshold)]

    def by_tie(rule: str) -> Rule:
        def found(party: Entity) -> Sequence[str]:
            ties = sisters(party, fleet) if party.schema == "Vessel" else neighbours(party, around)
            return [listed.id for tie in ties if tie.rule == rule for listed in tie.listed]

        return found

    return {
        "same identifier": by_identifier,
        "like a listed name": by_name,
        "series of listed ships": by_tie("ties.series"),
        "same address": by_tie("ties.address"),
        "same contact": by_tie("ties.contact"),
        "former listed name": by_tie("ties.previous-name"),
    }


def _any(
    hits: Mapping[str, tuple[list[Sequence[str]], list[Sequence[str]]]],
) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    sides = []
    for side in (0, 1):
        columns = [found[side] for found in hits.values()]
        sides.append([[one for ids in row for one in ids] for row in zip(*columns, strict=True)])
    return list(sides[0]), list(sides[1])


def _row(
    rule: str,
    kind: str,
    as_of: str,
    new: Sequence[Entity],
    found: Sequence[Sequence[str]],
    clean: Sequence[Entity],
    alarms: Sequence[Sequence[str]],
    listed_on: Mapping[str, str],
    captions: Mapping[str, str],
) -> Row | None:
    mine = [(e, ids) for e, ids in zip(new, found, strict=True) if KINDS[e.schema] == kind]
    theirs = [ids for e, ids in zip(clean, alarms, strict=True) if KINDS[e.schema] == kind]
    flagged = [(entity, ids) for entity, ids in mine if ids]
    false = sum(bool(ids) for ids in theirs)
    if not mine or not (flagged or false):
        return None
    days = [_days(as_of, listed_on.get(entity.id, "")) for entity, _ in flagged]
    ahead = sorted(one for one in days if one > 0)
    return Row(
        rule,
        kind,
        len(mine),
        len(flagged),
        wilson(len(flagged), len(mine)),
        len(theirs),
        false,
        wilson(false, len(theirs)),
        len(ahead),
        (ahead[len(ahead) // 2], ahead[-1]) if ahead else None,
        tuple(f"{entity.caption} <- {captions.get(ids[0], ids[0])}" for entity, ids in flagged[:3]),
    )


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); the whole range when nothing was counted.

    >>> [round(bound, 3) for bound in wilson(0, 100)], wilson(0, 0)
    ([0.0, 0.037], (0.0, 1.0))
    """
    if not of:
        return 0.0, 1.0
    z = 1.959964
    share, spread = hits / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _asked(entity: Entity) -> Entity:
    kept = {name: values for name, values in entity.properties.items() if name in ASKED}
    return Entity(entity.id, entity.schema, kept)


def _listed_on(entities: Iterable[Entity]) -> dict[str, str]:
    days: dict[str, str] = {}
    for entity in entities:
        day = entity.first("listingDate", "startDate") if entity.schema == "Sanction" else ""
        for subject in entity.values("entity") if day else ():
            days[subject] = min(day, days.get(subject, day))
    return days


def _days(earlier: str, later: str) -> int:
    try:
        return (
            datetime.date.fromisoformat(later[:10]) - datetime.date.fromisoformat(earlier[:10])
        ).days
    except ValueError:
        return 0


def _plain(value: str) -> str:
    return "".join(sign for sign in value.casefold() if sign.isalnum())
