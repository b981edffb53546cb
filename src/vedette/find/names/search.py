"""Through the names of a whole list in a fraction of a millisecond.

`search` has two steps. It walks from the words that `lookup` found to the names that hold them
and adds up how much of either name could be covered; a name that cannot reach the threshold is
never compared. The few that can are compared by the same `align` that a comparison of two
parties uses, so that the figures are the same.
"""

from typing import NamedTuple

import numpy as np

from vedette.find.names import align as words
from vedette.find.names import describe as worth
from vedette.find.names.arrays import WORD, Array, Index, Table
from vedette.find.names.jit import inline, kernel
from vedette.find.names.lookup import Scratch
from vedette.find.names.tokens import LAST, MOST_TOKENS

_N_FEATURES = worth.N_FEATURES
_align, _describe = words.align, worth.describe


class Probes(NamedTuple):
    """What is looked for: for each probe its weight and the list's words that are like it.

    The slacks are what words that are not looked for (initials) may cover of either name.
    """

    weight: Array
    start: Array
    words: Array
    alike: Array
    query_slack: float
    listed_slack: float


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
def gather(
    vocabulary: Table,
    index: Index,
    scratch: Scratch,
    probes: Probes,
    total_query: float,
    quiet: float,
    cut: float,
    weights: Array,
    floor: float,
) -> int:
    """Walk from the words found to the names that hold them; how many names were touched.

    Rare words come first, and a word that is everywhere opens no new name once the words that
    are left could not carry one to the threshold.
    """
    count = len(probes.weight)
    sizes = np.zeros(count, np.int64)
    rest = probes.query_slack
    for p in range(count):
        rest += probes.weight[p]
        for e in range(probes.start[p], probes.start[p + 1]):
            word = probes.words[e]
            sizes[p] += index.holder_start[word + 1] - index.holder_start[word]
    ranked = np.argsort(sizes, kind="mergesort")
    opened = 0
    for r in range(count):
        p = ranked[r]
        left = max(0.0, total_query - rest - quiet) / total_query
        can_open = best_case(left, 0.0, 0.0, total_query, cut, weights) >= floor
        rest -= probes.weight[p]
        mark = p + 1
        for e in range(probes.start[p], probes.start[p + 1]):
            word = probes.words[e]
            mine, theirs = probes.weight[p], vocabulary[word].weight
            alike = probes.alike[e]
            for h in range(index.holder_start[word], index.holder_start[word + 1]):
                name = index.holder_names[h]
                before = scratch.probe[name]
                if before == mark or (before == 0 and not can_open):
                    continue
                if before == 0:
                    scratch.opened[opened] = name
                    opened += 1
                scratch.probe[name] = mark
                part = scratch.parts[name]
                part[0] += mine * alike
                part[1] += mine
                part[2] += theirs * alike
                part[3] += theirs
    return opened


@kernel
def search(
    vocabulary_rows: Array,
    index: Index,
    scratch: Scratch,
    rows: Array,
    probes: Probes,
    weights: Array,
    weak_weight: float,
    floor: float,
) -> tuple[Array, Array, Array]:
    """Entities whose best name reaches `floor`: (entity, name, sum of weighted features)."""
    vocabulary, q = vocabulary_rows.view(WORD), rows.view(WORD)
    qn = np.arange(len(q))
    total_query = quiet_query = cut = 0.0
    for i in range(len(qn)):
        total_query += q[qn[i]].weight
        if not worth.speaks(q[qn[i]].kind):
            quiet_query += q[qn[i]].weight
        if q[qn[i]].flags & LAST:
            cut = 1.0
    opened = gather(
        vocabulary, index, scratch, probes, total_query, quiet_query, cut, weights, floor
    )
    kept = 0
    mine, theirs = np.zeros(MOST_TOKENS, words.PAIRED), np.zeros(MOST_TOKENS, words.PAIRED)
    features = np.zeros(_N_FEATURES, np.float64)
    entities = np.empty(opened, np.int64)
    for o in range(opened):
        name = scratch.opened[o]
        part = scratch.parts[name]
        total_listed = index.total[name]
        left_query = total_query - part[1] - probes.query_slack - quiet_query
        left_listed = total_listed - part[3] - probes.listed_slack - index.quiet[name]
        left_query, left_listed = max(0.0, left_query), max(0.0, left_listed)
        both = min(left_query, left_listed)
        telling = min(part[0] + probes.query_slack, part[2] + probes.listed_slack)
        part[:] = 0.0
        scratch.probe[name] = 0
        most = best_case(
            (left_query - both) / total_query,
            (left_listed - both) / total_listed,
            both / min(total_query, total_listed),
            telling,
            cut,
            weights,
        )
        if most < floor:
            continue
        cn = index.name_words[index.name_start[name] : index.name_start[name + 1]]
        value = _weigh(q, qn, mine, vocabulary, cn, theirs, features, weights)
        if index.weak[name]:
            value += weak_weight
        if value < floor:
            continue
        entity = index.name_entity[name]
        if scratch.best_name[entity] == 0:
            entities[kept] = entity
            kept += 1
        elif value < scratch.best[entity] or (
            value == scratch.best[entity] and name >= scratch.best_name[entity] - 1
        ):
            continue
        scratch.best[entity] = value
        scratch.best_name[entity] = name + 1
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
