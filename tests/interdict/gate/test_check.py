"""/check: hold, review, no_hit, unknown; never no_hit from missing or stale lists."""

from datetime import timedelta

from fastapi.testclient import TestClient

from tests.interdict.gate.house import ENTRIES, KESTREL, NOBODY, NOON, publish
from vedette.interdict.gate.app import create_app
from vedette.lake.workspace import Workspace


def verdict(client, query):
    answer = client.post("/check", json=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_listed_company_is_held_with_the_entry_as_evidence(client, workspace):
    said = verdict(client, {**KESTREL, "id": "customer-7"})
    assert (said["subject"], said["answer"]) == ("party:customer-7", "hold")
    reason = said["reasons"][0]
    assert reason["evidence"][0]["entity"] == "inv-1"
    assert reason["facts"]["candidate"] == "Kestrel Aviation Industries"
    assert said["checked"] == ["invented-a", "invented-b"]
    assert said["ages"] == {"invented-a": 0, "invented-b": 0}
    assert said["snapshot"].startswith("s-")


def test_a_weaker_likeness_is_for_review(client):
    said = verdict(client, {"schema": "Company", "properties": {"name": "Kestrel Aviation Indust"}})
    assert said["answer"] in {"review", "hold"}
    assert said["score"] < 1


def test_nobody_on_fresh_lists_is_no_hit(client):
    said = verdict(client, NOBODY)
    assert (said["answer"], said["score"], said["reasons"]) == ("no_hit", 0, [])


def test_stale_lists_say_unknown_but_a_hit_stays_a_hit(tmp_path):
    workspace = Workspace.init(tmp_path)
    publish(workspace, ENTRIES, retrieved=NOON - timedelta(days=15))
    with TestClient(create_app(workspace, clock=lambda: NOON)) as client:
        nobody = verdict(client, NOBODY)
        assert nobody["answer"] == "unknown"
        assert "15 days old" in nobody["unchecked"]["invented-a"]
        assert verdict(client, KESTREL)["answer"] == "hold"


def test_without_a_snapshot_everything_is_unknown(tmp_path):
    with TestClient(create_app(Workspace.init(tmp_path))) as client:
        said = verdict(client, KESTREL)
    assert said["answer"] == "unknown"
    assert "no list has been read yet" in said["unchecked"]["lists"]


def test_the_same_question_gives_the_same_bytes(client):
    assert (
        client.post("/check", json=KESTREL).content == client.post("/check", json=KESTREL).content
    )


LINE = {
    "id": "BL-7",
    "parties": [{"role": "consignee", "name": "Kestrel Aviation Industries", "country": "ir"}],
    "goods": [{"description": "integrated circuits", "hs": "854231"}],
    "destination_country": "IR",
}


def test_a_line_of_a_manifest_is_asked_about_whole(client):
    said = verdict(client, LINE)
    assert said["answer"] == "hold"
    rules = {reason["rule"] for reason in said["reasons"]}
    assert any(rule.startswith("party.") for rule in rules)
    assert any(rule.startswith("goods.") for rule in rules)
    assert said["subject"].endswith("BL-7")


def test_a_quiet_line_says_what_was_checked(client):
    quiet = {
        "parties": [{"role": "consignee", "name": "Harbour Bakery", "country": "pt"}],
        "goods": [{"description": "wheat flour in bags of 25 kg", "hs": "110100"}],
        "destination_country": "pt",
    }
    said = verdict(client, quiet)
    assert said["answer"] in {"no_hit", "unknown"}
    assert said["checked"]


def test_a_line_without_lists_is_unknown(tmp_path):
    quiet = {"parties": [{"role": "consignee", "name": "Harbour Bakery", "country": "pt"}]}
    with TestClient(create_app(Workspace.init(tmp_path))) as client:
        assert verdict(client, quiet)["answer"] == "unknown"


def test_a_line_out_of_shape_is_refused_with_a_reason(client):
    for wrong in (
        {"parties": [{"role": "pirate", "name": "X"}]},
        {"parties": [{"role": "buyer", "name": "X"}] * 51},
        {**LINE, "goods": [{"description": "x", "hs": "85.42"}]},
        {**LINE, "date": "yesterday"},
    ):
        answer = client.post("/check", json=wrong)
        assert 400 <= answer.status_code < 500, answer.text
        assert answer.json()["detail"]
