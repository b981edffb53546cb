"""Near which port, anchorage or airport? Joins of positions with a table of places.

Reach for `away_from` to leave out what is near any place, and for `nearest` for the nearest
place of each row. A places table has `id`, `name`, `kind`, `country`, `lat`, `lon`, `source`;
only the coordinates and the id are needed here.
"""

from ibis.expr import types as ir

from vedette.find.movements import sphere


def away_from(rows: ir.Table, places: ir.Table, distance_km: float) -> ir.Table:
    """The rows whose `lat` and `lon` are at least `distance_km` from every place."""
    near = _near(rows, places, distance_km).select("lat", "lon").distinct()
    return rows.anti_join(near, ["lat", "lon"])


def nearest(rows: ir.Table, places: ir.Table, distance_km: float) -> ir.Table:
    """The distinct `lat` and `lon` of the rows that lie within `distance_km` of a place.

    Returns them with `place`, the id of the nearest place (of equally near ones the first in
    the alphabet), and `place_km`.
    """
    near = _near(rows, places, distance_km, "id")
    least = near.group_by("lat", "lon").agg(place_km=near.place_km.min())
    both = near.join(least, ["lat", "lon", "place_km"])
    return both.group_by("lat", "lon", "place_km").agg(place=both.place_id.min())


def _near(rows: ir.Table, places: ir.Table, distance_km: float, *columns: str) -> ir.Table:
    spots = places.select(**{f"place_{name}": name for name in ("lat", "lon", *columns)})
    spots = sphere.around(spots.distinct(), "place_lat", "place_lon", distance_km)
    points = rows.select("lat", "lon", cell=sphere.cell(rows.lat, rows.lon, distance_km))
    near = points.join(spots, "cell")
    near = near.mutate(place_km=sphere.km(near.lat, near.lon, near.place_lat, near.place_lon))
    near = near.filter(near.place_km < distance_km)
    return near.select("lat", "lon", "place_km", *(f"place_{name}" for name in columns))
