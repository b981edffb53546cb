"""What a person typed into a search box, as alternatives of wanted and unwanted words.

The common part of Lucene's query syntax: words are all wanted, ``"a phrase"`` keeps its order,
``-word`` or ``NOT word`` must be absent, ``OR`` separates alternatives, ``word*`` is a
beginning, ``word~`` allows typing errors. It refuses what it does not know (regular
expressions, ranges, brackets, boosts) rather than search for something else; ``simple`` takes
any text and never refuses.

>>> parse("zala OR kalashnikov -bank")[1]
(Word(text='kalashnikov'), Word(text='bank', unwanted=True))
"""

import re
from dataclasses import dataclass

from anyascii import anyascii

from vedette.model.errors import BadInput

MOST = 40
"""Words in one search; a sentence, not a book."""

_PIECES = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_UNKNOWN = re.compile(r"[/\\()\[\]{}^:!&|<>]|^\+|\*(?!$)|\?|^\*$")


@dataclass(frozen=True, slots=True, repr=False)
class Word:
    """One word or phrase, folded to plain letters. `typos` is how many edits are allowed."""

    text: str
    unwanted: bool = False
    beginning: bool = False
    typos: int = 0

    def __repr__(self) -> str:
        marks = [name for name in ("unwanted", "beginning") if getattr(self, name)]
        more = "".join(f", {name}=True" for name in marks)
        more += f", typos={self.typos}" if self.typos else ""
        return f"Word(text={self.text!r}{more})"


Alternatives = tuple[tuple[Word, ...], ...]
"""Any of these, each of which wants all of its words."""


def fold(text: str) -> str:
    """Plain lower-case letters and digits, one space between words.

    >>> fold("Захаров, Aléxandr")
    'zakharov alexandr'
    """
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(text).lower()))


def parse(text: str, simple: bool = False, fuzzy: bool = False) -> Alternatives:
    """Read a search; `BadInput` when its syntax is not known and `simple` is not set."""
    if not simple and text.count('"') % 2:
        raise BadInput("q", "a quotation mark is not closed", "close it or use simple=true")
    alternatives: list[list[Word]] = [[]]
    negated = False
    for piece in _PIECES.finditer(text):
        word = piece["word"] or ""
        if word == "OR" and not simple:
            alternatives.append([])
            continue
        if word in ("AND", "NOT") and not simple:
            negated = word == "NOT"
            continue
        if not simple and (bad := _UNKNOWN.search(word)):
            problem = f"{bad[0]!r} has no meaning here"
            raise BadInput("q", problem, "leave it out or use simple=true")
        alternatives[-1].extend(_words(piece, negated, fuzzy))
        negated = False
    if sum(map(len, alternatives)) > MOST:
        raise BadInput("q", f"has more than {MOST} words", "search for fewer")
    return tuple(tuple(words) for words in alternatives if words)


def _words(piece: re.Match[str], negated: bool, fuzzy: bool) -> list[Word]:
    unwanted = negated or bool(piece["minus"])
    if piece["phrase"] is not None:
        folded = fold(piece["phrase"])
        return [Word(folded, unwanted)] if folded else []
    text = piece["word"]
    loose = fuzzy or re.search(r"~[0-2]?$", text) is not None
    parts = fold(re.sub(r"~[0-2]?$", "", text)).split()
    return [
        Word(part, unwanted, text.endswith("*"), _typos(part) if loose else 0) for part in parts
    ]


def _typos(word: str) -> int:
    """Lucene's AUTO: none up to two letters, one up to five, then two."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2
