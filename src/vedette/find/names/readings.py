"""Syllables that are spelled in several ways: Chinese characters and Korean letters in Latin ones.

Reach for `of_words` with the words of a name: two words that share a reading may be one syllable.
A character is read in Mandarin by `scripts.romanise`; here it is also read in Cantonese, as papers
of Hong Kong and Macao spell it, and by Wade and Giles, as those of Taiwan do. Korean has no one
spelling that people follow, so a syllable and what is written for it are both brought to the class
of their sounds. It refuses Japanese: how a name in Chinese characters is read there, its bearer
knows. Characters simplified in 1956 are read in Mandarin only.

Sources: spellings of Cantonese from the package cantonese-romanisation (MIT), which lists those of
the Hong Kong government beside others; Wade-Giles as the Library of Congress converted it
(https://www.loc.gov/catdir/pinyin/romcover.html); Korean spellings from the Revised Romanisation
(https://www.korean.go.kr/front_eng/roman/roman_01.do), McCune-Reischauer and, for custom, the names
of half of the members of the 20th National Assembly of Korea.
"""

import json
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise, product
from typing import NamedTuple
from zlib import crc32

from vedette.find.names.scripts import HAN, HANGUL

READING, OF_TWO = 1 << 20, 1 << 29
"""Numbers of readings are this or more, those of two syllables together `OF_TWO` or more; those of
`reference.names.variants` are less."""

MOST = 6
"""Readings of one word, the likeliest first."""


class Word(NamedTuple):
    """A word of a name: in Latin letters, as it was written, its flags, and may it be a name?"""

    text: str
    shown: str
    flags: int
    name: bool


def of_words(words: Sequence[Word], person: bool) -> list[tuple[int, ...]]:
    """The numbers of the readings of each word of a name, to stand beside its spelling groups."""
    found = [list(_syllables(word)) for word in words]
    blocks = [word.shown if word.flags & HANGUL else "" for word in words]
    if any(blocks):
        for at, (first, second) in enumerate(pairwise(map(of_hangul, blocks))):
            if first and second:
                both = together(first[0], second[0])
                found[at].append(both)
                found[at + 1].append(both)
    elif person and _may_be_korean(words):
        for readings, word in zip(found, words, strict=True):
            readings += (of_latin(word.text) or of_two(word.text)) if word.name else ()
    return [tuple(map(_number, readings)) for readings in found]


def _may_be_korean(words: Sequence[Word]) -> bool:
    names = [word.text for word in words if word.name]
    surnames = korean_surnames()
    return 1 < len(names) <= _LONGEST_KOREAN and any(
        not surnames.isdisjoint(of_latin(name)) for name in names
    )


_LONGEST_KOREAN = 4
"""Words of a name that has a Korean surname and syllables beside it; longer names are others'."""


def _syllables(word: Word) -> tuple[str, ...]:
    """How a Chinese character or a block of Korean letters may be spelled; a syllable: itself."""
    if word.flags & HAN:
        return of_character(word.shown, word.text)
    if word.flags & HANGUL:
        return of_hangul(word.shown)
    return (word.text,) if word.name and _SYLLABLE.fullmatch(word.text) else ()


_SYLLABLE = re.compile("[bcdfghj-np-tvwxyz]{0,2}[aeiou]{1,3}(?:h|r|ng|[mnptk])?")


def _number(reading: str) -> int:
    return (OF_TWO if " " in reading else READING) + (crc32(reading.encode()) & 0x0FFFFFFF)


@lru_cache(maxsize=65536)
def of_character(char: str, pinyin: str) -> tuple[str, ...]:
    """A Chinese character as Cantonese and Wade-Giles spell it.

    >>> of_character("誠", "cheng")
    ('cheng', 'shing', 'sing')
    """
    spelled = _cantonese().get(char, ())
    official = [_hardened(one) for one in spelled]
    if not any(re.search("aa|ar", one) for one in spelled):  # the short a, heard as in but
        official += [re.sub("a(?=[mnt]$)", "u", one) for one in official]
    mandarin = [wade_giles(pinyin), re.sub("^yi", "i", pinyin)]
    return tuple(dict.fromkeys([*mandarin, *official, *spelled]))[:MOST]


def _hardened(spelled: str) -> str:
    """As the Hong Kong government writes it, which has p, t, k for b, d, g and often i for ei."""
    head = _HARD.get(spelled[0], spelled[0])
    return re.sub("ei$", "i", head + spelled[1:]).replace("aa", "a")


