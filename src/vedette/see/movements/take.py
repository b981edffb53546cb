"""What a reader heard, into the lake: positions by day, and what each subject said of itself.

Reach for `take` from a kind. The rows are spooled as they come, sorted outside memory, and the
release counts only once everything is in its place; a reader that stops half-way leaves nothing.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.model.position import IDENTITIES, POSITIONS
from vedette.model.release import Release
from vedette.see.kinds import Intake, Taken
from vedette.see.movements.heard import FIXES, STATEMENTS, Heard, Tally
from vedette.see.movements.identities import RUNS, SUBJECTS, identities

Read = Callable[[Path, Intake, Tally], Iterator[Heard]]
"""A reader: the file, what the person said of it, and where to count."""

BATCH = 250_000
"""Rows at once on the way into the lake."""

MEMORY = "1GB"
"""What sorting may hold; the rest goes to a file beside the workspace."""

_SORTED = """
    SELECT '{source}' AS source, * FROM read_parquet('{spool}')
    ORDER BY epoch_us(ts) // 86400000000, subject, ts,
        lat, lon, sog, cog, heading, altitude, receiver
"""


def take(
    kind: str, title: str, read: Read, workspace: Workspace, path: Path, intake: Intake
) -> Taken:
    """Take one file. Its release says how many positions, what was set aside and why."""
    source = intake.source or kind
    release = Release(
        source=source,
        sha256=releases.sha256_of(path),
        kind=kind,
        filename=path.name,
        size=path.stat().st_size,
        retrieved=intake.retrieved,
        table="positions",
        published=intake.published,
        address=intake.address,
        title=title,
        invented=intake.invented,
    )
    before = [one for one in releases.kept(workspace, source) if one.sha256 == release.sha256]
    if before:
        return Taken(before[0], False)
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix=".taking-", dir=workspace.root) as scratch:
        spools = Path(scratch) / "fixes.parquet", Path(scratch) / "statements.parquet"
        fixes = _spool(read(path, intake, tally), *spools)
        notes = tally.notes()
        if not fixes:
            why = "; ".join(notes[:2]) or "no line of it says where anything was"
            raise BadInput(str(path), f"holds no position ({why})", _remedy(tally))
        rows = _query(_SORTED, source, spools[0], Path(scratch))
        tables.write_days(workspace, "positions", release, rows, POSITIONS)
        runs = _query(RUNS, source, spools[1], Path(scratch))
        subjects = _query(SUBJECTS, source, spools[0], Path(scratch))
        rows = identities(runs, subjects)
        said = tables.write_columns(workspace, "identities", release, rows, IDENTITIES)
    counts = {"positions": fixes, "identities": said, "lines": tally.lines} | dict(tally.counts)
    release = replace(release, counts={k: v for k, v in counts.items() if v}, notes=notes)
    releases.keep(workspace, release, path)
    return Taken(release, True, notes)


def _remedy(tally: Tally) -> str:
    if any(reason.startswith("no clock") for reason in tally.aside):
        return "say when it begins with --date 2024-05-01T12:00:00Z"
    return "say what it is with --as, or which columns are which with --column"


def _spool(heard: Iterator[Heard], fixes: Path, statements: Path) -> int:
    """Write what is heard to two scratch files; how many fixes."""
    count = 0
    with (
        pq.ParquetWriter(fixes, FIXES, compression="lz4") as fix_writer,
        pq.ParquetWriter(statements, STATEMENTS, compression="lz4") as statement_writer,
    ):
        for batch in heard:
            fix_writer.write_table(batch.fixes)
            statement_writer.write_table(batch.statements)
            count += len(batch.fixes)
    return count


def _query(sql: str, source: str, spool: Path, scratch: Path) -> Iterator[pa.Table]:
    """The rows of a query over a spool, in bounded memory."""
    with duckdb.connect() as engine:
        engine.execute(f"SET memory_limit = '{MEMORY}'")
        engine.execute(f"SET temp_directory = '{_quoted(str(scratch / 'spill'))}'")
        engine.execute("SET TimeZone = 'UTC'")
        query = sql.format(source=_quoted(source), spool=_quoted(str(spool)))
        for batch in engine.sql(query).to_arrow_reader(BATCH):
            yield pa.Table.from_batches([batch])


def _quoted(text: str) -> str:
    return text.replace("'", "''")
