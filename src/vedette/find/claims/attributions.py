"""Who says what: every attribution in a passage, in English and French alike.

Reach for `attributions` on a `Passage`. It asks the grammar of the language (`english`, `french`)
and the tables of `cues`, and finds, in this order of trust:

====================  ==============================================================
clause                "said that ...", "..., he said", a quotation under a verb
silence               "declined to say", "would not confirm or deny": never a denial
infinitive            "denied sending", "promised to send"
about                 "accused Iran of ...", "warned of ..."
object                "rejected the claim", "confirmed the delivery"
according             "according to ...", "selon ..."
noun, adjective       "the claim that ...", "is convinced that ..."
====================  ==============================================================

A quotation that goes on after "..., he said." joins what he said. Attributions may lie inside
others ("he said that we think ..."). What is attributed nowhere is the narrator's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import ModuleType

from vedette.find.claims import english, french
from vedette.find.claims.cues import Attitude, Cues, cues
from vedette.find.claims.naming import phrase
from vedette.find.claims.parse import Token
from vedette.find.claims.passage import Passage, joined, minus, subtree, trimmed
from vedette.find.claims.quotes import Range
from vedette.find.claims.titles import TITLES
from vedette.model.claim import Stance

GRAMMARS: dict[str, ModuleType] = {"en": english, "fr": french}


@dataclass(frozen=True, slots=True)
class Attribution:
    """`cue` and `content` are ranges of tokens, `source` and `roots` the heads of who says and of
    what is said; `accused` is whom an accusation is about. `word` is the cue's own token."""

    rule: str
    stance: Stance | Attitude
    cue: Range
    word: Token
    source: Token | None
    content: tuple[Range, ...]
    roots: tuple[Token, ...] = ()
    accused: Token | None = None
    negated: bool = False
    citing: tuple[Token, ...] = field(default=())


def attributions(passage: Passage) -> list[Attribution]:
    """All attributions of a passage in the order of their cues."""
    grammar, table = GRAMMARS[passage.language], cues(passage.language)
    found: list[Attribution] = []
    used: set[int] = set()
    for token in passage.doc:
        if token.i in used:
            continue
        for one in _of_word(passage, grammar, table, token):
            used |= set(range(*one.cue))
            found.append(_settled(passage, grammar, one))
    found = [one for one in found if one.content]
    if not found:
        found += _named_last(passage)
    return sorted(_continued(passage, found), key=lambda one: one.cue)


def _of_word(
    passage: Passage, grammar: ModuleType, table: Cues, token: Token
) -> Iterator[Attribution]:
    according = grammar.according(token)
    if according is not None:
        cue, source = according
        yield from _according(passage, grammar, token, cue, source)
        return
    lemma = grammar.lemma(token)
    if lemma:
        one = _silence(passage, grammar, table, token, lemma)
        if one is None and (takes := table.verbs.get(lemma)) is not None:
            one = _verbal(passage, grammar, table, token, lemma)
            _ = takes
        if one is not None:
            yield one
            return
    noun = grammar.noun(token)
    if noun in table.nouns:
        yield from _nominal(passage, grammar, table, token, table.nouns[noun])
    elif token.text.lower() in table.words["adjective_believe"]:
        yield from _adjectival(grammar, token)


def _silence(
    passage: Passage, grammar: ModuleType, table: Cues, token: Token, lemma: str
) -> Attribution | None:
    """Speech that is refused or did not happen. What was not said is the content."""
    words = table.words
    speech: Token | None = None
    start = token
    if lemma in words["refusal"]:
        speech = next(
            (c for c in grammar.infinitives(token) if grammar.lemma(c) in words["silence"]), None
        )
    elif lemma in words["silence"] and (
        grammar.negated(token) or grammar.negated(grammar.governor(token))
    ):
        speech = token
        start = grammar.governor(token)
    if speech is None:
        return None
    heads = [speech, *grammar.coordinated(speech)]
    cue = (grammar.cue_words(start)[0], max(grammar.cue_words(head)[1] for head in heads))
    contents: list[Range] = []
    roots: list[Token] = []
    for head in heads:
        for root in (*grammar.clauses(head), *grammar.infinitives(head)):
            roots.append(root)
        target = grammar.direct_object(head)
        if target is not None and not roots and target.i > head.i:
            roots.append(target)
        if not roots:
            roots += [inner for _, inner in grammar.obliques(head) if inner.i > head.i][:1]
    contents = [subtree(root) for root in roots] or _aside(passage, grammar, token) or [cue]
    return Attribution(
        "silence", "decline", cue, speech, grammar.subject(start), tuple(contents), tuple(roots)
    )


KNOWING = {"know", "savoir"}
"""Who says that he does not know neither holds nor denies it."""


