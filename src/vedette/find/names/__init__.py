"""Who is this? Names and identifiers against the lists, with a reason for every answer."""

from vedette.find.names.comparison import Comparison, compare
from vedette.find.names.screener import Match, Screener

__all__ = ["Comparison", "Match", "Screener", "compare"]
