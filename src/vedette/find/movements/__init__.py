"""Where was it, and what did it do there? Detectors over a table of positions.

Each detector is one function ``f(positions, …, **thresholds) -> table`` of Ibis expressions,
so that the same code runs on DuckDB and on Spark. `run` has them all by name and turns their
rows into findings; `engine` opens the engine; `fixes` and `sphere` are what they share.
"""

from vedette.find.movements.coverage import coverage
from vedette.find.movements.encounters import encounters
from vedette.find.movements.gaps import gaps, open_gaps

__all__ = ["coverage", "encounters", "gaps", "open_gaps"]
