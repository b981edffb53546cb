"""Names as flat arrays: what the compiled loops read.

Reach for `Table` to lay tokens out side by side; a list's vocabulary, a query and one side of a
comparison all have this form, so that the same machine code reads them all. Every array is
read-only: a memory-mapped file and a fresh array then have one type.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from vedette.find.names.tokens import WIDTH, Token

Array = npt.NDArray[Any]


class Table(NamedTuple):
    """Tokens, one a row. See `tokens.Token` for what the columns mean.

    `text` holds letters as 1..26 and digits as 27..36, 0 behind the end; `groups` of row i are
    ``groups[group_start[i]:group_start[i + 1]]``.
    """

    text: Array
    length: Array
    kind: Array
    flags: Array
    weight: Array
    code: Array
    native: Array
    group_start: Array
    groups: Array


EDGE = 37
"""Stands for the edge of a word in a pair of letters; letters are 1..26, digits 27..36."""

PAIRS = 38 * 38


class Index(NamedTuple):
    """The arrays of a list. A `…_start` array and the one after it are ragged rows.

    `pair_*`    pair of letters to the words that hold it
    `key_*`     sorted keys (letters in order, consonants, spelling group, meaning) to words
    `order`     words in alphabetical order
    `holder_*`  word to the names that hold it
    `name_*`    name to its words, in order; the entity it belongs to; which of its names it is
    `weak`      is the name a weak alias?
    `total`     the weight of all words of a name
    """

    pair_start: Array
    pair_words: Array
    keys: Array
    key_words: Array
    order: Array
    holder_start: Array
    holder_names: Array
    name_start: Array
    name_words: Array
    name_entity: Array
    name_place: Array
    weak: Array
    total: Array


_CODES = np.zeros(256, np.uint8)
_CODES[ord("a") : ord("z") + 1] = np.arange(1, 27)
_CODES[ord("0") : ord("9") + 1] = np.arange(27, 37)


def table(tokens: Sequence[Token]) -> Table:
    """Lay tokens out as arrays."""
    count = len(tokens)
    joined = "".join(token.text.ljust(WIDTH, "\0") for token in tokens).encode("ascii")
    text = _CODES[np.frombuffer(joined, np.uint8)].reshape(count, WIDTH)
    return Table(
        frozen(text),
        frozen(np.array([len(token.text) for token in tokens], np.int32)),
        frozen(np.array([token.kind for token in tokens], np.int32)),
        frozen(np.array([token.flags for token in tokens], np.int32)),
        frozen(np.array([token.weight for token in tokens], np.float64)),
        frozen(np.array([token.code for token in tokens], np.int64)),
        frozen(np.array([token.native for token in tokens], np.int64)),
        *ragged([token.groups for token in tokens]),
    )


def ragged(rows: Iterable[Sequence[int]]) -> tuple[Array, Array]:
    """Rows of different lengths as (where each starts, all values)."""
    rows = list(rows)
    start = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=start[1:])
    values = np.array([value for row in rows for value in row], np.int32)
    return frozen(start), frozen(values)


def frozen(array: Array) -> Array:
    """The array, closed for writing."""
    array = np.ascontiguousarray(array)
    array.flags.writeable = False
    return array
