"""Two parties side by side: how likely they are the same, and why."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from vedette.find.names import pairs
from vedette.find.names.evidence import Profile, Verdicts, names_of, profile, weigh
from vedette.find.names.standing import listed_names
from vedette.find.names.weights import FIELDS, constants, field_weights
from vedette.model.entity import Entity

Party = Entity | Mapping[str, Any]
"""An `Entity`, or FollowTheMoney JSON."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A calibrated probability that two parties are one, and the explanation as data.

    `explanation` has ``query`` and ``candidate`` (the two names that agree best), ``tokens``
    (a list of ``{"query", "candidate", "how", "score"}``), ``fields`` (property to
    ``{"verdict": agree|conflict|missing, "query", "candidate"}``), ``against`` and
    ``remarks`` (sentences), ``features`` (what was added up) and ``weights`` (their version).
    """

    score: float
    explanation: Mapping[str, Any] = field(default_factory=dict)


def compare(query: Party, candidate: Party) -> Comparison:
    """How likely are these two one party?

    >>> a = {"schema": "Person", "properties": {"name": ["John Smith"]}}
    >>> compare(a, a).score > 0.7
    True
    >>> b = {"schema": "Person", "properties": {"name": ["Smith, John"], "birthDate": ["1950"]}}
    >>> sorted(token["how"] for token in compare(a, b).explanation["tokens"])
    ['exact', 'reordered']
    """
    from vedette.find.names.explain import explanation

    one, other = entity_of(query), entity_of(candidate)
    mine, theirs = profile(one), profile(other)
    found = pairs.best(names_of(one), mine.habit, listed_names(other), theirs.habit)
    score, verdicts = judge(found.value if found else None, mine, theirs)
    return Comparison(score, explanation(one, mine, other, theirs, found, verdicts))


def judge(name_value: float | None, query: Profile, listed: Profile) -> tuple[float, Verdicts]:
    """The score of a pair of parties from the value of their names and all other evidence."""
    features, verdicts = weigh(query, listed)
    return probability(name_part(name_value, features) + beside(features)), verdicts


def name_part(value: float | None, features: list[float]) -> float:
    """What the names add: nothing is known without one, and an identifier outweighs a bad one."""
    if value is None:
        return constants()["no_name"]
    if features[FIELDS.index("identifier_agrees")]:
        return max(value, constants()["name_floor"])
    return value


def beside(features: list[float]) -> float:
    """What the evidence beside the name adds."""
    return float(np.dot(features, field_weights()))


def probability(evidence: float) -> float:
    """The sum of the evidence as a probability, to nine decimals.

    >>> probability(0.0)
    0.5
    """
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, evidence)))), 9)


def entity_of(party: Party) -> Entity:
    """`party` as an `Entity`."""
    return party if isinstance(party, Entity) else Entity.from_json(party)
