"""``movements.*``: ships and aircraft on the move, and which of them are listed.

The workspace's ``engine`` says where the detectors run; ``[movements.gaps]`` and the like in
vedette.toml change their thresholds.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from vedette.find.calibration.cited import threshold_of
from vedette.find.entries import entries_of
from vedette.find.families import Family, Scene
from vedette.find.movements import engine, listed, run
from vedette.find.movements.detectors import DETECTORS
from vedette.find.movements.inputs import Inputs
from vedette.lake import tables
from vedette.model.entity import Entity
from vedette.model.finding import Finding
from vedette.model.release import Release
from vedette.reference.places import PLACES, places

VERSION = "3"


def find(scene: Scene) -> Iterator[Finding]:
    """Who is listed first, then every detector, each finding saying whom of the two lists know."""
    invented = made_up(scene)
    with tempfile.TemporaryDirectory(prefix=".finding-", dir=scene.workspace.root) as spill:
        connection = engine.connect(scene.workspace.setting("engine"), Path(spill))
        inputs = Inputs(
            positions=table_of(scene, connection, "positions", scene.releases["positions"]),
            identities=table_of(scene, connection, "identities", scene.releases["positions"]),
            places=ibis.memtable(places_of(scene)),
        )
        asked = listed.queries(run.subjects(inputs), inputs.identities)
        known = listed_of(scene, asked)
        for one in known:
            yield from listed.findings(one, invented)
        yield from run.findings(
            inputs, settings(scene), invented=invented, listed=listed.briefs(known)
        )


def settings(scene: Scene) -> dict[str, Mapping[str, Any]]:
    """What vedette.toml says of movements, by the detectors' full names."""
    changed = scene.workspace.settings.get("movements", {})
    return {f"movements.{name}": parameters for name, parameters in changed.items()}


def made_up(scene: Scene) -> set[str]:
    """The releases of positions and lists that hold demonstration data."""
    return {
        release.sha256
        for table in ("positions", "entities")
        for release in scene.releases[table]
        if release.invented
    }


def table_of(
    scene: Scene, connection: engine.Connection, name: str, releases: Iterable[Release]
) -> Any:
    """The rows of these releases in a table, with their release."""
    files = {release.sha256: tables.paths(scene.workspace, name, [release]) for release in releases}
    return engine.released(connection, files)


def places_of(scene: Scene) -> pa.Table:
    """The places that Vedette knows by itself, and those that the workspace has read."""
    own = [
        pq.read_table(path, schema=PLACES)
        for release in scene.releases.get("places", ())
        for path in tables.paths(scene.workspace, "places", [release])
    ]
    return pa.concat_tables([places(), *own])


def listed_of(scene: Scene, asked: Iterable[tuple[str, Entity]]) -> list[listed.Listed]:
    """Those of the asked that may be on a list, each with its entries."""
    threshold = threshold_of(scene.workspace)
    matched = list(listed.matches(asked, scene.screener, threshold))
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
