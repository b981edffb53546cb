"""The short version of `make crash`: a few kills, the same questions."""

from pathlib import Path

import pytest

from tests import crash


@pytest.mark.long
def test_nothing_acknowledged_is_lost_when_killed(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    crash.prepare(root, "")
    report = crash.crash(root, 8, 7, longest=0.3)
    assert report.lost == []
    assert report.kills == 8
    assert report.acknowledged.total() > 16, "too little was acknowledged to prove anything"
