"""Where the detectors run: DuckDB in this process, or Spark when one machine is not enough.

Reach for `duckdb` unless the data is spread over machines; it works on more data than memory
holds, by writing to `temp`. Reach for `spark` with a running cluster or for a local session;
it needs the extra ``vedette[spark]`` and Java. The detectors are the same expressions on both.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr import types as ir

from vedette.find.movements.views import sql
from vedette.model.errors import BadInput, Missing

Connection = Any  # an Ibis backend; the classes of the two have no common public type

MEMORY = "1500MB"
"""What DuckDB may hold by default; the process holds some hundred megabytes more."""

PART = 500_000
"""Rows below which a part is not worth a thread of its own."""

WHOLE = 1 << 62
"""The end of a file, whatever its length."""

ENGINES = ("duckdb", "spark")
"""What ``engine`` in vedette.toml may say."""


def connect(engine: str, temp: Path, memory: str = MEMORY) -> Connection:
    """The connection that the setting ``engine`` asks for."""
    if engine not in ENGINES:
        raise BadInput("vedette.toml", f'engine = "{engine}" is not known', 'use "duckdb"')
    return duckdb(temp, memory) if engine == "duckdb" else spark(temp)


def duckdb(temp: Path, memory: str = MEMORY, threads: int | None = None) -> Connection:
    """DuckDB in this process, never above `memory`; what does not fit goes to `temp`.

    It need not keep the order of rows, for then it would read parts of a table one after the
    other; one part is read by one thread, in order, and that is what `runs` saves its time by.
    Ibis puts selections into one another if it may, which takes it longer than anything else it
    does and saves DuckDB nothing.
    """
    ibis.options.sql.fuse_selects = False
    return ibis.duckdb.connect(
        memory_limit=memory,
        temp_directory=str(temp),
        threads=threads or len(os.sched_getaffinity(0)),
        preserve_insertion_order=False,
    )


def spark(temp: Path, master: str = "local[2]", settings: Mapping[str, str] | None = None) -> Any:
    """A Spark session in UTC, on loopback unless `master` names a cluster."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Missing("Spark is not installed", "pip install 'vedette[spark]'") from None
    if master.startswith("local"):  # the workers need what is installed here
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    chosen = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.analyzer.maxIterations": "1000",  # 100 are too few for visits
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


def arrow(table: ir.Table) -> pa.Table:
    """What a table expression gives, in memory.

    Ibis does this too, but imports pandas for it, which takes longer than most detectors do.
    """
    backend = table.get_backend()
    if backend.name != "duckdb":
        return table.to_pyarrow()
    found, schema = (
        backend.con.sql(sql(backend, table)).to_arrow_table(),
        table.schema().to_pyarrow(),
    )
    columns = [column.cast(field.type) for column, field in zip(found.columns, schema, strict=True)]
    return pa.Table.from_arrays(columns, schema=schema)


def settled(table: ir.Table) -> ir.Table:
    """The same; Spark is told to work it out once, and to plan no further back.

    For what goes on in several ways: Spark 4.3 cannot put right a plan in which the same rows come
    back by too many of them (PLAN_VALIDATION_FAILED_RULE_IN_BATCH), and works each out anew.
    """
    backend = table.get_backend()
    if backend.name != "pyspark":
        return table
    backend._run_pre_execute_hooks(table)  # tables in memory are told to Spark
    return table.cache()


def released(connection: Connection, files: Mapping[str, Sequence[Path]]) -> ir.Table:
    """The rows of these releases (SHA-256 to Parquet files), with a `release` column."""
    tables = [
        part.mutate(release=ibis.literal(release))
        for release, paths in sorted(files.items())
        if paths
        for part in _read(connection, paths)
    ]
    if not tables:
        raise Missing("no positions have been read", "run `vedette see FILE` with AIS or ADS-B")
    return ibis.union(*tables) if len(tables) > 1 else tables[0]


def _read(connection: Connection, paths: Sequence[Path]) -> list[ir.Table]:
    """The rows of several files; on DuckDB in parts, which can be read side by side in order."""
    if connection.name != "pyspark":
        return [_slice(connection, *slice_) for slice_ in _slices(paths, _threads(connection))]
    # Ibis reads only one file at a time on Spark.
    name = ibis.util.gen_name("vedette_rows")
    connection._session.read.parquet(*map(str, paths)).createOrReplaceTempView(name)
    return [connection.table(name)]


def _threads(connection: Connection) -> int:
    return int(connection.con.sql("SELECT current_setting('threads')").fetchall()[0][0])


def _slices(paths: Sequence[Path], wanted: int) -> Iterator[tuple[list[Path], int, int]]:
    """Files, and which rows of them, so that `wanted` equal parts can be made of the slices.

    Whole files that lie in one part go together; a file that lies in several is cut. Parts have
    at least `PART` rows.
    """
    counts = [pq.read_metadata(path).num_rows for path in paths]
    size = max(PART, -(-sum(counts) // wanted))
    whole: list[Path] = []
    room = size
    for path, count in zip(paths, counts, strict=True):
        begin = 0
        while count - begin > room:
            if whole:
                yield whole, 0, WHOLE
                whole = []
            if room:
                yield [path], begin, begin + room
            begin, room = begin + room, size
        room -= count - begin
        if begin:
            yield [path], begin, WHOLE
        else:
            whole.append(path)
    if whole:
        yield whole, 0, WHOLE


def _slice(connection: Connection, paths: Sequence[Path], begin: int, end: int) -> ir.Table:
    names = [str(path) for path in paths]
    if (begin, end) == (0, WHOLE):
        return connection.read_parquet(names)
    rows = connection.read_parquet(names, file_row_number=True)
    number = rows.file_row_number
    return rows.filter(number >= begin, number < end).drop("file_row_number")
