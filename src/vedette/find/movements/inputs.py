"""What detectors look at: the tables of the lake, and what is made of them once for all.

Reach for `Inputs` to run detectors (`run`); a detector that needs a table which is None is not run.
"""

from dataclasses import dataclass, fields

from ibis.expr import types as ir


@dataclass(frozen=True, slots=True)
class Inputs:
    """The tables that detectors read; what is None has not been seen.

    The first three come from the lake, `run` makes each of the others once. `tracks` to `silences`
    are what `told_apart` gave, `gaps` (with their coverage) and `visits` what `gaps` and
    `port_visits` found, `land` what `inland_cells` did, `tails` what `tail_countries` and `lives`
    what `lives`.
    """

    positions: ir.Table
    identities: ir.Table = None
    places: ir.Table = None
    tracks: ir.Table = None
    steps: ir.Table = None
    last: ir.Table = None
    several: ir.Table = None
    leaps: ir.Table = None
    silences: ir.Table = None
    gaps: ir.Table = None
    visits: ir.Table = None
    land: ir.Table = None
    tails: ir.Table = None
    lives: ir.Table = None

    @property
    def tables(self) -> list[ir.Table | None]:
        """All of them, in this order."""
        return [getattr(self, field.name) for field in fields(self)]

    @property
    def ships(self) -> ir.Table:
        """The tracks of ships."""
        return self.tracks.filter(self.tracks.subject.startswith("mmsi:"))

    @property
    def ship_steps(self) -> ir.Table:
        """The steps of ships."""
        return self.steps.filter(self.steps.subject.startswith("mmsi:"))

    @property
    def last_of_ships(self) -> ir.Table:
        """The last fix of each track of a ship."""
        return self.last.filter(self.last.subject.startswith("mmsi:"))

    @property
    def ports(self) -> ir.Table:
        """The places at which ships lie."""
        return None if self.places is None else self.places.filter(self.places.kind != "airport")

    @property
    def airports(self) -> ir.Table:
        """The places at which aircraft land."""
        return None if self.places is None else self.places.filter(self.places.kind == "airport")
