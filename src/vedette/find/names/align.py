"""Word against word: which words of two names belong together, and what that is worth.

`align` pairs the words of two names and fills a row of features; `weights.FEATURES` names them.
It is a pure function of the two names, so that a comparison of two parties and a search through
a million give the same figure. The hard part is what is left over: a word that only one side
has may have been dropped, but a word left on *both* sides speaks against.
"""

import numpy as np

from vedette.find.names.arrays import Array, Table
from vedette.find.names.distance import likeness
from vedette.find.names.jit import inline
from vedette.find.names.scripts import ABJAD, HAN, HANGUL, KANA
from vedette.find.names.tokens import CLUSTER, LAST, MARKER, NISBA, PATRONYM, WIDTH, Kind
from vedette.find.names.weights import FEATURES

NONE, EXACT, SPELLING, INITIAL, VARIANT, JOINED, TRUNCATED, MEANING = range(8)
"""How two words belong together."""

_NAME, _PARTICLE, _LEGAL = int(Kind.NAME), int(Kind.PARTICLE), int(Kind.LEGAL)
_NUMBER, _PLACE, _GENERIC = int(Kind.NUMBER), int(Kind.PLACE), int(Kind.GENERIC)
_TITLE, _SUFFIX, _INITIAL = int(Kind.TITLE), int(Kind.SUFFIX), int(Kind.INITIAL)

_LIKE = 0.6
"""Words less alike than this are two words."""

_SAID = 0.9
"""A given name and its nickname or other spelling."""

_LOOSE = ABJAD | KANA
_BLOCKS = HAN | HANGUL | KANA

(
    F_BIAS,
    F_COVERED_QUERY,
    F_COVERED_LISTED,
    F_COVERED_LEAST,
    F_SPELLING,
    F_CONTRADICTED,
    F_TELLING,
    F_INITIALS,
    F_INITIAL_CLASH,
    F_NUMBER_CLASH,
    F_NUMBER_MISSING,
    F_LEGAL_CLASH,
    F_PLACE_CLASH,
    F_PLACE_MISSING,
    F_DESCENT_CLASH,
    F_ONE_WORD,
    F_TRUNCATED,
    F_SUFFIX_CLASH,
) = range(18)
N_FEATURES = len(FEATURES)


@inline
def share_group(q: Table, i: int, c: Table, j: int) -> bool:
    """Do two words stand in one spelling group?"""
    for a in range(q.group_start[i], q.group_start[i + 1]):
        for b in range(c.group_start[j], c.group_start[j + 1]):
            if q.groups[a] == c.groups[b]:
                return True
    return False


@inline
def same_text(q: Table, i: int, c: Table, j: int) -> bool:
    """Are two words written alike in Latin letters?"""
    if q.length[i] != c.length[j]:
        return False
    for k in range(q.length[i]):
        if q.text[i, k] != c.text[j, k]:
            return False
    return True


@inline
def word_likeness(q: Table, i: int, c: Table, j: int) -> tuple[float, int]:
    """How alike two words are, and by what: (0 to 1, one of the constants above)."""
    one, other = q.kind[i], c.kind[j]
    if one == other and q.code[i] >= 0 and (one == _NUMBER or one == _SUFFIX):
        return (1.0, EXACT) if q.code[i] == c.code[j] else (0.0, NONE)
    if one == _LEGAL and other == _LEGAL:
        if q.code[i] == c.code[j]:
            return 1.0, MEANING
        mine, theirs = q.code[i] & 7, c.code[j] & 7
        if mine == theirs:
            return 0.9, MEANING
        if mine == 6 or theirs == 6:
            return 0.7, MEANING
        return 0.0, NONE
    native = q.native[i] != 0 and c.native[j] != 0
    if native and (q.flags[i] & _BLOCKS) == (c.flags[j] & _BLOCKS):
        if q.native[i] == c.native[j]:
            return 1.0, EXACT
        return (0.7, SPELLING) if same_text(q, i, c, j) else (0.0, NONE)
    if same_text(q, i, c, j):
        return 1.0, EXACT
    if one == _INITIAL or other == _INITIAL or one == _NUMBER or other == _NUMBER:
        return 0.0, NONE
    if one == _LEGAL or other == _LEGAL:
        return 0.0, NONE
    if one == _PARTICLE and other == _PARTICLE:
        if (q.flags[i] & MARKER) == (c.flags[j] & MARKER):
            return 0.9, MEANING
        return 0.0, NONE
    if one == other and q.code[i] >= 0 and q.code[i] == c.code[j]:
        return 0.97, MEANING
    grouped = q.group_start[i + 1] > q.group_start[i] and c.group_start[j + 1] > c.group_start[j]
    if grouped and share_group(q, i, c, j):
        return _SAID, VARIANT
    if one == _PARTICLE or other == _PARTICLE:
        return 0.0, NONE
    loose = ((q.flags[i] ^ c.flags[j]) & _LOOSE) != 0
    alike = likeness(q.text[i], q.length[i], c.text[j], c.length[j], loose)
    if grouped:
        alike *= 0.8
    elif one != other and (
        one == _GENERIC or other == _GENERIC or one == _PLACE or other == _PLACE
    ):
        alike *= 0.9
    if one == _PLACE and other == _PLACE and alike < 0.85:
        alike = 0.0
    return (alike, SPELLING) if alike >= _LIKE else (0.0, NONE)


