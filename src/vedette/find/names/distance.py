"""How far apart two words are, as a person would say: typing, hearing, copying.

Reach for `likeness`: 1 for the same word, 0 for nothing in common. It is an edit distance with
transpositions whose costs know what is confused in practice: vowels, doubled letters, letters
that sound alike (k, q, c), letters that look alike to a scanner (0 and o, rn and m), keys are
left at full cost. Where a script leaves vowels out, a missing vowel costs next to nothing.
Sources of the costs: the classes are those of Damerau (1964), Zobel & Dart (1996, phonetic
costs); the figures were set by hand on alias pairs of the OFAC and UN lists.
"""

import numpy as np

from vedette.find.names.arrays import Array
from vedette.find.names.jit import inline
from vedette.find.names.tokens import WIDTH

_LETTERS = " abcdefghijklmnopqrstuvwxyz0123456789"
_VOWELS = "aeiou"

_SWAPS = {
    0.15: ("kq",),
    0.2: ("ck", "iy", "vw", "0o", "1l", "1i", "5s"),
    0.25: ("cq", "ei", "ou", "uw"),
    0.3: ("ae", "sz", "8b", "2z", "ow", "9g", "gq", "3e", "4a"),
    0.35: ("ao", "gj", "jy", "bv", "fv", "gk", "ey", "ij"),
    0.4: ("au", "ai", "oe", "ue", "io", "iu", "bp", "dt", "cs", "6g", "7t", "xs", "xz"),
    0.5: ("hx", "hk", "hg", "jz", "mn", "cz", "fp", "cx", "kx", "ch", "xh"),
    0.6: ("dz", "lr", "ts", "tc", "jx", "ay", "oy", "uy", "uv"),
}


def _swap_costs() -> Array:
    costs = np.ones((len(_LETTERS), len(_LETTERS)), np.float64)
    np.fill_diagonal(costs, 0.0)
    for cost, pairs in _SWAPS.items():
        for pair in pairs:
            a, b = _LETTERS.index(pair[0]), _LETTERS.index(pair[1])
            costs[a, b] = costs[b, a] = min(cost, costs[a, b])
    return costs


def _drop_costs() -> Array:
    costs = np.ones(len(_LETTERS), np.float64)
    for letter in _VOWELS:
        costs[_LETTERS.index(letter)] = 0.55
    for letter in "hyw":
        costs[_LETTERS.index(letter)] = 0.6
    return costs


SWAP = _swap_costs()
DROP = _drop_costs()
VOWEL = np.array([letter in _VOWELS for letter in _LETTERS])
_A, _C, _D, _E, _G, _H, _I = (_LETTERS.index(letter) for letter in "acdeghi")
_J, _K, _L, _M, _N, _O = (_LETTERS.index(letter) for letter in "jklmno")
_P, _F, _R, _S, _T, _U = (_LETTERS.index(letter) for letter in "pfrstu")
_W, _Y, _Z = (_LETTERS.index(letter) for letter in "wyz")

_WORST = 0.5
"""Words that differ by more than this share of their length are not compared further."""


@inline
def drop_cost(word: Array, at: int, length: int, loose: bool) -> float:
    """What it costs that the other side lacks the letter at `at`."""
    letter = word[at]
    before = word[at - 1] if at > 0 else 0
    after = word[at + 1] if at + 1 < length else 0
    if letter == before:
        return 0.2
    if loose and (VOWEL[letter] or letter == _W or letter == _Y):
        return 0.1
    if letter == _H and (
        before == _K or before == _G or before == _S or before == _D or before == _T or before == _Z
    ):
        return 0.3
    if letter == _H and at == length - 1:
        return 0.3
    if letter == _K and after == _H:
        return 0.4
    if letter == _C and after == _K:
        return 0.25
    if letter == _D and after == _J:
        return 0.3
    if letter == _T and after == _C:
        return 0.4
    if VOWEL[letter] and before != 0 and VOWEL[before]:
        return 0.4
    if VOWEL[letter] and after != 0 and VOWEL[after]:
        return 0.4
    return DROP[letter]


@inline
def edits(a: Array, m: int, b: Array, n: int, loose: bool, most: float) -> float:
    """The cost of turning one word into the other, or more than `most`."""
    rows = np.empty((3, WIDTH * 2 + 1), np.float64)
    rows[0, 0] = 0.0
    for j in range(n):
        rows[0, j + 1] = rows[0, j] + drop_cost(b, j, n, loose)
    for i in range(m):
        here, above, higher = (i + 1) % 3, i % 3, (i + 2) % 3
        dropped = drop_cost(a, i, m, loose)
        rows[here, 0] = rows[above, 0] + dropped
        least = rows[here, 0]
        for j in range(n):
            cost = rows[above, j]
            if a[i] != b[j]:
                swap = SWAP[a[i], b[j]]
                if (
                    loose
                    and swap > 0.3
                    and (VOWEL[a[i]] or a[i] == _W or a[i] == _Y)
                    and (VOWEL[b[j]] or b[j] == _W or b[j] == _Y)
                ):
                    swap = 0.2
                cost += swap
                one = rows[above, j + 1] + dropped
                if one < cost:
                    cost = one
                other = rows[here, j] + drop_cost(b, j, n, loose)
                if other < cost:
                    cost = other
                if i > 0 and j > 0 and a[i] == b[j - 1] and a[i - 1] == b[j]:
                    cost = min(cost, rows[higher, j - 1] + 0.6)
                if i > 0 and two_for_one(a[i - 1], a[i], b[j]):
                    cost = min(cost, rows[higher, j] + 0.3)
                if j > 0 and two_for_one(b[j - 1], b[j], a[i]):
                    cost = min(cost, rows[above, j - 1] + 0.3)
            else:
                one = rows[above, j + 1] + dropped
                if one < cost:
                    cost = one
            rows[here, j + 1] = cost
            if cost < least:
                least = cost
        if least > most:
            return least + 1.0
    return rows[m % 3, n]


@inline
def two_for_one(first: int, second: int, single: int) -> bool:
    """Two letters that are read or heard as one: rn m, cl d, ph f, oo u, ou u, ks x, dz j …"""
    if single == _M:
        return first == _R and second == _N
    if single == _D:
        return first == _C and second == _L
    if single == _F:
        return first == _P and second == _H
    if single == _U:
        return (first == _O and (second == _O or second == _U)) or (first == _U and second == _E)
    if single == _I:
        return (first == _E and second == _E) or (first == _I and second == _Y)
    if single == _O:
        return (first == _A and second == _U) or (first == _O and second == _E)
    if single == _A:
        return first == _A and second == _E
    if single == _J:
        return (first == _D and second == _Z) or (first == _Z and second == _H)
    if single == _Y:
        return first == _I and second == _Y
    if single == _W:
        return first == _O and second == _U
    return False


@inline
def likeness(a: Array, m: int, b: Array, n: int, loose: bool) -> float:
    """How alike two words are, 0 to 1."""
    longer = max(m, n)
    if m == 0 or n == 0:
        return 0.0
    most = _WORST * longer
    gap = abs(m - n)
    if gap * (0.1 if loose else 0.2) > most:
        return 0.0
    cost = edits(a, m, b, n, loose, most)
    if a[0] != b[0]:
        cost += (
            0.6 * SWAP[a[0], b[0]]
            if not (m > 1 and n > 1 and a[0] == b[1] and a[1] == b[0])
            else 0.1
        )
    if cost >= most:
        return 0.0
    return 1.0 - cost / longer
