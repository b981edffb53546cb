"""Which words of two names belong together.

`align` pairs the words of two names; `describe` says what the pairing is worth. Both are pure
functions of the two names, so that a comparison of two parties and a search through a million
give the same figure. The order is what makes it hold: first the words that are the same, then
words joined or torn apart, then the most alike, then initials, then a last word that a field cut
off, and at the end whatever is left over on both sides, read as one.
"""

from typing import NamedTuple

import numpy as np

from vedette.find.names.arrays import Array, Table
from vedette.find.names.distance import MASKS, ROOM, cost_at_least, likeness, scale_of
from vedette.find.names.groups import SYLLABLES, read_as_pair
from vedette.find.names.jit import inline
from vedette.find.names.tokens import CLUSTER, LAST, MOST_TOKENS, WIDTH, Kind
from vedette.find.names.word import (
    ACROSS,
    EXACT,
    GLUED,
    INITIAL,
    JOINED,
    LIKE,
    NONE,
    READ,
    SAID,
    TRUNCATED,
    looseness,
    same_text,
    strictness,
    word_likeness,
)

PAIRED = np.dtype([("mate", "<i8"), ("how", "<i8"), ("like", "<f8")])
"""What a word was paired with: the place of the other (-1: none), how, and how much alike."""

_SPACE = 0.99
"""What is left where only a space was lost or put in: less than for the very same words."""

READ_AS_ONE = 0.9
"""What is left of two names must be this much alike to be read as one word."""

_NAME, _LEGAL = int(Kind.NAME), int(Kind.LEGAL)
_PLACE, _GENERIC, _INITIAL = int(Kind.PLACE), int(Kind.GENERIC), int(Kind.INITIAL)

MOST_REST = 4
"""Words on one side that `read_as_one` takes for one."""


class Desk(NamedTuple):
    """Working memory of a comparison, laid out once for many: nothing in it outlives a pair."""

    alike: Array
    how: Array
    room: Array
    text: Array
    rest: Array
    masks: Array


@inline
def desk() -> Desk:
    """Working memory for `align`."""
    return Desk(
        np.empty((MOST_TOKENS, MOST_TOKENS), np.float64),
        np.empty((MOST_TOKENS, MOST_TOKENS), np.int64),
        np.empty((5, ROOM), np.float64),
        np.empty((2, WIDTH), np.uint8),
        np.empty((2, MOST_REST), np.int64),
        np.empty((2, MASKS), np.uint64),
    )


@inline
def glue(t: Table, name: Array, first: int, span: int, out: Array) -> None:
    """Write neighbouring words as one; there is room, see `as_one`."""
    length = 0
    for k in range(first, first + span):
        text = t[name[k]].text
        for letter in range(t[name[k]].length):
            out[length] = text[letter]
            length += 1


@inline
def as_one(t: Table, name: Array, first: int, span: int, masks: Array) -> tuple[int, int]:
    """Neighbouring words taken for one: letters (0: too many) and flags; fills in the masks."""
    length = flags = 0
    masks[:] = 0
    for k in range(first, first + span):
        word = t[name[k]]
        length += word.length
        flags |= word.flags
        for at in range(MASKS):
            masks[at] |= word.masks[at]
    return (length if length <= WIDTH else 0), flags


@inline
def pair(mine: Table, i: int, theirs: Table, j: int, how: int, like: float) -> None:
    """Note that two words belong together."""
    mine[i].mate, mine[i].how, mine[i].like = j, how, like
    theirs[j].mate, theirs[j].how, theirs[j].like = i, how, like


@inline
def part(side: Table, i: int) -> None:
    """Note that a word belongs to none."""
    side[i].mate, side[i].how, side[i].like = -1, NONE, 0.0


@inline
def join(q: Table, qn: Array, mine: Table, c: Table, cn: Array, theirs: Table, desk: Desk) -> None:
    """Pair neighbouring words of the first name with single words of the second."""
    text, masks, room = desk.text[0], desk.masks[0], desk.room
    for span in range(3, 1, -1):
        for i in range(len(qn) - span + 1):
            free = True
            for k in range(i, i + span):
                free &= mine[k].mate < 0
            if not free:
                continue
            length, flags = as_one(q, qn, i, span, masks)
            if length < 3:
                continue
            for j in range(len(cn)):
                word = c[cn[j]]
                if theirs[j].mate >= 0 or word.kind == _LEGAL or word.length < 3:
                    continue
                if span == 2 and read_as_pair(q, qn[i], qn[i + 1], c, cn[j]):
                    pair(mine, i, theirs, j, JOINED, READ)
                    pair(mine, i + 1, theirs, j, JOINED, READ)
                    theirs[j].mate = i
                    break
                loose = looseness(flags, word.flags)
                if abs(length - word.length) > (6 if loose != 0 else 2):
                    continue
                strict = strictness(flags, word.flags)
                scale = scale_of(length, word.length, loose, strict)
                if cost_at_least(masks, word.masks, loose) * scale > 1.0 - GLUED:
                    continue
                glue(q, qn, i, span, text)
                alike = likeness(text, length, word.text, word.length, loose, GLUED, strict, room)
                if alike <= 0.0 or not better_joined(q, qn, i, span, c, cn[j], alike, room):
                    continue
                alike *= ACROSS if (flags ^ word.flags) & SYLLABLES else _SPACE
                for k in range(i, i + span):
                    pair(mine, k, theirs, j, JOINED, alike)
                theirs[j].mate = i
                break


