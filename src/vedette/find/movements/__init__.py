"""Where was it, and what did it do there? Detectors over a table of positions.

Each detector is one function ``f(positions, …, **thresholds) -> table`` of Ibis expressions,
so that the same code runs on DuckDB and on Spark. `run` has them all by name and turns their
rows into findings; `engine` opens the engine; `fixes` and `sphere` are what they share.
"""

from vedette.find.movements.ashore import inland_cells, on_land
from vedette.find.movements.circles import circles
from vedette.find.movements.coverage import coverage
from vedette.find.movements.dark import dark_encounters
from vedette.find.movements.destination import destination_mismatches
from vedette.find.movements.draught import draught_changes
from vedette.find.movements.encounters import encounters
from vedette.find.movements.flights import flights, silent_aloft
from vedette.find.movements.gaps import gaps, open_gaps
from vedette.find.movements.identity import (
    flag_hops,
    hex_mismatches,
    identity_changes,
    imo_changes,
    tail_countries,
)
from vedette.find.movements.jumps import jumps
from vedette.find.movements.loitering import loitering
from vedette.find.movements.renumbered import lives, renumbered
from vedette.find.movements.segments import shared_identity, tracks
from vedette.find.movements.visits import port_visits, voyages

__all__ = [
    "circles",
    "coverage",
    "dark_encounters",
    "destination_mismatches",
    "draught_changes",
    "encounters",
    "flag_hops",
    "flights",
    "gaps",
    "hex_mismatches",
    "identity_changes",
    "imo_changes",
    "inland_cells",
    "jumps",
    "lives",
    "loitering",
    "on_land",
    "open_gaps",
    "port_visits",
    "renumbered",
    "shared_identity",
    "silent_aloft",
    "tail_countries",
    "tracks",
    "voyages",
]
