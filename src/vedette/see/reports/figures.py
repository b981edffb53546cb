"""Tables of numbers: what was stated (by whom, of what), and what was counted day by day.

Reach for these kinds when an analyst has typed statements with their sources, or when a body
publishes counts such as launches and interceptions. Two CSV files are known:

- *statements*: ``said_by, said_on, predicate, item, holder`` and, where known, ``low, high,
  words, supplier, event_by, origin, outlet, address``;
- *counts*: ``time_start, time_end, model, launched`` and, where known, ``destroyed,
  holder, source``.

A row that cannot be read refuses the whole file and names its line: half a table of numbers is
worse than none.
"""

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, get_args

from vedette.lake import releases
from vedette.lake.figures import write_counts, write_statements
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.model.release import Release
from vedette.model.statement import Count, Predicate, Statement
from vedette.see.kinds import Intake, Kind, Sample, Taken

STATED = ("said_by", "said_on", "predicate", "item", "holder")
COUNTED = ("time_start", "time_end", "model", "launched")
LARGEST = 64 << 20
"""Bytes of a table of numbers; the longest known has half a million."""


def statement_of(where: str, row: Mapping[str, str], sha256: str, place: str) -> Statement:
    """One row of a table of statements."""
    predicate = _text(row, "predicate")
    if predicate not in get_args(Predicate):
        known = ", ".join(get_args(Predicate))
        raise BadInput(f"{where}, {place}", f"{predicate!r} is no predicate", f"use {known}")
    low, high = _number(where, row, "low", place), _number(where, row, "high", place)
    if low is not None and high is not None and low > high:
        raise BadInput(f"{where}, {place}", "low is above high", "exchange them")
    return Statement(
        said_by=_text(row, "said_by"),
        said_on=_day(where, row, "said_on", place),
        predicate=predicate,  # type: ignore[arg-type]
        item=_text(row, "item"),
        holder=_text(row, "holder").upper(),
        low=low,
        high=high,
        words=_text(row, "words"),
        supplier=_text(row, "supplier").upper(),
        event_by=_day(where, row, "event_by", place) if _text(row, "event_by") else "",
        origin=_text(row, "origin"),
        outlet=_text(row, "outlet"),
        address=_text(row, "address"),
        source="statements",
        release=sha256,
        place=place,
    )


def count_of(where: str, row: Mapping[str, str], sha256: str, place: str) -> Count | None:
    """One row of a table of counts; None for a row that counts nothing."""
    launched = _number(where, row, "launched", place)
    if launched is None:
        return None
    return Count(
        start=_day(where, row, "time_start", place),
        end=_day(where, row, "time_end", place),
        item=_text(row, "model"),
        launched=launched,
        destroyed=_number(where, row, "destroyed", place) or 0.0,
        holder=_text(row, "holder").upper(),
        source="counts",
        release=sha256,
        place=place,
    )


def rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a CSV file with the place of each; refuses one without the needed columns."""
    if path.stat().st_size > LARGEST:
        raise BadInput(str(path), f"is over {LARGEST >> 20} MB", "split it by year")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        remedy = "save it as UTF-8"
        raise BadInput(f"{path}, byte {error.start}", "is not UTF-8", remedy) from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [name for name in needed if name not in (reader.fieldnames or ())]
        if missing:
            raise BadInput(str(path), f"lacks the column {missing[0]}", "add it to the header")
        for row in reader:
            yield f"line {reader.line_num}", {k: v for k, v in row.items() if isinstance(v, str)}
    except csv.Error as error:
        raise BadInput(f"{path}, line {reader.line_num}", str(error), "correct it") from None


def take_statements(workspace: Workspace, path: Path, intake: Intake) -> Taken:
    """Take a table of statements into the lake, whole or not at all."""
    sha256 = releases.sha256_of(path)
    found = [statement_of(str(path), row, sha256, at) for at, row in rows(path, STATED)]
    return _taken(
        workspace, path, intake, "statements", found, max((s.said_on for s in found), default="")
    )


def take_counts(workspace: Workspace, path: Path, intake: Intake) -> Taken:
    """Take a table of counts into the lake, whole or not at all."""
    sha256 = releases.sha256_of(path)
    found = [
        count
        for at, row in rows(path, COUNTED)
        if (count := count_of(str(path), row, sha256, at)) is not None
    ]
    return _taken(workspace, path, intake, "counts", found, max((c.end for c in found), default=""))


def _taken(
    workspace: Workspace, path: Path, intake: Intake, table: str, found: list[Any], last: str
) -> Taken:
    if not found:
        raise BadInput(str(path), "holds no row", "check that it is the right file")
    sha256 = releases.sha256_of(path)
    held = next((one for one in releases.kept(workspace, table) if one.sha256 == sha256), None)
    if held is not None:
        return Taken(held, new=False)
    release = Release(
        source=table,
        sha256=sha256,
        kind=f"{table}-csv",
        filename=path.name,
        size=path.stat().st_size,
        retrieved=intake.retrieved,
        table=table,
        published=intake.published or f"{last}T00:00:00Z",
        address=intake.address,
        title=f"{len(found)} {table}",
        counts={table.removesuffix("s").capitalize(): len(found)},
        invented=intake.invented,
    )
    if table == "statements":
        write_statements(workspace, release, found)
    else:
        write_counts(workspace, release, found)
    releases.keep(workspace, release, path)
    return Taken(release, new=True)


def _recognises(needed: tuple[str, ...], sample: Sample) -> bool:
    header = sample.text.split("\n", 1)[0].strip().replace('"', "").split(",")
    return set(needed) <= set(header)


def _text(row: Mapping[str, str], name: str) -> str:
    return row.get(name, "").strip()


def _number(where: str, row: Mapping[str, str], name: str, place: str) -> float | None:
    text = _text(row, name)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not 0 <= number < 1e9:
        raise BadInput(f"{where}, {place}", f"{name} {text!r} is no count", "write digits only")
    return number


def _day(where: str, row: Mapping[str, str], name: str, place: str) -> str:
    text = _text(row, name)[:10]
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadInput(
            f"{where}, {place}", f"{name} {text!r} is no date", "write it as 2022-10-21"
        ) from None


KINDS = (
    Kind(
        "statements-csv",
        "statements of quantities, typed with their sources",
        "statements",
        partial(_recognises, STATED),
        take_statements,
    ),
    Kind(
        "counts-csv",
        "counts of launches and interceptions by day",
        "counts",
        partial(_recognises, COUNTED),
        take_counts,
    ),
)
