"""Through the names of a whole list in a fraction of a millisecond.

`search` has two steps. It walks from the words that `lookup` found to the names that hold them
and adds up how much of either name could be covered; a name that cannot reach the threshold is
never compared. The few that can are compared by the same `align` that a comparison of two
parties uses, so that the figures are the same.
"""

from typing import Any

import numpy as np

from vedette.find.names import align as words
from vedette.find.names import bounds, glued
from vedette.find.names import describe as worth
from vedette.find.names.arrays import NAME, WORD, Array, Index, Table
from vedette.find.names.bounds import Asked, Probes
from vedette.find.names.jit import inline, kernel
from vedette.find.names.lookup import Scratch
from vedette.find.names.marks import Bar, floor_of, lowest_floor
from vedette.find.names.tokens import MOST_TOKENS

_N_FEATURES = worth.N_FEATURES
_align, _desk, _slipped, _describe = words.align, words.desk, words.slipped, worth.describe
_asked_of, _best_case, _ceiling = bounds.asked_of, bounds.best_case, bounds.ceiling
_slip_and_bits, _may_have_slipped = bounds.slip_and_bits, bounds.may_have_slipped
_probes_of = glued.probes_of
_floor_of, _lowest_floor = floor_of, lowest_floor
_best_opened = bounds.best_opened


@inline
def weigh(
    q: Table,
    qn: Array,
    mine: Table,
    c: Table,
    cn: Array,
    theirs: Table,
    features: Array,
    weights: Array,
    desk: words.Desk,
) -> float:
    """The sum of the weighted features of two names."""
    _align(q, qn, mine, c, cn, theirs, desk)
    _describe(q, qn, mine, c, cn, theirs, features)
    value = 0.0
    for f in range(_N_FEATURES):
        value += weights[f] * features[f]
    return value


_weigh = weigh


@inline
def rarest_first(index: Index, probes: Probes) -> Array:
    """The probes in order of how many names hold their words."""
    sizes = np.zeros(len(probes.weight), np.int64)
    for p in range(len(probes.weight)):
        for e in range(probes.start[p], probes.start[p + 1]):
            word = probes.words[e]
            sizes[p] += index.holder_start[word + 1] - index.holder_start[word]
    return np.argsort(sizes, kind="mergesort")


@inline
def cover(probes: Probes, p: int, by: int, covered_by: Array) -> None:
    """Count a probe in, or out, for the words of the query that it stands for."""
    for i in range(probes.first[p], probes.first[p] + probes.span[p]):
        covered_by[i] += by


@inline
def add_up(part: Array, mine: float, theirs: float, alike: float, bits: float, slip: float) -> None:
    """Add what a word of a name that was found may be worth."""
    part[bounds.QUERY_ALIKE] += mine * alike
    part[bounds.QUERY_COVERED] += mine
    part[bounds.LISTED_ALIKE] += theirs * alike
    part[bounds.LISTED_COVERED] += theirs
    part[bounds.TOLD] += mine * theirs * alike
    part[bounds.BITS] += bits
    part[bounds.WEIGHED_SLIPS] += mine * slip


MOST_HALVES = 23
"""Words cut in two that are told apart; a float of 32 bits counts no further."""


@inline
def has_half(part: Array, half: Any) -> bool:
    """Was the rarer part of this cut word found in the name? `half` is a power of two."""
    return np.int64(part[bounds.HALVES] / half) & 1 == 1


@inline
def gather(
    vocabulary: Table,
    index: Index,
    scratch: Scratch,
    q: Table,
    asked: Asked,
    probes: Probes,
    weights: Array,
    floor: float,
) -> int:
    """Walk from the words found to the names that hold them; how many names were touched.

    Rare words come first, and a word that is everywhere opens no new name once the words that
    are left could not carry one to the threshold. Of a word that was cut in two the rarer part
    opens names, and the other speaks only in those that have both.
    """
    covered_by = np.zeros(len(q), np.int64)
    half_done = np.zeros(len(probes.pair) + 1, np.bool_)
    for p in range(len(probes.weight)):
        if probes.pair[p] < 0 or probes.pair[p] != probes.pair[p - 1]:
            cover(probes, p, 1, covered_by)
    opened = 0
    for p in rarest_first(index, probes):
        pair = probes.pair[p]
        second = pair >= 0 and half_done[pair]
        can_open = not second and _best_opened(q, covered_by, asked, probes, weights) >= floor
        if not second:
            cover(probes, p, -1, covered_by)
        if pair >= 0:
            half_done[pair] = True
        half = np.float32(1 << min(pair, MOST_HALVES)) if pair >= 0 else np.float32(0.0)
        for e in range(probes.start[p], probes.start[p + 1]):
            word, alike = probes.words[e], probes.alike[e]
            slip = bits = 0.0
            if p < len(q):
                slip, bits = _slip_and_bits(q, p, vocabulary, word, alike, asked.cut)
            for h in range(index.holder_start[word], index.holder_start[word + 1]):
                name = index.holder_names[h]
                before = scratch.probe[name]
                if before == p + 1 or (before == 0 and not can_open):
                    continue
                part = scratch.parts[name]
                if second and not has_half(part, half):
                    continue
                if before == 0:
                    scratch.opened[opened] = name
                    opened += 1
                scratch.probe[name] = p + 1
                add_up(part, probes.weight[p], vocabulary[word].weight, alike, bits, slip)
                if p >= len(q):
                    part[bounds.GLUED] = max(part[bounds.GLUED], 1.0 if second or pair < 0 else 0.0)
                    if pair >= 0 and not second and not has_half(part, half):
                        part[bounds.HALVES] += half
                    continue
                part[bounds.EXACT_WORDS] += 1.0 if alike > 0.999 else 0.0
                if bits > 0.0:
                    part[bounds.SLIPS] += slip
                    part[bounds.WORST_SLIP] = max(part[bounds.WORST_SLIP], slip)
    return opened


