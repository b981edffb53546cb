"""Ports, airports, land and flags against what others say of the same places and numbers."""

import math

import numpy as np
import pyarrow.compute as pc
import pytest
from pyais.constants import COUNTRY_MAPPING

from tests.shared_data import shared
from vedette.reference.flags import country_of_tail, flag_of, state_of
from vedette.reference.places import PLACES, land, places
from vedette.reference.places.ports import ports


def km(one: dict, lat: float, lon: float) -> float:
    east = (lon - one["lon"]) * math.cos(math.radians(lat))
    return 111.2 * math.hypot(lat - one["lat"], east)


@pytest.mark.parametrize(
    ("name", "lat", "lon", "within"),
    [
        # Positions of berths and roads as navigators' handbooks give them, to the minute.
        ("Olya", 45 + 47 / 60, 47 + 33 / 60, 3),
        ("Makhachkala", 42 + 59 / 60, 47 + 30 / 60, 3),
        ("Amirabad Port", 36 + 51 / 60, 53 + 22 / 60, 3),
        ("Anzali Port", 37 + 29 / 60, 49 + 28 / 60, 3),
        ("Nowshahr", 36 + 39 / 60, 51 + 30 / 60, 3),
        ("Turkmenbashi", 40.0, 53.0, 5),
        ("Port Aktau", 43 + 36 / 60, 51 + 13 / 60, 3),
        ("Baku Port", 40 + 22 / 60, 49 + 52 / 60, 5),
        ("Taman", 45 + 8 / 60, 36 + 41 / 60, 6),
        ("Novorossiysk", 44 + 43 / 60, 37 + 47 / 60, 3),
        ("Sevastopol", 44 + 37 / 60, 33 + 32 / 60, 3),
        ("Feodosiya", 45 + 1 / 60, 35 + 24 / 60, 5),
        ("Kavkaz Oil Terminal", 45 + 20 / 60, 36 + 40 / 60, 3),
        ("Istanbul", 41.0, 28 + 58 / 60, 4),
        ("Al Fujayrah", 25 + 10 / 60, 56 + 22 / 60, 4),
    ],
)
def test_the_ports_of_the_trade_are_where_they_are(
    name: str, lat: float, lon: float, within: float
) -> None:
    [port] = ports().filter(pc.field("name") == name).to_pylist()
    assert km(port, lat, lon) < within
    assert port["source"]
    assert port["address"]


def test_every_place_has_its_source_and_a_possible_position() -> None:
    table = places()
    assert table.schema == PLACES
    assert len(set(table["id"].to_pylist())) == len(table)
    assert pc.all(pc.less_equal(pc.abs(table["lat"]), 90)).as_py()
    assert pc.all(pc.less_equal(pc.abs(table["lon"]), 180)).as_py()
    assert pc.min(pc.utf8_length(table["source"])).as_py() > 3
    countries = {code for code in table["country"].to_pylist() if code}
    assert {len(code) for code in countries} == {2}


def test_the_world_port_index_is_all_there() -> None:
    """Of an older edition's 3,669 rows, most have one of our ports within six kilometres; the
    edition in use has 2,951."""
    rows = shared("places/world_port_index.csv").read_text("utf-8").splitlines()[1:]
    spots = np.array([row.rsplit(",", 2)[1:] for row in rows], float)
    table = ports()
    ours = np.stack([table["lat"].to_numpy(), table["lon"].to_numpy()], axis=1)
    missing = 0
    for lat, lon in spots:
        near = ours[np.abs(ours[:, 0] - lat) < 0.06]
        east = np.abs(near[:, 1] - lon) * math.cos(math.radians(lat))
        missing += not (np.hypot(near[:, 0] - lat, east) < 0.054).any()
    assert missing < 0.15 * len(spots)


def test_places_far_inland_are_land_and_seas_are_not() -> None:
    spots = {
        "Paris": (48.857, 2.352, True),
        "Tehran": (35.689, 51.389, True),
        "Volgograd steppe": (48.0, 46.0, True),
        "Ust-Yurt": (43.5, 55.5, True),
        "South Pole": (-90.0, 0.0, True),
        "middle Caspian": (42.0, 50.5, False),
        "Olya": (45.78, 47.55, False),
        "off Anzali": (37.6, 49.5, False),
        "Black Sea": (43.0, 34.0, False),
        "Hormuz": (26.5, 56.5, False),
        "North Pole": (90.0, 0.0, False),
        "dateline": (0.0, 180.0, False),
        "dateline, west": (0.0, -180.0, False),
        "Suez Canal": (30.6, 32.33, False),
        "Lake Superior": (47.7, -87.5, False),
    }
    lat, lon, truth = (np.array(column) for column in zip(*spots.values(), strict=True))
    found = land.inland(lat, lon)
    assert dict(zip(spots, found.tolist(), strict=True)) == dict(
        zip(spots, truth.astype(bool).tolist(), strict=True)
    )


def test_inland_is_no_nearer_to_water_than_it_says() -> None:
    """Around random points in Denmark, inland by three cells is a square of seven without water."""
    image = land.raster(55, 8, 58, 13, 360, 600)  # the mask's own cells
    rows, columns = np.meshgrid(np.arange(3, 357), np.arange(3, 597), indexing="ij")
    lat, lon = 58 - (rows.ravel() + 0.5) / 120, 8 + (columns.ravel() + 0.5) / 120
    ours = land.inland(lat, lon, cells=3).reshape(rows.shape)
    for row, column in np.random.default_rng(1).integers((0, 0), rows.shape, (400, 2)).tolist():
        assert ours[row, column] == image[row : row + 7, column : column + 7].all()
    assert 0.1 < ours.mean() < 0.9


def test_flags_are_those_of_pyais_save_where_it_names_a_territory_otherwise() -> None:
    otherwise = {501, 608, 618, 635, 740}  # AQ and IO for French and British territories, "UK"
    ours = {int(mid): flag_of(int(mid) * 1_000_000 + 1) for mid in COUNTRY_MAPPING}
    theirs = {int(mid): code.lower() for mid, (code, _) in COUNTRY_MAPPING.items()}
    assert {mid for mid in ours if ours[mid] != theirs[mid]} == otherwise


@pytest.mark.parametrize(
    ("address", "tail", "country"),
    [
        ("73800a", "4X-EKA", "il"), ("4b1805", "HB-JCA", "ch"), ("3c6444", "D-AIBD", "de"),
        ("ac671b", "N899DN", "us"), ("4bab2e", "TC-LLA", "tr"), ("3003ae", "I-ABCD", "it"),
        ("780a1b", "B-2485", "cn"), ("e48fff", "PR-ABC", "br"), ("508123", "UR-82060", "ua"),
    ],
)  # fmt: skip
def test_address_and_tail_name_the_same_state(address: str, tail: str, country: str) -> None:
    assert state_of(address) == country_of_tail(tail) == country
