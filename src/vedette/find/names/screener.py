"""An immutable snapshot of names that answers queries: built once, opened in milliseconds.

Reach for `Screener.build` with list entities, `save` and `open` to keep it. It refuses to change.
A query is analysed once; each of its words is looked for in the list's vocabulary (answers are
remembered, for traffic repeats itself); `search` finds the entities that can reach the threshold;
for these alone birth dates, countries and numbers are weighed and the explanation is written.
"""

import math
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import accumulate, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

from vedette.find.names import index as layout
from vedette.find.names import pairs
from vedette.find.names.arrays import NAME, WORD, Array, Index, Table, plain
from vedette.find.names.comparison import Party, beside, entity_of, name_part, probability
from vedette.find.names.crew import crew
from vedette.find.names.evidence import Profile, names_of, profile, sort_of, weigh
from vedette.find.names.explain import explanation
from vedette.find.names.marks import Bar, bar, mark_of
from vedette.find.names.standing import listed_names
from vedette.find.names.store import Store
from vedette.find.names.tokens import LAST, Name, Token
from vedette.find.names.weights import standing_weights
from vedette.model.entity import Entity


@dataclass(frozen=True, slots=True)
class Match:
    """One candidate for a query, its probability, and the explanation of `Comparison`."""

    entity: Entity
    score: float
    explanation: Mapping[str, Any] = field(default_factory=dict)


class Ranking(NamedTuple):
    """Who reaches a threshold: the scores of all in order, and the first of them explained."""

    scores: tuple[float, ...]
    matches: Callable[[int], list[Match]]


