"""A list laid out for searching: built once, kept as plain array files, opened in milliseconds.

Reach for `build` with the names of a list, `save` and `opened` to keep them. Each array is one
``.npy`` file that numpy maps into memory, so that workers share its pages. It refuses to change:
a new release of a list is a new index.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from pathlib import Path
from struct import Struct
from typing import NamedTuple

import numpy as np

from vedette.find.names.align import MOST_REST
from vedette.find.names.arrays import (
    EDGE,
    NAME,
    PAIRS,
    Array,
    Index,
    Table,
    coded,
    frozen,
    plain,
    ragged,
    table,
)
from vedette.find.names.distance import masks
from vedette.find.names.groups import SYLLABLES
from vedette.find.names.tokens import LAST, SPEAKING, WIDTH, Habit, Kind, Name, Token, analyse


class ListedName(NamedTuple):
    """One name of one entity; `place` is which of its names it is."""

    entity: int
    written: str
    habit: Habit
    standing: int
    place: int


def build(names: Iterable[ListedName], marks: Sequence[tuple[int, ...]]) -> tuple[Table, Index]:
    """Analyse every name once: the vocabulary and the arrays. `marks` are by entity."""
    numbers: dict[Token, int] = {}
    rows: list[list[int]] = []
    kept: list[ListedName] = []
    for listed in names:
        words = listed_tokens(analyse(listed.written, listed.habit))
        if words:
            rows.append([numbers.setdefault(word, len(numbers)) for word in words])
            kept.append(listed)
    known, rows = _shortest_first(numbers, rows)
    order = _together(rows, len(known))
    kept, rows = [kept[at] for at in order], [rows[at] for at in order]
    vocabulary = table(known)
    name_start, name_words = ragged(rows)
    holder_start, holder_names = _inverted(name_start, name_words, len(known))
    keys, key_words = _keys(vocabulary)
    stored = Index(
        *_pairs(vocabulary),
        keys,
        key_words,
        frozen(np.searchsorted(vocabulary["length"], np.arange(WIDTH + 2))),
        frozen(_alphabetical(vocabulary)),
        holder_start,
        holder_names,
        frozen(plain(_listed(kept, rows, known))),
        name_words,
        *(frozen(column) for column in np.array(marks, np.uint64).reshape(-1, _MARKS).T),
    )
    return vocabulary, stored


_NAME = Struct(f"<ddQqiihhi{WIDTH}s")
"""`arrays.NAME` for packing."""


def _listed(
    kept: Sequence[ListedName], rows: Sequence[Sequence[int]], known: Sequence[Token]
) -> Table:
    """The names themselves, one a row; `rows` are their words in the vocabulary."""
    packed, start = bytearray(), 0
    for one, row in zip(kept, rows, strict=True):
        words = [known[at] for at in row]
        said = [word.text for word in words]
        quiet = sum(
            word.weight
            for at, word in enumerate(words)
            if word.kind not in SPEAKING or word.text in said[:at]
        )
        letters = reduce(or_, (masks(text)[0] for text in said))
        length = sum(map(len, said))
        packed += _NAME.pack(
            sum(word.weight for word in words),
            quiet,
            letters,
            start,
            one.entity,
            one.place,
            len(words),
            length,
            one.standing,
            coded("".join(said)) if _may_be_one(words, length) else b"",
        )
        start += len(row)
    return np.frombuffer(bytes(packed), NAME)


def _may_be_one(words: Sequence[Token], length: int) -> bool:
    """May the words of a name be read as one? The rule is `align.rest_as_one`'s."""
    parts = any(word.kind is Kind.LEGAL or word.flags & SYLLABLES for word in words)
    return len(words) <= MOST_REST and length <= WIDTH and not parts


_MARKS = 4
"""How many marks an entity has."""


def _shortest_first(
    known: Iterable[Token], rows: Sequence[Sequence[int]]
) -> tuple[list[Token], list[list[int]]]:
    """The words in order of their length, so that those of one length lie together; the rows
    number them so."""
    words = list(known)
    order = sorted(range(len(words)), key=lambda at: len(words[at].text))
    place = [0] * len(words)
    for now, was in enumerate(order):
        place[was] = now
    return [words[was] for was in order], [[place[was] for was in row] for row in rows]


