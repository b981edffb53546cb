"""Positions on land: ships that seem to sail where there is no water.

Reach for `inland_cells` to learn which places of a table of positions lie on land, and for
`on_land` for the ships that were there. The mask knows no rivers, so a ship that is inland most
of the time sails one, and is left alone; a single fix on land is an error and no finding.
"""

import ibis
import numpy as np
import pyarrow as pa
from ibis.expr import types as ir

from vedette.find.movements.engine import arrow
from vedette.find.movements.fixes import fixes, seconds
from vedette.find.movements.views import view
from vedette.reference.places.land import PER_DEGREE, inland


def inland_cells(positions: ir.Table, *, margin_cells: int = 1) -> ir.Table:
    """The cells (`row`, `column`, 30 seconds of arc) of these positions that are land all around.

    `margin_cells` of land on every side, about 0.9 km each: the coast of the mask is no better
    than that. Runs at once: the mask is an array and not a table.
    """
    seen = arrow(view(_cells, positions))
    row, column = (seen[name].to_numpy() for name in ("row", "column"))
    lat, lon = 90 - (row + 0.5) / PER_DEGREE, (column + 0.5) / PER_DEGREE - 180
    land = inland(lat.astype(np.float64), lon.astype(np.float64), margin_cells)
    return ibis.memtable(seen.filter(pa.array(land)))


def on_land(
    positions: ir.Table, land: ir.Table, *, fixes_ashore: int = 3, sea_share: float = 0.5
) -> ir.Table:
    """Tracks with at least `fixes_ashore` fixes in a row in cells of `land`.

    `land` is what `inland_cells` returns. Of all fixes of the track at least `sea_share` must be
    at sea, else it sails a river or a canal. Both are ours; positions at airports and inland
    towns are what deceived satellite navigation looks like in the Black Sea since 2017
    (C4ADS, Above Us Only Stars, 2019, https://c4ads.org/reports/above-us-only-stars/).

    Returns `subject`, `track`, `start`, `end`, `hours`, both places and `fixes`.
    """
    seen = _celled(fixes(positions))
    ashore = land.select("row", "column", ashore=ibis.literal(True))
    seen = seen.left_join(ashore, ["row", "column"])
    seen = seen.select("subject", "track", "ts", "lat", "lon", ashore=seen.ashore.fill_null(False))
    share = seen.group_by("track").agg(at_sea=(~seen.ashore).mean(), any=seen.ashore.any())
    sailing = seen.semi_join(share.filter(share.any, share.at_sea >= sea_share), "track")
    runs = _runs(sailing)
    return runs.filter(runs.fixes >= fixes_ashore)


def _cells(positions: ir.Table) -> ir.Table:
    return _celled(fixes(positions)).select("row", "column").distinct()


def _celled(seen: ir.Table) -> ir.Table:
    row = ((90 - seen.lat) * PER_DEGREE).floor().cast("int64")
    column = ((seen.lon + 180) * PER_DEGREE).floor().cast("int64") % (360 * PER_DEGREE)
    return seen.mutate(row=ibis.least(row, 180 * PER_DEGREE - 1), column=column)


def _runs(seen: ir.Table) -> ir.Table:
    """Fixes ashore in a row: what differs is how many fixes at sea came before."""
    order = ibis.window(
        group_by=seen.track, order_by=[seen.ts, seen.lat, seen.lon], preceding=None, following=0
    )
    numbered = seen.mutate(sea_before=(~seen.ashore).cast("int64").sum().over(order))
    ashore = numbered.filter(numbered.ashore)
    run = ashore.group_by("subject", "track", "sea_before").agg(
        start=ashore.ts.min(),
        end=ashore.ts.max(),
        start_lat=ashore.lat.argmin(ashore.ts),
        start_lon=ashore.lon.argmin(ashore.ts),
        end_lat=ashore.lat.argmax(ashore.ts),
        end_lon=ashore.lon.argmax(ashore.ts),
        fixes=ashore.ts.nunique(),
    )
    hours = (seconds(run.start, run.end) / 3600).round(4)
    return run.mutate(hours=hours).drop("sea_before")
