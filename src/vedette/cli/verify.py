"""``vedette verify``: is everything still as it was acknowledged?"""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli import terminal
from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading
from vedette.interdict.audit import audit
from vedette.interdict.ledger import open_ledger
from vedette.lake.workspace import Workspace


def command(
    workspace: WorkspaceOption = WORKSPACE,
    head: Annotated[
        str | None, typer.Option("--head", metavar="HASH", help="A head hash noted earlier.")
    ] = None,
    dossier: Annotated[
        Path | None, typer.Option("--dossier", metavar="FILE", help="Check a dossier instead.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Recompute the ledger's hash chain and the bytes of every release; name what was touched.

    Finds any edited, removed, reordered or inserted event, also at the end, and any raw file,
    manifest or table that changed. Exit status 0 when all is as it was, 1 when not.

    \b
    Examples:
      vedette verify
      vedette verify --head 5f0c…     the head that an earlier run printed
      vedette verify --dossier a-5f0c.html
    """
    place = reading(workspace)
    if dossier is not None:
        _dossier(place, dossier, as_json)
        return
    found = audit(place, open_ledger(place), head)
    if as_json:
        terminal.write_json(found.to_json())
    else:
        out = terminal.out()
        for problem in found.problems:
            out.print(f"{terminal.safe(problem.where)} {terminal.safe(problem.what)}.")
        many = len(found.problems)
        count = f"{many or 'no'} problem{'' if many == 1 else 's'}"
        out.print(f"Events: {found.events}, files: {found.files}, {count}.")
        out.print(f"Head {found.head}")
        if not many:
            out.print(
                "Note the head elsewhere: `verify --head` then proves that all is still here."
            )
    if found.problems:
        raise typer.Exit(1)


def _dossier(place: Workspace, file: Path, as_json: bool) -> None:
    from vedette.interdict.dossier import check

    problems = check(place, open_ledger(place), file)
    if as_json:
        terminal.write_json({"dossier": str(file), "problems": [asdict(one) for one in problems]})
    else:
        out = terminal.out()
        for problem in problems:
            out.print(f"{terminal.safe(problem.where)} {terminal.safe(problem.what)}.")
        if not problems:
            out.print(f"{terminal.safe(file)} says what the ledger and the releases say.")
    if problems:
        raise typer.Exit(1)
