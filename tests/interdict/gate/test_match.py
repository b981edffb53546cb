"""/match as yente has it: shapes, filters, limits and refusals."""

import pytest

from tests.interdict.gate.house import KESTREL, NOBODY

ZAKHAREVICH = {
    "schema": "Person",
    "properties": {
        "name": ["Aleksandr Vyacheslavovich Zakharevich"],
        "birthDate": ["1965"],
        "country": "Russia",
    },
}


def ask(client, query, dataset="default", **params):
    answer = client.post(f"/match/{dataset}", json={"queries": {"q": query}}, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()["responses"]["q"]


def test_a_match_has_yentes_shape_and_our_explanation(client):
    found = ask(client, ZAKHAREVICH)
    assert found["status"] == 200
    assert found["total"] == {"value": len(found["results"]), "relation": "eq"}
    assert found["query"]["properties"]["country"] == ["ru"]
    best = found["results"][0]
    assert best["id"] == "inv-2"
    assert best["match"] is True
    assert 0.7 < best["score"] <= 1
    assert best["datasets"] == ["invented-a"]
    assert best["target"] is True
    assert best["last_change"] == "2026-03-01T12:00:00"
    assert best["explanations"]["name_match"]["candidate"] in best["properties"]["name"]
    assert best["explanation"]["candidate"] == best["explanations"]["name_match"]["candidate"]


def test_the_callers_id_comes_back_and_keys_are_kept(client):
    body = {"queries": {"one": {**KESTREL, "id": "customer 7"}, "two": NOBODY}}
    answer = client.post("/match/default", json=body)
    assert answer.headers["x-batch-size"] == "2"
    assert list(answer.json()["responses"]) == ["one", "two"]
    assert answer.json()["responses"]["one"]["query"]["id"] == "customer 7"
    assert answer.json()["responses"]["two"]["results"] == []
    assert answer.json()["limit"] == 5


def test_a_person_does_not_match_a_ship(client):
    assert (
        ask(client, {"schema": "Person", "properties": {"name": "PORT TESTOVY-3"}})["results"] == []
    )
    assert ask(client, {"schema": "Thing", "properties": {"name": "PORT TESTOVY-3"}})["results"]


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ({}, ["inv-2", "inv-6"]),
        ({"include_dataset": "invented-b"}, ["inv-6"]),
        ({"exclude_dataset": "invented-b"}, ["inv-2"]),
        ({"include_dataset": "elsewhere"}, []),
        ({"exclude_schema": "Person"}, []),
        ({"topics": "poi"}, ["inv-6"]),
        ({"topics": ["poi", "sanction"]}, ["inv-2", "inv-6"]),
        ({"exclude_entity_ids": "inv-2"}, ["inv-6"]),
        ({"changed_since": "2099-01-01"}, []),
        ({"changed_since": "2026-02-28T10:00"}, ["inv-2", "inv-6"]),
        ({"limit": 1}, ["inv-2"]),
        ({"limit": 0}, []),
    ],
)
def test_filters(client, params, ids):
    found = ask(client, ZAKHAREVICH, **{"threshold": 0.4, **params})
    assert [result["id"] for result in found["results"]] == ids


def test_the_date_of_a_change_on_the_list_counts(client):
    assert ask(client, KESTREL, changed_since="2026-01-31")["results"]
    assert not ask(client, KESTREL, changed_since="2026-02-01")["results"]


def test_a_dataset_in_the_path_is_a_scope(client):
    assert not ask(client, KESTREL, "invented-b")["results"]


def test_every_name_of_a_yente_algorithm_is_taken(client):
    for name in ("best", "logic-v2", "logic-v1", "name-based", "name-qualified", "ofac"):
        assert ask(client, KESTREL, algorithm=name)["results"][0]["id"] == "inv-1", name


def test_name_based_looks_at_names_alone(client):
    wrong = {
        "schema": "Person",
        "properties": {"name": "Aleksandr Zakharevich", "birthDate": "1901"},
    }
    features = ask(client, wrong, algorithm="name-based", threshold=0.4)["results"][0][
        "explanations"
    ]
    assert all(feature["score"] >= 0 for feature in features.values())