def _together(rows: Sequence[Sequence[int]], words: int) -> list[int]:
    """The names in order of their rarest word, so that what a rare word leads to lies together."""
    start, values = ragged(rows)
    if not rows:
        return []
    held = np.bincount(values, minlength=words)
    rarest_first = np.lexsort((np.arange(words), held))
    rank = np.empty(words, np.int64)
    rank[rarest_first] = np.arange(words)
    rarest = np.minimum.reduceat(rank[values], start[:-1])
    order: list[int] = np.argsort(rarest, kind="stable").tolist()
    return order


def listed_tokens(name: Name) -> list[Token]:
    """The words of a name as the vocabulary keeps them: how they were written does not matter."""
    return [token._replace(shown="", flags=token.flags & ~LAST) for token in name.tokens]


def _inverted(start: Array, values: Array, count: int) -> tuple[Array, Array]:
    """Which rows hold each value: the ragged array read the other way, each row once."""
    rows = np.repeat(np.arange(len(start) - 1, dtype=np.int64), np.diff(start))
    pairs = np.unique(values.astype(np.int64) * max(1, len(start) - 1) + rows)
    held, row = np.divmod(pairs, max(1, len(start) - 1))
    at = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(held, minlength=count), out=at[1:])
    return frozen(at), frozen(row.astype(np.int32))


def _pairs(vocabulary: Table) -> tuple[Array, Array]:
    """Pairs of neighbouring letters, edges included, to the words that hold them."""
    count, width = vocabulary["text"].shape
    length = vocabulary["length"]
    text = np.zeros((count, width + 2), np.int64)
    text[:, 1:-1] = vocabulary["text"]
    text[:, 0] = EDGE
    text[np.arange(count), length + 1] = EDGE
    pairs = text[:, :-1] * 38 + text[:, 1:]
    inside = np.arange(width + 1)[None, :] <= length[:, None]
    words = np.repeat(np.arange(count, dtype=np.int64), inside.sum(axis=1))
    unique = np.unique(pairs[inside] * max(1, count) + words)
    pair, word = np.divmod(unique, max(1, count))
    start = np.zeros(PAIRS + 1, np.int64)
    np.cumsum(np.bincount(pair, minlength=PAIRS), out=start[1:])
    return frozen(start), frozen(word.astype(np.int32))


def _keys(vocabulary: Table) -> tuple[Array, Array]:
    from vedette.find.names.lookup import MOST_KEYS, all_keys

    room = len(vocabulary) * MOST_KEYS
    keys, words = np.zeros(room, np.uint64), np.zeros(room, np.int32)
    count = all_keys(plain(vocabulary), keys, words) if room else 0
    by_key = np.argsort(keys[:count], kind="stable")
    return frozen(keys[:count][by_key]), frozen(words[:count][by_key])


def _alphabetical(vocabulary: Table) -> Array:
    if not len(vocabulary):
        return np.zeros(0, np.int32)
    text = np.ascontiguousarray(vocabulary["text"]).view(f"S{WIDTH}").ravel()
    return np.argsort(text, kind="stable").astype(np.int32)


def save(folder: Path, **groups: tuple[Array, ...]) -> None:
    """Write each array of each named tuple into a file of its own."""
    for group, arrays in groups.items():
        for name, array in zip(arrays._fields, arrays, strict=True):  # type: ignore[attr-defined]
            np.save(folder / f"{group}.{name}.npy", array)


def opened(folder: Path, group: str, names: tuple[str, ...]) -> list[Array]:
    """Map the arrays of a group into memory."""
    return [mapped(folder / f"{group}.{name}.npy") for name in names]


def mapped(path: Path) -> Array:
    """One array, mapped into memory, read-only."""
    if path.stat().st_size <= _HEADER:
        return frozen(np.load(path, allow_pickle=False))
    plain = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    plain.flags.writeable = False
    return plain


_HEADER = 128
"""Bytes of an array file that holds nothing; an empty file cannot be mapped."""
