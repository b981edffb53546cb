"""What does the description say the goods are? Its words, and the codes such goods belong under.

Reach for `described`. Longest phrase first, each word used once: a "food processor" is no
processor. It refuses to understand more than the table of words holds: what it does not know
adds nothing, and a description without any known word is simply not understood.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from vedette.reference.folding import folded
from vedette.reference.goods.tables import vague, words

_EXCLUDED = re.compile(
    r"\b(?:excluding|except|other than|without|not including|hors|sauf|außer|excepto|кроме)\b"
    r"[^;:.]*",
    re.IGNORECASE,
)
"""What a description says its goods are not."""
_CLAUSES = re.compile(r"[;,.:、，；]+")
_ASIDE = frozenset(
    "for with incorporating containing used powered operated fitted including pour avec fur mit "
    "para con для с icin برای مع".split()
)
"""What follows these in a clause are not the goods themselves but what goes with them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A known phrase in a description, and the code prefixes under which such goods belong.

    One that is not `particular` also names what goods are made of or made for.
    """

    phrase: str
    codes: tuple[str, ...]
    particular: bool = True


def described(text: str) -> tuple[Word, ...]:
    """The known phrases of a description, in order.

    >>> [word.phrase for word in described("Food processors and FPGA chips")]
    ['food processors', 'fpga', 'chips']
    >>> described("Микросхемы памяти")[0].codes
    ('854232',)
    """
    return tuple(
        word for clause in _CLAUSES.split(_EXCLUDED.sub(" ", text)) for word in _in_clause(clause)
    )


def _in_clause(clause: str) -> Iterator[Word]:
    tokens = folded(clause).split()
    aside = False
    at = 0
    while at < len(tokens):
        for length in _lengths(tokens[at]):
            word = _known(tokens[at : at + length]) if at + length <= len(tokens) else None
            if word:
                yield replace(word, particular=False) if aside else word
                at += length
                break
        else:
            aside = aside or tokens[at] in _ASIDE
            yield from _inside(tokens[at])
            at += 1


def vague_only(text: str) -> bool:
    """Whether a description has words and none of them says what the goods are.

    >>> vague_only("Spare parts and equipment, 12 pcs"), vague_only("Ball bearings"), vague_only("")
    (True, False, False)
    """
    tokens = [token for token in folded(text).split() if len(token) > 1 and not token.isdigit()]
    return bool(tokens) and not described(text) and all(token in _empty() for token in tokens)


@cache
def _empty() -> frozenset[str]:
    small = "and of for with the in to no nos pcs pc ctns ctn kg kgs pallet pallets carton cartons"
    small += " box boxes bag bags package packages set sets new used et de des du und fur mit y"
    small += " и для ve و 和 及"
    return vague() | frozenset(small.split())


@cache
def _plain_and_stems() -> tuple[dict[str, Word], dict[str, list[tuple[tuple[str, ...], Word]]]]:
    plain: dict[str, Word] = {}
    stems: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    for phrase, row in words().items():
        word = Word(phrase.replace("*", ""), row.codes, row.particular)
        if "*" in phrase:
            parts = tuple(phrase.split())
            stems.setdefault(parts[0][:3], []).append((parts, word))
        else:
            plain[phrase] = word
    return plain, stems


@lru_cache(maxsize=1 << 14)
def _lengths(first: str) -> tuple[int, ...]:
    """How many words the phrases have that may begin with this one, the longest first."""
    plain, stems = _lengths_by_beginning()
    return tuple(sorted({*plain.get(first, ()), *stems.get(first[:3], ())}, reverse=True))


@cache
def _lengths_by_beginning() -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    plain, stems = _plain_and_stems()
    of_plain: dict[str, set[int]] = {}
    for phrase in plain:
        of_plain.setdefault(phrase.split()[0], set()).add(phrase.count(" ") + 1)
    return of_plain, {start: {len(parts) for parts, _ in of} for start, of in stems.items()}


def _known(tokens: Sequence[str]) -> Word | None:
    plain, stems = _plain_and_stems()
    word = plain.get(" ".join(tokens))
    if word:
        return word
    best = [
        word
        for parts, word in stems.get(tokens[0][:3], ())
        if len(parts) == len(tokens) and all(map(_fits, parts, tokens))
    ]
    return max(best, key=lambda one: (len(one.phrase), one.phrase)) if best else None


def _fits(part: str, token: str) -> bool:
    return token.startswith(part[:-1]) if part.endswith("*") else token == part


def _inside(token: str) -> Iterable[Word]:
    """Phrases inside a run of Chinese, which puts no space between words."""
    if "一" <= token[0] <= "鿿" and len(token) > 1:
        plain, _ = _plain_and_stems()
        at = 0
        while at < len(token):
            for length in range(min(8, len(token) - at), 1, -1):
                if token[at : at + length] in plain:
                    yield plain[token[at : at + length]]
                    at += length
                    break
            else:
                at += 1
