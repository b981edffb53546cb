"""An immutable snapshot of names that answers queries: built once, opened in milliseconds.

Reach for `Screener.build` with list entities, `save` and `open` to keep it. It refuses to change.
A query is analysed once; each of its words is looked for in the list's vocabulary (answers are
remembered, for traffic repeats itself); `search` finds the entities that can reach the threshold;
for these alone birth dates, countries and numbers are weighed and the explanation is written.
"""

import math
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from vedette.find.names import index as layout
from vedette.find.names import jit, pairs
from vedette.find.names.arrays import Array, Index, Table, table
from vedette.find.names.comparison import Party, beside, entity_of, name_part, probability
from vedette.find.names.evidence import Profile, names_of, profile, sort_of, weigh
from vedette.find.names.explain import explanation
from vedette.find.names.store import Store
from vedette.find.names.tokens import LAST, Kind, Name, Token
from vedette.find.names.weights import best_beside, name_weights
from vedette.model.entity import Entity


@dataclass(frozen=True, slots=True)
class Match:
    """One candidate for a query, its probability, and the explanation of `Comparison`."""

    entity: Entity
    score: float
    explanation: Mapping[str, Any] = field(default_factory=dict)


class Screener:
    """List entities, ready to be asked. Build once, save, open anywhere; it never changes."""

    def __init__(self, store: Store, vocabulary: Table, index: Index) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._index = index
        self._local = threading.local()
        self._profiles: dict[int, Profile] = {}
        self._alike: dict[Any, tuple[Array, Array]] = {}

    @classmethod
    def build(cls, entities: Iterable[Party]) -> "Screener":
        """Analyse every name once."""
        store = Store.build(entity_of(entity) for entity in entities)
        names = (
            layout.ListedName(at, written, sort_of(entity.schema)[0], weak, place)
            for at, entity in enumerate(store)
            for place, (written, weak) in enumerate(names_of(entity))
        )
        return cls(store, *layout.build(names))

    def save(self, folder: Path) -> None:
        """Write the snapshot into an existing folder."""
        self._store.save(folder)
        layout.save(folder, vocabulary=self._vocabulary, index=self._index)

    @classmethod
    def open(cls, folder: Path) -> "Screener":
        """Open a saved snapshot."""
        return cls(
            Store.open(folder),
            Table(*layout.opened(folder, "vocabulary", Table._fields)),
            Index(*layout.opened(folder, "index", Index._fields)),
        )

    def __len__(self) -> int:
        return len(self._store)

    def __iter__(self) -> Iterator[Entity]:
        """All entities, in the order in which they were given."""
        return iter(self._store)

    @property
    def datasets(self) -> tuple[str, ...]:
        """The short names of the sources that the entities come from."""
        return self._store.datasets

    def entity(self, identity: str) -> Entity | None:
        """A list entity by its id."""
        return self._store.by_id(identity)

    def match(self, query: Party, limit: int = 5, threshold: float = 0.7) -> list[Match]:
        """The best candidates at or above `threshold`, the likeliest first, ties by id."""
        asked = entity_of(query)
        mine = profile(asked)
        wanted = math.log(threshold / (1 - threshold)) if 0 < threshold < 1 else -math.inf
        found = self._by_name(asked, mine, max(wanted, _LOWEST) - best_beside(mine) - 1e-9)
        for number in mine.numbers:
            for at in self._store.holders(number.kind, number.number):
                if at not in found:
                    found[at] = self._pair(asked, mine, at)
        scored = []
        for at, pair in found.items():
            features, _ = weigh(mine, self._profile(at))
            score = probability(
                name_part(pair.value if pair else None, features) + beside(features)
            )
            if score >= threshold:
                scored.append((-score, self._store.id_of(at), at))
        scored.sort()
        return [self._match(asked, mine, at, -score, found[at]) for score, _, at in scored[:limit]]

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

    def _match(
        self, asked: Entity, mine: Profile, at: int, score: float, pair: pairs.Best | None
    ) -> Match:
        entity, theirs = self._store[at], self._profile(at)
        _, verdicts = weigh(mine, theirs)
        return Match(entity, score, explanation(asked, mine, entity, theirs, pair, verdicts))

    def _pair(self, asked: Entity, mine: Profile, at: int) -> pairs.Best | None:
        listed = self._store[at]
        return pairs.best(names_of(asked), mine.habit, names_of(listed), sort_of(listed.schema)[0])

    def _profile(self, at: int) -> Profile:
        found = self._profiles.get(at)
        if found is None:
            if len(self._profiles) > _REMEMBERED:
                self._profiles.clear()
            found = self._profiles[at] = profile(self._store[at])
        return found

    def _by_name(self, asked: Entity, mine: Profile, floor: float) -> dict[int, pairs.Best | None]:
        from vedette.find.names.search import search

        found: dict[int, pairs.Best | None] = {}
        for which, (written, _) in enumerate(names_of(asked)):
            name, columns = pairs.query_side(written, mine.habit)
            if not name.tokens or not len(self._index.total):
                continue
            jit.announce()
            weights, starts, words, alike = self._probes(name)
            slack = sum(t.weight for t in name.tokens if t.kind == Kind.INITIAL)
            initials = sum(t.kind == Kind.INITIAL for t in name.tokens)
            entities, names, values = search(
                self._vocabulary,
                self._index,
                self._scratch(),
                columns,
                _ROWS[: len(name.tokens)],
                weights,
                starts,
                words,
                alike,
                slack,
                float(initials),
                name_weights(),
                pairs.WEAK,
                floor,
            )
            places = self._index.name_place[names]
            for at, place, value in zip(
                entities.tolist(), places.tolist(), values.tolist(), strict=True
            ):
                known = found.get(at)
                if known is None or value > known.value:
                    found[at] = pairs.Best(value, which, place)
        return found

    def _probes(self, name: Name) -> tuple[Array, Array, Array, Array]:
        """The words of the list that are like those of the query, alone and joined or cut."""
        tokens = name.tokens
        rows = [(token.weight, self._expansion(token, _LIKE)) for token in tokens]
        for i in range(len(tokens) - 1):
            one, two = tokens[i], tokens[i + 1]
            if _joins(one) and _joins(two):
                rows.append(
                    (one.weight + two.weight, self._expansion(_glued(tokens[i : i + 2]), _GLUED))
                )
        for i in range(len(tokens) - 2):
            three = tokens[i : i + 3]
            if all(_joins(token) for token in three) and sum(len(t.text) for t in three) <= _LONG:
                rows.append((sum(t.weight for t in three), self._expansion(_glued(three), _GLUED)))
        for token in tokens:
            if len(token.text) >= _CUTTABLE and token.kind == Kind.NAME:
                for part in self._parts(token):
                    share = token.weight * len(part.text) / len(token.text)
                    rows.append((share, self._expansion(part, _GLUED)))
        starts = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(found[0]) for _, found in rows], out=starts[1:])
        return (
            np.array([weight for weight, _ in rows], np.float64),
            starts,
            np.concatenate([found[0] for _, found in rows]),
            np.concatenate([found[1] for _, found in rows]),
        )

    def _expansion(self, token: Token, least: float) -> tuple[Array, Array]:
        from vedette.find.names.search import expand

        key = (token.text, token.kind, token.flags, token.code, token.native, least)
        found = self._alike.get(key)
        if found is None:
            if len(self._alike) > _REMEMBERED:
                self._alike.clear()
            cut = bool(token.flags & LAST)
            found = expand(
                self._vocabulary, self._index, self._scratch(), table([token]), 0, least, cut
            )
            self._alike[key] = found
        return found

    def _parts(self, token: Token) -> list[Token]:
        from vedette.find.names.search import splits

        columns = table([token])
        parts = []
        for cut in splits(self._vocabulary, self._index, columns.text[0], len(token.text)).tolist():
            parts += [_piece(token, token.text[:cut]), _piece(token, token.text[cut:])]
        return parts

    def _scratch(self) -> Any:
        from vedette.find.names.search import scratch

        if not hasattr(self._local, "scratch"):
            counts = (len(self._vocabulary.length), len(self._index.total), len(self._store))
            self._local.scratch = scratch(*counts)
        return self._local.scratch


_ROWS = pairs._ROWS
_LOWEST = -4.0
"""Below this a pair of names resembles nothing, whatever threshold is asked for."""

_LIKE, _GLUED = 0.6, 0.8
_LONG = 18
_CUTTABLE = 7
_REMEMBERED = 100_000


def _joins(token: Token) -> bool:
    return token.kind in {Kind.NAME, Kind.PARTICLE, Kind.GENERIC, Kind.INITIAL, Kind.TITLE}


def _glued(tokens: tuple[Token, ...]) -> Token:
    flags = 0
    for token in tokens:
        flags |= token.flags & 0xF
    return _piece(tokens[0]._replace(flags=flags), "".join(token.text for token in tokens))


def _piece(token: Token, text: str) -> Token:
    return token._replace(
        text=text[:32], kind=int(Kind.NAME), flags=token.flags & 0xF, code=-1, native=0, groups=()
    )