@inline
def better_joined(
    q: Table, qn: Array, first: int, span: int, c: Table, word: int, alike: float, room: Array
) -> bool:
    """Are neighbouring words more like a single one together than any of them alone?"""
    for k in range(first, first + span):
        single, _ = word_likeness(q, qn[k], c, word, LIKE, room)
        if single >= alike:
            return False
    return True


@inline
def most_alike(
    q: Table,
    qn: Array,
    mine: Table,
    c: Table,
    cn: Array,
    theirs: Table,
    alike: Array,
    how: Array,
    least: float,
) -> None:
    """Pair free words, those that weigh most and are most alike first."""
    n, m = len(qn), len(cn)
    for _ in range(min(n, m)):
        best, bi, bj = 0.0, -1, -1
        for i in range(n):
            if mine[i].mate >= 0:
                continue
            for j in range(m):
                if theirs[j].mate >= 0 or alike[i, j] < least or alike[i, j] <= 0.0:
                    continue
                worth = alike[i, j] * (q[qn[i]].weight + c[cn[j]].weight) - 0.001 * abs(i - j)
                if worth > best:
                    best, bi, bj = worth, i, j
        if bi < 0:
            return
        pair(mine, bi, theirs, bj, how[bi, bj], alike[bi, bj])


@inline
def initials(q: Table, qn: Array, mine: Table, c: Table, cn: Array, theirs: Table) -> None:
    """Let initials of the first name stand for words of the second that begin so."""
    for i in range(len(qn)):
        word = q[qn[i]]
        if mine[i].mate >= 0:
            continue
        letters = 1 if word.kind == _INITIAL else word.length if word.flags & CLUSTER else 0
        found = 0
        for k in range(letters):
            for j in range(len(cn)):
                other = c[cn[j]]
                if theirs[j].mate < 0 and other.kind == _NAME and other.text[0] == word.text[k]:
                    pair(mine, i, theirs, j, INITIAL, SAID)
                    found += 1
                    break
        if found and found < letters:
            part(mine, i)
            for j in range(len(cn)):
                if theirs[j].mate == i and theirs[j].how == INITIAL:
                    part(theirs, j)


@inline
def cut_off(q: Table, qn: Array, mine: Table, c: Table, cn: Array, theirs: Table) -> None:
    """Let the last word of the first name be the beginning of a word that a field cut off."""
    last = len(qn) - 1
    word = q[qn[last]]
    if last < 1 or not word.flags & LAST or mine[last].like > 0.99:
        return
    text = word.text
    for j in range(len(cn)):
        other = c[cn[j]]
        if theirs[j].mate >= 0 and theirs[j].mate != last:
            continue
        if other.length <= word.length or not (
            other.kind == _NAME or other.kind == _GENERIC or other.kind == _PLACE
        ):
            continue
        same = True
        whole = other.text
        for k in range(word.length):
            same &= text[k] == whole[k]
        if same:
            worth = max(mine[last].like, min(0.96, 0.6 + 0.08 * word.length))
            if mine[last].mate >= 0:
                part(theirs, mine[last].mate)
            pair(mine, last, theirs, j, TRUNCATED, worth)
            return


@inline
def not_the_same(side: Table, count: int, rest: Array) -> int:
    """The places of the words that have no like that is the very same; how many there are, more
    than `MOST_REST` when there are too many to be read as one."""
    found = 0
    for i in range(count):
        if side[i].like < 0.999:
            if found == MOST_REST:
                return MOST_REST + 1
            rest[found] = i
            found += 1
    return found


@inline
def rest_as_one(t: Table, name: Array, rest: Array, count: int, masks: Array) -> int:
    """The rest of a name taken for one word: letters (0: none to read so); fills in the masks."""
    length = 0
    masks[:] = 0
    for k in range(count):
        word = t[name[rest[k]]]
        if word.kind == _LEGAL or word.flags & SYLLABLES:
            return 0
        length += word.length
        for at in range(MASKS):
            masks[at] |= word.masks[at]
    return length if length <= WIDTH else 0


