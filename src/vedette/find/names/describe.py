"""What a pairing of words is worth: the features whose weighted sum is the evidence of the names.

`describe` fills a row of `weights.FEATURES`. A word that only one side has may have been left
out; a word left over on *both* sides speaks against, for then the names say two things. Titles,
particles and legal forms weigh little and never contradict by being absent.
"""

from typing import Any

import numpy as np

from vedette.find.names.arrays import Array, Table
from vedette.find.names.distance import open_sound
from vedette.find.names.jit import inline
from vedette.find.names.scripts import ABJAD
from vedette.find.names.tokens import NISBA, PATRONYM, Kind
from vedette.find.names.weights import FEATURES
from vedette.find.names.word import INITIAL, LOOSE, SYLLABLES, TRUNCATED

_NAME, _LEGAL, _NUMBER = int(Kind.NAME), int(Kind.LEGAL), int(Kind.NUMBER)
_PLACE, _GENERIC, _SUFFIX = int(Kind.PLACE), int(Kind.GENERIC), int(Kind.SUFFIX)
_INITIAL, _PARTICLE = int(Kind.INITIAL), int(Kind.PARTICLE)

(
    BIAS,
    TELLING,
    TRUNCATED_,
    SPELLING,
    WORST,
    DROPPED_QUERY,
    DROPPED_LISTED,
    CONTRADICTED,
    STRANGER,
    EXTRA,
    INITIALS,
    INITIAL_CLASH,
    NUMBER_CLASH,
    NUMBER_MISSING,
    LEGAL_CLASH,
    PLACE_CLASH,
    PLACE_MISSING,
    DESCENT_CLASH,
    SUFFIX_CLASH,
    ONE_WORD,
    SHUFFLED,
    COMMON_PART,
    COMMON_SPELLING,
    MISSPELLED_AGAIN,
) = range(len(FEATURES))
N_FEATURES = len(FEATURES)

_FULL_WORD = 0.3
"""A name of this weight left over on both sides makes a stranger."""

_HALF_WORD = 0.2
"""Lesser words left over on both sides make half of one, words of a trade a whole one: Gazprom Neft
is not Gazprom Bank. (The area under the curve of the development pairs is 0.9519 so, 0.9512 with a
half for both.)"""


ENOUGH_BITS = 20.0
"""Names that say this much (one in a million people) are not shared by chance: below it, a part
of a name or a misspelt one counts for less. Chosen among 18 to 36 on the development sets."""

BLUR = 2.5
"""How fast a word spelled otherwise loses what it tells: nothing is left at likeness 0.6."""

AS_WRITTEN = 0.985
"""Words at least this much alike are spelled the same."""


_FORGIVEN = 0.08
"""What a word may lose on its way from a script without vowels, or from syllables, to letters."""


@inline
def heard(like: float, mine: int, theirs: int) -> float:
    """How alike two words are, what their scripts cannot write set aside."""
    return min(1.0, like + _FORGIVEN) if (mine ^ theirs) & (LOOSE | SYLLABLES) else like


@inline
def bits_of(weight: float) -> float:
    """What a word tells, in bits: `rarity.rarity` read the other way."""
    return 2.0 + 11.0 * weight


@inline
def shared_weight(word: Any, other: Any) -> float:
    """What both of two words tell; across scripts no more than what both scripts write.

    Where one leaves its vowels out, its consonants: many names have a k and an n. Where one is
    written in syllables of Chinese or Korean, a syllable.
    """
    weight = min(word.weight, other.weight)
    across = word.flags ^ other.flags
    if across & SYLLABLES:
        return min(weight, weight_of(SYLLABLE_BITS))
    if across & ABJAD:
        bare = word if word.flags & ABJAD else other
        consonants = 0
        for k in range(bare.length):
            consonants += 0 if open_sound(bare.text[k]) else 1
        return min(weight, weight_of(CONSONANT_BITS * consonants))
    return weight


CONSONANT_BITS, SYLLABLE_BITS = 3.3, 7.5
"""What a consonant tells where k, q and c, or s and z, are heard as one; and what a syllable tells:
names are made of a few hundred, some far more often than others."""


@inline
def weight_of(bits: float) -> float:
    """`bits_of` read the other way."""
    return max(0.05, (bits - 2.0) / 11.0)


@inline
def speaks(kind: int) -> bool:
    """Does a word of this kind speak against when it finds no like on either side?"""
    return kind == _NAME or kind == _INITIAL or kind == _GENERIC or kind == _PLACE


