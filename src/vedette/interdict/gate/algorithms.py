"""The names under which clients ask for a comparison. There is one comparison: Vedette's.

yente's clients send the name of one of its algorithms. So that they keep working unchanged
these names are taken, and each says openly that Vedette answers; `properties` tells what of
the query is looked at. Weights and configuration cannot be sent with a request: they stand in
one versioned file, and a screening that ignores what it was told would be worse than an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException

from vedette.model.entity import NAME_PROPERTIES

BEST = "vedette"

_QUALIFIERS = ("birthDate", "country", "nationality", "citizenship", "jurisdiction", "gender")


@dataclass(frozen=True, slots=True)
class Algorithm:
    """A name that clients may send, what it means here, and what it looks at (all, or these)."""

    name: str
    description: str
    properties: tuple[str, ...] | None = None


_STANDS_IN = "Taken so that clients of yente keep working; Vedette's own comparison answers"

ALGORITHMS: Mapping[str, Algorithm] = {
    one.name: one
    for one in (
        Algorithm(
            BEST,
            "Names token by token in their scripts, weighed by rarity, with identifiers, dates, "
            "countries and kind for and against: a calibrated probability, explained.",
        ),
        Algorithm("logic-v2", f"{_STANDS_IN}."),
        Algorithm("logic-v1", f"{_STANDS_IN}."),
        Algorithm("regression-v1", f"{_STANDS_IN}."),
        Algorithm("name-based", f"{_STANDS_IN}, from names alone.", NAME_PROPERTIES),
        Algorithm(
            "name-qualified",
            f"{_STANDS_IN}, from names, dates and countries.",
            NAME_PROPERTIES + _QUALIFIERS,
        ),
        Algorithm("ofac", f"{_STANDS_IN}, from names alone.", NAME_PROPERTIES),
    )
}


def algorithm(name: str) -> Algorithm:
    """An algorithm by the name a client sent; 400 when there is none."""
    said = name.lower().strip()
    found = ALGORITHMS.get(BEST if said == "best" else said)
    if found is None:
        raise HTTPException(400, f"Invalid algorithm: {name}; use one of {', '.join(ALGORITHMS)}")
    return found


def refuse_configuration(weights: Mapping[str, Any], config: Mapping[str, Any]) -> None:
    """400 when a request brings weights or configuration of its own."""
    for what, given in (("configuration parameter", config), ("weight", weights)):
        if given:
            name = next(iter(given))
            raise HTTPException(
                400,
                f"Invalid {what}: {name}; Vedette's weights stand in one versioned file "
                "and are not set by request",
            )
