"""`vedette find` on a manifest and an article that names its consignee: claims in the lake, a
finding on the line, and less weight for a denial."""

from pathlib import Path

import pytest

from vedette.find.claims.family import FAMILY
from vedette.find.families import Scene
from vedette.lake import releases
from vedette.lake.reports import read_claims
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace
from vedette.model.finding import Finding
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

MANIFEST = "document,line,shipper,consignee,consignee_country,description,hs\nD1,1,ALPHA FZE,\
FALCON EXAMPLE TRADING,AE,ball bearings,848210\n"
CLAIM = "The ministry said on Monday that Falcon Example Trading had supplied engines to Iran."
DENIAL = "The ministry denied on Monday that Falcon Example Trading had supplied engines to Iran."
MORE = " It spoke to reporters in the capital for half an hour and took questions about the budget."


def found(tmp_path: Path, sentence: str) -> tuple[Workspace, list[Finding]]:
    workspace = Workspace.init(tmp_path / "work")
    (tmp_path / "m.csv").write_text(MANIFEST)
    (tmp_path / "a.txt").write_text(f"An invented article\n\n{sentence}{MORE}\n")
    for name in ("m.csv", "a.txt"):
        path = tmp_path / name
        kind_of(path).take(workspace, path, Intake(retrieved="2024-01-01T00:00:00Z"))
    scene = Scene(workspace, Snapshot("s-0", workspace.snapshots / "s-0", {}))
    return workspace, list(FAMILY.find(scene))


@pytest.mark.parametrize(("sentence", "weight"), [(CLAIM, 0.3), (DENIAL, 0.15)])
def test_a_line_named_in_a_report(tmp_path: Path, sentence: str, weight: float) -> None:
    workspace, findings = found(tmp_path, sentence)
    (finding,) = findings
    assert finding.subject.startswith("consignment:")
    assert finding.weight == weight
    (told,) = finding.facts["claims"]
    assert told["speaker"] == "ministry" and told["frame"] == "transfer"
    assert "Falcon Example Trading" in finding.evidence[0].says
    kept = list(read_claims(workspace, releases.kept(workspace, "reports")))
    assert kept and all(claim.extractor == "rules" for claim in kept)


def test_the_same_scene_gives_the_same_bytes(tmp_path: Path) -> None:
    workspace, findings = found(tmp_path, CLAIM)
    scene = Scene(workspace, Snapshot("s-0", workspace.snapshots / "s-0", {}))
    assert [one.to_bytes() for one in FAMILY.find(scene)] == [one.to_bytes() for one in findings]
