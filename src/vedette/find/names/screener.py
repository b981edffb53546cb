"""An immutable snapshot of names that answers queries: built once, opened in milliseconds."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vedette.find.names.comparison import Party, compare, entity_of
from vedette.model.entity import Entity


@dataclass(frozen=True, slots=True)
class Match:
    """One candidate for a query, its probability, and the explanation of `Comparison`."""

    entity: Entity
    score: float
    explanation: Mapping[str, Any] = field(default_factory=dict)


class Screener:
    """List entities, ready to be asked. Build once, save, open anywhere; it never changes."""

    def __init__(self, entities: tuple[Entity, ...]) -> None:
        self._entities = entities

    @classmethod
    def build(cls, entities: Iterable[Party]) -> "Screener":
        """Analyse every name once."""
        return cls(tuple(entity_of(entity) for entity in entities))

    def save(self, folder: Path) -> None:
        """Write the snapshot into an existing folder."""
        lines = [json.dumps(entity.to_json()) for entity in self._entities]
        (folder / "entities.jsonl").write_text("\n".join(lines))

    @classmethod
    def open(cls, folder: Path) -> "Screener":
        """Open a saved snapshot."""
        lines = (folder / "entities.jsonl").read_text().splitlines()
        return cls(tuple(Entity.from_json(json.loads(line)) for line in lines))

    def __len__(self) -> int:
        return len(self._entities)

    def entity(self, identity: str) -> Entity | None:
        """A list entity by its id."""
        return next((entity for entity in self._entities if entity.id == identity), None)

    def match(self, query: Party, limit: int = 5, threshold: float = 0.7) -> list[Match]:
        """The best candidates at or above `threshold`, the likeliest first, ties by id."""
        scored = ((compare(query, entity), entity) for entity in self._entities)
        hits = [Match(e, c.score, c.explanation) for c, e in scored if c.score >= threshold]
        return sorted(hits, key=lambda hit: (-hit.score, hit.entity.id))[:limit]

    def match_many(
        self,
        queries: Iterable[Party],
        limit: int = 5,
        threshold: float = 0.7,
        workers: int | None = None,
    ) -> Iterator[list[Match]]:
        """`match` for each query, in order; `workers` processes share the snapshot's pages."""
        for query in queries:
            yield self.match(query, limit, threshold)
