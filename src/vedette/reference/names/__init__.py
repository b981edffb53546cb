"""Small tables about names: legal forms, titles, particles, numbers, places, variants.

Reach for them when a word in a name must be recognised for what it is. They refuse to guess:
a word that is not here is a name. Every file says where its rows come from.

>>> legal_forms()["open joint stock company"]
('jsc', 'stock')
>>> numbers()["forty"], particles()["ibn"], "sheikh" in titles()
(40, 'son', True)
>>> places()["iranian"], company_words()["intl"] == company_words()["international"]
('ir', True)
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def legal_forms() -> dict[str, tuple[str, str]]:
    """A legal form, as normalised words, to its code and its family."""
    table: dict[str, tuple[str, str]] = {}
    for head, forms in _headed("legal_forms.txt"):
        code, family = head.split()
        for form in forms:
            table.setdefault(form, (code, family))
    return table


@cache
def titles() -> frozenset[str]:
    """Words of address, rank and office."""
    return frozenset(word for line in _lines("titles.txt") for word in _cells(line))


@cache
def particles() -> dict[str, str]:
    """Small words to their class: article, linking, son, daughter, kunya."""
    return {word: head for head, words in _headed("particles.txt") for word in words}


@cache
def suffixes() -> dict[str, int]:
    """Generational suffixes to their rank."""
    return {word: int(head) for head, words in _headed("suffixes.txt") for word in words}


@cache
def numbers() -> dict[str, int]:
    """Number words, ordinals and Roman numerals to their value."""
    return {word: int(head) for head, words in _headed("numbers.txt") for word in words}


@cache
def places() -> dict[str, str]:
    """Countries, their adjectives, and cities to a code."""
    table: dict[str, str] = {}
    for head, words in _headed("places.txt"):
        for word in words:
            table.setdefault(word, head)
    return table


@cache
def company_words() -> dict[str, int]:
    """Words that say little in a company's name to the number of their meaning."""
    table: dict[str, int] = {}
    groups = (cell for line in _lines("company_words.txt") for cell in _cells(line))
    for number, group in enumerate(groups):
        for word in group.split("="):
            table.setdefault(word, number)
    return table


@cache
def variants() -> dict[str, tuple[int, ...]]:
    """A given name to the numbers of the groups of spellings in which it stands."""
    table: dict[str, list[int]] = {}
    for number, line in enumerate(_lines("variants.txt")):
        for word in dict.fromkeys(_cells(line)):
            table.setdefault(word, []).append(number)
    return {word: tuple(groups) for word, groups in table.items()}


@cache
def frequencies() -> dict[str, int]:
    """A word used as a name to the bits it tells: 4 is common, above 12 rare."""
    return {word: int(head) for head, words in _headed("frequencies.txt") for word in words}


def _headed(name: str) -> Iterator[tuple[str, list[str]]]:
    for line in _lines(name):
        head, _, rest = line.partition(":")
        yield head.strip(), _cells(rest)


def _lines(name: str) -> list[str]:
    text = files("vedette.reference.names").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split(",") if cell.strip()]
