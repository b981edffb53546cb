"""Who gives, gets, uses what, how many, when and where: an event's tokens as parts of a claim.

Reach for `roles` and `circumstances`. A pronoun is resolved to the speaker when it says so itself
("we") or is the subject of what the speaker says and no other noun of its number stands between;
otherwise the pronoun stands there unresolved, or the role is null.
"""

from collections.abc import Mapping

from vedette.find.claims.attributions import Attribution
from vedette.find.claims.chains import link_of
from vedette.find.claims.context import Context
from vedette.find.claims.cues import cues
from vedette.find.claims.events import Event
from vedette.find.claims.naming import goods, phrase
from vedette.find.claims.parse import Token
from vedette.find.claims.passage import trimmed
from vedette.find.claims.speakers import FIRST, THIRD
from vedette.find.claims.times import when
from vedette.model.claim import Quantity, Role, When
from vedette.model.report import Span
from vedette.reference.peoples import country_named

PLURAL = ("they", "ils", "elles", "we", "nous")
INVOLVED = frozenset(
    """
    involvement implication role rôle participation part its son sa ses their leur leurs having
    """.split()
)
"""Words by which a denial says that it is about the speaker itself."""
ACCUSATIONS = {"accusation", "allegation", "charge", "allégation", "claim"}
RIVALS = {"that", "que", "laquelle", "lesquelles", "by", "par"}
PLACES = {
    "in", "at", "near", "over", "inside", "into", "to", "en", "à", "dans", "près de", "sur", "vers",
    "au-dessus", "au-dessus de",
}  # fmt: skip


NEAR = 40
"""Words around an event in which its time is looked for; longer clauses are chains of others."""


def roles(context: Context, event: Event, inner: Attribution | None) -> Mapping[str, Role | None]:
    """Supplier, recipient, user, item and target of an event under its attribution."""
    given = {"supplier": event.supplier, "recipient": event.recipient, "user": event.user}
    doer = "user" if event.frame in ("use", "intercept") else "supplier"
    if given[doer] is None and inner is not None:
        given[doer] = _involved(context, event, inner)
    if given[doer] is None and inner is None and event.nominal:
        given[doer] = context.grammar.subject(event.word.head)
    found = {name: role(context, token, inner) for name, token in given.items()}
    if event.item is not None and event.item.lower_ not in FIRST:
        found["item"] = _item(context, event.item, (event.supplier, event.recipient, event.user))
    if inner is not None and inner.accused is not None:
        found["target"] = role(context, inner.accused, inner)
    return found


def role(context: Context, token: Token | None, inner: Attribution | None) -> Role | None:
    """A party's role, its pronoun resolved when that is certain."""
    if token is None:
        return None
    if token.lower_ in FIRST or token.lower_ in THIRD:
        return _pronoun(context, token, inner)
    found = phrase(token)
    return Role(context.span(found.words), found.name, None, country_named(found.name) or None)


def _item(context: Context, token: Token, others: tuple[Token | None, ...]) -> Role:
    """Goods, without their measure and count, nor the parties that stand right after them."""
    held = goods(token, context.grammar, context.passage.language)
    doc, found = context.passage.doc, phrase(held.head, of_goods=True)
    start = found.words[0]
    if held.words is not None and start < held.words[1] <= held.head.i:
        start = held.words[1]
    while start < held.head.i and (doc[start].like_num or doc[start].lower_ in _BEFORE_GOODS):
        start += 1
    end = found.words[1]
    for party in others:
        if party is not None and held.head.i < party.i < end:
            end = max(held.head.i + 1, party.left_edge.i)
    span = context.span(trimmed(doc, (start, end)))
    return Role(span, span.text, None, country_named(span.text) or None)


_BEFORE_GOODS = frozenset({"of", "de", "d'", "the", "such", "autres"})


def _pronoun(context: Context, token: Token, inner: Attribution | None) -> Role | None:
    span = context.span((token.i, token.i + 1))
    own = token.lower_ in FIRST
    if inner is not None and inner.source is not None:
        quoted = context.passage.quote(token.i) is not None
        if own or (not quoted and _only_candidate(context, token, inner)):
            speaker = link_of(context, inner.source, ())
            if speaker is not None and speaker.name:
                at = speaker.antecedent or speaker.span
                return Role(span, speaker.name, at, speaker.country)
            return None
    return None if own else Role(span, span.text)


def _only_candidate(context: Context, token: Token, inner: Attribution) -> bool:
    """True when no other noun of its number stands between the speaker and the pronoun."""
    source = inner.source
    if source is None or source.lower_ in FIRST | THIRD:
        return False
    plural = token.lower_ in PLURAL
    if source.morph.get("Number") == ["Plur"] and not plural:
        return False
    between = context.passage.doc[min(source.i, token.i) + 1 : max(source.i, token.i)]
    nouns = cues(context.passage.language).nouns
    return not any(
        t.dep_ in ("nsubj", "nsubjpass", "nsubj:pass", "dobj", "obj")
        and t.pos_ in ("NOUN", "PROPN")
        and context.grammar.noun(t) not in nouns
        and (t.morph.get("Number") == ["Plur"]) == plural
        for t in between
    )


def _involved(context: Context, event: Event, inner: Attribution) -> Token | None:
    """The speaker, in "denied involvement in deliveries" and "rejected accusations of using"."""
    if inner.source is None or inner.stance not in ("deny", "admit"):
        return None
    words = [context.passage.doc[i] for s, e in inner.content for i in range(s, e)]
    before = [t for t in words if t.i < event.word.i]
    if any(t.lower_ in INVOLVED for t in before):
        return inner.source
    accused = any(context.grammar.noun(t) in ACCUSATIONS for t in before)
    rivals = any(t.lower_ in RIVALS for t in before)
    return inner.source if accused and not rivals and inner.rule == "object" else None


def quantity(context: Context, event: Event) -> Quantity | None:
    """How many of the item."""
    if event.item is None:
        return None
    held = goods(event.item, context.grammar, context.passage.language)
    if held.count is None or held.words is None:
        return None
    count = held.count
    return Quantity(count.low, count.high, context.span(held.words), count.basis, held.unit)


def time(context: Context, event: Event, inner: Attribution | None) -> When | None:
    """When it happened, from the words of the event's own clause, within what was said of it: the
    day on which somebody said so is not the day on which it happened."""
    doc = context.passage.doc
    start, end = event.word.left_edge.i, event.word.right_edge.i + 1
    pieces = inner.content if inner is not None else ()
    said = next((piece for piece in pieces if piece[0] <= event.word.i < piece[1]), (start, end))
    start = max(start, said[0], event.word.i - NEAR)
    end = min(end, said[1], event.word.i + NEAR)
    found = when(str(doc[start:end].text), context.report.published)
    if found is None:
        return None
    at = context.base + doc[start].idx
    return When(Span.of(context.report.text, at + found[0], at + found[1]), *found[2])


def place(context: Context, event: Event) -> Role | None:
    """Where it happened: a name after a preposition of place that plays no other part."""
    taken = [t for t in (event.supplier, event.recipient, event.user, event.item) if t is not None]
    words = [event.word]
    if event.item is not None:
        words += [event.item, *(c for c in event.item.children if c.dep_ == "conj")]
    for word in words:
        for preposition, token in context.grammar.obliques(word):
            named = token.text[:1].isupper() and not when(token.text, "")
            if preposition in PLACES and named and token not in taken:
                found = phrase(token)
                country = country_named(found.name) or None
                return Role(context.span(found.words), found.name, None, country)
    return None
