"""Distances against published ones, and cells against distances."""

import random

import ibis
import pyarrow as pa
import pytest

from vedette.find.movements import sphere


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    con = ibis.duckdb.connect()
    return float(con.execute(sphere.km(*map(ibis.literal, (lat1, lon1, lat2, lon2)))))


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((0.0, 0.0), (0.0, 1.0), 111.195),  # one degree of the equator: 2 pi R / 360
        ((0.0, 179.5), (0.0, -179.5), 111.195),  # the same across the dateline
        ((90.0, 0.0), (90.0, 123.0), 0.0),  # a pole has no longitude
        ((89.5, 0.0), (89.5, 180.0), 111.195),  # straight over the pole
        ((-90.0, 0.0), (90.0, 0.0), 20015.115),  # pole to pole: pi R
        ((0.0, 0.0), (0.0, 180.0), 20015.115),
        ((36.12, -86.67), (33.94, -118.40), 2886.448),  # BNA to LAX, the usual haversine example
    ],
)
def test_distances(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    assert distance(*a, *b) == pytest.approx(km, abs=0.01)


@pytest.mark.parametrize("lon", [-540.0, -180.0, 179.9, 180.0, 181.0, 540.0, 0.0])
def test_longitudes_come_back_into_the_half_open_circle(lon: float) -> None:
    wrapped = float(ibis.duckdb.connect().execute(sphere.wrapped(ibis.literal(lon))))
    assert -180 <= wrapped < 180
    assert (wrapped - lon) % 360 == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("size", [0.5, 4.0, 27.8, 500.0])
def test_what_is_near_is_in_a_cell_around(size: float) -> None:
    """Random pairs up to `size` apart, most of them at the places where grids go wrong."""
    rng = random.Random(7)
    points = []
    for _ in range(4000):
        lat = rng.choice([rng.uniform(-90, 90), 90 - rng.expovariate(1), rng.expovariate(1) - 90])
        lon = rng.choice([rng.uniform(-180, 180), 180 - rng.expovariate(9), rng.expovariate(9)])
        lat, lon = max(-90.0, min(90.0, lat)), (lon + 180) % 360 - 180
        reach = size / 111.195
        lat2 = max(-90.0, min(90.0, lat + rng.uniform(-reach, reach)))
        lon2 = rng.choice([lon + rng.uniform(-reach, reach) * 3, rng.uniform(-180, 180), lon])
        points.append((len(points), lat, lon, lat2, (lon2 + 180) % 360 - 180))
    pairs = ibis.memtable(pa.table(dict(zip("nabcd", zip(*points, strict=True), strict=True))))
    pairs = pairs.mutate(km=sphere.km(pairs.a, pairs.b, pairs.c, pairs.d))
    near = pairs.filter(pairs.km <= size).mutate(home=sphere.cell(pairs.a, pairs.b, size))
    spread = sphere.around(near, "c", "d", size)
    con = ibis.duckdb.connect()
    total = con.execute(near.count())
    assert total > 1000
    assert con.execute(spread.filter(spread.cell == spread.home).count()) == total
    assert con.execute(spread.count()) == con.execute(spread.distinct().count())
    assert con.execute(spread.count()) <= 9 * total
