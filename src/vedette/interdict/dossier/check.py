"""Does a dossier still say what the ledger says? Behind `vedette verify --dossier`.

Four questions: does the digest cover what stands in it, is the page what would be drawn from
it, are its decisions and its run in the ledger with these very hashes, and is every release it
rests on still in the workspace with these bytes?
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from vedette import __version__
from vedette.interdict.audit import Problem
from vedette.interdict.dossier.document import FORMAT, digest_of
from vedette.interdict.dossier.page import document_in, page
from vedette.interdict.ledger import GENESIS, Ledger, events
from vedette.interdict.reported import behind
from vedette.lake import findings, releases
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput, Missing
from vedette.model.release import Release


def check(workspace: Workspace, ledger: Ledger, file: Path) -> list[Problem]:
    """What is wrong with a dossier, seen from this workspace; nothing when all holds."""
    try:
        text = file.read_bytes().decode("utf-8")
        data = document_in(text)
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
    except OSError as error:
        raise BadInput(str(file), f"cannot be read ({error.strerror})", "check the name") from None
    except (ValueError, KeyError, RecursionError):
        raise BadInput(str(file), "is no dossier of Vedette", "name the .html or .json") from None
    try:
        return [*_itself(data, text), *_ledger(data, ledger), *_lake(data, workspace)]
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        return [Problem("the document", f"has not the shape of a dossier ({error})")]


def _itself(data: Mapping[str, Any], text: str) -> Iterator[Problem]:
    if digest_of(data) != data["digest"]:
        yield Problem("the document", "was changed: its content does not give its digest")
    elif not text.lstrip().startswith("{") and page(data) != text:
        if data["version"] == __version__:
            yield Problem("the page", "was changed: it is not what its document draws")
        else:
            yield Problem(
                "the page",
                f"was drawn by Vedette {data['version']} and cannot be compared; its data can",
            )


def _ledger(data: Mapping[str, Any], ledger: Ledger) -> Iterator[Problem]:
    known = {0: GENESIS}
    decisions: list[str] = []
    issued = False
    for event in events(ledger):
        known[event.seq] = event.hash
        if event.kind == "decision" and event.subject == data["alert"]["id"]:
            decisions.append(event.hash)
        issued |= event.kind == "dossier" and event.payload.get("digest") == data["digest"]
    for named in (data["head"], data["run"], *data["decisions"]):
        if named and known.get(named["seq"]) != named["hash"]:
            yield Problem(f"event {named['seq']}", "is not in the ledger as the dossier has it")
    said = [event["hash"] for event in data["decisions"]]
    if decisions[: len(said)] != said:
        yield Problem("the decisions", "are not those that the ledger has on this alert")
    if not issued:
        yield Problem("the dossier", "was not issued by this ledger")


def _lake(data: Mapping[str, Any], workspace: Workspace) -> Iterator[Problem]:
    for manifest in data["releases"]:
        release = Release.from_json(manifest)
        raw = releases.folder(workspace, release) / release.filename
        where = f"release {release.sha256[:12]} of {release.source}"
        if not raw.is_file():
            yield Problem(where, "is not in this workspace")
        elif releases.sha256_of(raw) != release.sha256:
            yield Problem(where, "was changed")
    alert = data["alert"]
    try:
        run = data["run"]["run"]
        stored = list(findings.read_findings(workspace, run, alert["subject"]))
    except Missing as missing:
        yield Problem("the findings", str(missing))
        return
    if {one.id: one.to_json() for one in stored} != {one["id"]: one for one in alert["findings"]}:
        yield Problem("the findings", "are not those that the run has on this subject")
    if [one.to_json() for one in behind(workspace, run, stored)] != data.get("behind", []):
        yield Problem("what reports say", "is not what the run has on these list entries")
