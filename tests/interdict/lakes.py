"""Small lakes for tests: lists and manifests as their readers write them, with hand-made rows."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from vedette.interdict import jobs
from vedette.interdict.detect import Run, detect
from vedette.interdict.ledger import Ledger
from vedette.lake import consignments, releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical
from vedette.model.consignment import Consignment, Party
from vedette.model.entity import Entity
from vedette.model.release import Release

AT = "2026-03-01T09:00:00Z"
QODS = Entity(
    "ofac-16418",
    "Organization",
    {"name": ("QODS AVIATION INDUSTRIES",), "country": ("ir",)},
)
LISTING = Entity(
    "ofac-16418-sanction",
    "Sanction",
    {"entity": ("ofac-16418",), "program": ("NPWMD",), "listingDate": ("2013-12-12",)},
)


def take_list(
    workspace: Workspace,
    ledger: Ledger,
    entities: Iterable[Entity],
    published: str = "2026-02-27T00:00:00Z",
    source: str = "ofac-sdn",
) -> Release:
    """A release of a list."""
    rows = list(entities)
    raw = workspace.root / "raw.json"
    raw.write_bytes(canonical([published, [entity.to_json() for entity in rows]]))
    name = sha256(raw.read_bytes()).hexdigest()
    release = Release(source, name, "test", "raw.json", raw.stat().st_size, AT, published=published)
    tables.write_entities(
        workspace,
        release,
        [
            replace(one, dataset=source, release=name, origin=f"row {n}")
            for n, one in enumerate(rows)
        ],
    )
    releases.keep(workspace, release, raw)
    jobs.took(workspace, ledger, release, True, AT)
    return release


def take_manifest(
    workspace: Workspace, ledger: Ledger, lines: Iterable[Consignment], at: str = AT
) -> Release:
    """A manifest."""
    rows = list(lines)
    raw = workspace.root / "manifest.json"
    raw.write_bytes(canonical([at, [line.to_json() for line in rows]]))
    name = sha256(raw.read_bytes()).hexdigest()
    release = Release(
        rows[0].source, name, "test", "manifest.json", raw.stat().st_size, at, table="consignments"
    )
    consignments.write_consignments(
        workspace,
        release,
        [replace(one, release=name, origin=f"row {n}") for n, one in enumerate(rows, 1)],
    )
    releases.keep(workspace, release, raw)
    jobs.took(workspace, ledger, release, True, at)
    return release


def line(number: str, consignee: str, country: str = "ir", **more: object) -> Consignment:
    """A line of the manifest ``may``."""
    party = Party("consignee", consignee, country)
    return Consignment(number, "may", parties=(party,), **more)  # type: ignore[arg-type]


def find(workspace: Workspace, ledger: Ledger) -> Run:
    """Run the detectors as `vedette find` does."""
    return detect(jobs.scene_of(workspace, ledger, AT), ledger, AT)


def sizes(folder: Path) -> dict[str, int]:
    """Every file below a folder, with its size: to see that nothing changed."""
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
