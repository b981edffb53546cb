"""Reports in languages that are not parsed: which sentences speak of arms, and in what stance.

Reach for it through `read_claims`. A sentence that holds a word of saying and a word for arms
becomes a claim whose content is the whole sentence: language, stance, cue and weapon. Who speaks,
what happened and who is who stay null, because nothing here has understood the sentence; a person
or a second reader must. The word lists stand in ``cues/others.toml``.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from vedette.model.claim import Claim, Link, Role, Stance
from vedette.model.report import Report, Span
from vedette.reference.weapons import weapons

LANGUAGES = ("uk", "ru", "de", "es", "fa", "ar")
ORDER: tuple[Stance, ...] = ("decline", "deny", "admit", "accuse", "promise", "believe", "assert")
"""When several words stand in one sentence, the first of these is its stance."""

_SENTENCE = re.compile(r"[^.!?؟…\n]+(?:[.!?؟…]+[»”\"]?|$)")


def lexical_claims(report: Report, language: str) -> Iterator[Claim]:
    """The sentences of `report` that speak of arms; none when the language is not known.

    >>> from vedette.model.report import Paragraph
    >>> text = "Речник заперечив постачання дронів."
    >>> report = Report(text, paragraphs=(Paragraph(Span(0, len(text), text), "body"),))
    >>> [(c.stance, c.cue.text, c.item.name, c.speaker) for c in lexical_claims(report, "uk")]
    [('deny', 'заперечив', 'дронів', None)]
    """
    if language not in LANGUAGES:
        return
    stances, arms, silent = _patterns(language)
    skipped = [other for d in report.doublings for other in d.others]
    for paragraph in report.paragraphs:
        span = paragraph.span
        if paragraph.part in ("furniture", "credit", "byline"):
            continue
        for match in _SENTENCE.finditer(span.text):
            sentence = Span.of(report.text, span.start + match.start(), span.start + match.end())
            if any(other.holds(sentence) for other in skipped):
                continue
            item = arms.search(sentence.text)
            if item is None:
                continue
            found = _stance(sentence.text, stances, silent)
            if found is not None:
                yield _claim(report, language, sentence, item, *found)


def _stance(
    text: str, stances: dict[Stance, re.Pattern[str]], silent: re.Pattern[str]
) -> tuple[Stance, re.Match[str]] | None:
    if quiet := silent.search(text):
        return "decline", quiet
    for stance in ORDER:
        if (pattern := stances.get(stance)) and (match := pattern.search(text)):
            return stance, match
    return None


def _claim(
    report: Report,
    language: str,
    sentence: Span,
    item: re.Match[str],
    stance: Stance,
    cue: re.Match[str],
) -> Claim:
    def at(match: re.Match[str]) -> Span:
        return Span.of(report.text, sentence.start + match.start(), sentence.start + match.end())

    links = [Link("outlet", report.outlet or None)]
    links += [Link("wire", c.name, c.span) for c in report.credits if c.whole]
    return Claim(
        report=report.id,
        language=language,
        stance=stance,
        content=sentence,
        rule=f"{language}.lexicon",
        chain=tuple(links),
        cue=at(cue),
        item=Role(at(item), item.group()),
        report_time=report.published,
    )


@cache
def _patterns(
    language: str,
) -> tuple[dict[Stance, re.Pattern[str]], re.Pattern[str], re.Pattern[str]]:
    """Words of saying by stance, words for arms, and denials or confirmations that are negated."""
    text = files("vedette.find.claims.cues").joinpath("others.toml").read_text("utf-8")
    table: dict[str, str] = tomllib.loads(text)[language]
    stances: dict[Stance, re.Pattern[str]] = {}
    for stance in ORDER:
        if stance == "decline":
            phrases = "|".join(map(re.escape, table["decline"].split("|")))
            stances[stance] = re.compile(rf"(?:{phrases})\w*", re.IGNORECASE)
        else:
            stances[stance] = _beginnings(table[stance])
    names = [name for weapon in weapons() for name in weapon.names]
    arms = "|".join(
        [rf"\b{re.escape(name)}\b" for name in sorted(names, key=len, reverse=True)]
        + [rf"\b{_word(stem)}\w*" for stem in table["arms"].split(" ")]
    )
    never = "|".join(map(re.escape, table["never"].split()))
    denied = "|".join(_word(stem) for stem in (table["deny"] + " " + table["confirm"]).split(" "))
    silent = re.compile(rf"\b(?:{never})\s+(?:{denied})\w*", re.IGNORECASE)
    return stances, re.compile(arms, re.IGNORECASE), silent


def _beginnings(words: str) -> re.Pattern[str]:
    stems = "|".join(_word(stem) for stem in words.split(" "))
    return re.compile(rf"\b(?:{stems})\w*", re.IGNORECASE)


def _word(stem: str) -> str:
    """A beginning of a word as a pattern; "_" stands for a space."""
    return re.escape(stem).replace("_", r"\s+")
