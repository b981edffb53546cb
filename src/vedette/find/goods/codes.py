"""Is this tariff code on a list? At any number of digits, and never more than the code says.

Reach for `listed`, and for `embargoed` with the countries that goods go to or pass. A code of
eight or ten digits is within the six-digit code it begins with (the first six digits of every
national tariff are the Harmonized System's); one of four or two digits may or may not be a
listed one, and is said to be too short to tell. It refuses to derive an export classification
(ECCN) from a tariff code: the two do not map.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from vedette.reference.goods.tables import EmbargoedCode, ListedCode, codes, embargoes, lists


@dataclass(frozen=True, slots=True)
class Listed:
    """A code found on a list. `level`: ``exact`` (six digits), ``within`` (more), or ``heading``
    (fewer: some goods under it are listed)."""

    row: ListedCode
    level: Literal["exact", "within", "heading"]

    @property
    def says(self) -> str:
        """In words: ``matches HS 8542.31, CHPL tier 1``."""
        code = f"{self.row.code[:4]}.{self.row.code[4:]}"
        if self.row.list == "chpl":
            words = f"HS {code}, CHPL tier {self.row.tier}"
        else:
            words = f"HS {code}, {self.row.category} of the Iran UAV advisory"
        if self.row.basis == "inferred":
            words += " (code inferred from the category)"
        return ("may fall under " if self.level == "heading" else "matches ") + words


def listed(hs: str) -> tuple[Listed, ...]:
    """Every list row that this code falls under, in the order of the tables.

    >>> [found.says for found in listed("8542310001")][0]
    'matches HS 8542.31, CHPL tier 1'
    >>> listed("950300"), len(listed("8542"))
    ((), 8)
    """
    if len(hs) >= 6:
        level: Literal["exact", "within"] = "exact" if len(hs) == 6 else "within"
        return tuple(Listed(row, level) for row in codes().get(hs[:6], ()))
    if len(hs) in (2, 4):
        return tuple(
            Listed(row, "heading")
            for code, rows in codes().items()
            if code.startswith(hs)
            for row in rows
        )
    return ()


@dataclass(frozen=True, slots=True)
class Embargoed:
    """A code found on a list that binds goods for `country`. `sure` is false where the law names
    only a part of the goods under the code, or a longer code than the paper gives."""

    row: EmbargoedCode
    country: str
    sure: bool

    @property
    def says(self) -> str:
        """In words: ``is HS 8407.10 of Annex II to Regulation (EU) 2023/1529 …``."""
        code = ".".join(filter(None, (self.row.code[:4], self.row.code[4:])))
        words = "is" if self.sure else "may be"
        return f"{words} HS {code} ({self.row.text}) of {lists()[self.row.list].title}"


def embargoed(hs: str, countries: Iterable[str]) -> tuple[Embargoed, ...]:
    """Every row of a list for one of these countries that this code falls under.

    >>> [found.says[:22] for found in embargoed("84071000", ["ir"])]
    ['is HS 8407.10 (spark-i', 'is HS 8407.10 (spark-i']
    >>> embargoed("84071000", ["fr"]), embargoed("8407", ["ir"])
    ((), ())
    """
    if len(hs) < 6:
        return ()
    return tuple(
        Embargoed(row, country, row.extent == "whole" and hs.startswith(row.code))
        for country in dict.fromkeys(countries)
        for row in embargoes().get(country, ())
        if hs.startswith(row.code) or row.code.startswith(hs)
    )
