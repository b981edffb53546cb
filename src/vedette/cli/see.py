"""``vedette see``: take files into the workspace, whatever they are."""

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from vedette.cli import terminal
from vedette.cli.options import (
    WORKSPACE,
    ColumnOption,
    JsonOption,
    WorkspaceOption,
    columns,
    now,
    writing,
)
from vedette.find.delta import Delta, delta
from vedette.interdict import jobs
from vedette.interdict.impact import Touch, touched
from vedette.interdict.ledger import Ledger, open_ledger
from vedette.lake import tables
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.model.release import Release
from vedette.see.files import is_archive, unpack
from vedette.see.kinds import Intake, Kind, Taken
from vedette.see.lists.intake import earlier
from vedette.see.movements.live import is_address, record
from vedette.see.recognise import kind_of

SHOWN = 12
"""Entries of a delta that are printed; --json has them all."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one file gave: its kind, its release, what changed since the one before, and which
    alerts and decisions rest on what changed."""

    path: Path
    kind: Kind
    taken: Taken
    before: Release | None = None
    delta: Delta | None = None
    touches: Sequence[Touch] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "file": str(self.path),
            "kind": self.kind.name,
            "verified": self.kind.verified,
            "new": self.taken.new,
            "release": self.taken.release.to_json(),
            "remarks": list(self.taken.remarks),
            "before": self.before.sha256 if self.before else None,
            "delta": self.delta.to_json() if self.delta else None,
            "touches": [touch.to_json() for touch in self.touches],
        }


def command(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, archives or addresses.")],
    kind: Annotated[str | None, typer.Option("--as", help="What it is, if you know.")] = None,
    published: Annotated[
        str, typer.Option(help="The publisher's date, if the file does not say it: 2023-01-21.")
    ] = "",
    source: Annotated[
        str, typer.Option(help="The source's short name, for FollowTheMoney files.")
    ] = "",
    accept_shrink: Annotated[
        bool, typer.Option("--accept-shrink", help="Take it even if it lost many entries.")
    ] = False,
    invented: Annotated[
        bool, typer.Option("--invented", help="Mark it as demonstration data everywhere.")
    ] = False,
    column: ColumnOption = None,
    date: Annotated[
        str, typer.Option(help="When a feed begins that wrote no times: 2024-05-01T12:00:00Z.")
    ] = "",
    seconds: Annotated[
        float, typer.Option(min=0.1, help="How long to listen to a tcp:// or udp:// feed.")
    ] = 60,
    count: Annotated[
        int, typer.Option(min=0, help="Stop listening after so many lines; 0 is never.")
    ] = 0,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = WORKSPACE,
) -> None:
    """Take files into the workspace; their kind is recognised by content.

    A file that is broken, cut or suspiciously short changes nothing and says why (exit 2).

    \b
    Examples:
      vedette see un_consolidated.xml
      vedette see downloads/                 every file in it that is of a known kind
      vedette see sdn.csv --published 2023-01-21
      vedette see https://example.org/list.xml
      vedette see odd.csv --as manifest-csv --column 'Was=description'
      vedette see tcp://receiver:10110 --seconds 600
    """
    lake = writing(workspace)
    ledger = open_ledger(lake)
    intake = Intake(
        source=source,
        retrieved=now(),
        published=_published(published),
        accept_shrink=accept_shrink,
        invented=invented,
        columns=columns(column),
        date=date,
    )
    with tempfile.TemporaryDirectory(prefix="vedette-") as scratch:
        seen, problems = _taken(lake, ledger, paths, kind, intake, Path(scratch), seconds, count)
    lists = any(one.kind.table == "entities" for one in seen)
    snapshot = jobs.serve(lake, ledger, now()).id if lists else ""
    _tell(seen, problems, snapshot, as_json)
    if problems:
        raise typer.Exit(2)


def _taken(
    lake: Workspace,
    ledger: Ledger,
    paths: Iterable[str],
    kind: str | None,
    intake: Intake,
    scratch: Path,
    seconds: float,
    count: int,
) -> tuple[list[Seen], list[BadInput]]:
    """What was named, taken one by one; what is broken hinders nothing else."""
    seen: list[Seen] = []
    problems: list[BadInput] = []
    addresses: dict[Path, str] = {}
    named = _heard(paths, scratch, seconds, count, addresses)
    for path, found in _found(named, kind, scratch, addresses, problems):
        try:
            told = replace(intake, address=addresses.get(path, ""))
            seen.append(see(lake, ledger, path, found, told))
        except BadInput as problem:
            problems.append(problem)
    return seen, problems


def _tell(seen: Sequence[Seen], problems: Sequence[BadInput], snapshot: str, as_json: bool) -> None:
    if as_json:
        terminal.write_json(
            {
                "seen": [one.to_json() for one in seen],
                "problems": [str(sentence) for sentence in problems],
                "snapshot": snapshot,
            }
        )
    else:
        for one in seen:
            show(one)
        if snapshot:
            terminal.out().print(f"Screening now runs against snapshot {snapshot}.")
    for sentence in problems:
        sys.stderr.write(f"vedette: {sentence}\n")


def see(workspace: Workspace, ledger: Ledger, path: Path, kind: Kind, intake: Intake) -> Seen:
    """Take one file, record it, and compare a list with its release before."""
    with bar(path.name) as progress:
        taken = kind.take(workspace, path, replace(intake, progress=progress))
    jobs.took(workspace, ledger, taken.release, taken.new, now())
    before = earlier(workspace, taken.release) if kind.table == "entities" else None
    if before is None or not taken.new:
        return Seen(path, kind, taken, before)
    changes = delta(
        tables.read_entities(workspace, [before]),
        tables.read_entities(workspace, [taken.release]),
    )
    return Seen(path, kind, taken, before, changes, touched(workspace, ledger, changes.touched))


