"""Movement findings around a paper's date, by the numbers that a ship told on the air."""

from pathlib import Path

import pyarrow as pa

from vedette.interdict.ledger import open_ledger, record
from vedette.interdict.voyages import movements
from vedette.lake import findings as stored
from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.finding import Finding
from vedette.model.release import Release

AT = "2024-04-01T00:00:00Z"


def gap(subject: str, start: str, **facts: str) -> Finding:
    return Finding("movements.gaps", "1", subject, f"gap {start}", 0.5, {"start": start, **facts})


def workspace(folder: Path, *found: Finding) -> Workspace:
    place = Workspace.init(folder / "w")
    raw = folder / "raw.ais"
    raw.write_bytes(b"!AIVDM")
    release = Release("ais", releases.sha256_of(raw), "ais", "raw.ais", 6, AT, table="positions")
    said = {"subject": "mmsi:273000001", "attribute": "imo", "value": "9481922"}
    schema = pa.schema([(name, pa.string()) for name in said])
    tables.write(place, "identities", release, [said], schema)
    releases.keep(place, release, raw)
    stored.write_findings(place, "r-1", found)
    record(open_ledger(place), "find", "vedette", {"run": "r-1"}, AT)
    return place


def test_a_ship_is_found_again_by_the_imo_number_that_it_told(tmp_path: Path) -> None:
    near, far = gap("mmsi:273000001", "2024-03-10T04:00:00Z"), gap("mmsi:273000001", "2023-11-10")
    place = workspace(tmp_path, near, far, gap("mmsi:273000002", "2024-03-10"))
    around = movements(place, open_ledger(place))
    assert around is not None
    assert [one.id for one in around("imo:9481922", "2024-03-20")] == [near.id]
    assert [one.id for one in around("mmsi:273000001", "2024-03-20")] == [near.id]
    assert list(around("imo:9481922", "no date")) == []


def test_the_other_ship_of_an_encounter_is_meant_too(tmp_path: Path) -> None:
    met = gap("mmsi:1", "2024-03-10", other="mmsi:273000001")
    place = workspace(tmp_path, met)
    around = movements(place, open_ledger(place))
    assert around is not None and [one.id for one in around("imo:9481922", "2024-03-12")] == [
        met.id
    ]


def test_without_positions_or_a_run_nothing_is_claimed(tmp_path: Path) -> None:
    empty = Workspace.init(tmp_path / "empty")
    assert movements(empty, open_ledger(empty)) is None
