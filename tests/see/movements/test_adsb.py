"""ADS-B in every format: against the raw files, and by hand against the formats' own pages."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.shared_data import shared
from vedette.lake import tables
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.see.kinds import Intake, Taken
from vedette.see.recognise import kind_of


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.init(tmp_path / "work")


def taken(workspace: Workspace, path: Path) -> Taken:
    return kind_of(path).take(workspace, path, Intake(retrieved="2026-01-01T00:00:00Z"))


def rows(workspace: Workspace, one: Taken, table: str = "positions") -> list[dict[str, Any]]:
    return list(tables.read(workspace, table, [one.release]))


def said(workspace: Workspace, one: Taken) -> set[tuple[str, str, str]]:
    return {
        (row["subject"], row["attribute"], row["value"])
        for row in rows(workspace, one, "identities")
    }


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "given.json"
    path.write_text(text)
    return path


@pytest.mark.long
def test_a_day_over_switzerland_arrives_whole(workspace: Workspace) -> None:
    path = shared("movements/adsb_switzerland_2018-08-01.json.gz")
    one = taken(workspace, path)
    raw = json.loads(gzip.decompress(path.read_bytes()))
    truth = Counter(
        (f"icao24:{p['icao24']}", p["timestamp"], p["latitude"], p["longitude"],
         float(np.float32(p["altitude"])))
        for p in raw
    )  # fmt: skip
    ours = Counter(
        (r["subject"], round(r["ts"].timestamp() * 1e3), r["lat"], r["lon"], r["altitude"])
        for r in rows(workspace, one)
    )
    assert ours == truth
    assert one.release.kind == "adsb-traffic"
    assert {value for _, name, value in said(workspace, one) if name == "callsign"} == {
        p["callsign"] for p in raw
    }


def test_the_spoofed_flight_arrives_as_it_was_heard(workspace: Workspace) -> None:
    path = shared("movements/adsb_spoofed_thy9bp_2024-09-17.json.gz")
    one = taken(workspace, path)
    raw = json.loads(gzip.decompress(path.read_bytes()))
    placed = sum(lat is not None for lat in raw["latitude"].values())
    assert len(rows(workspace, one)) == placed == 8_670
    assert one.release.counts["reports without a position"] == len(raw["latitude"]) - placed
    assert ("icao24:4baac6", "flag", "tr") in said(workspace, one)


def test_a_trace_has_its_rows_its_tail_and_its_flights(workspace: Workspace) -> None:
    path = shared("movements/traffic_trace_full_ac671b.json")
    one = taken(workspace, path)
    raw = json.loads(path.read_bytes())
    ours = rows(workspace, one)
    assert [(row["lat"], row["lon"]) for row in ours] == [(r[1], r[2]) for r in raw["trace"]]
    assert sum(row["altitude"] == 0 for row in ours) == sum(r[3] == "ground" for r in raw["trace"])
    flights = {r[8]["flight"].strip() for r in raw["trace"] if r[8] and r[8].get("flight")}
    assert {value for _, name, value in said(workspace, one) if name == "callsign"} == flights
    assert ("icao24:ac671b", "registration", "N899DN") in said(workspace, one)


AIRCRAFT = {
    "now": 1738703622.5,
    "messages": 1,
    "aircraft": [
        {"hex": "730123", "flight": "IRM123  ", "alt_baro": 34000, "gs": 450.1, "track": 10.5,
         "lat": 35.7, "lon": 51.4, "seen_pos": 2.5, "seen": 0.5, "r": "EP-XYZ", "t": "B744"},
        {"hex": "~2a1b3c", "alt_baro": "ground", "lat": 35.7, "lon": 51.3, "seen_pos": 0},
        {"hex": "ae01ce", "flight": "RCH1", "seen": 1},
        {"hex": "oops", "lat": 1, "lon": 1},
        {"hex": "730124", "lat": 95, "lon": 1, "seen_pos": 0},
    ],
}  # fmt: skip


def test_aircraft_json_by_its_own_description(workspace: Workspace, tmp_path: Path) -> None:
    one = taken(workspace, written(tmp_path, json.dumps(AIRCRAFT)))
    first, second = rows(workspace, one)
    assert (first["subject"], first["ts"].timestamp()) == ("icao24:730123", 1738703620.0)
    assert (first["altitude"], round(first["sog"], 1), first["cog"]) == (34_000, 450.1, 10.5)
    assert (second["subject"], second["altitude"]) == ("icao24:~2a1b3c", 0)
    assert ("icao24:ae01ce", "callsign", "RCH1") in said(workspace, one)
    assert ("icao24:730123", "flag", "ir") in said(workspace, one)
    assert sorted(note.split("; ")[0] for note in one.remarks) == [
        "1 set aside: no ICAO address",
        "1 set aside: no place on the globe",
    ]


def test_a_log_of_one_document_a_line(workspace: Workspace, tmp_path: Path) -> None:
    later = AIRCRAFT | {"now": 1738703632.5}
    text = f"{json.dumps(AIRCRAFT)}\n{json.dumps(later)}\n{json.dumps(AIRCRAFT)[:300]}\n"
    one = taken(workspace, written(tmp_path, text))
    assert len(rows(workspace, one)) == 4
    assert any("no JSON document; line 3" in note for note in one.remarks)


def test_opensky_states_are_metric(workspace: Workspace, tmp_path: Path) -> None:
    states = [
        ["4b1805", "SWR1  ", "Switzerland", 1738703620, 1738703622, 8.5, 47.4, 10_668.0, False,
         231.5, 90.0, 0.0, None, 10_900.0, "1000", False, 0],
        ["4b1806", "", "Switzerland", None, 1738703622, None, None, None, True, 0.0, None, None,
         None, None, None, False, 0],
        ["4b1807", "SWR3", "Switzerland", 1738703620, 1738703622, 8.55, 47.45, None, True,
         5.0, 90.0, 0.0, None, None, None, False, 0],
    ]  # fmt: skip
    document = json.dumps({"time": 1738703622, "states": states})
    one = taken(workspace, written(tmp_path, document))
    air, ground = rows(workspace, one)
    assert (round(air["altitude"]), round(air["sog"]), air["cog"]) == (35_000, 450, 90)
    assert (ground["subject"], ground["altitude"]) == ("icao24:4b1807", 0)


SBS = """\
MSG,1,1,1,4CA2D6,1,2008/11/28,23:48:17.000,2008/11/28,23:48:17.000,RYR1427 ,,,,,,,,,,,
MSG,4,1,1,4CA2D6,1,2008/11/28,23:48:18.000,2008/11/28,23:48:18.000,,,420,179,,,0,,0,0,0,0
MSG,3,1,1,4CA2D6,1,2008/11/28,23:48:18.611,2008/11/28,23:53:19.161,,37000,,,51.45735,-1.02826,,,0,0,0,0
MSG,3,1,1,4CA2D6,1,2008/11/28,23:48:58.611,2008/11/28,23:53:19.161,,37000,,,51.4,-1.02826,,,0,0,0,0
MSG,2,1,1,400F01,1,2008/11/28,23:48:18.611,2008/11/28,23:53:19.161,,0,15,270,51.47,-0.46,,,0,0,0,-1
MSG,3,1,1,4CA2D6
STA,,5,179,400AE7,10103,2008/11/28,14:58:51.153,2008/11/28,14:58:51.153,RM
"""


def test_port_30003_line_by_line(workspace: Workspace, tmp_path: Path) -> None:
    one = taken(workspace, written(tmp_path, SBS))
    ground, near, later = rows(workspace, one)
    assert (ground["subject"], ground["altitude"], ground["sog"]) == ("icao24:400f01", 0, 15)
    assert (near["sog"], near["cog"], near["altitude"]) == (420, 179, 37_000)
    assert (later["sog"], later["cog"]) == (None, None)  # the velocity is forty seconds old
    assert near["ts"].isoformat() == "2008-11-28T23:48:18.611000+00:00"
    assert ("icao24:4ca2d6", "callsign", "RYR1427") in said(workspace, one)
    assert one.remarks == ("1 set aside: no whole message; line 6: MSG,3,1,1,4CA2D6",)


def test_opensky_tables_are_metric_too(workspace: Workspace, tmp_path: Path) -> None:
    text = (
        "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,baroaltitude\n"
        "1738703620,4B1805,47.4,8.5,231.5,90,0,SWR1,False,10668\n"
    )
    [row] = rows(workspace, taken(workspace, written(tmp_path, text)))
    assert (row["subject"], round(row["sog"]), round(row["altitude"])) == (
        "icao24:4b1805", 450, 35_000,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ['{"now":1,"aircraft":[{"hex":', '{"icao":"ac671b","timestamp":1,"trace":[[0,1']
)
def test_a_cut_document_is_refused(workspace: Workspace, tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match="is no JSON"):
        taken(workspace, written(tmp_path, text))
