"""The same thing given twice: a headline repeated, one quotation in two translations.

Machine-translated pages often run two renderings of one quotation together, without a space
between them. Read as it stands, the second half loses its speaker and the number in it is
counted twice. So both readings are kept, and marked as one.

The hard part is not to take rhetoric for a doubling ("we shall fight on the beaches, we shall
fight in the fields"): the second reading must begin as the first did, be as long, and share at
least half of its words.
"""

import re
from collections.abc import Iterator, Sequence

from vedette.model.report import Doubling, Paragraph, Span

OPENING = 4
"""Words with which both readings begin."""
SHORTEST = 8
"""Words below which a repetition says nothing."""
ALIKE = 0.5
"""Share of words in common from which two stretches are readings of one quotation. Two machine
translations of one English quotation share about 0.6 (measured on one press article)."""
SAME_HEADLINE = 0.8

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[«“„\"]\s*([^«»“”„\"]{20,})\s*[»”“\"]")
_CLOSING = re.compile('[»”"“]')


def doubled_headlines(paragraphs: Sequence[Paragraph]) -> Iterator[Doubling]:
    """The headline and its repetitions, if any."""
    headlines = [p.span for p in paragraphs if p.part == "headline"]
    for other in headlines[1:]:
        yield Doubling("headline", headlines[0], (other,), alike(headlines[0].text, other.text))


def doubled_quotations(paragraphs: Sequence[Paragraph]) -> Iterator[Doubling]:
    """Quotations given twice, run together in one paragraph or repeated in a later one."""
    taken: list[Span] = []
    quoted: list[Span] = []
    for paragraph in paragraphs:
        if paragraph.part == "furniture":
            continue
        for doubling in _run_together(paragraph.span):
            taken += [doubling.read, *doubling.others]
            quoted.append(doubling.read)
            yield doubling
        for match in _QUOTED.finditer(paragraph.span.text):
            start = paragraph.span.start + match.start(1)
            span = Span.of(paragraph.span.text, match.start(1), match.end(1))
            span = Span(start, start + len(span.text), span.text)
            if any(other.start < span.end and span.start < other.end for other in taken):
                continue
            if len(_WORD.findall(span.text)) < SHORTEST:
                continue
            first = next((q for q in quoted if alike(q.text, span.text) >= ALIKE), None)
            if first is None:
                quoted.append(span)
            else:
                yield Doubling("quotation", first, (span,), alike(first.text, span.text))


def _run_together(paragraph: Span) -> Iterator[Doubling]:
    text = paragraph.text
    words = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text)]
    openings: dict[tuple[str, ...], int] = {}
    for j in range(len(words) - OPENING + 1):
        opening = tuple(word for _, _, word in words[j : j + OPENING])
        i = openings.setdefault(opening, j)
        if j - i < SHORTEST:
            continue
        end = _end_of_second(text, words, j, j - i)
        first = _trimmed(text, words[i][0], words[j][0])
        second = _trimmed(text, words[j][0], end)
        share = alike(text[slice(*first)], text[slice(*second)])
        if share >= ALIKE and _begins(text, words[j][0]):
            yield Doubling(
                "quotation", _moved(paragraph, *first), (_moved(paragraph, *second),), share
            )
            return


def _end_of_second(text: str, words: list[tuple[int, int, str]], j: int, length: int) -> int:
    """Where the second reading ends: at a closing quotation mark near its expected length."""
    least = words[min(j + int(length * 0.6), len(words) - 1)][1]
    most = words[min(j + int(length * 1.6), len(words) - 1)][1]
    closing = _CLOSING.search(text, least, most + 2)
    return closing.start() if closing else words[min(j + length, len(words)) - 1][1]


def _begins(text: str, at: int) -> bool:
    """True when a sentence or quotation may begin at `at`."""
    return text[at].isupper() or text[:at].rstrip()[-1:] in '"«“„”».!?'


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[end - 1] in ' \n"«»“”„':
        end -= 1
    return start, end


def _moved(paragraph: Span, start: int, end: int) -> Span:
    piece = paragraph.text[start:end]
    return Span(paragraph.start + start, paragraph.start + end, piece)


def alike(one: str, other: str) -> float:
    """Share of words that two texts have in common (Jaccard of word sets).

    >>> alike("Iran denies it", "Iran denies that")
    0.5
    """
    a, b = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return round(len(a & b) / len(a | b), 3) if a | b else 0.0
