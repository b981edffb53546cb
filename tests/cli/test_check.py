"""`vedette check` as a person types it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vedette.cli import app
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput

HEADER = "B/L No,Date,Shipper,Consignee,Consignee country,Description of goods,HS Code,Vessel,IMO\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    Workspace.init(tmp_path / "w")
    return tmp_path


def check(place: Path, *args: str, text: str = "") -> tuple[int, str, str]:
    file = place / "m.csv"
    file.write_text(HEADER + text)
    run = CliRunner().invoke(app, ["check", str(file), "-w", str(place / "w"), *args])
    if run.exception and not isinstance(run.exception, SystemExit):
        raise run.exception
    return run.exit_code, run.stdout, run.stderr


def test_without_a_list_everything_is_unknown_and_the_status_says_so(place: Path) -> None:
    status, out, _ = check(place, text="X-1,2024-01-01,A Ltd,B Ltd,FR,Cotton t-shirts,610910,,\n")
    assert status == 3 and "1 unknown" in out and "no list has been read yet" in out


def test_rules_on_goods_work_without_any_list(place: Path) -> None:
    line = "X-1,2024-01-01,A Ltd,B Ltd,RU,Microprocessors,854231,,\n"
    status, out, _ = check(place, text=line)
    assert status == 1 and "1 hold" in out and "CHPL tier 1" in out
    assert max(map(len, out.splitlines())) <= 100


def test_json_and_taking_one_line_apart(place: Path) -> None:
    line = "X-1,2024-01-01,A Ltd,B Ltd,RU,Microprocessors,854231,,\n"
    _, out, _ = check(place, "--json", "--why", "X-1", text=line)
    (told,) = json.loads(out)["lines"]
    assert told["answer"] == "hold" and told["taken_apart"][-1]["score"] == told["score"]
    _, out, _ = check(place, "--why", "X-1", text=line)
    assert "https://www.bis.gov" in out and "->" in out


def test_the_same_file_gives_the_same_bytes(place: Path) -> None:
    line = "X-1,2024-01-01,A Ltd,B Ltd,RU,Microprocessors,854231,,\n"
    assert check(place, "--json", text=line) == check(place, "--json", text=line)


def test_hostile_text_does_not_reach_the_terminal(place: Path) -> None:
    line = "X-1,2024-01-01,A\x1b[2J Ltd,B Ltd,RU,\x1b]0;owned\x07Microprocessors,854231,,\n"
    _, out, _ = check(place, text=line)
    assert "\x1b]" not in out and "\x07" not in out


def test_an_unknown_line_and_a_broken_column_are_refused(place: Path) -> None:
    with pytest.raises(BadInput, match="is no line of this file"):
        check(place, "--why", "Y", text="X-1,,A,B,FR,shirts,,,\n")
    with pytest.raises(BadInput, match="names no field"):
        check(place, "--column", "Was", text="X-1,,A,B,FR,shirts,,,\n")
    with pytest.raises(BadInput, match="holds no line"):
        check(place, text="")


def test_rules_of_the_workspace_are_used(place: Path) -> None:
    settings = place / "w" / "vedette.toml"
    settings.write_text('[rules."goods.tier-1-2-embargoed"]\non = false\n')
    line = "X-1,2024-01-01,A Ltd,B Ltd,RU,Microprocessors,854231,,\n"
    status, out, _ = check(place, text=line)
    assert "1 hold" not in out and status in (1, 3)
