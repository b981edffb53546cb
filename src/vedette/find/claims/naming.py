"""How to call who and what a tree points at: the words of a phrase, without what only qualifies it.

Reach for `phrase` to get from a head to its words: "a senior US official, who asked not to be
named" is a senior US official. Goods behind a measure are the goods ("dozens of drones" are drones,
"a cargo of rifles" rifles), and the measure, when it is no plain number of pieces, is the unit.
"""

from dataclasses import dataclass
from types import ModuleType

from vedette.find.claims.amounts import Amount, amount
from vedette.find.claims.events import frames
from vedette.find.claims.parse import Doc, Token, noun_lemma
from vedette.find.claims.passage import MARKS
from vedette.find.claims.quotes import Range
from vedette.reference.publishers import by_form

_LEFT_OUT = frozenset(
    """
    relcl acl appos advcl acl:relcl cc conj parataxis punct advmod:emph ccomp npadvmod xcomp dep
    """.split()
)
_NAMED_WITH = frozenset(
    """
    of for in at to from with near de à pour en du des d' d’ au aux près
    """.split()
)
_ARTICLES = frozenset(
    """
    the a an le la les l' l’ un une des du de d' d’ this that these those ce cet cette ces au aux
    such several some plusieurs quelques any no aucun aucune other autres more most all tous
    toutes leurs leur davantage selon après par by avec with using not à only how
    many much combien en in at dans sur vers to from contre over near
    """.split()
)
_OF = frozenset({"of", "de", "du", "des", "d'", "d’"})
STOCKS = {"stock", "stockpile"}
PIECES = frozenset(
    """
    dozen hundred thousand score dizaine douzaine centaine millier vingtaine trentaine quarantaine
    cinquantaine soixantaine quinzaine
    number nombre majority majorité plupart most handful variety quantity quantité type kind piece
    unit unité pièce exemplaire rest reste half moitié third tiers partie davantage plus autre
    none some million aucun aucune one
    """.split()
)
"""Measures that count pieces, as against containers and tonnes."""


LOADS = frozenset(
    """
    shipment cargo batch consignment delivery load cargaison lot chargement livraison envoi
    """.split()
)
"""One of them is no unit: what is counted is inside."""
MEASURES = 3
"""Measures within measures that are looked through."""
_PART_OF_NAME = frozenset(
    """
    amod flat:name flat:foreign fixed compound case nummod poss det possessive nmod:poss
    """.split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`words` is a range of tokens; `name` how to call it."""

    words: Range
    name: str


def phrase(token: Token, of_goods: bool = False) -> Phrase:
    """The phrase around its head; the name of goods takes only what stands after "of".

    The tree's own extent is cut at the first comma, clause or loose addition after the head.
    """
    doc = token.doc
    start, end = token.left_edge.i, token.i + 1
    for c in sorted(token.rights, key=lambda c: c.i):
        if c.i > end and any(doc[i].text in MARKS - {"-", "'", "’"} for i in range(end, c.i + 1)):
            break
        if not _belongs(token, c, _OF if of_goods else _NAMED_WITH):
            break
        end = max(end, c.right_edge.i + 1)
    if token.dep_ == "flat:name":
        start = min(start, token.head.left_edge.i)
    words = [t for t in doc[start:end] if not t.is_space]
    while len(words) > 1 and words[0].i < token.i and _drops(words[0]):
        words = words[1:]
    for at, word in enumerate(words):
        stops = word.text in (",", ";", ":", "«", '"', "“")
        if word.i > token.i and (stops or word.dep_ in ("relcl", "acl:relcl")):
            words = words[:at]
            break
    kept = [t for t in words if t.i >= words[0].i]
    first, last = kept[0].i, kept[-1].i + 1
    while last > first + 1 and doc[last - 1].text in MARKS:
        last -= 1
    name = str(doc[first:last].text)
    return Phrase((first, last), name.removesuffix("'s").removesuffix("’s").strip())


def _belongs(head: Token, c: Token, prepositions: frozenset[str]) -> bool:
    """True when the dependent at the right is part of the name."""
    if c.dep_ == "appos":
        return bool(c.pos_ == "PROPN" and (c.left_edge.i == head.i + 1 or c.i - head.i <= 5))
    if c.dep_ in _LEFT_OUT:
        return False
    if c.dep_ in ("prep", "nmod", "obl:arg", "obl:mod", "obl"):
        first = c if c.dep_ == "prep" else c.left_edge
        publisher = any(t.text in by_form() for t in c.subtree)
        return (first.lower_ in prepositions and not publisher) or (
            c.pos_ == "PROPN" and c.dep_ == "nmod" and first == c
        )
    if c.dep_ == "amod" and c.lower_ == "familiar":
        return True
    return c.dep_ in _PART_OF_NAME


def _drops(word: Token) -> bool:
    return word.lower_ in _ARTICLES or word.text in MARKS or word.pos_ == "SPACE"


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods behind their measure: the head that names them, how many, and in what unit ("" is
    pieces). `words` are the tokens of the count."""

    head: Token
    count: Amount | None
    words: Range | None
    unit: str


def goods(token: Token, grammar: ModuleType, language: str) -> Goods:
    """What an item's head stands for, behind all measures: "a cargo of 60 tonnes of rifles"."""
    items = frames(language).items
    head, unit = token, ""
    count, words = _count(token.doc, token)
    for _ in range(MEASURES):
        noun = noun_lemma(head.lower_, language)
        if noun in STOCKS or not (noun in items["cargo"] or head.pos_ == "NUM"):
            break
        inner = next((t for p, t in grammar.obliques(head) if p in ("of", "de", "d'entre")), None)
        if inner is None:
            break
        counts_pieces = noun in PIECES or noun in LOADS or head.pos_ == "NUM"
        if count is not None and not counts_pieces and not unit:
            unit = noun
        head = inner
        if count is None or noun in LOADS:
            deeper, at = _count(token.doc, head)
            if deeper is not None or noun in LOADS:
                count, words, unit = deeper, at, ""
    if count is None:
        count, words = _count(token.doc, head)
    return Goods(head, count, words, unit)


def _count(doc: Doc, head: Token) -> tuple[Amount | None, Range | None]:
    """The count in the words from a little before the phrase to its head."""
    start = head.left_edge.i
    for _ in range(3):
        if start and doc[start - 1].lower_ in _BEFORE:
            start -= 1
    end = head.i + 1
    text = str(doc[start:end].text)
    found = amount(text)
    if found is None:
        return None, None
    base = doc[start].idx
    tokens = [
        t.i
        for t in doc[start:end]
        if t.idx < base + found.end and t.idx + len(t) > base + found.start
    ]
    return found, (tokens[0], tokens[-1] + 1)


_BEFORE = frozenset(
    """
    at least more than over about around some nearly almost up to au moins plus de d' environ près
    quelque jusqu' à fewer less between entre des une a several plusieurs
    """.split()
)
