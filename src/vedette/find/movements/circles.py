"""Ships that seem to sail in circles: what deceived satellite navigation looks like.

Reach for `circles`. Around some ports, and once around Point Reyes in California while the ships
were thousands of miles away, reported positions run around one centre at a steady speed. One ship
in a circle may be turning; several around the same centre at the same time are interference.
"""

from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.fixes import bucket, steps

HOUR = 3600


def circles(
    positions: ir.Table,
    *,
    fixes_per_hour: int = 10,
    laps: float = 2.0,
    spread: float = 0.5,
    smallest_km: float = 0.2,
    largest_km: float = 30.0,
    same_centre_km: float = 5.0,
) -> ir.Table:
    """Hours in which a track went around its own centre at least `laps` times.

    `spread` is the standard deviation of the distance from the centre over its mean: below 0.5
    RadianceFleet calls a circle coherent and two on one centre an interference of the area
    (https://github.com/RadianceFleet/RadianceFleet). Laps, the smallest and the largest mean
    radius, and the fixes wanted are ours: a ship at anchor swings on less than 200 m.

    Returns `subject`, `track`, `start`, `end`, the centre `lat`, `lon`, `radius_km`, `spread`,
    `laps` (signed: negative is anticlockwise), mean speed `knots`, and `others`, the other
    identities with a circle within `same_centre_km` in the same hour.
    """
    step = steps(positions)
    step = step.filter(step.seconds < HOUR).mutate(hour=bucket(step.ts, HOUR))
    turning = _around(_centred(step, fixes_per_hour, laps * smallest_km))
    found = turning.filter(
        turning.radius_km.between(smallest_km, largest_km),
        turning.spread <= spread,
        turning.laps.abs() >= laps,
    )
    return _with_others(found, same_centre_km)


def _centred(step: ir.Table, fixes_per_hour: int, radii_km: float) -> ir.Table:
    """The steps of hours that could be circles, in kilometres east and north of the centre.

    A lap takes a way of four radii at least, however seldom the ship is heard on it: `radii_km`
    are as many of the smallest as laps are wanted, and most hours end here. A fix that came twice
    is one.
    """
    hourly = step.group_by("track", "hour").agg(
        fixes=step.count(where=step.seconds > 0),
        way_km=step.km.sum(),
        lat0=step.lat.mean(),
        first_lon=step.lon.argmin(step.ts),
    )
    may_be = hourly.filter(
        hourly.fixes >= fixes_per_hour, hourly.way_km >= 4 * radii_km, hourly.lat0.abs() < 89
    )
    near = step.join(may_be.select("track", "hour", "lat0", "first_lon"), ["track", "hour"])
    near = near.mutate(
        x=_km_east(near.lon, near.first_lon, near.lat0),
        prev_x=_km_east(near.prev_lon, near.first_lon, near.lat0),
        y=(near.lat - near.lat0) * KM_PER_DEGREE,
        prev_y=(near.prev_lat - near.lat0) * KM_PER_DEGREE,
    )
    middle = near.group_by("track", "hour").agg(x0=near.x.mean(), y0=near.y.mean())
    both = near.join(middle, ["track", "hour"])
    return both.mutate(
        x=both.x - both.x0,
        y=both.y - both.y0,
        prev_x=both.prev_x - both.x0,
        prev_y=both.prev_y - both.y0,
    )


KM_PER_DEGREE = 111.195


def _km_east(
    lon: ir.FloatingValue, of: ir.FloatingValue, lat: ir.FloatingValue
) -> ir.FloatingValue:
    return sphere.wrapped(lon - of) * lat.radians().cos() * KM_PER_DEGREE


def _around(step: ir.Table) -> ir.Table:
    """Per track and hour: the circle, and how far around it the ship went."""
    cross = step.prev_x * step.y - step.prev_y * step.x
    dot = step.prev_x * step.x + step.prev_y * step.y
    # Clockwise is positive, as on a compass; the angle between two fixes is the short one.
    turned = step.mutate(turn=-cross.atan2(dot), radius=(step.x * step.x + step.y * step.y).sqrt())
    hour = turned.group_by("subject", "track", "hour").agg(
        start=turned.prev_ts.min(),
        end=turned.ts.max(),
        laps=turned.turn.sum() / 6.283185307179586,
        radius_km=turned.radius.mean(),
        deviation=turned.radius.std(how="pop"),
        km=turned.km.sum(),
        seconds=turned.seconds.sum(),
        lat=(turned.lat0 + turned.y0 / KM_PER_DEGREE).min(),
        lon=(turned.first_lon + turned.x0 / (KM_PER_DEGREE * turned.lat0.radians().cos())).min(),
    )
    return hour.mutate(
        spread=hour.deviation / hour.radius_km.nullif(0.0),
        knots=hour.km / sphere.KM_PER_NM / (hour.seconds / 3600),
        lon=sphere.wrapped(hour.lon),
    )


def _with_others(found: ir.Table, same_centre_km: float) -> ir.Table:
    """How many other identities went around the same centre in the same hour."""
    one = found.mutate(cell=sphere.cell(found.lat, found.lon, same_centre_km))
    two = sphere.around(
        found.select("hour", other="subject", other_lat="lat", other_lon="lon"),
        "other_lat",
        "other_lon",
        same_centre_km,
    )
    pair = one.join(two, ["hour", "cell"])
    km = sphere.km(pair.lat, pair.lon, pair.other_lat, pair.other_lon)
    pair = pair.filter(pair.other != pair.subject, km <= same_centre_km)
    count = pair.group_by("track", "hour").agg(others=pair.other.nunique())
    joined = found.left_join(count, ["track", "hour"])
    return joined.select(
        "subject",
        "track",
        "start",
        "end",
        others=joined.others.fill_null(0),
        **{
            name: joined[name].round(4)
            for name in ("lat", "lon", "radius_km", "spread", "laps", "knots")
        },
    )
