"""`vedette update` against a server on loopback: each list for itself."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.see.lists import test_ofac_xml
from tests.see.lists.invented_un import un_list
from tests.see.served import Served, serving
from tests.shared_data import shared
from vedette.cli import app
from vedette.lake import releases
from vedette.lake.workspace import Workspace
from vedette.see import fetch

FORMATS = {"un-xml": "/un.xml", "ofac-cons-xml": "/cons.xml", "ca-sema-xml": "/ca.xml"}
ONLY = [word for name in FORMATS for word in ("--only", name)]


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as server:
        server.files["/un.xml"] = un_list(500, 150)
        server.files["/cons.xml"] = test_ofac_xml.ENTRY.encode()
        yield server


@pytest.fixture
def workspace(tmp_path: Path, served: Served, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(fetch, "PAUSE", 0.001)
    workspace = Workspace.init(tmp_path / "work")
    mirrors = "".join(f'{name} = "{served.base}{path}"\n' for name, path in FORMATS.items())
    (workspace.root / "vedette.toml").write_text(f"[lists.addresses]\n{mirrors}")
    return Workspace.open(workspace.root)


def update(workspace: Workspace, *words: str) -> tuple[int, dict[str, Any]]:
    done = CliRunner().invoke(
        app, ["update", "-w", str(workspace.root), "--json", *(words or ONLY)]
    )
    return done.exit_code, json.loads(done.stdout)


def test_one_list_that_fails_does_not_stop_the_others(workspace: Workspace, served: Served) -> None:
    """The second is out of bounds, the third is not there; the first is taken and served."""
    status, said = update(workspace)
    assert status == 3
    assert {one["source"]: one["state"] for one in said["lists"]} == {
        "un-sc": "new",
        "ofac-cons": "failed",
        "ca-sema": "failed",
    }
    assert "expected" in said["lists"][1]["detail"] and "404" in said["lists"][2]["detail"]
    assert [one.source for one in releases.kept(workspace)] == ["un-sc"]
    assert said["snapshot"].startswith("s-")
    assert releases.kept(workspace)[0].address == f"{served.base}/un.xml"


def test_nothing_new_is_not_transferred_and_a_new_release_is_compared(
    workspace: Workspace, served: Served
) -> None:
    assert update(workspace, "--only", "un-sc")[0] == 0
    status, said = update(workspace, "--only", "un-sc")
    assert (status, said["lists"][0]["state"]) == (0, "unchanged")
    assert [answer for _, answer in served.asked] == [200, 304]
    served.files["/un.xml"] = un_list(501, 150, "2030-02-02")
    _, said = update(workspace, "--only", "un-sc")
    assert [one["id"] for one in said["lists"][0]["seen"]["delta"]["added"]] == ["un-500"]


@pytest.mark.parametrize("mood", ["500", "cut", "html"])
def test_a_bad_day_of_the_publisher_leaves_yesterdays_list(
    workspace: Workspace, served: Served, mood: str
) -> None:
    _, before = update(workspace, "--only", "un-sc")
    served.files["/un.xml"] = un_list(502, 150, "2030-02-02")
    served.moods["/un.xml"] = [mood]
    status, said = update(workspace, "--only", "un-sc")
    assert (status, said["lists"][0]["state"]) == (3, "failed")
    assert len(releases.kept(workspace)) == 1
    current = (workspace.snapshots / "current").read_text()
    assert current == before["snapshot"]


@pytest.mark.shared
def test_the_real_files_come_through_whole_and_slowly(workspace: Workspace, served: Served) -> None:
    served.files["/un.xml"] = shared("lists/un_consolidated_2025-04-19.xml").read_bytes()
    served.files["/cons.xml"] = shared(
        "lists/ofac_consolidated/consolidated_2025-03-28.xml"
    ).read_bytes()
    served.moods = {path: ["slow"] for path in served.files}
    status, said = update(workspace, "--only", "un-xml", "--only", "ofac-cons-xml")
    assert status == 0 and [one["state"] for one in said["lists"]] == ["new"] * 2
    assert said["lists"][1]["seen"]["release"]["counts"]["Sanction"] == 443


def test_an_unknown_list_is_named(workspace: Workspace) -> None:
    done = CliRunner().invoke(app, ["update", "-w", str(workspace.root), "--only", "atlantis"])
    assert done.exit_code != 0 and "atlantis" in str(done.exception)
