"""The short version of `make crash`: a dozen kills, the same questions."""

from pathlib import Path

from tests import crash


def test_nothing_acknowledged_is_lost_when_killed(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    crash.prepare(root, "")
    report = crash.crash(root, 12, 7, longest=0.8)
    assert report.lost == []
    assert report.kills == 12
    assert report.acknowledged.total() > 24, "too little was acknowledged to prove anything"
