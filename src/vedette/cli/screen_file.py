"""The part of ``vedette screen`` that takes a file: progress, the output, and what it came to."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from vedette.cli import terminal
from vedette.cli.options import now
from vedette.interdict import batch, hits
from vedette.interdict.jobs import did
from vedette.interdict.ledger import open_ledger
from vedette.interdict.party import Rules
from vedette.lake.releases import sha256_of
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.see.customers.customers import columns, inquiries, refuse_unknown
from vedette.see.customers.rows import headers_of, size

if TYPE_CHECKING:
    from rich.progress import Progress

SHOWN = 10
"""Rows that could not be read that are named on the screen; the output has them all."""

ENDINGS = (".csv", ".jsonl", ".ndjson", ".parquet", ".csv.gz", ".jsonl.gz", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person asked for."""

    input: Path
    output: Path
    mapped: Mapping[str, str]
    schema: str
    encoding: str
    everybody: bool
    limit: int
    workers: int | None


def looks_like_one(what: str) -> bool:
    """Did somebody forget ``-o``?"""
    return what.lower().endswith(ENDINGS) and Path(what).is_file()


def run(
    place: Workspace,
    snapshot: Snapshot,
    stale: Mapping[str, int],
    said: Settings,
    as_json: bool,
) -> None:
    """Screen the file, write the output, say what came of it, and record it in the ledger."""
    refuse_unknown(said.mapped, said.schema)
    hits.writer(said.output)
    if said.output.exists():
        raise BadInput(str(said.output), "is there already", "name another output or remove it")
    total = size(said.input)
    headers = headers_of(said.input, said.encoding)
    hits.refuse_taken(headers)
    rules = Rules.of(place)
    read_as = {"columns": dict(said.mapped), "schema": said.schema, "encoding": said.encoding}
    plan = batch.Plan(
        sha256_of(said.input),
        snapshot.id,
        rules,
        said.limit,
        said.everybody,
        tuple(sorted(stale)),
        read_as,
    )
    parts = said.output.with_name(f"{said.output.name}.parts")
    started = time.perf_counter()
    with progress() as bar:
        task = bar.add_task("screening", total=total, rows=0)
        tally = batch.screen(
            inquiries(said.input, said.mapped, said.schema, said.encoding),
            snapshot.path,
            plan,
            parts,
            lambda rows, read: bar.update(task, completed=read, rows=rows),
            said.workers,
        )
    seconds = time.perf_counter() - started
    headers = list(dict.fromkeys([*headers, *batch.keys(parts)]))
    hits.write(batch.answers(parts), headers, said.output)
    came = _came(said, plan, tally)
    did(open_ledger(place), "screen", came, now())
    batch.forget(parts)
    if as_json:
        terminal.write_json({**came, "columns": columns(headers, said.mapped)})
    else:
        _show(said, tally, stale, columns(headers, said.mapped), seconds)
    if tally.hit_rows or tally.unread_rows:
        raise typer.Exit(1)
    if stale:
        raise typer.Exit(3)


def progress() -> "Progress":
    """A bar with the rate and the time left, on a terminal only."""
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Any) -> Text:
            rows = task.fields["rows"]
            rate = f"{rows / task.elapsed:,.0f}/s" if task.elapsed and rows else "…"
            return Text(f"{rows:,} rows, {rate}")

    console = terminal.err()
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _came(said: Settings, plan: batch.Plan, tally: batch.Tally) -> dict[str, Any]:
    return {
        "input": said.input.name,
        "sha256": plan.source,
        "output": str(said.output),
        "snapshot": plan.snapshot,
        "stale": list(plan.stale),
        "threshold": plan.rules.review,
        "rows": tally.rows,
        "screened": tally.screened,
        "hit_rows": tally.hit_rows,
        "hits": tally.hits,
        "unread_rows": tally.unread_rows,
        "unread": [{"line": line, "problem": problem} for line, problem in tally.unread],
        "resumed_rows": tally.resumed,
    }


def _show(
    said: Settings,
    tally: batch.Tally,
    stale: Mapping[str, int],
    found: Mapping[str, str],
    seconds: float,
) -> None:
    err, safe = terminal.err(), terminal.safe
    mapped = ", ".join(f"{safe(header)} → {name}" for header, name in found.items())
    if mapped:
        err.print(f"Columns: {mapped}")
    if tally.resumed:
        err.print(f"{tally.resumed:,} rows had been done before and were not asked again.")
    for line, problem in tally.unread[:SHOWN]:
        err.print(f"{safe(said.input)}, line {line}: {safe(problem)}")
    if tally.unread_rows > SHOWN:
        err.print(f"… and {tally.unread_rows - SHOWN:,} rows more that could not be read.")
    rate = (tally.rows - tally.resumed) / seconds if seconds else 0
    terminal.out().print(
        f"{tally.rows:,} rows, {tally.screened:,} screened ({rate:,.0f}/s): "
        f"{tally.hit_rows:,} with {tally.hits:,} hits, {tally.unread_rows:,} unread "
        f"→ {safe(said.output)}"
    )
    terminal.warn_stale(stale)
