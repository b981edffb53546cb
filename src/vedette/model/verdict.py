"""The gate's answer. There is no ``clear``: a machine clears nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

Answer = Literal["hold", "review", "no_hit", "unknown"]
"""``unknown`` when data is missing or stale; it is never silently ``no_hit``."""

RANK: Mapping[str, int] = {"hold": 3, "review": 2, "unknown": 1, "no_hit": 0}
"""How the answers are ordered when lines are ranked for a person."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in order of weight: the rule, what it says, and the facts and evidence behind it."""

    rule: str
    says: str
    weight: float
    facts: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer for one thing, and what it rests on.

    `snapshot` names the lists that were asked, `ages` their age in days by source, `checked`
    and `unchecked` what could and could not be looked at, the latter with the reason.
    """

    subject: str
    answer: Answer
    score: float
    snapshot: str
    reasons: tuple[Reason, ...] = ()
    checked: tuple[str, ...] = ()
    unchecked: Mapping[str, str] = field(default_factory=dict)
    ages: Mapping[str, int] = field(default_factory=dict)
    invented: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; the same verdict gives the same bytes."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        reasons = [
            {one.name: getattr(reason, one.name) for one in fields(reason)}
            for reason in self.reasons
        ]
        return plain | {
            "reasons": reasons,
            "unchecked": dict(self.unchecked),
            "ages": dict(self.ages),
        }
