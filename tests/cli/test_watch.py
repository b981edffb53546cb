"""``vedette watch`` says what is missing; what it finds is told by the detectors' own tests."""

import json
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


def test_following_says_only_what_is_new(tmp_path: Path) -> None:
    """Two looks at a folder in which nothing else has come: the second has nothing to say."""
    work, incoming = str(tmp_path / "w"), tmp_path / "in"
    incoming.mkdir()
    typed("init", work)
    listed = tmp_path / "list.json"
    ship = {"id": "t", "schema": "Vessel", "datasets": ["t"], "properties": {"mmsi": ["273000001"]}}
    listed.write_text(json.dumps(ship) + "\n")
    typed("see", str(listed), "--source", "t", "-w", work)
    (incoming / "ships.csv").write_text("mmsi,ts,lat,lon\n273000001,1697280001,42,50\n")
    said = typed(
        "watch", str(incoming), "--follow", "--every", "0.1", "--rounds", "2", "-w", work, "--json"
    )
    first, second = (json.loads(part) for part in split_json(said.out))
    assert said.status == 1
    assert [one["subject"] for one in first["new"]] == ["mmsi:273000001"]
    assert second == {"new": []}


def split_json(text: str) -> list[str]:
    """The JSON documents that follow each other in a text."""
    found, rest = [], text.strip()
    while rest:
        _, end = json.JSONDecoder().raw_decode(rest)
        found.append(rest[:end])
        rest = rest[end:].strip()
    return found
