"""The entries of published lists, read as the product reads them.

Reach for `entities_of` with files or folders of lists: they are seen into a workspace that is
thrown away, and the parties in it come back.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity


def entities_of(paths: Iterable[Path]) -> list[Entity]:
    """All entries with a name."""
    with tempfile.TemporaryDirectory() as folder:
        for words in (["init", folder], ["see", "-w", folder, *map(str, paths)]):
            subprocess.run([sys.executable, "-m", "vedette", *words], capture_output=True)
        workspace = Workspace.open(Path(folder))
        found = tables.read_entities(workspace, releases.current(workspace).values())
        return [one for one in found if one.values("name")]
