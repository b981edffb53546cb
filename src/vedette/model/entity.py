"""A person, company, vessel or aircraft, in FollowTheMoney's schema and property names.

Reach for `Entity` wherever a party is passed about: lists, queries, consignees, owners. At
every edge it is FollowTheMoney's JSON; inside it is this compact, frozen record. It refuses
nothing about its properties: which names are legal is `reference.followthemoney`'s business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NAME_PROPERTIES = ("name", "alias", "previousName", "weakAlias")
"""Properties that hold names, the strongest first. Weak aliases stay weak: see `find.names`."""

NAME_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
"""Properties that hold parts of a person's name, in the order of writing."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing with an identity, and where we read it.

    `id`          stable within its dataset, e.g. ``ofac-39637``
    `schema`      a FollowTheMoney schema: ``Person``, ``Company``, ``Vessel``, ``Airplane`` …
    `properties`  property name to values, each value text, order kept, no duplicates
    `dataset`     the source's short name: ``ofac-sdn``, ``un-sc`` …
    `release`     SHA-256 of the release it was read from ("" for a query)
    `origin`      its place in that release: ``line 120``, ``record 14``

    >>> ship = Entity.from_json({"id": "x", "schema": "Vessel",
    ...     "properties": {"name": ["PORT OLYA-3"], "imoNumber": "9481910"}})
    >>> ship.caption, ship.first("imoNumber"), ship.values("flag")
    ('PORT OLYA-3', '9481910', ())
    """

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dataset: str = ""
    release: str = ""
    origin: str = ""

    def values(self, *names: str) -> tuple[str, ...]:
        """All values of the named properties, in the order of the names."""
        if len(names) == 1:  # the most frequent question, asked hundreds of thousands of times
            return tuple(self.properties.get(names[0], ()))
        return tuple(value for name in names for value in self.properties.get(name, ()))

    def first(self, *names: str) -> str:
        """The first value of the first named property that has one, or ``""``."""
        return next(iter(self.values(*names)), "")

    @property
    def caption(self) -> str:
        """What to call it on screen: its first name, else its id."""
        return self.first(*NAME_PROPERTIES) or self.id

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Entity":
        """Read FollowTheMoney JSON; single values are accepted where lists are expected."""
        properties = {
            str(name): unique([values] if isinstance(values, str) else values)
            for name, values in (data.get("properties") or {}).items()
        }
        datasets = data.get("datasets") or ()
        return cls(
            id=str(data.get("id") or ""),
            schema=str(data.get("schema") or "LegalEntity"),
            properties={name: values for name, values in properties.items() if values},
            dataset=str(data.get("dataset") or (datasets[0] if datasets else "")),
            release=str(data.get("release") or ""),
            origin=str(data.get("origin") or ""),
        )

    def to_json(self) -> dict[str, Any]:
        """FollowTheMoney JSON, with our provenance beside it."""
        data: dict[str, Any] = {
            "id": self.id,
            "caption": self.caption,
            "schema": self.schema,
            "properties": {name: list(values) for name, values in self.properties.items()},
            "datasets": [self.dataset] if self.dataset else [],
        }
        if self.release:
            data["release"], data["origin"] = self.release, self.origin
        return data


def unique(values: Iterable[Any]) -> tuple[str, ...]:
    """The values as stripped text, empty ones dropped, first occurrence kept.

    >>> unique([" A ", "B", "A", None, ""])
    ('A', 'B')
    """
    return tuple(
        dict.fromkeys(
            text for value in values if value is not None and (text := str(value).strip())
        )
    )


def full_name(properties: Mapping[str, Sequence[str]]) -> str:
    """A person's name from its parts, or ``""`` when there are none.

    >>> full_name({"lastName": ["Zakharov"], "firstName": ["Aleksandr", "Sasha"]})
    'Aleksandr Zakharov'
    """
    return " ".join(properties[part][0] for part in NAME_PARTS if properties.get(part))