_HARD = {"b": "p", "d": "t", "g": "k", "j": "ch"}


@cache
def _cantonese() -> dict[str, list[str]]:
    # The package's own class reads six such files; one is wanted.
    text = files("cantoroman").joinpath("data/charToRoman.json").read_text("utf-8")
    table: dict[str, list[str]] = json.loads(text)
    return table


_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu",
    "ju": "chu", "qu": "chu", "xu": "hsu", "you": "yu", "yan": "yen", "ye": "yeh", "yue": "yueh",
    "er": "erh", "ge": "ko", "ke": "ko", "he": "ho", "e": "o", "gui": "kuei", "kui": "kuei",
    "yong": "yung", "xiong": "hsiung", "yi": "i",
}  # fmt: skip
_INITIALS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("d", "t"), ("g", "k"), ("j", "ch"),
    ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"),
)  # fmt: skip
_RHYMES = (("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"), ("ong", "ung"), ("uo", "o"))


def wade_giles(pinyin: str) -> str:
    """A syllable as Wade and Giles spell it, without the marks that nobody writes.

    >>> [wade_giles(one) for one in ("xiao", "jiang", "cai", "zhong", "guo", "qian")]
    ['hsiao', 'chiang', 'tsai', 'chung', 'kuo', 'chien']
    """
    if pinyin in _WHOLE:
        return _WHOLE[pinyin]
    head = next(((one, other) for one, other in _INITIALS if pinyin.startswith(one)), ("", ""))
    rest = pinyin[len(head[0]) :]
    if (rest == "uo" and head[1] in {"k", "h", "sh"}) or pinyin in {"huo", "shuo"}:
        return head[1] + rest
    rest = next((new for old, new in _RHYMES if rest == old), rest)
    if rest == "e" and head[1] in {"ch", "sh", "ts", "s", "j", "l", "t"}:
        rest = "e"
    return head[1] + rest


_ONSETS = {
    "k": ("g", "k", "gh", "kh", "gg", "kk"),
    "n": ("n",),
    "t": ("d", "t", "dh", "th", "dd", "tt"),
    "r": ("r", "l", "rh"),
    "m": ("m",),
    "p": ("b", "p", "ph", "bb", "pp"),
    "s": ("s", "sh", "ss"),
    "": ("",),
    "j": ("j", "ch", "jh", "jj", "tch"),
    "h": ("h",),
}
"""Classes of Korean consonants before a vowel, and how they are written."""

_VOWELS = {
    "a": "a", "ah": "a", "aa": "a", "ar": "a",
    "ae": "e", "ai": "e", "ay": "e", "e": "e", "eh": "e", "ei": "e", "ey": "e", "ea": "e eo",
    "ya": "ya", "yah": "ya", "ia": "ya", "ye": "ye e yeo", "yae": "ye", "yea": "ye",
    "eo": "eo o eu", "o": "o eo", "oh": "o eo", "ou": "u eo o", "eou": "eo eu", "uh": "eo",
    "ur": "eo",
    "u": "u eo eu", "oo": "u eu", "woo": "u", "wu": "u", "eu": "eu eo", "ue": "eu",
    "yeo": "yeo", "yo": "yo yeo", "yoh": "yo", "you": "yeo yu", "yu": "yeo yu", "yoo": "yu",
    "yeou": "yeo", "yeu": "yeo yu", "youh": "yeo",
    "wa": "wa", "wah": "wa", "oa": "wa", "wae": "we", "wai": "we", "oe": "we", "oi": "we",
    "oy": "we", "we": "we", "wo": "wo u", "weo": "wo", "uo": "wo", "wi": "wi", "wie": "wi",
    "wee": "wi", "ui": "ui wi", "eui": "ui", "uy": "ui",
    "i": "i ui", "ee": "i ui", "ie": "i", "y": "i", "yi": "i ui", "ih": "i", "iy": "i",
}  # fmt: skip
"""Vowels as people write them, and the Korean ones that they stand for, the likeliest first."""

_CODAS = {
    "": ("",),
    "k": ("k", "g", "ck", "gg", "kk", "q"),
    "n": ("n", "nn", "hn", "ne"),
    "t": ("t", "d", "th"),
    "l": ("l", "ll", "r", "lh"),
    "m": ("m",),
    "p": ("p", "b", "bb", "pp"),
    "ng": ("ng",),
}
"""Classes of Korean consonants after a vowel, and how they are written."""

