"""/search, /entities and /adjacent."""

import pytest


def ids(client, path="/search/default", **params):
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return [result["id"] for result in answer.json()["results"]]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"q": "kestrel"}, ["inv-1"]),
        ({"q": "захаревич"}, ["inv-2", "inv-6"]),
        ({"q": "zakharevich vyacheslavovich"}, ["inv-2"]),
        ({"q": '"aviation kestrel"'}, []),
        ({"q": '"kestrel aviation"'}, ["inv-1"]),
        ({"q": "zakharevich -vyacheslavovich"}, ["inv-6"]),
        ({"q": "kestrel OR testovy"}, ["inv-1", "inv-3"]),
        ({"q": "zakh*"}, ["inv-2", "inv-6"]),
        ({"q": "kestrol"}, []),
        ({"q": "kestrol~"}, ["inv-1"]),
        ({"q": "kestrol", "fuzzy": "true"}, ["inv-1"]),
        ({"q": "kestrel/aviation", "simple": "true"}, ["inv-1"]),
        ({"q": "9481910"}, ["inv-3"]),
        ({"q": "tehran"}, ["inv-7"]),
        ({"q": "tehran", "exclude_schema": "Address"}, []),
        ({"q": "zakharevich", "schema": "Vessel"}, []),
        ({"q": "zakharevich", "countries": ["ru", "ke"]}, ["inv-2"]),
        ({"q": "zakharevich", "countries": ["ru", "ke"], "filter_op": "AND"}, []),
        ({"q": "zakharevich", "topics": "poi"}, ["inv-6"]),
        ({"q": "zakharevich", "datasets": "invented-b"}, ["inv-6"]),
        ({"q": "zakharevich", "filter": "properties.birthDate:1965-02-12"}, ["inv-2"]),
        ({"q": "zakharevich", "filter": "properties.birthDate:1972"}, []),
        ({"q": "zakharevich", "exclude_dataset": "invented-a"}, ["inv-6"]),
        ({"q": "kestrel", "changed_since": "2026-02-01"}, []),
        ({"q": "kestrel", "changed_since": "2026-01-01"}, ["inv-1"]),
        ({"q": "zakharevich", "sort": "caption:asc"}, ["inv-2", "inv-6"]),
        ({"q": "zakharevich", "sort": "id:desc"}, ["inv-6", "inv-2"]),
        ({"q": "zakharevich", "limit": 1, "offset": 1}, ["inv-6"]),
        ({"q": "zakharevich", "limit": 0}, []),
        ({"q": "zakharevich", "offset": 100}, []),
    ],
)
def test_search(client, params, found):
    assert ids(client, **params) == found


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"q": "invalid/query"}, "'/' has no meaning here"),
        ({"q": 'half "a phrase'}, "not closed"),
        ({"q": "word " * 41}, "more than 40 words"),
        ({"schema": "Banana"}, "Invalid schema"),
        ({"filter": "nothing"}, "write field:value"),
        ({"sort": "colour"}, "sort by one of"),
    ],
)
def test_search_refuses_what_it_does_not_understand(client, params, says):
    answer = client.get("/search/default", params=params)
    assert answer.status_code == 400
    assert says in answer.json()["detail"]


def test_without_words_everything_is_listed_and_counted(client):
    answer = client.get("/search/default").json()
    assert answer["total"] == {"value": 5, "relation": "eq"}, "things, not relations"
    assert set(answer["facets"]) == {"countries", "topics", "datasets"}
    assert {"name": "ru", "label": "Russian Federation", "count": 2} in (
        answer["facets"]["countries"]["values"]
    )
    assert answer["facets"]["topics"]["values"][0]["label"] == "Sanctioned entity"
    assert answer["facets"]["datasets"]["values"][0]["label"] == "Invented list A"


def test_only_the_facets_that_were_asked_for(client):
    answer = client.get("/search/default", params={"facets": ["schema"]}).json()
    assert {value["name"]: value["count"] for value in answer["facets"]["schema"]["values"]} == {
        "Person": 2,
        "Company": 1,
        "Vessel": 1,
        "Address": 1,
    }


def test_an_unknown_dataset_is_not_found(client):
    assert client.get("/search/banana").status_code == 404


def test_an_entity_has_its_neighbours_and_what_they_own(client):
    entity = client.get("/entities/inv-1").json()
    [ownership] = entity["properties"]["ownershipOwner"]
    [ship] = ownership["properties"]["asset"]
    assert ship["caption"] == "PORT TESTOVY-3"
    assert ownership["properties"]["owner"] == ["inv-1"]
    assert entity["properties"]["sanctions"][0]["properties"]["program"] == ["INVENTED-UAV"]


def test_an_entity_alone(client):
    entity = client.get("/entities/inv-4", params={"nested": "false"}).json()
    assert entity["properties"]["owner"] == ["inv-1"]
    assert "ownershipOwner" not in client.get("/entities/inv-1?nested=false").json()["properties"]


def test_neighbours_by_property_and_in_pages(client):
    adjacent = client.get("/entities/inv-1/adjacent").json()
    assert set(adjacent["adjacent"]) == {"ownershipOwner", "sanctions"}
    page = client.get("/entities/inv-1/adjacent/sanctions", params={"limit": 1}).json()
    assert [one["id"] for one in page["results"]] == ["inv-5"]
    assert page["total"]["value"] == 1
    beyond = client.get("/entities/inv-1/adjacent/sanctions", params={"offset": 1}).json()
    assert beyond["results"] == []


@pytest.mark.parametrize(
    "path", ["/entities/nobody", "/entities/nobody/adjacent", "/entities/inv-1/adjacent/name"]
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404
