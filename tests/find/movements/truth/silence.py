"""Silences: gaps, open gaps, and what was heard around them."""

from collections.abc import Iterable

from ibis.expr import types as ir

from tests.find.movements.tracks import DEGREE_KM, asked, fix
from tests.find.movements.truth.table import Edge, Rows, Sea, Truth
from vedette.find.movements import coverage, gaps, open_gaps
from vedette.find.movements.coverage import Coverage

SECOND = 1 / 3600
YEAR = 366 * 24.0


def silent(hours: float) -> Rows:
    """Heard, and so many hours later heard again in the same place."""
    return [fix("mmsi:1", 0, 40, 50), fix("mmsi:1", hours, 40, 50)]


GAPS = Truth(
    lambda sea: asked(gaps, sea.positions),
    [  # Global Fishing Watch, pipe-gaps: "exceeds a configured threshold", 12 hours
        Edge("hours", inside=silent(12 + SECOND), outside=silent(12)),
        Edge("longest_days", inside=silent(YEAR), outside=silent(YEAR + SECOND)),
    ],
)


END = 10_000.0


def last_heard(before: float) -> Rows:
    """Last heard so many hours before the data ends."""
    return [fix("mmsi:1", END - before - 1, 40, 50), fix("mmsi:1", END - before, 40, 50)]


OPEN_GAPS = Truth(
    lambda sea: asked(open_gaps, sea.positions),
    [
        Edge("hours", inside=last_heard(12 + SECOND), outside=last_heard(12)),
        Edge("longest_days", inside=last_heard(YEAR), outside=last_heard(YEAR + SECOND)),
    ],
    beside=[fix("mmsi:9", END, 40, 50)],
)


def lost(heard: Iterable[int], km: float = 1.0, feed: Iterable[int] = range(-3, 17)) -> Rows:
    """Silent from 0 to 16 h, so that hours 1 to 12 are looked at; a neighbour so far away was
    heard in the hours `heard`, somebody at the other end of the sea in the hours `feed`."""
    return [
        *(fix("mmsi:1", hour, 40, 50) for hour in (-1, 0, 16)),
        *(fix("mmsi:2", hour + 0.5, 40 + km / DEGREE_KM, 50) for hour in heard),
        *(fix("mmsi:3", hour + 0.5, 10, 50) for hour in feed),
    ]


def heard_others(sea: Sea) -> ir.Table:
    """The silences that reception does not explain."""
    judged = asked(coverage, asked(gaps, sea.positions), sea.positions)
    return judged.filter(judged.coverage == Coverage.HEARD_OTHERS.value)


EVER = range(1, 13)
COVERAGE = Truth(
    heard_others,
    [
        Edge("heard_share", inside=lost(range(1, 7)), outside=lost(range(1, 6))),
        Edge("look_hours", inside=lost(range(7, 13)), outside=lost(range(8, 14))),
        # A neighbour within one cell's size is always in this cell or one beside it; to the north
        # one farther than two sizes never is.
        Edge("cell_km", inside=lost(EVER, km=9.25), outside=lost(EVER, km=2 * 9.27)),
        # In half of the hours nobody at all was heard: the feed was out.
        Edge("outage_share", inside=lost(range(1, 8), feed=()), outside=lost(range(1, 7), feed=())),
    ],
    but=("over the pole",),  # where cells are wider and say less about who is beyond them
)
