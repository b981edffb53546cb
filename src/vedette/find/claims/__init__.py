"""Who says, believes, accuses, denies what: claims from reports, and what they are worth together.

Reach for `read_claims`: text or a report in, claims out, each part with its offsets. Beside it,
`mentions` (weapons and listed parties in a text), `origins` (which reports are independent),
`quantities` and `stock` (can the numbers be true), `second_reader` (an endpoint that checks the
rules). Names are loaded when they are first touched.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__all__ = ["read_claims"]

if TYPE_CHECKING:
    from vedette.find.claims.reader import read_claims as read_claims


def __getattr__(name: str) -> Any:
    if name == "read_claims":
        return import_module("vedette.find.claims.reader").read_claims
    raise AttributeError(f"module 'vedette.find.claims' has no attribute {name!r}")
