"""Names as flat arrays: what the compiled loops read.

Reach for `table` to lay words out side by side; a list's vocabulary, a query and one side of a
comparison all have this form, so that the same machine code reads them all. Every array is
read-only: a memory-mapped file and a fresh array then have one type.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from struct import Struct
from typing import NamedTuple

import numpy as np

from vedette.find.names.distance import MASKS, masks
from vedette.find.names.distance import Array as Array
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
        ("masks", "<u8", (MASKS,)),
    ],
    align=True,
)
"""One word. `text` holds letters as 1..26 and digits as 27..36, 0 behind the end; `groups` are
numbered from 1, 0 behind the end; `masks` are those of `distance.masks`.
See `tokens.Token` for the rest."""

Table = Array
"""Words, one a row of type `WORD`. Kernels are handed its bytes as whole numbers and look at them
as rows again: numba takes a plain array a hundred times faster than one of records."""


NAME = np.dtype(
    [
        ("total", "<f8"),
        ("quiet", "<f8"),
        ("letters", "<u8"),
        ("start", "<i8"),
        ("entity", "<i4"),
        ("place", "<i4"),
        ("words", "<i2"),
        ("length", "<i2"),
        ("standing", "<i4"),
        ("text", "u1", (WIDTH,)),
    ],
    align=True,
)
"""One name of a list, all that the search asks of it in one place, for in a list of a million each
look elsewhere waits for memory.

`total` is the weight of all its words, `quiet` of those that never speak against, or only repeat
another. `letters` is a mask of all its letters, `length` how many there are, and `text` what they
read as one word, empty for a name that may not be read so (`align.rest_as_one`). Its `words` stand
in `Index.name_words` from `start` on; it belongs to `entity` and is its name number `place`;
`standing` tells its own names from weak aliases, see `standing.Standing`."""


EDGE = 37
"""Stands for the edge of a word in a pair of letters; letters are 1..26, digits 27..36."""

PAIRS = 38 * 38


class Index(NamedTuple):
    """The arrays of a list. A `…_start` array and the one after it are ragged rows.

    `pair_*`    pair of letters to the words that hold it
    `key_*`     sorted keys (letters in order, consonants, spelling group, meaning) to words
    `longer`    by length, the first word that has so many letters: words stand shortest first
    `order`     words in alphabetical order
    `holder_*`  word to the names that hold it
    `names`     the names, as rows of type `NAME`, handed on like words: see `Table`
    `name_words`  the words of all names, in order
    `born`, `countries`, `places`, `gender`  by entity, its marks: see `marks.Marks`
    """

    pair_start: Array
    pair_words: Array
    keys: Array
    key_words: Array
    longer: Array
    order: Array
    holder_start: Array
    holder_names: Array
    names: Array
    name_words: Array
    born: Array
    countries: Array
    places: Array
    gender: Array


_CODES = bytes(
    letter - 96 if 97 <= letter <= 122 else letter - 21 if 48 <= letter <= 57 else 0
    for letter in range(256)
)
_ROW = Struct(f"<{WIDTH}s{GROUPS}iiii4xqqd{MASKS}Q")
"""`WORD` for packing; the four bytes are where its fields are aligned."""


def coded(text: str) -> bytes:
    """Letters as tables hold them.

    >>> list(coded("az09"))
    [1, 26, 27, 36]
    """
    return text.encode("ascii").translate(_CODES)


@lru_cache(maxsize=100_000)
def row(token: Token) -> bytes:
    """One word as a row of a table."""
    groups = [group + 1 for group in token.groups[:GROUPS]]
    return _ROW.pack(
        coded(token.text),
        *groups,
        *[0] * (GROUPS - len(groups)),
        len(token.text),
        token.kind,
        token.flags,
        token.code,
        token.native,
        token.weight,
        *masks(token.text),
    )


def table(tokens: Iterable[Token]) -> Table:
    """Lay words out side by side.

    >>> from vedette.find.names.tokens import Habit, analyse
    >>> rows = table(analyse("Ali Rezaei", Habit.PERSON).tokens)
    >>> rows["length"].tolist(), rows["text"][0][:4].tolist()
    ([3, 6], [1, 12, 9, 0])
    """
    rows = b"".join(map(row, tokens))
    return np.frombuffer(rows, WORD) if rows else frozen(np.zeros(0, WORD))


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
