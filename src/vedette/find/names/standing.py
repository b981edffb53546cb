"""How an entry stands by each of its names: its own, a weak alias, or only its initials.

Reach for `listed_names` to get all names under which an entry is to be found. The initials of a
company's words (PLA for People's Liberation Army) are a name that papers use and lists leave out;
so many companies share them that they never make a hit by themselves. It refuses initials of
people and ships, of fewer than three words, and those that the entry has as an alias anyway.
"""

from enum import IntEnum
from typing import NamedTuple

from vedette.find.names.evidence import names_of, sort_of
from vedette.find.names.tokens import Habit, Kind, analyse
from vedette.model.entity import Entity


class Standing(IntEnum):
    """How far a name is the entry's own; the place of its weight in `weights.standing_weights`."""

    OWN = 0
    WEAK = 1
    INITIALS = 2


class ListedAs(NamedTuple):
    """A name of an entry; `of` is the full name that initials stand for, else empty."""

    written: str
    standing: Standing
    of: str = ""


FEWEST, MOST = 3, 6
"""Words whose initials are read as a name."""

_SAYING = {Kind.NAME, Kind.GENERIC, Kind.PLACE}


def listed_names(entity: Entity) -> list[ListedAs]:
    """Every name under which an entry is found, its own first.

    >>> army = Entity("x", "Organization", {"name": ("People's Liberation Army",)})
    >>> [(name.written, name.standing.name) for name in listed_names(army)]
    [("People's Liberation Army", 'OWN'), ('PLA', 'INITIALS')]
    """
    names = [
        ListedAs(written, Standing.WEAK if weak else Standing.OWN)
        for written, weak in names_of(entity)
    ]
    if sort_of(entity.schema)[0] in {Habit.PERSON, Habit.VEHICLE}:
        return names
    known = {name.written.upper() for name in names}
    for name in [name for name in names if name.standing is Standing.OWN]:
        letters = initials(name.written, sort_of(entity.schema)[0])
        if letters and letters not in known:
            known.add(letters)
            names.append(ListedAs(letters, Standing.INITIALS, name.written))
    return names


def initials(written: str, habit: Habit) -> str:
    """The initials of the words that say something, or nothing where they make no name.

    >>> initials("Islamic Republic of Iran Shipping Lines", Habit.ORGANISATION)
    'IRISL'
    >>> initials("Aviazapchast JSC", Habit.ORGANISATION)
    ''
    """
    name = analyse(written, habit)
    if name.habit is not Habit.ORGANISATION:
        return ""
    words = [token.text for token in name.tokens if token.kind in _SAYING]
    if not FEWEST <= len(words) <= MOST or not all(word.isalpha() for word in words):
        return ""
    return "".join(word[0] for word in words).upper()
