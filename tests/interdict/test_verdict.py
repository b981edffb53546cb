"""One answer for one line: on the real OFAC list of January 2023, and on small made-up ones."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import shared
from vedette.find.names import Screener
from vedette.find.parties import Context
from vedette.find.parties.known import known
from vedette.find.snapshot import publish
from vedette.interdict.verdict import check_all, check_consignment, ranked, taken_apart
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical
from vedette.model.consignment import Consignment, Good, Party
from vedette.model.entity import Entity
from vedette.model.finding import Finding
from vedette.model.verdict import Verdict
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

SHIRTS = Good("Cotton t-shirts", hs="610910", weight_kg=100.0, value=1000.0, currency="EUR")
CLEAN = Consignment(
    id="1",
    source="m",
    release="r",
    date="2023-02-01",
    parties=(
        Party("shipper", "Zwirnhaus Textilwerke", "de"),
        Party("consignee", "Chemiserie Ouvrard", "fr"),
    ),
    goods=(SHIRTS,),
    destination_country="fr",
    route=("DEHAM", "FRLEH"),
)
LISTED = Entity(
    "ofac-1",
    "Company",
    {"name": ("QUXBAR AEROSPACE RESEARCH",), "topics": ("sanction",)},
    "ofac-sdn",
    "l",
    "line 1",
)


def context(*entities: Entity, **said: object) -> Context:
    base = Context(
        snapshot="s-1",
        screener=Screener.build(one for one in entities if one.values("name")),
        known=known(entities, "2024-01-01"),
        ages={"ofac-sdn": 1},
        day="2024-01-01",
    )
    return replace(base, **said)  # type: ignore[arg-type]


def rules_of(verdict: Verdict) -> set[str]:
    return {reason.rule for reason in verdict.reasons}


@pytest.fixture(scope="module")
def ofac(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """The list of 21 January 2023, complete."""
    workspace = Workspace.init(tmp_path_factory.mktemp("ofac"))
    path = shared("lists/ofac_sdn_2023-01/sdn.csv")
    kind = kind_of(path)
    kind.take(
        workspace, path, Intake(retrieved="2023-01-22T00:00:00Z", published="2023-01-21T00:00:00Z")
    )
    snapshot = publish(workspace)
    yield Context.of(workspace, "2023-01-22", snapshot, ages={"ofac-sdn": 1})


@pytest.mark.shared
def test_port_olya_3_is_reviewed_as_sister_of_listed_ships_and_not_held(ofac: Context) -> None:
    ship = {"name": "PORT OLYA-3", "imo": "9481910"}
    verdict = check_consignment(replace(CLEAN, vessel=ship), ofac)
    assert verdict.answer == "review"
    tie = next(reason for reason in verdict.reasons if reason.rule == "ties.series")
    assert {item["says"] for item in tie.evidence} == {"PORT OLYA-1", "PORT OLYA-2"}
    assert tie.facts["party"] == "TRANSMORFLOT LLC" and tie.facts["address"].startswith("https://")


@pytest.mark.shared
def test_a_listed_hull_is_held_under_any_name(ofac: Context) -> None:
    ship = {"name": "BRAND NEW NAME", "imo": "9481922"}
    verdict = check_consignment(replace(CLEAN, vessel=ship), ofac)
    assert verdict.answer == "hold"
    assert {"vessel.listed", "vessel.renamed"} <= rules_of(verdict)


@pytest.mark.shared
def test_ep_pus_is_ep_gom_by_its_serial_number(ofac: Context) -> None:
    plane = {"registration": "EP-PUS", "serial": "1023409321"}
    verdict = check_consignment(replace(CLEAN, aircraft=plane), ofac)
    assert verdict.answer == "hold"
    (reason,) = [one for one in verdict.reasons if one.rule == "aircraft.listed"]
    assert "EP-GOM" in reason.says and reason.facts["by"] == "serial number (MSN)"
    tail_only = check_consignment(replace(CLEAN, aircraft={"registration": "EP-PUS"}), ofac)
    assert "aircraft.listed" not in rules_of(tail_only)


@pytest.mark.shared
def test_an_unlisted_ship_and_plain_goods_are_no_hit(ofac: Context) -> None:
    verdict = check_consignment(replace(CLEAN, vessel={"name": "ZWALUW", "imo": "9074729"}), ofac)
    assert verdict.answer == "no_hit" and "ofac-sdn list" in verdict.checked


def test_a_listed_party_is_held_with_its_row_as_evidence() -> None:
    line = replace(CLEAN, parties=(Party("consignee", "Quxbar Aerospace Research", "ir"),))
    verdict = check_consignment(line, context(LISTED))
    assert verdict.answer == "hold"
    assert verdict.reasons[0].rule == "party.listed"
    assert verdict.reasons[0].evidence[0] == {
        "entity": "ofac-1",
        "source": "ofac-sdn",
        "release": "l",
        "origin": "line 1",
        "says": "QUXBAR AEROSPACE RESEARCH",
    }


def test_a_likeness_below_the_workspaces_hold_is_a_review() -> None:
    line = replace(CLEAN, parties=(Party("consignee", "Quxbar Aerospace Research"),))
    assert check_consignment(line, context(LISTED, hold=1.1)).answer == "review"


def test_a_whole_name_that_the_screener_thinks_too_common_is_still_reviewed() -> None:
    common = Entity("x", "Organization", {"name": ("RAD D.O.O.",), "topics": ("sanction",)})
    line = replace(CLEAN, parties=(Party("consignee", "Rad d.o.o."),))
    verdict = check_consignment(line, context(common, threshold=0.999999))
    assert verdict.answer == "review" and rules_of(verdict) == {"party.same-name"}


def test_owned_by_half_is_held_and_by_forty_nine_percent_is_not() -> None:
    def owned(share: str) -> Context:
        company = Entity("c", "Company", {"name": ("Innocent Holdings Vrbk",)}, "reg")
        stake = Entity(
            "o", "Ownership", {"owner": ("ofac-1",), "asset": ("c",), "percentage": (share,)}, "reg"
        )
        return context(LISTED, company, stake)

    line = replace(CLEAN, parties=(Party("consignee", "Innocent Holdings Vrbk"),))
    held = check_consignment(line, owned("50"))
    assert held.answer == "hold"
    (reason,) = [one for one in held.reasons if one.rule == "party.owned"]
    assert reason.facts["path"][0]["owner"] == "QUXBAR AEROSPACE RESEARCH"
    below = check_consignment(line, owned("49"))
    assert below.answer == "review" and "ties.owner-below" in rules_of(below)
    unknown = check_consignment(line, owned(""))
    assert unknown.answer == "review" and "party.owned-unknown" in rules_of(unknown)


def test_owners_stated_in_a_register_are_followed_up_to_the_list(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path / "w")
    entities = [
        {
            "id": "r1",
            "schema": "Company",
            "properties": {"name": ["Kanalquelle Trading"], "registrationNumber": ["HRB 77"]},
        },
        {"id": "r2", "schema": "Company", "properties": {"name": ["Middle Layer Vx"]}},
        {"id": "r3", "schema": "Company", "properties": {"name": ["Quxbar Aerospace Research"]}},
        {
            "id": "s1",
            "schema": "Ownership",
            "properties": {"owner": ["r2"], "asset": ["r1"], "percentage": ["60"]},
        },
        {
            "id": "s2",
            "schema": "Ownership",
            "properties": {"owner": ["r3"], "asset": ["r2"], "percentage": ["80"]},
        },
    ]
    file = tmp_path / "register.json"
    import json

    file.write_text("\n".join(map(json.dumps, entities)))
    kind_of(file, "register-ftm").take(workspace, file, Intake(retrieved="2024-01-01T00:00:00Z"))
    from vedette.lake import releases, tables

    paths = tables.paths(workspace, "registers", releases.kept(workspace))
    asked = context(LISTED, registers=tuple(paths))
    by_name = replace(CLEAN, parties=(Party("consignee", "KANALQUELLE TRADING", "de"),))
    verdict = check_consignment(by_name, asked)
    (reason,) = [one for one in verdict.reasons if one.rule == "party.owned"]
    assert verdict.answer == "hold" and reason.facts["regime"] == "OFAC"
    assert [step["owner"] for step in reason.facts["path"]] == [
        "Quxbar Aerospace Research",
        "Middle Layer Vx",
    ]
    number = Party("consignee", "Other spelling", "de", "", {"registrationNumber": "HRB 77"})
    by_number = check_consignment(replace(CLEAN, parties=(number,)), asked)
    assert "party.owned" in rules_of(by_number)


def test_missing_or_stale_lists_are_unknown_and_never_no_hit() -> None:
    assert check_consignment(CLEAN, context(LISTED)).answer == "no_hit"
    stale = check_consignment(CLEAN, context(LISTED, stale={"ofac-sdn": 40}))
    assert stale.answer == "unknown" and "40 days" in stale.unchecked["lists"]
    none = check_consignment(CLEAN, Context())
    assert none.answer == "unknown" and none.unchecked["lists"] == "no list has been read yet"


def test_nobody_named_or_nothing_described_is_unknown() -> None:
    assert check_consignment(replace(CLEAN, parties=()), context(LISTED)).answer == "unknown"
    assert check_consignment(replace(CLEAN, goods=()), context(LISTED)).answer == "unknown"


def test_a_weighty_rule_that_could_not_be_looked_at_is_unknown() -> None:
    chips = Good("Microprocessors", hs="854231")
    blank = Consignment("1", "m", parties=(Party("shipper", "Zwirnhaus", ""),), goods=(chips,))
    verdict = check_consignment(blank, context(LISTED))
    assert verdict.answer == "unknown" and "goods.tier-1-2-embargoed" in verdict.unchecked


def test_a_hull_of_the_same_name_is_another_hull() -> None:
    ship = Entity(
        "v",
        "Vessel",
        {"name": ("QUXBAR STAR",), "imoNumber": ("9481922",), "topics": ("sanction",)},
    )
    asked = context(ship)
    other = replace(CLEAN, vessel={"name": "QUXBAR STAR", "imo": "9074729"})
    assert check_consignment(other, asked).answer == "no_hit"
    without = replace(CLEAN, vessel={"name": "QUXBAR STAR"})
    assert rules_of(check_consignment(without, asked)) == {"vessel.name"}
    false = replace(other, problems=("IMO number 9074728: the check digit is wrong",))
    assert "vessel.name" in rules_of(check_consignment(false, asked))


def test_findings_of_movement_within_the_shipments_time_are_reasons() -> None:
    gap = Finding("movements.gaps", "1", "imo:9074729", "Unexplained gap of 30.0 h", 0.5)

    def movements(subject: str, day: str) -> list[Finding]:
        return [gap] if (subject, day) == ("imo:9074729", "2023-02-01") else []

    line = replace(CLEAN, vessel={"name": "ZWALUW", "imo": "9074729"})
    verdict = check_consignment(line, context(LISTED, movements=movements))
    (reason,) = verdict.reasons
    assert reason.rule == "movement.finding" and reason.weight == 0.3
    assert "movements" not in verdict.unchecked


def test_the_score_can_be_taken_apart() -> None:
    chips = Good("Microprocessors", hs="854231")
    line = replace(CLEAN, goods=(chips,), destination_country="ae")
    verdict = check_consignment(line, context(LISTED))
    steps = taken_apart(verdict)
    left = 1.0
    for step in steps:
        left *= 1 - step["weight"]
    assert steps[-1]["score"] == verdict.score == round(1 - left, 4)
    table = tomllib.loads(
        (Path(__file__).parents[2] / "src/vedette/reference/rules/rules.toml").read_text("utf-8")
    )
    weights = {rule["id"]: rule["weight"] for rule in table["rule"]}
    assert [step["weight"] for step in steps] == [weights[step["rule"]] for step in steps]


def test_the_same_line_and_snapshot_give_the_same_bytes_alone_or_among_others() -> None:
    line = replace(CLEAN, parties=(Party("consignee", "Quxbar Aerospace Research", "ir"),))
    others = [replace(CLEAN, id=str(n)) for n in range(3)]
    alone = check_consignment(line, context(LISTED))
    *_, among = check_all([*others, line], context(LISTED))
    assert canonical(alone.to_json()) == canonical(among.to_json())


def test_lines_are_ranked_by_answer_then_score() -> None:
    made = [
        Verdict("b", "no_hit", 0.0, ""),
        Verdict("c", "review", 0.5, ""),
        Verdict("a", "hold", 0.9, ""),
        Verdict("d", "unknown", 0.1, ""),
        Verdict("e", "review", 0.7, ""),
    ]
    assert [one.subject for one in ranked(made)] == ["a", "e", "c", "d", "b"]


@given(st.lists(st.floats(0, 0.99), max_size=8), st.floats(0, 0.99))
def test_one_more_reason_never_lowers_a_score(weights: list[float], more: float) -> None:
    from vedette.interdict.verdict import _score
    from vedette.model.verdict import Reason

    before = [Reason(f"r{n}", "", weight) for n, weight in enumerate(weights)]
    assert _score([*before, Reason("x", "", more)]) >= _score(before)


def test_no_answer_clears() -> None:
    from typing import get_args

    from vedette.model.verdict import Answer

    assert "clear" not in get_args(Answer)


def test_a_shipper_that_has_shipped_to_a_listed_party_is_remarked_on() -> None:
    """An agent stands in the listed party's place; the shipper's earlier line tells of it."""
    shipper = Party("shipper", "Zwirnhaus Textilwerke", "de")
    earlier = replace(
        CLEAN,
        id="0",
        release="r0",
        parties=(shipper, Party("consignee", "Quxbar Aerospace Research")),
    )
    agent = replace(CLEAN, parties=(shipper, Party("consignee", "Nordhafen Umschlag", "ae")))
    base = context(LISTED)
    assert "party.customer" not in rules_of(check_consignment(agent, base))
    known_trade = base.with_lines(None, [agent, earlier])
    verdict = check_consignment(agent, known_trade)
    said = next(one for one in verdict.reasons if one.rule == "party.customer")
    assert said.facts["line"] == "consignment:m/0" and said.evidence[0]["entity"] == "ofac-1"
    assert verdict.answer != "hold"  # another customer is a sign, never a match
    itself = check_consignment(earlier, base.with_lines(None, [earlier]))
    assert "party.customer" not in rules_of(itself)


def test_a_company_that_bears_a_listed_persons_name_is_a_sign_and_no_match() -> None:
    person = Entity(
        "p",
        "Person",
        {"name": ("Qorvex Antimovich",), "topics": ("sanction",)},
        "ofac-sdn",
        "l",
        "1",
    )
    base = context(person)
    company = replace(CLEAN, parties=(Party("consignee", "Qorvex Antimovich Aviation LLC", "ae"),))
    verdict = check_consignment(company, base)
    assert "party.named-after" in rules_of(verdict) and verdict.answer == "review"
    assert not {"party.listed", "party.listed-maybe"} & rules_of(verdict)
    himself = replace(CLEAN, parties=(Party("consignee", "Qorvex Antimovich", "ae"),))
    assert "party.listed" in rules_of(check_consignment(himself, base))
    other = replace(CLEAN, parties=(Party("consignee", "Antimovich Foods LLC", "ae"),))
    assert "party.named-after" not in rules_of(check_consignment(other, base))


def test_how_parties_are_spread_over_threads_changes_no_byte(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [
        replace(CLEAN, id=str(n), parties=(Party("consignee", f"Quxbar Aerospace Research {n}"),))
        for n in range(12)
    ]
    base = context(LISTED)
    seen = set()
    for batch in (1, 5, 200):
        monkeypatch.setattr("vedette.find.parties.BATCH", batch)
        verdicts = check_all(lines, base.with_lines(None, lines))
        seen.add(b"".join(canonical(one.to_json()) for one in verdicts))
    assert len(seen) == 1


def test_an_entry_on_several_lists_of_its_publisher_is_one_reason_with_all_its_places() -> None:
    again = replace(LISTED, dataset="us-csl", release="l2", origin="line 9")
    other = replace(LISTED, id="un-7", dataset="un-sc", release="l3", origin="record 3")
    line = replace(CLEAN, parties=(Party("consignee", "Quxbar Aerospace Research"),))
    verdict = check_consignment(line, context(LISTED, again, other))
    said = [one for one in verdict.reasons if one.rule == "party.listed"]
    assert [[place["source"] for place in one.evidence] for one in said] == [
        ["ofac-sdn", "us-csl"],
        ["un-sc"],
    ]
    assert "listed by ofac-sdn and us-csl" in said[0].says


def test_a_denied_persons_company_is_a_red_flag_and_never_said_to_be_blocked_by_ofac() -> None:
    denied = Entity(
        "dpl-1",
        "Company",
        {"name": ("QUXBAR AEROSPACE RESEARCH",), "topics": ("export.control",)},
        "us-bis-dpl",
    )
    child = Entity("c-1", "Company", {"name": ("Tarnfirma Werke",)}, "register")
    stake = Entity(
        "o-1",
        "Ownership",
        {"owner": ("dpl-1",), "asset": ("c-1",), "percentage": ("80",)},
        "register",
    )
    line = replace(CLEAN, parties=(Party("consignee", "Tarnfirma Werke"),))
    verdict = check_consignment(line, context(denied, child, stake))
    assert rules_of(verdict) == {"ties.owner-below"} and verdict.answer == "review"
    assert verdict.reasons[0].facts["rule"] == "no rule"
