"""Options that several commands share, so that they are spelled alike everywhere."""

from pathlib import Path
from typing import Annotated

import typer

WorkspaceOption = Annotated[
    Path,
    typer.Option(
        "--workspace",
        "-w",
        envvar="VEDETTE_WORKSPACE",
        help="The workspace; the current folder when left out.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
HERE = Path()
