"""The ``findings`` table: what one run of the detectors found, one folder per run.

A run is named by everything that went into it, so that running again on the same data gives
the same folder, and a killed run leaves nothing.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from vedette.lake.files import new_folder
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical
from vedette.model.errors import Missing
from vedette.model.finding import Finding

TABLE = "findings"
FINDINGS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("detector", pa.string(), nullable=False),
        pa.field("version", pa.string(), nullable=False),
        pa.field("subject", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("weight", pa.float64(), nullable=False),
        pa.field("invented", pa.bool_(), nullable=False),
        pa.field("json", pa.string(), nullable=False),  # the whole finding, canonical
    ]
)
_ROWS = 5_000


def file_of(workspace: Workspace, run: str) -> Path:
    """Where the findings of a run are."""
    return workspace.table(TABLE) / run / "rows.parquet"


def write_findings(workspace: Workspace, run: str, findings: Iterable[Finding]) -> int:
    """Write a run's findings, each once, in the order given; returns how many."""
    seen: set[str] = set()
    rows: list[dict[str, Any]] = []
    with (
        new_folder(file_of(workspace, run).parent) as staged,
        pq.ParquetWriter(staged / "rows.parquet", FINDINGS) as writer,
    ):
        for finding in findings:
            row = row_of(finding)
            if row["id"] not in seen:
                seen.add(row["id"])
                rows.append(row)
            if len(rows) == _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, schema=FINDINGS))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, schema=FINDINGS))
    return len(seen)


def write_rows(workspace: Workspace, run: str, batches: Iterable[pa.Table]) -> int:
    """Write a run's findings that are rows of `FINDINGS` already, each id once."""
    count = 0
    with (
        new_folder(file_of(workspace, run).parent) as staged,
        pq.ParquetWriter(staged / "rows.parquet", FINDINGS) as writer,
    ):
        for batch in batches:
            writer.write_table(batch.select(FINDINGS.names).cast(FINDINGS))
            count += len(batch)
    return count


def read_findings(
    workspace: Workspace, run: str, subject: str | Collection[str] | None = None
) -> Iterator[Finding]:
    """A run's findings, all or those on some subjects, in the order in which they were written."""
    file = file_of(workspace, run)
    if not file.is_file():
        raise Missing(f"the findings of run {run} are not here", "run `vedette find` again")
    wanted = [subject] if isinstance(subject, str) else subject
    if wanted is not None and not wanted:
        return
    where = None if wanted is None else [("subject", "in", sorted(wanted))]
    for text in pq.read_table(file, columns=["json"], filters=where)["json"].to_pylist():
        yield Finding.from_json(json.loads(text))


def row_of(finding: Finding) -> dict[str, Any]:
    """A finding as a row of `FINDINGS`."""
    data = finding.to_json()
    whole = canonical(data).decode("utf-8", "replace")
    return {name: data[name] for name in FINDINGS.names if name != "json"} | {"json": whole}
