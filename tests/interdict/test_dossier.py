"""A dossier stands alone, lets nothing from outside become markup, and can be checked."""

import base64
import json
import re
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.interdict.lakes import AT, LISTING, QODS, find, line, take_list, take_manifest
from vedette.interdict.alerts import standings
from vedette.interdict.decisions import decide
from vedette.interdict.dossier import check, document, page
from vedette.interdict.ledger import open_ledger, record
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical
from vedette.model.errors import BadInput

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \u202eEVIL\x1b[2J 'q\" & <b>"


def made(root: Path) -> dict[str, Any]:
    """An alert that was held, and its dossier as both files; made once and copied for each test."""
    workspace = Workspace.init(root / "w")
    ledger = open_ledger(workspace)
    listed = replace(QODS, properties={**QODS.properties, "alias": (EVIL,)})
    take_list(workspace, ledger, [listed, LISTING])
    take_manifest(workspace, ledger, [line("1", "Qods Aviation Industries", document=EVIL,
                                           invented=True)])  # fmt: skip
    find(workspace, ledger)
    (one,) = standings(workspace, ledger)
    decide(workspace, ledger, one.alert.id, "hold", EVIL, "Ana", AT)
    (one,) = standings(workspace, ledger)
    data = document(workspace, ledger, one, AT)
    (root / "d.html").write_text(page(data), "utf-8")
    (root / "d.json").write_bytes(canonical(data))
    record(ledger, "dossier", "Ana", {"digest": data["digest"]}, AT)
    ledger.engine.dispose()
    return data


class Case:
    """A copy of it, to do things to."""

    def __init__(self, root: Path, data: dict[str, Any]) -> None:
        self.workspace, self.document = Workspace.open(root / "w"), data
        self.ledger = open_ledger(self.workspace)
        self.html, self.json = root / "d.html", root / "d.json"

    def problems(self, file: Path) -> list[str]:
        return [f"{one.where} {one.what}" for one in check(self.workspace, self.ledger, file)]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    root = tmp_path_factory.mktemp("dossier")
    return root, made(root)


@pytest.fixture
def case(original: tuple[Path, dict[str, Any]], tmp_path: Path) -> Case:
    shutil.copytree(original[0], tmp_path, dirs_exist_ok=True)
    return Case(tmp_path, original[1])


def test_both_files_hold_against_the_ledger(case: Case) -> None:
    assert case.problems(case.html) == []
    assert case.problems(case.json) == []


def test_the_page_has_no_script_no_link_and_one_style_that_its_policy_names(case: Case) -> None:
    tree = html.fromstring(case.html.read_text("utf-8"))
    (script,) = tree.iter("script")
    assert script.get("type") == "application/json"
    assert not list(tree.iter("img", "link", "iframe", "object", "a", "form", "b"))
    assert not [name for e in tree.iter() for name, _ in e.items() if name.startswith("on")]
    assert not [e for e in tree.iter() if e.get("style") or e.get("src") or e.get("href")]
    (style,) = tree.iter("style")
    hashed = base64.b64encode(sha256(style.text.encode()).digest()).decode()
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{hashed}'")


def test_a_reader_sees_why_and_that_it_is_invented(case: Case) -> None:
    text = re.sub(r"\s+", " ", html.fromstring(case.html.read_text("utf-8")).text_content())
    for said in ("Consignee Qods Aviation Industries may be QODS AVIATION INDUSTRIES", "held",
                 "INVENTED DEMONSTRATION DATA", "NPWMD", "2013-12-12", "country", "Ana",
                 case.document["digest"], case.document["head"]["hash"]):  # fmt: skip
        assert said in text
    assert "\x1b" not in text.split("{")[0]
    assert "\u202e" not in text.split("{")[0]


def test_the_data_in_the_page_is_the_document(case: Case) -> None:
    tree = html.fromstring(case.html.read_text("utf-8"))
    assert json.loads(next(tree.iter("script")).text) == case.document


# What somebody changes in the file, and what the check must say.
def test_changed_text_on_the_page_is_noticed(case: Case) -> None:
    text = case.html.read_text("utf-8")
    assert ">held<" in text
    case.html.write_text(text.replace(">held<", ">released<"), "utf-8")
    assert case.problems(case.html) == ["the page was changed: it is not what its document draws"]


def test_changed_data_is_noticed(case: Case) -> None:
    case.json.write_bytes(case.json.read_bytes().replace(b'"hold"', b'"release"'))
    assert case.problems(case.json)[0].startswith("the document was changed")


def test_a_forged_dossier_with_its_own_digest_fails_against_the_ledger(case: Case) -> None:
    data = json.loads(json.dumps(case.document))
    data["decisions"][0]["payload"]["action"] = "release"
    data["decisions"][0]["hash"] = "ab" * 32
    data["state"] = "released"
    del data["digest"]
    data["digest"] = sha256(canonical(data)).hexdigest()
    case.json.write_bytes(canonical(data))
    found = case.problems(case.json)
    assert any("is not in the ledger as the dossier has it" in said for said in found)
    assert "the dossier was not issued by this ledger" in found


def test_a_left_out_decision_or_finding_is_noticed(case: Case) -> None:
    for change, said in (("decisions", "the dossier was not issued"), ("findings", "the findings")):
        data = json.loads(json.dumps(case.document))
        if change == "decisions":
            data["decisions"] = []
        else:
            data["alert"]["findings"] = []
        data.pop("digest")
        data["digest"] = sha256(canonical(data)).hexdigest()
        case.json.write_bytes(canonical(data))
        assert any(problem.startswith(said) for problem in case.problems(case.json)), change


def test_a_changed_release_is_noticed(case: Case) -> None:
    raw = next(case.workspace.root.glob("releases/ofac-sdn/*/raw.json"))
    raw.write_bytes(raw.read_bytes() + b" ")
    assert any("of ofac-sdn was changed" in said for said in case.problems(case.html))


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b"<html></html>", b"\xff\xfe", b"{" * 99999]
)
def test_what_is_no_dossier_is_one_sentence(case: Case, content: bytes) -> None:
    case.json.write_bytes(content)
    with pytest.raises(BadInput, match="is no dossier"):
        case.problems(case.json)
