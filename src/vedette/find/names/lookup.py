"""From a word of the query to the words of the list that are like it.

Reach for `expand` with one word; `glued` looks for words joined and cut. Candidates are words that
share rare pairs of letters, or one of a few keys (the same letters in another order, the same
consonants, a spelling group, a meaning); `word.word_likeness` decides. Nothing here changes a
score: a word that is missed can only cost a candidate.
"""

from typing import Any, NamedTuple

import numpy as np

from vedette.find.names import word as words
from vedette.find.names.arrays import EDGE, WORD, Array, Index, Table
from vedette.find.names.distance import ROOM
from vedette.find.names.jit import inline, kernel
from vedette.find.names.tokens import WIDTH, Kind

_INITIAL, _NAME = int(Kind.INITIAL), int(Kind.NAME)
_word_likeness = words.word_likeness


PARTS = 12
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
        np.zeros(names, np.uint8),
        np.zeros(names, np.int32),
        np.zeros(entities, np.float64),
        np.zeros(entities, np.int64),
    )


@inline
def sound_key(
    text: Array, length: int, classes: Array, least: int, through_vowels: bool, mark: np.uint64
) -> np.uint64:
    """The key of a word's consonants by their classes; 0 for fewer than `least`.

    Of one class after another only the first counts, `through_vowels` whatever vowels are between.
    """
    value = np.uint64(1469598103934665603)
    before = np.uint8(0)
    consonants = 0
    for k in range(length):
        letter = classes[text[k]]
        if letter != 0 and letter != before:
            value = (value ^ np.uint64(letter)) * np.uint64(1099511628211)
            consonants += 1
        if letter != 0 or not through_vowels:
            before = letter
    if consonants < least:
        return np.uint64(0)
    return (value & _ROOM_FOR_MARKS) | mark


@inline
def word_keys(t: Table, i: int, keys: Array) -> int:
    """The keys under which a word is found although it shares few pairs of letters.

    Same letters in another order; same consonants; same spelling group; same meaning. What holds
    for words of a list holds for those of a query, but for scripts: see `script_keys`.
    """
    count = 0
    length = t[i].length
    if t[i].kind == _INITIAL:
        return 0
    letters = np.sort(t[i].text[:length])
    value = np.uint64(1469598103934665603)
    for k in range(length):
        value = (value ^ np.uint64(letters[k])) * np.uint64(1099511628211)
    keys[count] = (value & _ROOM_FOR_MARKS) | _LETTERS
    count += 1
    keys[count] = sound_key(t[i].text, length, SOUND, 2, False, SOUNDS)
    if keys[count]:
        count += 1
    for group in t[i].groups:
        if group:
            keys[count] = np.uint64(group) | _GROUP
            count += 1
    if t[i].code >= 0:
        keys[count] = (np.uint64(t[i].code) + np.uint64(t[i].kind) * np.uint64(1 << 40)) | _MEANING
        count += 1
    return count


@inline
def script_keys(t: Table, i: int, listed: bool, keys: Array) -> int:
    """Keys by the barest consonants, for words of which one is in a loose script.

    A word of a query that is written so looks among all words of the list; any other word looks
    among the words of the list that are written so.
    """
    key = sound_key(t[i].text, t[i].length, _BARE, 1, True, np.uint64(0))
    if key == 0 or t[i].kind == _INITIAL:
        return 0
    loose = t[i].flags & words.LOOSE != 0
    if listed:
        keys[0], keys[1] = key | _ANY_SCRIPT, key | _LOOSE_SCRIPT
        return 2 if loose else 1
    keys[0] = key | (_ANY_SCRIPT if loose else _LOOSE_SCRIPT)
    return 1


_ROOM_FOR_MARKS = np.uint64(0x0FFFFFFFFFFFFFFF)
_LETTERS, SOUNDS, _GROUP, _MEANING, _ANY_SCRIPT, _LOOSE_SCRIPT = (
    np.uint64(kind << 60) for kind in range(1, 7)
)
"""What a key is made of stands in its first four bits."""


def _classes(*together: str) -> Array:
    """Letters to their class; the others, vowels among them, fall away. Digits stand alone."""
    classes = np.zeros(38, np.uint8)
    for number, letters in enumerate(together, 1):
        for letter in letters:
            classes[ord(letter) - 96] = number
    classes[27:37] = np.arange(20, 30)
    return classes


SOUND = _classes("bp", "fv", "ckqgj", "sz", "x", "dt", "l", "m", "n", "r")
_BARE = _classes("bpf", "ckqgjszx", "dt", "lr", "m", "n")
"""V falls away with the vowels, for Hebrew writes both with one letter."""

MOST_KEYS = 14


@kernel
def all_keys(rows: Array, out_keys: Array, out_words: Array) -> int:
    """The keys of every word of a table; how many there are."""
    t = rows.view(WORD)
    count = 0
    keys = np.zeros(MOST_KEYS, np.uint64)
    for i in range(len(t)):
        found = word_keys(t, i, keys)
        for k in range(found + script_keys(t, i, True, keys[found:])):
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
    index: Index, scratch: Scratch, text: Array, length: int, most: int, spread: float
) -> tuple[int, int]:
    """Count for each word of the list how many of the word's rarest pairs of letters it shares.

    Only words about as long: the shorter has at least `spread` of the letters of the longer.
    Returns how many words were touched, and how many pairs were looked at.
    """
    first = index.longer[min(WIDTH, int(np.ceil(length * spread)))]
    end = index.longer[min(WIDTH, int(length / spread)) + 1]
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
        holders = index.pair_words[index.pair_start[pair] : index.pair_start[pair + 1]]
        for p in range(first_at_least(holders, first), len(holders)):
            word = holders[p]
            if word >= end:
                break
            if scratch.shared[word] == 0:
                scratch.touched[count] = word
                count += 1
            scratch.shared[word] += 1
    return count, looked


@inline
def sift(scratch: Scratch, count: int, wanted: int) -> int:
    """Keep the touched words that share enough; forget the counts."""
    kept = 0
    for t in range(count):
        word = scratch.touched[t]
        enough = scratch.shared[word] >= wanted
        scratch.shared[word] = 0
        if enough:
            scratch.touched[kept] = word
            kept += 1
    return kept


@inline
def by_keys(index: Index, scratch: Scratch, q: Table, i: int, kept: int) -> int:
    """Add the words that share a key with word `i`; a word may be there twice."""
    keys = np.zeros(MOST_KEYS, np.uint64)
    found = word_keys(q, i, keys)
    for k in range(found + script_keys(q, i, False, keys[found:])):
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


PAIRS_OF_WORD = 7
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
    count, looked = shared_pairs(index, scratch, text, length, PAIRS_OF_WORD, 0.5)
    wanted = 1 if length <= 2 else max(2, (looked * 2 + 4) // 5)
    kept = sift(scratch, count, wanted)
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
