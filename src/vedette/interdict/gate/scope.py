"""Which list entries a request may be answered with: its datasets, schemata, topics and dates.

The same conditions in two forms: `admits` for one matched entity, `where` as SQL for a search.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import HTTPException

from vedette.interdict.gate.service import Served
from vedette.interdict.gate.texts import Where
from vedette.interdict.gate.wire import seen_of
from vedette.model.entity import Entity


@dataclass(frozen=True, slots=True)
class Scope:
    """`lists` are the sources to answer from, already narrowed by includes and excludes."""

    lists: frozenset[str]
    exclude_schema: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    changed_since: str = ""
    exclude_ids: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        served: Served,
        dataset: str,
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        *,
        exclude_schema: Sequence[str] = (),
        topics: Sequence[str] = (),
        changed_since: str | None = None,
        exclude_ids: Sequence[str] = (),
    ) -> "Scope":
        """Read a request's filters; 404 when there is no such dataset."""
        lists = served.lists(dataset)
        if lists is None:
            raise HTTPException(404, "No such dataset.")
        if include:
            lists &= frozenset[str]().union(*(served.lists(name) or () for name in include))
        for name in exclude:
            lists -= served.lists(name) or frozenset()
        return cls(
            lists,
            frozenset(exclude_schema),
            frozenset(topics),
            _moment(changed_since),
            frozenset(exclude_ids),
        )

    def admits(self, entity: Entity, served: Served, schemata: frozenset[str]) -> bool:
        """May this entity be an answer to a query for these schemata?"""
        if (
            entity.dataset not in self.lists
            or entity.schema not in schemata
            or entity.schema in self.exclude_schema
            or entity.id in self.exclude_ids
        ):
            return False
        if self.topics and self.topics.isdisjoint(entity.values("topics")):
            return False
        if not self.changed_since:
            return True
        seen = seen_of(entity, served.releases.get(entity.dataset))
        return seen.change is not None and seen.change > self.changed_since

    def where(self, schemata: frozenset[str]) -> Where:
        """The same as conditions on a search."""
        where = (
            Where()
            .and_("list_contains(?, dataset)", sorted(self.lists))
            .and_("list_contains(?, schema)", sorted(schemata - self.exclude_schema))
        )
        if self.changed_since:
            where = where.and_("last_change > ?", self.changed_since)
        return where


def _moment(said: str | None) -> str:
    """A date or time to the second, so that it compares with those of the entries as text.

    >>> _moment("2026-02-01T10")
    '2026-02-01T10:00:00'
    """
    return said + "0000-00-00T00:00:00"[len(said) :] if said else ""
