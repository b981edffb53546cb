"""What others rely on: build, save, open, match, compare, and one score for all of them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from vedette import Screener, compare
from vedette.find.names.wording import explain_lines

LIST = [
    {
        "id": "x-1",
        "schema": "Person",
        "properties": {
            "name": ["AL-ZARQAWI, Abu Mus'ab"],
            "alias": ["أبو مصعب الزرقاوي"],
            "birthDate": ["1966-10-30"],
            "nationality": ["jo"],
        },
        "datasets": ["un-sc"],
    },
    {
        "id": "x-2",
        "schema": "Organization",
        "properties": {"name": ["SHAHED AVIATION INDUSTRIES RESEARCH CENTER"]},
        "datasets": ["ofac-sdn"],
    },
    {
        "id": "x-3",
        "schema": "Vessel",
        "properties": {"name": ["PORT OLYA-3"], "imoNumber": ["9481910"]},
    },
    {"id": "x-4", "schema": "Airplane", "properties": {"registrationNumber": ["EP-GOM"]}},
    {
        "id": "x-5",
        "schema": "Passport",
        "properties": {"passportNumber": ["Z264968"], "holder": ["x-1"]},
    },
]


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    folder = tmp_path_factory.mktemp("snapshot")
    Screener.build(LIST).save(folder)
    return Screener.open(folder)


def person(name: str, **more: str) -> dict[str, object]:
    return {"schema": "Person", "properties": {"name": [name], **{k: [v] for k, v in more.items()}}}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (person("Abu Musab al-Zarqawi"), "x-1"),
        (person("ابو مصعب الزرقاوي"), "x-1"),
        (person("Zarqawi, Abu Musab Al", passportNumber="z 264968"), "x-1"),
        ({"schema": "Company", "properties": {"name": ["Shahed Aviation Industries"]}}, "x-2"),
        ({"schema": "Vessel", "properties": {"imoNumber": ["IMO 9481910"]}}, "x-3"),
        ({"schema": "Airplane", "properties": {"registrationNumber": ["EPGOM"]}}, "x-4"),
        ({"schema": "Person", "properties": {"passportNumber": ["Z264968"]}}, "x-1"),
    ],
)
def test_finds(screener: Screener, query: dict[str, object], wanted: str) -> None:
    found = screener.match(query)
    assert found
    assert found[0].entity.id == wanted
    assert explain_lines(found[0].explanation)


def test_nothing_like_it(screener: Screener) -> None:
    assert screener.match(person("Ingeborg Abrahamsen")) == []
    assert Screener.build([]).match(person("Ingeborg Abrahamsen")) == []


def test_compare_and_match_give_one_score(screener: Screener) -> None:
    for query in [
        person("Abu Musab Zarkawi", birthDate="1966", nationality="Jordan"),
        person("Abou Moussab al Zarqaui", gender="male"),
        {"schema": "Vessel", "properties": {"name": ["Port Olya 4"]}},
        {"schema": "LegalEntity", "properties": {"name": ["Shahed Aviatoin Industries Centre"]}},
    ]:
        for match in screener.match(query, threshold=0.01):
            alone = compare(query, match.entity)
            assert alone.score == match.score
            assert json.dumps(alone.explanation) == json.dumps(match.explanation)


@pytest.mark.long
def test_many_at_once_are_answered_as_one_by_one(screener: Screener) -> None:
    """By two processes over the snapshot on disk, and over one that lies on none."""
    queries = [person(f"Abu Musab al-Zarqawi {n % 7}") for n in range(1_300)]
    one_by_one = [screener.match(query, 2, 0.4) for query in queries]
    for several in (screener, Screener.build(LIST)):
        together = list(several.match_many(iter(queries), 2, 0.4, workers=2))
        assert together == one_by_one
    assert list(screener.match_many([], workers=2)) == []


def test_no_query_is_taken_long_before_it_is_answered(screener: Screener) -> None:
    taken = 0

    def endless() -> Iterator[dict[str, object]]:
        nonlocal taken
        while True:
            taken += 1
            yield person("Ingeborg Abrahamsen")

    answers = screener.match_many(endless(), workers=2)
    assert [next(answers) for _ in range(3)] == [[], [], []]
    assert taken < 5_000
    answers.close()  # type: ignore[attr-defined]


def test_the_snapshot_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Screener.build(LIST).save(tmp_path / name)
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_entities_by_id_and_in_order(screener: Screener) -> None:
    assert [entity.id for entity in screener] == ["x-1", "x-2", "x-3", "x-4", "x-5"]
    assert len(screener) == 5
    entity = screener.entity("x-3")
    assert entity is not None
    assert entity.caption == "PORT OLYA-3"
    assert screener.entity("x-9") is None
    assert screener.datasets == ("ofac-sdn", "un-sc")


def test_another_number_is_another_ship() -> None:
    a, b = ({"schema": "Vessel", "properties": {"name": [f"PORT OLYA-{n}"]}} for n in (3, 4))
    found = compare(a, b)
    assert found.score < 0.5
    assert "the numbers differ" in found.explanation["against"]
    assert compare(a, a).score > 0.7
