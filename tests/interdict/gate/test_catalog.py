"""/catalog with its ETag, /algorithms, collections."""

from fastapi.testclient import TestClient

from tests.interdict.gate.house import KESTREL, NOON, workspace_at
from vedette.interdict.gate.app import create_app
from vedette.lake.workspace import Workspace


def test_the_catalogue_names_lists_versions_and_the_collection_of_all(client):
    catalog = client.get("/catalog").json()
    by_name = {dataset["name"]: dataset for dataset in catalog["datasets"]}
    assert by_name["default"]["children"] == ["invented-a", "invented-b"]
    assert by_name["invented-a"]["title"] == "Invented list A"
    assert by_name["invented-a"]["version"] == by_name["invented-a"]["index_version"]
    assert catalog["current"] == ["invented-a", "invented-b"]
    assert catalog["index_stale"] is False
    assert client.get("/manifest").json() == catalog


def test_an_unchanged_catalogue_is_not_sent_again(client):
    etag = client.get("/catalog").headers["etag"]
    for header in (etag, f'"other", {etag}', "*"):
        again = client.get("/catalog", headers={"if-none-match": header})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get("/catalog", headers={"if-none-match": '"other"'}).status_code == 200


def test_the_algorithms_say_openly_who_answers(client):
    answer = client.get("/algorithms").json()
    assert (answer["default"], answer["best"]) == ("best", "vedette")
    by_name = {one["name"]: one["description"] for one in answer["algorithms"]}
    assert "Vedette's own comparison answers" in by_name["logic-v2"]


def test_a_collection_from_the_settings_is_a_dataset(tmp_path):
    workspace_at(tmp_path)
    with (tmp_path / "vedette.toml").open("a") as file:
        file.write('\n[gate.collections]\nsome = ["invented-b", "not-read-yet"]\n')
    workspace = Workspace.open(tmp_path)
    with TestClient(create_app(workspace, clock=lambda: NOON)) as client:
        found = client.post("/match/some", json={"queries": {"q": KESTREL}}).json()
        assert found["responses"]["q"]["results"] == []
        datasets = {one["name"]: one for one in client.get("/catalog").json()["datasets"]}
        assert datasets["some"]["children"] == ["invented-b"]
