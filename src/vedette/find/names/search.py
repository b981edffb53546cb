"""Through the names of a whole list in a fraction of a millisecond.

`search` has two steps. It walks from the words that `lookup` found to the names that hold them
and adds up how much of either name could be covered; a name that cannot reach the threshold is
never compared. The few that can are compared by the same `align` that a comparison of two
parties uses, so that the figures are the same.
"""

import numpy as np

from vedette.find.names import align as words
from vedette.find.names import bounds
from vedette.find.names import describe as worth
from vedette.find.names.arrays import WORD, Array, Index, Table
from vedette.find.names.bounds import Asked, Probes
from vedette.find.names.jit import inline, kernel
from vedette.find.names.lookup import Scratch
from vedette.find.names.marks import Bar
from vedette.find.names.tokens import MOST_TOKENS

_N_FEATURES = worth.N_FEATURES
_align, _describe = words.align, worth.describe
_asked_of, _best_case, _ceiling = bounds.asked_of, bounds.best_case, bounds.ceiling
_slip_and_bits = bounds.slip_and_bits


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
) -> float:
    """The sum of the weighted features of two names."""
    _align(q, qn, mine, c, cn, theirs)
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
    are left could not carry one to the threshold.
    """
    rest = probes.query_slack + probes.weight.sum()
    opened = 0
    for p in rarest_first(index, probes):
        left = max(0.0, asked.total - rest - asked.quiet) / asked.total
        can_open = _best_case(left, 0.0, 0.0, asked.total, asked.cut, weights) >= floor
        rest -= probes.weight[p]
        for e in range(probes.start[p], probes.start[p + 1]):
            word, alike = probes.words[e], probes.alike[e]
            mine, theirs = probes.weight[p], vocabulary[word].weight
            slip = bits = 0.0
            if p < len(q):
                slip, bits = _slip_and_bits(q, p, vocabulary, word, alike, asked.cut)
            for h in range(index.holder_start[word], index.holder_start[word + 1]):
                name = index.holder_names[h]
                before = scratch.probe[name]
                if before == p + 1 or (before == 0 and not can_open):
                    continue
                if before == 0:
                    scratch.opened[opened] = name
                    opened += 1
                scratch.probe[name] = p + 1
                part = scratch.parts[name]
                part[bounds.QUERY_ALIKE] += mine * alike
                part[bounds.QUERY_COVERED] += mine
                part[bounds.LISTED_ALIKE] += theirs * alike
                part[bounds.LISTED_COVERED] += theirs
                part[bounds.TOLD] += mine * theirs * alike
                part[bounds.BITS] += bits
                part[bounds.WEIGHED_SLIPS] += mine * slip
                if p >= len(q):
                    part[bounds.GLUED] = 1.0
                    continue
                part[bounds.EXACT_WORDS] += 1.0 if alike > 0.999 else 0.0
                if bits > 0.0:
                    part[bounds.SLIPS] += slip
                    part[bounds.WORST_SLIP] = max(part[bounds.WORST_SLIP], slip)
    return opened


@inline
def keep(scratch: Scratch, entity: int, name: int, value: float) -> bool:
    """Note a name if it is the best of its entity so far; is the entity new?"""
    before = scratch.best_name[entity]
    if before and (
        value < scratch.best[entity] or (value == scratch.best[entity] and name >= before - 1)
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
    probes: Probes,
    weights: Array,
    standing: Array,
    bar: Bar,
) -> tuple[Array, Array, Array]:
    """Entities whose best name reaches the bar: (entity, name, sum of weighted features)."""
    vocabulary, q = vocabulary_rows.view(WORD), rows.view(WORD)
    qn = np.arange(len(q))
    asked = _asked_of(q)
    lowest = bar.floor - bar.born_adds - bar.countries_add
    opened = gather(vocabulary, index, scratch, q, asked, probes, weights, lowest)
    kept = 0
    mine, theirs = np.zeros(MOST_TOKENS, words.PAIRED), np.zeros(MOST_TOKENS, words.PAIRED)
    features = np.zeros(_N_FEATURES, np.float64)
    entities = np.empty(opened, np.int64)
    for name in scratch.opened[:opened]:
        part = scratch.parts[name]
        stands = standing[index.standing[name]]
        most = stands + _ceiling(index, name, part, asked, probes, weights)
        part[:] = 0.0
        scratch.probe[name] = 0
        entity = index.name_entity[name]
        floor = bar.floor
        if index.born[entity] & bar.born:
            floor -= bar.born_adds
        if index.countries[entity] & bar.countries:
            floor -= bar.countries_add
        if most < floor:
            continue
        cn = index.name_words[index.name_start[name] : index.name_start[name + 1]]
        value = stands + _weigh(q, qn, mine, vocabulary, cn, theirs, features, weights)
        if value >= floor and keep(scratch, entity, name, value):
            entities[kept] = entity
            kept += 1
    names = np.empty(kept, np.int64)
    values = np.empty(kept, np.float64)
    for k in range(kept):
        names[k] = scratch.best_name[entities[k]] - 1
        values[k] = scratch.best[entities[k]]
        scratch.best_name[entities[k]] = 0
        scratch.best[entities[k]] = 0.0
    return entities[:kept], names, values


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
    value = _weigh(q, qn, mine, c, cn, theirs, features, weights)
    for i in range(len(q)):
        out[0, i, 0], out[0, i, 1], out[0, i, 2] = mine[i].mate, mine[i].how, mine[i].like
    for j in range(len(c)):
        out[1, j, 0], out[1, j, 1], out[1, j, 2] = theirs[j].mate, theirs[j].how, theirs[j].like
    return value
