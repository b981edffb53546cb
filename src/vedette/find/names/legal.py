"""Legal forms in the names of companies: which words make one, and the number of its meaning.

Reach for `legal_word` to forgive a slip in a long one, `legal_form` to find the form that begins at
a word, and `legal_code` for a number that says form and family. What forms there are, the table
`reference.names.legal_forms` says; forms of one or two letters count at the edge of a name only.
"""

from functools import cache, lru_cache
from zlib import crc32

from rapidfuzz.distance import Levenshtein

from vedette.reference import names as tables

SHORT = 2
"""A form of so few letters may be anything in the middle of a name."""

_SHORT_ANYWHERE = frozenset({"co", "sa", "ag", "ao"})


@cache
def _forms_by_first() -> dict[str, list[tuple[tuple[str, ...], tuple[str, str]]]]:
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, str]]]] = {}
    for phrase, form in tables.legal_forms().items():
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append((words, form))
    for forms in table.values():
        forms.sort(key=lambda item: -len(item[0]))
    return table


@lru_cache(maxsize=100_000)
def legal_word(text: str) -> str:
    """A long word of legal forms behind a slip of the pen: joynt is joint."""
    if len(text) < _LONG_LEGAL or text in _legal_words():
        return text
    for word in _legal_words():
        if abs(len(word) - len(text)) < 2 and Levenshtein.distance(text, word, score_cutoff=1) == 1:
            return word
    return text


_LONG_LEGAL = 5


@cache
def _legal_words() -> tuple[str, ...]:
    phrases = (phrase.split() for phrase in tables.legal_forms())
    words = dict.fromkeys(word for phrase in phrases for word in phrase)
    return tuple(word for word in words if len(word) >= _LONG_LEGAL)


def legal_form(texts: list[str], at: int) -> tuple[int, tuple[str, str]]:
    """How many words make a legal form here, its code and its family; no words for none.

    >>> legal_form(["vympel", "joint", "stock", "company"], 1)[0]
    3
    """
    for words, form in _forms_by_first().get(texts[at], ()):
        end = at + len(words)
        if tuple(texts[at:end]) != words:
            continue
        edge = at == 0 or end == len(texts)
        if len(words) == 1 and len(words[0]) <= SHORT and not edge:
            neighbours = (texts[at - 1] in _forms_by_first()) or (texts[end] in _forms_by_first())
            if words[0] not in _SHORT_ANYWHERE and not neighbours:
                continue
        if end - at < len(texts):
            return len(words), form
    return 0, ("", "")


_FAMILIES = ("limited", "stock", "partners", "sole", "public", "civil", "company")


def legal_code(code: str, family: str) -> int:
    """A number whose last digit (base 8) is the family, the rest the form."""
    return (crc32(code.encode()) & 0x00FFFFFF) * 8 + _FAMILIES.index(family)
