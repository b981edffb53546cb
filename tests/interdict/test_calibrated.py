"""The report of a calibration, and that no threshold but Vedette's own is used without one."""

import json
import subprocess
import sys

import pytest

from tests.interdict.gate.house import workspace_at
from vedette.find.calibration.cited import threshold_of
from vedette.interdict.calibrated import remark
from vedette.interdict.ledger import events, open_ledger
from vedette.lake.workspace import SETTINGS, Workspace
from vedette.model.canonical import canonical, digest
from vedette.model.errors import BadInput


def vedette(root, *words):
    command = [sys.executable, "-m", "vedette", *words, "-w", str(root)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def setting(root, text):
    (root / SETTINGS).write_text(text)
    return Workspace.open(root)


def test_a_calibration_is_written_recorded_and_cited(tmp_path):
    workspace = workspace_at(tmp_path, fresh=True)
    ledger = open_ledger(workspace)
    assert remark(workspace, ledger) == "", "the shipped threshold needs no calibration"
    clean = tmp_path / "clean.csv"
    clean.write_text("name\nQuentin Umbrage\n<script>alert(1)</script>\n")
    done = vedette(
        tmp_path,
        *("calibrate", "--threshold", "0.8", "--clean", str(clean), "--sample", "10"),
        *("--date", "2026-03-02", "--json"),
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert [line["name"] for line in said["clean"]] == ["recombined from the lists", "clean.csv"]
    [event] = events(ledger, kinds=["calibrated"])
    assert event.payload["report"] == said["report"]
    assert event.payload["threshold"] == 0.8
    page = (tmp_path / "calibrations" / f"{said['report']}.html").read_text()
    assert "Calibration of 2026-03-02" in page
    assert "<script" not in page and "http" not in page
    own = cited(tmp_path, 0.8, said["report"])
    assert threshold_of(own) == 0.8
    assert remark(own, ledger) == ""
    assert "differs from 0.8" in remark(cited(tmp_path, 0.7), ledger)
    screened = vedette(tmp_path, "screen", "Quentin Umbrage Xylander")
    assert screened.returncode in {0, 3}, "the threshold is used"


def test_the_same_lists_and_seed_give_the_same_report(tmp_path):
    workspace_at(tmp_path, fresh=True)
    words = ("calibrate", "--sample", "10", "--date", "2026-03-02", "--json")
    first, second = vedette(tmp_path, *words), vedette(tmp_path, *words)
    assert first.stdout == second.stdout != ""
    assert len(list((tmp_path / "calibrations").glob("*.json"))) == 1


def cited(root, threshold, report=""):
    text = f"[screening]\nthreshold = {threshold}\n"
    return setting(root, text + (f'calibration = "{report}"\n' if report else ""))


@pytest.fixture(scope="module")
def calibrated(tmp_path_factory):
    """A workspace with one report, and the report's name."""
    root = tmp_path_factory.mktemp("calibrated")
    workspace_at(root, fresh=True)
    done = vedette(root, "calibrate", "--threshold", "0.72", "--sample", "10", "--json")
    assert done.returncode == 0, done.stderr
    return root, json.loads(done.stdout)["report"]


def test_any_threshold_that_the_report_measured_may_be_used(calibrated):
    root, report = calibrated
    assert threshold_of(cited(root, 0.72, report)) == 0.72
    assert threshold_of(cited(root, 0.7)) == 0.7, "Vedette's own cites nothing"


@pytest.mark.parametrize(
    ("threshold", "report", "problem"),
    [
        (0.72, "", "cites no calibration"),
        (0.123, "{report}", "which measured 0.5, "),
        (0.72, "c-2020-01-01-00000000", "cannot be read"),
        (0.72, "../../etc/passwd", "is no name of a report"),
        (7, "", "is no probability"),
        ('"much"', "", "is no number"),
        ("true", "", "is no number"),
    ],
)
def test_any_other_is_refused_and_the_remedy_said(calibrated, threshold, report, problem):
    root, name = calibrated
    with pytest.raises(BadInput, match=problem) as refused:
        threshold_of(cited(root, threshold, report.format(report=name)))
    assert SETTINGS in str(refused.value) and "; " in str(refused.value)


def test_a_report_that_was_changed_or_is_of_another_engine_backs_nothing(calibrated):
    root, name = calibrated
    file = root / "calibrations" / f"{name}.json"
    said = json.loads(file.read_bytes())
    for changed, problem in (
        ({**said, "thresholds": [0.72, 0.99]}, "was changed since"),
        ({**said, "weights": "0"}, "which is of weights 0, not"),
        ({**said, "engine": "0.0.1"}, "which is of engine 0.0.1, not"),
    ):
        other = name if "changed" in problem else f"c-2026-03-02-{digest(changed, 8)}"
        (root / "calibrations" / f"{other}.json").write_bytes(canonical(changed))
        threshold = 0.99 if other == name else 0.72
        with pytest.raises(BadInput, match=problem):
            threshold_of(cited(root, threshold, other))
    file.write_bytes(canonical(said))


@pytest.mark.parametrize(
    "command", [("screen", "Somebody"), ("check", "MANIFEST"), ("serve", "--port", "0")]
)
def test_commands_leave_with_one_sentence(tmp_path, command):
    workspace_at(tmp_path, fresh=True)
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("shipper,consignee,goods\nA Co,B Co,spare parts\n")
    cited(tmp_path, 0.8)
    done = vedette(tmp_path, *(str(manifest) if word == "MANIFEST" else word for word in command))
    said = " ".join(done.stderr.split())
    assert done.returncode == 2
    assert "cites no calibration; run `vedette calibrate --threshold 0.8`" in said
    assert "Traceback" not in said
