"""Sister ships and neighbours: what must be remarked on, and what must not."""

import pytest

from vedette.find.ownership.fleets import fleets, series_of, sisters
from vedette.find.ownership.neighbours import CROWD, address_words, neighbourhood, neighbours
from vedette.model.entity import Entity
from vedette.reference.ownership.ties import tie_rules


def ship(name, imo="", owner="", identity=""):
    properties = {"name": (name,)}
    if imo:
        properties["imoNumber"] = (imo,)
    if owner:
        properties["owner"] = (owner,)
    return Entity(identity or name, "Vessel", properties)


def company(identity, **properties):
    return Entity(identity, "Company", {k: (v,) for k, v in properties.items()})


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("PORT OLYA-3", ("PORT OLYA", 3)),
        ("Port Olya 3", ("PORT OLYA", 3)),
        ("PORT OLYA III", ("PORT OLYA", 3)),
        ("IMICO NEKA 455", ("IMICO NEKA", 455)),
        ("SEA 1", None),  # too short a name to be a series
        ("ANGARA", None),
        ("", None),
    ],
)
def test_series_of_a_name(name, series):
    assert series_of(name) == series


FLEET = fleets([
    ship("PORT OLYA-1", "9481922", "transmorflot"),
    ship("PORT OLYA-2", "9481881", "transmorflot"),
    ship("GOLDEN STAR 3", "1111111", "somebody"),
    ship("SILVER STAR 1", "2222222", "one"),
    ship("SILVER STAR 2", "3333333", "another"),
    company("transmorflot", name="TRANSMORFLOT LLC"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        (ship("PORT OLYA-3", "9481910"), ["ties.series"]),
        (ship("PORT OLYA-1"), []),  # listed under that very name: the name screener's business
        (ship("OTHER NAME", "9481922"), []),  # listed by its IMO number
        (ship("GOLDEN STAR 4"), []),  # only one listed ship of that series
        (ship("SILVER STAR 3"), []),  # two, but of different owners
        (ship("LADY R", owner="Transmorflot LLC"), ["ties.fleet"]),
        (ship("PORT OLYA-4", owner="TRANSMORFLOT, LLC"), ["ties.series", "ties.fleet"]),
    ],
    ids=lambda value: value.caption if isinstance(value, Entity) else None,
)
def test_sister_ships(asked, rules):
    assert [tie.rule for tie in sisters(asked, FLEET)] == rules


def test_a_sister_names_the_party_and_the_listed_ships():
    (tie,) = sisters(ship("PORT OLYA-3"), FLEET)
    assert tie.facts["party"] == "TRANSMORFLOT LLC"
    assert [one.caption for one in tie.listed] == ["PORT OLYA-1", "PORT OLYA-2"]


LISTED = [
    company(
        "x", name="Qods Workshop", address="Km 5 Karaj Special Road, Tehran, Iran",
        phone="+98 21 4419 7021", previousName="Parastoo Works",
    ),
    Entity("s", "Sanction", {"entity": ("x",), "listingDate": ("2022-09-08",)}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        ({"address": "Tehran, Karaj Special Road, Km 5"}, ["ties.address"]),
        ({"address": "Tehran, Iran"}, []),
        ({"address": "Km 6 Karaj Special Road, Tehran, Iran"}, []),
        ({"phone": "0098 21 44197021"}, ["ties.contact"]),
        ({"phone": "+98 21"}, []),
        ({"previousName": "PARASTOO WORKS"}, ["ties.previous-name"]),
        (
            {"phone": "+98 21 4419 7021", "incorporationDate": "2023-01-15"},
            ["ties.contact", "ties.founded-after"],
        ),
        ({"phone": "+98 21 4419 7021", "incorporationDate": "2022-01-15"}, ["ties.contact"]),
        ({"phone": "+98 21 4419 7021", "incorporationDate": "2023-12-15"}, ["ties.contact"]),
        ({"incorporationDate": "2023-01-15"}, []),  # founded after, but shares nothing
    ],
)
def test_neighbours(asked, rules):
    party = company("q", name="Fresh Trading", **asked)
    assert [tie.rule for tie in neighbours(party, neighbourhood(LISTED))] == rules


def test_a_crowded_address_says_nothing():
    crowd = [
        company(f"c{n}", address="Suite 1, Harbour Business Centre 9") for n in range(CROWD + 1)
    ]
    asked = company("q", address="Suite 1, Harbour Business Centre 9")
    assert neighbours(asked, neighbourhood(crowd)) == ()
    assert neighbours(asked, neighbourhood(crowd[:CROWD])) != ()


def test_a_listed_manager():
    manager = Entity("m", "Person", {"name": ("A. Manager",)})
    (tie,) = neighbours(company("q", name="Fresh"), neighbourhood([]), [manager])
    assert (tie.rule, tie.facts["manager"]) == ("ties.manager", "A. Manager")


def test_every_tie_is_weaker_than_ownership_and_names_its_guidance():
    for row in tie_rules().values():
        assert 0 < row.weight <= 0.5, row
        assert row.guidance and row.address.startswith("https://") and row.date, row


def test_an_address_in_another_script():
    assert address_words("ул. Морская, дом 5, Астрахань") == address_words("Morskaya 5, Astrakhan'")
