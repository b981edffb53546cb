"""Where was it, and what did it do there? Detectors over a table of positions.

Each detector is one function ``f(positions, …, **thresholds) -> table`` of Ibis expressions,
so that the same code runs on DuckDB and on Spark. `run` has them all by name and turns their
rows into findings; `engine` opens the engine; `fixes` and `sphere` are what they share.
"""

from vedette.find.movements.coverage import coverage
from vedette.find.movements.encounters import encounters
from vedette.find.movements.gaps import gaps, open_gaps
from vedette.find.movements.jumps import jumps
from vedette.find.movements.loitering import loitering
from vedette.find.movements.segments import shared_identity, tracks
from vedette.find.movements.visits import port_visits, voyages

__all__ = [
    "coverage",
    "encounters",
    "gaps",
    "jumps",
    "loitering",
    "open_gaps",
    "port_visits",
    "shared_identity",
    "tracks",
    "voyages",
]
