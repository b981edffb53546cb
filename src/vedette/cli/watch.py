"""``vedette watch``: take what arrives, look at once, say what is new."""

import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from vedette.cli import terminal
from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, now, writing
from vedette.model.errors import BadInput, Missing


def command(
    source: Annotated[str, typer.Argument(help="A folder, or a tcp:// or udp:// feed.")],
    follow: Annotated[
        bool, typer.Option("--follow", help="Go on until interrupted; otherwise look once.")
    ] = False,
    every: Annotated[
        float, typer.Option(min=0.1, help="Seconds to listen, or to wait, between two looks.")
    ] = 300,
    rounds: Annotated[int, typer.Option(min=0, help="Stop after so many looks; 0 is never.")] = 0,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = WORKSPACE,
) -> None:
    """Take what arrives in a folder or on a feed, run the detectors, say which alerts are new.

    With --follow each look goes back only as far as it must (a day and a half, and to the
    beginning of what is under way), so that it costs the same after a year; a day that came in 24
    pieces gives the findings of the day at once, gaps over the edges of pieces included. Fixes
    more than 12 h late are counted and left to `vedette find`. Exit status 1 when something was
    found.

    \b
    Examples:
      vedette watch incoming/                       once
      vedette watch incoming/ --follow --every 60
      vedette watch tcp://receiver:10110 --follow
    """
    if not source.startswith(("tcp://", "udp://")) and not Path(source).is_dir():
        raise BadInput(source, "is no folder and no feed", "name one of them")
    known: set[str] = set()
    found, look = False, 0
    while True:
        look += 1
        try:
            new = look_once(workspace, source, every, known, follow)
        except KeyboardInterrupt:
            break
        except Missing as absence:
            if not follow:
                raise
            sys.stderr.write(f"vedette: {terminal.safe(absence)}\n")
            new = []
        found |= bool(new)
        _say(new, as_json)
        if not follow or (rounds and look >= rounds):
            break
        if Path(source).is_dir():
            try:
                time.sleep(every)
            except KeyboardInterrupt:
                break
    if found:
        raise typer.Exit(1)


def look_once(
    workspace: Path, source: str, seconds: float, known: set[str], going_on: bool = False
) -> list[Any]:
    """Take what has come and look at it; the alerts that were not known, which now are.

    `going_on` looks at what no look has seen; otherwise at everything, if anything changed.
    """
    import tempfile

    from vedette.cli.see import see
    from vedette.interdict import jobs
    from vedette.interdict.alerts import standings
    from vedette.interdict.detect import applying, detect
    from vedette.interdict.following import follow
    from vedette.interdict.ledger import open_ledger
    from vedette.see.kinds import Intake
    from vedette.see.movements.live import is_address, record
    from vedette.see.recognise import kind_of

    place = writing(workspace)
    ledger = open_ledger(place)
    with tempfile.TemporaryDirectory(prefix="vedette-") as scratch:
        files = (
            [record(source, Path(scratch), seconds)]
            if is_address(source)
            else sorted(path for path in Path(source).iterdir() if _whole(path))
        )
        for path in files:
            try:
                see(place, ledger, path, kind_of(path), Intake(retrieved=now()))
            except BadInput as problem:
                sys.stderr.write(f"vedette: {terminal.safe(problem)}\n")
    scene = jobs.scene_of(place, ledger, now())
    if not applying(scene):
        raise Missing("there is nothing to look at yet", "run `vedette see` with a list first")
    subjects = None
    if going_on:
        seen = follow(scene, ledger, now())
        subjects = seen.moved
        if seen.late:
            sys.stderr.write(
                f"vedette: {seen.late:,} fixes came too late, left to `vedette find`\n"
            )
    else:
        detect(scene, ledger, now())
    new = [one for one in standings(place, ledger, subjects) if one.alert.id not in known]
    known.update(one.alert.id for one in new)
    return new


def _whole(path: Path) -> bool:
    """Is this a file that its writer has finished? Not while it is hidden or a part."""
    return path.is_file() and not path.name.startswith(".") and path.suffix != ".part"


def _say(new: list[Any], as_json: bool) -> None:
    from vedette.cli.alerts import table

    if as_json:
        terminal.write_json({"new": [one.to_json() for one in new]})
    elif new:
        terminal.out().print(f"{now()}  {len(new)} new")
        terminal.out().print(table(new))
