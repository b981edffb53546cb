"""One version of one source as it was retrieved. Its bytes are kept and never changed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Release:
    """The manifest beside the raw bytes.

    Times are UTC, ISO 8601 to the second (``2026-02-27T00:00:00Z``). `published` is what the
    publisher says ("" when the file says nothing); `retrieved` is when we took it. `counts`
    holds what the reader found, by schema; `notes` what a reader wants remembered, such as the
    reasons for which lines were set aside, with a sample. `invented` marks demonstration data.
    """

    source: str
    sha256: str
    kind: str
    filename: str
    size: int
    retrieved: str
    table: str = "entities"
    published: str = ""
    address: str = ""
    title: str = ""
    publisher: str = ""
    licence: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    invented: bool = False

    @property
    def known(self) -> str:
        """When its content was public: the publisher's time, else when we retrieved it."""
        return self.published or self.retrieved

    def to_json(self) -> dict[str, Any]:
        """The manifest as plain JSON values."""
        return asdict(self) | {"counts": dict(self.counts), "notes": list(self.notes)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Release":
        """Read a manifest back."""
        return cls(**{**data, "notes": tuple(data.get("notes", ()))})
