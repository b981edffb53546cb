"""Two parties side by side: how likely they are the same, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.fuzz import token_sort_ratio

from vedette.model.entity import NAME_PROPERTIES, Entity

Party = Entity | Mapping[str, Any]
"""An `Entity`, or FollowTheMoney JSON."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A calibrated probability that two parties are one, and the explanation as data.

    `explanation` has ``query`` and ``candidate`` (the two names that agree best), ``tokens``
    (a list of ``{"query", "candidate", "how", "score"}``), ``fields`` (property to
    ``{"verdict": agree|conflict|missing, "query", "candidate"}``) and ``against`` (sentences).
    """

    score: float
    explanation: Mapping[str, Any] = field(default_factory=dict)


def compare(query: Party, candidate: Party) -> Comparison:
    """How likely are these two one party?

    >>> a = {"schema": "Person", "properties": {"name": ["John Smith"]}}
    >>> compare(a, a).score > 0.7
    True
    """
    one, other = entity_of(query), entity_of(candidate)
    best = max(
        (
            (token_sort_ratio(a.lower(), b.lower()) / 100, a, b)
            for a in one.values(*NAME_PROPERTIES)
            for b in other.values(*NAME_PROPERTIES)
        ),
        default=(0.0, "", ""),
    )
    return Comparison(
        best[0],
        {"query": best[1], "candidate": best[2], "tokens": [], "fields": {}, "against": []},
    )


def entity_of(party: Party) -> Entity:
    """`party` as an `Entity`."""
    return party if isinstance(party, Entity) else Entity.from_json(party)
