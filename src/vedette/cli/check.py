"""``vedette check``: one answer per line of a manifest, ranked, with its reasons."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from vedette.cli import terminal
from vedette.cli.options import (
    WORKSPACE,
    AsOfOption,
    ColumnOption,
    JsonOption,
    WorkspaceOption,
    columns,
    day,
    now,
    reading,
)
from vedette.model.errors import BadInput, Missing
from vedette.model.verdict import RANK, Verdict

SHOWN = 20
STYLE = {"hold": "bold red", "review": "yellow", "unknown": "magenta", "no_hit": "green"}


def command(
    file: Annotated[Path, typer.Argument(help="A manifest: CSV, XLSX, JSON, FollowTheMoney.")],
    column: ColumnOption = None,
    why: Annotated[str, typer.Option("--why", metavar="ID", help="Take one line apart.")] = "",
    show: Annotated[int, typer.Option("--show", min=0, help="Lines to show.")] = SHOWN,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """One answer per line: hold, review, unknown or no_hit, the gravest first.

    Reads the file, asks the lists in service and the table of rules, and leaves nothing behind:
    `vedette see FILE` takes it into the workspace. Exit status 1 when a line is to be held or
    reviewed, 3 when nothing is but lines are unknown.

    \b
    Examples:
      vedette check manifest.xlsx
      vedette check manifest.csv --why OLY-1        the score of one line, step by step
      vedette check manifest.csv --as-of 2023-01-21 by the lists of that day
      vedette check odd.csv --column 'Was=description'
    """
    from vedette.interdict.verdict import check_all, ranked

    place = reading(workspace)
    lines, remarks = _lines(place, file, columns(column))
    context = _context(place, day(as_of)).with_lines(place, lines)
    with terminal.progress() as bar:
        task = bar.add_task("parties", total=None)

        def report(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        verdicts = ranked(check_all(lines, context, report))
    for remark in remarks:
        terminal.err().print(f"vedette: {terminal.safe(remark)}")
    if why:
        verdicts = _only(verdicts, why)
    if as_json:
        _write_json(context.snapshot, _json(verdicts, bool(why)))
    elif why:
        for verdict in verdicts:
            _take_apart(verdict)
    else:
        _table(verdicts, show, file.name, context.rules)
    terminal.warn_stale(dict(context.stale))
    _leave(verdicts)


def _lines(place: Any, file: Path, said: dict[str, str]) -> tuple[list[Any], tuple[str, ...]]:
    """The file's lines, read and not taken."""
    from vedette.lake.columns import remembered
    from vedette.lake.releases import sha256_of
    from vedette.see.cargo.kinds import source_of
    from vedette.see.cargo.read import consignments

    if not file.is_file():
        raise BadInput(str(file), "is not there", "check the name")
    mapped = {**remembered(place), **said}
    manifest = consignments(file, source_of(file), sha256_of(file), mapped)
    lines = list(manifest.lines)
    if not lines:
        raise BadInput(str(file), "holds no line", "check that it is the right file")
    return lines, manifest.remarks


def _context(place: Any, as_of: str | None) -> Any:
    from vedette.find.parties import Context
    from vedette.find.snapshot import build, current
    from vedette.interdict.freshness import ages, stale
    from vedette.interdict.ledger import open_ledger
    from vedette.interdict.voyages import movements

    moment = as_of or now()
    ledger = open_ledger(place)
    try:
        snapshot = build(place, as_of) if as_of else current(place)
    except Missing:
        return Context.of(place, moment[:10])
    days = ages(ledger, snapshot, moment)
    context = Context.of(place, moment[:10], snapshot, ages=days, stale=stale(place, days))
    return replace(context, movements=movements(place, ledger))


def _only(verdicts: list[Verdict], why: str) -> list[Verdict]:
    found = [one for one in verdicts if one.subject.partition("/")[2] == why or one.subject == why]
    if not found:
        raise BadInput(f"--why {why}", "is no line of this file", "use an id of the table")
    return found


