"""``vedette show ALERT``: why, so that a reviewer sees it in ten seconds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vedette.cli import terminal
from vedette.cli.alerts import COLOURS, SAID
from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading
from vedette.interdict.alerts import Standing, standing
from vedette.interdict.explain import Explained, Row, explained, explained_match, word
from vedette.interdict.ledger import open_ledger
from vedette.model.errors import BadInput
from vedette.model.finding import Evidence, Finding

if TYPE_CHECKING:
    from vedette.find.entries import Entries
    from vedette.find.names import Match
    from vedette.lake.workspace import Workspace
    from vedette.model.entity import Entity

safe = terminal.safe
CHANGED = {
    "entry": "the list entry changed since the release",
    "subject": "what is written or said of it changed since the release",
    "new finding": "something was found that was not there at the release",
}


def command(
    alert: Annotated[
        str, typer.Argument(help="The alert (its id or the beginning of it), or its subject.")
    ],
    finding: Annotated[
        str, typer.Option(help="Only this finding, and the map around it: f- and the rest.")
    ] = "",
    workspace: WorkspaceOption = WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Show one alert: what was found, why, on which evidence, what was decided, and where.

    \b
    Examples:
      vedette show a-5f0c
      vedette show mmsi:273999901
      vedette show a-5f0c --finding f-90ab
    """
    place = reading(workspace)
    one = standing(place, open_ledger(place), alert)
    if finding:
        one = _only(one, finding)
    if as_json:
        from vedette.interdict.reported import behind

        told = behind(place, one.run, one.alert.findings)
        terminal.write_json(one.to_json() | {"behind": [finding.to_json() for finding in told]})
    else:
        show(terminal.out(), one)
        show_behind(terminal.out(), place, one)
        show_map(terminal.out(), place, one)


def show_behind(out: Console, workspace: "Workspace", one: Standing) -> None:
    """Print what reports say of the list entries that the alert rests on."""
    from vedette.interdict.reported import behind

    told = behind(workspace, one.run, one.alert.findings)
    if told:
        out.print("\nIn reports, on the list entries above", style="bold")
    for finding in told:
        out.print()
        show_finding(out, finding)


def _only(one: Standing, finding: str) -> Standing:
    """The alert with one of its findings."""
    fits = tuple(known for known in one.alert.findings if known.id.startswith(finding))
    if len(fits) != 1:
        why = "is none of its findings" if not fits else "may be several of its findings"
        ids = ", ".join(known.id for known in one.alert.findings[:5])
        raise BadInput(f"--finding {finding}", why, f"name one, such as {ids}")
    return replace(one, alert=replace(one.alert, findings=fits))


def show_map(out: Console, workspace: "Workspace", one: Standing) -> None:
    """Print where the ship or aircraft went, if the alert is about one."""
    from vedette.interdict.chart.terminal_map import map_lines
    from vedette.interdict.chart.voyage import voyage_of

    voyage = voyage_of(workspace, one.alert.findings)
    if voyage is not None:
        out.print()
        for line in map_lines(voyage, 64):
            out.print(line)


def show(out: Console, one: Standing, after: bool = True, most: int | None = None) -> None:
    """Print an alert with its findings (at `most` so many), decisions, and what comes `after`."""
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
        what = CHANGED.get(change.what, change.what)
        out.print(Text(f"Returned: {what} ({safe(change.title)})", style="bold"))
        for name, (gone, new) in change.properties.items():
            moved = [f"gone {value}" for value in gone] + [f"new {value}" for value in new]
            out.print(f"  {word(name)}: " + safe("; ".join(moved)))
    for finding in alert.findings[:most]:
        out.print()
        show_finding(out, finding)
    if most is not None and len(alert.findings) > most:
        out.print(f"\nand {len(alert.findings) - most} more findings: vedette show {alert.id}")
    if one.decisions:
        out.print("\nDecisions")
        for event in one.decisions:
            said = f"{event.payload['action']}: {safe(event.payload['reason'])}"
            out.print(f"  {event.at}  {safe(event.actor)}  {said}")
    if not after:
        return
    out.print(
        f"\nNext: vedette decide {alert.id} --hold --reason TEXT --by NAME"
        f"\n      vedette dossier {alert.id} -o {alert.id}.html"
    )


def show_finding(out: Console, finding: Finding) -> None:
    """Print one finding: tokens side by side, fields, the entry, the evidence."""
    said = explained(finding)
    title = Text(safe(said.title), style="bold")
    title.append(f"   {finding.weight:.2f}  {finding.detector}  {finding.id}", style="dim")
    out.print(title)
    show_fields(out, said, finding.evidence)


def show_match(
    out: Console,
    hit: "Match",
    places: "Sequence[Entity]",
    entries: "Entries",
    lower: Sequence[str] = (),
) -> None:
    """Print one hit of a screening, with every list on which the entry stands, and why it stands
    `lower` than the one before."""
    entity = hit.entity
    title = Text(f"{hit.score:.2f}  {safe(entity.caption)}", style="bold")
    title.append(f"   {entity.schema}", style="dim")
    out.print(title)
    evidence = [Evidence(one.dataset, one.release, one.origin) for one in places]
    said = explained_match("", hit.explanation, entries.brief(entity))
    show_fields(out, replace(said, lower=tuple(lower)), evidence)


def show_fields(out: Console, said: Explained, evidence: Sequence[Evidence]) -> None:
    """Print the names side by side, then labelled rows: fields, entry or facts, sources."""
    if said.tokens:
        out.print(tokens(said))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, rows, style in (
        ("agree", said.agree, "green"),
        ("differ", said.differ, "red"),
        ("not said", said.missing, "dim"),
    ):
        if rows:
            grid.add_row(Text(f"  {label}", style=style), "; ".join(_row(label, r) for r in rows))
    for sentence in said.against:
        grid.add_row(Text("  against", style="red"), safe(sentence))
    for sentence in said.remarks:
        grid.add_row(Text("  note", style="yellow"), safe(sentence))
    if said.lower:
        grid.add_row(Text("  lower", style="dim"), safe("; ".join(said.lower)))
    if said.entry:
        parts = [f"{name} {safe(value)}" for name, value in said.entry.items() if value]
        grid.add_row("  entry", ", ".join(parts))
    for name, value in said.facts:
        grid.add_row(f"  {safe(name)}", safe(value))
    for place in evidence:
        release = f"release {place.release[:12]}" if place.release else ""
        where = ", ".join(filter(None, [place.source, place.origin, release]))
        says = f": {place.says}" if place.says else ""
        grid.add_row(Text("  source", style="dim"), Text(safe(where + says), style="dim"))
    out.print(grid)


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
