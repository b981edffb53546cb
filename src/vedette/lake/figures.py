"""Statements and counts in the lake: what people said of numbers, and what was counted."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

import pyarrow as pa

from vedette.lake import tables
from vedette.lake.workspace import Workspace
from vedette.model.release import Release
from vedette.model.statement import Count, Statement

_TEXT = pa.string()
STATEMENTS = pa.schema(
    [
        pa.field(name, _TEXT, nullable=False)
        for name in ("said_by", "said_on", "predicate", "item", "holder")
    ]
    + [pa.field("low", pa.float64()), pa.field("high", pa.float64())]
    + [
        pa.field(name, _TEXT, nullable=False)
        for name in "words supplier event_by origin outlet address source release place".split()
    ]
)
COUNTS = pa.schema(
    [pa.field(name, _TEXT, nullable=False) for name in ("start", "end", "item")]
    + [pa.field("launched", pa.float64()), pa.field("destroyed", pa.float64())]
    + [pa.field(name, _TEXT, nullable=False) for name in ("source", "release", "place")]
    + [pa.field("holder", _TEXT)]
)


def write_statements(workspace: Workspace, release: Release, rows: Iterable[Statement]) -> int:
    """Write the statements of one release; returns how many."""
    return tables.write(workspace, "statements", release, map(asdict, rows), STATEMENTS)


def write_counts(workspace: Workspace, release: Release, rows: Iterable[Count]) -> int:
    """Write the counts of one release; returns how many."""
    return tables.write(workspace, "counts", release, map(asdict, rows), COUNTS)


def read_statements(workspace: Workspace, releases: Iterable[Release]) -> Iterator[Statement]:
    """The statements of these releases."""
    for row in tables.read(workspace, "statements", releases):
        yield Statement(**row)


def read_counts(workspace: Workspace, releases: Iterable[Release]) -> Iterator[Count]:
    """The counts of these releases."""
    for row in tables.read(workspace, "counts", releases):
        yield Count(**row)
