"""The ``consignments`` table: lines of manifests as they were read, nested as on paper."""

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from vedette.lake import tables
from vedette.lake.workspace import Workspace
from vedette.model.consignment import Consignment
from vedette.model.release import Release

_TEXTS = pa.map_(pa.string(), pa.string())

CONSIGNMENTS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("release", pa.string(), nullable=False),
        pa.field("origin", pa.string(), nullable=False),
        pa.field("date", pa.string(), nullable=False),  # ISO 8601 or ""
        pa.field("document", pa.string(), nullable=False),
        pa.field(
            "parties",
            pa.list_(
                pa.struct(
                    [
                        ("role", pa.string()),
                        ("name", pa.string()),
                        ("country", pa.string()),  # ISO 3166-1 alpha-2, lower case
                        ("address", pa.string()),
                        ("identifiers", _TEXTS),
                    ]
                )
            ),
        ),
        pa.field(
            "goods",
            pa.list_(
                pa.struct(
                    [
                        ("description", pa.string()),
                        ("hs", pa.string()),  # digits
                        ("quantity", pa.string()),
                        ("weight_kg", pa.float64()),
                        ("value", pa.float64()),
                        ("currency", pa.string()),  # ISO 4217
                        ("part_numbers", pa.list_(pa.string())),
                        ("maker", pa.string()),
                    ]
                )
            ),
        ),
        pa.field("origin_country", pa.string()),
        pa.field("destination_country", pa.string()),
        pa.field("route", pa.list_(pa.string())),
        pa.field("vessel", _TEXTS),
        pa.field("aircraft", _TEXTS),
        pa.field("containers", pa.list_(pa.string())),
        pa.field("problems", pa.list_(pa.string())),
        pa.field("invented", pa.bool_(), nullable=False),
    ]
)


def write_consignments(workspace: Workspace, release: Release, lines: Iterable[Consignment]) -> int:
    """Write a manifest's lines; returns how many."""
    rows = (line.to_json() for line in lines)
    return tables.write(workspace, "consignments", release, rows, CONSIGNMENTS)


def read_consignments(workspace: Workspace, releases: Iterable[Release]) -> Iterator[Consignment]:
    """The lines of these releases, in the order in which they stand on paper."""
    for row in tables.read(workspace, "consignments", releases):
        yield _line(row)


def _line(row: dict[str, Any]) -> Consignment:
    for name in ("vessel", "aircraft"):
        row[name] = dict(row[name])
    for party in row["parties"]:
        party["identifiers"] = dict(party["identifiers"])
    return Consignment.from_json(row)
