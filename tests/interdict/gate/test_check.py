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