@inline
def keep(scratch: Scratch, names: Table, name: int, value: float) -> bool:
    """Note a name if it is the best of its entity so far, the first of two that are as good; is
    the entity new?"""
    entity = names[name].entity
    before = scratch.best_name[entity]
    if before and (
        value < scratch.best[entity]
        or (value == scratch.best[entity] and names[name].place >= names[before - 1].place)
    ):
        return False
    scratch.best[entity] = value
    scratch.best_name[entity] = name + 1
    return before == 0


@kernel
def search(
    vocabulary_rows: Array,
    index: Index,
    scratch: Scratch,
    rows: Array,
    start: Array,
    found: Array,
    alike: Array,
    weights: Array,
    standing: Array,
    bar: Bar,
) -> tuple[Array, Array, Array]:
    """Entities whose best name reaches the bar: (entity, which of its names, weighted sum).

    `start`, `found` and `alike` are what `lookup.expand` found for the words of the query.
    """
    vocabulary, q = vocabulary_rows.view(WORD), rows.view(WORD)
    qn = np.arange(len(q))
    probes = _probes_of(vocabulary, index, scratch, q, start, found, alike)
    asked = _asked_of(q)
    lowest = _lowest_floor(bar)
    opened = gather(vocabulary, index, scratch, q, asked, probes, weights, lowest)
    kept = 0
    mine, theirs = np.zeros(MOST_TOKENS, words.PAIRED), np.zeros(MOST_TOKENS, words.PAIRED)
    features, desk = np.zeros(_N_FEATURES, np.float64), _desk()
    entities = np.empty(opened, np.int64)
    listed_names = index.names.view(NAME)
    for name in scratch.opened[:opened]:
        part, listed = scratch.parts[name], listed_names[name]
        stands = standing[listed.standing]
        most = stands + _ceiling(listed, part, asked, probes, weights)
        exact = part[bounds.EXACT_WORDS]
        part[:] = 0.0
        scratch.probe[name] = 0
        if most < lowest and not _may_have_slipped(listed, exact, asked):
            continue
        entity = listed.entity
        floor = _floor_of(index, entity, bar)
        cn = index.name_words[listed.start : listed.start + listed.words]
        if most < floor and not (
            _may_have_slipped(listed, exact, asked)
            and _slipped(q, qn, mine, vocabulary, cn, theirs, desk)
        ):
            continue
        value = stands + _weigh(q, qn, mine, vocabulary, cn, theirs, features, weights, desk)
        if value >= floor and keep(scratch, listed_names, name, value):
            entities[kept] = entity
            kept += 1
    places = np.empty(kept, np.int64)
    values = np.empty(kept, np.float64)
    for k in range(kept):
        places[k] = listed_names[scratch.best_name[entities[k]] - 1].place
        values[k] = scratch.best[entities[k]]
        scratch.best_name[entities[k]] = 0
        scratch.best[entities[k]] = 0.0
    return entities[:kept], places, values


@kernel
def align_names(
    query_rows: Array, listed_rows: Array, out: Array, features: Array, weights: Array
) -> float:
    """One pair of names for callers in Python: the sum of weighted features.

    `out` takes for both sides and each word its mate, how, and how much alike.
    """
    q, c = query_rows.view(WORD), listed_rows.view(WORD)
    qn, cn = np.arange(len(q)), np.arange(len(c))
    mine, theirs = np.zeros(MOST_TOKENS, words.PAIRED), np.zeros(MOST_TOKENS, words.PAIRED)
    value = _weigh(q, qn, mine, c, cn, theirs, features, weights, _desk())
    for i in range(len(q)):
        out[0, i, 0], out[0, i, 1], out[0, i, 2] = mine[i].mate, mine[i].how, mine[i].like
    for j in range(len(c)):
        out[1, j, 0], out[1, j, 1], out[1, j, 2] = theirs[j].mate, theirs[j].how, theirs[j].like
    return value
