"""One tie between a party and a listed one, with its rule and what it rests on.

Shared by `fleets` and `neighbours`: a tie is a reason to look, never a ground to block.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vedette.model.entity import Entity
from vedette.reference.ownership.ties import TieRule, tie_rules


@dataclass(frozen=True, slots=True)
class Tie:
    """`rule` names a row of the table of ties; `listed` are the list entities it leads to."""

    rule: str
    listed: tuple[Entity, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def row(self) -> TieRule:
        """The rule's row: title, weight, guidance."""
        return tie_rules()[self.rule]
