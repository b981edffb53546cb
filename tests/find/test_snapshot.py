"""The snapshot that serves: built once by its releases, and anew when Vedette builds otherwise."""

from pathlib import Path

import pytest

from tests.interdict.gate.house import KESTREL, workspace_at
from vedette.find import snapshot
from vedette.find.names import Screener
from vedette.lake import snapshots


def test_a_workspace_outlives_the_version_that_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_at(tmp_path)
    before = snapshot.current(workspace)
    assert before == snapshots.current(workspace)

    monkeypatch.setattr(snapshot, "recipe", lambda: "screener-of-tomorrow")
    after = snapshot.current(workspace)
    assert after.id != before.id
    assert after.releases == before.releases
    assert Screener.open(after.path).match(KESTREL)[0].entity.id
    assert snapshot.current(workspace) == after
