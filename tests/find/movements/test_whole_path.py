"""Every real file as a person would take it: see, find, alerts, show. Counts are taken by other
means from the files themselves: by regular expressions, JSON, or plain SQL over the raw rows."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.typed import typed
from tests.shared_data import shared

pytestmark = [pytest.mark.long, pytest.mark.shared]

FILES: dict[str, tuple[str, ...]] = {
    "dma_ais_sample.txt.gz": (),
    "dma_212123000_drift_1.ais": (),
    "pyais_nmea_data_sample.txt": ("--date", "2020-02-02T00:00:00Z"),
    "shipstrike_positions.parquet": (),
    "suez_2021_boat_positions.csv": ("--as", "positions", "--column", "ID=mmsi"),
    "gfw_gap_sample_messages.json": (),
    "gfw_segments_338013000.json": (),
    "adsb_switzerland_2018-08-01.json.gz": (),
    "adsb_spoofed_thy9bp_2024-09-17.json.gz": (),
    "traffic_trace_full_ac671b.json": (),
}
"""The files, and what has to be said of them."""

Found = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A workspace with a list; of the many silences in which two ships could have met, only those
    of the nearest are wanted."""
    folder = tmp_path_factory.mktemp("whole")
    work, listed = str(folder / "w"), folder / "list.json"
    typed("init", work)
    settings = folder / "w" / "vedette.toml"
    said = re.sub("minimum_weight = .*", "minimum_weight = 0.0", settings.read_text())
    settings.write_text(said + "\n[movements.dark_encounters]\nnear_nm = 5.0\n")
    ship = {"id": "t", "schema": "Vessel", "datasets": ["t"], "properties": {"mmsi": ["412331104"]}}
    listed.write_text(json.dumps(ship) + "\n")
    assert typed("see", str(listed), "--source", "t", "-w", work).status == 0
    return work


@pytest.fixture(scope="module")
def taken(work: str) -> dict[str, int]:
    """How many positions of each file were taken."""
    counts = {}
    for name, said in FILES.items():
        done = typed("see", str(path(name)), *said, "-w", work, "--json")
        assert done.status == 0, done.err
        [one] = done.json["seen"]
        counts[name] = one["release"]["counts"]["positions"]
    return counts


@pytest.fixture(scope="module")
def found(work: str, taken: dict[str, int]) -> Found:
    """All findings of one run, by subject."""
    assert typed("find", "-w", work).status == 1
    alerts = typed("alerts", "--limit", "1000000", "--json", "-w", work).json
    return {alert["subject"]: alert["findings"] for alert in alerts}


def path(name: str) -> Path:
    return shared(f"movements/{name}")


def of(found: Found, detector: str, *subjects: str) -> Iterator[dict[str, Any]]:
    """The facts of a detector's findings, of all subjects or of those named."""
    for subject in subjects or found:
        for one in found.get(subject, ()):
            if one["detector"] == f"movements.{detector}":
                yield one["facts"] | {"subject": subject, "title": one["title"]}


def sentences(name: str) -> list[str]:
    raw = path(name).read_bytes()
    text = gzip.decompress(raw) if name.endswith(".gz") else raw
    return re.findall(r"!..VD[MO],1,1,\d?,.?,([^,]+),", text.decode("ascii", "replace"))


@pytest.mark.parametrize(
    "name", ["dma_ais_sample.txt.gz", "dma_212123000_drift_1.ais", "pyais_nmea_data_sample.txt"]
)
def test_position_reports_by_their_first_letter(taken: dict[str, int], name: str) -> None:
    """The first six bits of a message are its type: 1, 2, 3, 9, 18 (B), 19 (C), 27 (K).
    All of these fit one sentence."""
    types = Counter(payload[0] for payload in sentences(name))
    assert taken[name] == sum(types[letter] for letter in "1239BCK")


def test_positions_in_tables_and_documents(taken: dict[str, int]) -> None:
    rows = {
        "shipstrike_positions.parquet": duckdb.sql(
            f"SELECT count(*) FROM '{path('shipstrike_positions.parquet')}'"
        ).fetchall()[0][0],
        "suez_2021_boat_positions.csv": path("suez_2021_boat_positions.csv")
        .read_bytes()
        .count(b"\n")
        - 1,
        "gfw_gap_sample_messages.json": len(
            json.loads(path("gfw_gap_sample_messages.json").read_bytes())
        ),
        "gfw_segments_338013000.json": path("gfw_segments_338013000.json")
        .read_bytes()
        .count(b'"ssvid"'),
        "adsb_switzerland_2018-08-01.json.gz": gzip.decompress(
            path("adsb_switzerland_2018-08-01.json.gz").read_bytes()
        ).count(b'"icao24"'),
        "traffic_trace_full_ac671b.json": len(
            json.loads(path("traffic_trace_full_ac671b.json").read_bytes())["trace"]
        ),
    }
    assert {name: taken[name] for name in rows} == rows


GAPS = """
    SELECT 'mmsi:' || lpad({ship}::VARCHAR, 9, '0') AS subject, since, later FROM (
        SELECT {ship}, {ts} AS since, lead({ts}) OVER (PARTITION BY {ship} ORDER BY {ts}) AS later
        FROM '{file}'
    ) WHERE later - since > INTERVAL 12 HOUR
"""


