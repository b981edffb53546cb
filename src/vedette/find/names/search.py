"""Through a whole list in a fraction of a millisecond: the compiled loops of a search.

Three steps, each a kernel. `expand` finds the words of the list that are like one word of the
query: letters in pairs give candidates, `align.word_likeness` decides. `gather` walks from those
words to the names that hold them and adds up how much of either name could be covered; a name
that cannot reach the threshold is never compared. `rank` compares the few that can, with the
same `align` that a comparison of two parties uses, so that the figures are the same.
"""

from typing import NamedTuple

import numpy as np

from vedette.find.names import align as words
from vedette.find.names.arrays import EDGE, Array, Index, Table
from vedette.find.names.jit import inline, kernel
from vedette.find.names.tokens import MOST_TOKENS, Kind

_INITIAL, _NAME = int(Kind.INITIAL), int(Kind.NAME)
_word_likeness = words.word_likeness
_align = words.align
_N_FEATURES = words.N_FEATURES


class Scratch(NamedTuple):
    """Working memory of one thread; everything is zero between queries."""

    shared: Array
    touched: Array
    query_part: Array
    listed_part: Array
    probe: Array
    opened: Array
    best: Array
    best_name: Array


@inline
def word_keys(t: Table, i: int, keys: Array) -> int:
    """The keys under which a word is found although it shares few pairs of letters.

    Same letters in another order; same consonants; same spelling group; same meaning.
    """
    count = 0
    length = t.length[i]
    if t.kind[i] == _INITIAL:
        return 0
    letters = np.sort(t.text[i, :length])
    value = np.uint64(1469598103934665603)
    for k in range(length):
        value = (value ^ np.uint64(letters[k])) * np.uint64(1099511628211)
    keys[count] = (value & np.uint64(0x0FFFFFFFFFFFFFFF)) | np.uint64(0x1000000000000000)
    count += 1
    value = np.uint64(1469598103934665603)
    before = np.uint8(0)
    consonants = 0
    for k in range(length):
        letter = _SOUND[t.text[i, k]]
        if letter != 0 and letter != before:
            value = (value ^ np.uint64(letter)) * np.uint64(1099511628211)
            consonants += 1
        before = letter
    if consonants >= 2:
        keys[count] = (value & np.uint64(0x0FFFFFFFFFFFFFFF)) | np.uint64(0x2000000000000000)
        count += 1
    for g in range(t.group_start[i], t.group_start[i + 1]):
        if count < len(keys) - 1:
            keys[count] = np.uint64(t.groups[g]) | np.uint64(0x3000000000000000)
            count += 1
    if t.code[i] >= 0:
        keys[count] = (
            np.uint64(t.code[i]) + np.uint64(t.kind[i]) * np.uint64(1 << 40)
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
def all_keys(t: Table, out_keys: Array, out_words: Array) -> int:
    """The keys of every word of a table; how many there are."""
    count = 0
    keys = np.zeros(MOST_KEYS, np.uint64)
    for i in range(len(t.length)):
        for k in range(word_keys(t, i, keys)):
            out_keys[count] = keys[k]
            out_words[count] = i
            count += 1
    return count


@inline
def first_at_least(values: Array, wanted: int) -> int:
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
        if vocabulary.text[word, k] < text[k]:
            return -1
        if vocabulary.text[word, k] > text[k]:
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


@kernel
def splits(vocabulary: Table, index: Index, text: Array, length: int) -> Array:
    """Where a word can be cut so that the first part is a word of the list."""
    found = np.zeros(length + 1, np.int64)
    count = 0
    for cut in range(3, length - 2):
        at = first_with_start(vocabulary, index.order, text, cut)
        if at < len(index.order):
            word = index.order[at]
            same = compare_start(vocabulary, word, text, cut) == 0
            if same and vocabulary.length[word] == cut and vocabulary.kind[word] != _INITIAL:
                found[count] = cut
                count += 1
    return found[:count]


@kernel
def expand(
    vocabulary: Table, index: Index, scratch: Scratch, q: Table, i: int, least: float, cut: bool
) -> tuple[Array, Array]:
    """Words of the list that are like word `i` of the query, and how much, the most alike first.

    `cut`: the word may be the beginning of a longer one.
    """
    length = q.length[i]
    text = q.text[i]
    count = 0
    before = EDGE
    for k in range(length + 1):
        letter = text[k] if k < length else EDGE
        pair = before * 38 + letter
        for p in range(index.pair_start[pair], index.pair_start[pair + 1]):
            word = index.pair_words[p]
            if scratch.shared[word] == 0:
                scratch.touched[count] = word
                count += 1
            scratch.shared[word] += 1
        before = letter
    wanted = 1 if length <= 4 else (2 if length <= 6 else (length + 1) // 3)
    kept = 0
    for t in range(count):
        word = scratch.touched[t]
        shared = scratch.shared[word]
        scratch.shared[word] = 0
        longer = max(length, vocabulary.length[word]) + 1
        if shared >= wanted and shared * 4 >= longer:
            scratch.touched[kept] = word
            kept += 1
    keys = np.zeros(MOST_KEYS, np.uint64)
    for k in range(word_keys(q, i, keys)):
        at = first_at_least(index.keys, keys[k])
        while at < len(index.keys) and index.keys[at] == keys[k] and kept < len(scratch.touched):
            scratch.touched[kept] = index.key_words[at]
            kept += 1
            at += 1
    found = np.empty(kept + 64, np.int32)
    alike = np.empty(kept + 64, np.float64)
    total = 0
    for t in range(kept):
        word = scratch.touched[t]
        if scratch.shared[word]:
            continue
        scratch.shared[word] = 1
        like, _ = _word_likeness(q, i, vocabulary, word)
        if like >= least:
            found[total], alike[total] = word, like
            total += 1
    for t in range(kept):
        scratch.shared[scratch.touched[t]] = 0
    if q.kind[i] == _NAME or cut:
        at = first_with_start(vocabulary, index.order, text, 1)
        while at < len(index.order) and total < len(found):
            word = index.order[at]
            if vocabulary.length[word] > 1 or vocabulary.text[word, 0] != text[0]:
                break
            if vocabulary.kind[word] == _INITIAL:
                found[total], alike[total] = word, 0.9
                total += 1
            at += 1
    if cut and length >= 3:
        at = first_with_start(vocabulary, index.order, text, length)
        while at < len(index.order) and total < len(found):
            word = index.order[at]
            if compare_start(vocabulary, word, text, length) != 0:
                break
            if vocabulary.length[word] > length:
                found[total], alike[total] = word, min(0.95, 0.6 + 0.08 * length)
                total += 1
            at += 1
    ranked = np.argsort(-alike[:total], kind="mergesort")
    return found[:total][ranked], alike[:total][ranked]


@inline
def best_case(covered_query: float, covered_listed: float, weights: Array) -> float:
    """The highest sum that a pair with this coverage can reach."""
    return (
        weights[words.F_BIAS]
        + weights[words.F_COVERED_QUERY] * covered_query
        + weights[words.F_COVERED_LISTED] * covered_listed
        + weights[words.F_COVERED_LEAST] * min(covered_query, covered_listed)
        + weights[words.F_TELLING] * 2.0
        + max(0.0, weights[words.F_TRUNCATED])
    )


@kernel
def search(
    vocabulary: Table,
    index: Index,
    scratch: Scratch,
    q: Table,
    qn: Array,
    probe_weight: Array,
    probe_start: Array,
    probe_words: Array,
    probe_like: Array,
    query_slack: float,
    listed_slack: float,
    weights: Array,
    weak_weight: float,
    floor: float,
) -> tuple[Array, Array, Array]:
    """Entities whose best name reaches `floor`: (entity, name, sum of weighted features)."""
    total_query = 0.0
    for i in range(len(qn)):
        total_query += q.weight[qn[i]]
    probes = len(probe_weight)
    sizes = np.zeros(probes, np.int64)
    for p in range(probes):
        for e in range(probe_start[p], probe_start[p + 1]):
            word = probe_words[e]
            sizes[p] += index.holder_start[word + 1] - index.holder_start[word]
    ranked = np.argsort(sizes, kind="mergesort")
    rest = query_slack
    for p in range(probes):
        rest += probe_weight[p]
    opened = 0
    for r in range(probes):
        p = ranked[r]
        can_open = best_case(min(1.0, rest / total_query), 1.0, weights) >= floor
        rest -= probe_weight[p]
        mark = p + 1
        for e in range(probe_start[p], probe_start[p + 1]):
            word = probe_words[e]
            gained = probe_weight[p] * probe_like[e]
            theirs = vocabulary.weight[word] * probe_like[e]
            for h in range(index.holder_start[word], index.holder_start[word + 1]):
                name = index.holder_names[h]
                if scratch.probe[name] == 0:
                    if not can_open:
                        continue
                    scratch.opened[opened] = name
                    opened += 1
                if scratch.probe[name] != mark:
                    scratch.probe[name] = mark
                    scratch.query_part[name] += gained
                scratch.listed_part[name] += theirs
    kept = 0
    q_with, q_how = np.zeros(MOST_TOKENS, np.int64), np.zeros(MOST_TOKENS, np.int64)
    c_with, c_how = np.zeros(MOST_TOKENS, np.int64), np.zeros(MOST_TOKENS, np.int64)
    q_like, c_like = np.zeros(MOST_TOKENS, np.float64), np.zeros(MOST_TOKENS, np.float64)
    features = np.zeros(_N_FEATURES, np.float64)
    entities = np.empty(opened, np.int64)
    for o in range(opened):
        name = scratch.opened[o]
        covered = min(1.0, (scratch.query_part[name] + query_slack) / total_query)
        listed = min(1.0, (scratch.listed_part[name] + listed_slack) / index.total[name])
        scratch.query_part[name] = 0.0
        scratch.listed_part[name] = 0.0
        scratch.probe[name] = 0
        if best_case(covered, listed, weights) < floor:
            continue
        cn = index.name_words[index.name_start[name] : index.name_start[name + 1]]
        _align(q, qn, vocabulary, cn, q_with, q_how, q_like, c_with, c_how, c_like, features)
        value = 0.0
        for f in range(_N_FEATURES):
            value += weights[f] * features[f]
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
    q: Table,
    qn: Array,
    c: Table,
    cn: Array,
    q_with: Array,
    q_how: Array,
    q_like: Array,
    c_with: Array,
    c_how: Array,
    c_like: Array,
    features: Array,
    weights: Array,
) -> float:
    """`align.align` for callers in Python, and the sum of weighted features."""
    _align(q, qn, c, cn, q_with, q_how, q_like, c_with, c_how, c_like, features)
    value = 0.0
    for f in range(_N_FEATURES):
        value += weights[f] * features[f]
    return value


def scratch(words_count: int, names: int, entities: int) -> Scratch:
    """Working memory for a list of this size."""
    return Scratch(
        np.zeros(words_count, np.int32),
        np.zeros(words_count * 3 + 64, np.int32),
        np.zeros(names, np.float32),
        np.zeros(names, np.float32),
        np.zeros(names, np.int32),
        np.zeros(names, np.int32),
        np.zeros(entities, np.float64),
        np.zeros(entities, np.int64),
    )
