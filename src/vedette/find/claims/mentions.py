"""Weapons and listed parties named in a text, each with what the text says of them.

Reach for `Mentions` once per snapshot, and `find` per report: one pass over the text finds every
name of a hundred thousand (Aho-Corasick). What a text says of a mention is the business of
`named`.

Matching is exact but for case, kinds of dash and space, and final punctuation; a name must stand
alone, not inside a longer word. Of overlapping names the longest counts. It refuses names that
would fire on ordinary prose: a party's name needs two words or an unusual one of at least
`SHORTEST` letters, a ship's single name a word for a ship before it ("tanker Adler"). A ship is
found by its IMO number too, an aircraft by its registration. What it misses, `named` asks
`find.names` for, from the roles of claims.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from vedette.find.claims.models import INSTALL
from vedette.model.entity import Entity
from vedette.model.errors import Missing
from vedette.model.report import Span
from vedette.reference.weapons import weapons

SHORTEST = 8
"""Letters a one-word name of a party must have to be looked for."""

SHIP_WORDS = (
    "ship", "vessel", "tanker", "freighter", "mv", "m/v", "navire", "cargo", "pétrolier", "schiff",
    "frachter", "buque", "petrolero", "судно", "судна", "танкер", "корабль",
)  # fmt: skip
"""Words before a ship's name that show that it is one."""

_REGISTRATION = re.compile(r"[a-z0-9]{1,2}-[a-z0-9]{3,5}")
"""An aircraft's registration as it is painted: EP-GOM, UR-82073."""

DASHES = "‐‑‒–—―−﹘﹣－"
SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t\n\r"
)

PARTIES = frozenset(
    {"Person", "Company", "Organization", "LegalEntity", "PublicBody", "Vessel", "Airplane"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """`span` of the text names `reference`: a weapon's designation or a list entity's id.

    `ambiguous` lists the other entities that bear the very same name.
    """

    span: Span
    kind: Literal["weapon", "party"]
    reference: str
    ambiguous: tuple[str, ...] = ()


class Mentions:
    """Names of weapons and of listed parties, ready to be looked for; it never changes."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        try:
            from ahocorasick import Automaton
        except ImportError:
            raise Missing(
                "finding names in reports needs the package pyahocorasick", INSTALL
            ) from None
        names: dict[str, list[tuple[Literal["weapon", "party"], str]]] = {}
        for weapon in weapons():
            for name in weapon.names:
                names.setdefault(plain(name), []).append(("weapon", weapon.designation))
        for entity in entities:
            if entity.schema in PARTIES:
                for form in forms(entity):
                    names.setdefault(form, []).append(("party", entity.id))
        self._automaton = Automaton()
        for name, meanings in names.items():
            self._automaton.add_word(name, (len(name), tuple(dict.fromkeys(meanings))))
        self._automaton.make_automaton()

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every mention, in the order of the text, overlapping ones settled for the longest.

        >>> found = Mentions().find("Moscow calls the Shahed‑136 “Герань-2”.")
        >>> [(mention.span.text, mention.reference) for mention in found]
        [('Shahed‑136', 'Shahed-136'), ('Герань-2', 'Shahed-136')]
        """
        folded = plain(text)
        hits: list[tuple[int, int, tuple[tuple[Literal["weapon", "party"], str], ...]]] = []
        for last, (length, meanings) in self._automaton.iter(folded):
            start, end = last - length + 1, last + 1
            if _stands_alone(folded, start, end):
                hits.append((start, end, meanings))
        hits.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        taken = bytearray(len(text))
        mentions: list[Mention] = []
        for start, end, meanings in hits:
            if taken.find(1, start, end) >= 0:
                continue
            taken[start:end] = b"\1" * (end - start)
            (kind, reference), *others = meanings
            mentions.append(
                Mention(
                    Span(start, end, text[start:end]),
                    kind,
                    reference,
                    tuple(other for _, other in others),
                )
            )
        return tuple(sorted(mentions, key=lambda mention: mention.span.start))


def forms(entity: Entity) -> list[str]:
    """The forms under which a party, ship or aircraft is looked for, folded, in order.

    >>> forms(Entity("1", "Person", {"name": ("MEHRABI, Abdollah",)}))
    ['abdollah mehrabi']
    >>> ship = Entity("2", "Vessel", {"name": ("ADLER",), "imoNumber": ("9179854",)})
    >>> [form for form in forms(ship) if form in ("adler", "tanker adler", "imo 9179854")]
    ['imo 9179854', 'tanker adler']
    """
    found: set[str] = set()
    for name in entity.values("name", "alias", "previousName"):
        folded = plain(name).strip(" .,;")
        family, comma, given = folded.partition(", ")
        if comma and given and "," not in given:
            folded = f"{given} {family}"
        if " " in folded or len(folded) >= SHORTEST:
            found.add(folded)
        elif entity.schema == "Vessel" and len(folded) > 2:
            found.update(f"{word} {folded}" for word in SHIP_WORDS)
        elif _REGISTRATION.fullmatch(folded):
            found.add(folded)
    for number in entity.values("imoNumber"):
        digits = number.upper().removeprefix("IMO").strip()
        found.update(f"{word} {digits}" for word in ("imo", "imo:", "imo number", "imo no."))
    for tail in entity.values("registrationNumber"):
        if entity.schema == "Airplane" and _REGISTRATION.fullmatch(plain(tail)):
            found.add(plain(tail))
    return sorted(found)


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (
        (start and text[start - 1].isalnum() and text[start].isalnum())
        or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
    )


def plain(text: str) -> str:
    """Lower case and one kind of dash and space, character for character, so offsets hold."""
    return text.translate(_fold())


@cache
def _fold() -> dict[int, Any]:
    table: dict[int, Any] = {
        code: ord(lower)
        for code in range(sys.maxunicode + 1)
        if len(lower := chr(code).lower()) == 1 and ord(lower) != code
    }
    table.update({ord(dash): ord("-") for dash in DASHES})
    table.update({ord(space): ord(" ") for space in SPACES})
    return table
