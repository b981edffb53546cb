"""Run every detector that applies, and keep what it found.

Reach for `detect` behind `vedette find`, and for `replay` to see what would have been found
with the lists of an earlier day; a replay leaves nothing in the workspace. A run is named by
all that went into it, so running again on the same data gives the same run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vedette.find.families import Family, Scene, families
from vedette.interdict.jobs import SYSTEM
from vedette.interdict.ledger import Ledger, events, record
from vedette.lake import findings as stored
from vedette.lake.releases import sha256_of
from vedette.model.canonical import digest
from vedette.model.finding import Finding

Report = Callable[[str, int], None]
"""Told the family at work and how many findings it has given so far."""


NOT_FINDING = ("ledger", "lists", "alerts", "decisions", "gate")
"""Sections of vedette.toml that no detector reads; any other makes a run of its own."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the detectors: its name, what it looked at, how much it found."""

    id: str
    snapshot: str
    families: tuple[str, ...]
    findings: int


def detect(scene: Scene, ledger: Ledger, at: str, report: Report | None = None) -> Run:
    """Run all families that apply, store their findings, record the job."""
    running = applying(scene)
    run, workspace = _name(scene, running), scene.workspace
    written = not stored.file_of(workspace, run).is_file()
    if not written:
        count = stored.count_of(workspace, run)
    else:
        count = stored.write_findings(workspace, run, _found(scene, running, report))
    recorded(scene, ledger, at, run, count, _inputs(scene), written)
    return Run(run, scene.snapshot.id, tuple(family.name for family in running), count)


def recorded(
    scene: Scene,
    ledger: Ledger,
    at: str,
    run: str,
    count: int,
    inputs: Mapping[str, Any],
    written: bool = True,
) -> None:
    """Put a run into the ledger; the first time with what it looked at, and sealed. It is sealed
    again only where its findings had to be written again."""
    payload: dict[str, Any] = {
        "run": run,
        "snapshot": scene.snapshot.id,
        "families": {family.name: family.version for family in applying(scene)},
        "findings": count,
    }
    first = not any(event.payload["run"] == run for event in events(ledger, kinds=["find"]))
    if first:
        payload["inputs"] = inputs
    if first or written:
        payload["seal"] = {
            str(file.relative_to(scene.workspace.root)): sha256_of(file)
            for file in stored.files_of(scene.workspace, run)
        }
    record(ledger, "find", SYSTEM, payload, at)


def replay(scene: Scene, report: Report | None = None) -> list[Finding]:
    """What would be found on this scene, each finding once; stores and records nothing."""
    found = {finding.id: finding for finding in _found(scene, applying(scene), report)}
    return list(found.values())


def applying(scene: Scene) -> tuple[Family, ...]:
    """The families whose tables are there."""
    return tuple(family for family in families() if family.applies(scene))


def lacking(scene: Scene) -> list[str]:
    """What the families that apply cannot look at on this machine, a sentence each."""
    said = [(family.name, family.lacks(scene)) for family in applying(scene)]
    return [f"{name}: {problem}" for name, problem in said if problem]


def _found(scene: Scene, running: Iterable[Family], report: Report | None) -> Iterator[Finding]:
    for family in running:
        count = 0
        if report is not None:
            report(family.name, count)
        for finding in family.find(scene):
            count += 1
            yield finding
            if report is not None:
                report(family.name, count)


def _inputs(scene: Scene) -> dict[str, list[str]]:
    return {
        table: [release.sha256 for release in known]
        for table, known in sorted(scene.releases.items())
    }


def _name(scene: Scene, running: Iterable[Family]) -> str:
    versions = {
        family.name: family.version + (" in part" if family.lacks(scene) else "")
        for family in running
    }
    settings = {
        name: value for name, value in scene.workspace.settings.items() if name not in NOT_FINDING
    }
    return "r-" + digest([scene.snapshot.id, _inputs(scene), versions, settings], 16)
