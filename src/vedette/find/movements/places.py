"""Near which port, anchorage or airport? Joins of positions with a table of places.

Reach for `away_from` to leave out what is near any place, for `nearest` for the nearest place of
each point, and for `located` to write it beside each of very many rows. A places table has `id`,
`name`, `kind`, `country`, `lat`, `lon`, `source`; only the coordinates and the id are needed here.
"""

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.engine import settled


def away_from(rows: ir.Table, places: ir.Table, distance_km: float) -> ir.Table:
    """The rows whose `lat` and `lon` are at least `distance_km` from every place.

    Most boxes have one place at most, and there its distance says it. Only rows in a box of several
    are compared with each of them.
    """
    boxed = rows.mutate(box=sphere.box(rows.lat, rows.lon, distance_km))
    boxed = boxed.left_join(boxes(places, distance_km), "box")
    km = sphere.km(boxed.lat, boxed.lon, boxed.one_lat, boxed.one_lon)
    lone = boxed.filter(boxed["of"].isnull() | ((boxed["of"] == 1) & (km >= distance_km)))
    crowd = boxed.filter(boxed["of"] > 1).select(rows.columns)
    near = _near(crowd, places, distance_km).select("lat", "lon").distinct()
    return settled(lone.select(rows.columns).union(crowd.anti_join(near, ["lat", "lon"])))


def nearest(rows: ir.Table, places: ir.Table, distance_km: float) -> ir.Table:
    """The distinct `lat` and `lon` of the rows that lie within `distance_km` of a place.

    Returns them with `place`, the id of the nearest place (of equally near ones the first in
    the alphabet), and `place_km`.
    """
    near = _near(rows, places, distance_km, "id")
    least = near.group_by("lat", "lon").agg(place_km=near.place_km.min())
    both = near.join(least, ["lat", "lon", "place_km"])
    return both.group_by("lat", "lon", "place_km").agg(place=both.place_id.min())


def cells(places: ir.Table, distance_km: float) -> ir.Table:
    """The places by `cell`: what lies within the distance of a place lies in one of its cells.

    Returns `cell`, the number of places `of` it, and one of them: `one`, `one_lat`, `one_lon`.
    """
    spots = sphere.around(places.select("id", "lat", "lon").distinct(), "lat", "lon", distance_km)
    return spots.group_by("cell").agg(
        of=spots.count(), one=spots.id.min(), one_lat=spots.lat.min(), one_lon=spots.lon.min()
    )


def boxes(places: ir.Table, distance_km: float) -> ir.Table:
    """The places by `box`: what lies within the distance of a place lies in one of its boxes.

    Returns `box`, the number of places `of` it, and one of them: `one_lat`, `one_lon`, and
    `one_squeeze`, the square of what a degree of longitude is at most, beside one of latitude,
    between the place and anything within the distance.
    """
    spots = sphere.boxes(places.select("id", "lat", "lon").distinct(), "lat", "lon", distance_km)
    nearer = ibis.greatest(spots.lat.abs() - distance_km / sphere.KM_PER_DEGREE, 0.0)
    spots = spots.mutate(squeeze=nearer.radians().cos())
    found = spots.group_by("box").agg(
        of=spots.count(),
        one_lat=spots.lat.min(),
        one_lon=spots.lon.min(),
        one_squeeze=spots.squeeze.max(),
    )
    return found.mutate(one_squeeze=found.one_squeeze * found.one_squeeze)


def located(rows: ir.Table, places: ir.Table, distance_km: float) -> ir.Table:
    """The rows with their nearest `place` and `place_km`, as in `nearest`; null where none is near.

    Most cells have one place at most, and there a join finds it. Only rows in a cell of several
    are compared with each of them.
    """
    own = rows.mutate(cell=sphere.cell(rows.lat, rows.lon, distance_km))
    by_cell = cells(places, distance_km)
    several = by_cell.filter(by_cell["of"] > 1)
    single = by_cell.filter(by_cell["of"] == 1).drop("of")
    lone = own.anti_join(several, "cell").left_join(single, "cell")
    km = sphere.km(lone.lat, lone.lon, lone.one_lat, lone.one_lon)
    lone = lone.mutate(place_km=ibis.ifelse(km < distance_km, km, ibis.null("float64")))
    place = ibis.ifelse(lone.place_km.notnull(), lone.one, ibis.null("string"))
    crowd = own.semi_join(several, "cell").select(rows.columns)
    spots = nearest(crowd, places, distance_km).rename(spot_lat="lat", spot_lon="lon")
    crowd = crowd.left_join(spots, [("lat", "spot_lat"), ("lon", "spot_lon")])
    columns = [*rows.columns, "place", "place_km"]
    return ibis.union(lone.mutate(place=place).select(columns), crowd.select(columns))


def _near(rows: ir.Table, places: ir.Table, distance_km: float, *columns: str) -> ir.Table:
    spots = places.select(**{f"place_{name}": name for name in ("lat", "lon", *columns)})
    spots = sphere.around(spots.distinct(), "place_lat", "place_lon", distance_km)
    points = rows.select("lat", "lon", cell=sphere.cell(rows.lat, rows.lon, distance_km))
    near = points.join(spots, "cell")
    near = near.mutate(place_km=sphere.km(near.lat, near.lon, near.place_lat, near.place_lon))
    near = near.filter(near.place_km < distance_km)
    return near.select("lat", "lon", "place_km", *(f"place_{name}" for name in columns))