class Screener:
    """List entities, ready to be asked. Build once, save, open anywhere; it never changes."""

    def __init__(
        self, store: Store, vocabulary: Table, index: Index, folder: Path | None = None
    ) -> None:
        self._folder = folder
        self._store = store
        self._vocabulary = plain(vocabulary)
        self._index = index
        self._local = threading.local()
        self._profiles: dict[int, Profile] = {}
        self._alike: dict[Any, tuple[Array, Array]] = {}

    @classmethod
    def build(cls, entities: Iterable[Party]) -> "Screener":
        """Analyse every name once."""
        store = Store.build(entity_of(entity) for entity in entities)
        names = (
            layout.ListedName(at, name.written, sort_of(entity.schema)[0], name.standing, place)
            for at, entity in enumerate(store)
            for place, name in enumerate(listed_names(entity))
        )
        marks = [mark_of(profile(entity)) for entity in store]
        return cls(store, *layout.build(names, marks))

    def save(self, folder: Path) -> None:
        """Write the snapshot into an existing folder."""
        self._store.save(folder)
        np.save(folder / "vocabulary.npy", self._vocabulary.view(WORD))
        layout.save(folder, index=self._index)

    @classmethod
    def open(cls, folder: Path) -> "Screener":
        """Open a saved snapshot."""
        return cls(
            Store.open(folder),
            layout.mapped(folder / "vocabulary.npy"),
            Index(*layout.opened(folder, "index", Index._fields)),
            folder,
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
        return self.rank(query, threshold).matches(limit)

    def match_many(
        self,
        queries: Iterable[Party],
        limit: int = 5,
        threshold: float = 0.7,
        workers: int | None = None,
    ) -> Iterator[list[Match]]:
        """`match` for each query, in order.

        With several `workers` as many processes share the pages of the snapshot, which is saved
        to a temporary folder first if it lies on no disk. No more than a few hundred queries for
        each worker are taken from `queries` ahead of what is answered. Worth it from about ten
        thousand queries on: a process needs some seconds to begin.
        """
        if workers is None or workers == 1:
            return (self.match(query, limit, threshold) for query in queries)
        return self._by_crew(queries, limit, threshold, workers)

    def prepare(self) -> "Screener":
        """Ask once, so that the machine code is there: making it takes a minute, once."""
        self.match(_ANYBODY)
        return self

    def rank(
        self,
        query: Party,
        threshold: float = 0.7,
        admits: Callable[[Entity], bool] = lambda entity: True,
    ) -> "Ranking":
        """All that are admitted and reach `threshold`, in order; explained when asked for."""
        asked = entity_of(query)
        mine = profile(asked)
        wanted = math.log(threshold / (1 - threshold)) if 0 < threshold < 1 else -math.inf
        found = self._by_name(asked, mine, bar(mine, wanted, _LOWEST))
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
            if score >= threshold and admits(entity := self._store[at]):
                scored.append((-score, entity.id, at, entity))
        scored.sort(key=lambda one: one[:3])
        return Ranking(
            tuple(-score for score, *_ in scored),
            lambda limit: [
                self._match(asked, mine, at, entity, -score, found[at])
                for score, _, at, entity in scored[:limit]
            ],
        )

    def _by_crew(
        self, queries: Iterable[Party], limit: int, threshold: float, workers: int
    ) -> Iterator[list[Match]]:
        with ExitStack() as stack:
            folder = self._folder
            if folder is None:
                folder = Path(stack.enter_context(TemporaryDirectory(prefix="vedette-")))
                self.save(folder)
            submit = stack.enter_context(crew(folder, workers))
            waiting: deque[Future[list[list[Match]]]] = deque()
            stream = iter(queries)
            while chunk := list(islice(stream, _CHUNK)):
                waiting.append(submit(_matches, chunk, limit, threshold))
                if len(waiting) > workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()

    def _match(
        self,
        asked: Entity,
        mine: Profile,
        at: int,
        entity: Entity,
        score: float,
        pair: pairs.Best | None,
    ) -> Match:
        theirs = self._profile(at)
        _, verdicts = weigh(mine, theirs)
        return Match(entity, score, explanation(asked, mine, entity, theirs, pair, verdicts))

    def _pair(self, asked: Entity, mine: Profile, at: int) -> pairs.Best | None:
        listed = self._store[at]
        return pairs.best(
            names_of(asked), mine.habit, listed_names(listed), sort_of(listed.schema)[0]
        )

    def _profile(self, at: int) -> Profile:
        found = self._profiles.get(at)
        if found is None:
            if len(self._profiles) > _REMEMBERED:
                self._profiles.clear()
            found = self._profiles[at] = profile(self._store[at])
        return found

    def _by_name(self, asked: Entity, mine: Profile, least: Bar) -> dict[int, pairs.Best | None]:
        from vedette.find.names.search import search

        found: dict[int, pairs.Best | None] = {}
        for which, (written, _) in enumerate(names_of(asked)):
            name, columns = pairs.query_side(written, mine.habit)
            if not name.tokens or not len(self._index.names):
                continue
            entities, places, values = search(
                self._vocabulary,
                self._index,
                self._scratch(),
                columns,
                *self._found(name, columns),
                pairs.weights_for(name),
                standing_weights(),
                least,
            )
            for at, place, value in zip(
                entities.tolist(), places.tolist(), values.tolist(), strict=True
            ):
                known = found.get(at)
                if known is None or value > known.value:
                    found[at] = pairs.Best(value, which, place)
        return found

    def _found(self, name: Name, columns: Array) -> tuple[Array, Array, Array]:
        """The words of the list that are like each of those of the query: where those of each
        begin, the words, and how much alike."""
        found = [self._alike_to(token, columns, i) for i, token in enumerate(name.tokens)]
        start = [0, *accumulate(len(words) for words, _ in found)]
        return (
            np.array(start),
            np.concatenate([words for words, _ in found]),
            np.concatenate([alike for _, alike in found]),
        )

    def _alike_to(self, token: Token, columns: Array, i: int) -> tuple[Array, Array]:
        from vedette.find.names.lookup import expand

        key = (token.text, token.kind, token.flags, token.code, token.native)
        found = self._alike.get(key)
        if found is None:
            if len(self._alike) > _REMEMBERED:
                self._alike.clear()
            cut = bool(token.flags & LAST)
            found = self._alike[key] = expand(
                self._vocabulary, self._index, self._scratch(), columns, i, LIKE, cut
            )
        return found

    def _scratch(self) -> Any:
        from vedette.find.names.lookup import scratch

        if not hasattr(self._local, "scratch"):
            counts = (
                len(self._vocabulary.view(WORD)),
                len(self._index.names.view(NAME)),
                len(self._store),
            )
            self._local.scratch = scratch(*counts)
        return self._local.scratch


_ANYBODY = Entity("", "LegalEntity", {"name": ("Any Body",)})

_LOWEST = -4.0
"""Below this a pair of names resembles nothing, whatever threshold is asked for."""

LIKE = 0.72
_REMEMBERED = 100_000
_CHUNK = 500
"""Queries that a worker of `Screener.match_many` takes at once."""


def _matches(
    screener: Screener, queries: Sequence[Party], limit: int, threshold: float
) -> list[list[Match]]:
    return [screener.match(query, limit, threshold) for query in queries]
