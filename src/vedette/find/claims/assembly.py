"""Attributions and events of one paragraph put together into claims.

Reach for `claims_of`. An event belongs to the innermost attribution that holds it; one that none
holds is the narrator's own. What is denied stays denied whoever claimed it first ("rejected the
claim that ..."), and what is called false is denied. Speech without an event becomes a claim
without a frame, when it is not itself inside other speech.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from vedette.find.claims.attributions import Attribution, attributions
from vedette.find.claims.chains import cites, links
from vedette.find.claims.context import Context
from vedette.find.claims.cues import cues
from vedette.find.claims.events import Event, events
from vedette.find.claims.modality import modality
from vedette.find.claims.passage import trimmed
from vedette.find.claims.quotes import Range
from vedette.find.claims.roles import place, quantity, roles, time
from vedette.find.claims.speakers import FIRST
from vedette.model.claim import Claim, Link, Stance

DECIDED = {"ban", "prohibit", "halt", "suspend", "interdire", "suspendre", "prepare", "préparer"}
"""Verbs that do something to an event that is only named ("banned the export of drones")."""
POINTING = {
    "it",
    "this",
    "that",
    "they",
    "c'",
    "c’",
    "ce",
    "cela",
    "these",
    "those",
    "ils",
    "elles",
}
NAMING_FALSE = {"qualifier", "call", "describe", "dismiss", "label"}


def claims_of(context: Context) -> list[Claim]:
    """The claims of a paragraph, in the order of their words."""
    told = events(context.passage)
    words = {event.word.i for event in told}
    said = [  # "ordered drones" and "offered tanks" are events before they are speech
        one
        for one in attributions(context.passage)
        if one.word.i not in words or one.rule not in ("object", "infinitive")
    ]
    found: list[Claim] = []
    for sentence in context.passage.sentences:
        context.speakers.meet(context.passage.doc, sentence, context.report.text, context.base)
        mine = [event for event in told if sentence[0] <= event.word.i < sentence[1]]
        for event in mine:
            found += _of_event(context, event, said, told, sentence)
        spoken = [one for one in said if sentence[0] <= one.word.i < sentence[1]]
        found += _of_speech(context, spoken, said, told)
    return sorted(found, key=lambda claim: (claim.event or claim.cue or claim.content).start)


def holders(index: int, said: Iterable[Attribution]) -> list[Attribution]:
    """Attributions whose content holds the token at `index`, the outermost first."""
    found = [one for one in said if one.stance != "attitude" and _inside(index, one)]
    return sorted(found, key=_size, reverse=True)


def _inside(index: int, one: Attribution) -> bool:
    return any(s <= index < e for s, e in one.content)


def _size(one: Attribution) -> int:
    return max(e for _, e in one.content) - min(s for s, _ in one.content)


# -- events ---------------------------------------------------------------------------------------


def _of_event(
    context: Context,
    event: Event,
    said: Sequence[Attribution],
    told: Sequence[Event],
    sentence: Range,
) -> Iterator[Claim]:
    held = holders(event.word.i, said)
    is_cue = any(s.cue[0] <= event.word.i < s.cue[1] for s in said if s.stance != "attitude")
    if is_cue or (event.nominal and not _is_told(context, event, held, told)):
        return
    inner = held[-1] if held else None
    stance: Stance = "assert"
    rule = "narrator"
    if inner is not None:
        inner, stance, rule = _stance(context, inner, held)
        held = held[: held.index(inner) + 1]
    content = inner.content if inner is not None else (trimmed(context.passage.doc, sentence),)
    stop = inner.word.i if inner is not None else None
    modal = modality(event.word, context.grammar, context.passage.language, stop)
    if stance == "promise" and "plans" not in modal:
        modal = (*modal, "plans")
    part = roles(context, event, inner)
    yield replace(
        _claim(context, stance, content, rule, links(context, held, said), inner),
        frame=event.frame,
        event=context.span((event.word.i, event.word.i + 1)),
        modality=modal,
        supplier=part.get("supplier"),
        recipient=part.get("recipient"),
        user=part.get("user"),
        item=part.get("item"),
        target=part.get("target"),
        quantity=quantity(context, event),
        when=time(context, event, inner),
        where=place(context, event),
    )


def _is_told(
    context: Context, event: Event, held: Sequence[Attribution], told: Sequence[Event]
) -> bool:
    """A noun of a frame counts when somebody speaks of it: it is what was denied, confirmed or
    refused, or the only event of what was said."""
    if not held:
        head = event.word.head
        return event.word.dep_ in ("dobj", "obj") and context.grammar.lemma(head) in DECIDED
    inner = held[-1]
    if inner.rule in ("object", "about", "silence", "infinitive", "noun", "adjective"):
        return True
    return not any(_inside(other.word.i, inner) for other in told if not other.nominal)


def _stance(
    context: Context, inner: Attribution, held: Sequence[Attribution]
) -> tuple[Attribution, Stance, str]:
    """Whose stance counts and which it is: a claim taken up as a noun is its taker's."""
    outer = held[-2] if len(held) > 1 else None
    if inner.rule == "noun" and outer is not None and outer.stance != "attitude":
        if outer.stance == "assert" and _called_false(context, inner, outer):
            return outer, "deny", f"{outer.rule}+false"
        if outer.rule in ("object", "silence"):
            return outer, outer.stance, f"{outer.rule}+noun"
    return inner, _spoken(inner), inner.rule