@inline
def joined_likeness(q: Table, qn: Array, first: int, span: int, c: Table, cj: int) -> float:
    """How alike are some neighbouring words, written as one, and a single word?"""
    total = 0
    loose = False
    for k in range(first, first + span):
        total += q.length[qn[k]]
        loose |= ((q.flags[qn[k]] ^ c.flags[cj]) & _LOOSE) != 0
    if total > WIDTH or abs(total - c.length[cj]) > (6 if loose else 2):
        return 0.0
    word = np.zeros(WIDTH + 1, np.uint8)
    at = 0
    for k in range(first, first + span):
        for letter in range(q.length[qn[k]]):
            word[at] = q.text[qn[k], letter]
            at += 1
    return likeness(word, total, c.text[cj], c.length[cj], loose)


@inline
def join(
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
) -> None:
    """Pair neighbouring words of the first name with single words of the second."""
    for span in range(3, 1, -1):
        for i in range(len(qn) - span + 1):
            free = True
            for k in range(i, i + span):
                free &= q_with[k] < 0 and q.kind[qn[k]] != _LEGAL
            if not free:
                continue
            for j in range(len(cn)):
                if c_with[j] >= 0 or c.kind[cn[j]] == _LEGAL or c.length[cn[j]] < 4:
                    continue
                alike = joined_likeness(q, qn, i, span, c, cn[j])
                if alike < 0.82:
                    continue
                best = 0.0
                for k in range(i, i + span):
                    single, _ = word_likeness(q, qn[k], c, cn[j])
                    best = max(best, single)
                if alike <= best:
                    continue
                for k in range(i, i + span):
                    q_with[k], q_how[k], q_like[k] = j, JOINED, alike
                c_with[j], c_how[j], c_like[j] = i, JOINED, alike
                break


@inline
def pair_words(
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
) -> None:
    """Pair the words of two names: same ones first, then joined ones, then the most alike."""
    n, m = len(qn), len(cn)
    alike = np.zeros((n, m), np.float64)
    how = np.zeros((n, m), np.int32)
    for i in range(n):
        for j in range(m):
            alike[i, j], how[i, j] = word_likeness(q, qn[i], c, cn[j])
    for certain in range(2):
        for _ in range(min(n, m)):
            best, bi, bj = 0.0, -1, -1
            for i in range(n):
                if q_with[i] >= 0:
                    continue
                for j in range(m):
                    if c_with[j] >= 0 or alike[i, j] <= 0.0:
                        continue
                    worth = alike[i, j] * (q.weight[qn[i]] + c.weight[cn[j]]) - 0.001 * abs(i - j)
                    if certain == 0 and alike[i, j] < 0.999:
                        continue
                    if worth > best:
                        best, bi, bj = worth, i, j
            if bi < 0:
                break
            q_with[bi], q_how[bi], q_like[bi] = bj, how[bi, bj], alike[bi, bj]
            c_with[bj], c_how[bj], c_like[bj] = bi, how[bi, bj], alike[bi, bj]
        if certain == 0:
            join(q, qn, c, cn, q_with, q_how, q_like, c_with, c_how, c_like)
            join(c, cn, q, qn, c_with, c_how, c_like, q_with, q_how, q_like)
    initials(q, qn, c, cn, q_with, q_how, q_like, c_with, c_how, c_like)
    initials(c, cn, q, qn, c_with, c_how, c_like, q_with, q_how, q_like)
    cut_off(q, qn, c, cn, q_with, q_how, q_like, c_with, c_how, c_like)
    cut_off(c, cn, q, qn, c_with, c_how, c_like, q_with, q_how, q_like)


