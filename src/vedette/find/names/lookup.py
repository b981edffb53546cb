"""From a word of the query to the words of the list that are like it.

Reach for `expand` with one word and for `glued` with a whole name, whose neighbouring words may
stand as one on the list, or one as two. Candidates are words that share rare pairs of letters, or
one of a few keys (the same letters in another order, the same consonants, a spelling group, a
meaning); `align.word_likeness` decides. Nothing here changes a score: a word that is missed can
only cost a candidate.
"""

from typing import Any, NamedTuple

import numpy as np

from vedette.find.names import align as words
from vedette.find.names.arrays import EDGE, WORD, Array, Index, Table
from vedette.find.names.distance import ROOM, likeness
from vedette.find.names.jit import inline, kernel
from vedette.find.names.scripts import ABJAD
from vedette.find.names.tokens import WIDTH, Kind

_INITIAL, _NAME, _LEGAL, _NUMBER = (
    int(kind) for kind in (Kind.INITIAL, Kind.NAME, Kind.LEGAL, Kind.NUMBER)
)
_word_likeness = words.word_likeness
_likeness = likeness
_GLUED = words.GLUED


PARTS = 11
"""Sums that `search` keeps of a name."""


class Scratch(NamedTuple):
    """Working memory of one thread; everything is zero between queries."""

    shared: Array
    touched: Array
    parts: Array
    probe: Array
    opened: Array
    best: Array
    best_name: Array


def scratch(words_count: int, names: int, entities: int) -> Scratch:
    """Working memory for a list of this size."""
    return Scratch(
        np.zeros(words_count, np.uint8),
        np.zeros(words_count * 3 + 64, np.int32),
        np.zeros((names, PARTS), np.float32),
        np.zeros(names, np.int32),
        np.zeros(names, np.int32),
        np.zeros(entities, np.float64),
        np.zeros(entities, np.int64),
    )


@inline
def sound_key(text: Array, length: int) -> np.uint64:
    """The key of a word's consonants; 0 for fewer than two."""
    value = np.uint64(1469598103934665603)
    before = np.uint8(0)
    consonants = 0
    for k in range(length):
        letter = _SOUND[text[k]]
        if letter != 0 and letter != before:
            value = (value ^ np.uint64(letter)) * np.uint64(1099511628211)
            consonants += 1
        before = letter
    if consonants < 2:
        return np.uint64(0)
    return (value & np.uint64(0x0FFFFFFFFFFFFFFF)) | np.uint64(0x2000000000000000)


@inline
def word_keys(t: Table, i: int, keys: Array) -> int:
    """The keys under which a word is found although it shares few pairs of letters.

    Same letters in another order; same consonants; same spelling group; same meaning.
    """
    count = 0
    length = t[i].length
    if t[i].kind == _INITIAL:
        return 0
    letters = np.sort(t[i].text[:length])
    value = np.uint64(1469598103934665603)
    for k in range(length):
        value = (value ^ np.uint64(letters[k])) * np.uint64(1099511628211)
    keys[count] = (value & np.uint64(0x0FFFFFFFFFFFFFFF)) | np.uint64(0x1000000000000000)
    count += 1
    keys[count] = sound_key(t[i].text, length)
    if keys[count]:
        count += 1
    for group in t[i].groups:
        if group:
            keys[count] = np.uint64(group) | np.uint64(0x3000000000000000)
            count += 1
    if t[i].code >= 0:
        keys[count] = (
            np.uint64(t[i].code) + np.uint64(t[i].kind) * np.uint64(1 << 40)
        ) | np.uint64(0x4000000000000000)
        count += 1
    return count


def _sounds() -> Array:
    """Letters to their consonant class; vowels, h, w and y fall away."""
    classes = ["bp", "fv", "ckqgj", "sz", "x", "dt", "l", "m", "n", "r"]
    sound = np.zeros(38, np.uint8)
    for number, letters in enumerate(classes, 1):
        for letter in letters:
            sound[ord(letter) - 96] = number
    sound[27:37] = np.arange(20, 30)
    return sound


_SOUND = _sounds()
MOST_KEYS = 12


@kernel
def all_keys(rows: Array, out_keys: Array, out_words: Array) -> int:
    """The keys of every word of a table; how many there are."""
    t = rows.view(WORD)
    count = 0
    keys = np.zeros(MOST_KEYS, np.uint64)
    for i in range(len(t)):
        for k in range(word_keys(t, i, keys)):
            out_keys[count] = keys[k]
            out_words[count] = i
            count += 1
    return count