def _verbal(
    passage: Passage, grammar: ModuleType, table: Cues, token: Token, lemma: str
) -> Attribution | None:
    takes = table.verbs[lemma]
    cue = grammar.cue_words(token)
    source = grammar.agent(token) if grammar.passive(token) else grammar.subject(token)
    base = Attribution("", "assert", cue, token, source, (), negated=grammar.negated(token))
    roots = grammar.clauses(token)
    if takes.clause and roots:
        content = tuple(subtree(root) for root in roots)
        unknowing = takes.clause == "believe" and base.negated and lemma in KNOWING
        return replace(
            base,
            rule="clause",
            stance="decline" if unknowing else takes.clause,
            content=content,
            roots=tuple(roots),
        )
    if takes.clause and (near := _near_quotes(passage, grammar, token)):
        return replace(base, rule="quotation", stance=takes.clause, content=tuple(near))
    if takes.clause and (aside := _aside(passage, grammar, token)):
        return replace(base, rule="aside", stance=takes.clause, content=tuple(aside))
    roots = grammar.infinitives(token)
    if takes.infinitive and roots and not (lemma == "consider" and roots[0].tag_ == "VBG"):
        content = tuple(subtree(root) for root in roots)
        return replace(
            base, rule="infinitive", stance=takes.infinitive, content=content, roots=tuple(roots)
        )
    for preposition, inner in grammar.obliques(token):
        if stance := takes.about.get(preposition):
            accused = grammar.direct_object(token) if stance == "accuse" else None
            if grammar.passive(token) and stance == "accuse":
                source = grammar.agent(token)
            return replace(
                base,
                rule="about",
                stance=stance,
                source=source,
                content=(subtree(inner),),
                roots=(inner,),
                accused=accused,
            )
    target = grammar.direct_object(token)
    if target is None and takes.object == "deny":  # "dismissed as false reports that ..."
        named = [inner for word, inner in grammar.obliques(token) if word in ("as", "comme")]
        target = next((inner for inner in named if grammar.noun(inner) in table.nouns), None)
    reflexive = any(c.lower_ in ("s'", "s’", "se") for c in token.children)
    if takes.object and target is not None and not reflexive and not _trivial(target):
        return replace(
            base,
            rule="object",
            stance=takes.object,
            content=(_with_complements(token, target),),
            roots=(target,),
        )
    return None


def _with_complements(verb: Token, target: Token) -> Range:
    """The object and what completes it: "called him a liar", "described it as ..."."""
    start, end = subtree(target)
    for c in verb.children:
        if c.i >= end and c.dep_ in ("oprd", "xcomp", "prep", "ccomp", "acl", "obl:mod", "obl:arg"):
            first = c if c.dep_ == "prep" else c.left_edge
            if c.dep_ not in ("oprd", "xcomp", "ccomp", "acl") and first.lower_ not in _COMPLETING:
                continue
            end = max(end, c.right_edge.i + 1)
    return start, end


_COMPLETING = {"as", "for", "of", "de", "du", "des", "d'", "quant", "sur", "concernant", "comme"}


def _trivial(token: Token) -> bool:
    return token.pos_ in ("NUM", "PUNCT", "SYM", "DET")


def _near_quotes(passage: Passage, grammar: ModuleType, token: Token) -> list[Range]:
    """Quotations of the same sentence, outside of which the cue stands, nearest cue first."""
    if passage.quote(token.i):
        return []
    start, end = passage.sentence(token)
    near = [q for q in passage.quotes if start <= q[0] and q[1] <= end + 1]
    return [q for q in near if q[1] - q[0] >= 3 or _touching(passage, q, token)]


def _touching(passage: Passage, quote: Range, token: Token) -> bool:
    low, high = (quote[1], token.i) if quote[1] <= token.i else (token.i + 1, quote[0])
    return high - low <= 4


def _aside(passage: Passage, grammar: ModuleType, token: Token) -> list[Range]:
    """For ", an official said," without a clause: the sentence around it. What goes before must
    hold a verb, or else go on after it ("On Monday, he said nothing" is no aside)."""
    group = grammar.aside(token)
    if group is None:
        return []
    start, end = passage.sentence(token)
    before, after = (start, group[0]), (group[1], end)
    goes_on = group[1] < end and passage.doc[group[1]].text == ","
    if _has_verb(passage, before):
        return [before, after] if goes_on and not _has_verb(passage, after) else [before]
    if goes_on and _has_verb(passage, after):
        return [before, after]
    return []


def _has_verb(passage: Passage, piece: Range) -> bool:
    return any(
        t.pos_ in ("VERB", "AUX") and t.tag_ not in ("VBG", "VBN", "VB")
        for t in passage.doc[piece[0] : piece[1]]
    )


