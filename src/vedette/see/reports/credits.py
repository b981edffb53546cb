"""Whom does a report credit? Credit lines, datelines, and publishers named in passing.

Reach for it once the paragraphs are known. A credit line names whatever stands in it, known or
not; in running text only publishers of `reference.publishers` count, because there "selon X" is
as often a minister. "Informations selon lesquelles" credits nobody.
"""

import re
from collections.abc import Iterable, Iterator

from vedette.model.report import Credit, Paragraph, Span
from vedette.reference.publishers import by_form

_FORMS = "|".join(re.escape(form) for form in sorted(by_form(), key=len, reverse=True))
_AGENCY = (
    r"(?:(?:l['’]agence(?: de presse)?|the (?:news )?agency|news agency|die Agentur|la agencia|"
    r"агентство|агентства|агенства|агенція|агенції|وكالة|خبرگزاری|the|le|la|die|der|l['’])\s*)?"
)
LINE = re.compile(
    r"^(?:source|sources|quelle|quellen|fuente|fuentes|источник|источники|джерело|джерела|منبع|"
    r"المصدر)\s*[::]\s*(?P<names>\S.{0,100})$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,;/|]|\bet\b|\band\b|\bund\b|\by\b|&)\s*")
_DATELINE = re.compile(rf"^[^\W\d_][^()]{{0,60}}\((?P<name>{_FORMS})\)\s*[-–—:.]")
_SIGNED = re.compile(
    rf"(?:\((?:avec |with |mit |con )?(?P<a>{_FORMS})\)|[-–—]\s*(?:avec |with )?(?P<b>{_FORMS}))"
    r"[\s.]*$"
)
_BYLINE = re.compile(rf"\b(?:avec|with|mit|con)\s+(?P<name>{_FORMS})\b")
_AFTER = re.compile(
    r"(?:selon|d['’]après|cité[es]* par|citant|rapporte|rapporté par|a (?:déclaré|indiqué|confié|"
    r"dit|affirmé) à|according to|reported by|citing|cited by|quoted by|told|laut|nach angaben von|"
    r"según|citado por|сообщает|сообщил[аои]?|передает|по данным|по сообщению|повідомляє|"
    rf"повідомил[аои]?|за даними|ذكرت|نقلا عن|به نقل از|به گزارش)\s+{_AGENCY}"
    rf"(?P<name>{_FORMS})(?!\w)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<!\w)(?P<name>{_FORMS})\s+(?:reported|reports|said|says|has learned|wrote|rapporte|"
    r"a rapporté|a révélé|révèle|indique|a indiqué|écrit|berichtet|informó|сообщает|сообщил[аои]?|"
    r"пишет|повідомляє|пише)\b"
)


def credited(paragraphs: Iterable[Paragraph], outlet: str = "") -> tuple[Credit, ...]:
    """The credits of a report in order of appearance, each publisher and rule once; the outlet's
    own name is not one."""
    seen: dict[tuple[str, bool], Credit] = {}
    paragraphs = list(paragraphs)
    last = next((p for p in reversed(paragraphs) if p.part == "body"), None)
    for paragraph in paragraphs:
        if paragraph.part == "furniture":
            continue
        for credit in _in_paragraph(paragraph, paragraph is last):
            if credit.name != outlet:
                seen.setdefault((credit.name, credit.whole), credit)
    return tuple(sorted(seen.values(), key=lambda credit: credit.span.start))


def _in_paragraph(paragraph: Paragraph, is_last: bool) -> Iterator[Credit]:
    text, start = paragraph.span.text, paragraph.span.start
    if line := LINE.match(text):
        at = line.start("names")
        for piece in _BETWEEN.split(line["names"]):
            here = text.index(piece, at)
            at = here + len(piece)
            if name := piece.strip(" ."):
                yield _credit(name, start + here, "line", whole=True)
        return
    if dateline := _DATELINE.match(text):
        yield _credit(dateline["name"], start + dateline.start("name"), "dateline", whole=True)
    if paragraph.part == "byline":
        for match in _BYLINE.finditer(text):
            yield _credit(match["name"], start + match.start("name"), "byline", whole=True)
    if is_last and (signed := _SIGNED.search(text)):
        group = "a" if signed["a"] else "b"
        yield _credit(signed[group], start + signed.start(group), "signed", whole=True)
    for rule, pattern in (("passage.after", _AFTER), ("passage.before", _BEFORE)):
        for match in pattern.finditer(text):
            if match["name"] in by_form():  # the words before are read in any case, names are not
                yield _credit(match["name"], start + match.start("name"), rule, whole=False)


def _credit(words: str, start: int, rule: str, whole: bool) -> Credit:
    publisher = by_form().get(words)
    name = publisher.name if publisher else words
    return Credit(name, Span(start, start + len(words), words), rule, whole)
