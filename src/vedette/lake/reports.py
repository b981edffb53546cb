"""Reports and claims in the lake: a few columns to search by, and the whole noun as JSON.

Reach for `write_reports` when reports are taken in, `write_claims` when they have been read. A
claim's row lies under the release of its report, so that it goes where the report goes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import orjson
import pyarrow as pa

from vedette.lake import tables
from vedette.lake.workspace import Workspace
from vedette.model.claim import READING, Claim
from vedette.model.release import Release
from vedette.model.report import Report

REPORTS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("outlet", pa.string(), nullable=False),
        pa.field("published", pa.string(), nullable=False),
        pa.field("address", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("release", pa.string(), nullable=False),
        pa.field("origin", pa.string(), nullable=False),
        pa.field("noun", pa.large_binary(), nullable=False),
    ]
)
CLAIMS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("report", pa.string(), nullable=False),
        pa.field("report_time", pa.string(), nullable=False),
        pa.field("stance", pa.string(), nullable=False),
        pa.field("frame", pa.string()),
        pa.field("speaker", pa.string()),
        pa.field("supplier", pa.string()),
        pa.field("recipient", pa.string()),
        pa.field("user", pa.string()),
        pa.field("item", pa.string()),
        pa.field("noun", pa.large_binary(), nullable=False),
    ]
)


def write_reports(workspace: Workspace, release: Release, reports: Iterable[Report]) -> int:
    """Write the reports of one release; returns how many."""
    return tables.write(workspace, "reports", release, map(_report_row, reports), REPORTS)


def read_reports(workspace: Workspace, releases: Iterable[Release]) -> Iterator[Report]:
    """The reports of these releases, in the order in which they were read."""
    for row in tables.read(workspace, "reports", releases, ["noun"]):
        yield Report.from_json(orjson.loads(row["noun"]))


def has_claims(workspace: Workspace, release: Release) -> bool:
    """Whether this release's reports have been read for claims, in the present way."""
    return bool(tables.paths(workspace, "claims", [_as_read(release)]))


def write_claims(workspace: Workspace, release: Release, claims: Iterable[Claim]) -> int:
    """Write the claims found in one release of reports; returns how many."""
    return tables.write(workspace, "claims", _as_read(release), map(_claim_row, claims), CLAIMS)


def read_claims(workspace: Workspace, releases: Iterable[Release]) -> Iterator[Claim]:
    """The claims found in these releases, in the order of their reports."""
    for row in tables.read(workspace, "claims", map(_as_read, releases), ["noun"]):
        yield Claim.from_json(orjson.loads(row["noun"]))


def _as_read(release: Release) -> Release:
    """The release as its claims are filed: by its bytes and the way of reading them."""
    return replace(release, sha256=f"{release.sha256}-{READING}")


def _report_row(report: Report) -> dict[str, Any]:
    names = ("id", "language", "title", "outlet", "published", "address")
    row = {name: getattr(report, name) for name in (*names, "source", "release", "origin")}
    return row | {"noun": orjson.dumps(report.to_json())}


def _claim_row(claim: Claim) -> dict[str, Any]:
    row = {
        name: getattr(claim, name) for name in ("id", "report", "report_time", "stance", "frame")
    }
    row["speaker"] = claim.speaker.name if claim.speaker else None
    for name in ("supplier", "recipient", "user", "item"):
        role = getattr(claim, name)
        row[name] = role.name if role else None
    return row | {"noun": orjson.dumps(claim.to_json())}
