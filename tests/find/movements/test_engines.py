"""The same findings from DuckDB and from Spark: each finding compared, byte by byte."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.find.movements.test_circles import around
from tests.find.movements.test_flights import STILL_UP, aloft, leg, neighbour
from tests.find.movements.test_identity import said
from tests.find.movements.test_renumbered import NEW, OLD
from tests.find.movements.tracks import fix
from vedette.find.movements import engine
from vedette.find.movements.detectors import DETECTORS
from vedette.find.movements.inputs import Inputs
from vedette.find.movements.run import findings
from vedette.model.errors import BadInput
from vedette.model.finding import Finding
from vedette.model.position import IDENTITIES, POSITIONS

PLACES = {
    "id": ["port:olya", "port:amirabad", "icao:UUWW", "icao:OIII"],
    "name": ["Olya", "Amirabad", "Vnukovo", "Mehrabad"],
    "kind": ["port", "port", "airport", "airport"],
    "country": ["ru", "ir", "ru", "ir"],
    "lat": [45.78, 36.86, 55.60, 35.69],
    "lon": [47.55, 53.36, 37.27, 51.31],
    "code": ["RUOYA", "IRAMD", "VKO", "THR"],
    "also": [["Olja"], [], [], []],
    "source": ["test"] * 4,
}


def voyage() -> list[dict[str, Any]]:
    """Olya, a silence of 14 h on the way south, a meeting, and Amirabad."""
    lying = [fix("mmsi:1", n / 2, 45.78, 47.55, sog=0.0) for n in range(12)]
    out = [fix("mmsi:1", 6 + n / 2, 45.5 - n / 10, 47.9 + n / 9, sog=10.0) for n in range(10)]
    met = [fix("mmsi:1", 25 + n / 6, 39.0, 51.0, sog=0.3) for n in range(30)]
    other = [fix("mmsi:2", 20 + n / 6, 39.001, 51.001, sog=0.2) for n in range(60)]
    there = [fix("mmsi:1", 45 + n / 2, 36.86, 53.36, sog=0.0) for n in range(12)]
    return [*lying, *out, *met, *other, *there]


def positions() -> list[dict[str, Any]]:
    """Something for every detector to find."""
    shared = [fix("mmsi:3", n / 2, 10 + n / 12, 60) for n in range(24)]
    shared += [fix("mmsi:3", n / 2 + 0.25, 30 + n / 12, -40) for n in range(24)]
    jumping = [fix("mmsi:4", n, 5 + 3 * (n % 2), 5) for n in range(2)]
    dark = [fix(f"mmsi:{n}", h, 40 + h / 100, 50 + n / 100) for n in (5, 6) for h in (0, 20)]
    circle = [row for n in (7, 8) for row in around(f"mmsi:{n}", 3, lat=-20)]
    air = [*leg(30), *aloft(), *neighbour("b", 14), *neighbour("c", 14), *STILL_UP]
    ashore = [fix("mmsi:10", n / 6, 43.5, 34.0 + n / 100) for n in range(20)]
    ashore += [fix("mmsi:10", 10 + n / 6, 44.95, 34.1) for n in range(4)]
    drifting = [
        fix("mmsi:9", n / 6, 179.0 * 0, 179.99 + n / 3000 - 360 * (n > 30)) for n in range(60)
    ]
    renamed = [fix(OLD, 30, 0, -30), fix(OLD, 60, 0, -30), fix(NEW, 70, 0.1, -30)]
    around_it = [fix("mmsi:99", hour, 10, 10) for hour in (0, 200)]
    return [
        *voyage(), *shared, *jumping, *dark, *circle, *air, *ashore, *drifting, *renamed, *around_it
    ]  # fmt: skip


def identities() -> list[dict[str, Any]]:
    return [
        said("mmsi:1", "draught", "3.0", 0, 8),
        said("mmsi:1", "draught", "4.5", 26, 40),
        said("mmsi:1", "destination", "RU OYA", 10, 40),
        said("mmsi:1", "name", "BALTIYSKIY", 0, 8),
        said("mmsi:1", "name", "PORT OLYA", 26, 40),
        said("mmsi:1", "imo", "9481910", 0, 8),
        said("mmsi:2", "imo", "9481910", 20, 30),
        said("icao24:a", "registration", "EP-FAA", 0, 40),
        said("icao24:a", "flag", "ru", 0, 40),
        said("mmsi:1", "flag", "ru", 0, 8),
        said("mmsi:1", "flag", "pa", 26, 30),
        said("mmsi:1", "flag", "km", 31, 40),
        said(OLD, "length", "138", 30, 60),
        said(NEW, "length", "138", 70, 75),
    ]


SHORT = ("gaps", "encounters", "shared_identity", "port_visits")
"""Compared on every run; a JVM is slow, and VEDETTE_SPARK=all compares every detector."""


def compared() -> list[str]:
    if os.environ.get("VEDETTE_SPARK") == "all":
        return [detector.name for detector in DETECTORS]
    return [f"movements.{name}" for name in SHORT]


def found(connection: Any, folder: Path, only: list[str] | None = None) -> list[Finding]:
    """The findings of the detectors on files in the folder."""
    tables = {
        "positions": pa.Table.from_pylist(positions(), schema=POSITIONS),
        "identities": pa.Table.from_pylist(identities(), schema=IDENTITIES),
        "places": pa.table(PLACES),
    }
    for name, rows in tables.items():
        pq.write_table(rows, folder / f"{name}.parquet")
    inputs = Inputs(
        positions=engine.released(connection, {"sha": [folder / "positions.parquet"]}),
        identities=engine.released(connection, {"sha": [folder / "identities.parquet"]}),
        places=connection.read_parquet(str(folder / "places.parquet")),
    )
    return list(findings(inputs, {"movements.flights": {"silence_minutes": 45}}, only))


@pytest.fixture(scope="module")
def duck(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    folder = tmp_path_factory.mktemp("duckdb")
    return found(engine.duckdb(folder, "500MB"), folder)


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Finding]]:
    pytest.importorskip("pyspark", reason="Spark is not installed: pip install 'vedette[spark]'")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java, which is not on this machine")
    folder = tmp_path_factory.mktemp("spark")
    connection = engine.spark(
        folder, settings={"spark.sql.shuffle.partitions": "2", "spark.default.parallelism": "2"}
    )
    yield found(connection, folder, compared())
    connection._session.stop()


def test_every_detector_finds_something_in_the_fixture(duck: list[Finding]) -> None:
    missing = {detector.name for detector in DETECTORS} - {one.detector for one in duck}
    assert missing == set()


def test_the_same_findings_byte_by_byte(duck: list[Finding], spark: list[Finding]) -> None:
    same = [one for one in duck if one.detector in compared()]
    assert len(same) == len(spark) > 5
    for ours, theirs in zip(same, spark, strict=True):
        assert ours.to_bytes() == theirs.to_bytes()


def test_an_engine_that_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match='engine = "polars" is not known'):
        engine.connect("polars", tmp_path)
