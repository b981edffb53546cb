"""Ships and aircraft by their habits: numbers tell sisters apart, prefixes do not, marks are exact.

Sister ships with these names and numbers exist or existed (PORT OLYA-1 to -4, ADMIRAL and LADY
ships); prefixes are those that seamen write before a name.
"""

import pytest

from tests.find.names.habits import THRESHOLD, likeness
from tests.find.names.test_people import rows
from vedette import compare

ONE_SHIP = {
    "numbers written otherwise": [
        ("PORT OLYA-3", "PORT OLYA 3"),
        ("PORT OLYA-3", "Port Olya III"),
        ("OCEAN STAR 1", "OCEAN STAR I"),
        ("SEA ROSE 02", "SEA ROSE 2"),
        ("PORT OLYA-THREE", "PORT OLYA-3"),
    ],
    "prefixes": [
        ("M/V PORT OLYA-3", "PORT OLYA-3"),
        ("MV LADY R", "LADY R"),
        ("MT ADRIAN DARYA 1", "ADRIAN DARYA 1"),
        ("M.T. GRACE", "GRACE"),
    ],
    "spaces": [
        ("ADRIANDARYA 1", "ADRIAN DARYA 1"),
        ("OCEANSTAR", "OCEAN STAR"),
    ],
    "another spelling": [
        ("RASUL GAMZATOV", "RASOUL GAMZATOV"),
        ("MUSA JALIL", "MUSA DZHALIL"),
    ],
}

TWO_SHIPS = {
    "numbers": [
        ("PORT OLYA-3", "PORT OLYA-4"),
        ("PORT OLYA 1", "PORT OLYA 2"),
        ("OCEAN STAR I", "OCEAN STAR II"),
        ("VF TANKER-11", "VF TANKER-12"),
        ("OMSKIY-103", "OMSKIY-106"),
        ("VOLGO-DON 5043", "VOLGO-DON 5074"),
    ],
    "another word": [
        ("LADY R", "LADY D"),
        ("OCEAN STAR", "OCEAN PEARL"),
        ("ADMIRAL NAKHIMOV", "ADMIRAL KUZNETSOV"),
        ("ATLANTIC GLORY", "PACIFIC GLORY"),
    ],
}


@pytest.mark.parametrize(("one", "other"), rows(ONE_SHIP))
def test_one_ship(one, other):
    assert likeness("Vessel", one, other) >= THRESHOLD


@pytest.mark.parametrize(("one", "other"), rows(TWO_SHIPS))
def test_two_ships(one, other):
    assert likeness("Vessel", one, other) < THRESHOLD


@pytest.mark.parametrize(
    ("asked", "nearer", "farther"),
    [
        ("PORT OLYA-3", "PORT OLYA 3", "PORT OLYA"),
        ("PORT OLYA-3", "PORT OLYA", "PORT OLYA-4"),
        ("LADY R", "MV LADY R", "LADY D"),
    ],
)
def test_nearer(asked, nearer, farther):
    assert likeness("Vessel", asked, nearer) > likeness("Vessel", asked, farther)


def craft(schema, **properties):
    return {"schema": schema, "properties": {name: [value] for name, value in properties.items()}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            craft("Airplane", registrationNumber="EP-GOM"),
            craft("Airplane", registrationNumber="EPGOM"),
        ),
        (
            craft("Airplane", name="EP-GOM", registrationNumber="EP-GOM"),
            craft("Airplane", registrationNumber="ep-gom"),
        ),
        (
            craft("Vessel", imoNumber="9481910"),
            craft("Vessel", name="PORT OLYA-3", imoNumber="IMO 9481910"),
        ),
        (
            craft("Vessel", name="FALSE NAME", imoNumber="9481910"),
            craft("Vessel", name="PORT OLYA-3", imoNumber="9481910"),
        ),
        (
            craft("Vessel", name="PORT OLYA-3", mmsi="273345670"),
            craft("Vessel", name="PORT OLYA-3", mmsi="273345670"),
        ),
    ],
)
def test_a_number_tells_a_craft(one, other):
    assert compare(one, other).score >= THRESHOLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            craft("Airplane", registrationNumber="EP-GOM"),
            craft("Airplane", registrationNumber="EP-GOX"),
        ),
        (
            craft("Vessel", name="OCEAN STAR", imoNumber="9481910"),
            craft("Vessel", name="OCEAN STAR", imoNumber="9481922"),
        ),
    ],
)
def test_another_number_is_another_craft(one, other):
    assert compare(one, other).score < THRESHOLD


def test_a_name_with_its_number_beats_the_name_alone():
    asked = craft("Vessel", name="OCEAN STAR", imoNumber="9481910")
    with_number = craft("Vessel", name="OCEAN STAR", imoNumber="9481910")
    without, other = (
        craft("Vessel", name="OCEAN STAR"),
        craft("Vessel", name="OCEAN STAR", imoNumber="9481922"),
    )
    scores = [compare(asked, listed).score for listed in (with_number, without, other)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3
