"""What is said to have happened: the events of the arms trade in a passage, and who is who in them.

Reach for `events` on a `Passage`. An event is a verb of a frame, or a noun of one ("the delivery of
drones"), around which somebody gives, gets, makes, uses, stops, trains, sanctions or runs out of
something. What is given must be goods: "gave a speech" and "received a letter" are no transfers. A
role that the tree does not show is null. Nothing is inferred from what usually happens.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import Any

from vedette.find.claims import english, french
from vedette.find.claims.parse import Token
from vedette.find.claims.passage import Passage
from vedette.model.claim import Frame
from vedette.reference.weapons import weapons

GRAMMARS: dict[str, ModuleType] = {"en": english, "fr": french}
RECIPIENT = {"to", "à", "vers", "for", "pour", "auprès de", "en"}
SUPPLIER = {"from", "de", "auprès de", "by", "par"}
WITH = {"with", "avec", "en", "de", "à l'aide de", "using"}
AGAINST = {"on", "against", "contre", "à", "sur"}


@dataclass(frozen=True, slots=True)
class Event:
    """`word` is the verb or noun of `frame`; the roles are heads of phrases, null when not told.
    `nominal` marks an event that is only named."""

    frame: Frame
    word: Token
    supplier: Token | None = None
    recipient: Token | None = None
    user: Token | None = None
    item: Token | None = None
    nominal: bool = False


@dataclass(frozen=True, slots=True)
class Frames:
    """The verbs of a language by lemma, as (frame, pattern), its nouns by frame, its items."""

    verbs: Mapping[str, tuple[tuple[Frame, str], ...]]
    nouns: Mapping[str, Frame]
    items: Mapping[str, frozenset[str]]


@cache
def frames(language: str) -> Frames:
    """The tables of ``en`` or ``fr``."""
    text = files("vedette.find.claims.cues").joinpath(f"frames_{language}.toml").read_text("utf-8")
    table: dict[Any, dict[str, str]] = tomllib.loads(text)
    items = {name: frozenset(held.split()) for name, held in table.pop("items").items()}
    verbs: dict[str, list[tuple[Frame, str]]] = {}
    nouns: dict[str, Frame] = {}
    for frame, held in table.items():  # what is left are the frames
        for noun in held.pop("nouns").split():
            nouns[noun] = frame
        for pattern, words in held.items():
            for word in words.split():
                verbs.setdefault(word, []).append((frame, pattern))
    return Frames({verb: tuple(uses) for verb, uses in verbs.items()}, nouns, items)


@cache
def _designations() -> frozenset[str]:
    return frozenset(
        word.casefold() for w in weapons() for name in w.names for word in name.split()
    )


def events(passage: Passage) -> list[Event]:
    """All events of a passage, in the order of their words."""
    grammar, table = GRAMMARS[passage.language], frames(passage.language)
    reader = _Reader(passage.language, grammar, table)
    found: list[Event] = []
    for token in passage.doc:
        lemma = grammar.lemma(token)
        event = next(reader.of_verb(token, lemma), None) if lemma else None
        if event is None and token.lower_ == "court":
            event = reader.short_of(token)
        if event is None and token.lower_ in PENDING:
            event = reader.pending(token)
        if event is None and (noun := grammar.noun(token)) in table.nouns:
            event = reader.of_noun(token, table.nouns[noun])
        if event is not None:
            found.append(event)
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str
    grammar: ModuleType
    table: Frames

    def of_verb(self, verb: Token, lemma: str) -> Iterator[Event]:
        grammar = self.grammar
        if verb.dep_ == "pcomp" and verb.head.lower_ == "before":
            return
        near = verb.doc[max(0, verb.i - 6) : verb.i]
        if any(t.lower_ in ATTEMPTS for t in near):
            return  # what was attempted need not have been done
        if any(
            c.lower_ in ("before", "avant") and c.dep_ in _BEFORE and c.i < verb.i
            for c in verb.children
        ):
            return  # what it came before did not happen; "months before the war" is a time
        particle = grammar.particle(verb)
        keys = [f"{lemma}+{particle}"] if particle else [lemma]
        if any(c.dep_.startswith("expl") and c.lower_ in ("se", "s'", "s’") for c in verb.children):
            keys = [f"{lemma}+se", lemma]
        uses = [use for key in keys for use in self.table.verbs.get(key, ())]
        uses += [
            use
            for preposition, _ in grammar.obliques(verb)
            for use in self.table.verbs.get(f"{lemma}:{preposition.replace(' ', ',')}", ())
        ]
        target = grammar.direct_object(verb)
        if target is not None and f"{lemma}+{target.lower_}" in self.table.verbs:
            uses, target = list(self.table.verbs[f"{lemma}+{target.lower_}"]), None
        for frame, pattern in uses:
            event = self._as(frame, pattern, verb, target)
            if event is not None:
                yield event

    def _as(self, frame: Frame, pattern: str, verb: Token, target: Token | None) -> Event | None:
        grammar = self.grammar
        doer = grammar.agent(verb) if grammar.passive(verb) else grammar.subject(verb)
        match pattern:
            case "give":
                return self._give(frame, verb, doer, target)
            case "get":
                return self._get(frame, verb, doer, target)
            case "arm":
                item = self._after(verb, WITH)
                if target is None or (item is None and verb.lower_[:3] != "arm"):
                    return None
                if item is not None and not self.goods(item):
                    return None
                return Event(frame, verb, supplier=doer, recipient=target, item=item)
            case "come":
                return self._come(frame, verb, doer)
            case "ask":
                item = self._after(verb, {"for"})
                goods = item is not None and self.goods(item)
                return Event(frame, verb, target, doer, None, item) if goods else None
            case "make":
                return (
                    Event(frame, verb, supplier=doer, item=target) if self.goods(target) else None
                )
            case "fire":
                return Event(frame, verb, user=doer, item=target) if self.goods(target) else None
            case "serve":
                return Event(frame, verb, item=doer) if self.pronoun(doer) else None
            case "strike":
                means = {"with", "avec", "using", "à l'aide de"}
                item = self._after(verb, means)
                if item is None and target is not None:
                    item = self._after(target, means)
                return Event(frame, verb, user=doer, item=item) if self.goods(item) else None
            case "stop" | "down":
                stopped = self.goods(target) or self.vessel(target)
                return Event(frame, verb, user=doer, item=target) if stopped else None
            case "halt":
                return Event(frame, verb, user=doer, item=target) if self.vessel(target) else None
            case "help":
                if self._for_a_purpose(verb):
                    return None
                named = (
                    target is not None
                    and target.pos_ in ("NOUN", "PROPN")
                    and not self.goods(target)
                )
                return Event(frame, verb, supplier=doer, recipient=target) if named else None
            case "hit":
                return Event(frame, verb, supplier=doer, recipient=target) if target else None
            case "impose":
                return self._impose(frame, verb, doer, target)
            case "drain":
                return self._drain(frame, verb, doer, target)
        return None

    def _for_a_purpose(self, verb: Token) -> bool:
        """True in "sent trainers to help advise the troops": the help is why they were sent."""
        token = verb
        for _ in range(3):
            if token.dep_ in ("advcl", "acl", "xcomp") and any(
                c.lower_ in ("pour", "to") and c.dep_ in ("mark", "aux") for c in token.children
            ):
                return bool(token.dep_ != "xcomp")
            token = token.head
        return False

    def _nearby(self, verb: Token) -> Token | None:
        """Goods right after a verb under which the parser did not hang them."""
        for token in verb.doc[verb.i + 1 : verb.i + 9]:
            if token.text in ",.;:" or (token.pos_ == "VERB" and token.i > verb.i):
                return None
            if token.pos_ in ("NOUN", "PROPN") and self.goods(token):
                before = token.nbor(-1)
                bare = before.lower_ in NEAR or before.pos_ in ("NUM", "DET", "ADJ")
                return token if bare else None
        return None

    def _give(
        self, frame: Frame, verb: Token, doer: Token | None, target: Token | None
    ) -> Event | None:
        receiver = self.grammar.recipient_object(verb)
        if verb.i and doer is not None and self.vessel(verb.nbor(-1)) and doer != verb.nbor(-1):
            doer = None  # "intercepted a dhow carrying rifles": whoever stopped it sent nothing
        if target is None and self.language == "fr":
            target = self._after(verb, {"de"}) or self._nearby(verb)
        if target is None:
            return None
        if doer is None and self.grammar.passive(verb):
            doer = next(
                (t for _, o in self.grammar.obliques(verb)
                 for p, t in self.grammar.obliques(o) if p in ("by", "par")), None
            )  # fmt: skip
        if self._is(target, "personnel"):
            return Event("train_support", verb, supplier=doer, item=target)
        if self.grammar.passive(verb) and not self.goods(target) and not self.pronoun(target):
            item = self._after(verb, WITH)
            if item is not None and self.goods(item):
                return Event(frame, verb, supplier=doer, recipient=target, item=item)
        if not self.goods(target):
            item = self._after(verb, {"with"})
            if item is not None and self.goods(item):
                return Event(frame, verb, supplier=doer, recipient=target, item=item)
            return None
        receiver = receiver or self._after_all(verb, target, RECIPIENT)
        origin = None if doer is not None else self._after_all(verb, target, {"from"})
        return Event(frame, verb, supplier=doer or origin, recipient=receiver, item=target)

    def _get(
        self, frame: Frame, verb: Token, doer: Token | None, target: Token | None
    ) -> Event | None:
        if not self.goods(target):
            target = self._nearby(verb) if self.language == "fr" else None
        if target is None:
            return None
        wanted = SUPPLIER | {"à"} if frame == "order" else SUPPLIER
        supplier = self._after_all(verb, target, wanted - {"by", "par"}, skip=target)
        return Event(frame, verb, supplier=supplier, recipient=doer, item=target)

    def _come(self, frame: Frame, verb: Token, doer: Token | None) -> Event | None:
        if not self.goods(doer):
            return None
        reached = self.grammar.direct_object(verb) if self.language == "en" else None
        receiver = reached or self._after(verb, {"to", "à"})
        origin = self._after(verb, {"from", "de"})
        if receiver == doer:
            receiver = None
        return Event(frame, verb, supplier=origin, recipient=receiver, item=doer)

    def _impose(
        self, frame: Frame, verb: Token, doer: Token | None, target: Token | None
    ) -> Event | None:
        if target is None or self.grammar.noun(target) != "sanction":
            return None
        receiver = self._after_all(verb, target, AGAINST)
        return Event(frame, target, supplier=doer, recipient=receiver)

    def _drain(
        self, frame: Frame, verb: Token, doer: Token | None, target: Token | None
    ) -> Event | None:
        of = next((t for p, t in self.grammar.obliques(verb) if p in ("of", "out of", "de")), None)
        item = target if target is not None else of
        if self.goods(item):
            return Event(frame, verb, user=None if doer == item else doer, item=item)
        if self.goods(doer):
            return Event(frame, verb, item=doer)
        return None

    def pending(self, token: Token) -> Event | None:
        """ "Others are in preparation": a transfer that is to come."""
        copulas = [c for c in token.children if c.dep_ == "cop"]
        head = token if copulas else token.head.head if token.head.dep_ == "prep" else token.head
        item = next((c for c in head.children if c.dep_.startswith("nsubj")), None)
        is_so = bool(copulas) or head.pos_ == "AUX"
        return Event("transfer", token, item=item) if is_so and self.goods(item) else None

    def short_of(self, token: Token) -> Event | None:
        """ "La Russie est à court de missiles", which the parser takes for a missile being."""
        doc, i = token.doc, token.i
        if not 0 < i < len(doc) - 2 or doc[i - 1].lower_ != "à" or doc[i + 1].lower_[:1] != "d":
            return None
        item = next((t for t in doc[i + 1 : i + 5] if self.goods(t)), None)
        subjects = [t for t in doc[max(0, i - 8) : i] if t.dep_.startswith("nsubj")]
        return Event("exhaust", token, user=subjects[-1] if subjects else None, item=item)

    def of_noun(self, noun: Token, frame: Frame) -> Event | None:
        """ "The delivery of drones to Russia by Iran"."""
        obliques = self.grammar.obliques(noun)
        item = next((t for p, t in obliques if p in ("of", "de") and self.goods(t)), None)
        compound = next(
            (c for c in noun.children if c.dep_ in ("compound", "amod") and self.goods(c)), None
        )
        item = item if item is not None else compound
        if frame == "sanction":
            hit = next((t for p, t in obliques if p in AGAINST), None)
            return Event(frame, noun, recipient=hit, nominal=True) if hit is not None else None
        if item is None or frame == "exhaust":
            return None
        near = [*obliques, *self.grammar.obliques(item)]
        above = noun.head
        for _ in range(3):  # the parser hangs "to Iran" on the verb above
            near += [(p, t) for p, t in self.grammar.obliques(above) if t.i > noun.i]
            above = above.head
        event = Event(frame, noun, item=item, nominal=True)
        by = next((t for p, t in near if p in ("by", "par") and not self.goods(t)), None)
        owner = self.grammar.possessor(noun)
        doer = by or (owner if owner is not None and owner != item else None)
        to = next((t for p, t in near if p in RECIPIENT and not self.goods(t)), None)
        origin = next((t for p, t in near if p == "from"), None)
        match frame:
            case "transfer":
                return replace(event, supplier=doer or origin, recipient=to)
            case "order":
                return replace(event, recipient=doer, supplier=origin)
            case "produce":
                return replace(event, supplier=doer)
            case "use" | "intercept":
                return replace(event, user=doer)
        return event

    def _after(self, token: Token, prepositions: set[str]) -> Token | None:
        return next((t for p, t in self.grammar.obliques(token) if p in prepositions), None)

    def _after_all(
        self, verb: Token, target: Token, prepositions: set[str], skip: Token | None = None
    ) -> Token | None:
        """What stands after one of the prepositions under the verb, else under its object, where
        the parser often hangs it ("missiles to Moscow"); never goods, never a time."""
        places = [verb, target, *(t for _, t in self.grammar.obliques(target))]
        for place in places:
            for preposition, found in self.grammar.obliques(place):
                if preposition not in prepositions or found == skip or self.goods(found):
                    continue
                if found.pos_ in ("PROPN", "NOUN", "PRON", "X", "ADJ") and not _is_time(found):
                    if preposition in ("de", "en") and found.pos_ != "PROPN":
                        continue
                    return found
        return None

    def goods(self, token: Token | None) -> bool:
        """True for goods of the trade: a word of the table, a designation, a measure of goods
        ("dozens of drones"), a bare number or a pronoun that may stand for them."""
        if token is None:
            return False
        if self._is(token, "goods") or self.pronoun(token):
            return True
        if any(
            word in _designations() for word in (token.lower_, token.text.split("-")[0].lower())
        ):
            return True
        if self._is(token, "cargo") or token.pos_ == "NUM":
            inner = [t for p, t in self.grammar.obliques(token) if p in ("of", "de", "d'entre")]
            inner += [c for c in token.children if c.dep_ in ("nmod", "obl:arg", "appos")]
            return any(self.goods(t) for t in inner) or (token.pos_ == "NUM" and not inner)
        return any(c.dep_ in ("compound", "nmod", "flat:name", "appos") and self._is(c, "goods")
                   for c in token.children)  # fmt: skip

    def vessel(self, token: Token | None) -> bool:
        """True for what carries goods."""
        return token is not None and self._is(token, "vessels")

    def pronoun(self, token: Token | None) -> bool:
        """True for a pronoun that may stand for goods."""
        if token is None or token.lower_ not in self.table.items["pronouns"]:
            return False
        return token.pos_ in ("PRON", "DET", "ADJ", "NOUN")

    def _is(self, token: Token, kind: str) -> bool:
        noun = self.grammar.noun(token) or token.lower_
        return noun in self.table.items[kind] or token.lower_ in self.table.items[kind]


ATTEMPTS = frozenset({"attempt", "attempts", "tentative", "tentatives", "effort", "efforts"})
NEAR = frozenset({"des", "de", "d'", "les", "ces", "la", "le", "plusieurs"})
PENDING = frozenset({"préparation", "preparation", "route", "way"})
"""Nouns of what is on its way ("en préparation", "on the way")."""
_BEFORE = ("mark", "prep", "case", "advmod")
_TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday week month year day night time war
    lundi mardi mercredi jeudi vendredi samedi dimanche semaine mois année an jour nuit présent
    guerre january february march april june july august september october november december
    février mars avril juin juillet août septembre octobre novembre décembre moment part fois
    batch
    """.split()
)


def _is_time(token: Token) -> bool:
    return token.lower_ in _TIMES or token.lower_.rstrip("s") in _TIMES
