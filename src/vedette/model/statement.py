"""A number that somebody stated, and a number that somebody counted.

Reach for `Statement` when claims are weighed against each other as quantities; a claim becomes
one in `find.claims.quantities`, an analyst may type one. `Count` is what was counted on a day,
such as launches that an air force reported. Neither says that the number is so.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Predicate = Literal[
    "delivered", "batch", "ordered", "produced", "used", "destroyed", "lost", "exhausted", "denied"
]
"""``delivered``: all received until then. ``batch``: one delivery among several, so batches of
one origin add up. ``ordered`` is not delivered. ``denied``: that anything was delivered."""


@dataclass(frozen=True, slots=True)
class Statement:
    """`said_by` stated on `said_on` (ISO date) that `holder` (ISO 3166-1 alpha-2, upper case)
    had `low` to `high` of `item` delivered, used and so on; null `low` when no number was given,
    null `high` for "at least". `event_by` is the day up to which the number counts, when it
    differs from the day it was said. `origin` names the independent origin: repetitions of one
    origin share it and count once."""

    said_by: str
    said_on: str
    predicate: Predicate
    item: str
    holder: str
    low: float | None = None
    high: float | None = None
    words: str = ""
    supplier: str = ""
    event_by: str = ""
    origin: str = ""
    outlet: str = ""
    address: str = ""
    source: str = ""
    release: str = ""
    place: str = ""

    @property
    def by(self) -> str:
        """The day up to which the number counts."""
        return self.event_by or self.said_on

    @property
    def independent(self) -> str:
        """The origin it counts under: its own name for it, else who said it."""
        return self.origin or self.said_by

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Statement":
        """Read one back from `to_json`."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Count:
    """`launched` and `destroyed` of `item` between `start` and `end` (ISO dates), as reported.
    A reported launch is a lower bound: what nobody saw is not in it. `holder` is who launched
    them (ISO 3166-1 alpha-2, upper case), ``""`` when the table does not say."""

    start: str
    end: str
    item: str
    launched: float
    destroyed: float = 0.0
    holder: str = ""
    source: str = ""
    release: str = ""
    place: str = ""
