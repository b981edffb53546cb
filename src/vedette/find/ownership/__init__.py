"""Who stands behind whom: ownership and control by regime and date, and weaker ties.

`blocked` answers by the published rules; `sisters` and `neighbours` only point at what a person
should look at.
"""

from vedette.find.ownership.blocked import Ruling, Standing, blocked
from vedette.find.ownership.fleets import fleets, sisters
from vedette.find.ownership.holdings import Holding, from_entities
from vedette.find.ownership.neighbours import neighbourhood, neighbours
from vedette.find.ownership.ties import Tie
from vedette.find.ownership.traces import by_owned, traces

__all__ = [
    "Holding",
    "Ruling",
    "Standing",
    "Tie",
    "blocked",
    "by_owned",
    "fleets",
    "from_entities",
    "neighbourhood",
    "neighbours",
    "sisters",
    "traces",
]
