"""`vedette claims` on a file: a table, JSON, schema.org and FollowTheMoney, and a second reader."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from vedette.cli import app
from vedette.model.errors import BadInput
from vedette.reference.followthemoney import schema

TEXT = """An invented denial

Iran denied on Monday sending 40 drones to Russia. "We have sold nothing," General Karvan said, and
went on to speak for an hour about the weather in the mountains and the price of bread in towns.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT)
    return path


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["claims", *words], catch_exceptions=False)


def test_a_table_of_a_hundred_columns(article: Path) -> None:
    answer = run(str(article))
    assert answer.exit_code == 1
    assert "deny" in answer.stdout and "40 drones from Iran to Russia" in answer.stdout
    assert max(map(len, answer.stdout.splitlines())) <= 100


def test_json_with_offsets(article: Path) -> None:
    (one,) = json.loads(run(str(article), "--json").stdout)
    denial = one["claims"][0]
    assert denial["stance"] == "deny" and denial["quantity"]["low"] == 40
    assert denial["recipient"]["country"] == "ru"
    span = denial["content"]
    assert TEXT.strip()[span["start"] : span["end"]] == span["text"]


def test_followthemoney_uses_its_schemata(article: Path) -> None:
    entities = json.loads(run(str(article), "--format", "ftm").stdout)
    assert {one["schema"] for one in entities} == {"Article", "Event", "Mention"}
    for one in entities:
        known = schema(one["schema"])
        assert known is not None and set(one["properties"]) <= set(known.properties)


def test_schema_org_is_a_graph_of_claims(article: Path) -> None:
    (one,) = json.loads(run(str(article), "--format", "schema.org").stdout)
    assert one["@context"] == "https://schema.org"
    assert {node["@type"] for node in one["@graph"]} == {"NewsArticle", "Claim"}
    denial = next(node for node in one["@graph"] if "stance:deny" in node.get("keywords", []))
    assert denial["author"]["name"] == "Iran"


def test_a_second_reader_needs_a_model(article: Path) -> None:
    with pytest.raises(BadInput, match="needs a model"):
        run(str(article), "--second-reader", "http://127.0.0.1:9/v1")


def test_nothing_said_is_exit_status_0(tmp_path: Path) -> None:
    path = tmp_path / "quiet.txt"
    path.write_text("A quiet day\n\n" + "The weather was fine and the harbour was quiet. " * 5)
    assert run(str(path)).exit_code == 0