def _according(
    passage: Passage, grammar: ModuleType, token: Token, cue: Range, source: Token
) -> Iterator[Attribution]:
    start, end = passage.sentence(token)
    words = phrase(source).words
    named = (cue[0], max(words[1], cue[1]) if words[0] >= cue[1] else subtree(source)[1])
    clause = grammar.clause_around(token)
    whole = (start, end) if clause is None else subtree(clause)
    pieces = [p for p in minus([whole], named) if p[1] - p[0] > 1]
    if not pieces:
        pieces = [p for p in minus([(start, end)], named) if p[1] - p[0] > 1]
    roots = () if clause is None or cue[0] <= clause.i < named[1] else (clause,)
    yield Attribution("according", "assert", cue, token, source, tuple(pieces), roots)


def _named_last(passage: Passage) -> Iterator[Attribution]:
    """A headline that names its speaker last: "Iran may send more - Secretary of State"."""
    doc = passage.doc
    dashes = [t.i for t in doc[2:-1] if t.text in ("-", "–", "—") and t.nbor(-1).whitespace_]
    if len(passage.sentences) == 1 and dashes and not passage.quotes:
        at = dashes[-1]
        titled = [t for t in doc[at + 1 :] if t.lower_ in TITLES]
        if titled and len(doc) - at <= 8:
            cue = (at, at + 1)
            yield Attribution("headline", "assert", cue, doc[at], titled[0], ((0, at),))


def _nominal(
    passage: Passage, grammar: ModuleType, table: Cues, token: Token, stance: Stance
) -> Iterator[Attribution]:
    """ "Iran's claim that ...", "l'accusation de Kiev selon laquelle ..."."""
    roots = grammar.noun_clauses(token)
    if not roots:
        return
    source = grammar.noun_source(token)
    content = tuple(subtree(root) for root in roots)
    yield Attribution("noun", stance, (token.i, token.i + 1), token, source, content, tuple(roots))


def _adjectival(grammar: ModuleType, token: Token) -> Iterator[Attribution]:
    roots = grammar.clauses(token)
    unaware = grammar.negated(token.head) or grammar.negated(token)
    if not roots and unaware:  # "was not aware of any delivery" says that one knows of none
        roots = [t for p, t in grammar.obliques(token) if p in ("of", "de")]
    if roots:
        content = tuple(subtree(root) for root in roots)
        own = grammar.subject(token)
        source = own if own is not None else grammar.subject(token.head)
        cue = (token.i, token.i + 1)
        stance: Stance = "assert" if unaware else "believe"
        yield Attribution("adjective", stance, cue, token, source, content, tuple(roots))


def _settled(passage: Passage, grammar: ModuleType, one: Attribution) -> Attribution:
    """The content made whole: grown to the quotations it touches, cleared of cue and source."""
    pieces = list(one.content)
    own = passage.quote(one.word.i)
    if one.rule in ("clause", "quotation", "aside"):
        for quote in passage.quotes:
            if quote == own:
                continue
            if any(s < quote[1] and quote[0] < e for s, e in pieces):
                pieces.append(quote)
    pieces = joined(pieces)
    cut = [one.cue]
    if one.source is not None and one.rule != "according":
        cut.append(_name_range(one.source, one.cue))
    if (group := grammar.aside(one.word)) is not None and one.rule in ("clause", "aside"):
        cut.append(group)
    for piece in cut:
        pieces = minus(pieces, piece)
    if not pieces and one.rule == "silence":
        pieces = [one.cue]
    settled = [t for p in pieces if (t := trimmed(passage.doc, p))[1] - t[0] > 0]
    if len(settled) > 1:
        settled = [p for p in settled if p[1] - p[0] > 1] or settled[:1]
    return replace(one, content=tuple(settled))


def _name_range(source: Token, cue: Range) -> Range:
    """The source's words, unless they hold the cue itself."""
    start, end = subtree(source)
    if start <= cue[0] and cue[1] <= end:
        return source.i, source.i + 1
    return start, end


def _continued(passage: Passage, found: list[Attribution]) -> list[Attribution]:
    """Quotations that nobody introduces, right after one that somebody does, join it."""
    held = [p for one in found for p in (*one.content, one.cue)]
    spoken = [
        one
        for one in found
        if one.rule in ("clause", "quotation", "aside") and passage.quote(one.word.i) is None
    ]
    more: dict[Range, list[Range]] = {}
    for quote in passage.quotes:
        if any(s < quote[1] and quote[0] < e for s, e in held):
            continue
        last = max(
            (one for one in spoken if one.cue[0] < quote[0]), key=lambda one: one.cue, default=None
        )
        begins = quote[0] - passage.sentence(passage.doc[quote[0]])[0] <= 2
        if last is not None and begins and _ends_quoted(passage, last):
            more.setdefault(last.cue, []).append(quote)
    return [replace(one, content=(*one.content, *more.get(one.cue, ()))) for one in found]


def _ends_quoted(passage: Passage, one: Attribution) -> bool:
    return any(s < q[1] and q[0] < e for s, e in one.content for q in passage.quotes)
