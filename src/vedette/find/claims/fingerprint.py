"""What a report is about, in a form that survives translation: names, numbers, weapons, places.

Reach for it when reports in different languages are held against each other. A name is the
beginning of its romanised, roughly phonetic form, so that Morozenko, Морозенко and Morosenko
agree; a number keeps its value and loses its separators. It refuses to understand: it is a set of
features, and only `find.claims.origins` says what sharing them means.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from anyascii import anyascii

from vedette.reference.weapons import weapons

STEM = 5
"""Letters of a name that are compared: inflection changes the end, transliteration the middle."""

VAGUE = {
    "dozens": ("dozens", "dizaines", "dutzende", "docenas", "десятки", "десятков", "десятків"),
    "hundreds": ("hundreds", "centaines", "hunderte", "cientos", "сотни", "сотен", "сотні"),
    "thousands": ("thousands", "milliers", "tausende", "miles", "тысячи", "тысяч", "тисячі"),
}

_PHONETIC = (
    ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("shch", "s"), ("sh", "s"), ("ch", "c"),
    ("kh", "h"), ("zh", "j"), ("ts", "c"), ("th", "t"), ("ph", "f"), ("qu", "kv"), ("x", "ks"),
    ("w", "v"), ("y", "i"), ("j", "i"), ("z", "s"), ("q", "k"), ("k", "c"), ("g", "h"), ("ie", "i"),
    ("ee", "i"), ("oo", "u"), ("'", ""),
)  # fmt: skip

_WORD = re.compile(r"[^\W\d_][\w'’-]*", re.UNICODE)
_NUMBER = re.compile(r"(?<![\w-])\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?![\w])|(?<![\w-])\d+(?![\w])")
_QUOTED = re.compile(r"[\"“”«»„](?P<said>[^\"“”«»„]{20,600})[\"“”«»„]")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The features of one report; see the module."""

    names: frozenset[str]
    numbers: frozenset[str]
    weapons: frozenset[str]
    shingles: frozenset[str]
    quotations: tuple[str, ...]


def fingerprint(text: str) -> Fingerprint:
    """The features of a text.

    >>> one = fingerprint("Le président Ilya Morozenko parle de 2 300 drones Geran-2.")
    >>> two = fingerprint("2.300 Drohnen Герань-2, sagte Ilja Morosenko.")
    >>> sorted(one.names & two.names), sorted(one.numbers & two.numbers), one.weapons == two.weapons
    (['heran', 'ilia', 'moros'], ['2300'], True)
    """
    folded = text.casefold()
    numbers = {re.sub(r"\D", "", found) for found in _NUMBER.findall(text)}
    vague = {kind for kind, words in VAGUE.items() if any(word in folded for word in words)}
    words = [word.casefold() for word in re.findall(r"\w+", text)]
    return Fingerprint(
        names=frozenset(_names(text)),
        numbers=frozenset(number for number in numbers if not _is_year(number)) | vague,
        weapons=frozenset(_weapons(folded)),
        shingles=frozenset(" ".join(words[i : i + 5]) for i in range(len(words) - 4)),
        quotations=tuple(
            " ".join(re.findall(r"\w+", found["said"].casefold()))
            for found in _QUOTED.finditer(text)
        ),
    )


def stem(word: str) -> str:
    """The beginning of a name in one rough phonetic spelling.

    >>> stem("Кальтмана"), stem("Kaltman"), stem("Selenskyj"), stem("Zelensky")
    ('caltm', 'caltm', 'selen', 'selen')
    """
    plain = re.sub(r"[^a-z']", "", anyascii(word).lower())
    for written, sounded in _PHONETIC:
        plain = plain.replace(written, sounded)
    return re.sub(r"(.)\1+", r"\1", plain)[:STEM]


def _names(text: str) -> Iterable[str]:
    """Stems of capitalised words that do not open a sentence."""
    for found in _WORD.finditer(text):
        word = found[0]
        before = text[: found.start()].rstrip(" \"“”«»„'’(")
        opens = not before or before[-1] in ".!?:\n"
        if word[0].isupper() and not opens and len(word) > 3:
            yield stem(word)


def _weapons(folded: str) -> Iterable[str]:
    for weapon in weapons():
        if any(name.casefold() in folded for name in weapon.names):
            yield weapon.designation


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.startswith(("19", "20"))