def _write_json(snapshot: str, lines: list[dict[str, Any]]) -> None:
    """One JSON document, a verdict on each line of text: ten thousand are written at once."""
    sys.stdout.write(f'{{"snapshot": {json.dumps(snapshot)}, "lines": [\n')
    sys.stdout.write(",\n".join(json.dumps(one, ensure_ascii=False) for one in lines))
    sys.stdout.write("\n]}\n")


def _json(verdicts: list[Verdict], apart: bool) -> list[dict[str, Any]]:
    from vedette.interdict.verdict import taken_apart

    return [
        one.to_json() | ({"taken_apart": taken_apart(one)} if apart else {}) for one in verdicts
    ]


def _table(verdicts: list[Verdict], show: int, name: str, rules: Any) -> None:
    from rich.table import Table
    from rich.text import Text

    out = terminal.out()
    counts = Counter[str](one.answer for one in verdicts)
    told = ", ".join(f"{counts[a]:,} {a}" for a in sorted(RANK, key=RANK.__getitem__)[::-1])
    out.print(f"{terminal.safe(name)}: {len(verdicts):,} lines: {told}.")
    wanting = [one for one in verdicts if one.answer != "no_hit"]
    if wanting and show:
        table = Table(box=None, pad_edge=False)
        for title in ("answer", "score", "line", "why"):
            table.add_column(title, no_wrap=title in ("answer", "score"), overflow="fold")
        for one in wanting[:show]:
            table.add_row(
                Text(one.answer, style=STYLE[one.answer]),
                f"{one.score:.2f}",
                Text(terminal.safe(one.subject.partition("/")[2])),
                Text(_because(one, rules)),
            )
        out.print(table)
        if len(wanting) > show:
            out.print(f"and {len(wanting) - show:,} more: --show {len(wanting)}, or --json")
    if any(one.invented for one in verdicts):
        out.print("Invented demonstration data is among it.")
    out.print("A person decides. Nothing here is a clearance.")


def _because(verdict: Verdict, rules: Any) -> str:
    from vedette.interdict.verdict import what_matters

    said = [reason.says for reason in verdict.reasons[:3]]
    if len(verdict.reasons) > 3:
        said.append(f"and {len(verdict.reasons) - 3} more")
    if verdict.answer == "unknown":
        said.append("Not looked at: " + "; ".join(what_matters(verdict.unchecked, rules)))
    return terminal.safe(". ".join(said))


def _take_apart(verdict: Verdict) -> None:
    from rich.text import Text

    from vedette.interdict.verdict import taken_apart

    out = terminal.out()
    out.print(
        Text(verdict.answer, style=STYLE[verdict.answer]),
        f"{verdict.score:.4f}",
        terminal.safe(verdict.subject),
    )
    for reason in verdict.reasons:
        out.print(f"  {reason.weight:.4f}  {reason.rule}: {terminal.safe(reason.says)}")
        for item in reason.evidence[:6]:
            where = " ".join(str(item.get(key, "")) for key in ("source", "origin", "says"))
            out.print(f"          {terminal.safe(where)}")
        facts = reason.facts
        if facts.get("address"):
            told = f"{facts['guidance']} ({facts['date']}) {facts['address']}"
            out.print(f"          {terminal.safe(told)}")
    out.print("  score, strongest reason of each rule: 1 - (1-a)(1-b)...")
    for step in taken_apart(verdict):
        out.print(f"    {step['rule']:<28} {step['weight']:.4f}  -> {step['score']:.4f}")
    out.print(f"  checked: {terminal.safe(', '.join(verdict.checked))}")
    for what, reason_why in verdict.unchecked.items():
        out.print(f"  not checked: {terminal.safe(what)}: {terminal.safe(reason_why)}")


def _leave(verdicts: Sequence[Verdict]) -> None:
    answers = {one.answer for one in verdicts}
    if answers & {"hold", "review"}:
        raise typer.Exit(1)
    if "unknown" in answers:
        raise typer.Exit(3)