@inline
def initials(
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
) -> None:
    """Let initials of the first name stand for words of the second that begin so."""
    for i in range(len(qn)):
        if q_with[i] >= 0:
            continue
        letters = 0
        if q.kind[qn[i]] == _INITIAL:
            letters = 1
        elif q.flags[qn[i]] & CLUSTER:
            letters = q.length[qn[i]]
        found = 0
        for k in range(letters):
            for j in range(len(cn)):
                if (
                    c_with[j] < 0
                    and c.kind[cn[j]] == _NAME
                    and c.text[cn[j], 0] == q.text[qn[i], k]
                ):
                    c_with[j], c_how[j], c_like[j] = i, INITIAL, _SAID
                    q_with[i], q_how[i], q_like[i] = j, INITIAL, _SAID
                    found += 1
                    break
        if found and found < letters:
            q_with[i] = -1
            for j in range(len(cn)):
                if c_with[j] == i and c_how[j] == INITIAL:
                    c_with[j], c_how[j], c_like[j] = -1, NONE, 0.0


@inline
def cut_off(
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
) -> None:
    """Let the last word of the first name be the beginning of a word that a field cut off."""
    last = len(qn) - 1
    if last < 1 or not q.flags[qn[last]] & LAST or q_how[last] == EXACT:
        return
    word = qn[last]
    for j in range(len(cn)):
        if c_with[j] >= 0 and c_with[j] != last:
            continue
        if c.kind[cn[j]] != _NAME and c.kind[cn[j]] != _GENERIC and c.kind[cn[j]] != _PLACE:
            continue
        if c.length[cn[j]] <= q.length[word]:
            continue
        same = True
        for k in range(q.length[word]):
            same &= q.text[word, k] == c.text[cn[j], k]
        if same:
            if q_with[last] >= 0:
                c_with[q_with[last]] = -1
            worth = max(q_like[last], min(0.95, 0.6 + 0.08 * q.length[word]))
            q_with[last], q_how[last], q_like[last] = j, TRUNCATED, worth
            c_with[j], c_how[j], c_like[j] = last, TRUNCATED, worth
            return


@inline
def unmatched(t: Table, name: Array, matched: Array, kind: int) -> int:
    """How many words of a kind found no like."""
    count = 0
    for i in range(len(name)):
        if matched[i] < 0 and t.kind[name[i]] == kind:
            count += 1
    return count


@inline
def leftover(t: Table, name: Array, matched: Array) -> float:
    """The weight of the names and initials that found no like."""
    total = 0.0
    for i in range(len(name)):
        kind = t.kind[name[i]]
        if matched[i] < 0 and (
            kind == _NAME or kind == _INITIAL or kind == _GENERIC or kind == _PLACE
        ):
            total += t.weight[name[i]]
    return total


@inline
def flagged(t: Table, name: Array, matched: Array, flag: int) -> bool:
    """Is there a word with this flag that found no like?"""
    for i in range(len(name)):
        if matched[i] < 0 and t.flags[name[i]] & flag:
            return True
    return False


@inline
def align(
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
) -> None:
    """Pair the words of two names and describe the pair; the arrays are filled in place."""
    n, m = len(qn), len(cn)
    q_with[:n] = -1
    c_with[:m] = -1
    q_how[:n] = NONE
    c_how[:m] = NONE
    q_like[:n] = 0.0
    c_like[:m] = 0.0
    features[:] = 0.0
    pair_words(q, qn, c, cn, q_with, q_how, q_like, c_with, c_how, c_like)
    describe(q, qn, c, cn, q_with, q_how, q_like, c_with, c_how, c_like, features)


