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
    turned = table.mutate(turn_=ibis.range(9).unnest())  # 0 is south-west of a point's own, 4 that
    row = _row(turned[lat], size_km) + turned.turn_ // 3 - 1
    spread = turned.mutate(row_=row, columns_=_columns(row, size_km))
    spread = spread.filter((spread.columns_ > 1) | (spread.turn_ % 3 == 1))
    column = _column(spread.columns_, spread[lon]) + spread.turn_ % 3 - 1
    column = (column + spread.columns_) % spread.columns_
    found = spread.mutate(cell=_number(spread.row_, column))
    return found.drop("turn_", "row_", "columns_")


def ahead(table: ir.Table, lat: str, lon: str, reach_km: float) -> ir.Table:
    """The table once per cell that is a point's own or lies ahead within `reach_km`.

    For pairs within one table: give one side the `cell` of twice the reach, the other side these.
    Ahead is to the north, or to the east in the same row: of two points within reach of each
    other in different cells exactly one has the other ahead. `ahead` is false of a point's own.
    Only who is near an edge has anything ahead: in the half towards it, for cells of that size,
    and of the row to the north in the two columns that are nearest.
    """
    size, half = 2 * reach_km, 0.499
    row = _row(table[lat], size)
    point = table.mutate(row_=row, columns_=_columns(row, size), ahead_=_columns(row + 1, size))
    turned = (wrapped(point[lon]) + 180) / 360
    place, beyond = turned * point.columns_, turned * point.ahead_
    column = _column(point.columns_, point[lon])
    north = (point[lat] + 90) / _degrees(size) - point.row_ > half
    east = (place - column > half) & (point.columns_ > 1)
    own = _number(point.row_, column)

    def there(step: float) -> ir.IntegerValue:
        nearest = (beyond + step).floor().cast("int64")
        return _number(point.row_ + 1, (nearest + point.ahead_) % point.ahead_)

    nothing = ibis.null("int64")
    cells = [
        own,
        ibis.ifelse(east, _number(point.row_, (column + 1) % point.columns_), nothing),
        ibis.ifelse(north, there(0.5), nothing),
        ibis.ifelse(north & (point.ahead_ > 1), there(-0.5), nothing),
    ]
    point = point.mutate(own_=own, cells_=ibis.array(cells))
    near = point.mutate(cell=point.cells_.unnest())
    near = near.filter(near.cell.notnull())
    return near.mutate(ahead=near.cell != near.own_).select(*table.columns, "cell", "ahead")


def box(lat: ir.FloatingValue, lon: ir.FloatingValue, size_km: float) -> ir.IntegerValue:
    """The number of the box a point lies in: cheaper than `cell`, as wide in degrees as it is high.

    For very many points and few places: these say in which boxes they may be met (`boxes`).
    """
    per = _per_degree(size_km)
    row, column = ((lat + 90) * per).floor(), ((lon + 180) * per).floor()
    return row.cast("int64") * _ROW + column.cast("int64")


def boxes(table: ir.Table, lat: str, lon: str, size_km: float) -> ir.Table:
    """The table once per box in which something within `size_km` of its point may lie.

    The new column `box` has the numbers that `box` gives; no number comes twice for a row. Near a
    pole that is all boxes around it: for places, not for fixes.
    """
    per, reach = _per_degree(size_km), _degrees(size_km) * 1.000001
    point = table.mutate(lat_=table[lat], lon_=wrapped(table[lon]))
    polar = point.lat_.abs() + reach >= 90
    sine = math.sin(math.radians(reach)) / point.lat_.radians().cos()
    wide = ibis.ifelse(polar, 180.0, ibis.least(sine, 1.0).asin().degrees() * 1.000001)
    ends = {
        "south_": ((point.lat_ - reach + 90) * per).floor(),
        "north_": ((point.lat_ + reach + 90) * per).floor(),
        "west_": ((point.lon_ - wide + 180) * per).floor(),
        "east_": ((point.lon_ + wide + 180) * per).floor(),
    }
    point = point.mutate(**{name: value.cast("int64") for name, value in ends.items()})
    spread = point.mutate(row_=ibis.range(point.south_, point.north_ + 1).unnest())
    spread = spread.mutate(column_=ibis.range(spread.west_, spread.east_ + 1).unnest())
    # 180 degrees east is its own last column, and the first one at the same time.
    spread = spread.mutate(turn_=ibis.range(3).unnest())
    column = spread.column_ + (spread.turn_ - 1) * (360 * per)
    spread = spread.mutate(box=spread.row_ * _ROW + column)
    spread = spread.filter(column >= 0, column <= 360 * per)
    return spread.select(*table.columns, "box").distinct()


def _per_degree(size_km: float) -> int:
    return max(1, int(1 / _degrees(size_km)))


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
