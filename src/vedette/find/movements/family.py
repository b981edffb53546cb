"""``movements.*``: ships and aircraft on the move, and which of them are listed.

The workspace's ``engine`` says where the detectors run; ``[movements.gaps]`` and the like in
vedette.toml change their thresholds.
"""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from vedette.find.entries import entries_of
from vedette.find.families import Family, Scene
from vedette.find.movements import engine, listed, run
from vedette.find.movements.detectors import DETECTORS, Inputs
from vedette.lake import tables
from vedette.model.finding import Finding
from vedette.reference.places import PLACES, places

VERSION = "1"


def find(scene: Scene) -> Iterator[Finding]:
    """Who is listed first, then every detector, each finding saying whom of the two lists know."""
    made_up = {
        release.sha256
        for table in ("positions", "entities")
        for release in scene.releases[table]
        if release.invented
    }
    with tempfile.TemporaryDirectory(prefix=".finding-", dir=scene.workspace.root) as spill:
        connection = engine.connect(scene.workspace.setting("engine"), Path(spill))
        inputs = Inputs(
            positions=_table(scene, connection, "positions"),
            identities=_table(scene, connection, "identities"),
            places=ibis.memtable(_places(scene)),
        )
        known = _listed(scene, inputs)
        for one in known:
            yield from listed.findings(one, made_up)
        yield from run.findings(
            inputs, settings(scene), invented=made_up, listed=listed.briefs(known)
        )


def settings(scene: Scene) -> dict[str, Mapping[str, Any]]:
    """What vedette.toml says of movements, by the detectors' full names."""
    changed = scene.workspace.settings.get("movements", {})
    return {f"movements.{name}": parameters for name, parameters in changed.items()}


def _table(scene: Scene, connection: engine.Connection, name: str) -> Any:
    files = {
        release.sha256: tables.paths(scene.workspace, name, [release])
        for release in scene.releases["positions"]
    }
    return engine.released(connection, files)


def _places(scene: Scene) -> pa.Table:
    """The places that Vedette knows by itself, and those that the workspace has read."""
    own = [
        pq.read_table(path, schema=PLACES)
        for release in scene.releases.get("places", ())
        for path in tables.paths(scene.workspace, "places", [release])
    ]
    return pa.concat_tables([places(), *own])


def _listed(scene: Scene, inputs: Inputs) -> list[listed.Listed]:
    threshold = float(scene.workspace.setting("screening", "threshold"))
    matched = list(
        listed.matches(run.subjects(inputs), inputs.identities, scene.screener, threshold)
    )
    entries = entries_of(
        scene.workspace,
        scene.releases["entities"],
        {match.entity.id for _, _, found in matched for match in found},
    )
    return [listed.Listed(*one, entries, threshold) for one in matched]


FAMILY = Family(
    "movements",
    VERSION,
    ("entities", "positions"),
    (listed.DETECTOR, *(detector.name for detector in DETECTORS)),
    find,
)
