"""How far apart two words are, as a person would say: typing, hearing, copying.

Reach for `likeness`: 1 for the same word, 0 for nothing in common. It is an edit distance with
transpositions whose costs know what is confused in practice: vowels, doubled letters, letters
that sound alike (k, q, c), letters that look alike to a scanner (0 and o, rn and m), neighbouring
keys. Where a script leaves vowels out, a missing vowel costs next to nothing. The classes of
errors are those of Damerau (1964) and, for sounds, Zobel & Dart (1996); the figures were set by
hand on alias pairs of the OFAC and UN lists.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from vedette.find.names.jit import inline
from vedette.find.names.tokens import WIDTH

Array = npt.NDArray[Any]

_LETTERS = " abcdefghijklmnopqrstuvwxyz0123456789"
_VOWELS = "aeiou"

_SWAPS = {
    0.15: ("kq",),
    0.2: ("ck", "iy", "vw", "0o", "1l", "1i", "5s"),
    0.25: ("cq", "ei", "ou", "uw"),
    0.3: ("ae", "sz", "8b", "2z", "ow", "9g", "gq", "3e", "4a"),
    0.35: ("ao", "gj", "jy", "bv", "fv", "gk", "ey", "ij"),
    0.4: ("au", "ai", "oe", "ue", "io", "iu", "il", "bp", "dt", "cs", "6g", "7t", "xs", "xz"),
    0.5: ("hx", "hk", "hg", "jz", "mn", "cz", "fp", "cx", "kx", "ch", "xh"),
    0.6: ("dz", "lr", "ts", "tc", "jx", "ay", "oy", "uy", "uv"),
}


_KEYS = {
    "q": "wa", "w": "es", "e": "rd", "r": "tf", "t": "yg", "y": "uh", "u": "ij", "i": "ok",
    "o": "pl", "a": "sz", "s": "dx", "d": "fc", "f": "gv", "g": "hb", "h": "jn", "j": "km",
    "k": "l", "z": "x", "x": "c", "c": "v", "v": "b", "b": "n", "n": "m",
}  # fmt: skip
"""Neighbours on a QWERTY keyboard, each pair once."""


def _swap_costs() -> Array:
    costs = np.ones((len(_LETTERS), len(_LETTERS)), np.float64)
    np.fill_diagonal(costs, 0.0)
    for key, neighbours in _KEYS.items():
        for other in neighbours:
            a, b = _LETTERS.index(key), _LETTERS.index(other)
            costs[a, b] = costs[b, a] = 0.8
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


def _loose_costs() -> Array:
    """As `SWAP`, where a script writes no vowels, or bends another language's sounds to its own."""
    costs = SWAP.copy()
    for pairs in (combinations("aeiouwy", 2), ("cj", "dj")):
        for one, other in pairs:
            a, b = _LETTERS.index(one), _LETTERS.index(other)
            costs[a, b] = costs[b, a] = min(_OPEN if one in "aeiouwy" else 0.5, costs[a, b])
    return costs


_OPEN = 0.25
LOOSE_SWAP = _loose_costs()
VOWEL = np.array([letter in _VOWELS for letter in _LETTERS])
_H, _W, _Y, _K, _C, _D, _J, _T, _G, _N = (_LETTERS.index(letter) for letter in "hwykcdjtgn")
_SOFTENED = np.array([letter in "kgsdtzcp" for letter in _LETTERS])

_TWO_FOR_ONE = {
    "m": ("rn",),
    "d": ("cl",),
    "f": ("ph",),
    "u": ("oo", "ou", "ue"),
    "i": ("ee", "iy", "ei"),
    "o": ("au", "oe", "ou"),
    "a": ("ae",),
    "j": ("dz", "zh", "dj"),
    "y": ("iy",),
    "w": ("ou",),
    "x": ("ks", "kh"),
    "c": ("ts", "ch"),
    "k": ("ck",),
    "q": ("gh",),
}
"""Two letters that are read or heard as one."""


