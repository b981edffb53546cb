"""Names as flat arrays: what the compiled loops read.

Reach for `table` to lay words out side by side; a list's vocabulary, a query and one side of a
comparison all have this form, so that the same machine code reads them all. Every array is
read-only: a memory-mapped file and a fresh array then have one type.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from vedette.find.names.distance import Array as Array
from vedette.find.names.distance import masks
from vedette.find.names.tokens import WIDTH, Token

GROUPS = 6
"""Spelling groups kept of a word."""

WORD = np.dtype(
    [
        ("text", "u1", (WIDTH,)),
        ("groups", "<i4", (GROUPS,)),
        ("length", "<i4"),
        ("kind", "<i4"),
        ("flags", "<i4"),
        ("code", "<i8"),
        ("native", "<i8"),
        ("weight", "<f8"),
        ("firm", "<u8"),
        ("near", "<u8"),
    ],
    align=True,
)
"""One word. `text` holds letters as 1..26 and digits as 27..36, 0 behind the end; `groups` are
numbered from 1, 0 behind the end; `firm` and `near` are masks of letters, from `distance.masks`.
See `tokens.Token` for the rest."""

Table = Array
"""Words, one a row of type `WORD`. Kernels are handed its bytes as whole numbers and look at them
as rows again: numba takes a plain array a hundred times faster than one of records."""


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
    `standing`  the name's own, a weak alias or initials: see `standing.Standing`
    `total`     the weight of all words of a name
    `quiet`     the weight of those that never speak against, or only repeat another
    `letters`   how many letters all words of a name have
    `born`, `countries`  by entity, the marks of its birth years and countries: see `marks.Marks`
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
    standing: Array
    total: Array
    quiet: Array
    letters: Array
    born: Array
    countries: Array


_CODES = np.zeros(256, np.uint8)
_CODES[ord("a") : ord("z") + 1] = np.arange(1, 27)
_CODES[ord("0") : ord("9") + 1] = np.arange(27, 37)


def table(tokens: Sequence[Token]) -> Table:
    """Lay words out side by side."""
    rows = np.zeros(len(tokens), WORD)
    letters = "".join(token.text.ljust(WIDTH, "\0") for token in tokens).encode("ascii")
    rows["text"] = _CODES[np.frombuffer(letters, np.uint8)].reshape(len(tokens), WIDTH)
    for at, token in enumerate(tokens):
        for k, group in enumerate(token.groups[:GROUPS]):
            rows["groups"][at, k] = group + 1
    for name in ("kind", "flags", "code", "native", "weight"):
        rows[name] = [getattr(token, name) for token in tokens]
    letters_of = [masks(token.text) for token in tokens]
    rows["firm"] = [firm for firm, _ in letters_of]
    rows["near"] = [near for _, near in letters_of]
    rows["length"] = [len(token.text) for token in tokens]
    return frozen(rows)


def plain(rows: Table) -> Array:
    """A table as kernels take it."""
    return rows.view(np.int64)


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
