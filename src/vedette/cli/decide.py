"""``vedette decide ALERT``: a person decides, with a reason, for the record."""

from typing import Annotated

import typer

from vedette.cli import terminal
from vedette.cli.options import WORKSPACE, ByOption, JsonOption, WorkspaceOption, now, reading
from vedette.interdict.decisions import Action
from vedette.interdict.decisions import decide as record
from vedette.interdict.ledger import open_ledger
from vedette.model.errors import BadInput


def command(
    alert: Annotated[str, typer.Argument(help="The alert, or the beginning of its id.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it will be read in ten years.")],
    by: ByOption,
    hold: Annotated[bool, typer.Option("--hold", help="Hold the cargo, ship or payment.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Let it pass.")] = False,
    escalate: Annotated[bool, typer.Option("--escalate", help="Ask another's judgement.")] = False,
    workspace: WorkspaceOption = WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Decide on an alert. A release needs a second, different person (setting four_eyes).

    A released match stays quiet until the list entry or the subject changes; then the alert
    returns and says what changed.

    \b
    Examples:
      vedette decide a-5f0c --hold --reason "tail on the OFAC list" --by "Ana Lima"
      vedette decide a-77aa --release --reason "other birth date" --by "Ana Lima"
      vedette decide a-77aa --release --reason "agreed, passport seen" --by "Bo Chen"
    """
    chosen: list[Action] = []
    chosen += ["hold"] if hold else []
    chosen += ["release"] if release else []
    chosen += ["escalate"] if escalate else []
    if len(chosen) != 1:
        raise BadInput("decide", "takes exactly one of --hold, --release, --escalate")
    place = reading(workspace)
    after = record(place, open_ledger(place), alert, chosen[0], reason, by, now())
    if as_json:
        terminal.write_json(after.to_json())
        return
    out = terminal.out()
    if after.state == "awaiting":
        out.print(f"{after.alert.id}: release noted; a second, different person must agree.")
    else:
        out.print(f"{after.alert.id} is {after.state}.")
    out.print(f"Event {after.decisions[-1].seq}, {after.decisions[-1].hash}")
