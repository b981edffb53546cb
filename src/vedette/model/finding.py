"""What one detector says of one subject: typed facts, and pointers to the evidence.

A finding's identifier is the hash of the detector, its version and parameters, the subject
and the evidence, so that the same input gives the same finding on any engine and on any day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vedette.model.canonical import canonical, digest


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that a person can look at: a row, line or character range of a release.

    `release` is the release's SHA-256, `source` its short name, `origin` the place in it
    (``line 120``, ``record 14``, ``chars 120-188``); `says` is what stands there, briefly.
    """

    source: str
    release: str = ""
    origin: str = ""
    says: str = ""

    def to_json(self) -> dict[str, str]:
        """Plain JSON values."""
        return {
            "source": self.source,
            "release": self.release,
            "origin": self.origin,
            "says": self.says,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One detector's word on one subject.

    `detector`    dotted name: ``names.party``, ``movements.gaps``, ``goods.chpl``
    `subject`     what it is about: ``consignment:<id>``, ``imo:9481922``, ``mmsi:…``, ``icao24:…``
    `title`       one line for a person, in the words of the trade, accusing nobody
    `weight`      0..1, how much it should count when alerts are ranked
    `facts`       the explanation as data: aligned tokens, thresholds, both ends of a gap …
    `invented`    true when any of the evidence is demonstration data
    """

    detector: str
    version: str
    subject: str
    title: str
    weight: float
    facts: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    invented: bool = False

    @property
    def id(self) -> str:
        """Deterministic: the same detector on the same evidence gives the same id.

        >>> a = Finding("names.party", "1", "consignment:7", "x", 0.9)
        >>> a.id == Finding("names.party", "1", "consignment:7", "x", 0.9).id
        True
        """
        key = [
            self.detector,
            self.version,
            self.parameters,
            self.subject,
            [item.to_json() for item in self.evidence],
        ]
        return "f-" + digest(key, 16)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, the id included."""
        return {
            "id": self.id,
            "detector": self.detector,
            "version": self.version,
            "subject": self.subject,
            "title": self.title,
            "weight": self.weight,
            "facts": self.facts,
            "evidence": [item.to_json() for item in self.evidence],
            "parameters": self.parameters,
            "invented": self.invented,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Finding":
        """Read a finding back; a stored id is recomputed, not believed."""
        fields = {name: value for name, value in data.items() if name != "id"}
        evidence = tuple(Evidence(**item) for item in fields.pop("evidence", ()))
        return cls(**fields, evidence=evidence)

    def to_bytes(self) -> bytes:
        """Canonical bytes, for comparing the findings of two engines."""
        return canonical(self.to_json())
