"""Two names side by side: the value of the pair and, if asked, how their words belong together.

Reach for `value` to weigh one pair, `best` for the best pair of two parties' names. It calls the
same machine code as the search, which is why both give the same figure.
"""

import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from vedette.find.names.arrays import Array, plain, table
from vedette.find.names.index import listed_tokens
from vedette.find.names.standing import ListedAs
from vedette.find.names.tokens import MOST_TOKENS, Habit, Name, analyse
from vedette.find.names.weights import FEATURES, name_weights, standing_weights

_local = threading.local()


class Pairing(NamedTuple):
    """How the words of two names were paired: partner, how and likeness of each, both sides."""

    query_with: list[int]
    query_how: list[int]
    query_like: list[float]
    listed_with: list[int]
    listed_how: list[int]
    listed_like: list[float]
    features: dict[str, float]


class Best(NamedTuple):
    """The best pair of names of two parties: its value and the two names' places."""

    value: float
    query: int
    listed: int


@lru_cache(maxsize=4096)
def query_side(written: str, habit: Habit) -> tuple[Name, Array]:
    """A name as the asking side."""
    name = analyse(written, habit)
    return name, plain(table(name.tokens))


@lru_cache(maxsize=4096)
def listed_side(written: str, habit: Habit) -> tuple[Name, Array]:
    """A name as the listed side."""
    name = analyse(written, habit)
    return name, plain(table(listed_tokens(name)))


def weights_for(query: Name) -> Array:
    """The weights by which a name is compared: those of people or those of bodies."""
    return name_weights(query.habit is Habit.PERSON)


def value(query: tuple[Name, Array], listed: tuple[Name, Array]) -> float:
    """The sum of weighted features of a pair of names."""
    from vedette.find.names.search import align_names

    paired, features = _buffers()
    return float(align_names(query[1], listed[1], paired, features, weights_for(query[0])))


def pairing(query: tuple[Name, Array], listed: tuple[Name, Array]) -> Pairing:
    """How the words of two names belong together."""
    value(query, listed)
    paired, features = _buffers()
    sides: list[Any] = []
    for side, count in zip(paired, (len(query[0].tokens), len(listed[0].tokens)), strict=True):
        mate, how, like = side[:count].T.tolist()
        sides += [[int(at) for at in mate], [int(one) for one in how], like]
    sides.append(dict(zip(FEATURES, features.tolist(), strict=True)))
    return Pairing(*sides)


def best(
    query: Sequence[tuple[str, bool]],
    query_habit: Habit,
    listed: Sequence[ListedAs],
    listed_habit: Habit,
) -> Best | None:
    """The best pair of two parties' names, None without names.

    A weak alias, or initials, count for less than a name of one's own.
    """
    found: Best | None = None
    for i, (asked, _) in enumerate(query):
        mine = query_side(asked, query_habit)
        if not mine[0].tokens:
            continue
        for j, name in enumerate(listed):
            theirs = listed_side(name.written, listed_habit)
            if not theirs[0].tokens:
                continue
            worth = value(mine, theirs) + float(standing_weights()[name.standing])
            if found is None or worth > found.value:
                found = Best(worth, i, j)
    return found


def _buffers() -> tuple[Array, Array]:
    if not hasattr(_local, "buffers"):
        _local.buffers = (np.zeros((2, MOST_TOKENS, 3)), np.zeros(len(FEATURES)))
    buffers: tuple[Array, Array] = _local.buffers
    return buffers