@inline
def describe(
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
) -> None:
    """The features of a pair of names whose words have been paired."""
    n, m = len(qn), len(cn)
    total_q = total_c = found_q = found_c = error = telling = by_initial = 0.0
    names = 0
    for i in range(n):
        weight = q.weight[qn[i]]
        total_q += weight
        if q_with[i] < 0:
            continue
        found_q += weight * q_like[i]
        error += weight * (1.0 - q_like[i])
        other = c.weight[cn[q_with[i]]]
        if q_how[i] == INITIAL:
            by_initial += max(weight, other)
        elif q.kind[qn[i]] == _NAME or c.kind[cn[q_with[i]]] == _NAME:
            telling += min(weight, other) * q_like[i]
            names += 1
        else:
            telling += 0.3 * min(weight, other) * q_like[i]
        if q_how[i] == TRUNCATED:
            features[F_TRUNCATED] = 1.0
    for j in range(m):
        weight = c.weight[cn[j]]
        total_c += weight
        if c_with[j] >= 0:
            found_c += weight * c_like[j]
            if c_how[j] == TRUNCATED:
                features[F_TRUNCATED] = 1.0
    if total_q <= 0.0 or total_c <= 0.0:
        return
    left_q, left_c = leftover(q, qn, q_with), leftover(c, cn, c_with)
    smaller = min(total_q, total_c)
    features[F_BIAS] = 1.0
    features[F_COVERED_QUERY] = found_q / total_q
    features[F_COVERED_LISTED] = found_c / total_c
    features[F_COVERED_LEAST] = min(features[F_COVERED_QUERY], features[F_COVERED_LISTED])
    features[F_SPELLING] = error / max(found_q, 0.01)
    features[F_CONTRADICTED] = min(left_q, left_c) / smaller
    features[F_TELLING] = np.sqrt(min(telling, 4.0))
    features[F_INITIALS] = by_initial / smaller
    if (unmatched(q, qn, q_with, _INITIAL) and left_c > 0.25) or (
        unmatched(c, cn, c_with, _INITIAL) and left_q > 0.25
    ):
        features[F_INITIAL_CLASH] = 1.0
    mine, theirs = unmatched(q, qn, q_with, _NUMBER), unmatched(c, cn, c_with, _NUMBER)
    features[F_NUMBER_CLASH] = 1.0 if mine and theirs else 0.0
    features[F_NUMBER_MISSING] = 1.0 if (mine > 0) != (theirs > 0) else 0.0
    if unmatched(q, qn, q_with, _LEGAL) and unmatched(c, cn, c_with, _LEGAL):
        features[F_LEGAL_CLASH] = 1.0
    mine, theirs = unmatched(q, qn, q_with, _PLACE), unmatched(c, cn, c_with, _PLACE)
    features[F_PLACE_CLASH] = 1.0 if mine and theirs else 0.0
    features[F_PLACE_MISSING] = 1.0 if (mine > 0) != (theirs > 0) else 0.0
    if unmatched(q, qn, q_with, _SUFFIX) and unmatched(c, cn, c_with, _SUFFIX):
        features[F_SUFFIX_CLASH] = 1.0
    clash = flagged(q, qn, q_with, NISBA) and flagged(c, cn, c_with, NISBA)
    clash |= flagged(q, qn, q_with, PATRONYM) and flagged(c, cn, c_with, PATRONYM)
    clash |= descent_reversed(q, qn, c, cn, q_with)
    features[F_DESCENT_CLASH] = 1.0 if clash else 0.0
    features[F_ONE_WORD] = 1.0 if names <= 1 and max(n, m) > 1 else 0.0


@inline
def descent_reversed(q: Table, qn: Array, c: Table, cn: Array, q_with: Array) -> bool:
    """Is the father of one name the child of the other? X bin Y is not Y bin X."""
    child_is_father = father_is_child = False
    for i in range(len(qn)):
        j = q_with[i]
        if j < 0 or q.kind[qn[i]] != _NAME or c.kind[cn[j]] != _NAME:
            continue
        mine, theirs = q.flags[qn[i]] & PATRONYM, c.flags[cn[j]] & PATRONYM
        if mine and not theirs and j == 0:
            father_is_child = True
        if theirs and not mine and i == 0:
            child_is_father = True
    return child_is_father and father_is_child
