"""Options that commands share, and the two things every command starts with: place and time."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from vedette.lake.files import sweep
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput

WORKSPACE = Path("workspace")

WorkspaceOption = Annotated[
    Path,
    typer.Option(
        "--workspace", "-w", envvar="VEDETTE_WORKSPACE", help="The workspace.", show_default=True
    ),
]
"""Give it the default `WORKSPACE`."""

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document for a machine.")]

AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What the lists said then: 2023-01-21."),
]

ByOption = Annotated[
    str, typer.Option("--by", envvar="VEDETTE_ACTOR", help="Who you are, for the ledger.")
]

ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="HEADER=FIELD", help="What a manifest's column means."),
]


def columns(said: list[str] | None) -> dict[str, str]:
    """``--column`` as given: header to field.

    >>> columns(["Was=description"])
    {'Was': 'description'}
    """
    found = {}
    for item in said or ():
        header, _, field = item.rpartition("=")
        if not header:
            raise BadInput(f"--column {item}", "names no field", "write 'Header=consignee.name'")
        found[header] = field.strip()
    return found


def reading(path: Path) -> Workspace:
    """The workspace, for a command that takes nothing into the lake (it may write events)."""
    return Workspace.open(path)


def writing(path: Path) -> Workspace:
    """The workspace, for a command that adds to the lake: leavings of killed jobs go first."""
    workspace = Workspace.open(path)
    sweep(workspace.root)
    return workspace


def day(written: str | None, option: str = "--as-of") -> str | None:
    """``--as-of`` (or another option) as given, once it is known to be a date or a time in UTC."""
    if written is None:
        return None
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        raise BadInput(f"{option} {written}", "is no date", "write it as 2023-01-21") from None
    if "T" not in written and " " not in written:
        return time.date().isoformat()
    utc = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%SZ")


def now() -> str:
    """UTC, ISO 8601 to the second. Only commands have a clock; everything below is told."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
