"""How high a pair of names can come, from what the words found of it add up to.

`search` asks `ceiling` before it compares: a name that cannot reach the bar is never aligned.
Every figure here is a bound of a feature of `describe`, never less than the truth for the words
that `lookup` found; whether a space slipped between them, `may_have_slipped` says. It refuses to
weigh anything.
"""

from typing import Any, NamedTuple

import numpy as np

from vedette.find.names import describe as worth
from vedette.find.names.align import MOST_REST, READ_AS_ONE, rest_as_one, write_rest
from vedette.find.names.arrays import Array, Table
from vedette.find.names.distance import MASKS, ROOM, cost_of_letters, likeness, scale_of
from vedette.find.names.jit import inline
from vedette.find.names.lookup import PARTS
from vedette.find.names.tokens import LAST, WIDTH, Kind
from vedette.find.names.word import same_text

_NAME, _INITIAL = int(Kind.NAME), int(Kind.INITIAL)
_bits_of, _heard, _same_text = worth.bits_of, worth.heard, same_text
_cost_of_letters, _likeness = cost_of_letters, likeness
_rest_as_one, _write_rest = rest_as_one, write_rest


class Probes(NamedTuple):
    """What is looked for: for each probe its weight and the list's words that are like it.

    A probe stands for so many words of the query (`span`) from `first` on; the two parts of a word
    that was cut have one number in `pair`, all others -1. The slacks are what words that are not
    looked for (initials) may cover of either name.
    """

    weight: Array
    first: Array
    span: Array
    pair: Array
    start: Array
    words: Array
    alike: Array
    query_slack: float
    listed_slack: float


class Asked(NamedTuple):
    """A query's name in figures: the weight of all its words and of those that never speak
    against, its lightest word that does, 1 when its last word may be cut off, how many words and
    letters, the masks of all its words taken for one, and that word, empty when they may not be
    read so. `room` is working memory of `likeness`."""

    total: float
    quiet: float
    lightest: float
    cut: float
    words: int
    letters: int
    masks: Array
    text: Array
    room: Array


@inline
def said_before(t: Table, i: int) -> bool:
    """Does a word stand earlier in the name already?"""
    for k in range(i):
        if _same_text(t, k, t, i):
            return True
    return False


@inline
def asked_for(t: Table, i: int) -> bool:
    """Does a word speak against if it is nowhere in the other name?"""
    return worth.speaks(t[i].kind) and not said_before(t, i)


@inline
def asked_of(q: Table) -> Asked:
    """The figures of a query's name."""
    total = quiet = cut = 0.0
    lightest = 1.0
    letters = 0
    masks, text = np.zeros(MASKS, np.uint64), np.zeros(WIDTH, np.uint8)
    for i in range(len(q)):
        total += q[i].weight
        letters += q[i].length
        for at in range(MASKS):
            masks[at] |= q[i].masks[at]
        if not asked_for(q, i):
            quiet += q[i].weight
        else:
            lightest = min(lightest, q[i].weight)
        if q[i].flags & LAST:
            cut = 1.0
    words = np.arange(len(q))
    if len(q) <= MOST_REST and _rest_as_one(q, words, words, len(q), masks):
        _write_rest(q, words, words, len(q), text)
    room = np.empty((5, ROOM), np.float64)
    return Asked(total, quiet, lightest, cut, len(q), letters, masks, text, room)


(
    QUERY_ALIKE,
    QUERY_COVERED,
    LISTED_ALIKE,
    LISTED_COVERED,
    TOLD,
    BITS,
    SLIPS,
    WEIGHED_SLIPS,
    WORST_SLIP,
    EXACT_WORDS,
    GLUED,
    HALVES,
) = range(PARTS)
"""What is added up for a name while its words are found; `GLUED` when words were joined or cut,
of which the finer sums say nothing; `HALVES` a bit for each cut word of which it has one part."""


@inline
def best_case(
    dropped_query: float,
    dropped_listed: float,
    contradicted: float,
    telling: float,
    cut: float,
    weights: Array,
) -> float:
    """The highest sum that a pair can reach in which at least this much is left over."""
    return (
        weights[worth.BIAS]
        + weights[worth.DROPPED_QUERY] * dropped_query
        + weights[worth.DROPPED_LISTED] * dropped_listed
        + weights[worth.CONTRADICTED] * contradicted
        + weights[worth.TELLING] * np.sqrt(min(telling, 4.0))
        + weights[worth.TRUNCATED_] * cut
    )


