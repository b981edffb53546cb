"""A report's claims, in order: who says, believes, accuses, denies that what happened.

Reach for `read_claims`, with a text or a report. French and English are parsed in full. In the
other languages of `lexical.LANGUAGES` only words are looked for, and roles stay null: what is not
parsed is not pretended. `attributions` and `events` are found paragraph by paragraph and put
together by `assembly`; a quotation given twice is read once.
"""

from collections.abc import Iterator
from dataclasses import replace

from vedette.find.claims.assembly import claims_of
from vedette.find.claims.context import Context
from vedette.find.claims.lexical import lexical_claims
from vedette.find.claims.models import models
from vedette.find.claims.parse import parse
from vedette.find.claims.passage import Passage
from vedette.find.claims.quotes import quoted
from vedette.find.claims.speakers import Speakers
from vedette.model.claim import Claim
from vedette.model.report import Paragraph, Report, Span
from vedette.reference.language import language_of

READ_PARTS = ("headline", "body")
LONGEST = 5_000
"""Characters of a paragraph that are read at once; those of real articles have a tenth of it."""


def read_claims(text: str | Report, language: str | None = None) -> list[Claim]:
    """The claims of a text or report, in the order in which they stand.

    >>> (claim,) = read_claims("Iran denied on Monday sending 40 drones to Russia.")
    >>> claim.stance, claim.frame, claim.speaker.name, claim.recipient.name, claim.quantity.low
    ('deny', 'transfer', 'Iran', 'Russia', 40)
    """
    report = text if isinstance(text, Report) else plain(text)
    language = language or report.language or language_of(report.text)
    report = replace(report, language=language)
    return list(_parsed(report) if language in models() else lexical_claims(report, language))


def plain(text: str) -> Report:
    """A text as a report of which nothing is known but its lines."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        span = Span.of(text, at, at + len(line))
        at += len(line) + 1
        if span.text:
            paragraphs.append(Paragraph(span, "body"))
    return Report(text, paragraphs=tuple(paragraphs))


def _parsed(report: Report) -> Iterator[Claim]:
    paragraphs = _to_read(report)
    docs = parse((text for _, text in paragraphs), report.language)
    speakers = Speakers()
    for (span, text), doc in zip(paragraphs, docs, strict=True):
        known = [
            (d.read.start - span.start, d.read.end - span.start)
            for d in report.doublings
            if d.part == "quotation" and span.holds(d.read)
        ]
        passage = Passage.of(doc, report.language, quoted(text, known))
        yield from claims_of(Context(report, passage, span.start, speakers))


def _to_read(report: Report) -> list[tuple[Span, str]]:
    """Paragraphs with their text; of what was given twice, all but one reading is blanked out."""
    others = [other for d in report.doublings for other in d.others]
    found: list[tuple[Span, str]] = []
    for paragraph in report.paragraphs:
        span, text = paragraph.span, paragraph.span.text
        if paragraph.part not in READ_PARTS or any(other.holds(span) for other in others):
            continue
        for other in others:
            start, end = max(other.start, span.start), min(other.end, span.end)
            if start < end:
                a, b = start - span.start, end - span.start
                text = text[:a] + " " * (b - a) + text[b:]
        found += parted(span, text)
    return found


def parted(span: Span, text: str) -> Iterator[tuple[Span, str]]:
    """A paragraph in pieces of at most `LONGEST` characters, cut after a sentence, else between
    two words: parsers and rules take far longer than a piece's length, so a text without an end
    must not be one piece.

    >>> [text for _, text in parted(Span(0, 9, "One. Two."), "One. Two.")]
    ['One. Two.']
    """
    start = 0
    while len(text) - start > LONGEST:
        near = text[start : start + LONGEST]
        cut = max(near.rfind(mark) + len(mark) for mark in (". ", "! ", "? ", "\u201d ", "\u00bb "))
        cut = cut if cut > LONGEST // 4 else near.rfind(" ") + 1 or LONGEST
        yield _piece(span, text, start, start + cut)
        start += cut
    if start < len(text):
        yield _piece(span, text, start, len(text))


def _piece(span: Span, text: str, start: int, end: int) -> tuple[Span, str]:
    piece = Span(span.start + start, span.start + end, span.text[start:end])
    return piece, text[start:end]
