"""``vedette show ALERT``: why, so that a reviewer sees it in ten seconds."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vedette.cli import terminal
from vedette.cli.alerts import COLOURS, SAID
from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading
from vedette.interdict.alerts import Standing, standing
from vedette.interdict.explain import Explained, Row, explained, word
from vedette.interdict.ledger import open_ledger
from vedette.model.finding import Finding

safe = terminal.safe


def command(
    alert: Annotated[str, typer.Argument(help="The alert, or the beginning of its id.")],
    workspace: WorkspaceOption = WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Show one alert: what was found, why, on which evidence, what was decided.

    \b
    Example:
      vedette show a-5f0c
    """
    place = reading(workspace)
    one = standing(place, open_ledger(place), alert)
    if as_json:
        terminal.write_json(one.to_json())
    else:
        show(terminal.out(), one)


def show(out: Console, one: Standing) -> None:
    """Print an alert with its findings, decisions and what to type next."""
    alert = one.alert
    head = Text(f"{alert.id}  ")
    head.append(SAID.get(one.state, one.state), style=COLOURS[one.state])
    head.append(f"  weight {alert.weight:.2f}  {safe(alert.subject)}")
    out.print(head)
    if alert.invented:
        out.print("INVENTED DEMONSTRATION DATA", style="bold reverse")
    if not one.found:
        out.print("The newest run no longer finds this; shown as it was when decided.")
    for change in one.changes:
        out.print(Text(f"Changed since: {change.what}, {safe(change.title)}", style="bold"))
        for name, (gone, new) in change.properties.items():
            moved = [f"- {value}" for value in gone] + [f"+ {value}" for value in new]
            out.print(f"    {word(name)}: " + safe("; ".join(moved)))
    for finding in alert.findings:
        out.print()
        show_finding(out, finding)
    if one.decisions:
        out.print("\nDecisions")
        for event in one.decisions:
            what = event.payload
            said = f"{what['action']}: {safe(what['reason'])}"
            out.print(f"  {event.at}  {safe(event.actor)}  {said}")
    out.print(
        f"\nNext: vedette decide {alert.id} --hold --reason TEXT --by NAME"
        f"\n      vedette dossier {alert.id} -o {alert.id}.html"
    )


def show_finding(out: Console, finding: Finding) -> None:
    """Print one finding: tokens side by side, fields, the entry, the evidence."""
    said = explained(finding)
    title = Text(safe(said.title), style="bold")
    title.append(f"   {finding.weight:.2f}  {finding.detector}", style="dim")
    out.print(title)
    if said.entry is not None:
        out.print(tokens(said))
    show_fields(out, said)
    for place in finding.evidence:
        where = (
            f"{safe(place.source)}, {safe(place.origin)}" if place.origin else safe(place.source)
        )
        release = f", release {place.release[:12]}" if place.release else ""
        out.print(f"  source    {where}{release}: {safe(place.says)}", style="dim")


def show_fields(out: Console, said: Explained) -> None:
    """Print what agrees, differs, is not said, speaks against, and the entry or the facts."""
    for label, rows, style in (
        ("agree", said.agree, "green"), ("differ", said.differ, "red"),
        ("not said", said.missing, "dim"),
    ):  # fmt: skip
        if rows:
            text = Text(f"  {label:<9} ", style=style)
            text.append("; ".join(_row(label, row) for row in rows), style="default")
            out.print(text)
    for sentence in said.against:
        out.print(f"  against   {safe(sentence)}")
    if said.entry is not None:
        parts = [f"{name} {safe(value)}" for name, value in said.entry.items() if value]
        out.print("  entry     " + ", ".join(parts))
    for name, value in said.facts:
        out.print(f"  {safe(name)}: {safe(value)}")


def tokens(said: Explained) -> Table:
    """The two names that agree best, word under word, and how each pair agrees."""
    grid = Table.grid(padding=(0, 2))
    width = 6
    for _ in range(min(len(said.tokens), width) + 1):
        grid.add_column(overflow="fold", max_width=22)
    for start in range(0, len(said.tokens), width):
        part = said.tokens[start : start + width]
        grid.add_row("  asked", *(Text(safe(one) or "–", style="bold") for one, _, _ in part))
        grid.add_row("  listed", *(Text(safe(other) or "–", style="bold") for _, other, _ in part))
        if any(how for *_, how in part):
            grid.add_row("", *(Text(safe(how), style="dim") for *_, how in part))
    return grid


def _row(label: str, row: Row) -> str:
    if label == "agree":
        return f"{row.field} {safe(row.asked or row.listed)}"
    if label == "differ":
        return f"{row.field}: {safe(row.asked)}, list says {safe(row.listed)}"
    return row.field + (f" (list says {safe(row.listed)})" if row.listed else "")
