"""Who "he", "M. Blinken" and "the Secretary of State" are: only when it can be no other.

Reach for one `Speakers` per report, fed in the order of the text. It keeps the people who were
named with their titles, and answers for a later mention only when exactly one of them fits: the
surname, the bare title, or, for a pronoun, the only person of the last sentences. Two colonels in
one sentence, and "he" is nobody. "I" and "we" are whoever is being quoted.
"""

from dataclasses import dataclass, field, replace

from vedette.find.claims.naming import Phrase, phrase
from vedette.find.claims.parse import Doc, Token
from vedette.find.claims.titles import FEMININE, MASCULINE, TITLES
from vedette.model.report import Span
from vedette.reference.peoples import country_named

FIRST = {"i", "we", "je", "j'", "nous", "me", "us", "my", "our"}
THIRD = frozenset(
    """
    he she they it il elle ils elles lui -il -elle -t-il -t-elle -ils -elles him her them celui-ci
    celle-ci
    """.split()
)
MALE = {"he", "il", "-il", "-t-il", "lui", "him"}
FEMALE = {"she", "elle", "-elle", "-t-elle", "her"}
OFFICES = frozenset(
    "état state foreign defence defense affaires affairs étrangères maison house".split()
)
"""Capitalised words of offices, which are nobody's name."""
WINDOW = 2
"""Sentences back in which a pronoun's person must have been named."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named: the words, the proper name in them, titles, and f, m or "" for unknown."""

    name: str
    proper: tuple[str, ...]
    titles: frozenset[str]
    gender: str
    span: Span
    sentence: int


@dataclass(slots=True)
class Speakers:
    """The people of one report so far; `sentence` counts sentences."""

    people: list[Person] = field(default_factory=list)
    sentence: int = 0
    last: Person | None = None

    def meet(self, doc: Doc, words: tuple[int, int], text: str, base: int) -> None:
        """Take up the people that a sentence names."""
        self.sentence += 1
        done = words[0]
        for token in doc[words[0] : words[1]]:
            if token.i < done or not _may_be_person(token):
                continue
            found = phrase(token)
            person = self._person(doc, found, text, base)
            if person is not None:
                done = max(found.words[1], token.i + 1)
                known = self.full(found, doc)
                if known is not None:  # the same person, met again
                    person = replace(known, sentence=self.sentence)
                self.people.append(person)

    def _person(self, doc: Doc, found: Phrase, text: str, base: int) -> Person | None:
        tokens = doc[found.words[0] : found.words[1]]
        titles = frozenset(t.lower_ for t in tokens if t.lower_ in TITLES)
        proper = tuple(
            t.text
            for t in tokens
            if t.text[:1].isupper() and t.pos_ in ("PROPN", "NOUN", "ADJ", "X")
            and t.lower_ not in TITLES | OFFICES and not country_named(t.text)
        )  # fmt: skip
        first = tokens[0]
        if not proper and not titles:
            return None
        if not titles and (len(proper) < 2 or len(proper) < len(tokens)):
            return None
        span = Span.of(text, base + first.idx, base + tokens[-1].idx + len(tokens[-1]))
        gender = "f" if titles & FEMININE else "m" if titles & MASCULINE else _article(doc, found)
        name = " ".join(proper) if len(proper) > 1 else found.name
        return Person(name, proper, titles, gender, span, self.sentence)

    def full(self, found: Phrase, doc: Doc) -> Person | None:
        """The named person that a surname or a bare title means, when only one fits."""
        tokens = doc[found.words[0] : found.words[1]]
        proper = [t.text for t in tokens if t.pos_ == "PROPN" and t.lower_ not in TITLES]
        titles = {t.lower_ for t in tokens if t.lower_ in TITLES}
        named = [p for p in self.people if p.proper]
        if proper:
            fits = {p.proper: p for p in named if set(proper) < set(p.proper)}
        elif titles and _definite(doc, found):
            fits = {p.proper: p for p in named if titles <= p.titles}
            if len({t.lower_ for t in tokens} - titles) > 3:
                return None
        else:
            return None
        return next(iter(fits.values())) if len(fits) == 1 else None

    def third(self, pronoun: str, at: int) -> Person | None:
        """The only person that "he" or "she" can be, named before character `at`."""
        gender = "m" if pronoun in MALE else "f" if pronoun in FEMALE else ""
        recent = [
            p for p in self.people
            if p.span.start < at
            and p.sentence >= self.sentence - WINDOW
            and p.gender in ("", gender)
        ]  # fmt: skip
        persons = {p.proper or (p.name,): p for p in recent if p.proper or p.titles}
        if len(persons) == 1:
            return next(iter(persons.values()))
        certain = {k: p for k, p in persons.items() if p.gender == gender and gender}
        unsure = {k: p for k, p in persons.items() if not p.gender}
        if len(certain) == 1 and not unsure:
            return next(iter(certain.values()))
        return None


def _may_be_person(token: Token) -> bool:
    if token.dep_ in ("compound", "flat:name", "poss", "amod", "nmod:poss"):
        return False
    return token.pos_ in ("PROPN", "NOUN", "X") and (
        token.lower_ in TITLES
        or (token.text[:1].isupper() and token.dep_ not in ("pobj", "nmod"))
        or any(c.lower_ in TITLES for c in token.children)
    )


def _article(doc: Doc, found: Phrase) -> str:
    start = found.words[0]
    before = doc[start - 1].lower_ if start else ""
    return {"la": "f", "une": "f", "le": "m", "un": "m"}.get(before, "")


def _definite(doc: Doc, found: Phrase) -> bool:
    start = found.words[0]
    before = doc[start - 1].lower_ if start else ""
    return before in ("the", "le", "la", "l'", "l’")
