"""Snapshots: what is screened against, built beside and swapped in one step.

A snapshot is a folder named by what went into it, so building the same releases twice gives
the same snapshot. `publish` builds it and then replaces one small file, ``current``; a reader
that opened the old one goes on with the old one.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vedette.lake.files import new_folder, write_file
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical, digest
from vedette.model.errors import Missing
from vedette.model.release import Release

CURRENT = "current"
MANIFEST = "snapshot.json"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A built snapshot: its id, folder, and the releases it was built from, by source."""

    id: str
    path: Path
    releases: Mapping[str, Release]


def identity(releases: Mapping[str, Release], recipe: str) -> str:
    """The id of the snapshot that a recipe makes of these releases."""
    made_of = {source: release.sha256 for source, release in releases.items()}
    return "s-" + digest([recipe, made_of], 16)


def build(
    workspace: Workspace,
    releases: Mapping[str, Release],
    recipe: str,
    fill: Callable[[Path], None],
) -> Snapshot:
    """Build a snapshot of these releases unless it is there already; does not swap it in.

    `fill` writes the content into the folder it is given; `recipe` is its version, so that a
    new way of building gives a new snapshot.
    """
    name = identity(releases, recipe)
    home = workspace.snapshots / name
    if not (home / MANIFEST).is_file():
        with new_folder(home) as staged:
            fill(staged)
            manifest = {source: release.to_json() for source, release in releases.items()}
            (staged / MANIFEST).write_bytes(canonical({"id": name, "releases": manifest}))
    return Snapshot(name, home, dict(releases))


def swap(workspace: Workspace, snapshot: Snapshot) -> None:
    """Let `snapshot` be what everybody who opens the workspace from now on screens against."""
    write_file(workspace.snapshots / CURRENT, snapshot.id.encode())


def current(workspace: Workspace) -> Snapshot:
    """The snapshot in service; `Missing` when there is none."""
    pointer = workspace.snapshots / CURRENT
    if not pointer.is_file():
        raise Missing("no list has been read yet", "run `vedette see FILE` or `vedette update`")
    return opened(workspace, pointer.read_text("ascii").strip())


def opened(workspace: Workspace, identity: str) -> Snapshot:
    """A snapshot by its id."""
    home = workspace.snapshots / identity
    if not (home / MANIFEST).is_file():
        raise Missing(f"snapshot {identity} is not in this workspace", "read its lists again")
    manifest = json.loads((home / MANIFEST).read_bytes())
    releases = {source: Release.from_json(data) for source, data in manifest["releases"].items()}
    return Snapshot(identity, home, releases)
