"""How far the evidence beside a name can carry it: a bound that costs one look at an entry.

Reach for `mark_of` to keep a few bits of what an entry says of birth years, countries, places and
gender, and for `bar` to say what a query asks of a name. Where two marks share no bit the parties
cannot agree, and where both say something they conflict, so the search asks more of their names;
a shared bit promises nothing, the full comparison decides.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np

from vedette.find.names.arrays import Index
from vedette.find.names.evidence import Profile
from vedette.find.names.jit import inline
from vedette.find.names.weights import FIELDS, field_weights


class Marks(NamedTuple):
    """Bits of the birth years, countries and birth places of a party, and of its gender."""

    born: int
    countries: int
    places: int
    gender: int


Fourfold = tuple[float, float, float, float]
"""A figure for birth, country, place and gender."""


class Bar(NamedTuple):
    """What the evidence must sum up to, what a name must be worth at the least, whatever is
    beside it, and what may be beside it: the query's marks, and what each adds where it may
    agree or takes where it cannot. `near` are the years that neither agree nor conflict."""

    wanted: float
    lowest: float
    born: np.uint64
    near: np.uint64
    countries: np.uint64
    places: np.uint64
    gender: np.uint64
    adds: Fourfold
    takes: Fourfold


def mark_of(profile: Profile) -> Marks:
    """The marks of a party.

    Years whose digits are the same in another order share a bit, for `evidence` takes a date
    whose year was mistyped so for a sign of the same person.
    """
    return Marks(
        _bits(_year(date[:4]) for date in profile.births),
        _bits(profile.countries),
        _bits(profile.places),
        _bits([profile.gender] if profile.gender else []),
    )


def _year(digits: str) -> str:
    return "".join(sorted(digits))


def _bits(values: Iterable[str]) -> int:
    bits = 0
    for value in values:
        bits |= 1 << crc32(value.encode()) % 64
    return bits


def bar(profile: Profile, wanted: float, lowest: float) -> Bar:
    """The bar for a query; `wanted` is the sum of evidence that a hit must have."""
    marks = mark_of(profile)
    years = (int(date[:4]) for date in profile.births)
    near = _bits(_year(f"{year + by:04}") for year in years for by in (-1, 0, 1))
    return Bar(
        wanted - _ROUNDING,
        max(wanted, lowest) - _ROUNDING,
        np.uint64(marks.born),
        np.uint64(near),
        np.uint64(marks.countries),
        np.uint64(marks.places),
        np.uint64(marks.gender),
        _fourfold("birth_day_agrees", "country_agrees", "place_agrees", "gender_agrees"),
        _fourfold("birth_conflicts", "country_conflicts", "", "gender_conflicts"),
    )


@cache
def _fourfold(born: str, country: str, place: str, gender: str) -> Fourfold:
    """The weights of four fields; a field without a name never speaks."""
    worth = dict(zip(FIELDS, field_weights().tolist(), strict=True)) | {"": 0.0}
    return worth[born], worth[country], worth[place], worth[gender]


_ROUNDING = 1e-9
"""Sums in another order differ by less than this; nothing may be lost to it."""


@inline
def side(listed: np.uint64, agree: np.uint64, near: np.uint64, adds: float, takes: float) -> float:
    """What one field may add, or surely takes."""
    if listed & agree:
        return adds
    if listed and agree and not listed & near:
        return takes
    return 0.0


_side = side


@inline
def floor_of(index: Index, entity: int, bar: Bar) -> float:
    """What a name of this entity must be worth, by what may stand beside it."""
    beside = (
        _side(index.born[entity], bar.born, bar.near, bar.adds[0], bar.takes[0])
        + _side(index.countries[entity], bar.countries, bar.countries, bar.adds[1], bar.takes[1])
        + _side(index.places[entity], bar.places, bar.places, bar.adds[2], bar.takes[2])
        + _side(index.gender[entity], bar.gender, bar.gender, bar.adds[3], bar.takes[3])
    )
    if beside > 0.0:
        return bar.lowest - beside
    return max(bar.lowest, bar.wanted - beside)


@inline
def lowest_floor(bar: Bar) -> float:
    """What a name must be worth if all that the query says agrees."""
    floor = bar.lowest
    floor -= bar.adds[0] if bar.born else 0.0
    floor -= bar.adds[1] if bar.countries else 0.0
    floor -= bar.adds[2] if bar.places else 0.0
    floor -= bar.adds[3] if bar.gender else 0.0
    return floor
