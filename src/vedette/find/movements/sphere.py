"""Distances and grid cells on the globe, in arithmetic that every engine has.

Reach for `km` for a distance and for `cell` with `around` when two tables must be joined by
nearness: give one side its `cell`, the other side the cells `around` it, join on equality, and
measure what is left with `km`. No spatial extension, so DuckDB and Spark agree.

The hard part is longitude. A cell is a row of latitude and a column of longitude; columns are
made wider towards the poles, so that a cell is never narrower than its size, and a row close
to a pole is one single cell. The dateline is between the last column and the first, which are
neighbours. What lies within `size_km` of a point is therefore always in one of the cells
`around` it, everywhere on the globe; what lies farther may be there too: measure it.
"""

import math

import ibis
from ibis.expr import types as ir

EARTH_KM = 6371.0088
"""Mean radius of the Earth, IUGG 1980: https://doi.org/10.1007/s001900050278."""

KM_PER_NM = 1.852
"""The international nautical mile, BIPM SI Brochure, 8th edition, table 8."""

KM_PER_DEGREE = EARTH_KM * math.pi / 180
"""Kilometres in a degree of latitude."""

_FEWEST_COLUMNS = 16  # below, a chord is too much longer than its arc for columns to be safe
_ROW = 1 << 32


def km(
    lat1: ir.FloatingValue,
    lon1: ir.FloatingValue,
    lat2: ir.FloatingValue,
    lon2: ir.FloatingValue,
) -> ir.FloatingValue:
    """Great-circle distance in kilometres between points in degrees (haversine).

    >>> con = ibis.duckdb.connect()
    >>> london_paris = km(*map(ibis.literal, (51.5074, -0.1278, 48.8566, 2.3522)))
    >>> round(float(con.execute(london_paris)), 1)
    343.6
    """
    half_lat = ((lat2 - lat1) / 2).radians().sin()
    half_lon = ((lon2 - lon1) / 2).radians().sin()
    chord = half_lat * half_lat + lat1.radians().cos() * lat2.radians().cos() * half_lon * half_lon
    return ibis.least(chord.sqrt(), 1.0).asin() * (2 * EARTH_KM)


def chart_km2(
    lat1: ir.FloatingValue,
    lon1: ir.FloatingValue,
    lat2: ir.FloatingValue,
    lon2: ir.FloatingValue,
) -> ir.FloatingValue:
    """The square of a distance that is never below `km`: on a flat chart, without trigonometry.

    A degree of longitude is taken to be as long as at the equator, and the dateline is not crossed.
    Ask this first where few of many pairs are far apart.
    """
    north, east = lat2 - lat1, lon2 - lon1
    return (north * north + east * east) * (1.000001 * KM_PER_DEGREE**2)


def wrapped(lon: ir.FloatingValue) -> ir.FloatingValue:
    """The longitude in [-180, 180)."""
    return lon - ((lon + 180) / 360).floor() * 360


def cell(lat: ir.FloatingValue, lon: ir.FloatingValue, size_km: float) -> ir.IntegerValue:
    """The number of the grid cell a point lies in; cells are at least `size_km` wide and high."""
    row = _row(lat, size_km)
    return _number(row, _column(_columns(row, size_km), lon))


def around(table: ir.Table, lat: str, lon: str, size_km: float) -> ir.Table:
    """The table once per cell in which something within `size_km` of its point may lie.

    The new column `cell` has the numbers that `cell` gives; no number comes twice for a row.
    """
    spread = table.mutate(turn_=ibis.range(9).unnest())
    row = _row(spread[lat], size_km) + spread.turn_ // 3 - 1
    spread = spread.mutate(row_=row, columns_=_columns(row, size_km))
    spread = spread.filter((spread.columns_ > 1) | (spread.turn_ % 3 == 1))
    column = _column(spread.columns_, spread[lon]) + spread.turn_ % 3 - 1
    column = (column + spread.columns_) % spread.columns_
    return spread.mutate(cell=_number(spread.row_, column)).drop("turn_", "row_", "columns_")


def _row(lat: ir.FloatingValue, size_km: float) -> ir.IntegerValue:
    return ((lat + 90) / _degrees(size_km)).floor().cast("int64")


def _columns(row: ir.IntegerValue, size_km: float) -> ir.IntegerValue:
    # The row's edge nearer the pole, one row farther still: that is where a neighbour may lie.
    # A hundredth to spare, because a chord of this length spans a little more than its arc.
    step = _degrees(size_km)
    edge = row.cast("float64")  # Spark would go on in decimals
    south, north = ((edge - 1) * step - 90).abs(), ((edge + 2) * step - 90).abs()
    narrowest = ibis.least(ibis.greatest(south, north), 90.0).radians().cos()
    columns = (narrowest * (360 / (step * 1.01))).floor().cast("int64")
    return ibis.ifelse(columns < _FEWEST_COLUMNS, 1, columns)


def _column(columns: ir.IntegerValue, lon: ir.FloatingValue) -> ir.IntegerValue:
    column = ((wrapped(lon) + 180) / 360 * columns).floor().cast("int64")
    return ibis.least(column, columns - 1)  # 359.999… may round up to a whole turn


def _number(row: ir.IntegerValue, column: ir.IntegerValue) -> ir.IntegerValue:
    return row * _ROW + column


def _degrees(size_km: float) -> float:
    return size_km / KM_PER_DEGREE