_INITIAL_CLASS = "k k n t t r m p p s s  j j j k t p h".split(" ")
_MEDIAL_CLASS = "a e ya ye eo e yeo ye o wa we we yo u wo we wi yu eu ui i".split()
_FINAL_CLASS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
_SOFT = frozenset("i ya yeo yo yu ye".split())
"""Vowels before which the South drops the r that the North writes: 이 is Lee, Rhee, Yi or Ri."""


@lru_cache(maxsize=16384)
def of_hangul(syllable: str) -> tuple[str, ...]:
    """The classes of a block of Korean letters.

    >>> of_hangul("정"), of_hangul("이")
    (('j.eo.ng',), ('.i.', 'r.i.'))
    """
    point = ord(syllable) - 0xAC00 if len(syllable) == 1 else -1
    if not 0 <= point < 11172:
        return ()
    initial, rest = divmod(point, 588)
    medial, final = divmod(rest, 28)
    onset, vowel, coda = _INITIAL_CLASS[initial], _MEDIAL_CLASS[medial], _FINAL_CLASS[final]
    onsets = [onset]
    if onset == "n" or (onset == "" and vowel in _SOFT):
        onsets.append("r")
    if onset == "r":
        onsets += ["n", ""] if vowel in _SOFT else ["n"]
    return tuple(f"{one}.{vowel}.{coda}" for one in onsets)


@lru_cache(maxsize=65536)
def of_latin(word: str) -> tuple[str, ...]:
    """The classes of Korean syllables that a word may spell, the likeliest first.

    >>> of_latin("jung"), of_latin("smith")
    (('j.u.ng', 'j.eo.ng', 'j.eu.ng'), ())
    """
    found = dict.fromkeys(
        f"{onset}.{vowel}.{coda}"
        for at in range(len(word), max(0, len(word) - 3), -1)
        for coda in _codas().get(word[at:], ())
        for onset, vowel in _opens().get(word[:at], ())
    )
    return tuple(found)[:MOST]


@lru_cache(maxsize=65536)
def of_two(word: str) -> tuple[str, ...]:
    """The classes of two Korean syllables written together, as in GEUNHYE."""
    if not 4 <= len(word) <= _LONGEST_PAIR:
        return ()
    found: dict[str, int] = {}
    for at in range(2, len(word) - 1):
        if word[at : at + 2] in _FIRST_ONLY:
            continue
        for first, second in product(
            enumerate(of_latin(word[:at])), enumerate(of_latin(word[at:]))
        ):
            rank = first[0] + second[0]
            pair = together(first[1], second[1])
            found[pair] = min(rank, found.get(pair, rank))
    return tuple(sorted(found, key=lambda pair: (found[pair], pair)))[:MOST]


_LONGEST_PAIR = 12
_FIRST_ONLY = frozenset({"gh", "kh", "dh", "ph", "jh", "rh", "th"})
"""Such an h belongs to the second syllable: JUNG-HYUN, not JUN-GHYUN."""


def together(first: str, second: str) -> str:
    """The class of two syllables as one; where one ends nobody can see before a vowel.

    >>> together("j.u.n", ".u.") == together("j.u.", "n.u.")
    True
    """
    onset, vowel, coda = first.split(".")
    if second.startswith(".") and coda != "ng":
        coda, second = "", {"l": "r"}.get(coda, coda) + second
    return f"{onset}.{vowel}.{coda} {second}"


@cache
def _opens() -> dict[str, list[tuple[str, str]]]:
    table: dict[str, list[tuple[str, str]]] = {}
    for onset, heads in _ONSETS.items():
        for head, (spelled, vowels) in product(heads, _VOWELS.items()):
            table.setdefault(head + spelled, []).extend((onset, one) for one in vowels.split())
    return table


@cache
def _codas() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for coda, tails in _CODAS.items():
        for tail in tails:
            table.setdefault(tail, []).append(coda)
    return table


@cache
def korean_surnames() -> frozenset[str]:
    """The classes of Korean surnames, the most frequent of the census of 2015 (https://kosis.kr)."""
    return frozenset(one for syllable in _SURNAMES for one in of_hangul(syllable))


_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변"
    "염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용리림로량려경봉부"
)
