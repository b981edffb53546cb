"""Looks at a workspace that grows: pieces, a kill in between, a list that changes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.typed import typed
from tests.find.movements.test_follow import sailing
from vedette.cli.options import now
from vedette.cli.see import see
from vedette.interdict import following, jobs
from vedette.interdict.alerts import standings
from vedette.interdict.ledger import open_ledger
from vedette.interdict.runs import last_run
from vedette.lake import findings as stored
from vedette.lake.carried import carried
from vedette.lake.workspace import Workspace
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

SHIP = {
    "id": "t-1", "schema": "Vessel", "datasets": ["test"],
    "properties": {"name": ["PORT OLYA"], "imoNumber": ["9481910"], "mmsi": ["273111111"]},
}  # fmt: skip


def taken(place: Workspace, path: Path, text: str, **more: Any) -> None:
    path.write_text(text, "utf-8")
    see(place, open_ledger(place), path, kind_of(path), Intake(retrieved=now(), **more))


def csv(*tracks: list[dict[str, Any]]) -> str:
    lines = [
        f"{row['subject'][5:]},{row['ts'].isoformat()},{row['lat']},{row['lon']}"
        for track in tracks
        for row in track
    ]
    return "\n".join(["mmsi,ts,lat,lon", *lines, ""])


LISTED, OTHER = "mmsi:273111111", "mmsi:422000001"
MORNING = csv(
    sailing(LISTED, (0, 4), (41.0, 51.0), (41.0, 51.01)),
    sailing(OTHER, (0, 4), (41.0, 51.003), (41.0, 51.013)),
)
NOON = csv(
    sailing(LISTED, (4.2, 8), (41.0, 51.01), (41.0, 51.02)),
    sailing(OTHER, (4.2, 8), (41.0, 51.013), (41.0, 51.023)),
)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    found = Workspace.init(tmp_path / "w")
    taken(found, tmp_path / "list.json", json.dumps(SHIP) + "\n", source="test")
    return found


def look(place: Workspace) -> following.Followed:
    ledger = open_ledger(place)
    return following.follow(jobs.scene_of(place, ledger, now()), ledger, now())


def found(place: Workspace) -> dict[str, Any]:
    run = str(last_run(open_ledger(place)).payload["run"])
    return {one.id: one.to_json() for one in stored.read_findings(place, run)}


def test_two_pieces_a_kill_and_a_look_at_everything(
    place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(place, tmp_path / "morning.csv", MORNING)
    first = look(place)
    assert first.moved == (LISTED, OTHER) or first.moved is None
    [alert] = [one.alert for one in standings(place, open_ledger(place), [LISTED])]
    assert alert.subject == LISTED
    assert look(place) == following.Followed(first.run, ())

    taken(place, tmp_path / "noon.csv", NOON)
    kept = carried(place, following.NAME)
    with monkeypatch.context() as broken:
        broken.setattr(stored, "write_rows", _killed)
        with pytest.raises(KeyboardInterrupt):
            look(place)
    assert carried(place, following.NAME) == kept
    second = look(place)
    assert second.run != first.run
    assert set(second.moved or ()) == {LISTED, OTHER}
    pieces = found(place)
    met = [one for one in pieces.values() if one["detector"] == "movements.encounters"]
    assert {one["facts"]["hours"] for one in met} == {8.0}
    assert all(LISTED in one["facts"]["listed"] for one in met)
    typed("find", "-w", str(place.root))
    assert found(place) == pieces
    assert typed("verify", "-w", str(place.root)).status == 0

    earlier = stored.file_of(place, first.run)
    earlier.write_bytes(earlier.read_bytes() + b"x")
    said = typed("verify", "-w", str(place.root))
    assert said.status == 1
    assert f"findings/{first.run}/rows.parquet" in said.out.replace("\n", "")


def test_a_look_killed_before_the_ledger_had_it_is_told_by_the_next(
    place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(place, tmp_path / "morning.csv", MORNING)
    first = look(place)
    taken(place, tmp_path / "noon.csv", NOON)
    with monkeypatch.context() as broken:
        broken.setattr(following, "recorded", _killed)
        with pytest.raises(KeyboardInterrupt):
            look(place)
    assert last_run(open_ledger(place)).payload["run"] == first.run
    told = look(place)
    assert last_run(open_ledger(place)).payload["run"] == told.run != first.run
    assert told.moved is None
    assert look(place) == following.Followed(told.run, ())
    assert typed("verify", "-w", str(place.root)).status == 0


def _killed(*_: Any) -> int:
    raise KeyboardInterrupt