@inline
def write_rest(t: Table, name: Array, rest: Array, count: int, out: Array) -> None:
    """Write the rest of a name as one word."""
    length = 0
    for k in range(count):
        text = t[name[rest[k]]].text
        for letter in range(t[name[rest[k]]].length):
            out[length] = text[letter]
            length += 1


@inline
def rest_alike(
    q: Table, qn: Array, mine: Table, c: Table, cn: Array, theirs: Table, desk: Desk
) -> tuple[float, int, int]:
    """How alike what is not the same on both sides is, read as one word: `READ_AS_ONE` to 1, or 0.

    And how many words that is on either side; where they are, `Desk.rest` says.
    """
    n, m = not_the_same(mine, len(qn), desk.rest[0]), not_the_same(theirs, len(cn), desk.rest[1])
    if min(n, m) < 2 or max(n, m) > MOST_REST:
        return 0.0, n, m
    length = rest_as_one(q, qn, desk.rest[0], n, desk.masks[0])
    size = rest_as_one(c, cn, desk.rest[1], m, desk.masks[1])
    if abs(length - size) > 2 or min(length, size) < 5:
        return 0.0, n, m
    cost = cost_at_least(desk.masks[0], desk.masks[1], 0)
    if cost * scale_of(length, size, 0, 1.0) > 1.0 - READ_AS_ONE:
        return 0.0, n, m
    one, other = desk.text[0], desk.text[1]
    write_rest(q, qn, desk.rest[0], n, one)
    write_rest(c, cn, desk.rest[1], m, other)
    return likeness(one, length, other, size, 0, READ_AS_ONE, 1.0, desk.room), n, m


@inline
def slipped(
    q: Table, qn: Array, mine: Table, c: Table, cn: Array, theirs: Table, desk: Desk
) -> bool:
    """May two names read the same but for a space? A look that costs a tenth of `align`."""
    for i in range(len(qn)):
        part(mine, i)
    for j in range(len(cn)):
        part(theirs, j)
    for i in range(len(qn)):
        for j in range(len(cn)):
            same = theirs[j].mate < 0 and same_text(q, qn[i], c, cn[j])
            if same and not (q[qn[i]].flags ^ c[cn[j]].flags) & SYLLABLES:
                pair(mine, i, theirs, j, EXACT, 1.0)
                break
    alike, _, _ = rest_alike(q, qn, mine, c, cn, theirs, desk)
    return alike > 0.0


@inline
def read_as_one(
    q: Table, qn: Array, mine: Table, c: Table, cn: Array, theirs: Table, desk: Desk
) -> None:
    """Where a space slipped, the words that are not the same on both sides read the same as one.

    LAUREN TNKUNDA is LAURENT NKUNDA. Only when that is better than what they make one by one, and
    not for syllables of Chinese and Korean, which are words of their own.
    """
    alike, n, m = rest_alike(q, qn, mine, c, cn, theirs, desk)
    if alike == 0.0:
        return
    alike *= _SPACE
    ours, others = desk.rest[0], desk.rest[1]
    apart = 0.0
    for k in range(n):
        apart += mine[ours[k]].like
    for k in range(m):
        apart += theirs[others[k]].like
    if alike <= apart / (n + m) + 0.05:
        return
    for k in range(n):
        at = ours[k]
        mine[at].mate, mine[at].how, mine[at].like = others[min(k, m - 1)], JOINED, alike
    for k in range(m):
        at = others[k]
        theirs[at].mate, theirs[at].how, theirs[at].like = ours[min(k, n - 1)], JOINED, alike


@inline
def align(q: Table, qn: Array, mine: Table, c: Table, cn: Array, theirs: Table, desk: Desk) -> None:
    """Pair the words of two names; `mine` and `theirs` are filled in place."""
    n, m = len(qn), len(cn)
    alike, how, room = desk.alike, desk.how, desk.room
    for i in range(n):
        part(mine, i)
    for j in range(m):
        part(theirs, j)
    for i in range(n):
        for j in range(m):
            alike[i, j], how[i, j] = word_likeness(q, qn[i], c, cn[j], LIKE, room)
    most_alike(q, qn, mine, c, cn, theirs, alike, how, ACROSS)
    join(q, qn, mine, c, cn, theirs, desk)
    join(c, cn, theirs, q, qn, mine, desk)
    most_alike(q, qn, mine, c, cn, theirs, alike, how, LIKE)
    initials(q, qn, mine, c, cn, theirs)
    initials(c, cn, theirs, q, qn, mine)
    cut_off(q, qn, mine, c, cn, theirs)
    cut_off(c, cn, theirs, q, qn, mine)
    read_as_one(q, qn, mine, c, cn, theirs, desk)