@inline
def best_opened(q: Table, covered_by: Array, asked: Asked, probes: Probes, weights: Array) -> float:
    """The highest sum of a name of which only the words can be found that are still looked for.

    `covered_by`: how many probes are left for each word of the query. What is left out costs, the
    more so when what is left is common (`worth.COMMON_PART`).
    """
    left = told = bits = 0.0
    for i in range(len(q)):
        if covered_by[i] > 0:
            told += q[i].weight * q[i].weight
            bits += _bits_of(q[i].weight)
        elif asked_for(q, i):
            left += q[i].weight
    left = max(0.0, left - probes.query_slack) / asked.total
    common = max(0.0, 1.0 - bits / worth.ENOUGH_BITS)
    finer = weights[worth.COMMON_PART] * common * min(1.0, 2.0 * left)
    return finer + best_case(left, 0.0, 0.0, told, asked.cut, weights)


@inline
def slips_cost(part: Array, common: float, asked: Asked, weights: Array) -> float:
    """The least that words spelled otherwise cost: as they are, or the lightest of them left out.

    See `describe.agreement`. Words weigh 1 at most, so all that are found weigh no more than
    there are.
    """
    kept = (
        weights[worth.SPELLING] * part[WEIGHED_SLIPS] / asked.words
        + weights[worth.WORST] * part[WORST_SLIP]
        + weights[worth.COMMON_SPELLING] * common * min(1.0, 3.0 * part[SLIPS])
    )
    left_out = (
        max(weights[worth.CONTRADICTED], weights[worth.DROPPED_QUERY])
        * asked.lightest
        / asked.total
    )
    return max(kept, left_out)


@inline
def slip_and_bits(
    q: Table, p: int, vocabulary: Table, word: int, alike: float, cut: float
) -> tuple[float, float]:
    """What a word found costs by its spelling at the least, and tells at the most."""
    said = _heard(alike, q[p].flags, vocabulary[word].flags)
    stands_for = vocabulary[word].kind == _INITIAL or (cut > 0.0 and p == len(q) - 1)
    slip = 0.0
    if said < worth.AS_WRITTEN and worth.speaks(q[p].kind) and not stands_for:
        slip = 1.0 - said
    if q[p].kind != _NAME and vocabulary[word].kind != _NAME:
        return slip, 0.0
    bits = _bits_of(min(q[p].weight, vocabulary[word].weight))
    return slip, bits * max(0.0, 1.0 - worth.BLUR * (1.0 - said))


@inline
def may_have_slipped(listed: Any, exact: float, asked: Asked) -> bool:
    """May a space have slipped between the words of the two names? See `align.read_as_one`.

    No when too many letters of the listed name are not in the query's, even as another. Where
    no word is the same all of either name would be read as one, which is soon seen.
    """
    fewer = min(asked.words, listed.words)
    if abs(asked.letters - listed.length) > 2 or exact > fewer - 2:
        return False
    most = (1.0 - READ_AS_ONE) / scale_of(asked.letters, listed.length, 0, 1.0)
    if _cost_of_letters(listed.letters & ~asked.masks[0], asked.masks, 0) > most:
        return False
    if exact > 0.0:
        return True
    one, other = asked.text, listed.text
    if one[0] == 0 or other[0] == 0:
        return False
    m, n = asked.letters, listed.length
    return _likeness(one, m, other, n, 0, READ_AS_ONE, 1.0, asked.room) > 0.0


@inline
def ceiling(listed: Any, part: Array, asked: Asked, probes: Probes, weights: Array) -> float:
    """The highest sum that a name of the list can reach, by what was found of it."""
    total = listed.total
    left_query = asked.total - part[QUERY_COVERED] - probes.query_slack - asked.quiet
    left_listed = total - part[LISTED_COVERED] - probes.listed_slack - listed.quiet
    left_query, left_listed = max(0.0, left_query), max(0.0, left_listed)
    both = min(left_query, left_listed)
    dropped_query, dropped_listed = (left_query - both) / asked.total, (left_listed - both) / total
    contradicted = both / min(asked.total, total)
    telling = min(part[QUERY_ALIKE], part[LISTED_ALIKE])
    finer = 0.0
    if part[GLUED] == 0.0:
        telling = min(telling, part[TOLD])
        common = max(0.0, 1.0 - part[BITS] / worth.ENOUGH_BITS)
        left = dropped_query + dropped_listed + contradicted
        finer = weights[worth.COMMON_PART] * common * min(1.0, 2.0 * left)
        finer += slips_cost(part, common, asked, weights)
    return finer + best_case(
        dropped_query, dropped_listed, contradicted, telling, asked.cut, weights
    )
