"""``vedette init``: make a workspace."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.lake.workspace import SETTINGS, Workspace


def command(
    folder: Annotated[Path, typer.Argument(help="The folder to make a workspace of.")],
) -> None:
    """Make FOLDER a workspace; what is already there is left as it is.

    Example: vedette init work
    """
    workspace = Workspace.init(folder)
    typer.echo(f"{workspace.root} is a workspace; its settings are in {SETTINGS}.")
    typer.echo(f"Next: vedette see -w {folder} LIST   or   vedette update -w {folder}")
