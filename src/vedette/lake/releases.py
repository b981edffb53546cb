"""Releases: the raw bytes of every source as retrieved, kept for ever, named by their hash.

A release folder appears whole or not at all, after its rows are in the tables: its appearance
is the moment at which the release counts. `current` answers which releases hold on a day.
"""

import hashlib
import json
import shutil
from pathlib import Path

from vedette.lake.files import new_folder
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical
from vedette.model.errors import BadInput
from vedette.model.release import Release

MANIFEST = "vedette-release.json"
"""Beside the raw file, under a name that no publisher gives to a file of its own."""


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder(workspace: Workspace, release: Release) -> Path:
    """Where a release lives."""
    return workspace.releases / release.source / release.sha256


def keep(workspace: Workspace, release: Release, raw: Path) -> Path:
    """Store the raw file and its manifest. Call it last: from now on the release counts."""
    home = folder(workspace, release)
    if (home / MANIFEST).is_file():
        return home
    if release.filename == MANIFEST:
        raise BadInput(release.filename, "is a name that Vedette needs itself", "rename the file")
    with new_folder(home) as staged:
        shutil.copyfile(raw, staged / release.filename)
        (staged / MANIFEST).write_bytes(canonical(release.to_json()) + b"\n")
    return home


def kept(workspace: Workspace, source: str | None = None) -> list[Release]:
    """All releases, or one source's, the oldest content first."""
    pattern = f"{source or '*'}/*/{MANIFEST}"
    found = [
        Release.from_json(json.loads(path.read_bytes()))
        for path in workspace.releases.glob(pattern)
        if not path.parent.name.startswith(".")
    ]
    return sorted(found, key=lambda release: (release.source, release.known, release.retrieved))


def current(workspace: Workspace, as_of: str | None = None) -> dict[str, Release]:
    """The newest release of each list, by source; with `as_of` (a date or time), as known then.

    A release counts as known from its publisher's date on: that is what the list said that day,
    even if we fetched it later.
    """
    newest: dict[str, Release] = {}
    for release in kept(workspace):
        if release.table == "entities" and is_known(release, as_of):
            newest[release.source] = release
    return newest


def is_known(release: Release, as_of: str | None) -> bool:
    """True when the release was public on a day (all of it) or at a time; None is today."""
    return as_of is None or release.known <= (as_of if "T" in as_of else f"{as_of}T23:59:59Z")


def seal(workspace: Workspace, release: Release) -> dict[str, str]:
    """The SHA-256 of every file that a release is made of, by its path in the workspace.

    Raw bytes, manifest and the rows read from them: what the ledger remembers, so that
    `vedette verify` can say which of them was touched. Of the raw file it is the hash that the
    release is named by, not what lies there now.
    """
    raw = folder(workspace, release) / release.filename
    homes = [folder(workspace, release)] + [
        table / release.source / release.sha256
        for table in sorted((workspace.root / "lake").iterdir())
        if table.is_dir()
    ]
    return {
        str(path.relative_to(workspace.root)): release.sha256 if path == raw else sha256_of(path)
        for home in homes
        if home.is_dir()
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }
