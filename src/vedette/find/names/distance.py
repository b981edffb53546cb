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

_CHEAP, _SMALL, _HALF, _FAR = 0.15, 0.25, 0.4, 0.8
"""Steps of what a letter costs that the other word has not; `masks` keeps who is below each."""

_DROPPED = {"c": 0.25, "h": 0.3, "d": 0.3, "w": 0.6, "y": 0.6}
_DROPPED |= dict.fromkeys("kt" + _VOWELS, 0.4)
"""The least that it costs to leave a letter out that is not doubled, where it is below 1."""


def _near_masks(below: float) -> Array:
    """For each letter, those that are missed at less than this where the other word has it.

    The highest step serves words of any script, so there a letter may stand for more others.
    """
    near = np.zeros(len(_LETTERS), np.uint64)
    swaps, twos = (LOOSE_SWAP, _LOOSE_TWO_FOR_ONE) if below == _FAR else (SWAP, _TWO_FOR_ONE)
    for a, b in np.argwhere(below > swaps):
        near[a] |= np.uint64(1 << int(b))
    for single, pairs in twos.items():
        for letter in "".join(pairs):
            one, other = _LETTERS.index(single), _LETTERS.index(letter)
            near[one] |= np.uint64(1 << other)
            near[other] |= np.uint64(1 << one)
    return near


_NEAR = [
    (
        _near_masks(below),
        sum(1 << _LETTERS.index(letter) for letter, cost in _DROPPED.items() if cost < below),
    )
    for below in (_SMALL, _HALF, _FAR)
]
_FIRM = np.uint64(sum(1 << _LETTERS.index(letter) for letter in "bfjlmnpqrsvxz"))
"""The letters that are never left out cheaply, in whatever script: see `drop_cost`."""

MASKS = 4
"""How many masks a word has."""


@lru_cache(maxsize=100_000)
def masks(text: str) -> tuple[int, ...]:
    """The letters that a word has; then those that it lacks for less than each of three costs.

    A letter is lacked cheaply because one that the word has may stand for it, or because such a
    letter is often left out. The masks of words written as one are the masks of each together.

    >>> letters, *_, cheap = masks("zhukov")
    >>> letters.bit_count(), bool(cheap >> 23 & 1), bool(cheap >> 2 & 1)  # w, b
    (6, True, True)
    """
    at = [_LETTERS.find(letter) for letter in text]
    letters = sum(1 << one for one in set(at))
    lacked = [dropped for _, dropped in _NEAR]
    for step, (near, _) in enumerate(_NEAR):
        for one in at:
            lacked[step] |= int(near[one])
    return letters, *lacked


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
    swap, two_as_one = (LOOSE_SWAP, LOOSE_PAIR) if loose != 0 else (SWAP, PAIR)
    ours = LEFT_OUT if loose == FIRST else SUPPLIED if loose == SECOND else WRITTEN
    theirs = LEFT_OUT if loose == SECOND else SUPPLIED if loose == FIRST else WRITTEN
    room[0, 0] = 0.0
    for j in range(n):
        room[3, j] = drop_cost(b, j, n, theirs)
        room[0, j + 1] = room[0, j] + room[3, j]
    higher, above, here = 2, 0, 1
    for i in range(m):
        letter = a[i]
        dropped = drop_cost(a, i, m, ours)
        before = a[i - 1] if i > 0 else 0
        mine = two_as_one[before, letter]
        aside = room[above, 0] + dropped
        room[here, 0] = aside
        least = aside
        was = 0
        for j in range(n):
            other = b[j]
            cost = room[above, j]
            if letter != other:
                cost += swap[letter, other]
                if mine >> other & 1:
                    cost = min(cost, room[higher, j] + 0.3)
                if j > 0:
                    if two_as_one[was, other] >> letter & 1:
                        cost = min(cost, room[above, j - 1] + 0.3)
                    if i > 0 and letter == was and before == other:
                        cost = min(cost, room[higher, j - 1] + 0.6)
            aside = min(cost, room[above, j + 1] + dropped, aside + room[3, j])
            room[here, j + 1] = aside
            least = min(least, aside)
            was = other
        if least > most:
            return least + 1.0
        higher, above, here = above, here, higher
    return room[above, n]


SHORT = np.array([0.0, 3.0, 1.7, 1.6, 1.2] + [1.0] * WIDTH)
"""A difference counts for more in a short word, by its length."""


@inline
def scale_of(m: int, n: int, loose: int, strict: float) -> float:
    """What a cost of 1 takes from the likeness of words of these lengths."""
    measure = min(m, n) + 1 if loose != 0 else max(m, n)
    return strict * SHORT[min(measure, WIDTH)] / measure


@inline
def cost_at_least(ours: Array, others: Array, loose: int) -> float:
    """A cost that two words, or words written as one, surely have by their `masks` alone.

    Every letter that the other word has not must be left out, or swapped with one that it has.
    """
    return max(lacked_cost(ours, others, loose), lacked_cost(others, ours, loose))


@inline
def lacked_cost(ours: Array, others: Array, loose: int) -> float:
    """The least that the letters cost which the other word has not."""
    return cost_of_letters(ours[0] & ~others[0], others, loose)


@inline
def cost_of_letters(lacked: Any, others: Array, loose: int) -> float:
    """The least that these letters cost where the other word has none of them."""
    if loose != 0:
        return _FAR * letters_in(lacked & ~others[3] & _FIRM)
    return (
        _CHEAP * letters_in(lacked)
        + (_SMALL - _CHEAP) * letters_in(lacked & ~others[1])
        + (_HALF - _SMALL) * letters_in(lacked & ~others[2])
        + (_FAR - _HALF) * letters_in(lacked & ~others[3])
    )


@inline
def letters_in(bits: Any) -> int:
    """How many letters a mask holds: pairs of bits are added up, then fours, then bytes."""
    bits -= (bits >> _ONE) & _PAIRS
    bits = (bits & _FOURS) + ((bits >> _TWO) & _FOURS)
    bits = (bits + (bits >> _FOUR)) & _BYTES
    return int((bits * _ALL) >> _LAST)


_ONE, _TWO, _FOUR, _LAST = (np.uint64(by) for by in (1, 2, 4, 56))
_PAIRS, _FOURS, _BYTES, _ALL = (
    np.uint64(byte * 0x0101010101010101) for byte in (0x55, 0x33, 0x0F, 0x01)
)


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
    start = edges(a, m, b, n, loose)
    cost = start + edits(a, m, b, n, loose, most - start, room)
    return 0.0 if cost > most else 1.0 - cost * scale


@inline
def edges(a: Array, m: int, b: Array, n: int, loose: int) -> float:
    """What it costs beside the edits that two words begin or end otherwise."""
    start = 0.0
    if a[0] != b[0]:
        crossed = m > 1 and n > 1 and a[0] == b[1] and a[1] == b[0]
        first = 0.8 if VOWEL[a[0]] and VOWEL[b[0]] else 0.3
        start = 0.1 if crossed else first * SWAP[a[0], b[0]]
    return start + ending(a[m - 1], b[n - 1], m, n, loose)


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
