"""Sister ships: a ship that is not listed, beside listed ships of one fleet.

Reach for `fleets` once per snapshot and `sisters` per ship. Two signs are read. *Series*: the
list holds at least two ships of one name with different numbers, tied to the same party, and
this ship bears that name with another number (PORT OLYA-1 and -2 are listed and linked to one
company; PORT OLYA-3 is asked for). *Fleet*: this ship's stated owner or manager is a party that
listed ships are tied to. Both are reasons for a person to look, never a match: the ship itself
is not on the list, and a name is easily shared.

It refuses a series of one listed ship, a name of under five letters, and ships whose IMO number
is listed (those are matches, and `find.names` finds them).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from anyascii import anyascii

from vedette.find.ownership.ties import Tie
from vedette.model.entity import NAME_PROPERTIES, Entity

NUMBERED = re.compile(r"^(?P<stem>.*?[A-Z])[\s\-_.]*(?P<number>\d{1,3}|[IVX]{1,5})$")
SHORTEST_STEM = 5
ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Fleets:
    """Listed ships by name series, and by the parties they are tied to."""

    series: Mapping[str, Mapping[int, tuple[Entity, ...]]] = field(default_factory=dict)
    parties: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Ship id to the ids and captions of the parties it is tied to."""
    ships_of: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    """Normalised name of a party to the listed ships tied to it."""
    imo: frozenset[str] = frozenset()


def series_of(name: str) -> tuple[str, int] | None:
    """A ship's name as series and number; None when it has none.

    >>> series_of("Port Olya-3"), series_of("PORT OLYA III"), series_of("ANGARA")
    (('PORT OLYA', 3), ('PORT OLYA', 3), None)
    """
    plain = re.sub(r"\s+", " ", anyascii(name).upper()).strip()
    found = NUMBERED.match(plain)
    if not found:
        return None
    stem = re.sub(r"[^A-Z0-9]+", " ", found["stem"]).strip()
    number = found["number"]
    value = int(number) if number.isdigit() else _roman(number)
    if value is None or len(stem.replace(" ", "")) < SHORTEST_STEM:
        return None
    return stem, value


def fleets(entities: Iterable[Entity]) -> Fleets:
    """Read the listed ships and what ties them to parties out of a list's entities."""
    ships: dict[str, Entity] = {}
    captions: dict[str, str] = {}
    tied: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        if entity.schema == "Vessel":
            ships[entity.id] = entity
            tied[entity.id].update(entity.values("owner", "operator"))
        elif entity.schema == "UnknownLink":
            for one in entity.values("subject"):
                tied[one].update(entity.values("object"))
        elif entity.schema == "Ownership":
            for one in entity.values("asset"):
                tied[one].update(entity.values("owner"))
        elif entity.values("name"):
            captions[entity.id] = entity.caption
    series: dict[str, dict[int, list[Entity]]] = defaultdict(lambda: defaultdict(list))
    ships_of: dict[str, list[Entity]] = defaultdict(list)
    parties: dict[str, frozenset[str]] = {}
    for identity, ship in ships.items():
        parties[identity] = frozenset(captions.get(one, one) for one in tied[identity])
        for party in parties[identity]:
            ships_of[_plain(party)].append(ship)
        for name in ship.values(*NAME_PROPERTIES):
            numbered = series_of(name)
            if numbered and ship not in series[numbered[0]][numbered[1]]:
                series[numbered[0]][numbered[1]].append(ship)
    return Fleets(
        {stem: {n: tuple(of) for n, of in numbers.items()} for stem, numbers in series.items()},
        parties,
        {party: tuple(of) for party, of in ships_of.items()},
        frozenset(number for ship in ships.values() for number in ship.values("imoNumber")),
    )


def sisters(ship: Entity, known: Fleets) -> tuple[Tie, ...]:
    """The ties of an unlisted ship to listed fleets; its owner may stand in its properties.

    >>> listed = [Entity(f"v{n}", "Vessel", {"name": (f"PORT OLYA-{n}",), "owner": ("t",)})
    ...           for n in (1, 2)]
    >>> asked = Entity("q", "Vessel", {"name": ("PORT OLYA-3",)})
    >>> [(tie.rule, tie.facts["numbers"]) for tie in sisters(asked, fleets(listed))]
    [('ties.series', [1, 2])]
    """
    if known.imo.intersection(ship.values("imoNumber")):
        return ()
    ties: list[Tie] = []
    for name in ship.values(*NAME_PROPERTIES):
        tie = _by_series(name, known)
        if tie and tie not in ties:
            ties.append(tie)
    for party in ship.values("owner", "operator"):
        listed = known.ships_of.get(_plain(party), ())
        if listed:
            facts = {"party": party, "ships": [one.caption for one in listed]}
            ties.append(Tie("ties.fleet", listed, facts))
    return tuple(ties)


def _by_series(name: str, known: Fleets) -> Tie | None:
    numbered = series_of(name)
    if not numbered:
        return None
    stem, number = numbered
    others = known.series.get(stem, {})
    if number in others:
        return None  # that very name is listed: a question for the name screener
    by_party: dict[str, set[int]] = defaultdict(set)
    for value, ships in others.items():
        for ship in ships:
            for party in known.parties.get(ship.id, ()):
                by_party[party].add(value)
    shared = {party: numbers for party, numbers in by_party.items() if len(numbers) >= 2}
    if not shared:
        return None
    party = min(shared, key=lambda one: (-len(shared[one]), one))
    numbers = sorted(shared[party])
    listed = tuple(
        ship for value in numbers for ship in others[value] if party in known.parties[ship.id]
    )
    return Tie(
        "ties.series",
        listed,
        {"series": stem, "number": number, "numbers": numbers, "party": party},
    )


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", anyascii(name).lower()).strip()


def _roman(numeral: str) -> int | None:
    values = [ROMAN[letter] for letter in numeral]
    total = sum(
        -value if any(later > value for later in values[index + 1 :]) else value
        for index, value in enumerate(values)
    )
    return total or None
