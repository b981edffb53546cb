"""The ``findings`` table: what one run of the detectors found, one folder per run.

A run is named by everything that went into it, so that running again on the same data gives
the same folder, and a killed run leaves nothing.

A look of ``watch --follow`` finds nearly all that the look before it found. So a run may stand on
earlier ones: ``stands.json`` names the runs whose rows hold, the hash of each, and which of them
hold no longer; only the others are written.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vedette.lake.files import new_folder
from vedette.lake.releases import sha256_of
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
ROWS, STANDS = "rows.parquet", "stands.json"
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Part:
    """An earlier run whose rows another one holds, but for those that are `gone`."""

    run: str
    sha256: str
    gone: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"run": self.run, "sha256": self.sha256, "gone": self.gone}


def file_of(workspace: Workspace, run: str) -> Path:
    """Where the findings of a run are."""
    return workspace.table(TABLE) / run / ROWS


def write_findings(workspace: Workspace, run: str, findings: Iterable[Finding]) -> int:
    """Write a run's findings, each once, in the order given; returns how many."""
    seen: set[str] = set()
    rows: list[dict[str, Any]] = []
    with (
        new_folder(file_of(workspace, run).parent) as staged,
        pq.ParquetWriter(staged / ROWS, FINDINGS) as writer,
    ):
        for finding in findings:
            row = row_of(finding)
            if row["id"] not in seen:
                seen.add(row["id"])
                rows.append(row)
            if len(rows) == _BATCH:
                writer.write_table(pa.Table.from_pylist(rows, schema=FINDINGS))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, schema=FINDINGS))
    return len(seen)


def write_rows(workspace: Workspace, run: str, rows: pa.Table, before: str | None = None) -> int:
    """Write a run that holds these rows of `FINDINGS`, each id once; returns how many they are.

    What the run `before` it holds in the same words is not written again.
    """
    wanted = dict(zip(rows["id"].to_pylist(), rows["json"].to_pylist(), strict=True))
    parts, own = _standing_on(workspace, before, wanted)
    with new_folder(file_of(workspace, run).parent) as staged:
        if parts:
            (staged / STANDS).write_bytes(canonical([part.to_json() for part in parts]) + b"\n")
            rows = rows.filter(pc.is_in(rows["id"], pa.array(sorted(own), pa.string())))
        pq.write_table(rows.select(FINDINGS.names).cast(FINDINGS), staged / ROWS)
    return len(wanted)


def _standing_on(
    workspace: Workspace, before: str | None, wanted: Mapping[str, str]
) -> tuple[list[Part], set[str]]:
    """The earlier runs whose rows are wanted still, and the ids that none of them has.

    Rows of a run are taken up anew when most of them hold no longer, or when they are hardly more
    than what is new: so each run that is left has twice as many as the one after it, and of a month
    of looks a run stands on a dozen.
    """
    if before is None or not file_of(workspace, before).is_file():
        return [], set(wanted)
    older = [part.run for part in _parts(workspace, before)]
    files = {run: file_of(workspace, run) for run in [before, *reversed(older)]}
    own, parts = set(wanted), []
    for run, file in files.items():
        if not file.is_file():
            continue
        table = pq.read_table(file, columns=["id", "json"])
        ids, texts = (table[name].to_pylist() for name in ("id", "json"))
        same = {one for one, text in zip(ids, texts, strict=True) if wanted.get(one) == text} & own
        if 2 * len(same) > len(ids):
            own -= same
            gone = tuple(one for one in ids if one not in same)
            parts.append((Part(run, sha256_of(file), gone), len(ids), same))
    while parts and parts[0][1] <= 2 * len(own):
        own |= parts.pop(0)[2]
    return [part for part, _, _ in reversed(parts)], own


def _parts(workspace: Workspace, run: str) -> list[Part]:
    """The earlier runs on which this one stands, the oldest first."""
    file = file_of(workspace, run).parent / STANDS
    if not file.is_file():
        return []
    return [
        Part(part["run"], part["sha256"], tuple(part["gone"]))
        for part in json.loads(file.read_bytes())
    ]


def files_of(workspace: Workspace, run: str) -> list[Path]:
    """The files that a run wrote; those of the runs it stands on are named in one of them."""
    home = file_of(workspace, run).parent
    return [path for path in (home / ROWS, home / STANDS) if path.is_file()]


def count_of(workspace: Workspace, run: str) -> int:
    """How many findings a run holds."""
    rows = [pq.read_metadata(file_of(workspace, run)).num_rows]
    for part in _parts(workspace, run):
        rows.append(pq.read_metadata(_there(workspace, part.run)).num_rows - len(part.gone))
    return sum(rows)


def read_findings(
    workspace: Workspace, run: str, subject: str | Collection[str] | None = None
) -> Iterator[Finding]:
    """A run's findings, all or those on some subjects, in the order in which they were written."""
    parts = [*_parts(workspace, run), Part(run, "", ())]
    files = [(_there(workspace, part.run), part.gone) for part in parts]
    wanted = [subject] if isinstance(subject, str) else subject
    if wanted is not None and not wanted:
        return
    where = None if wanted is None else [("subject", "in", sorted(wanted))]
    for file, gone in files:
        table = pq.read_table(file, columns=["id", "json"], filters=where)
        if gone:
            table = table.filter(pc.invert(pc.is_in(table["id"], pa.array(gone, pa.string()))))
        for text in table["json"].to_pylist():
            yield Finding.from_json(json.loads(text))


def _there(workspace: Workspace, run: str) -> Path:
    file = file_of(workspace, run)
    if not file.is_file():
        raise Missing(f"the findings of run {run} are not here", "run `vedette find` again")
    return file


def row_of(finding: Finding) -> dict[str, Any]:
    """A finding as a row of `FINDINGS`."""
    data = finding.to_json()
    whole = canonical(data).decode("utf-8", "replace")
    return {name: data[name] for name in FINDINGS.names if name != "json"} | {"json": whole}
