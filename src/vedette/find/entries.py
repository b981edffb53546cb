"""A list entry with everything that stands beside it: listing, papers, addresses, links.

Reach for `Entries` to see parties as a person does, one entry with all its facts, for
`entries_of` to get a few of them out of the lake by id, and for `one_each` where a publisher's
entry stands on several of its lists. A publisher's entry is several entities
in FollowTheMoney (a party, its `Sanction`, its `Passport`); whoever compares or shows entries
must put them together again.
"""

from collections.abc import Collection, Iterable
from typing import Any

from vedette.find.names import Match
from vedette.lake import tables
from vedette.lake.workspace import Workspace
from vedette.model.canonical import digest
from vedette.model.entity import Entity
from vedette.model.release import Release

BESIDE = {
    "Sanction": ("entity",),
    "Passport": ("holder",),
    "Identification": ("holder",),
    "Ownership": ("owner", "asset"),
    "UnknownLink": ("subject", "object"),
    "Directorship": ("director", "organization"),
    "Representation": ("agent", "client"),
    "Membership": ("member", "organization"),
    "Family": ("person", "relative"),
    "Associate": ("person", "associate"),
    "Employment": ("employee", "employer"),
    "Succession": ("predecessor", "successor"),
    "CryptoWallet": ("holder",),
    "Security": ("issuer",),
}
"""Schemata that stand beside a party, and the properties that point to it."""

SILENT = frozenset({"addressEntity", "retrievedAt", "createdAt"})
"""Properties whose change alone tells a person nothing that another one does not."""


class Entries:
    """The parties of one release by id, each with what stands beside it."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.parties: dict[str, Entity] = {}
        self.beside: dict[str, list[Entity]] = {}
        for entity in entities:
            if entity.schema in BESIDE:
                for holder in entity.values(*BESIDE[entity.schema]):
                    self.beside.setdefault(holder, []).append(entity)
            elif entity.schema != "Address":
                self.parties[entity.id] = entity
        self.digests = {identity: digest(self.facts(identity)) for identity in self.parties}

    def facts(self, identity: str) -> dict[str, list[str]]:
        """Property to sorted values, those of entities beside it as ``Sanction.program``."""
        party = self.parties[identity]
        facts = {"schema": {party.schema}}
        for name, values in party.properties.items():
            if name not in SILENT:
                facts.setdefault(name, set()).update(values)
        for entity in self.beside.get(identity, ()):
            points = BESIDE[entity.schema]
            for name, values in entity.properties.items():
                others = [value for value in values if value != identity]
                if name not in points:
                    facts.setdefault(f"{entity.schema}.{name}", set()).update(values)
                elif others:
                    facts.setdefault(f"{entity.schema}.{name}", set()).update(others)
        return {name: sorted(values) for name, values in sorted(facts.items())}

    def brief(self, party: Entity) -> dict[str, Any]:
        """What a reviewer wants to know of an entry at once: name, list, programmes, since when."""
        known = self.facts(party.id) if party.id in self.parties else {}
        dates = known.get("Sanction.listingDate") or known.get("Sanction.startDate") or [""]
        return {
            "id": party.id,
            "caption": party.caption,
            "schema": party.schema,
            "dataset": party.dataset,
            "programmes": known.get("programId") or known.get("Sanction.program") or [],
            "listed": dates[0],
        }


def entries_of(
    workspace: Workspace, releases: Iterable[Release], identities: Collection[str]
) -> Entries:
    """The entries with these ids, found in the lake without reading all of it."""
    return Entries(tables.read_entities_about(workspace, releases, identities))


def one_each(matches: Iterable[Match]) -> list[tuple[Match, tuple[Entity, ...]]]:
    """Matches by entry: the likeliest of each, and every place where that entry stands.

    An id is a publisher's own number (``ofac-39037``), the same in each of its lists and formats
    and in lists that repeat it with its number. Two publishers' entries stay two, however alike.

    >>> here = Entity("ofac-1", "Company", {"name": ("A",)}, "ofac-sdn", "r1", "line 1")
    >>> there = Entity("ofac-1", "Company", {"name": ("A",)}, "us-csl", "r2", "line 9")
    >>> [(best, of)] = one_each([Match(here, 0.97), Match(there, 0.95)])
    >>> best.score, [one.dataset for one in of]
    (0.97, ['ofac-sdn', 'us-csl'])
    """
    found: dict[str, list[Match]] = {}
    for match in matches:
        found.setdefault(match.entity.id, []).append(match)
    return [(of[0], tuple(match.entity for match in of)) for of in found.values()]
