"""Vedette: see, find and interdict the illicit arms trade, explained and sourced.

The library in five lines::

    import vedette

    screener = vedette.Screener.build(entities)      # entities as FollowTheMoney JSON
    for match in screener.match({"schema": "Company", "properties": {"name": ["Shahed Aviation"]}}):
        print(match.score, match.entity.caption, match.explanation)

Names are loaded when they are first touched, so that ``import vedette`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "compare": "vedette.find.names",
    "Comparison": "vedette.find.names",
    "Match": "vedette.find.names",
    "Screener": "vedette.find.names",
    "Entity": "vedette.model.entity",
}

__all__ = ["Comparison", "Entity", "Match", "Screener", "__version__", "compare"]

if TYPE_CHECKING:
    from vedette.find.names import Comparison as Comparison
    from vedette.find.names import Match as Match
    from vedette.find.names import Screener as Screener
    from vedette.find.names import compare as compare
    from vedette.model.entity import Entity as Entity


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'vedette' has no attribute {name!r}")
