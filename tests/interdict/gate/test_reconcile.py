"""The reconciliation service, as OpenRefine speaks to it."""

import json

import pytest


def test_the_manifest_says_where_everything_is(client):
    manifest = client.get("/reconcile/default").json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["suggest"]["entity"]["service_path"] == "/suggest/entity"
    assert {"Company", "Person", "Vessel"} <= {kind["id"] for kind in manifest["defaultTypes"]}


def test_a_batch_of_queries(client):
    queries = {
        "a": {"query": "Kestrel Aviation Industries"},
        "b": {
            "query": "Aleksandr Zakharevich",
            "type": "Person",
            "limit": 1,
            "properties": [{"pid": "Thing:country", "v": "by"}],
        },
    }
    answer = client.post("/reconcile/default", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    assert answer.json()["a"]["result"][0]["id"] == "inv-1"
    assert answer.json()["a"]["result"][0]["match"] is True
    assert [one["id"] for one in answer.json()["b"]["result"]] == ["inv-6"]


def test_extending_entities_by_their_properties(client):
    wanted = {"ids": ["inv-2", "nobody"], "properties": [{"id": "name"}, {"id": "birthDate"}]}
    answer = client.post("/reconcile/default", data={"extend": json.dumps(wanted)}).json()
    assert [one["id"] for one in answer["meta"]] == ["name", "birthDate"]
    assert answer["rows"]["inv-2"]["birthDate"] == [{"str": "1965-02-12"}]
    assert answer["rows"]["nobody"] == {}


@pytest.mark.parametrize(
    "form",
    [
        {"queries": json.dumps({"q": {"type": "Banana", "query": "x"}})},
        {"queries": "{"},
        {"queries": json.dumps({"q": {"limit": "many"}})},
        {"queries": json.dumps({str(n): {"query": "x"} for n in range(101)})},
        {"extend": "[]"},
        {
            "queries": json.dumps({"q": {"query": "x"}}),
            "extend": "\ud800".encode("utf-16", "surrogatepass"),
        },
        {},
    ],
)
def test_what_cannot_be_read_is_refused(client, form):
    assert client.post("/reconcile/default", data=form).status_code == 400


@pytest.mark.parametrize(
    ("path", "prefix", "found"),
    [
        ("suggest/entity", "", []),
        ("suggest/entity", "aleksandr zakh", ["inv-2", "inv-6"]),
        ("suggest/entity", "banana man", []),
        ("suggest/type", "organ", ["Organization"]),
        ("suggest/type", "", []),
        ("suggest/property", "country", ["LegalEntity:mainCountry", "Thing:country"]),
        ("suggest/property", "", []),
    ],
)
def test_suggestions(client, path, prefix, found):
    answer = client.get(f"/reconcile/default/{path}", params={"prefix": prefix}).json()
    got = [one["id"] for one in answer["result"]]
    assert set(found) <= set(got) and bool(found) == bool(got)


def test_properties_to_extend_by(client):
    path = "/reconcile/default/extend/property"
    answer = client.get(path, params={"type": "LegalEntity", "limit": 5}).json()
    assert (answer["type"], answer["limit"], len(answer["properties"])) == ("LegalEntity", 5, 5)
    assert {"name", "country"} <= {one["id"] for one in answer["properties"]}
    assert client.get(path, params={"type": "Banana"}).status_code == 400
