"""Tables of positions into the lake: counts taken by other means, and every reason by hand."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.shared_data import shared
from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.model.position import IDENTITIES, POSITIONS
from vedette.see.kinds import Intake, Taken
from vedette.see.recognise import kind_of

NOAA = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Draft\n"
DANISH = (
    "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,SOG,COG,Heading,IMO,Callsign,Name,"
    "Ship type,Draught,Destination\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.init(tmp_path / "work")


def taken(workspace: Workspace, path: Path, said: str | None = None, **intake: Any) -> Taken:
    return kind_of(path, said).take(
        workspace, path, Intake(retrieved="2026-01-01T00:00:00Z", **intake)
    )


def rows(workspace: Workspace, one: Taken, table: str = "positions") -> list[dict[str, Any]]:
    return list(tables.read(workspace, table, [one.release]))


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "given.csv"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.long
def test_shipstrike_arrives_whole_by_day_and_in_order(workspace: Workspace) -> None:
    path = shared("movements/shipstrike_positions.parquet")
    one = taken(workspace, path)
    files = tables.paths(workspace, "positions", [one.release])
    raw = duckdb.sql(
        f"SELECT ts::DATE::VARCHAR, count(*), count(DISTINCT mmsi), round(sum(lat), 3),"
        f" count(*) FILTER (sog < 102.3) FROM '{path}' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    ours = [
        (file.stem, *duckdb.sql(
            "SELECT count(*), count(DISTINCT subject), round(sum(lat), 3), count(sog)"
            f" FROM '{file}'").fetchall()[0])
        for file in files
    ]  # fmt: skip
    assert ours == raw
    assert one.release.counts["positions"] == 259_727
    first = tables.read(workspace, "positions", [one.release])
    keys = [(row["subject"], row["ts"]) for row, _ in zip(first, range(2_000), strict=False)]
    assert keys == sorted(keys)


def test_suez_needs_to_be_told_which_column_is_the_ship(workspace: Workspace) -> None:
    path = shared("movements/suez_2021_boat_positions.csv")
    with pytest.raises(BadInput, match=r"has no column for mmsi; say it with --column HEADER=mmsi"):
        taken(workspace, path, "positions")
    one = taken(workspace, path, "positions", columns={"ID": "mmsi"})
    assert one.release.counts["positions"] == 22_287 == path.read_bytes().count(b"\n") - 1
    assert {row["ts"].month for row in rows(workspace, one)} == {3}


def test_a_year_of_noaa_reads_with_null_for_not_available(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        NOAA
        + "367000150,2024-05-01T00:00:01,29.1,-90.2,102.3,360.0,511.0,OLD,IMO9481910,WDX1,70,5.9\n"
        + "367000150,2024-05-01T00:10:01,29.2,-90.2,10.1,12.5,13.0,OLD,IMO9481910,WDX1,70,5.9\n"
        + "367000150,2024-05-02T00:00:00,91,181,10.1,12.5,13.0,NEW,IMO9481910,WDX1,70,8.4\n",
    )
    one = taken(workspace, path)
    first, second, third = rows(workspace, one)
    assert [first[name] for name in ("sog", "cog", "heading")] == [None] * 3
    assert (second["subject"], second["lat"], second["heading"]) == ("mmsi:367000150", 29.2, 13)
    assert (third["lat"], third["lon"]) == (None, None)
    said = [
        (
            row["attribute"],
            row["value"],
            row["first_seen"].day,
            row["last_seen"].day,
            row["reports"],
        )
        for row in rows(workspace, one, "identities")
        if row["attribute"] in ("name", "draught", "imo", "type")
    ]
    assert said == [
        ("draught", "5.9", 1, 1, 2),
        ("draught", "8.4", 2, 2, 1),
        ("imo", "9481910", 1, 2, 3),
        ("name", "OLD", 1, 1, 2),
        ("name", "NEW", 2, 2, 1),
        ("type", "cargo", 1, 2, 3),
    ]


def test_danish_rows_of_standing_stations_are_set_aside(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        DANISH
        + "31/10/2022 00:00:00,Base Station,002190047,57,10,,,,Unknown,Unknown,,Undefined,,\n"
        + "31/10/2022 00:00:02,Class A,219000001,57.1,10.1,0.1,3,4,Unknown,OXYZ,ANN,Fishing,3.2,X\n"
        + "31/10/2022 00:00:03,Class A,0,57.1,10.1,0.1,3,4,,,,,,\n"
        + "yesterday,Class A,219000001,57.1,10.1,0.1,3,4,,,,,,\n"
        + "31/10/2022 00:00:04,Class A,219000001\n",
    )
    one = taken(workspace, path)
    [row] = rows(workspace, one)
    assert row["ts"].isoformat() == "2022-10-31T00:00:02+00:00"
    assert [note.split("; ")[0] for note in one.release.notes] == [
        "1 set aside: missing columns",
        "1 set aside: no MMSI or ICAO address",
        "1 set aside: the station does not travel",
        "1 set aside: the time is not understood",
    ]
    said = {r["attribute"]: r["value"] for r in rows(workspace, one, "identities")}
    assert said == {
        "callsign": "OXYZ", "name": "ANN", "type": "fishing", "draught": "3.2", "destination": "X",
        "flag": "dk",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["03/04/2021 10:00", "13/04/2021 10:00"], [3, 13]),
        (["04/03/2021 10:00", "04/13/2021 10:00"], [3, 13]),
        (["03/04/2021 10:00", "04/04/2021 10:00"], [3, 4]),
    ],
)
def test_dates_with_slashes_are_read_the_way_that_fits_all(
    workspace: Workspace, tmp_path: Path, dates: list[str], days: list[int]
) -> None:
    text = "mmsi,time,lat,lon\n" + "".join(f"1,{date},50,10\n" for date in dates)
    one = taken(workspace, written(tmp_path, text))
    found = rows(workspace, one)
    assert [row["ts"].day for row in found] == days
    assert {row["ts"].month for row in found} == {4}
    assert bool(one.remarks) == (days == [3, 4])


def test_dates_that_fit_no_way_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    text = "mmsi,time,lat,lon\n1,13/04/2021 10:00,50,10\n1,04/13/2021 10:00,50,10\n"
    with pytest.raises(BadInput, match="mixes day/month/year and month/day/year"):
        taken(workspace, written(tmp_path, text))


def test_the_same_file_counts_once_and_nothing_half_taken_stays(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = written(tmp_path, "mmsi,ts,lat,lon\n1,1697280001,50,180\n")
    one, again = taken(workspace, path), taken(workspace, path)
    assert (one.new, again.new) == (True, False)
    assert [row["lon"] for row in rows(workspace, one)] == [-180]
    with pytest.raises(BadInput, match="holds no position"):
        taken(workspace, written(tmp_path, "mmsi,ts,lat,lon\n"), "positions")
    assert len(releases.kept(workspace)) == 1
    assert [path.name for path in workspace.root.glob(".*")] == []


def test_the_tables_have_the_schema_that_detectors_rely_on(
    workspace: Workspace, tmp_path: Path
) -> None:
    one = taken(workspace, written(tmp_path, "mmsi,ts,lat,lon,name\n1,1697280001,50,10,A\n"))
    for table, schema in (("positions", POSITIONS), ("identities", IDENTITIES)):
        [file] = tables.paths(workspace, table, [one.release])
        assert duckdb.sql(f"SELECT * FROM '{file}'").to_arrow_table().schema.names == schema.names


@pytest.mark.parametrize("text", ["[{}, {}]", "{}\n{}\n"])
def test_json_is_a_table_too(workspace: Workspace, tmp_path: Path, text: str) -> None:
    """As a list and by lines, with null and with numbers or words for the ship."""
    path = tmp_path / "given.json"
    one = '{"ssvid": "273000001", "timestamp": 1697280001.5, "lat": null, "lon": 50.0}'
    other = '{"ssvid": 273000001, "timestamp": "2023-10-14T10:40:02Z", "lat": 42, "lon": 50.0}'
    path.write_text(text.replace("{}", one, 1).replace("{}", other))
    first, second = rows(workspace, taken(workspace, path))
    assert first["ts"].isoformat() == "2023-10-14T10:40:01.500000+00:00"
    assert (first["lat"], second["lat"], second["lon"]) == (None, 42.0, 50.0)
    assert first["subject"] == second["subject"] == "mmsi:273000001"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.csv", "mmsi,timestamp,lat,lon\n273000001,never,42,50\n", 2),
        ("a.json", '{"mmsi": 273000001, "timestamp": "never", "lat": 42, "lon": 50}\n', 1),
    ],
)
def test_a_row_set_aside_is_named_by_its_line(
    workspace: Workspace, tmp_path: Path, name: str, text: str, line: int
) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(BadInput, match=f"line {line}: 273000001,never"):
        taken(workspace, path)


@pytest.mark.parametrize("end", ["", '{"ssvid": 1, "time', "{]"])
def test_json_that_is_cut_or_broken_is_refused(
    workspace: Workspace, tmp_path: Path, end: str
) -> None:
    path = tmp_path / "given.json"
    path.write_text('[{"ssvid": 1, "timestamp": 1697280001, "lat": 42, "lon": 50},' + end)
    with pytest.raises(BadInput, match=r"cannot be read"):
        taken(workspace, path)
    assert releases.kept(workspace) == []


def test_aircraft_in_a_table_say_their_tail_and_serial(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "aircraft.csv"
    path.write_text("icao24,time,lat,lon,reg,msn\n730abc,2024-05-01T00:00:00Z,35,51,EP-MEE,23389\n")
    release = taken(workspace, path).release
    said = {
        (row["attribute"], row["value"]) for row in tables.read(workspace, "identities", [release])
    }
    assert said == {("registration", "EP-MEE"), ("serial", "23389"), ("flag", "ir")}