def _spoken(one: Attribution) -> Stance:
    return "assert" if one.stance == "attitude" else one.stance


def _called_false(context: Context, noun: Attribution, outer: Attribution) -> bool:
    """ "The claim that ... is false", "a qualifié de fausses les informations selon lesquelles"."""
    words = cues(context.passage.language).words["falsehood"]
    head = noun.word.head
    near = [head, *head.children]
    if context.grammar.lemma(outer.word) in NAMING_FALSE:
        near += noun.word.children
    return any(t.lower_ in words for t in near) or any(
        c.lower_ in words for t in near if t.i > noun.word.i for c in t.children
    )


# -- speech without an event -----------------------------------------------------------------------


def _of_speech(
    context: Context,
    spoken: Sequence[Attribution],
    said: Sequence[Attribution],
    told: Sequence[Event],
) -> Iterator[Claim]:
    taken: set[Range] = set()
    for event in told:
        held = holders(event.word.i, said)
        if not event.nominal or _is_told(context, event, held, told):
            taken |= {one.cue for one in held}
    for one in spoken:
        if one.stance == "attitude" or one.rule in ("noun", "adjective") or one.cue in taken:
            continue
        if holders(one.word.i, said) or context.passage.quote(one.word.i):
            continue
        if cites(one) or (one.source is None and one.rule in ("object", "about")):
            continue
        stance, rule = _own_stance(context, one, said)
        yield _claim(context, stance, one.content, rule, links(context, [one], said), one)


def _own_stance(
    context: Context, one: Attribution, said: Sequence[Attribution]
) -> tuple[Stance, str]:
    """The stance of speech without an event: what the speaker says of it inside the quotation
    ("I can neither confirm nor deny it") goes before the bare "said"."""
    if _says_false(context, one):
        return "deny", f"{one.rule}+false"
    for other in said:
        own = other.source is not None and other.source.lower_ in FIRST
        firm = other.stance in ("deny", "decline", "admit", "promise", "accuse")
        if own and firm and one.stance == "assert" and _inside(other.word.i, one):
            return _spoken(other), f"{one.rule}+{other.rule}"
    return _spoken(one), one.rule


def _says_false(context: Context, one: Attribution) -> bool:
    """ "It is a lie", "called the reports baseless"."""
    if one.stance not in ("assert", "believe"):
        return False
    words = cues(context.passage.language).words["falsehood"]
    tokens = [context.passage.doc[i] for s, e in one.content for i in range(s, e)]
    if len(tokens) > 12 or not any(t.lower_ in words for t in tokens):
        return False
    naming = context.grammar.lemma(one.word) in NAMING_FALSE
    return naming or any(t.lower_ in POINTING for t in tokens[:2])


# -- making ---------------------------------------------------------------------------------------


def _claim(
    context: Context,
    stance: Stance,
    content: Iterable[Range],
    rule: str,
    chain: tuple[Link, ...],
    one: Attribution | None,
) -> Claim:
    pieces = [span for piece in content for span in context.solid(piece)]
    readings = [
        other
        for d in context.report.doublings
        if d.part == "quotation"
        and any(d.read.start < p.end and p.start < d.read.end for p in pieces)
        for other in d.others
    ]
    return Claim(
        report=context.report.id,
        language=context.passage.language,
        stance=stance,
        content=pieces[0],
        rule=f"{context.passage.language}.{rule}",
        chain=chain,
        cue=None if one is None else context.span(one.cue),
        more=tuple(pieces[1:]),
        readings=tuple(readings),
        report_time=context.report.published,
    )
