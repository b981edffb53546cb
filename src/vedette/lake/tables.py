"""Tables: Parquet files by table and release, written once.

Reach for `write` and `paths`; read with DuckDB, Ibis or `read`. Each file is named by the
release whose rows it holds, so that a killed job leaves at most a file that no release claims.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vedette.lake.files import new_folder
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity
from vedette.model.release import Release

ROWS = 20_000
"""Rows in memory at once while writing."""

ENTITIES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("schema", pa.string(), nullable=False),
        pa.field("caption", pa.string(), nullable=False),
        pa.field("dataset", pa.string(), nullable=False),
        pa.field("release", pa.string(), nullable=False),
        pa.field("origin", pa.string(), nullable=False),
        pa.field("properties", pa.map_(pa.string(), pa.list_(pa.string())), nullable=False),
    ]
)


def write(
    workspace: Workspace,
    table: str,
    release: Release,
    rows: Iterable[dict[str, Any]],
    schema: pa.Schema,
) -> int:
    """Write the rows of one release into `table`, in bounded memory; returns how many."""
    home = workspace.table(table) / release.source / release.sha256
    count = 0
    with new_folder(home) as staged, pq.ParquetWriter(staged / "rows.parquet", schema) as writer:
        for batch in _batches(rows):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def write_columns(
    workspace: Workspace,
    table: str,
    release: Release,
    batches: Iterable[pa.Table],
    schema: pa.Schema,
) -> int:
    """Write Arrow tables as the rows of one release; returns how many rows."""
    home = workspace.table(table) / release.source / release.sha256
    count = 0
    with new_folder(home) as staged, column_writer(staged / "rows.parquet", schema) as writer:
        for batch in batches:
            writer.write_table(batch.cast(schema))
            count += len(batch)
    return count


def write_days(
    workspace: Workspace,
    table: str,
    release: Release,
    batches: Iterable[pa.Table],
    schema: pa.Schema,
) -> int:
    """Write Arrow tables as one file per UTC day of their `ts`; returns how many rows.

    The batches must come in the order of their days, and sorted within a day as they are to be
    read: they are written as they come, in bounded memory. Files are named by the day.
    """
    home = workspace.table(table) / release.source / release.sha256
    count = 0
    with new_folder(home) as staged:
        pieces = (piece for batch in batches for piece in _by_day(batch.cast(schema)))
        for day, run in itertools.groupby(pieces, key=lambda piece: piece[0]):
            with column_writer(staged / f"{day}.parquet", schema) as writer:
                for _, rows in run:
                    writer.write_table(rows)
                    count += len(rows)
    return count


def column_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """The writer of tables that are read many times: every detector reads all positions.

    Snappy takes a seventh more room than zstd and two thirds of the time to read. Times go as their
    differences, and coordinates, which hardly ever come twice, without a dictionary.
    """
    times = [field.name for field in schema if field.type == _TIME]
    words = [field.name for field in schema if field.type not in (pa.float64(), _TIME)]
    return pq.ParquetWriter(
        path,
        schema,
        compression="snappy",
        use_dictionary=words,
        column_encoding=dict.fromkeys(times, "DELTA_BINARY_PACKED"),
    )


_TIME = pa.timestamp("us", tz="UTC")


def _by_day(table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    days = pc.strftime(table["ts"], format="%Y-%m-%d").combine_chunks()
    start = 0
    for end in pc.run_end_encode(days).run_ends.to_pylist():
        yield days[start].as_py(), table.slice(start, end - start)
        start = end


def paths(workspace: Workspace, table: str, releases: Iterable[Release]) -> list[Path]:
    """The Parquet files that hold the rows of these releases in `table`."""
    return [
        path
        for release in releases
        for path in sorted(
            (workspace.table(table) / release.source / release.sha256).glob("*.parquet")
        )
    ]


def read(
    workspace: Workspace, table: str, releases: Iterable[Release], columns: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """Rows as dictionaries, file by file, in bounded memory."""
    for path in paths(workspace, table, releases):
        for batch in pq.ParquetFile(path).iter_batches(ROWS, columns=list(columns) or None):
            yield from batch.to_pylist()


def write_entities(
    workspace: Workspace, release: Release, entities: Iterable[Entity], table: str = "entities"
) -> int:
    """Write a list's entities; those of a register of owners go to ``registers``."""
    return write(workspace, table, release, map(_row, entities), ENTITIES)


def read_entities(
    workspace: Workspace, releases: Iterable[Release], table: str = "entities"
) -> Iterator[Entity]:
    """The entities of these releases, in the order in which the publisher wrote them."""
    for path in paths(workspace, table, releases):
        for batch in pq.ParquetFile(path).iter_batches(ROWS):
            yield from _entities(batch)


def read_entities_about(
    workspace: Workspace, releases: Iterable[Release], identities: Collection[str]
) -> Iterator[Entity]:
    """The entities with these ids and those that point to them (listings, papers, links)."""
    files = [str(path) for path in paths(workspace, "entities", releases)]
    if not files or not identities:
        return
    import duckdb  # loaded only here: most commands that touch the lake do without

    query = """
        SELECT * FROM read_parquet(?)
        WHERE list_contains(?, id) OR list_has_any(flatten(map_values(properties)), ?)
        ORDER BY release, id
    """
    wanted = sorted(identities)
    with duckdb.connect() as connection:
        rows = connection.sql(query, params=[files, wanted, wanted]).to_arrow_table().to_pylist()
    yield from map(entity_of, rows)


def entity_of(row: dict[str, Any]) -> Entity:
    """One row of the ``entities`` table as an `Entity`."""
    return Entity(
        id=row["id"],
        schema=row["schema"],
        properties={name: tuple(values) for name, values in row["properties"]},
        dataset=row["dataset"],
        release=row["release"],
        origin=row["origin"],
    )


def _entities(batch: pa.RecordBatch) -> Iterator[Entity]:
    """The rows of a batch, several times faster than by way of a dictionary for each."""
    ids, schemata, datasets, releases, origins = (
        batch.column(name).to_pylist() for name in ("id", "schema", "dataset", "release", "origin")
    )
    column = batch.column("properties")
    starts = column.offsets.to_pylist()
    names = column.keys.to_pylist()
    bounds = column.items.offsets.to_pylist()
    values = column.items.values.to_pylist()
    for at, identity in enumerate(ids):
        properties = {
            names[one]: tuple(values[bounds[one] : bounds[one + 1]])
            for one in range(starts[at], starts[at + 1])
        }
        yield Entity(identity, schemata[at], properties, datasets[at], releases[at], origins[at])


def _row(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "schema": entity.schema,
        "caption": entity.caption,
        "dataset": entity.dataset,
        "release": entity.release,
        "origin": entity.origin,
        "properties": [(name, list(values)) for name, values in entity.properties.items()],
    }


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS:
            yield batch
            batch = []
    if batch:
        yield batch
