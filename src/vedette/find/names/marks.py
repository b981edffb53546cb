"""How far the evidence beside a name can carry it: a bound that costs one look at an entry.

Reach for `mark_of` to keep sixty-four bits of an entry's birth years and of its countries, and for
`bar` to say what a query asks of a name. Two parties whose marks share no bit cannot agree, so the
search asks more of their names; a shared bit promises nothing, the full comparison decides.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np

from vedette.find.names.evidence import Profile
from vedette.find.names.weights import FIELDS, field_weights


class Marks(NamedTuple):
    """Bits of the birth years and of the countries of a party."""

    born: int
    countries: int


class Bar(NamedTuple):
    """What a name must reach: `floor`, less what birth date and country may add where they fit."""

    floor: float
    born: np.uint64
    born_adds: float
    countries: np.uint64
    countries_add: float


def mark_of(profile: Profile) -> Marks:
    """The marks of a party.

    Years whose digits are the same in another order share a bit, for `evidence` takes a date
    whose year was mistyped so for a sign of the same person.
    """
    return Marks(
        _bits("".join(sorted(date[:4])) for date in profile.births), _bits(profile.countries)
    )


def _bits(values: Iterable[str]) -> int:
    bits = 0
    for value in values:
        bits |= 1 << crc32(value.encode()) % 64
    return bits


def bar(profile: Profile, wanted: float) -> Bar:
    """The bar for a query; `wanted` is the sum of evidence that a hit must have."""
    adds = _adds()
    if profile.places:
        wanted -= adds["place_agrees"]
    if profile.gender:
        wanted -= adds["gender_agrees"]
    marks = mark_of(profile)
    return Bar(
        wanted - _ROUNDING,
        np.uint64(marks.born),
        adds["birth_day_agrees"] if marks.born else 0.0,
        np.uint64(marks.countries),
        adds["country_agrees"] if marks.countries else 0.0,
    )


@cache
def _adds() -> dict[str, float]:
    return dict(zip(FIELDS, field_weights().tolist(), strict=True))


_ROUNDING = 1e-9
"""Sums in another order differ by less than this; nothing may be lost to it."""