@inline
def first_at_least(values: Array, wanted: Any) -> int:
    """The first place in a sorted array that holds `wanted` or more."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@inline
def compare_start(vocabulary: Table, word: int, text: Array, length: int) -> int:
    """Does a word come before (-1), begin with (0) or come after (1) these letters?"""
    for k in range(length):
        if vocabulary[word].text[k] < text[k]:
            return -1
        if vocabulary[word].text[k] > text[k]:
            return 1
    return 0


@inline
def first_with_start(vocabulary: Table, order: Array, text: Array, length: int) -> int:
    """The first place in alphabetical order whose word begins with these letters, or after it."""
    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        if compare_start(vocabulary, order[middle], text, length) < 0:
            low = middle + 1
        else:
            high = middle
    return low


@inline
def shared_pairs(
    vocabulary: Table, index: Index, scratch: Scratch, text: Array, length: int, most: int
) -> tuple[int, int]:
    """Count for each word of the list how many of the word's rarest pairs of letters it shares.

    Returns how many words were touched, and how many pairs were looked at.
    """
    pairs = np.empty(length + 1, np.int64)
    sizes = np.empty(length + 1, np.int64)
    before = EDGE
    for k in range(length + 1):
        letter = text[k] if k < length else EDGE
        pairs[k] = before * 38 + letter
        sizes[k] = index.pair_start[pairs[k] + 1] - index.pair_start[pairs[k]]
        before = letter
    looked = min(most, length + 1)
    count = 0
    for _ in range(looked):
        rarest = 0
        for k in range(1, length + 1):
            if sizes[k] < sizes[rarest]:
                rarest = k
        sizes[rarest] = 1 << 40
        pair = pairs[rarest]
        for p in range(index.pair_start[pair], index.pair_start[pair + 1]):
            word = index.pair_words[p]
            if scratch.shared[word] == 0:
                scratch.touched[count] = word
                count += 1
            scratch.shared[word] += 1
    return count, looked


@inline
def sift(
    vocabulary: Table, scratch: Scratch, count: int, length: int, wanted: int, spread: float
) -> int:
    """Keep the touched words that share enough and are about as long; forget the counts."""
    kept = 0
    for t in range(count):
        word = scratch.touched[t]
        enough = scratch.shared[word] >= wanted
        scratch.shared[word] = 0
        other = vocabulary[word].length
        if enough and min(length, other) >= spread * max(length, other):
            scratch.touched[kept] = word
            kept += 1
    return kept


@inline
def by_keys(index: Index, scratch: Scratch, q: Table, i: int, kept: int) -> int:
    """Add the words that share a key with word `i`; a word may be there twice."""
    keys = np.zeros(MOST_KEYS, np.uint64)
    for k in range(word_keys(q, i, keys)):
        kept = with_key(index, scratch, keys[k], kept)
    return kept


@inline
def with_key(index: Index, scratch: Scratch, key: np.uint64, kept: int) -> int:
    """Add the words that have a key; key 0 has none."""
    at = first_at_least(index.keys, key)
    while at < len(index.keys) and index.keys[at] == key and kept < len(scratch.touched):
        scratch.touched[kept] = index.key_words[at]
        kept += 1
        at += 1
    return kept


PAIRS_OF_WORD, PAIRS_OF_GLUED = 7, 5
"""Pairs of letters that are looked at, the rarest first."""


@kernel
def expand(
    vocabulary_rows: Array,
    index: Index,
    scratch: Scratch,
    rows: Array,
    i: int,
    least: float,
    cut: bool,
) -> tuple[Array, Array]:
    """Words of the list that are like word `i` of the query, and how much, the most alike first.

    `cut`: the word may be the beginning of a longer one.
    """
    vocabulary, q = vocabulary_rows.view(WORD), rows.view(WORD)
    length, text = q[i].length, q[i].text
    count, looked = shared_pairs(vocabulary, index, scratch, text, length, PAIRS_OF_WORD)
    wanted = 1 if length <= 2 else max(2, (looked * 2 + 4) // 5)
    kept = sift(vocabulary, scratch, count, length, wanted, 0.5)
    kept = by_keys(index, scratch, q, i, kept)
    found = np.empty(kept + 64, np.int32)
    alike = np.empty(kept + 64, np.float64)
    room = np.empty((5, ROOM), np.float64)
    total = 0
    for t in range(kept):
        word = scratch.touched[t]
        if scratch.shared[word]:
            continue
        scratch.shared[word] = 1
        like, _ = _word_likeness(q, i, vocabulary, word, least, room)
        if like >= least:
            found[total], alike[total] = word, like
            total += 1
    for t in range(kept):
        scratch.shared[scratch.touched[t]] = 0
    if q[i].kind == _NAME or cut:
        at = first_with_start(vocabulary, index.order, text, 1)
        while at < len(index.order) and total < len(found):
            word = index.order[at]
            if vocabulary[word].length > 1 or vocabulary[word].text[0] != text[0]:
                break
            if vocabulary[word].kind == _INITIAL:
                found[total], alike[total] = word, 0.9
                total += 1
            at += 1
    if cut and length >= 3:
        at = first_with_start(vocabulary, index.order, text, length)
        while at < len(index.order) and total < len(found):
            word = index.order[at]
            if compare_start(vocabulary, word, text, length) != 0:
                break
            if vocabulary[word].length > length:
                found[total], alike[total] = word, min(0.95, 0.6 + 0.08 * length)
                total += 1
            at += 1
    ranked = np.argsort(-alike[:total], kind="mergesort")
    return found[:total][ranked], alike[:total][ranked]


class Found(NamedTuple):
    """A growing list of probes: `size` holds how many probes and how many words there are."""

    weight: Array
    start: Array
    words: Array
    alike: Array
    size: Array


MOST_PROBES, MOST_FOUND = 128, 4096
_LONGEST_OF_THREE = 18
_SHORTEST_CUT = 7
_SHORTEST_PIECE = 3


@inline
def add_like(
    vocabulary: Table,
    index: Index,
    scratch: Scratch,
    text: Array,
    length: int,
    loose: int,
    weight: float,
    out: Found,
    room: Array,
) -> None:
    """Add a probe with the words that are almost exactly these letters."""
    count, looked = shared_pairs(vocabulary, index, scratch, text, length, PAIRS_OF_GLUED)
    kept = sift(vocabulary, scratch, count, length, max(1, looked - 2), 0.5 if loose else 0.75)
    if loose & ABJAD:
        kept = with_key(index, scratch, sound_key(text, length), kept)
    first = out.size[1]
    for t in range(kept):
        word = scratch.touched[t]
        other = vocabulary[word].flags
        strict = 2.0 if (loose | other) & words.SYLLABLES else 1.0
        alike = _likeness(
            text,
            length,
            vocabulary[word].text,
            vocabulary[word].length,
            words.looseness(loose, other),
            _GLUED,
            strict,
            room,
        )
        if alike > 0.0 and out.size[1] < MOST_FOUND:
            out.words[out.size[1]], out.alike[out.size[1]] = word, alike
            out.size[1] += 1
    if out.size[1] > first and out.size[0] < MOST_PROBES:
        out.weight[out.size[0]] = weight
        out.size[0] += 1
        out.start[out.size[0]] = out.size[1]
    else:
        out.size[1] = first


@inline
def join_neighbours(
    vocabulary: Table, index: Index, scratch: Scratch, q: Table, n: int, out: Found, room: Array
) -> None:
    """Look for two or three neighbouring words as one."""
    text = np.zeros(WIDTH + 1, np.uint8)
    for span in range(2, 4):
        for i in range(n - span + 1):
            length = 0
            weight = 0.0
            loose = 0
            fits = True
            for k in range(i, i + span):
                fits &= q[k].kind != _LEGAL and q[k].kind != _NUMBER
                fits &= length + q[k].length <= (WIDTH if span == 2 else _LONGEST_OF_THREE)
                if fits:
                    for letter in range(q[k].length):
                        text[length] = q[k].text[letter]
                        length += 1
                    weight += q[k].weight
                    loose |= q[k].flags
            if fits and length > _SHORTEST_PIECE:
                add_like(vocabulary, index, scratch, text, length, loose, weight, out, room)


@inline
def cut_words(
    vocabulary: Table, index: Index, scratch: Scratch, q: Table, n: int, out: Found, room: Array
) -> None:
    """Look for one word as two, where the first part is a word of the list."""
    for i in range(n):
        length, text = q[i].length, q[i].text
        if length < _SHORTEST_CUT or q[i].kind != _NAME:
            continue
        for cut in range(_SHORTEST_PIECE, length - _SHORTEST_PIECE + 1):
            at = first_with_start(vocabulary, index.order, text, cut)
            first = out.size[1]
            while at < len(index.order) and out.size[1] < MOST_FOUND:
                word = index.order[at]
                if vocabulary[word].length != cut or compare_start(vocabulary, word, text, cut):
                    break
                out.words[out.size[1]], out.alike[out.size[1]] = word, 1.0
                out.size[1] += 1
                at += 1
            if out.size[1] == first or out.size[0] >= MOST_PROBES - 1:
                out.size[1] = first
                continue
            out.weight[out.size[0]] = q[i].weight * cut / length
            out.size[0] += 1
            out.start[out.size[0]] = out.size[1]
            share = q[i].weight * (length - cut) / length
            rest = text[cut:length]
            add_like(vocabulary, index, scratch, rest, length - cut, q[i].flags, share, out, room)


@kernel
def glued(
    vocabulary_rows: Array, index: Index, scratch: Scratch, rows: Array
) -> tuple[Array, Array, Array, Array]:
    """Probes for the words of a name joined with their neighbours, and cut in two."""
    vocabulary, q = vocabulary_rows.view(WORD), rows.view(WORD)
    n = len(q)
    out = Found(
        np.empty(MOST_PROBES, np.float64),
        np.zeros(MOST_PROBES + 1, np.int64),
        np.empty(MOST_FOUND, np.int32),
        np.empty(MOST_FOUND, np.float64),
        np.zeros(2, np.int64),
    )
    room = np.empty((5, ROOM), np.float64)
    join_neighbours(vocabulary, index, scratch, q, n, out, room)
    cut_words(vocabulary, index, scratch, q, n, out, room)
    probes, found = out.size[0], out.size[1]
    return out.weight[:probes], out.start[: probes + 1], out.words[:found], out.alike[:found]
