"""Neighbours: an unlisted party that shares an address, a contact, a manager or a past with a
listed one.

Reach for `neighbourhood` once per snapshot and `neighbours` per party. Every sign is a row of the
table of ties, with the guidance that names it, and weighs less than ownership does.

An address counts only when it is particular: it has a number and at least two more telling words,
and no more than `CROWD` listed parties share it, for a business centre or a prison says nothing.
The shorter of the two addresses must stand wholly in the longer one. It refuses to compare by
city or country alone.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from anyascii import anyascii

from vedette.find.ownership.ties import Tie
from vedette.model.entity import Entity

CROWD = 12
"""More listed parties than this at one address or contact make it say nothing."""

YEAR_AFTER = 366
"""Days after a designation within which a founding is remarked on."""

PARTIES = frozenset({"Person", "Company", "Organization", "LegalEntity", "PublicBody"})
CONTACTS = ("phone", "email", "website")
SAYS_NOTHING = frozenset(
    "street st road rd avenue ave building bldg block floor no number unit suite room office "
    "ulitsa ul prospekt pr dom d lane district town city box po apt flat the of and".split()
)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What listed parties are known by, ready to be asked."""

    addresses: Mapping[str, tuple[tuple[frozenset[str], Entity], ...]] = field(default_factory=dict)
    contacts: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    listed_on: Mapping[str, str] = field(default_factory=dict)
    """Entity id to the earliest date on which it was designated, where the list says."""


def neighbourhood(entities: Iterable[Entity]) -> Neighbourhood:
    """Read addresses, contacts, names and listing dates out of a list's entities."""
    addresses: dict[str, list[tuple[frozenset[str], Entity]]] = defaultdict(list)
    contacts: dict[str, list[Entity]] = defaultdict(list)
    names: dict[str, list[Entity]] = defaultdict(list)
    listed_on: dict[str, str] = {}
    for entity in entities:
        if entity.schema == "Sanction":
            day = entity.first("listingDate", "startDate")
            for subject in entity.values("entity"):
                if day:
                    listed_on[subject] = min(day, listed_on.get(subject, day))
            continue
        if entity.schema not in PARTIES:
            continue
        for address in entity.values("address"):
            words = address_words(address)
            for word in words:
                if word[0].isdigit():
                    addresses[word].append((words, entity))
        for contact in entity.values(*CONTACTS):
            contacts[contact_key(contact)].append(entity)
        for name in entity.values("name", "alias", "previousName"):
            names[_name_key(name)].append(entity)
    return Neighbourhood(
        {word: tuple(found) for word, found in addresses.items()},
        {key: tuple(found) for key, found in contacts.items() if key},
        {key: tuple(found) for key, found in names.items() if key},
        listed_on,
    )


def neighbours(
    party: Entity, known: Neighbourhood, managers: Iterable[Entity] = ()
) -> tuple[Tie, ...]:
    """The ties of an unlisted party; `managers` are list entities that direct or manage it.

    >>> listed = Entity("x", "Company", {"name": ("Acme",), "address": ("12 Dock Lane, Olya",)})
    >>> asked = Entity("q", "Company", {"address": ("Dock Lane 12, Olya, 416425",)})
    >>> [(tie.rule, tie.facts["shared"]) for tie in neighbours(asked, neighbourhood([listed]))]
    [('ties.address', ['12', 'dock', 'olya'])]
    """
    if party.schema not in PARTIES:
        return ()
    ties = [*_by_address(party, known), *_by_contact(party, known)]
    founded = _founded_after(party, ties, known)
    for manager in sorted(managers, key=lambda one: one.id):
        ties.append(Tie("ties.manager", (manager,), {"manager": manager.caption}))
    for name in party.values("previousName"):
        listed = tuple(one for one in known.names.get(_name_key(name), ()) if one.id != party.id)
        if listed:
            ties.append(Tie("ties.previous-name", listed, {"name": name}))
    return (*ties, *founded)


def address_words(address: str) -> frozenset[str]:
    """The telling words of an address; empty unless it is particular.

    >>> sorted(address_words("No. 7, Karaj Special Road, Tehran"))
    ['7', 'karaj', 'special', 'tehran']
    >>> address_words("Tehran, Iran")
    frozenset()
    """
    words = frozenset(re.findall(r"[a-z0-9]+", anyascii(address).lower())) - SAYS_NOTHING
    numbered = [word for word in words if word[0].isdigit()]
    telling = [word for word in words if not word[0].isdigit() and len(word) > 2]
    return words if numbered and len(telling) >= 2 else frozenset()


def contact_key(contact: str) -> str:
    """A telephone, e-mail or website in one form; "" when it is too short to tell.

    >>> contact_key("+98 (21) 4419-7021"), contact_key("HTTP://www.Example.com/")
    ('982144197021', 'example.com')
    """
    text = contact.strip().lower()
    if "@" in text:
        return text
    if re.search(r"[a-z]", text):
        return re.sub(r"^(https?://)?(www\.)?", "", text).rstrip("/")
    digits = re.sub(r"\D", "", text).removeprefix("00")
    return digits if len(digits) >= 7 else ""


def _by_address(party: Entity, known: Neighbourhood) -> list[Tie]:
    found: dict[frozenset[str], dict[str, Entity]] = defaultdict(dict)
    for address in party.values("address"):
        words = address_words(address)
        for number in sorted(word for word in words if word[0].isdigit()):
            for other, listed in known.addresses.get(number, ()):
                if listed.id != party.id and (other <= words or words <= other):
                    found[words & other][listed.id] = listed
    return [
        Tie("ties.address", tuple(listed[key] for key in sorted(listed)), {"shared": sorted(words)})
        for words, listed in sorted(found.items(), key=lambda item: sorted(item[0]))
        if len(listed) <= CROWD
    ]


def _by_contact(party: Entity, known: Neighbourhood) -> list[Tie]:
    ties = []
    for contact in party.values(*CONTACTS):
        listed = {
            one.id: one
            for one in known.contacts.get(contact_key(contact), ())
            if one.id != party.id
        }
        if listed and len(listed) <= CROWD:
            ties.append(
                Tie("ties.contact", tuple(listed[key] for key in sorted(listed)), {"same": contact})
            )
    return ties


def _founded_after(party: Entity, ties: Iterable[Tie], known: Neighbourhood) -> list[Tie]:
    founded = _day(party.first("incorporationDate"))
    if founded is None:
        return []
    remarked: dict[str, tuple[Entity, str]] = {}
    for tie in ties:
        for listed in tie.listed:
            day = _day(known.listed_on.get(listed.id, ""))
            if day and 0 <= (founded - day).days <= YEAR_AFTER:
                remarked[listed.id] = (listed, day.isoformat())
    return [
        Tie(
            "ties.founded-after",
            (listed,),
            {"founded": founded.isoformat(), "designated": day},
        )
        for _, (listed, day) in sorted(remarked.items())
    ]


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _name_key(name: str) -> str:
    return " ".join(sorted(re.findall(r"[a-z0-9]+", anyascii(name).lower())))
