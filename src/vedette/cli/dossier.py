"""``vedette dossier ALERT -o FILE``: an alert as a document that stands alone."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli import terminal
from vedette.cli.options import WORKSPACE, WorkspaceOption, now, reading
from vedette.interdict import dossier as making
from vedette.interdict.alerts import standing
from vedette.interdict.ledger import open_ledger, record
from vedette.lake.files import write_file
from vedette.model.canonical import canonical
from vedette.model.errors import BadInput


def command(
    alert: Annotated[str, typer.Argument(help="The alert, or the beginning of its id.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="FILE.html or FILE.json.")],
    by: Annotated[
        str, typer.Option("--by", envvar="VEDETTE_ACTOR", help="Who asks for it.")
    ] = "vedette",
    workspace: WorkspaceOption = WORKSPACE,
) -> None:
    """Write an alert as one page (or JSON) with explanation, evidence, decisions and hashes.

    The page opens without network and prints. `vedette verify --dossier FILE` checks it against
    the ledger.

    \b
    Examples:
      vedette dossier a-5f0c -o a-5f0c.html
      vedette dossier a-5f0c -o a-5f0c.json
    """
    if output.suffix.lower() not in (".html", ".json"):
        raise BadInput(str(output), "is neither .html nor .json", "name one of them")
    place = reading(workspace)
    ledger = open_ledger(place)
    one = standing(place, ledger, alert)
    made = making.document(place, ledger, one, now())
    data = making.page(made).encode() if output.suffix.lower() == ".html" else canonical(made)
    try:
        write_file(output.absolute(), data)
    except OSError as error:
        raise BadInput(str(output), f"cannot be written ({error.strerror})") from None
    payload = {"digest": made["digest"], "file": output.name}
    record(ledger, "dossier", by, payload, made["made"], one.alert.id)
    terminal.out().print(f"{terminal.safe(output)}  digest {made['digest']}")
