"""Ownership rules by regime and day: which share blocks, whether shares add up, whether control
counts. The rows stand in ``regimes.csv``, each with its authority, address and the day on which
we saw it.

Reach for `regime_on`. It refuses a day before a regime's first row: what we have not seen we do
not guess.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vedette.model.errors import BadInput, Missing


@dataclass(frozen=True, slots=True)
class Regime:
    """One regime's rule during one span of days (`begins` to `ends`, both included).

    `threshold` in percent; `inclusive` when reaching it is enough (50 % or more) and not only
    passing it (more than 50 %). `aggregate`: holdings of several blocked persons are added.
    `joint`: holdings under a joint arrangement count whole for each who takes part. `control`
    is a ground of its own. `status` is ``in force``, ``suspended``, ``not seen``, or ``no rule``
    where ownership blocks nothing by itself.
    """

    name: str
    begins: str
    ends: str
    status: str
    threshold: float
    inclusive: bool
    aggregate: bool
    joint: bool
    control: bool
    authority: str
    address: str
    seen: str
    says: str


@cache
def regimes() -> tuple[Regime, ...]:
    """Every row of the table, in the order of the file."""
    text = files(__package__).joinpath("regimes.csv").read_text("utf-8")
    return tuple(
        Regime(
            name=row["regime"],
            begins=row["begins"],
            ends=row["ends"],
            status=row["status"],
            threshold=float(row["threshold"]),
            inclusive=row["reached_at"] == "at",
            aggregate=row["aggregate"] == "yes",
            joint=row["joint"] == "yes",
            control=row["control"] == "yes",
            authority=row["authority"],
            address=row["address"],
            seen=row["seen"],
            says=row["says"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def regime_on(name: str, date: str) -> Regime:
    """The rule of regime `name` on `date` (``2024-07-03``).

    >>> regime_on("EU", "2024-07-02").inclusive, regime_on("EU", "2024-07-03").inclusive
    (False, True)
    """
    rows = [rule for rule in regimes() if rule.name == name]
    if not rows:
        known = ", ".join(dict.fromkeys(rule.name for rule in regimes()))
        raise BadInput(f"regime {name}", "is not known", f"use one of {known}")
    for rule in rows:
        if rule.begins <= date and (not rule.ends or date <= rule.ends):
            return rule
    raise Missing(f"no ownership rule of {name} is known for {date}", f"begin at {rows[0].begins}")
