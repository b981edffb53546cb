"""A day fed in 24 hourly pieces says what the day at once says."""

import random
from pathlib import Path
from typing import Any

import ibis
import pytest

from vedette.find.movements import engine, run
from vedette.find.movements.inputs import Inputs
from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

ACROSS = ("movements.gaps", "movements.open_gaps", "movements.encounters", "movements.loitering")
"""Detectors whose findings reach over the edges of pieces."""


def day() -> list[tuple[int, str]]:
    """(hour, row): two ships that meet over midnight of two pieces, one silent for 14 hours,
    and a dozen others; some rows twice and out of order."""
    dice = random.Random(4)
    rows = []
    for minute in range(0, 1440, 10):
        hour, stamp = minute // 60, f"2024-05-01T{minute // 60:02d}:{minute % 60:02d}:00Z"
        rows.append((hour, f"273000001,{stamp},42.0,50.3,0.3"))
        if 5 <= hour < 9:
            rows.append((hour, f"273000002,{stamp},42.001,50.3,0.2"))
        if hour < 4 or hour >= 18:
            rows.append((hour, f"273000003,{stamp},{42.2 + minute / 9000:.5f},50.4,8.1"))
        for other in range(12):
            place = f"{42.1 + other / 50 + dice.random() / 500:.5f},{50.35 + minute / 20_000:.5f}"
            rows.append((hour, f"2731000{other:02d},{stamp},{place},1.5"))
    rows += dice.sample(rows, 50)
    dice.shuffle(rows)
    return rows


def findings(folder: Path, pieces: list[list[str]]) -> list[dict[str, Any]]:
    """What all detectors say after these pieces were taken one by one."""
    workspace = Workspace.init(folder)
    for number, piece in enumerate(pieces):
        path = folder / f"piece-{number:02d}.csv"
        path.write_text("\n".join(["mmsi,ts,lat,lon,sog", *piece]))
        kind_of(path).take(workspace, path, Intake(retrieved="2026-01-01T00:00:00Z"))
    connection = engine.duckdb(folder)

    def table(name: str) -> ibis.Table:
        known = releases.kept(workspace)
        files = {one.sha256: tables.paths(workspace, name, [one]) for one in known}
        return engine.released(connection, files)

    inputs = Inputs(positions=table("positions"), identities=table("identities"))
    told = [
        {"detector": one.detector, "subject": one.subject, "title": one.title, **one.facts}
        for one in run.findings(inputs, only=ACROSS)
    ]
    return sorted(told, key=repr)


@pytest.mark.long
def test_pieces_say_what_the_day_says(tmp_path: Path) -> None:
    rows = day()
    hours = [[row for hour, row in rows if hour == at] for at in range(24)]
    once = findings(tmp_path / "once", [[row for _, row in rows]])
    assert findings(tmp_path / "pieces", hours) == once
    assert {"movements.gaps", "movements.encounters"} <= {one["detector"] for one in once}
