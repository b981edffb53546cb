"""Where the detectors run: DuckDB in this process, or Spark when one machine is not enough.

Reach for `duckdb` unless the data is spread over machines; it works on more data than memory
holds, by writing to `temp`. Reach for `spark` with a running cluster or for a local session;
it needs the extra ``vedette[spark]`` and Java. The detectors are the same expressions on both.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from vedette.model.errors import BadInput, Missing

Connection = Any  # an Ibis backend; the classes of the two have no common public type

Code = Callable[[ir.StringValue], ir.StringValue]

ENGINES = ("duckdb", "spark")
"""What ``engine`` in vedette.toml may say."""


def connect(engine: str, temp: Path, memory: str = "2GB") -> Connection:
    """The connection that the setting ``engine`` asks for."""
    if engine not in ENGINES:
        raise BadInput("vedette.toml", f'engine = "{engine}" is not known', 'use "duckdb"')
    return duckdb(temp, memory) if engine == "duckdb" else spark(temp)


def duckdb(temp: Path, memory: str = "2GB", threads: int | None = None) -> Connection:
    """DuckDB in this process, never above `memory`; what does not fit goes to `temp`."""
    connection = ibis.duckdb.connect(
        memory_limit=memory,
        temp_directory=str(temp),
        threads=threads or len(os.sched_getaffinity(0)),
    )
    connection.raw_sql("SET preserve_insertion_order = false")
    return connection


def spark(temp: Path, master: str = "local[2]", settings: Mapping[str, str] | None = None) -> Any:
    """A Spark session in UTC, on loopback unless `master` names a cluster."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Missing("Spark is not installed", "pip install 'vedette[spark]'") from None
    chosen = {
        "spark.sql.session.timeZone": "UTC",
        "spark.local.dir": str(temp),
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        **(settings or {}),
    }
    builder = SparkSession.builder.appName("vedette").master(master)
    for name, value in chosen.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sql(
        "CREATE OR REPLACE TEMPORARY FUNCTION epoch_us(ts TIMESTAMP) RETURNS BIGINT"
        " RETURN unix_micros(ts)"
    )
    return ibis.pyspark.connect(session)


def coder(connection: Connection, texts: Iterable[str]) -> Code:
    """What makes numbers of a text column that holds none but these texts, for this engine.

    Sorting by subject is most of what windows cost, and numbers sort faster than texts. DuckDB
    has ENUM for this: texts to look at, numbers within, in the order of the alphabet because
    they are declared in it. Spark has no such type; there columns stay as they are.
    """
    known = sorted(set(texts))
    if connection.name != "duckdb" or not known:
        return lambda column: column
    name = ibis.util.gen_name("vedette_code")
    connection.create_table(name, schema=ibis.schema({"text": "string"}), temp=True)
    connection.insert(name, pa.table({"text": known}))
    connection.raw_sql(f'CREATE TYPE "{name}" AS ENUM (SELECT text FROM "{name}" ORDER BY text)')
    connection.raw_sql(f'CREATE TEMP MACRO "{name}"(text) AS CAST(text AS "{name}")')
    connection.raw_sql(f'DROP TABLE "{name}"')

    def code(text):  # type: ignore[no-untyped-def]
        """Ibis knows the macro by this name and takes what it gives for text."""

    known_as: Code = ibis.udf.scalar.builtin(code, name=name, signature=(("string",), "string"))
    return known_as


def released(connection: Connection, files: Mapping[str, Sequence[Path]]) -> ir.Table:
    """The rows of these releases (SHA-256 to Parquet files), with a `release` column."""
    tables = [
        _read(connection, [str(path) for path in paths]).mutate(release=ibis.literal(release))
        for release, paths in sorted(files.items())
        if paths
    ]
    if not tables:
        raise Missing("no positions have been read", "run `vedette see FILE` with AIS or ADS-B")
    return ibis.union(*tables) if len(tables) > 1 else tables[0]


def _read(connection: Connection, paths: list[str]) -> ir.Table:
    """One table of several files; Ibis reads only one at a time on Spark."""
    if connection.name != "pyspark":
        return connection.read_parquet(paths)
    name = ibis.util.gen_name("vedette_rows")
    connection._session.read.parquet(*paths).createOrReplaceTempView(name)
    return connection.table(name)
