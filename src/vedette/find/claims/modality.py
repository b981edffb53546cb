"""Whether the content itself says that its event took place: may, would, plans, negated.

Reach for `modality` on an event's word. It looks at the verb's own helpers, endings and negation,
at hedging adverbs beside it, and up the tree as far as the cue: "plans to build", "no evidence that
it was sent", "unclear whether".
"""

from types import ModuleType

from vedette.find.claims.events import PENDING, frames
from vedette.find.claims.parse import Token
from vedette.model.claim import Modality

MAY = {"may", "might", "could", "can"}
WOULD = {"would"}
WILL = {"will", "shall", "'ll", "’ll", "wo"}
HEARSAY = {"reportedly", "allegedly", "supposedly", "purportedly"}
PERHAPS = frozenset(
    """
    possibly probably perhaps apparently likely potentially presumably maybe potentiellement
    probablement apparemment vraisemblablement possiblement
    """.split()
)
INTENTIONS = {"intention", "plan", "project", "projet", "volonté", "décision", "decision", "deal"}
UNSURE = {"whether", "if", "si", "s'"}
NOTHING = {"no", "none", "any", "aucun", "aucune", "not", "nothing", "pas"}
CLIMBS = 6
"""Words climbed from the event towards the cue; further up is another matter."""


def modality(
    word: Token, grammar: ModuleType, language: str, stop: int | None
) -> tuple[Modality, ...]:
    """The modalities of an event, in the order of the type; `stop` is the index of the cue."""
    table = frames(language).items
    found: set[Modality] = set()
    if word.lower_ in PENDING:
        found.add("plans")
    token = word
    for _ in range(CLIMBS):
        found |= _own(token, grammar, language, word)
        head = token.head
        if head == token or head.i == stop:
            break
        if token.dep_ in ("relcl", "acl:relcl", "appos") and token != word:
            break
        lemma = grammar.lemma(head) if head.i != stop else ""
        if token.dep_ == "acl" and head.lower_ in INTENTIONS:
            found.add("plans")
        if token.dep_ in _ARGUMENTS:
            if lemma in table["may"]:
                found.add("may")
            if lemma in table["plans"] and not _past_fact(token):
                found.add("plans")
            if lemma in table["negated"]:
                found.add("negated")
            if lemma == "pouvoir":
                found.add("may")
                found.discard("would")
        elif token.dep_ not in ("conj", "pobj", "prep", "acl", "nmod", "obj", "dobj", "obl:arg"):
            break
        if lemma and token.dep_ == "conj" and not _no_subject(token):
            break
        token = head
    if "pouvoir" in {grammar.lemma(word.head)} and word.dep_ in _ARGUMENTS:
        found.discard("would")
    order: tuple[Modality, ...] = ("may", "would", "plans", "negated")
    return tuple(kind for kind in order if kind in found)


_ARGUMENTS = frozenset(
    """
    xcomp ccomp advcl obl:arg obl:mod acl pcomp dobj obj pobj nmod prep nsubjpass nsubj:pass csubj
    """.split()
)


def _past_fact(token: Token) -> bool:
    """ "confirmed having sent" is done, whatever stands above."""
    return any(
        c.lower_ in ("having", "avoir", "être") and c.dep_.startswith("aux") for c in token.children
    )


def _no_subject(token: Token) -> bool:
    return not any(c.dep_.startswith("nsubj") for c in token.children)


def _own(token: Token, grammar: ModuleType, language: str, word: Token) -> set[Modality]:
    found: set[Modality] = set()
    copulas = [c for c in token.children if c.dep_ == "cop"]
    if any(c.lower_ in PERHAPS for t in (token, *copulas) for c in t.children):
        found.add("may")
    if not (grammar.lemma(token) or token.pos_ in ("VERB", "AUX", "ADJ")):
        if any(c.lower_ in ("no", "aucun", "aucune") and c.dep_ == "det" for c in token.children):
            found.add("negated")
        return found
    helpers = grammar.helpers(token)
    if helpers & MAY:
        found.add("may")
    if helpers & WOULD:
        found.add("would")
    if helpers & WILL:
        found.add("plans")
    if grammar.negated(token):
        found.add("negated")
    for c in token.children:
        if c.lower_ in HEARSAY:
            found.add("would")
        elif c.lower_ in PERHAPS or (
            c.lower_ in UNSURE and c.dep_ in ("mark", "advmod") and c.i < token.i
        ):
            found.add("may")
    target = grammar.direct_object(token) if token == word else None
    if target is not None and any(
        c.lower_ in ("no", "aucun", "aucune") and c.dep_ in ("det", "neg") for c in target.children
    ):
        found.add("negated")
    if any(c.lower_ in ("none", "no", "aucun", "aucune") for t in (target,) if t is not None
           for c in (t, *t.children)):  # fmt: skip
        found.add("negated")
    return found
