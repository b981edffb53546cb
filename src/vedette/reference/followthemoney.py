"""FollowTheMoney's schemata and properties: what a `Person` or a `Vessel` may say of itself.

Reach for it to ask whether a schema or property exists, what type its values have, and which
schemata may sensibly be compared. It refuses to clean or judge values. The facts are in
``followthemoney.tsv``, with their source; the library itself is not needed to run.

>>> schema("Vessel").property("flag").type
'country'
>>> schema("Company").is_a("LegalEntity"), schema("Banana") is None
(True, True)
"""

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

GROUPS = {
    "country": "countries",
    "topic": "topics",
    "gender": "genders",
    "identifier": "identifiers",
    "date": "dates",
    "name": "names",
}
"""Type of a property to the name under which FollowTheMoney's indexes gather its values."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property, where it is declared.

    `type` is FollowTheMoney's: ``name date country identifier entity topic string text`` …
    `range` and `reverse` are set for type ``entity``: the schema pointed to, and the property
    by which it points back. A `stub` is such a way back and never holds values.
    """

    schema: str
    name: str
    type: str
    label: str
    matchable: bool
    hidden: bool
    stub: bool
    range: str
    reverse: str


@dataclass(frozen=True)
class Schema:
    """One kind of thing. `edge` marks relations: ownership, directorship, family."""

    name: str
    label: str
    plural: str
    extends: tuple[str, ...]
    matchable: bool
    edge: bool
    featured: tuple[str, ...]
    caption: tuple[str, ...]
    own: tuple[Property, ...]

    @cached_property
    def ancestors(self) -> frozenset[str]:
        """The schema's own name and those of all its parents."""
        names = {self.name}
        for parent in self.extends:
            names |= known(parent).ancestors
        return frozenset(names)

    @cached_property
    def descendants(self) -> frozenset[str]:
        """All schemata below this one, itself not included."""
        return frozenset(
            other.name
            for other in schemata().values()
            if self.name in other.ancestors and other.name != self.name
        )

    @cached_property
    def properties(self) -> dict[str, Property]:
        """All properties by name, inherited ones included."""
        found = {one.name: one for one in self.own}
        for parent in self.extends:
            found = known(parent).properties | found
        return found

    @cached_property
    def comparable(self) -> frozenset[str]:
        """The schemata that a query of this one may match: matchable relatives above and below.

        >>> sorted(schema("Vessel").comparable)
        ['Vehicle', 'Vessel']
        >>> "Person" in schema("LegalEntity").comparable
        True
        """
        if not self.matchable:
            return frozenset()
        return frozenset(
            name for name in self.ancestors | self.descendants if known(name).matchable
        )

    def is_a(self, name: str) -> bool:
        """Is it `name`, or below it?"""
        return name in self.ancestors

    def property(self, name: str) -> Property | None:
        """One property by its name."""
        return self.properties.get(name)


def schema(name: str) -> Schema | None:
    """A schema by its name, or nothing."""
    return schemata().get(name)


def known(name: str) -> Schema:
    """A schema that must be there; `KeyError` if it is not."""
    return schemata()[name]


ANYTHING = "Thing"
"""The one schema for queries that matches everything, though it is not called matchable."""


def candidates(name: str) -> frozenset[str]:
    """The schemata of list entries that a query for schema `name` may be answered with.

    >>> "Vessel" in candidates("Thing"), "Vessel" in candidates("Person")
    (True, False)
    """
    if name == ANYTHING:
        return known(ANYTHING).descendants | {ANYTHING}
    return known(name).comparable


@cache
def topics() -> dict[str, str]:
    """Topics an entity may have, with their labels.

    >>> topics()["debarment"]
    'Debarred entity'
    """
    return {cells[0]: cells[1] for kind, *cells in _lines() if kind == "T"}


@cache
def risk_topics() -> frozenset[str]:
    """Topics that mean a risk to whoever deals with the entity."""
    return frozenset(cells[0] for kind, *cells in _lines() if kind == "T" and cells[2] == "r")


@cache
def schemata() -> dict[str, Schema]:
    """Every schema by its name."""
    heads: dict[str, list[str]] = {}
    own: dict[str, list[Property]] = {}
    for kind, *cells in _lines():
        if kind == "S":
            heads[cells[0]] = cells
        elif kind == "P":
            own.setdefault(cells[0], []).append(_property(cells))
    return {name: _schema(cells, own.get(name, [])) for name, cells in heads.items()}


@cache
def _lines() -> tuple[list[str], ...]:
    text = files("vedette.reference").joinpath("followthemoney.tsv").read_text("utf-8")
    return tuple(line.split("\t") for line in text.splitlines())


def _schema(cells: list[str], own: list[Property]) -> Schema:
    name, extends, flags, label, plural, featured, caption = cells
    return Schema(
        name=name,
        label=label,
        plural=plural,
        extends=_split(extends),
        matchable="m" in flags,
        edge="e" in flags,
        featured=_split(featured),
        caption=_split(caption),
        own=tuple(own),
    )


def _property(cells: list[str]) -> Property:
    schema, name, kind, flags, label, range_, reverse = cells
    return Property(
        schema=schema,
        name=name,
        type=kind,
        label=label,
        matchable="m" in flags,
        hidden="h" in flags,
        stub="s" in flags,
        range=range_,
        reverse=reverse,
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()
