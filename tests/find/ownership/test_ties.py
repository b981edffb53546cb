"""Sister ships and neighbours: what must be remarked on, and what must not."""

from pathlib import Path

import pytest

from vedette.find.ownership.blocked import blocked
from vedette.find.ownership.fleets import fleets, series_of, sisters
from vedette.find.ownership.holdings import Holding
from vedette.find.ownership.neighbours import CROWD, address_words, neighbourhood, neighbours
from vedette.find.ownership.traces import by_owned, traces
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


X = Entity("X", "Person", {"name": ("Listed Person",)})


@pytest.mark.parametrize(
    ("holding", "rules"),
    [
        (Holding("X", "A", 49, 49), ["ties.owner-below"]),
        (Holding("X", "A", 0, 0), []),
        (Holding("X", "A", 50, 50), []),  # blocked: said by `blocked`, not here
        (Holding("X", "A", 100, 100, ends="2023-06-01"), ["ties.sold"]),
        (Holding("X", "A", 100, 100, ends="2021-12-31"), []),  # more than two years before
        (Holding("X", "A", 100, 100, ends="2022-01-01"), ["ties.sold"]),  # exactly two years
        (Holding("X", "A", 100, 100, begins="2025-01-01", ends="2026-01-01"), []),
        (Holding("Clean", "A", 100, 100), []),
    ],
)
def test_traces_of_a_blocked_owner(holding, rules):
    ruling = blocked([holding], ["X"], "OFAC", "2024-01-01")
    ties = traces("A", by_owned([holding]), ruling, {"X": X})
    assert [tie.rule for tie in ties] == rules
    assert all(tie.facts["owner"] == "Listed Person" for tie in ties)


def test_every_kind_of_tie_is_made_somewhere():
    folder = Path(fleets.__code__.co_filename).parent
    code = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    assert [rule for rule in tie_rules() if f'"{rule}"' not in code] == []