_LOOSE_TWO_FOR_ONE = {**_TWO_FOR_ONE, "j": (*_TWO_FOR_ONE["j"], "ch")}
"""The same from another script: Thai and Kana have one letter for what is written ch or j."""


def _pair_masks(table: Mapping[str, Iterable[str]]) -> Array:
    """For two letters, the bits of the single letters that they are taken for."""
    masks = np.zeros((len(_LETTERS), len(_LETTERS)), np.int64)
    for single, pairs in table.items():
        for pair in pairs:
            masks[_LETTERS.index(pair[0]), _LETTERS.index(pair[1])] |= 1 << _LETTERS.index(single)
    return masks


PAIR, LOOSE_PAIR = _pair_masks(_TWO_FOR_ONE), _pair_masks(_LOOSE_TWO_FOR_ONE)

_FAR = 0.8
"""A swap that costs this or more is of letters that have nothing to do with each other."""


def _near_masks() -> Array:
    """For each letter the letters that may stand for it, or for a part of it, at less than that."""
    near = np.zeros(len(_LETTERS), np.uint64)
    for a in range(len(_LETTERS)):
        for b in range(len(_LETTERS)):
            if LOOSE_SWAP[a, b] < _FAR:
                near[a] |= np.uint64(1 << b)
    for single, pairs in _LOOSE_TWO_FOR_ONE.items():
        for letter in "".join(pairs):
            one, other = _LETTERS.index(single), _LETTERS.index(letter)
            near[one] |= np.uint64(1 << other)
            near[other] |= np.uint64(1 << one)
    return near


_NEAR = _near_masks()
_FIRM = sum(1 << _LETTERS.index(letter) for letter in "bfgjlmnpqrsvxz")
"""The letters that are never left out cheaply: see `drop_cost`."""


@lru_cache(maxsize=100_000)
def masks(text: str) -> tuple[int, int]:
    """The firm letters that a word has, and the letters that may stand for any that it has.

    >>> masks("aeiou")[0]
    0
    """
    near = firm = 0
    for letter in text:
        at = _LETTERS.find(letter)
        near |= int(_NEAR[at])
        firm |= 1 << at
    return firm & _FIRM, near


ROOM = WIDTH * 2 + 2
"""Columns of the working memory that `likeness` needs; it has five rows."""


FIRST, SECOND = 1, 2
"""Which of two words leaves its vowels out; 0 for neither, or both."""

WRITTEN, LEFT_OUT, SUPPLIED = 0, 1, 2
"""Whether a word's script writes its vowels."""


@inline
def open_sound(letter: int) -> bool:
    """A vowel, or a letter that stands for one where vowels are not written."""
    return VOWEL[letter] or letter == _W or letter == _Y


@inline
def drop_cost(word: Array, at: int, length: int, vowels: int) -> float:
    """What it costs that the other side lacks the letter at `at`.

    `vowels`: `WRITTEN` on both sides, `LEFT_OUT` on this one, `SUPPLIED` here for a side that
    leaves them out.
    """
    letter = word[at]
    before = word[at - 1] if at > 0 else 0
    after = word[at + 1] if at + 1 < length else 0
    if letter == before:
        return 0.2
    if vowels == LEFT_OUT and open_sound(letter):
        return 0.3
    if VOWEL[letter]:
        if vowels == SUPPLIED:
            return 0.12
        return 0.4 if VOWEL[before] or VOWEL[after] else DROP[letter]
    if letter == _G and before == _N and vowels == SUPPLIED:
        return 0.3
    if letter == _H and (_SOFTENED[before] or after == 0):
        return 0.3
    if letter == _K and after == _H:
        return 0.4
    if letter == _C and after == _K:
        return 0.25
    if letter == _D and after == _J:
        return 0.3
    if letter == _T and after == _C:
        return 0.4
    return DROP[letter]


