"""What a new release of a list touches: open alerts, and decisions that people took.

Reach for `touched` with the ids of entries that were added, removed or changed. It looks at the
findings as they stand, before detectors run again, and decides nothing.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from vedette.interdict.alerts import State, entry_of, standings
from vedette.interdict.ledger import Ledger
from vedette.lake.workspace import Workspace
from vedette.model.errors import Missing


@dataclass(frozen=True, slots=True)
class Touch:
    """One alert that rests on entries which changed; `decided` who decided on it last, or ""."""

    alert: str
    title: str
    state: State
    entries: tuple[str, ...]
    decided: str

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def touched(workspace: Workspace, ledger: Ledger, entries: Collection[str]) -> list[Touch]:
    """The alerts whose findings rest on any of these list entries."""
    try:
        standing = standings(workspace, ledger)
    except Missing:  # no detector has run yet: there is nothing to touch
        return []
    found = []
    for one in standing:
        named = {entry_of(finding) for finding in one.alert.findings} - {""}
        hit = tuple(sorted(named.intersection(entries)))
        if hit:
            decided = one.decisions[-1].actor if one.decisions else ""
            found.append(Touch(one.alert.id, one.alert.title, one.state, hit, decided))
    return found
