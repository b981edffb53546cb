"""What one look carries over to the next: small tables, together or not at all.

Reach for `carried` to read what the last look left and for `carry` to leave something. It is no
record: what is here was made of releases and can be made again, so only the newest is kept, and
whoever deletes the folder loses time and nothing else.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vedette.lake.files import new_folder
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical

MANIFEST = "carried.json"


@dataclass(frozen=True, slots=True)
class Carried:
    """What was left: which look it was (0: none yet), facts about it, and its tables' files."""

    number: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Path] = field(default_factory=dict)


def carried(workspace: Workspace, name: str) -> Carried:
    """What the newest look under this name left; an empty one if there was none."""
    for home in sorted(_homes(workspace, name), key=lambda path: -int(path.name)):
        facts = json.loads((home / MANIFEST).read_bytes())
        tables = {path.stem: path for path in sorted(home.glob("*.parquet"))}
        return Carried(int(home.name), facts, tables)
    return Carried()


def carry(
    workspace: Workspace, name: str, before: Carried, fill: Callable[[Path], Mapping[str, Any]]
) -> Carried:
    """Let `fill` write tables into a folder and give the facts about them; older ones go.

    A kill before the end leaves what was there before.
    """
    home = workspace.table(name) / f"{before.number + 1:08d}"
    with new_folder(home) as staged:
        (staged / MANIFEST).write_bytes(canonical(dict(fill(staged))) + b"\n")
    for old in _homes(workspace, name):
        if int(old.name) <= before.number:
            shutil.rmtree(old, ignore_errors=True)
    return carried(workspace, name)


def _homes(workspace: Workspace, name: str) -> list[Path]:
    return [
        path.parent
        for path in workspace.table(name).glob(f"*/{MANIFEST}")
        if path.parent.name.isdigit()
    ]
