"""What changed between two releases of a list: added, removed, changed, with which properties.

Reach for `delta` with the entities of two releases. It compares by id, knows no file and no
clock, and gives the same answer for any order of its input. Entities that stand beside a party
(its listing, passports, addresses, links) count as changes of that party, because a person
acts on parties. It refuses to guess that a removed entry and an added one are the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vedette.find.entries import Entries
from vedette.model.entity import Entity


@dataclass(frozen=True, slots=True)
class Change:
    """One party whose entry changed: property to (values gone, values new)."""

    id: str
    caption: str
    schema: str
    properties: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed between two releases; every tuple ordered by id."""

    added: tuple[Entity, ...] = ()
    removed: tuple[Entity, ...] = ()
    changed: tuple[Change, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "added": [_brief(entity) for entity in self.added],
            "removed": [_brief(entity) for entity in self.removed],
            "changed": [
                {
                    "id": change.id,
                    "caption": change.caption,
                    "schema": change.schema,
                    "properties": {
                        name: {"gone": list(gone), "new": list(new)}
                        for name, (gone, new) in change.properties.items()
                    },
                }
                for change in self.changed
            ],
        }

    @property
    def touched(self) -> frozenset[str]:
        """Ids of every entry that was added, removed or changed."""
        entities = frozenset(entity.id for entity in (*self.added, *self.removed))
        return entities | {change.id for change in self.changed}


def delta(before: Iterable[Entity], after: Iterable[Entity]) -> Delta:
    """Compare two releases of one list.

    >>> old = Entity("a", "Person", {"name": ("A",)}), Entity("b", "Person", {"name": ("B",)})
    >>> new = Entity("a", "Person", {"name": ("A",), "alias": ("Al",)}), Entity("c", "Vessel")
    >>> found = delta(old, new)
    >>> [e.id for e in found.added], [e.id for e in found.removed], found.changed[0].properties
    (['c'], ['b'], {'alias': ((), ('Al',))})
    """
    old, new = Entries(before), Entries(after)
    changes = []
    for identity in sorted(old.parties.keys() & new.parties.keys()):
        if old.digests[identity] == new.digests[identity]:
            continue
        properties = _compared(old.facts(identity), new.facts(identity))
        if properties:
            party = new.parties[identity]
            changes.append(Change(identity, party.caption, party.schema, properties))
    return Delta(
        added=tuple(new.parties[i] for i in sorted(new.parties.keys() - old.parties.keys())),
        removed=tuple(old.parties[i] for i in sorted(old.parties.keys() - new.parties.keys())),
        changed=tuple(changes),
    )


def _compared(
    old: Mapping[str, list[str]], new: Mapping[str, list[str]]
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    found = {}
    for name in sorted(old.keys() | new.keys()):
        one, other = old.get(name, []), new.get(name, [])
        gone = tuple(value for value in one if value not in other)
        came = tuple(value for value in other if value not in one)
        if gone or came:
            found[name] = (gone, came)
    return found


def _brief(entity: Entity) -> dict[str, str]:
    return {"id": entity.id, "caption": entity.caption, "schema": entity.schema}
