"""``vedette update``: fetch the official lists and take what is new."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

from vedette.cli import terminal
from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, now, writing
from vedette.cli.see import Seen, bar, see, show
from vedette.interdict import jobs
from vedette.interdict.ledger import Ledger, open_ledger
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.see.fetch import client
from vedette.see.kinds import Intake
from vedette.see.recognise import kinds
from vedette.see.update import Due, due, refresh, remember


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one list: ``new``, ``unchanged`` or ``failed``, and why."""

    source: str
    state: str
    detail: str = ""
    seen: Seen | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "source": self.source,
            "state": self.state,
            "detail": self.detail,
            "seen": self.seen.to_json() if self.seen else None,
        }


def command(
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Fetch this list only; may be repeated.")
    ] = None,
    accept_shrink: Annotated[
        bool, typer.Option("--accept-shrink", help="Take lists even if they lost many entries.")
    ] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = WORKSPACE,
) -> None:
    """Fetch the official lists; only what changed is transferred and taken.

    A list that cannot be fetched, or is broken or suspiciously short, does not stop the others;
    its release of before keeps serving. Exit status 0 when all went well, 3 when a list failed.

    \b
    Examples:
      vedette update
      vedette update --only un-sc --only ofac-sdn
    """
    lake = writing(workspace)
    ledger = open_ledger(lake)
    with client() as http:
        outcomes = [
            _one(lake, ledger, wanted, http, accept_shrink) for wanted in due(lake, only or ())
        ]
    snapshot = jobs.serve(lake, ledger, now()).id if any(one.seen for one in outcomes) else ""
    states = {one.source: one.state for one in outcomes}
    jobs.did(ledger, "update", {"lists": states, "snapshot": snapshot}, now())
    if as_json:
        terminal.write_json({"lists": [one.to_json() for one in outcomes], "snapshot": snapshot})
    else:
        _print(outcomes, snapshot)
    for one in outcomes:
        if one.state == "failed":
            sys.stderr.write(f"vedette: {terminal.safe(one.detail)}\n")
    if any(one.state == "failed" for one in outcomes):
        raise typer.Exit(3)


def _one(
    workspace: Workspace, ledger: Ledger, wanted: Due, http: httpx.Client, accept_shrink: bool
) -> Outcome:
    source = wanted.form.source.name
    with tempfile.TemporaryDirectory(prefix="vedette-") as scratch:
        folder = Path(scratch)
        try:
            with bar(source) as progress:
                path = refresh(workspace, wanted, folder, http, progress)
            if path is None:
                return Outcome(source, "unchanged", "the publisher says so")
            intake = Intake(
                address=wanted.addresses[0], retrieved=now(), accept_shrink=accept_shrink
            )
            seen = see(workspace, ledger, path, kinds()[wanted.form.name], intake)
            remember(workspace, folder)
        except BadInput as problem:
            return Outcome(source, "failed", str(problem))
    if not seen.taken.new:
        return Outcome(source, "unchanged", "the same bytes as before", seen)
    return Outcome(source, "new", seen.taken.release.sha256[:12], seen)


def _print(outcomes: list[Outcome], snapshot: str) -> None:
    from rich.table import Table

    for one in outcomes:
        if one.seen is not None and one.state == "new":
            show(one.seen)
    table = Table("list", "state", "entries", "published", "detail")
    for one in outcomes:
        release = one.seen.taken.release if one.seen else None
        table.add_row(
            one.source,
            one.state,
            f"{sum(release.counts.values()):,}" if release else "",
            release.published[:10] if release else "",
            terminal.safe(one.detail),
        )
    terminal.out().print(table)
    if snapshot:
        terminal.out().print(f"Screening now runs against snapshot {snapshot}.")
