"""``vedette backtest``: whom would the lists of a day have pointed at, and at what cost?"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading
from vedette.cli.terminal import out, progress, safe, write_json
from vedette.find.backtest import Backtest, backtest
from vedette.find.calibration.cited import threshold_of
from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity
from vedette.model.errors import BadInput, Missing


def command(
    as_of: Annotated[str, typer.Option("--as-of", help="The day looked back from: 2023-01-21.")],
    until: Annotated[str, typer.Option("--until", help="The list whose newer entries count.")],
    controls: Annotated[
        list[str] | None,
        typer.Option(help="Parties nobody designated: a source, a CSV or FollowTheMoney lines."),
    ] = None,
    schema: Annotated[str, typer.Option(help="What the rows of a control CSV are.")] = "Person",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = WORKSPACE,
) -> None:
    """With only what was known then: which later designated parties would have been remarked on,
    by which rule, how far ahead, and how many false alarms came with them.

    All entries that the list added since are asked, not chosen ones; bad rows are printed too.
    The controls are whoever you say nobody designated; their alarms are counted as false.

    \b
    Examples:
      vedette backtest --as-of 2025-04-30 --until un-sc --controls customers.csv
      vedette backtest --as-of 2021-08-01 --until ofac-sdn --controls bis-dpl --json
    """
    lake = reading(workspace)
    known = releases.current(lake, as_of)
    now = releases.current(lake)
    if not known:
        raise Missing(f"no list is known as of {as_of}", "see a release of that time first")
    if until not in now:
        raise Missing(f"no list {until} is in the workspace", f"there are {', '.join(now)}")
    clean = [entity for name in controls or () for entity in _controls(lake, name, schema)]
    with progress() as bar:
        task = bar.add_task("asking every later party", total=None)
        answer = backtest(
            as_of,
            tables.read_entities(lake, known.values()),
            tables.read_entities(lake, [now[until]]),
            clean,
            threshold_of(lake),
            lambda part, whole: bar.update(task, completed=part, total=whole),
        )
    if as_json:
        write_json(answer.to_json())
    else:
        for line in table(answer):
            out().print(safe(line))
    raise typer.Exit(1 if any(row.flagged for row in answer.rows) else 0)


def table(answer: Backtest) -> Iterator[str]:
    """The table as lines of at most 100 columns."""
    yield (
        f"Known on {answer.as_of}: {answer.then:,} listed parties. Designated since: "
        f"{answer.later:,}. Controls: {answer.controls:,}."
    )
    if answer.relisted:
        yield (
            f"{answer.relisted:,} of these carry a listing date before that day: taken up again, "
            "or under another id."
        )
    yield ""
    yield (
        f"{'rule':<22}{'kind':<9}{'remarked on':>15}{'share (95 %)':>19}"
        f"{'false alarms (95 %)':>25}{'days':>10}"
    )
    for row in answer.rows:
        low, high = row.recall
        share = f"{_percent(row.flagged, row.later)} ({100 * low:.1f}-{100 * high:.1f})"
        alarms = "no controls"
        if row.controls:
            low, high = row.alarm_rate
            alarms = f"{row.alarms:,} of {row.controls:,} ({100 * low:.1f}-{100 * high:.1f})"
        ahead = f"{row.days_ahead[0]} ({row.dated})" if row.days_ahead else "-"
        found = f"{row.flagged:,} of {row.later:,}"
        yield f"{row.rule:<22}{row.kind:<9}{found:>15}{share:>19}{alarms:>25}{ahead:>10}"
    yield ""
    yield "Days: the middle of the times from that day to the designation, and of how many the list"
    yield "says that it designated them later; - of none. Addresses and identifiers of the later"
    yield "list may not have been public on that day."


def _controls(lake: Workspace, name: str, schema: str) -> Iterator[Entity]:
    kept = releases.current(lake)
    if name in kept:
        yield from tables.read_entities(lake, [kept[name]])
        return
    path = Path(name)
    if not path.is_file():
        raise BadInput(f"--controls {name}", "is no source and no file", "check the name")
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            if path.suffix.lower() == ".csv":
                yield from _rows(name, csv.DictReader(file), schema)
            else:
                for line in file:
                    yield Entity.from_json(json.loads(line))
        except (ValueError, csv.Error, AttributeError) as error:
            raise BadInput(name, f"cannot be read ({error})", "correct it") from None


def _rows(name: str, reader: "csv.DictReader[str]", schema: str) -> Iterator[Entity]:
    columns = {
        "name": "full_name", "birthDate": "date_of_birth", "birthPlace": "place_of_birth",
        "gender": "gender", "address": "address",
    }  # fmt: skip
    found = {
        prop: col if col in (reader.fieldnames or ()) else prop for prop, col in columns.items()
    }
    if found["name"] not in (reader.fieldnames or ()):
        raise BadInput(name, "has no column name or full_name", "add one to its header")
    for number, row in enumerate(reader, 1):
        properties = {prop: row[col] for prop, col in found.items() if row.get(col)}
        yield Entity.from_json(
            {"id": f"control-{number}", "schema": schema, "properties": properties}
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
