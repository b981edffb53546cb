"""``vedette alerts``: what wants a person, ranked."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import terminal
from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading
from vedette.interdict.alerts import STATES, Standing, standings
from vedette.interdict.ledger import open_ledger
from vedette.model.errors import BadInput

if TYPE_CHECKING:
    from rich.table import Table

COLOURS = {
    "returned": "bold red", "open": "bold yellow", "escalated": "magenta",
    "awaiting": "cyan", "held": "red", "released": "dim",
}  # fmt: skip
SAID = {"awaiting": "awaiting 2nd"}


def command(
    workspace: WorkspaceOption = WORKSPACE,
    state: Annotated[
        list[str] | None, typer.Option("--state", help=f"Only these: {', '.join(STATES)}.")
    ] = None,
    text: Annotated[
        str, typer.Option("--text", help="Only alerts with this in subject or title.")
    ] = "",
    detector: Annotated[
        str, typer.Option("--detector", help="Only alerts of detectors that begin so.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 50,
    all_states: Annotated[bool, typer.Option("--all", help="Released ones too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List alerts: those that returned first, then open ones, each by weight.

    Exit status 1 when there is any, 0 when there is none.

    \b
    Examples:
      vedette alerts
      vedette alerts --state held --state escalated
      vedette alerts --detector movements --json
    """
    wanted = _states(state, all_states)
    place = reading(workspace)
    every = standings(place, open_ledger(place))
    found = [
        one
        for one in every
        if one.state in wanted
        and text.casefold() in f"{one.alert.subject} {one.alert.title}".casefold()
        and any(finding.detector.startswith(detector) for finding in one.alert.findings)
    ]
    if as_json:
        terminal.write_json([one.to_json() for one in found[:limit]])
    else:
        out = terminal.out()
        if found:
            out.print(table(found[:limit]))
        hidden = len(every) - len(found)
        out.print(
            f"{len(found)} alert{'s' * (len(found) != 1)}"
            + (f", {limit} shown" if len(found) > limit else "")
            + (f"; {hidden} more with --all." if hidden and not all_states else ".")
        )
        if found:
            out.print(f"Next: vedette show {found[0].alert.id}")
    if found:
        raise typer.Exit(1)


def table(found: Iterable[Standing]) -> "Table":
    """Alerts as a table of at most 100 columns; the state is written, colour only helps."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    shown.add_column("alert", no_wrap=True)
    shown.add_column("weight", justify="right", no_wrap=True)
    shown.add_column("state", no_wrap=True)
    shown.add_column("subject", overflow="fold", max_width=22)
    shown.add_column("why", overflow="fold")
    for one in found:
        more = len(one.alert.findings) - 1
        why = terminal.safe(one.alert.title) + (f"  (+{more} more)" if more else "")
        shown.add_row(
            one.alert.id,
            f"{one.alert.weight:.2f}",
            Text(SAID.get(one.state, one.state), style=COLOURS[one.state]),
            terminal.safe(one.alert.subject.removeprefix("consignment:")),
            why + ("  INVENTED" if one.alert.invented else ""),
        )
    return shown


def _states(given: list[str] | None, all_states: bool) -> set[str]:
    for state in given or ():
        if state not in STATES:
            raise BadInput(f"--state {state}", "is none", f"use {', '.join(STATES)}")
    return set(given) if given else {s for s in STATES if all_states or s != "released"}
