"""``vedette find``: run every detector that applies, and say what wants a person."""

from typing import Any

import typer

from vedette.cli import terminal
from vedette.cli.alerts import table
from vedette.cli.options import (
    WORKSPACE,
    AsOfOption,
    JsonOption,
    WorkspaceOption,
    day,
    now,
    writing,
)
from vedette.interdict.alerts import Standing, alerts_of, standings
from vedette.interdict.detect import applying, detect, lacking, replay
from vedette.interdict.freshness import ages, stale
from vedette.interdict.jobs import scene_of
from vedette.interdict.ledger import open_ledger
from vedette.model.errors import Missing

SHOWN = 10


def command(
    workspace: WorkspaceOption = WORKSPACE, as_of: AsOfOption = None, as_json: JsonOption = False
) -> None:
    """Run every detector that applies to what is in the workspace; findings become alerts.

    With --as-of, the lists are those of that day; nothing is kept of it. Exit status 1 when
    alerts want a person, 3 when a list is older than the workspace allows.

    \b
    Examples:
      vedette find
      vedette find --as-of 2023-01-21        what would it have said then?
    """
    as_of = day(as_of)
    place = writing(workspace)
    ledger = open_ledger(place)
    scene = scene_of(place, ledger, now(), as_of)
    if not applying(scene):
        raise Missing("there is nothing to look at yet", "run `vedette see FILE` with a manifest")
    with terminal.progress() as bar:
        task = bar.add_task("detectors", total=None)

        def report(family: str, count: int) -> None:
            bar.update(task, description=family, completed=count)

        if as_of is None:
            detect(scene, ledger, now(), report)
            found = standings(place, ledger)
        else:
            minimum = float(place.setting("alerts", "minimum_weight"))
            found = [
                Standing(alert, "open", "") for alert in alerts_of(replay(scene, report), minimum)
            ]
    for problem in lacking(scene):
        terminal.err().print(f"vedette: not all was looked at: {terminal.safe(problem)}.")
    old = stale(place, ages(ledger, scene.snapshot, as_of or now()))
    wanting = [one for one in found if one.state != "released"]
    if as_json:
        terminal.write_json(_json(scene.snapshot.id, as_of, old, found))
    else:
        _show(found, wanting, as_of, old)
    if old:
        raise typer.Exit(3)
    if wanting:
        raise typer.Exit(1)


def _json(
    snapshot: str, as_of: str | None, old: dict[str, int], found: list[Standing]
) -> dict[str, Any]:
    return {
        "snapshot": snapshot,
        "as_of": as_of,
        "stale": old,
        "alerts": [one.to_json() for one in found],
    }


def _show(
    found: list[Standing], wanting: list[Standing], as_of: str | None, old: dict[str, int]
) -> None:
    out = terminal.out()
    when = f" as known on {terminal.safe(as_of)}" if as_of else ""
    quiet = len(found) - len(wanting)
    out.print(
        f"{len(wanting)} alert{'s' * (len(wanting) != 1)} for a person{when}"
        + (f", {quiet} released and unchanged." if quiet else ".")
    )
    if wanting:
        out.print(table(wanting[:SHOWN]))
        if len(wanting) > SHOWN:
            out.print(f"and {len(wanting) - SHOWN} more: vedette alerts")
        if as_of is None:
            out.print(f"Next: vedette show {wanting[0].alert.id}")
    terminal.warn_stale(old)
