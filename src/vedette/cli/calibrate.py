"""``vedette calibrate``: what is found, and found wrongly, at each threshold."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli import terminal
from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, day, now, writing
from vedette.find.calibration.measure import THRESHOLDS, Calibration, Line, calibrate, recombined
from vedette.find.names import Screener
from vedette.find.snapshot import current
from vedette.interdict.calibrated import write
from vedette.interdict.ledger import open_ledger
from vedette.lake import tables
from vedette.model.entity import Entity
from vedette.model.errors import BadInput, Missing
from vedette.see.customers.customers import inquiries

SHOWN = (0.6, 0.7, 0.8, 0.9)
"""Thresholds on the screen; the report has all."""


def command(
    threshold: Annotated[
        float | None, typer.Option(help="The threshold to calibrate; that in force if left out.")
    ] = None,
    clean: Annotated[
        list[Path] | None,
        typer.Option("--clean", help="A file of customers known to be clean; may be repeated."),
    ] = None,
    sample: Annotated[int, typer.Option(min=10, max=5_000, help="Names of each kind.")] = 200,
    seed: Annotated[int, typer.Option(help="Which names are drawn.")] = 1,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The report's; today if left out.")
    ] = None,
    workspace: WorkspaceOption = WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Test the screening as regulators ask, and write the report that a threshold must cite.

    Recall for each kind of variation and each script, the false-hit rate on clean names (yours
    with --clean, and names recombined from the lists), all with 95 % intervals.

    \b
    Examples:
      vedette calibrate
      vedette calibrate --threshold 0.8 --clean customers.csv
    """
    place = writing(workspace)
    chosen = place.setting("screening", "threshold") if threshold is None else threshold
    if not 0 < chosen < 1:
        raise BadInput(f"--threshold {chosen}", "is no probability", "say one between 0 and 1")
    at = f"{day(date)}T00:00:00Z" if date else now()
    snapshot = current(place)
    entities = list(tables.read_entities(place, snapshot.releases.values()))
    if not entities:
        raise Missing("the snapshot has no entries", "read a list first: vedette see FILE")
    groups = [("recombined from the lists", recombined(entities, sample, seed))]
    groups += [(path.name, _clean(path)) for path in clean or ()]
    with terminal.progress() as bar:
        task = bar.add_task("calibrating", total=None)
        made = calibrate(
            entities,
            Screener.open(snapshot.path),
            groups,
            sample,
            seed,
            lambda what: bar.update(task, description=what, advance=1),
            sorted({*THRESHOLDS, chosen}),
        )
    name, page = write(place, open_ledger(place), snapshot, made, chosen, at)
    if as_json:
        terminal.write_json({"report": name, "threshold": chosen, **made.to_json()})
        return
    _show(made, shown(chosen))
    out = terminal.out()
    out.print(f"Report: {terminal.safe(page)}")
    out.print("To use this threshold, write into vedette.toml:")
    out.print(f'  [screening]\n  threshold = {chosen}\n  calibration = "{name}"')


def _clean(path: Path) -> list[Entity]:
    return [one.entity for one in inquiries(path) if one.entity is not None]


def shown(chosen: float) -> list[float]:
    """The thresholds on the screen: `chosen`, in place of its neighbour if it is not among them.

    >>> shown(0.8), shown(0.72)
    ([0.6, 0.7, 0.8, 0.9], [0.6, 0.72, 0.8, 0.9])
    """
    nearest = min(SHOWN, key=lambda one: abs(one - chosen))
    return sorted({*SHOWN, chosen} - ({nearest} - {chosen}))


def _show(made: Calibration, columns: Sequence[float]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("cases", justify="right")
    for threshold in columns:
        table.add_column(f"at {threshold}", justify="right", no_wrap=True)
    for title, lines in (
        ("recall by kind of variation", made.kinds),
        ("recall across scripts", made.scripts),
        ("false hits on clean names", made.clean),
    ):
        table.add_row(title, style="bold")
        for line in lines:
            if not line.shares[0].of:
                continue  # no name has a place for it
            table.add_row(
                f"  {terminal.safe(line.name)}",
                str(line.shares[0].of),
                *_cells(line, made.thresholds, columns),
            )
    terminal.out().print(table)


def _cells(line: Line, thresholds: Sequence[float], columns: Sequence[float]) -> list[str]:
    shares = dict(zip(thresholds, line.shares, strict=True))
    found = (shares[threshold] for threshold in columns)
    return [f"{one.share:.0%} ({one.low * 100:.0f}–{one.high * 100:.0f})" for one in found]
