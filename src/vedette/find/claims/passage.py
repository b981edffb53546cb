"""One parsed paragraph, and ranges of its tokens.

Reach for `Passage` when reading attributions and events: it knows the paragraph's quotations and
its sentences. A parser ends sentences inside quotations ("Yes. No," he said); here a quotation is
never cut, so that what was said stays in one sentence with who said it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from vedette.find.claims.parse import Doc, Token
from vedette.find.claims.quotes import Range

MARKS = frozenset("\"“”„«»'‘’`,;:.!?…-–—()[]")


@dataclass(frozen=True, slots=True)
class Passage:
    """`quotes` and `sentences` are ranges of tokens, ends excluded."""

    doc: Doc
    language: str
    quotes: tuple[Range, ...]
    sentences: tuple[Range, ...]

    @classmethod
    def of(cls, doc: Doc, language: str, quotes: Iterable[Range]) -> "Passage":
        """The passage of a parsed paragraph whose quotations are given by character."""
        ranges = tuple(r for q in quotes if (r := _tokens(doc, q))[0] < r[1])
        return cls(doc, language, ranges, tuple(_sentences(doc, ranges)))

    def sentence(self, token: Token) -> Range:
        """The sentence of a token."""
        return next(r for r in self.sentences if r[0] <= token.i < r[1])

    def quote(self, index: int) -> Range | None:
        """The quotation that holds the token at `index`, or None."""
        return next((r for r in self.quotes if r[0] <= index < r[1]), None)

    def text(self, piece: Range) -> str:
        """The words of a range."""
        return str(self.doc[piece[0] : piece[1]].text)


def _tokens(doc: Doc, chars: Range) -> Range:
    inside = [t.i for t in doc if chars[0] <= t.idx and t.idx + len(t) <= chars[1]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _sentences(doc: Doc, quotes: tuple[Range, ...]) -> Iterable[Range]:
    start = 0
    for sentence in doc.sents:
        end = sentence.end
        if end < len(doc):
            following = doc[end].text
            open_quote = any(s <= end < e or s < end < e + 1 for s, e in quotes)
            aside = following[:1].islower() or following in MARKS - frozenset('"“«„([-–—')
            if open_quote or aside:
                continue
        yield (start, end)
        start = end
    if start < len(doc):
        yield (start, len(doc))


def subtree(token: Token) -> Range:
    """From the leftmost to the rightmost word under a token."""
    return token.left_edge.i, token.right_edge.i + 1


def minus(pieces: Iterable[Range], cut: Range) -> list[Range]:
    """The pieces without what lies in `cut`.

    >>> minus([(0, 10)], (4, 6)), minus([(0, 5)], (3, 9))
    ([(0, 4), (6, 10)], [(0, 3)])
    """
    left: list[Range] = []
    for start, end in pieces:
        if cut[1] <= start or end <= cut[0]:
            left.append((start, end))
            continue
        if start < cut[0]:
            left.append((start, cut[0]))
        if cut[1] < end:
            left.append((cut[1], end))
    return left


def joined(pieces: Iterable[Range]) -> list[Range]:
    """The pieces in order, overlapping and touching ones made one.

    >>> joined([(5, 8), (0, 3), (2, 4), (4, 5)])
    [(0, 8)]
    """
    out: list[Range] = []
    for start, end in sorted(pieces):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def trimmed(doc: Doc, piece: Range) -> Range:
    """A range without marks and white space at its ends, nor a joining word at its start."""
    start, end = piece
    while start < end and (doc[start].text in MARKS or doc[start].is_space):
        start += 1
    while start < end and (doc[end - 1].text in MARKS or doc[end - 1].is_space):
        end -= 1
    return start, end
