"""What the system did, put into the ledger: releases taken, snapshots swapped, fetches, runs.

Reach for these from commands, right after the work and before telling the person. A job that
is killed in between has happened but was not acknowledged; the next run records it.
"""

from collections.abc import Mapping
from typing import Any

from vedette.find import snapshot as building
from vedette.find.families import Scene
from vedette.interdict.ledger import Event, Ledger, events, latest, record
from vedette.lake import releases, snapshots
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace
from vedette.model.errors import Missing
from vedette.model.release import Release

SYSTEM = "vedette"
"""The actor of jobs that no person did by hand."""


def took(
    workspace: Workspace, ledger: Ledger, release: Release, new: bool, at: str, actor: str = SYSTEM
) -> Event:
    """A release was taken (or found to be there already): event ``see``.

    The first such event of a release seals its bytes; later ones do not, for a release that
    changed in between must not be blessed by reading it again.
    """
    payload: dict[str, Any] = {
        "release": release.sha256,
        "kind": release.kind,
        "filename": release.filename,
        "published": release.published,
        "new": new,
        "counts": dict(release.counts),
    }
    if not _sealed(ledger, release):
        payload["seal"] = releases.seal(workspace, release)
    return record(ledger, "see", actor, payload, at, release.source)


def serve(workspace: Workspace, ledger: Ledger, at: str) -> Snapshot:
    """Build the snapshot of the lists in force and let it serve: event ``index`` if it is new."""
    snapshot = building.build(workspace)
    if _serving(workspace, ledger) == snapshot.id:
        return snapshot
    snapshots.swap(workspace, snapshot)
    made_of = {source: release.sha256 for source, release in sorted(snapshot.releases.items())}
    record(ledger, "index", SYSTEM, {"snapshot": snapshot.id, "releases": made_of}, at)
    return snapshot


def scene_of(workspace: Workspace, ledger: Ledger, at: str, as_of: str | None = None) -> Scene:
    """What detectors look at: today's lists (swapped in if need be), or what was known then."""
    if as_of is None:
        return Scene(workspace, serve(workspace, ledger, at))
    return Scene(workspace, building.build(workspace, as_of), as_of)


def did(ledger: Ledger, kind: str, payload: Mapping[str, Any], at: str, subject: str = "") -> Event:
    """Any other job of the system, such as ``update``."""
    return record(ledger, kind, SYSTEM, payload, at, subject)


def _sealed(ledger: Ledger, release: Release) -> bool:
    return any(
        event.payload.get("release") == release.sha256 and "seal" in event.payload
        for event in events(ledger, kinds=["see"], subject=release.source)
    )


def _serving(workspace: Workspace, ledger: Ledger) -> str:
    """The snapshot that serves and is recorded as such; ``""`` when the two disagree."""
    recorded = latest(ledger, "index")
    try:
        served = snapshots.current(workspace).id
    except Missing:
        return ""
    return served if recorded is not None and recorded.payload["snapshot"] == served else ""