@inline
def unmatched(t: Table, name: Array, side: Table, kind: int) -> int:
    """How many words of a kind found no like."""
    count = 0
    for i in range(len(name)):
        if side[i].mate < 0 and t[name[i]].kind == kind:
            count += 1
    return count


@inline
def repeated(t: Table, name: Array, side: Table, i: int) -> bool:
    """Does a word that found no like merely repeat one that did?"""
    for k in range(len(name)):
        if side[k].mate >= 0 and name[k] == name[i]:
            return True
        if side[k].mate >= 0 and t[name[k]].length == t[name[i]].length:
            same = True
            one, other = t[name[k]].text, t[name[i]].text
            for letter in range(t[name[i]].length):
                same &= one[letter] == other[letter]
            if same:
                return True
    return False


@inline
def leftover(t: Table, name: Array, side: Table) -> tuple[float, float, int]:
    """Of the words that found no like: the weight of those that speak, that of the quiet ones,
    and how many are full names. A particle that nothing follows stands for a name cut short."""
    speaking = quiet = 0.0
    full = 0
    for i in range(len(name)):
        if side[i].mate >= 0 or repeated(t, name, side, i):
            continue
        weight, kind = t[name[i]].weight, t[name[i]].kind
        dangling = kind == _PARTICLE and i == len(name) - 1
        if dangling:
            weight = max(weight, _FULL_WORD)
        if speaks(kind) or dangling:
            speaking += weight
            if (kind == _NAME or dangling) and weight >= _FULL_WORD:
                full += 1
        else:
            quiet += weight
    return speaking, quiet, full


@inline
def flagged(t: Table, name: Array, side: Table, flag: int) -> bool:
    """Is there a word with this flag that found no like?"""
    for i in range(len(name)):
        if side[i].mate < 0 and t[name[i]].flags & flag:
            return True
    return False


@inline
def total(t: Table, name: Array) -> float:
    """The weight of all words of a name."""
    weight = 0.0
    for i in range(len(name)):
        weight += t[name[i]].weight
    return weight


@inline
def describe(
    q: Table, qn: Array, mine: Table, c: Table, cn: Array, theirs: Table, features: Array
) -> None:
    """The features of two names whose words have been paired."""
    features[:] = 0.0
    total_q, total_c = total(q, qn), total(c, cn)
    if total_q <= 0.0 or total_c <= 0.0:
        return
    features[BIAS] = 1.0
    agreement(q, qn, mine, c, cn, theirs, features)
    left_q, quiet_q, full_q = leftover(q, qn, mine)
    left_c, quiet_c, full_c = leftover(c, cn, theirs)
    both = min(left_q, left_c)
    features[CONTRADICTED] = both / min(total_q, total_c)
    features[DROPPED_QUERY] = (left_q - both + quiet_q) / total_q
    features[DROPPED_LISTED] = (left_c - both + quiet_c) / total_c
    features[STRANGER] = min(full_q, full_c, 2)
    if features[STRANGER] == 0.0 and both >= _HALF_WORD:
        trades = unmatched(q, qn, mine, _GENERIC) and unmatched(c, cn, theirs, _GENERIC)
        features[STRANGER] = 1.0 if trades else 0.5
    features[EXTRA] = 1.0 if full_q > full_c else 0.0
    left = features[DROPPED_QUERY] + features[DROPPED_LISTED] + features[CONTRADICTED]
    features[COMMON_PART] *= min(1.0, 2.0 * left)
    clashes(q, qn, mine, c, cn, theirs, left_q, left_c, features)


