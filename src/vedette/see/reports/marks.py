"""From an article's text to a report: which paragraph is what, in which language, from whom.

Reach for `report_from` after a reader. Nothing is cut: the page's own furniture ("Read more")
is marked so that nobody takes it for a claim, and stays where it was.
"""

import re
from collections.abc import Iterator

from vedette.model.report import Paragraph, Part, Report, Span
from vedette.reference.language import language_of
from vedette.see.reports.credits import LINE, credited
from vedette.see.reports.dates import date_in
from vedette.see.reports.doublings import (
    SAME_HEADLINE,
    alike,
    doubled_headlines,
    doubled_quotations,
)
from vedette.see.reports.found import Found

_BYLINE = re.compile(
    r"^(?:par|by|von|por|автор|de la rédaction|written by|текст|auteur|author)\b\s*:?\s*"
    r"(?P<name>[^\d|,–—()]{3,60})?",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^(?:approfondissez|lire aussi|à lire aussi|lire la suite|à lire|sur le même sujet|partager|"
    r"abonnez-vous|inscrivez-vous|suivez-nous|publicité|pour aller plus loin|en savoir plus|"
    r"read more|read also|related|see also|share this|sign up|subscribe|follow us|advertisement|"
    r"more on this|recommended|go deeper|lesen sie (?:auch|mehr)|mehr zum thema|anzeige|"
    r"lea también|leer más|suscríbase|compartir|читайте также|подписывайтесь|реклама|"
    r"читайте також|підписуйтесь|бیشتر بخوانید|اقرأ أيضا)\b[^.!?]{0,120}$",
    re.IGNORECASE,
)
_SENTENCE_END = '.!?…"”»؟。'
LONGEST_HEADLINE = 220
"""Characters; a first paragraph longer than this, or one that ends like a sentence, is text."""


def report_from(
    found: Found, source: str = "", release: str = "", invented: bool = False
) -> Report:
    """The report in `found`."""
    text = found.text
    language = language_of(text)
    paragraphs = tuple(_parts(text, found))
    byline, published = found.byline, found.published
    for paragraph in paragraphs:
        if paragraph.part == "byline":
            named = _BYLINE.match(paragraph.span.text)
            byline = byline or (named["name"] or "").strip() if named else byline
            published = published or date_in(paragraph.span.text, language)
    headline = next((p.span.text for p in paragraphs if p.part == "headline"), "")
    return Report(
        text=text,
        language=language,
        title=found.title or headline,
        byline=byline,
        outlet=found.outlet,
        published=published,
        address=found.address,
        credits=credited(paragraphs, found.outlet),
        paragraphs=paragraphs,
        doublings=(*doubled_headlines(paragraphs), *doubled_quotations(paragraphs)),
        source=source,
        release=release,
        origin=found.origin,
        invented=invented,
    )


def _parts(text: str, found: Found) -> Iterator[Paragraph]:
    headline, bodies = "", 0
    spans = [span for m in re.finditer(r"[^\n]+", text) if (span := Span.of(text, *m.span())).text]
    for number, span in enumerate(spans):
        part = _part(span, number, headline, bodies, found)
        following = spans[number + 1 : number + 2]
        if part == "heading" and (not following or _FURNITURE.match(following[0].text)):
            part = "body"
        if part == "headline":
            headline = headline or span.text
        bodies += part == "body"
        yield Paragraph(span, part)


def _part(span: Span, number: int, headline: str, bodies: int, found: Found) -> Part:
    line = span.text
    short = len(line) <= LONGEST_HEADLINE and line[-1] not in _SENTENCE_END
    if _FURNITURE.match(line):
        return "furniture"
    if LINE.match(line):
        return "credit"
    if bodies == 0:
        if headline and alike(headline, line) >= SAME_HEADLINE:
            return "headline"
        if found.title and alike(found.title, line) >= SAME_HEADLINE:
            return "headline"
        if number and len(line) < 120 and (_BYLINE.match(line) or _only_a_date(line)):
            return "byline"
        if number == 0 and short and not found.title:
            return "headline"
    if bodies and short and len(line) < 90 and len(line.split()) <= 12 and ":" not in line:
        return "heading"
    return "body"


def _only_a_date(line: str) -> bool:
    return len(line) < 60 and bool(date_in(line, "fr"))
