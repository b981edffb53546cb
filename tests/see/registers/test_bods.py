"""Owners from BODS statements: the standard's own examples retold with invented names."""

import json

import pytest

from vedette.find.ownership import blocked, from_entities
from vedette.lake import tables
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

INTAKE = Intake(retrieved="2026-11-24T00:00:00Z")


def entity(record, name, kind="registeredEntity"):
    return {
        "statementId": f"s-{record}", "recordType": "entity", "recordId": record,
        "recordStatus": "new", "statementDate": "2020-01-01",
        "recordDetails": {"entityType": {"type": kind}, "name": name},
    }  # fmt: skip


def person(record, name):
    return {
        "statementId": f"s-{record}", "recordType": "person", "recordId": record,
        "recordStatus": "new", "statementDate": "2020-01-01",
        "recordDetails": {"personType": "knownPerson", "names": [{"fullName": name}]},
    }  # fmt: skip


def holds(record, owner, owned, *interests, date="2020-01-01", status="new", components=()):
    return {
        "statementId": f"s-{record}-{date}", "recordType": "relationship", "recordId": record,
        "recordStatus": status, "statementDate": date,
        "recordDetails": {
            "subject": owned, "interestedParty": owner, "interests": list(interests),
            "componentRecords": list(components),
        },
    }  # fmt: skip


def shares(exact, **more):
    return {"type": "shareholding", "directOrIndirect": "direct", "share": {"exact": exact}, **more}


@pytest.fixture
def lake(tmp_path):
    return Workspace.init(tmp_path / "w")


def taken(lake, tmp_path, statements):
    path = tmp_path / "owners.json"
    path.write_text(json.dumps(statements))
    release = kind_of(path).take(lake, path, INTAKE).release
    return list(tables.read_entities(lake, [release], "registers"))


def test_a_share_that_changed_hands_is_dated(lake, tmp_path):
    entities = taken(
        lake, tmp_path,
        [
            person("p", "Maria Example"),
            entity("c", "Cloth Ltd"),
            holds("r", "p", "c", shares(100, startDate="2002-03-09"), date="2002-03-09"),
            holds("r", "p", "c", shares(40, startDate="2021-09-24"), date="2021-09-24"),
        ],
    )  # fmt: skip
    holdings = list(from_entities(entities))
    assert [(one.low, one.begins, one.ends) for one in holdings] == [
        (100.0, "2002-03-09", "2021-09-24"),
        (40.0, "2021-09-24", ""),
    ]
    owner = "registers-p"
    assert blocked(holdings, [owner], "OFAC", "2021-01-01").answer("registers-c") == "blocked"
    assert blocked(holdings, [owner], "OFAC", "2022-01-01").answer("registers-c") == "not_blocked"


def test_an_indirect_interest_is_not_counted_twice(lake, tmp_path):
    indirect = {"type": "shareholding", "directOrIndirect": "indirect", "share": {"exact": 30}}
    entities = taken(
        lake, tmp_path,
        [
            person("p", "Person One"), entity("b", "Company B"), entity("a", "Company A"),
            holds("r1", "p", "b", shares(50)),
            holds("r2", "b", "a", shares(30)),
            holds("r3", "p", "a", indirect, components=["b", "r1", "r2"]),
        ],
    )  # fmt: skip
    ruling = blocked(from_entities(entities), ["registers-p"], "OFAC", "2022-01-01")
    assert ruling.answer("registers-b") == "blocked"
    assert ruling.answer("registers-a") == "not_blocked"  # 30, not 30 + 30


@pytest.mark.parametrize(
    ("interest", "answer"),
    [
        ({"directOrIndirect": "unknown"}, "unknown"),
        ({"type": "shareholding", "share": {"minimum": 25, "maximum": 50}}, "unknown"),
        ({"type": "shareholding", "share": {"minimum": 25, "exclusiveMaximum": 49}}, "not_blocked"),
        ({"type": "shareholding", "share": {"minimum": 75, "maximum": 100}}, "blocked"),
        ({"type": "votingRights", "share": {"exact": 100}}, "not_blocked"),
        ({"type": "appointmentOfBoard"}, "not_blocked"),
        ({"type": "boardMember"}, "not_blocked"),
        (shares(100, endDate="2021-06-01"), "not_blocked"),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else value,
)
def test_kinds_of_interest_under_ofac(lake, tmp_path, interest, answer):
    entities = taken(
        lake, tmp_path, [person("p", "P"), entity("c", "C"), holds("r", "p", "c", interest)]
    )
    ruling = blocked(from_entities(entities), ["registers-p"], "OFAC", "2022-01-01")
    assert ruling.answer("registers-c") == answer


def test_control_is_a_ground_in_the_eu(lake, tmp_path):
    entities = taken(
        lake, tmp_path,
        [person("p", "P"), entity("c", "C"), holds("r", "p", "c", {"type": "appointmentOfBoard"})],
    )  # fmt: skip
    ruling = blocked(from_entities(entities), ["registers-p"], "EU", "2024-08-01")
    assert ruling.answer("registers-c") == "blocked"


def test_the_older_form(lake, tmp_path):
    old = [
        {"statementID": "e", "statementType": "entityStatement", "name": "Company B",
         "entityType": "registeredEntity", "statementDate": "2019-01-01"},
        {"statementID": "p", "statementType": "personStatement", "personType": "knownPerson",
         "names": [{"fullName": "Person 1"}], "statementDate": "2019-01-01"},
        {"statementID": "o", "statementType": "ownershipOrControlStatement",
         "statementDate": "2019-01-01",
         "subject": {"describedByEntityStatement": "e"},
         "interestedParty": {"describedByPersonStatement": "p"},
         "interests": [{"type": "shareholding", "share": {"exact": 60}}]},
    ]  # fmt: skip
    (one,) = from_entities(taken(lake, tmp_path, old))
    assert (one.owner, one.owned, one.low) == ("registers-p", "registers-e", 60.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[{"statementId": "x", "recordType": "person"}]', "statement 1: is no statement"),
        ('[{"statementId": "x", "recordType"', "is not whole JSON"),
        ('{"statementId": "x", "recordType": 1}\n', "line 1: is no statement"),
    ],
)
def test_broken_files_are_one_sentence_and_change_nothing(lake, tmp_path, text, says):
    path = tmp_path / "broken.json"
    path.write_text(text)
    with pytest.raises(BadInput) as refused:
        kind_of(path, "bods").take(lake, path, INTAKE)
    assert says in str(refused.value)
    assert not any(lake.releases.rglob("vedette-release.json"))


def test_registers_are_never_screened_against(lake, tmp_path):
    from vedette.lake.releases import current

    taken(lake, tmp_path, [person("p", "P")])
    assert current(lake) == {}