@pytest.mark.parametrize(
    ("body", "params", "status", "says"),
    [
        ({"queries": {}}, {}, 400, "No queries"),
        ({"queries": {str(n): NOBODY for n in range(101)}}, {}, 400, "limit: 100"),
        ({"queries": {"q": KESTREL}}, {"algorithm": "neural-net"}, 400, "Invalid algorithm"),
        ({"queries": {"q": KESTREL}, "config": {"x": 1}}, {}, 400, "Invalid configuration"),
        ({"queries": {"q": KESTREL}, "weights": {"x": 1}}, {}, 400, "Invalid weight"),
        ({"queries": {"q": {"schema": "Banana", "properties": {}}}}, {}, 400, "Unknown schema"),
        ({"queries": {"q": {"schema": "Payment", "properties": {}}}}, {}, 400, "cannot be matched"),
        (
            {"queries": {"q": {"schema": "Person", "properties": {"name": [{}]}}}},
            {},
            400,
            "not text",
        ),
        (
            {"queries": {"q": {"schema": "Person", "properties": {"name": "x" * 2001}}}},
            {},
            400,
            "2000 characters",
        ),
        (
            {"queries": {"q": {"schema": "Person", "properties": {"name": ["x", "y"] * 300}}}},
            {},
            400,
            "600 values, 200 may be",
        ),
        ({"queries": {"q": {"properties": {"name": "x"}}}}, {}, 422, "Field required"),
        ({"queries": {"q": KESTREL}}, {"limit": 501}, 422, "less than or equal to 500"),
        ({"queries": {"q": KESTREL}}, {"changed_since": "yesterday"}, 422, "match pattern"),
        ({"queries": {"q": KESTREL}}, {"exclude_entity_ids": ["x"] * 51}, 422, "at most 50"),
    ],
)
def test_refusals_say_why(client, body, params, status, says):
    answer = client.post("/match/default", json=body, params=params)
    assert answer.status_code == status
    assert says in answer.text


def test_an_unknown_dataset_is_not_found(client):
    answer = client.post("/match/banana", json={"queries": {"q": KESTREL}})
    assert (answer.status_code, answer.json()) == (404, {"detail": "No such dataset."})


def test_numbers_and_nulls_among_the_values_are_read(client):
    query = {"schema": "Person", "properties": {"name": ["A B", None], "birthDate": [1965]}}
    assert ask(client, query)["query"]["properties"]["birthDate"] == ["1965"]


def test_a_name_in_parts_is_joined(client):
    query = {
        "schema": "Person",
        "properties": {"lastName": "Zakharevich", "firstName": "Aleksandr"},
    }
    found = ask(client, query, threshold=0.6)
    assert found["query"]["properties"]["name"] == ["Aleksandr Zakharevich"]
    assert found["results"][0]["id"] == "inv-6"


@pytest.mark.parametrize(
    "body", [b'{"queries": {"q": "\\ud800"}}', b"[" * 5000, b'{"queries": NaN}', b"\xff\xfe", b""]
)
def test_broken_json_is_refused(client, body):
    answer = client.post(
        "/match/default", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422


def test_a_body_without_content_type_is_read(client):
    import json

    body = json.dumps({"queries": {"q": KESTREL}})
    assert client.post("/match/default", content=body).status_code == 200


def test_an_address_known_from_before_changes_no_answer(client):
    """The address of a request is remembered; what is wrong with the next body is still said."""
    address = "/match/default?limit=1&threshold=0.8"
    first = client.post(address, json={"queries": {"q": KESTREL}})
    again = client.post(address, json={"queries": {"q": KESTREL}})
    assert first.json() == again.json()
    assert client.post(address, json={"queries": {"q": {"schema": "X"}}}).status_code == 422
    assert client.post(address, json={"queries": [1]}).status_code == 422
    assert client.post(address, json={"queries": {}}).status_code == 400
    assert client.post(address, content="queries=1").status_code == 422
