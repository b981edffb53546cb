"""The demo's voyage: the same every time, marked as invented, and telling what it should."""

import itertools
from pathlib import Path

from vedette.lake import tables
from vedette.lake.workspace import Workspace
from vedette.see.kinds import Intake
from vedette.see.movements.invented import NOTICE, write
from vedette.see.recognise import kind_of


def test_the_files_are_the_same_every_time_and_say_what_they_are(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    for mine, again in zip(write(one), write(other), strict=True):
        assert mine.read_bytes() == again.read_bytes()
        assert NOTICE in mine.read_text("ascii")


def test_the_ship_is_silent_for_two_days_and_comes_back_deeper(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path / "work")
    intake = Intake(retrieved="2026-01-01T00:00:00Z", invented=True)
    taken = [kind_of(path).take(workspace, path, intake) for path in write(tmp_path)]
    assert [one.release.kind for one in taken] == ["ais-nmea", "adsb-trace"]
    assert all(one.release.invented and not one.remarks for one in taken)
    fixes = [
        row["ts"]
        for row in tables.read(workspace, "positions", [taken[0].release])
        if row["subject"] == "mmsi:273999901"
    ]
    longest = max(later - before for before, later in itertools.pairwise(fixes))
    assert longest.total_seconds() == 48 * 3600
    said = [
        (row["attribute"], row["value"])
        for row in tables.read(workspace, "identities", [taken[0].release])
        if row["subject"] == "mmsi:273999901"
    ]
    assert [value for name, value in said if name == "draught"] == ["3.0", "4.2"]
    assert ("flag", "ru") in said
