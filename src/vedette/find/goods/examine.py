"""One line of goods, looked at whole: its code, its words, and whether the two agree.

Reach for `examine`. What it returns are facts; what they weigh is settled by the table of rules.
The hard part is agreement: a description agrees with a code when any of its known words belongs
under that code's heading (or, for words known only by chapter, its chapter); it disagrees when
none does; and nothing can be said when no word is known or no code is given.
"""

from dataclasses import dataclass
from typing import Literal

from vedette.find.goods.codes import Listed, listed
from vedette.find.goods.parts import Part, designated, weapons_named
from vedette.find.goods.words import Word, described, vague_only
from vedette.model.consignment import Good
from vedette.reference.goods.tables import codes

Agreement = Literal["agree", "disagree", "not known"]


@dataclass(frozen=True, slots=True)
class Examined:
    """What is to be said of one line of goods.

    `suggested` are list rows that the words point at while the code does not; `price` is value
    per kilogram in `currency`, null when either is missing.
    """

    good: Good
    listed: tuple[Listed, ...]
    parts: tuple[Part, ...]
    weapons: tuple[str, ...]
    words: tuple[Word, ...]
    agreement: Agreement
    suggested: tuple[Listed, ...]
    vague: bool
    price: float | None


def examine(good: Good) -> Examined:
    """Look at one line of goods.

    >>> seen = examine(Good("Microcontrollers STM32", hs="950300"))
    >>> seen.agreement, seen.suggested[0].says
    ('disagree', 'matches HS 8542.31, CHPL tier 1')
    """
    texts = (good.description, *good.part_numbers, good.maker)
    found = listed(good.hs)
    words = described(good.description)
    parts = designated(texts)
    agreement = agrees(good.hs, words)
    price = good.value / good.weight_kg if good.value and good.weight_kg else None
    return Examined(
        good=good,
        listed=found,
        parts=parts,
        weapons=weapons_named(texts),
        words=words,
        agreement=agreement,
        suggested=_suggested(good.hs, words, parts) if agreement != "agree" else (),
        vague=vague_only(good.description),
        price=price,
    )


def agrees(hs: str, words: tuple[Word, ...]) -> Agreement:
    """Do the words of a description belong under this code?

    >>> agrees("848210", described("ball bearings")), agrees("848210", described("frozen fish"))
    ('agree', 'disagree')
    >>> agrees("560221", described("felt of wool"))
    'not known'
    """
    if len(hs) < 4 or not words:
        return "not known"
    particular = [word for word in words if word.particular]
    for word in particular or words:
        if any(hs[:4].startswith(code[:4]) or code.startswith(hs) for code in word.codes):
            return "agree"
    if not particular:
        return "not known"
    chapters = {code for word in particular for code in word.codes if len(code) == 2}
    if any(_section(int(code)) == _section(int(hs[:2])) for code in chapters):
        return "not known"  # a word known only by chapter does not tell its neighbours apart
    return "disagree"


_SECTIONS = (24, 27, 38, 40, 43, 46, 49, 63, 67, 70, 71, 83, 85, 89, 92, 93, 96, 99)
"""Last chapter of each section of the Harmonized System, food (I to IV) taken as one."""


def _section(chapter: int) -> int:
    return next(at for at, last in enumerate(_SECTIONS) if chapter <= last)


def _suggested(hs: str, words: tuple[Word, ...], parts: tuple[Part, ...]) -> tuple[Listed, ...]:
    """Listed codes that the words name: exactly, or only by their heading."""
    wanted = {c for word in words if word.particular for c in word.codes if len(c) >= 4}
    wanted |= {code for part in parts for code in part.row.codes}
    found: list[Listed] = []
    for code, rows in sorted(codes().items()):
        if hs and hs[:4] == code[:4]:
            continue
        if code in wanted:
            found += [Listed(row, "exact") for row in rows]
        elif code[:4] in wanted:
            found += [Listed(row, "heading") for row in rows]
    return tuple(sorted(found, key=lambda one: one.level == "heading"))
