"""Part numbers, models and kinds of parts that were recovered from drones or are sought for them.

Reach for `designated` with the texts of a line of goods. Spaces, hyphens and case in a
designation do not matter ("ROTAX912-iS" is a Rotax 912), what stands before or after does
("MD-5500" is no MD-550). A finding says where such a part was found and by whom; it says nothing
of this one.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from vedette.reference.goods.tables import Designation, designations
from vedette.reference.weapons import weapons


@dataclass(frozen=True, slots=True)
class Part:
    """A designation found in a text: its row, and the words that name it."""

    row: Designation
    words: str


def designated(texts: Iterable[str]) -> tuple[Part, ...]:
    """The designations that these texts name, each once, in the order of the table.

    >>> [part.row.designation for part in designated(["Engine ROTAX912 iS, used"])]
    ['Rotax 912']
    >>> designated(["MD-5500 mixer", "microcontrollers"])[0].row.kind
    'category'
    """
    found: dict[str, Part] = {}
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        if not _may_name(plain, _runs_of_parts()):
            continue
        for match in _pattern().finditer(plain):
            row = _rows()[int((match.lastgroup or "d0")[1:])]
            found.setdefault(row.designation, Part(row, match[0]))
    order = {row.designation: at for at, row in enumerate(designations())}
    return tuple(sorted(found.values(), key=lambda part: order[part.row.designation]))


def weapons_named(texts: Iterable[str]) -> tuple[str, ...]:
    """Weapons that the texts name outright, by their designation.

    >>> weapons_named(["spare wings for Герань-2"])
    ('Shahed-136',)
    """
    found = {
        _weapon_of()[_squeezed(match[0])]
        for text in texts
        if _may_name(text, _runs_of_weapons())
        for match in _weapons().finditer(text)
    }
    return tuple(sorted(found))


@cache
def _rows() -> tuple[Designation, ...]:
    return designations()


@cache
def _pattern() -> re.Pattern[str]:
    parts = [
        f"(?P<d{at}>" + "|".join(_loose(name) for name in sorted(row.names, key=len)[::-1]) + ")"
        for at, row in enumerate(_rows())
    ]
    return re.compile("|".join(parts), re.IGNORECASE)


@cache
def _weapon_of() -> dict[str, str]:
    return {
        _squeezed(name): row.designation
        for row in weapons()
        for name in row.names
        if any(character.isdigit() for character in name)
    }


@cache
def _weapons() -> re.Pattern[str]:
    names = {name for row in weapons() for name in row.names if any(map(str.isdigit, name))}
    return re.compile(
        "|".join(_loose(name) for name in sorted(names, key=len)[::-1]), re.IGNORECASE
    )


@dataclass(frozen=True, slots=True)
class _Beginnings:
    """How names begin: with one run or two `runs` of letters or digits, or (in scripts that
    inflect, or write without spaces) with a piece of text that may stand anywhere."""

    runs: frozenset[tuple[str, ...]]
    pieces: tuple[str, ...]


def _may_name(text: str, names: _Beginnings) -> bool:
    """Whether a text holds the beginning of some name: most texts do not, and need no pattern."""
    lowered = text.lower()
    runs = _RUNS.findall(lowered)
    singular = [run.removesuffix("s") for run in runs]
    here = {
        *zip(runs, strict=True),
        *zip(singular, strict=True),
        *pairwise(runs),
        *zip(runs, singular[1:], strict=False),
    }
    return not here.isdisjoint(names.runs) or any(piece in lowered for piece in names.pieces)


@cache
def _runs_of_parts() -> _Beginnings:
    return _beginnings(name for row in _rows() for name in row.names)


@cache
def _runs_of_weapons() -> _Beginnings:
    return _beginnings(
        name for row in weapons() for name in row.names if any(map(str.isdigit, name))
    )


def _beginnings(names: Iterable[str]) -> _Beginnings:
    runs: set[tuple[str, ...]] = set()
    pieces: set[str] = set()
    for name in names:
        first, *rest = _RUNS.findall(name.lower())
        if not first.isascii():
            pieces.add(first)
        elif rest and rest[0].isascii():
            runs.add((first, rest[0]))
        else:
            runs.add((first,))
    return _Beginnings(frozenset(runs), tuple(sorted(pieces)))


_RUNS = re.compile(r"[^\W\d_]+|\d+")
"""Letters and digits by turns."""


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _loose(name: str) -> str:
    """A pattern for a name that lets separators come and go between letters and digits."""
    runs = _RUNS.findall(name)
    body = r"[\s\-_./]*".join(re.escape(run) for run in runs)
    start = r"(?<![^\W_])" if not _chinese(name[0]) else ""
    # A model's variant may follow its number ("912iS"); another digit would be another model,
    # and letters after letters another word, save for the plural of Latin words and inflection.
    end = r"(?!\d)" if name[-1].isdigit() else ("" if not name[-1].isascii() else r"s?(?![^\W_])")
    return start + body + end


def _chinese(character: str) -> bool:
    return "一" <= character <= "鿿"
