"""``vedette watch`` says what is missing; what it finds is told by the detectors' own tests."""

from pathlib import Path

from tests.cli.typed import typed


def test_neither_a_folder_nor_a_feed_is_refused(tmp_path: Path) -> None:
    work = str(tmp_path / "w")
    typed("init", work)
    said = typed("watch", str(tmp_path / "nowhere"), "-w", work)
    assert said.status == 2
    assert "is no folder and no feed" in said.err


def test_what_comes_is_taken_and_a_missing_list_is_named(tmp_path: Path) -> None:
    work, incoming = str(tmp_path / "w"), tmp_path / "in"
    incoming.mkdir()
    typed("init", work)
    (incoming / "ships.csv").write_text("mmsi,ts,lat,lon\n273000001,1697280001,42,50\n")
    (incoming / "half.csv.part").write_text("mmsi,ts,lat,lon\n2730")
    (incoming / "odd.bin").write_bytes(b"\x00\x01\x02")
    said = typed("watch", str(incoming), "-w", work)
    assert said.status == 3
    assert "run `vedette see` with a list first" in said.err
    assert "odd.bin: is of no kind that Vedette knows" in said.err
    assert "half.csv.part" not in said.err
    taken = list((tmp_path / "w" / "lake" / "positions").glob("*/*/2023-10-14.parquet"))
    assert len(taken) == 1
