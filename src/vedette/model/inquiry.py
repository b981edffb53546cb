"""One row of a file that somebody wants screened: what it says, and whom it asks about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vedette.model.entity import Entity


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A row and the party, vessel or aircraft in it.

    `line` is where a person finds the row: the line of a text file, the row of a table counted
    from 1. `entity` is null when the row cannot be read or names nobody; `problem` says why.
    `read` is how much of the file had been read by then, in the units of the file's size.
    """

    line: int
    row: Mapping[str, str] = field(default_factory=dict)
    entity: Entity | None = None
    problem: str = ""
    read: int = 0
