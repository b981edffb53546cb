"""FollowTheMoney JSON lines."""

import json
from pathlib import Path

import pytest

from tests.see.lists.reading import invented
from vedette.model.errors import BadInput
from vedette.see.lists import ftm
from vedette.see.recognise import kind_of

PERSON = {"id": "x-1", "schema": "Person", "properties": {"name": ["A  B"]}, "datasets": ["one"]}


def test_entities_come_as_they_are_and_what_is_unknown_is_left_out() -> None:
    odd = {
        "id": "x-2",
        "schema": "Vessel",
        "properties": {"imoNumber": "9187629", "colour": ["red"]},
    }
    lines = [PERSON, odd, {"id": "x-3", "schema": "Submarine", "properties": {}}]
    found = invented(ftm.read, "\n".join(map(json.dumps, lines)) + "\n\n")
    assert [(one.id, dict(one.properties)) for one in found] == [
        ("x-1", {"name": ("A B",)}),
        ("x-2", {"imoNumber": ("9187629",)}),
    ]
    assert [one.origin for one in found] == ["line 1", "line 2"]


def test_nested_entities_come_before_those_that_hold_them() -> None:
    address = {"id": "a-1", "schema": "Address", "properties": {"full": ["Isfahan"]}}
    holder = PERSON | {"properties": {"name": ["A"], "addressEntity": [address]}}
    inner, outer = invented(ftm.read, json.dumps(holder))
    assert inner.id == "a-1" and outer.properties["addressEntity"] == ("a-1",)


@pytest.mark.parametrize("line", ['{"id": 1', "[]", '{"id": "x"}', "x"])
def test_a_line_that_is_no_entity_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(BadInput, match="example, line 2"):
        invented(ftm.read, json.dumps(PERSON) + "\n" + line)


def test_the_source_is_the_dataset_or_the_file(tmp_path: Path) -> None:
    file = tmp_path / "my list.ftm.json"
    file.write_text(json.dumps(PERSON))
    assert kind_of(file).name == "ftm" and ftm.source_of(file) == "one"
    file.write_text(json.dumps(PERSON | {"datasets": ["one", "two"]}))
    assert ftm.source_of(file) == "my-list"
