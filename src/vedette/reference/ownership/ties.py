"""Ties that are weaker than ownership: each a red flag with the guidance that names it.

The rows stand in ``ties.csv``; `weight` is how much one such tie counts in an alert, chosen by
us below what ownership weighs, never learned from outcomes.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class TieRule:
    """One kind of tie: its id, what it says, its weight (0..1), and where the guidance stands."""

    rule: str
    title: str
    weight: float
    guidance: str
    address: str
    date: str


@cache
def tie_rules() -> dict[str, TieRule]:
    """Every kind of tie by its id.

    >>> tie_rules()["ties.series"].title
    'Same name series as listed ships of one fleet'
    """
    text = files(__package__).joinpath("ties.csv").read_text("utf-8")
    return {
        row["rule"]: TieRule(
            row["rule"],
            row["title"],
            float(row["weight"]),
            row["guidance"],
            row["address"],
            row["date"],
        )
        for row in csv.DictReader(text.splitlines())
    }