@inline
def edits(a: Array, m: int, b: Array, n: int, loose: int, most: float, room: Array) -> float:
    """The cost of turning one word into the other, or more than `most`."""
    drops = room[3]
    swap, two_as_one = (LOOSE_SWAP, LOOSE_PAIR) if loose != 0 else (SWAP, PAIR)
    ours = LEFT_OUT if loose == FIRST else SUPPLIED if loose == SECOND else WRITTEN
    theirs = LEFT_OUT if loose == SECOND else SUPPLIED if loose == FIRST else WRITTEN
    row = room[0]
    row[0] = 0.0
    for j in range(n):
        drops[j] = drop_cost(b, j, n, theirs)
        row[j + 1] = row[j] + drops[j]
    mine = 0
    for i in range(m):
        here, above, higher = room[(i + 1) % 3], room[i % 3], room[(i + 2) % 3]
        letter = a[i]
        dropped = drop_cost(a, i, m, ours)
        mine = two_as_one[a[i - 1], letter] if i > 0 else 0
        here[0] = above[0] + dropped
        least = here[0]
        for j in range(n):
            other = b[j]
            cost = above[j]
            if letter != other:
                cost += swap[letter, other]
                if mine >> other & 1:
                    cost = min(cost, higher[j] + 0.3)
                if j > 0:
                    if two_as_one[b[j - 1], other] >> letter & 1:
                        cost = min(cost, above[j - 1] + 0.3)
                    if i > 0 and letter == b[j - 1] and a[i - 1] == other:
                        cost = min(cost, higher[j - 1] + 0.6)
            cost = min(cost, above[j + 1] + dropped, here[j] + drops[j])
            here[j + 1] = cost
            least = min(least, cost)
        if least > most:
            return least + 1.0
    return room[m % 3, n]


SHORT = np.array([0.0, 3.0, 1.7, 1.6, 1.2] + [1.0] * WIDTH)
"""A difference counts for more in a short word, by its length."""


@inline
def scale_of(m: int, n: int, loose: int, strict: float) -> float:
    """What a cost of 1 takes from the likeness of words of these lengths."""
    measure = min(m, n) + 1 if loose != 0 else max(m, n)
    return strict * SHORT[min(measure, WIDTH)] / measure


@inline
def cost_at_least(word: Any, other: Any) -> float:
    """A cost that the two words surely have, by their letters alone: rows of a `Table`."""
    return _FAR * max(letters_in(word.firm & ~other.near), letters_in(other.firm & ~word.near))


@inline
def letters_in(bits: Any) -> int:
    """How many letters a mask holds."""
    count = 0
    while bits:
        bits &= bits - np.uint64(1)
        count += 1
    return count


@inline
def likeness(
    a: Array, m: int, b: Array, n: int, loose: int, least: float, strict: float, room: Array
) -> float:
    """How alike two words are: `least` to 1, or 0 when they are less alike than that.

    `strict` multiplies every difference; `room` is working memory of five rows of `ROOM` figures.
    """
    if m == 0 or n == 0:
        return 0.0
    scale = scale_of(m, n, loose, strict)
    most = (1.0 - least) / scale
    if abs(m - n) * (0.12 if loose != 0 else 0.2) > most:
        return 0.0
    start = 0.0
    if a[0] != b[0]:
        crossed = m > 1 and n > 1 and a[0] == b[1] and a[1] == b[0]
        first = 0.8 if VOWEL[a[0]] and VOWEL[b[0]] else 0.3
        start = 0.1 if crossed else first * SWAP[a[0], b[0]]
    start += ending(a[m - 1], b[n - 1], m, n, loose)
    cost = start + edits(a, m, b, n, loose, most - start, room)
    return 0.0 if cost > most else 1.0 - cost * scale


_A = _LETTERS.index("a")


@inline
def ending(last: int, other: int, m: int, n: int, loose: int) -> float:
    """A last a that stands against another ending often parts a woman's name from a man's."""
    if loose != 0 or last == other or abs(m - n) > 1:
        return 0.0
    if last == _A or other == _A:
        if m == n:
            return 0.8 if VOWEL[last] and VOWEL[other] else 0.0
        longer_ends = last if m > n else other
        return 0.5 if longer_ends == _A else 0.0
    return 0.0
