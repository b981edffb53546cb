"""One thing that a person can act on, with the findings that say why.

An alert has no state of its own. Whether it is open, held, released or returned is read from
the ledger each time (`interdict.alerts`), so that it can never disagree with what was decided.
"""

from dataclasses import dataclass
from typing import Any

from vedette.model.canonical import digest
from vedette.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Alert:
    """A subject (a consignment, a vessel, an aircraft, a party) and its findings, ranked."""

    subject: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """Follows the subject alone: new findings on the same thing join the same alert."""
        return "a-" + digest(self.subject, 10)

    @property
    def weight(self) -> float:
        """1 minus the product of what the strongest finding of each detector leaves open.

        More never weighs less; but five candidates for one name, or ten gaps of one ship, are
        not five or ten independent reasons, and count once.
        """
        strongest: dict[str, float] = {}
        for finding in self.findings:
            weight = strongest.get(finding.detector, 0.0)
            strongest[finding.detector] = max(weight, finding.weight)
        left = 1.0
        for weight in strongest.values():
            left *= 1.0 - weight
        return round(1.0 - left, 6)

    @property
    def invented(self) -> bool:
        """True when any finding rests on demonstration data."""
        return any(finding.invented for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "id": self.id,
            "subject": self.subject,
            "title": self.title,
            "weight": self.weight,
            "invented": self.invented,
            "findings": [finding.to_json() for finding in self.findings],
        }
