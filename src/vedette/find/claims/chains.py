"""The chain of attribution: outlet <- wire <- speaker <- whom the speaker relies on.

Reach for `links` with the attributions that hold an event, the outermost first. "We" inside a
quotation is no new link; "he" is one only when it can be nobody else; "on" is nobody.
"""

from collections.abc import Sequence

from vedette.find.claims.attributions import Attribution
from vedette.find.claims.context import Context
from vedette.find.claims.naming import phrase
from vedette.find.claims.parse import Token
from vedette.find.claims.passage import trimmed
from vedette.find.claims.speakers import FIRST, THIRD
from vedette.model.claim import Link
from vedette.reference.peoples import country_named

CITED = ("cite", "cites", "cited", "citait", "quoted", "quotes")
CITING = ("citing", "citant", "quoting")
"""Participles after which a speaker names whom it relies on."""


def cites(one: Attribution) -> bool:
    """True for "citing two officials" and "Reuters, which cited a diplomat"."""
    relative = one.word.dep_ in ("relcl", "acl:relcl") and one.word.lower_ in CITED
    return relative or one.word.lower_ in CITING


def links(
    context: Context, holders: Sequence[Attribution], said: Sequence[Attribution]
) -> tuple[Link, ...]:
    """The chain for a claim held by `holders`, among all that is `said` in the passage."""
    chain = [Link("outlet", context.report.outlet or None)]
    chain += [Link("wire", c.name, c.span) for c in context.report.credits if c.whole]
    for one in holders:
        if one.source is None:
            if one.rule != "noun" and one == holders[-1]:
                chain.append(Link("speaker", None))
        elif (link := link_of(context, one.source, chain)) is not None:
            chain.append(link)
    if holders:
        chain += _informants(context, holders, said)
    return tuple(chain)


def link_of(context: Context, source: Token, chain: Sequence[Link]) -> Link | None:
    """The link of a source; None when it only points back to the speaker named before it."""
    lower = source.lower_
    span = context.span((source.i, source.i + 1))
    spoken = any(link.kind == "speaker" for link in chain)
    if lower == "on" or lower in FIRST:
        return None if spoken else Link("speaker", None, span)
    if lower in THIRD:
        if spoken:
            return None
        person = context.speakers.third(lower, span.start)
        if person is None:
            return Link("speaker", None, span)
        return Link("speaker", person.name, span, person.span, country_named(person.name) or None)
    found = phrase(source)
    span = context.span(found.words)
    person = context.speakers.full(found, context.passage.doc)
    if person is not None and person.span.start < span.start:
        country = country_named(person.name) or country_named(found.name) or None
        return Link("speaker", person.name, span, person.span, country)
    return Link("speaker", found.name, span, None, country_named(found.name) or None)


def _informants(
    context: Context, holders: Sequence[Attribution], said: Sequence[Attribution]
) -> list[Link]:
    sentence = context.passage.sentence(holders[0].word)
    found = []
    for one in said:
        if (
            cites(one)
            and one.rule == "object"
            and one not in holders
            and context.passage.sentence(one.word) == sentence
        ):
            span = context.span(trimmed(context.passage.doc, one.content[0]))
            found.append(Link("informant", span.text, span))
    return found
