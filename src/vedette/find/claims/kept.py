"""What the lake holds of claims: reports read once, and what was stated and counted of an item.

Reach for `claims_of` wherever claims of the lake's reports are wanted: it reads what has not been
read in the present way (`READING`) and keeps it. `about` gathers one item's statements, typed or
read, and its counts. `lacking` says in one sentence what this machine cannot read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from vedette.find.claims.models import INSTALL, folder_of, models, verify
from vedette.find.claims.origins import origins
from vedette.find.claims.quantities import bearing_on, same_item, statements_of
from vedette.find.claims.reader import read_claims
from vedette.lake import releases as known
from vedette.lake import reports as lake
from vedette.lake import tables
from vedette.lake.figures import read_counts, read_statements
from vedette.lake.workspace import Workspace
from vedette.model.claim import Claim
from vedette.model.errors import Missing
from vedette.model.release import Release
from vedette.model.report import Report
from vedette.model.statement import Count, Statement

PACKAGES = {"ahocorasick": "pyahocorasick", "datasketch": "datasketch"}
"""Modules without which names in reports are not found and origins not told, by package."""


def claims_of(workspace: Workspace, releases: Iterable[Release]) -> Iterator[Claim]:
    """The claims of the reports of these releases, in their order.

    A report whose language's model is not installed gives none; the release is then not kept as
    read, so that it is read again when the model is there. `lacking` says so.
    """
    for release in releases:
        if lake.has_claims(workspace, release):
            yield from lake.read_claims(workspace, [release])
            continue
        found: list[Claim] = []
        whole = True
        for report in lake.read_reports(workspace, [release]):
            try:
                found += read_claims(report)
            except Missing:
                whole = False
        if whole:
            lake.write_claims(workspace, release, found)
        yield from found


def lacking(workspace: Workspace, releases: Iterable[Release]) -> str:
    """What cannot be read of these releases' reports on this machine, as a sentence; or ``""``."""
    unread = [release for release in releases if not lake.has_claims(workspace, release)]
    languages = {row["language"] for row in tables.read(workspace, "reports", unread, ["language"])}
    missing = [package for module, package in PACKAGES.items() if find_spec(module) is None]
    if missing:
        return f"weighing reports needs {' and '.join(missing)}; {INSTALL}"
    try:
        for language in sorted(languages & models().keys()):
            verify(models()[language], folder_of(models()[language]))
    except Missing as problem:
        return str(problem)
    return ""


@dataclass(frozen=True, slots=True)
class About:
    """All that is known of one item; `invented` when any of it is demonstration data."""

    statements: list[Statement]
    counts: list[Count]
    invented: bool

    @property
    def newest(self) -> str:
        """The last day on which anything was said or counted, or ``""``."""
        days = [one.said_on for one in self.statements] + [one.end[:10] for one in self.counts]
        return max(days, default="")


def about(workspace: Workspace, item: str) -> About:
    """Statements and counts of `item`: typed ones, and those of claims, each by its origin."""
    typed = known.kept(workspace, "statements")
    counted = known.kept(workspace, "counts")
    reported = known.kept(workspace, "reports")
    counts = [one for one in read_counts(workspace, counted) if same_item(one.item, item)]
    claims = list(claims_of(workspace, reported))
    reports = list(lake.read_reports(workspace, reported)) if claims else []
    said = [*read_statements(workspace, typed), *statements_of(claims, _origins(reports))]
    statements = [bearing for one in said if (bearing := bearing_on(one, item)) is not None]
    used = {one.release for one in statements} | {one.release for one in counts}
    made_up = {release.sha256 for release in (*typed, *counted) if release.invented}
    made_up |= {report.id for report in reports if report.invented}
    return About(statements, counts, bool(used & made_up))


def _origins(reports: list[Report]) -> dict[str, str]:
    """The origin of each report, by its id; unknown ones stand for their first report."""
    if not reports:
        return {}
    return {
        report: cluster.origin if cluster.origin != "unknown" else cluster.reports[0]
        for cluster in origins(reports).clusters
        for report in cluster.reports
    }
