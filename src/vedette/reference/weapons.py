"""Names of weapons and engines met in reports, with their transliterations and sources.

Reach for `weapons` to find a designation by any of its names: Shahed-136 = Geran-2 = Герань-2.
The rows stand in ``weapons.csv``. It is a gazetteer for reading the news, not a technical
description: it holds no characteristics and never will.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weapon:
    """One designation: what kind of thing, the country that made it first (ISO 3166-1 alpha-2,
    lower case), all names it goes by, and where and when we saw them."""

    designation: str
    kind: str
    country: str
    names: tuple[str, ...]
    source: str
    address: str
    seen: str


@cache
def weapons() -> tuple[Weapon, ...]:
    """Every row, in the order of the file."""
    text = files(__package__).joinpath("weapons.csv").read_text("utf-8")
    return tuple(
        Weapon(
            row["designation"],
            row["kind"],
            row["country"],
            tuple(row["names"].split("|")),
            row["source"],
            row["address"],
            row["seen"],
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _by_name() -> dict[str, str]:
    return {name.casefold(): row.designation for row in weapons() for name in row.names}


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_by_name(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def designation_of(name: str) -> str:
    """The designation that `name` is or holds, or `name` itself when none is known.

    >>> designation_of("Герань-2"), designation_of("shahed-136/131"), designation_of("Bayraktar")
    ('Shahed-136', 'Shahed-136', 'Bayraktar')
    >>> designation_of("drones Chahed-136 iraniens"), designation_of("drones")
    ('Shahed-136', 'drones')
    """
    folded = name.strip().casefold()
    if folded in _by_name():
        return _by_name()[folded]
    found = _named().search(folded)
    return _by_name()[found.group()] if found else name.strip()
