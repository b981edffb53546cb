"""Distances against published ones, and cells against distances."""

import random

import ibis
import pyarrow as pa
import pytest

from vedette.find.movements import sphere
from vedette.find.movements.places import away_from


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


@pytest.mark.parametrize("size", [4.0, 500.0])
def test_each_pair_meets_in_one_cell_or_ahead_of_one_of_the_two(size: float) -> None:
    rng = random.Random(3)
    lats = [rng.choice([rng.uniform(-2, 2), 90 - rng.expovariate(2)]) for _ in range(400)]
    lons = [rng.choice([rng.uniform(-2, 2), 180 - rng.expovariate(2), -179.9]) for _ in lats]
    points = ibis.memtable({"n": range(len(lats)), "lat": lats, "lon": lons})
    one = points.mutate(cell=sphere.cell(points.lat, points.lon, 2 * size))
    two = sphere.ahead(points, "lat", "lon", size)
    met = one.join(two.rename(m="n", lat2="lat", lon2="lon"), "cell")
    met = met.filter(met.ahead | (met.n < met.m)).filter(
        lambda pair: sphere.km(pair.lat, pair.lon, pair.lat2, pair.lon2) <= size
    )
    found = [tuple(sorted(pair)) for pair in met.select("n", "m").execute().to_numpy().tolist()]
    pairs = points.join(points.rename(m="n", lat2="lat", lon2="lon"), [])
    pairs = pairs.filter(
        pairs.n < pairs.m, sphere.km(pairs.lat, pairs.lon, pairs.lat2, pairs.lon2) <= size
    )
    wanted = [tuple(pair) for pair in pairs.select("n", "m").execute().to_numpy().tolist()]
    assert sorted(found) == sorted(wanted)
    assert len(wanted) > 20


@pytest.mark.parametrize("size", [0.5, 4.0, 27.8, 500.0])
def test_what_is_near_is_in_one_of_the_boxes(size: float) -> None:
    """As for cells: points at the poles and the dateline, and 180 degrees is both ends."""
    rng = random.Random(11)
    points = []
    for _ in range(600):
        lat = rng.choice([rng.uniform(-90, 90), rng.uniform(-85, 85), 90 - rng.expovariate(1)])
        lon = rng.choice([rng.uniform(-180, 180), 180 - rng.expovariate(9), -180.0, 180.0])
        lat, reach = max(-90.0, min(90.0, lat)), size / 111.195
        lat2 = max(-90.0, min(90.0, lat + rng.uniform(-reach, reach)))
        lon2 = rng.choice([lon + rng.uniform(-reach, reach) * 3, -180.0, 180.0, lon])
        points.append((lat, lon, lat2, lon2 if abs(lon2) == 180 else (lon2 + 180) % 360 - 180))
    pairs = ibis.memtable(pa.table(dict(zip("abcd", zip(*points, strict=True), strict=True))))
    pairs = pairs.mutate(n=ibis.row_number(), km=sphere.km(pairs.a, pairs.b, pairs.c, pairs.d))
    near = pairs.filter(pairs.km <= size).mutate(home=sphere.box(pairs.a, pairs.b, size))
    con = ibis.duckdb.connect()
    total = con.execute(near.count())
    assert total > 100
    spread = sphere.boxes(near, "c", "d", size)
    assert con.execute(spread.filter(spread.box == spread.home).count()) == total


def test_away_from_places_that_share_a_box_and_places_that_do_not() -> None:
    rng = random.Random(2)
    spots = [(10.0, 20.0), (10.03, 20.04), (10.5, 179.98), (10.5, -179.99), (60.0, 5.0)]
    near = [(lat + rng.gauss(0, 0.1), lon + rng.gauss(0, 0.1)) for lat, lon in spots * 100]
    points = ibis.memtable(
        {
            "n": range(len(near)),
            "lat": [lat for lat, _ in near],
            "lon": [(lon + 180) % 360 - 180 for _, lon in near],
        }
    )
    places = ibis.memtable(
        {
            "id": list("abcde"),
            "lat": [lat for lat, _ in spots],
            "lon": [lon for _, lon in spots],
        }
    )
    pairs = points.cross_join(places.rename(place_lat="lat", place_lon="lon"))
    pairs = pairs.mutate(km=sphere.km(pairs.lat, pairs.lon, pairs.place_lat, pairs.place_lon))
    nearest = pairs.group_by("n").agg(km=pairs.km.min()).execute()
    wanted = set(nearest[nearest.km >= 10].n)
    assert set(away_from(points, places, 10.0).n.execute()) == wanted
    assert 50 < len(wanted) < 450
