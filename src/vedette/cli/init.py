"""``vedette init``: make a workspace."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli import terminal
from vedette.cli.options import WORKSPACE, now
from vedette.interdict.ledger import events, open_ledger, record
from vedette.lake.workspace import SETTINGS, Workspace


def command(
    folder: Annotated[
        Path, typer.Argument(help="The folder; made if it is not there.")
    ] = WORKSPACE,
) -> None:
    """Make a workspace: a folder that holds lists, findings, and the ledger of decisions.

    A workspace that is there already is left as it is.

    \b
    Examples:
      vedette init                    makes ./workspace
      vedette init /srv/vedette
    """
    workspace = Workspace.init(folder)
    ledger = open_ledger(workspace)
    if next(events(ledger), None) is None:
        record(ledger, "init", "vedette", {"version": _version()}, now())
    out = terminal.out()
    out.print(
        f"Workspace {terminal.safe(workspace.root)} is ready; its settings are in {SETTINGS}."
    )
    out.print("Next: vedette see FILE     (a list, a manifest, AIS or ADS-B data, a report)")


def _version() -> str:
    from vedette import __version__

    return __version__
