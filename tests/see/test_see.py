"""`vedette see` with good and hostile files: what is broken changes nothing and says why."""

import gzip
import hashlib
import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.see.lists.invented_un import un_list
from tests.see.lists.test_ofac_csv import ALIASES, RECORDS
from tests.see.served import serving
from tests.shared_data import shared
from vedette.cli import app
from vedette.lake import releases
from vedette.lake.workspace import Workspace
from vedette.see import files

GOOD = un_list(500, 150)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "sc-sanctions">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(8))
    + b"]>"
    + GOOD.replace(b"INVENTED 7<", b"&i;<")
)
EXTERNAL = b'<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + GOOD.replace(
    b"INVENTED 7<", b"&x;<"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.init(tmp_path / "work")


def see(workspace: Workspace, *words: object) -> Result:
    return CliRunner().invoke(app, ["see", "-w", str(workspace.root), *map(str, words)])


def said(workspace: Workspace, *words: object) -> dict[str, Any]:
    done = see(workspace, "--json", *words)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def state(workspace: Workspace) -> dict[str, str]:
    """Every file of the workspace but the ledger, by its hash."""
    return {
        str(path.relative_to(workspace.root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(workspace.root.rglob("*"))
        if path.is_file() and "ledger" not in path.name and not path.name.endswith(".lock")
    }


def zipped(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return made.getvalue()


HOSTILE = {
    "empty.xml": (b"", "is empty"),
    "cut.xml": (GOOD[:-5000], "cut.xml, line 1: the document ends early"),
    "cut-at-a-tag.xml": (GOOD[: GOOD.index(b"<INDIVIDUAL>", 20_000)], "ends early"),
    "page.xml": (b"<!DOCTYPE html><html><body>Service unavailable</body></html>", "web page"),
    "bomb.xml": (BOMB, "declares a document type"),
    "outside.xml": (EXTERNAL, "declares a document type"),
    "wrong-encoding.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?>' + GOOD.replace(b"INVENTED 7<", b"B\xe9larus<"),
        "line 1",
    ),
    "few.xml": (un_list(20, 10), "has 20 of Person, expected"),
    "nothing.xml": (un_list(0, 0), "lists nothing"),
    "noise.bin": (bytes(range(256)) * 40, "no kind that Vedette knows"),
    "cut.xml.gz": (gzip.compress(GOOD)[:-2000], "ended before the end"),
    "bomb.xml.gz": (
        gzip.compress(GOOD.replace(b"</ENTITIES>", b"<!-- -->" * (5 << 20) + b"</ENTITIES>")),
        "unpacks to more than",
    ),
    "bomb.zip": (zipped("un.xml", GOOD + b" " * (40 << 20)), "unpacks to more than"),
    "cut.zip": (zipped("un.xml", GOOD)[:-40], "no kind"),
    "empty.zip": (zipped("readme.txt", b"hello"), "no file of a known kind"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_file_changes_nothing_and_says_why(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    data, says = HOSTILE[name]
    file = tmp_path / name
    file.write_bytes(data)
    before = state(workspace)
    done = see(workspace, file)
    assert done.exit_code == 2
    assert says in done.stderr and name.split(".")[0] in done.stderr
    assert done.stderr.count("\n") == 1
    assert state(workspace) == before


def test_a_list_that_shrank_by_half_needs_consent(workspace: Workspace, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xml", tmp_path / "second.xml"
    first.write_bytes(un_list(1000, 400))
    second.write_bytes(un_list(500, 200, "2030-02-02"))
    said(workspace, first)
    before = state(workspace)
    done = see(workspace, second)
    assert done.exit_code == 2 and "a loss of 50 % (limit 5 %)" in done.stderr
    assert state(workspace) == before
    taken = said(workspace, "--accept-shrink", second)
    assert len(taken["seen"][0]["delta"]["removed"]) == 700


def test_an_older_release_is_kept_and_the_newer_one_serves(
    workspace: Workspace, tmp_path: Path
) -> None:
    newer, older = tmp_path / "newer.xml", tmp_path / "older.xml"
    newer.write_bytes(un_list(500, 150, "2030-02-02"))
    older.write_bytes(un_list(900, 300, "2030-01-01"))
    said(workspace, newer)
    said(workspace, older)
    in_force = releases.current(workspace)["un-sc"]
    assert in_force.published.startswith("2030-02-02")
    then = releases.current(workspace, "2030-01-15")["un-sc"]
    assert then.published.startswith("2030-01-01")


def test_the_same_file_twice_is_one_release(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "un.xml"
    file.write_bytes(GOOD)
    assert said(workspace, file)["seen"][0]["new"]
    assert not said(workspace, file)["seen"][0]["new"]
    assert len(releases.kept(workspace)) == 1


@pytest.mark.parametrize("pack", ["gz", "zip", "tar"])
def test_packed_lists_are_read(workspace: Workspace, tmp_path: Path, pack: str) -> None:
    file = tmp_path / f"un.xml.{pack}"
    if pack == "gz":
        file.write_bytes(gzip.compress(GOOD))
    elif pack == "zip":
        file.write_bytes(zipped("deep/../../un.xml", GOOD))
    else:
        with tarfile.open(file, "w") as tar:
            member = tarfile.TarInfo("../../un.xml")
            member.size = len(GOOD)
            tar.addfile(member, io.BytesIO(GOOD))
    assert said(workspace, file)["seen"][0]["release"]["counts"]["Person"] == 500


def test_a_folder_gives_every_list_in_it_and_its_companions_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "sdn.csv").write_text(RECORDS)
    (folder / "alt.csv").write_text(ALIASES)
    (folder / "un.xml").write_bytes(GOOD)
    (folder / "notes.txt").write_text("no list")
    seen = said(workspace, "--accept-shrink", folder)["seen"]
    assert sorted(one["kind"] for one in seen) == ["ofac-sdn-csv", "un-xml"]
    kept = next(one for one in releases.kept(workspace) if one.source == "ofac-sdn")
    assert kept.filename == "sdn.tar"
    # The tar that was kept is a list as well, and gives the same entities.
    raw = releases.folder(workspace, kept) / kept.filename
    again = said(workspace, "--accept-shrink", "--source", "again", raw)["seen"][0]
    assert again["release"]["counts"] == dict(kept.counts)


def test_companions_make_the_same_bytes_on_every_machine(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text("1")
    other.write_text("2")
    packed = [
        files.packed({"main": one, "alt": other}, tmp_path / f"{n}.tar").read_bytes()
        for n in range(2)
    ]
    one.touch()
    packed.append(files.packed({"alt": other, "main": one}, tmp_path / "3.tar").read_bytes())
    assert len(set(packed)) == 1


def test_invented_data_says_so(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "un.xml"
    file.write_bytes(GOOD)
    done = see(workspace, "--invented", "--published", "2030-03-03", file)
    assert done.exit_code == 0 and "INVENTED DATA" in done.stdout
    release = releases.kept(workspace)[0]
    assert release.invented and release.published == "2030-03-03T00:00:00Z"


def test_an_address_is_fetched_and_remembered(workspace: Workspace) -> None:
    with serving() as served:
        served.files["/un.xml"] = GOOD
        said(workspace, f"{served.base}/un.xml")
        assert releases.kept(workspace)[0].address == f"{served.base}/un.xml"
        assert see(workspace, f"{served.base}/gone.xml").exit_code == 2


def test_control_characters_do_not_reach_the_terminal(workspace: Workspace, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xml", tmp_path / "second.xml"
    first.write_bytes(GOOD)
    name = "EVIL \u202e[red] \u009b2J".encode()
    second.write_bytes(un_list(501, 150, "2030-02-02").replace(b"INVENTED 500", name))
    said(workspace, first)
    shown = see(workspace, second).stdout
    assert "[red]" in shown and "\u202e" not in shown and "\u009b" not in shown


@pytest.mark.shared
def test_the_two_real_un_releases_and_what_changed(workspace: Workspace) -> None:
    both = [shared(f"lists/un_consolidated_{day}.xml") for day in ("2025-04-19", "2026-02-27")]
    first, second = said(workspace, *both)["seen"]
    assert first["delta"] is None and second["before"] == first["release"]["sha256"]
    assert {name: len(found) for name, found in second["delta"].items()} == {
        "added": 136,
        "removed": 10,
        "changed": 11,
    }
