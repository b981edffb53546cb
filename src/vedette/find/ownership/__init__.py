"""Who stands behind whom: ownership and control by regime and date, and weaker ties.

`blocked` answers by the published rules; `neighbours` and `fleets` only point at what a person
should look at.
"""

from vedette.find.ownership.blocked import Ruling, Standing, blocked
from vedette.find.ownership.holdings import Holding, from_entities

__all__ = ["Holding", "Ruling", "Standing", "blocked", "from_entities"]