def show(seen: Seen) -> None:
    """Print what a file gave."""
    release = seen.taken.release
    say = terminal.out().print
    said = f", published {release.published[:10]}" if release.published else ""
    state = "taken" if seen.taken.new else "already there"
    say(f"{terminal.safe(release.title or seen.kind.title)}: {state}{said}.", style="bold")
    say(f"  Source {release.source}, release {release.sha256[:12]}, read as {seen.kind.name}.")
    if release.invented:
        say("  INVENTED DATA: nothing in it is real.", style="bold")
    counts = sorted(release.counts.items(), key=lambda item: (-item[1], item[0]))
    say("  " + ", ".join(f"{name} {count:,}" for name, count in counts))
    if not seen.kind.verified:
        say("  This reader is not yet verified on a real file of the publisher.")
    for remark in seen.taken.remarks:
        say(f"  Note: {terminal.safe(remark)}", overflow="ellipsis", no_wrap=True)
    if seen.delta is not None and seen.before is not None:
        _show_delta(seen.delta, seen.before)
        _show_touches(seen.touches)


def _show_delta(changes: Delta, before: Release) -> None:
    say = terminal.out().print
    say(
        f"  Since the release before, of {before.known[:10]}: {len(changes.added):,} added, "
        f"{len(changes.removed):,} removed, {len(changes.changed):,} changed."
    )
    lines = [f"+ {entity.schema} {entity.caption} ({entity.id})" for entity in changes.added]
    lines += [f"- {entity.schema} {entity.caption} ({entity.id})" for entity in changes.removed]
    lines += [
        f"~ {change.schema} {change.caption} ({change.id}): {', '.join(change.properties)}"
        for change in changes.changed
    ]
    for line in lines[:SHOWN]:
        say("    " + terminal.safe(line), overflow="ellipsis", no_wrap=True)
    if len(lines) > SHOWN:
        say(f"    and {len(lines) - SHOWN:,} more; --json has them all.")


def _show_touches(touches: Sequence[Touch]) -> None:
    say = terminal.out().print
    for touch in touches[:SHOWN]:
        decided = f", decided by {touch.decided}" if touch.decided else ""
        about = f"{touch.alert} ({touch.state}{decided}): {touch.title}"
        say("  ! touches " + terminal.safe(about), overflow="ellipsis", no_wrap=True)
    if len(touches) > SHOWN:
        say(f"  ! and {len(touches) - SHOWN:,} more alerts.")
    if touches:
        say("  Run `vedette find` to see what becomes of them.")


def _heard(
    paths: Iterable[str], scratch: Path, seconds: float, count: int, addresses: dict[Path, str]
) -> Iterator[str]:
    """What was named, live feeds recorded into files first."""
    for name in paths:
        if is_address(name):
            folder = Path(tempfile.mkdtemp(dir=scratch))
            with bar(name) as progress:
                file = record(name, folder, seconds, count, progress)
            addresses[file] = name
            yield str(file)
        else:
            yield name


def _found(
    paths: Iterable[str],
    said: str | None,
    scratch: Path,
    addresses: dict[Path, str],
    problems: list[BadInput],
) -> Iterator[tuple[Path, Kind]]:
    """Every release among what was named: its main file and its kind."""
    done: set[Path] = set()
    for name in paths:
        path = Path(name)
        files, chosen = [path], True
        try:
            if name.startswith(("http://", "https://")):
                path = _fetched(name, scratch)
                addresses[path], files = name, [path]
            if path.is_dir():
                files, chosen = sorted(one for one in path.iterdir() if one.is_file()), False
            elif path.is_file() and is_archive(path):
                folder = scratch / str(len(list(scratch.iterdir())))
                folder.mkdir()
                files, chosen = unpack(path, folder), False
        except BadInput as problem:
            problems.append(problem)
            continue
        taken = 0
        for file in files:
            if file in done or file.name.startswith("."):
                continue
            try:
                kind = kind_of(file, said)
                parts = kind.companions(file)
            except BadInput as problem:
                if chosen:
                    problems.append(problem)
                continue
            done.update(parts.values())
            taken += 1
            yield parts["main"], kind
        if not chosen and not taken:
            problems.append(BadInput(name, "holds no file of a known kind", "say which with --as"))


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar of kilobytes on the terminal; give what it yields to a reader or a fetch."""
    with terminal.progress() as progress:
        task = progress.add_task(terminal.safe(title))
        yield lambda done, total: progress.update(
            task, completed=done >> 10, total=total >> 10 or None
        )


def _fetched(address: str, scratch: Path) -> Path:
    from vedette.see.fetch import client, fetch

    folder = scratch / f"fetched-{len(list(scratch.iterdir()))}"
    folder.mkdir()
    with client() as http, bar(address) as progress:
        found = fetch(address, folder, http, progress=progress).path
    if found is None:
        raise BadInput(address, "gave nothing", "check the address")
    return found


def _published(written: str) -> str:
    if not written:
        return ""
    try:
        day = datetime.fromisoformat(written)
    except ValueError:
        raise BadInput(f"--published {written}", "is no date", "write it as 2023-01-21") from None
    if day.tzinfo is not None:
        day = day.astimezone(UTC)
    return day.strftime("%Y-%m-%dT%H:%M:%SZ")
