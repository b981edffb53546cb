"""Everything about one alert as data, and a digest that covers all of it.

The document is made once and says when. It carries the whole of what it rests on: findings with
their facts, the manifests of the releases that the evidence points to, every decision as it
stands in the ledger with its hash, the run, the snapshot, and the ledger's head at that moment.
"""

import json
from collections.abc import Mapping
from typing import Any

from vedette import __version__
from vedette.find.consignments import lines, subject_of
from vedette.interdict.alerts import Standing
from vedette.interdict.chart.voyage import voyage_of
from vedette.interdict.freshness import ages, stale
from vedette.interdict.ledger import GENESIS, Ledger, events
from vedette.interdict.reported import behind, stock_of
from vedette.lake import releases, snapshots
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical, digest
from vedette.model.errors import Missing

FORMAT = "vedette-dossier/1"


def document(workspace: Workspace, ledger: Ledger, one: Standing, at: str) -> dict[str, Any]:
    """The dossier of an alert as of now; `at` is when, UTC."""
    reported = behind(workspace, one.run, one.alert.findings)
    resting = (*one.alert.findings, *reported)
    left = stock_of(workspace, resting, at)
    named = {place.release for finding in resting for place in finding.evidence}
    head = {"seq": 0, "hash": GENESIS}
    run: dict[str, Any] = {}
    for event in events(ledger):
        head = {"seq": event.seq, "hash": event.hash}
        if event.kind == "find" and event.payload["run"] == one.run:
            run = {"seq": event.seq, "hash": event.hash, **event.payload}
    data: dict[str, Any] = {
        "format": FORMAT,
        "version": __version__,
        "made": at,
        "alert": one.alert.to_json(),
        "state": one.state,
        "found": one.found,
        "changes": [change.to_json() for change in one.changes],
        "verdict": verdict_of(workspace, ledger, one, run, at),
        "decisions": [event.to_json() for event in one.decisions],
        "releases": [
            release.to_json() for release in releases.kept(workspace) if release.sha256 in named
        ],
        "run": run,
        "head": head,
        "voyage": voyage_of(workspace, one.alert.findings),
        "behind": [finding.to_json() for finding in reported],
        "stock": left.to_json() if left else None,
    }
    plain: dict[str, Any] = json.loads(canonical(data))  # as it will be read back: 1.0 is 1
    return plain | {"digest": digest_of(plain)}


def verdict_of(
    workspace: Workspace, ledger: Ledger, one: Standing, run: Mapping[str, Any], at: str
) -> dict[str, Any] | None:
    """The verdict on a consignment by the lists of the run, step by step; None on anything else."""
    if not one.alert.subject.startswith("consignment:") or not run:
        return None
    from vedette.find.parties import Context  # loads the screener: only consignments need it
    from vedette.interdict.verdict import check_consignment, taken_apart

    kept = tuple(item for item in releases.kept(workspace) if item.table == "consignments")
    known = (line for line in lines(workspace, kept) if subject_of(line) == one.alert.subject)
    line = next(known, None)
    try:
        snapshot = snapshots.opened(workspace, str(run["snapshot"]))
    except Missing:
        return None
    if line is None:
        return None
    days = ages(ledger, snapshot, at)
    context = Context.of(workspace, at[:10], snapshot, ages=days, stale=stale(workspace, days))
    verdict = check_consignment(line, context.with_lines(workspace, [line]))
    return verdict.to_json() | {"taken_apart": taken_apart(verdict)}


def digest_of(data: Mapping[str, Any]) -> str:
    """The digest of a document: over everything in it but the digest itself."""
    return digest({name: value for name, value in data.items() if name != "digest"})
