"""The report of a calibration, and what is said when the threshold does not cite it."""

import json
import subprocess
import sys

from tests.interdict.gate.house import workspace_at
from vedette.interdict.calibrated import remark
from vedette.interdict.ledger import events, open_ledger
from vedette.lake.workspace import SETTINGS, Workspace


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
    own = setting(tmp_path, "[screening]\nthreshold = 0.8\n")
    assert "no calibration backs it" in remark(own, ledger)
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
    assert "must cite its report" in remark(own, ledger)
    cited = f'[screening]\nthreshold = 0.8\ncalibration = "{said["report"]}"\n'
    assert remark(setting(tmp_path, cited), ledger) == ""
    assert "differs from 0.8" in remark(
        setting(tmp_path, "[screening]\nthreshold = 0.75\n"), ledger
    )


def test_the_same_lists_and_seed_give_the_same_report(tmp_path):
    workspace_at(tmp_path, fresh=True)
    words = ("calibrate", "--sample", "10", "--date", "2026-03-02", "--json")
    first, second = vedette(tmp_path, *words), vedette(tmp_path, *words)
    assert first.stdout == second.stdout != ""
    assert len(list((tmp_path / "calibrations").glob("*.json"))) == 1


def test_screen_says_that_a_threshold_is_backed_by_nothing(tmp_path):
    workspace_at(tmp_path, fresh=True)
    setting(tmp_path, "[screening]\nthreshold = 0.8\n")
    done = vedette(tmp_path, "screen", "Quentin Umbrage Xylander")
    assert "no calibration backs it" in " ".join(done.stderr.split())
