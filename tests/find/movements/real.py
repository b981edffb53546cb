"""The real files as positions, read here with other means than the product's own readers."""

import gzip
import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from tests.shared_data import shared
from vedette.model.position import POSITIONS

FEET_PER_METRE = 1 / 0.3048


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=POSITIONS)


@cache
def shipstrike() -> pa.Table:
    """259,727 positions of 793 vessels off British Columbia, July to October 2018."""
    path = shared("movements/shipstrike_positions.parquet")
    return _of_query(f"SELECT 'mmsi:' || mmsi AS subject, ts AS ts, lat, lon, sog FROM '{path}'")


@cache
def suez() -> pa.Table:
    """22,287 positions around the Suez Canal, March 2021; day first, minutes only, no speed."""
    path = shared("movements/suez_2021_boat_positions.csv")
    return _of_query(
        "SELECT 'mmsi:' || ID AS subject,"
        " strptime(ais_pos_timestamp, '%d/%m/%Y %H:%M') AS ts,"
        f" latitude AS lat, longitude AS lon, NULL AS sog FROM '{path}'"
    )


@cache
def switzerland() -> pa.Table:
    """139,098 points of 842 aircraft on 1 August 2018."""
    points = json.loads(gzip.decompress(_bytes("movements/adsb_switzerland_2018-08-01.json.gz")))
    return _table([_aircraft(point) for point in points])


@cache
def spoofed() -> pa.Table:
    """THY9BP on 17 September 2024, deceived by GNSS interference: 8,681 points."""
    columns = json.loads(
        gzip.decompress(_bytes("movements/adsb_spoofed_thy9bp_2024-09-17.json.gz"))
    )
    return _table(
        [_aircraft({name: columns[name][n] for name in columns}) for n in columns["timestamp"]]
    )


@cache
def gfw_segments() -> list[dict[str, Any]]:
    """One MMSI with misplaced fixes; each point with the segment expected by its publishers."""
    lines = shared("movements/gfw_segments_338013000.json").read_text().splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@cache
def dma() -> pa.Table:
    """Five minutes of Danish waters, 12 November 2013: what pyais makes of single sentences."""
    lines = gzip.decompress(_bytes("movements/dma_ais_sample.txt.gz")).decode("ascii", "replace")
    return _nmea(lines)


@cache
def drifting() -> pa.Table:
    """mmsi:212123000, 2 October 2014 16:30 to the next morning: its engine stops at about 17:00."""
    path = shared("movements/dma_212123000_drift_1.ais")
    return _nmea(path.read_text("ascii", "replace"))


def _nmea(lines: str) -> pa.Table:
    """Position reports of one sentence, each at the time of the ``$PGHP`` line before it."""
    from pyais import decode
    from pyais.exceptions import AISBaseException

    rows, clock = [], None
    for line in lines.splitlines():
        fields = line.split(",")
        if fields[0] == "$PGHP":
            clock = datetime(*map(int, fields[2:8]), int(fields[8]) * 1000, tzinfo=UTC)
        elif "!" in line and fields[0].endswith("VDM") and fields[1] == "1":
            try:
                report = decode(line[line.index("!") :])
            except AISBaseException:
                continue
            if report.msg_type in (1, 2, 3, 18, 19):
                rows.append(
                    {
                        "source": "real",
                        "subject": f"mmsi:{report.mmsi:09d}",
                        "ts": clock,
                        "lat": report.lat,
                        "lon": report.lon,
                        "sog": None if report.speed >= 102.3 else report.speed,
                    }
                )
    return _table(rows)


def _aircraft(point: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": "real",
        "subject": f"icao24:{point['icao24']}",
        "ts": datetime.fromtimestamp(point["timestamp"] / 1000, UTC),
        "lat": point["latitude"],
        "lon": point["longitude"],
        "sog": point["groundspeed"],
        "cog": point["track"],
        "altitude": point["altitude"],
    }


def _bytes(name: str) -> bytes:
    return shared(name).read_bytes()


def _of_query(query: str) -> pa.Table:
    rows = duckdb.sql(query).to_arrow_table()
    empty = {
        field.name: pa.nulls(len(rows), field.type)
        for field in POSITIONS
        if field.name not in rows.column_names and field.name != "source"
    }
    columns = {name: rows[name] for name in rows.column_names} | empty
    columns["source"] = pa.array(["real"] * len(rows))
    return pa.table(
        [columns[name].cast(POSITIONS.field(name).type) for name in POSITIONS.names],
        schema=POSITIONS,
    )