@pytest.mark.parametrize(
    ("name", "ship", "ts", "many"),
    [
        ("shipstrike_positions.parquet", "mmsi", "ts", 1_635),
        ("suez_2021_boat_positions.csv", "ID",
         "strptime(ais_pos_timestamp, '%d/%m/%Y %H:%M')", None),
    ],
)  # fmt: skip
def test_gaps_by_plain_sql(found: Found, name: str, ship: str, ts: str, many: int | None) -> None:
    """Neither file has an identity that several ships share, nor any jump."""
    raw = duckdb.sql(GAPS.format(ship=ship, ts=ts, file=path(name))).fetchall()
    ships = {
        row[0]
        for row in duckdb.sql(
            f"SELECT DISTINCT 'mmsi:' || lpad({ship}::VARCHAR, 9, '0') FROM '{path(name)}'"
        ).fetchall()
    }
    begins = min(iso(row[1]) for row in raw)
    ours = {
        (one["subject"], one["start"], one["end"])
        for one in of(found, "gaps")
        if one["subject"] in ships and one["start"] >= begins
    }
    assert ours >= {(subject, iso(at), iso(later)) for subject, at, later in raw}
    assert many is None or len(raw) == many
    assert not list(of(found, "jumps", *ships))
    assert not list(of(found, "shared_identity", *ships))


def iso(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def test_a_crowd_in_five_minutes_gives_nothing_that_takes_hours(found: Found) -> None:
    times = ("gaps", "encounters", "loitering", "circles", "dark_encounters")
    assert not [one for name in times for one in of(found, name) if one["start"][:7] == "2013-11"]


def test_a_ship_that_drifted_a_night(found: Found, work: str) -> None:
    """Its engine stops at about 17:00, says its own log; it is under way again at 05:35."""
    [drift] = of(found, "loitering", "mmsi:212123000")
    assert "2014-10-02T16:48" < drift["start"] < "2014-10-02T18:10"
    assert "2014-10-03T04:00" < drift["end"] < "2014-10-03T05:36"
    shown = typed("show", "mmsi:212123000", "-w", work)
    assert shown.status == 0
    assert drift["title"] in shown.out


def test_global_fishing_watchs_gap_sample(found: Found, work: str) -> None:
    """84 messages, one without a place; and the ship is on our list."""
    sample = json.loads(path("gfw_gap_sample_messages.json").read_bytes())
    times = sorted(one["timestamp"] for one in sample if one["lat"] is not None)
    long = sorted(b - a for a, b in pairwise(times) if b - a > 12 * 3600)
    ours = sorted(one["hours"] for one in of(found, "gaps", "mmsi:412331104"))
    assert ours == pytest.approx([seconds / 3600 for seconds in long], abs=1e-4)
    assert len(list(of(found, "listed", "mmsi:412331104"))) == 1
    assert "mmsi:412331104" in typed("show", "mmsi:412331104", "-w", work).out


def test_global_fishing_watchs_segments(found: Found) -> None:
    """One track and 23 fixes set aside: the gaps are those of the track, the jumps those to fixes
    that their publishers set aside."""
    lines = path("gfw_segments_338013000.json").read_text().splitlines()
    points = [point for point in map(json.loads, lines) if point["lat"] is not None]
    main = points[0]["expected"]
    assert len({point["expected"] for point in points}) == 24
    track = [datetime.fromisoformat(p["timestamp"]) for p in points if p["expected"] == main]
    long = [(iso(a), iso(b)) for a, b in pairwise(sorted(track)) if b - a > timedelta(hours=12)]
    subject = "mmsi:338013000"
    assert sorted((one["start"], one["end"]) for one in of(found, "gaps", subject)) == long
    aside = {iso(datetime.fromisoformat(p["timestamp"])) for p in points if p["expected"] != main}
    jumps = list(of(found, "jumps", subject))
    assert jumps
    assert all(set(aside) & {one["start"], one["end"]} for one in jumps if one["jumps"] == 1)
    assert not list(of(found, "shared_identity", subject))


def test_the_deceived_flight_jumps_and_the_swiss_do_not(found: Found, work: str) -> None:
    [episode] = [one for one in of(found, "jumps") if one["subject"].startswith("icao24:")]
    assert episode["subject"] == "icao24:4baac6"
    assert episode["jumps"] >= 10
    assert episode["km"] / 1.852 > 299
    assert "jumps" in typed("show", "icao24:4baac6", "-w", work).out


def test_every_aircraft_flew(found: Found) -> None:
    swiss = json.loads(gzip.decompress(path("adsb_switzerland_2018-08-01.json.gz").read_bytes()))
    aircraft = {f"icao24:{point['icao24']}" for point in swiss}
    assert len(aircraft) == 842
    flew = {one["subject"] for one in of(found, "flights")}
    assert flew == aircraft | {"icao24:4baac6", "icao24:ac671b"}
    assert not list(of(found, "silent_aloft", *aircraft))
