"""Two names side by side: the value of the pair and, if asked, how their words belong together.

Reach for `value` to weigh one pair, `best` for the best pair of two parties' names. It calls the
same machine code as the search, which is why both give the same figure.
"""

import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from vedette.find.names.arrays import Array, Table, table
from vedette.find.names.index import listed_tokens
from vedette.find.names.tokens import MOST_TOKENS, Habit, Name, analyse
from vedette.find.names.weights import FEATURES, FIELDS, field_weights, name_weights

WEAK = float(field_weights()[FIELDS.index("weak_name")])

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
def query_side(written: str, habit: Habit) -> tuple[Name, Table]:
    """A name as the asking side."""
    name = analyse(written, habit)
    return name, table(name.tokens)


@lru_cache(maxsize=4096)
def listed_side(written: str, habit: Habit) -> tuple[Name, Table]:
    """A name as the listed side."""
    name = analyse(written, habit)
    return name, table(listed_tokens(name))


def value(query: tuple[Name, Table], listed: tuple[Name, Table]) -> float:
    """The sum of weighted features of a pair of names."""
    from vedette.find.names.search import align_names

    mine, theirs = _ROWS[: len(query[0].tokens)], _ROWS[: len(listed[0].tokens)]
    worth: Any = align_names
    return float(worth(query[1], mine, listed[1], theirs, *_buffers(), name_weights()))


def pairing(query: tuple[Name, Table], listed: tuple[Name, Table]) -> Pairing:
    """How the words of two names belong together."""
    value(query, listed)
    buffers = _buffers()
    n, m = len(query[0].tokens), len(listed[0].tokens)
    rows: list[Any] = [buffer[:n].tolist() for buffer in buffers[:3]]
    rows += [buffer[:m].tolist() for buffer in buffers[3:6]]
    rows.append(dict(zip(FEATURES, buffers[6].tolist(), strict=True)))
    return Pairing(*rows)


def best(
    query: Sequence[tuple[str, bool]],
    query_habit: Habit,
    listed: Sequence[tuple[str, bool]],
    listed_habit: Habit,
) -> Best | None:
    """The best pair of two parties' names; a weak alias counts for less. None without names."""
    found: Best | None = None
    for i, (asked, _) in enumerate(query):
        mine = query_side(asked, query_habit)
        if not mine[0].tokens:
            continue
        for j, (written, weak) in enumerate(listed):
            theirs = listed_side(written, listed_habit)
            if not theirs[0].tokens:
                continue
            worth = value(mine, theirs) + (WEAK if weak else 0.0)
            if found is None or worth > found.value:
                found = Best(worth, i, j)
    return found


_ROWS = np.arange(MOST_TOKENS, dtype=np.int32)
_ROWS.flags.writeable = False


def _buffers() -> tuple[Array, ...]:
    if not hasattr(_local, "buffers"):
        sides = [np.zeros(MOST_TOKENS, kind) for kind in (np.int64, np.int64, np.float64)] * 2
        _local.buffers = (*(side.copy() for side in sides), np.zeros(len(FEATURES)))
    buffers: tuple[Array, ...] = _local.buffers
    return buffers
