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
from vedette.find.names.lookup import PARTS, Scratch
from vedette.find.names.marks import Bar
from vedette.find.names.tokens import LAST, MOST_TOKENS, Kind

_N_FEATURES = worth.N_FEATURES
_NAME, _INITIAL = int(Kind.NAME), int(Kind.INITIAL)
_bits_of, _heard, _same_text = worth.bits_of, worth.heard, words.same_text
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
) = range(PARTS)
"""What is added up for a name while its words are found; `GLUED` when words were joined or cut,
of which the finer sums say nothing."""


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
def said_before(t: Table, i: int) -> bool:
    """Does a word stand earlier in the name already?"""
    for k in range(i):
        if _same_text(t, k, t, i):
            return True
    return False


@inline
def slips_cost(
    part: Array, common: float, words_count: int, lightest: float, total: float, weights: Array
) -> float:
    """The least that words spelled otherwise cost: as they are, or the lightest of them left out.

    See `describe.agreement`. Words weigh 1 at most, so all that are found weigh no more than
    there are. Not for names in which a space may have slipped: see `align.read_as_one`.
    """
    kept = (
        weights[worth.SPELLING] * part[WEIGHED_SLIPS] / words_count
        + weights[worth.WORST] * part[WORST_SLIP]
        + weights[worth.COMMON_SPELLING] * common * min(1.0, 3.0 * part[SLIPS])
    )
    left_out = max(weights[worth.CONTRADICTED], weights[worth.DROPPED_QUERY]) * lightest / total
    return max(kept, left_out)


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
    q: Table,
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
            slip = 0.0
            said = _heard(alike, q[p].flags, vocabulary[word].flags) if p < len(q) else alike
            speaks = p < len(q) and worth.speaks(q[p].kind)
            stands_for = vocabulary[word].kind == _INITIAL or (cut > 0.0 and p == len(q) - 1)
            if said < worth.AS_WRITTEN and speaks and not stands_for:
                slip = 1.0 - said
            named = p < len(q) and (q[p].kind == _NAME or vocabulary[word].kind == _NAME)
            bits = 0.0
            if named:
                bits = _bits_of(min(mine, theirs)) * max(0.0, 1.0 - worth.BLUR * (1.0 - said))
            exact = 1.0 if alike > 0.999 and p < len(q) else 0.0
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
                part[QUERY_ALIKE] += mine * alike
                part[QUERY_COVERED] += mine
                part[LISTED_ALIKE] += theirs * alike
                part[LISTED_COVERED] += theirs
                part[TOLD] += mine * theirs * alike
                part[BITS] += bits
                part[WEIGHED_SLIPS] += mine * slip
                part[EXACT_WORDS] += exact
                if p >= len(q):
                    part[GLUED] = 1.0
                elif named:
                    part[SLIPS] += slip
                    part[WORST_SLIP] = max(part[WORST_SLIP], slip)
    return opened


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
    total_query = quiet_query = cut = 0.0
    lightest = 1.0
    letters = 0
    for i in range(len(qn)):
        total_query += q[qn[i]].weight
        letters += q[qn[i]].length
        if not worth.speaks(q[qn[i]].kind) or said_before(q, i):
            quiet_query += q[qn[i]].weight
        else:
            lightest = min(lightest, q[qn[i]].weight)
        if q[qn[i]].flags & LAST:
            cut = 1.0
    lowest = bar.floor - bar.born_adds - bar.countries_add
    opened = gather(
        vocabulary, index, scratch, q, probes, total_query, quiet_query, cut, weights, lowest
    )
    kept = 0
    mine, theirs = np.zeros(MOST_TOKENS, words.PAIRED), np.zeros(MOST_TOKENS, words.PAIRED)
    features = np.zeros(_N_FEATURES, np.float64)
    entities = np.empty(opened, np.int64)
    for o in range(opened):
        name = scratch.opened[o]
        part = scratch.parts[name]
        total_listed = index.total[name]
        left_query = total_query - part[QUERY_COVERED] - probes.query_slack - quiet_query
        left_listed = total_listed - part[LISTED_COVERED] - probes.listed_slack - index.quiet[name]
        left_query, left_listed = max(0.0, left_query), max(0.0, left_listed)
        both = min(left_query, left_listed)
        dropped = (left_query - both) / total_query, (left_listed - both) / total_listed
        telling = min(part[QUERY_ALIKE], part[LISTED_ALIKE])
        finer = 0.0
        words_listed = index.name_start[name + 1] - index.name_start[name]
        slipped_space = abs(letters - index.letters[name]) <= 2 and (
            part[EXACT_WORDS] < len(q) - 1 or words_listed != len(q)
        )
        if part[GLUED] == 0.0 and not slipped_space:
            telling = min(telling, part[TOLD])
            common = max(0.0, 1.0 - part[BITS] / worth.ENOUGH_BITS)
            left = dropped[0] + dropped[1] + both / min(total_query, total_listed)
            finer = weights[worth.COMMON_PART] * common * min(1.0, 2.0 * left)
            finer += slips_cost(part, common, len(qn), lightest, total_query, weights)
        part[:] = 0.0
        scratch.probe[name] = 0
        most = finer + best_case(
            dropped[0],
            dropped[1],
            both / min(total_query, total_listed),
            telling,
            cut,
            weights,
        )
        entity = index.name_entity[name]
        floor = bar.floor
        if index.born[entity] & bar.born:
            floor -= bar.born_adds
        if index.countries[entity] & bar.countries:
            floor -= bar.countries_add
        if most + standing[index.standing[name]] < floor:
            continue
        cn = index.name_words[index.name_start[name] : index.name_start[name + 1]]
        value = _weigh(q, qn, mine, vocabulary, cn, theirs, features, weights)
        value += standing[index.standing[name]]
        if value < floor:
            continue
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
