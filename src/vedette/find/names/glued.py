"""Words of a name that may stand as one on the list, or one that stands there as two.

Reach for `probes_of` with a whole name and what `lookup.expand` found for each of its words. Words
joined or cut must be nearly the same letters as those of the list (`word.GLUED`), for a space
that slipped changes none. Nothing here changes a score: what is missed can only cost a candidate.
"""

from typing import NamedTuple

import numpy as np

from vedette.find.names import word as words
from vedette.find.names.align import as_one, glue
from vedette.find.names.arrays import Array, Index, Table
from vedette.find.names.bounds import Probes
from vedette.find.names.distance import MASKS, ROOM, likeness
from vedette.find.names.jit import inline
from vedette.find.names.lookup import (
    SOUND,
    SOUNDS,
    Scratch,
    compare_start,
    first_with_start,
    shared_pairs,
    sift,
    sound_key,
    with_key,
)
from vedette.find.names.scripts import ABJAD
from vedette.find.names.tokens import WIDTH, Kind

_LEGAL, _NAME, _NUMBER, _INITIAL = (
    int(kind) for kind in (Kind.LEGAL, Kind.NAME, Kind.NUMBER, Kind.INITIAL)
)
_likeness, _GLUED = likeness, words.GLUED
_as_one, _glue = as_one, glue


class Found(NamedTuple):
    """A growing list of probes: `size` holds how many probes, words and cuts there are."""

    weight: Array
    first: Array
    span: Array
    pair: Array
    start: Array
    words: Array
    alike: Array
    size: Array


MOST_PROBES, MOST_FOUND = 128, 4096
"""Probes and words that joining and cutting may add."""

PAIRS_OF_GLUED = 5
_LONGEST_OF_THREE = 18
_SHORTEST_JOINED, _SHORTEST_CUT, _SHORTEST_PIECE = 4, 5, 2


@inline
def add_probe(out: Found, weight: float, first: int, span: int, pair: int) -> bool:
    """Make a probe of the words that were found since the last one; is there one?"""
    probe, start = out.size[0], out.start[out.size[0]]
    if out.size[1] == start or probe == len(out.weight):
        out.size[1] = start
        return False
    out.weight[probe], out.first[probe], out.span[probe], out.pair[probe] = (
        weight,
        first,
        span,
        pair,
    )
    out.size[0] += 1
    out.start[probe + 1] = out.size[1]
    return True


@inline
def add_same(vocabulary: Table, index: Index, text: Array, length: int, out: Found) -> None:
    """Note the words that are just these letters."""
    at = first_with_start(vocabulary, index.order, text, length)
    while at < len(index.order) and out.size[1] < len(out.words):
        word = index.order[at]
        if vocabulary[word].length != length or compare_start(vocabulary, word, text, length):
            break
        out.words[out.size[1]], out.alike[out.size[1]] = word, 1.0
        out.size[1] += 1
        at += 1


@inline
def add_alike(
    vocabulary: Table,
    scratch: Scratch,
    kept: int,
    text: Array,
    length: int,
    loose: int,
    out: Found,
    room: Array,
) -> None:
    """Note those of the words touched that are almost exactly these letters."""
    for t in range(kept):
        word = scratch.touched[t]
        other = vocabulary[word].flags
        alike = _likeness(
            text,
            length,
            vocabulary[word].text,
            vocabulary[word].length,
            words.looseness(loose, other),
            _GLUED,
            words.strictness(loose, other),
            room,
        )
        if alike > 0.0 and out.size[1] < len(out.words):
            out.words[out.size[1]], out.alike[out.size[1]] = word, alike
            out.size[1] += 1


@inline
def add_like(
    vocabulary: Table,
    index: Index,
    scratch: Scratch,
    text: Array,
    length: int,
    loose: int,
    out: Found,
    room: Array,
) -> None:
    """Note the words that share rare pairs of letters with these and are almost the same."""
    spread = 0.5 if loose else 0.75
    count, looked = shared_pairs(index, scratch, text, length, PAIRS_OF_GLUED, spread)
    kept = sift(scratch, count, max(1, looked - 2))
    if loose & ABJAD:
        kept = with_key(index, scratch, sound_key(text, length, SOUND, 2, False, SOUNDS), kept)
    add_alike(vocabulary, scratch, kept, text, length, loose, out, room)