@inline
def agreement(
    q: Table, qn: Array, mine: Table, c: Table, cn: Array, theirs: Table, features: Array
) -> None:
    """What the paired words say: how telling they are, how well spelled, by initials or cut."""
    found = error = telling = by_initial = worst = first = second = 0.0
    bits = slips = 0.0
    names = 0
    for i in range(len(qn)):
        if mine[i].mate < 0:
            continue
        word, other = q[qn[i]], c[cn[mine[i].mate]]
        weight, shared = max(word.weight, other.weight), shared_weight(word, other)
        like = mine[i].like
        found += weight
        if mine[i].how == INITIAL:
            by_initial += weight
            continue
        error += weight * (1.0 - like)
        features[TRUNCATED_] = max(features[TRUNCATED_], 1.0 if mine[i].how == TRUNCATED else 0.0)
        if word.kind == _NAME or other.kind == _NAME:
            telling += shared**2 * like
            said = heard(like, word.flags, other.flags)
            second = max(second, min(first, 1.0 - said))
            first = max(first, 1.0 - said)
            worst = max(worst, 1.0 - like)
            bits += bits_of(shared) * max(0.0, 1.0 - BLUR * (1.0 - said))
            slips += 1.0 - said if said < AS_WRITTEN else 0.0
            names += 1
        else:
            telling += shared**2 * like
    for j in range(len(cn)):
        if theirs[j].how == TRUNCATED:
            features[TRUNCATED_] = 1.0
    features[TELLING] = np.sqrt(min(telling, 4.0))
    if found > 0.0:
        features[SPELLING] = error / found
        features[INITIALS] = by_initial / found
    features[WORST] = worst
    common = max(0.0, 1.0 - bits / ENOUGH_BITS)
    features[COMMON_SPELLING] = common * min(1.0, 3.0 * slips)
    features[MISSPELLED_AGAIN] = min(1.0, 4.0 * second) if second > 1.0 - AS_WRITTEN else 0.0
    features[COMMON_PART] = common
    more = 0
    for i in range(len(qn)):
        more += 1 if q[qn[i]].kind == _NAME else 0
    for j in range(len(cn)):
        more += 1 if c[cn[j]].kind == _NAME else 0
    features[ONE_WORD] = 1.0 if names <= 1 and more > 2 else 0.0


@inline
def clashes(
    q: Table,
    qn: Array,
    mine: Table,
    c: Table,
    cn: Array,
    theirs: Table,
    left_q: float,
    left_c: float,
    features: Array,
) -> None:
    """What speaks against by itself: numbers, places, legal forms, descent, generations."""
    lone_q, lone_c = unmatched(q, qn, mine, _INITIAL), unmatched(c, cn, theirs, _INITIAL)
    if (lone_q and left_c > 0.2) or (lone_c and left_q > 0.2):
        features[INITIAL_CLASH] = 1.0
    here, there = unmatched(q, qn, mine, _NUMBER), unmatched(c, cn, theirs, _NUMBER)
    features[NUMBER_CLASH] = 1.0 if here and there else 0.0
    features[NUMBER_MISSING] = 1.0 if (here > 0) != (there > 0) else 0.0
    if unmatched(q, qn, mine, _LEGAL) and unmatched(c, cn, theirs, _LEGAL):
        features[LEGAL_CLASH] = 1.0
    here, there = unmatched(q, qn, mine, _PLACE), unmatched(c, cn, theirs, _PLACE)
    features[PLACE_CLASH] = 1.0 if here and there else 0.0
    features[PLACE_MISSING] = 1.0 if (here > 0) != (there > 0) else 0.0
    if unmatched(q, qn, mine, _SUFFIX) and unmatched(c, cn, theirs, _SUFFIX):
        features[SUFFIX_CLASH] = 1.0
    clash = flagged(q, qn, mine, NISBA) and flagged(c, cn, theirs, NISBA)
    clash |= flagged(q, qn, mine, PATRONYM) and flagged(c, cn, theirs, PATRONYM)
    clash |= descent_reversed(q, qn, mine, c, cn)
    features[DESCENT_CLASH] = 1.0 if clash else 0.0
    features[SHUFFLED] = 1.0 if shuffled(q, qn, mine, c, cn) else 0.0


@inline
def descent_reversed(q: Table, qn: Array, mine: Table, c: Table, cn: Array) -> bool:
    """Is the father of one name the child of the other? X bin Y is not Y bin X."""
    child_is_father = father_is_child = False
    for i in range(len(qn)):
        j = mine[i].mate
        if j < 0 or q[qn[i]].kind != _NAME or c[cn[j]].kind != _NAME:
            continue
        father, other = q[qn[i]].flags & PATRONYM, c[cn[j]].flags & PATRONYM
        father_is_child |= father != 0 and other == 0 and j == 0
        child_is_father |= other != 0 and father == 0 and i == 0
    return child_is_father and father_is_child


_SHORT = 5
"""Syllables of Chinese and Korean names have fewer letters than this."""


@inline
def shuffled(q: Table, qn: Array, mine: Table, c: Table, cn: Array) -> bool:
    """Are two neighbouring short words turned round, a third standing still?

    Jong Un is not Un Jong: the syllables of a given name have an order, surnames have not.
    """
    for i in range(len(qn) - 1):
        a, b = mine[i].mate, mine[i + 1].mate
        if a < 0 or b < 0 or a != b + 1:
            continue
        if max(q[qn[i]].length, q[qn[i + 1]].length, c[cn[a]].length, c[cn[b]].length) >= _SHORT:
            continue
        if len(qn) == 3 and len(cn) == 3:
            return True
    return False