@inline
def add_sounding(
    vocabulary: Table,
    index: Index,
    scratch: Scratch,
    text: Array,
    length: int,
    flags: int,
    out: Found,
    room: Array,
) -> None:
    """Note the words with the consonants of these letters that are almost the same; of fewer than
    two consonants only the same words."""
    key = sound_key(text, length, SOUND, 2, False, SOUNDS)
    if key == 0:
        add_same(vocabulary, index, text, length, out)
        return
    kept = with_key(index, scratch, key, 0)
    add_alike(vocabulary, scratch, kept, text, length, flags, out, room)


@inline
def may_join(q: Table, first: int, span: int) -> bool:
    """Are there only words that a space may have come between?"""
    for k in range(first, first + span):
        if q[k].kind == _LEGAL or q[k].kind == _NUMBER:
            return False
    return True


@inline
def join_neighbours(
    vocabulary: Table, index: Index, scratch: Scratch, q: Table, n: int, out: Found, room: Array
) -> None:
    """Look for two or three neighbouring words as one."""
    text, masks, qn = np.empty(WIDTH, np.uint8), np.empty(MASKS, np.uint64), np.arange(n)
    for span in range(2, 4):
        for i in range(n - span + 1):
            if not may_join(q, i, span):
                continue
            length, flags = _as_one(q, qn, i, span, masks)
            if length < _SHORTEST_JOINED or (span == 3 and length > _LONGEST_OF_THREE):
                continue
            _glue(q, qn, i, span, text)
            weight = 0.0
            for k in range(i, i + span):
                weight += q[k].weight
            add_like(vocabulary, index, scratch, text, length, flags, out, room)
            add_probe(out, weight, i, span, -1)


@inline
def cut_words(
    vocabulary: Table, index: Index, scratch: Scratch, q: Table, n: int, out: Found, room: Array
) -> None:
    """Look for one word as two, of which the first is a word of the list to the letter, or, where
    the word's script fits badly, nearly so."""
    pair = 0
    for i in range(n):
        length, text = q[i].length, q[i].text
        if q[i].kind != _NAME or length < _SHORTEST_CUT:
            continue
        loose = q[i].flags & words.LOOSE != 0
        for cut in range(_SHORTEST_PIECE, length - _SHORTEST_PIECE + 1):
            share = q[i].weight * cut / length
            if loose:
                add_like(vocabulary, index, scratch, text[:cut], cut, q[i].flags, out, room)
            else:
                add_same(vocabulary, index, text, cut, out)
            if not add_probe(out, share, i, 1, pair):
                continue
            rest, left = text[cut:length], length - cut
            if loose:
                add_like(vocabulary, index, scratch, rest, left, q[i].flags, out, room)
            else:
                add_sounding(vocabulary, index, scratch, rest, left, q[i].flags, out, room)
            if add_probe(out, q[i].weight - share, i, 1, pair):
                pair += 1
            else:
                out.size[0] -= 1
                out.size[1] = out.start[out.size[0]]


@inline
def probes_of(
    vocabulary: Table,
    index: Index,
    scratch: Scratch,
    q: Table,
    start: Array,
    found: Array,
    alike: Array,
) -> Probes:
    """All that a name is looked for by: its words, of which `expand` found these of the list,
    and after them its words joined with their neighbours, and cut in two."""
    n, many = len(q), len(found)
    out = Found(
        np.empty(n + MOST_PROBES, np.float64),
        np.empty(n + MOST_PROBES, np.int64),
        np.empty(n + MOST_PROBES, np.int64),
        np.empty(n + MOST_PROBES, np.int64),
        np.empty(n + MOST_PROBES + 1, np.int64),
        np.empty(many + MOST_FOUND, np.int32),
        np.empty(many + MOST_FOUND, np.float64),
        np.array([n, many]),
    )
    out.words[:many], out.alike[:many], out.start[: n + 1] = found, alike, start
    slack = initials = 0.0
    for i in range(n):
        out.weight[i], out.first[i], out.span[i], out.pair[i] = q[i].weight, i, 1, -1
        if q[i].kind == _INITIAL:
            slack += q[i].weight
            initials += 1.0
    room = np.empty((5, ROOM), np.float64)
    join_neighbours(vocabulary, index, scratch, q, n, out, room)
    cut_words(vocabulary, index, scratch, q, n, out, room)
    probes, many = out.size[0], out.size[1]
    return Probes(
        out.weight[:probes],
        out.first[:probes],
        out.span[:probes],
        out.pair[:probes],
        out.start[: probes + 1],
        out.words[:many],
        out.alike[:many],
        slack,
        initials,
    )
