"""``movements.*``: ships and aircraft on the move, and which of them are listed.

The workspace's ``engine`` says where the detectors run; ``[movements.gaps]`` and the like in
vedette.toml change their thresholds.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from vedette.find.entries import entries_of
from vedette.find.families import Family, Scene
from vedette.find.movements import engine, listed, run
from vedette.find.movements import follow as following
from vedette.find.movements.detectors import DETECTORS, Inputs
from vedette.find.movements.fixes import stacked
from vedette.lake import tables
from vedette.lake.carried import Carried
from vedette.model.canonical import digest
from vedette.model.entity import Entity
from vedette.model.finding import Finding
from vedette.model.release import Release
from vedette.reference.places import PLACES, places

VERSION = "2"


def find(scene: Scene) -> Iterator[Finding]:
    """Who is listed first, then every detector, each finding saying whom of the two lists know."""
    made_up = _made_up(scene)
    with tempfile.TemporaryDirectory(prefix=".finding-", dir=scene.workspace.root) as spill:
        connection = engine.connect(scene.workspace.setting("engine"), Path(spill))
        inputs = Inputs(
            positions=_table(scene, connection, "positions", scene.releases["positions"]),
            identities=_table(scene, connection, "identities", scene.releases["positions"]),
            places=ibis.memtable(_places(scene)),
        )
        asked = listed.queries(run.subjects(inputs), inputs.identities)
        known = _listed(scene, asked)
        for one in known:
            yield from listed.findings(one, made_up)
        yield from run.findings(
            inputs, settings(scene), invented=made_up, listed=listed.briefs(known)
        )


def settings(scene: Scene) -> dict[str, Mapping[str, Any]]:
    """What vedette.toml says of movements, by the detectors' full names."""
    changed = scene.workspace.settings.get("movements", {})
    return {f"movements.{name}": parameters for name, parameters in changed.items()}


def _made_up(scene: Scene) -> set[str]:
    return {
        release.sha256
        for table in ("positions", "entities")
        for release in scene.releases[table]
        if release.invented
    }


def _table(
    scene: Scene, connection: engine.Connection, name: str, releases: Iterable[Release]
) -> Any:
    files = {release.sha256: tables.paths(scene.workspace, name, [release]) for release in releases}
    return engine.released(connection, files)


def _places(scene: Scene) -> pa.Table:
    """The places that Vedette knows by itself, and those that the workspace has read."""
    own = [
        pq.read_table(path, schema=PLACES)
        for release in scene.releases.get("places", ())
        for path in tables.paths(scene.workspace, "places", [release])
    ]
    return pa.concat_tables([places(), *own])


def _listed(scene: Scene, asked: Iterable[tuple[str, Entity]]) -> list[listed.Listed]:
    """Those of the asked that may be on a list, each with its entries."""
    threshold = float(scene.workspace.setting("screening", "threshold"))
    matched = list(listed.matches(asked, scene.screener, threshold))
    entries = entries_of(
        scene.workspace,
        scene.releases["entities"],
        {match.entity.id for _, _, found in matched for match in found},
    )
    return [listed.Listed(*one, entries, threshold) for one in matched]


def follow(scene: Scene, before: Carried, new: Sequence[Release], folder: Path) -> dict[str, Any]:
    """Look at what is new (see `follow.look`): tables into `folder`, facts for the next look.

    Always in this process, whatever the workspace's engine: a piece fits one machine.
    """
    with tempfile.TemporaryDirectory(prefix=".following-", dir=scene.workspace.root) as scratch:
        connection = engine.connect("duckdb", Path(scratch) / "spill")
        kept = {
            name: connection.read_parquet(path)
            for name, path in before.tables.items()
            if name != ASKED
        }
        positions, identities = (
            _table(scene, connection, name, new) if new else kept[old].filter(False)
            for name, old in (("positions", "awake"), ("identities", "identities"))
        )
        said = stacked(identities, kept["identities"]) if kept else identities
        names = _subjects(scene, before, positions, identities)
        asking, digests = _asking(scene, before, names, said)
        known = _listed(scene, asking)
        asked = frozenset(subject for subject, _ in asking)
        briefs = {
            **{name: one for name, one in before.facts.get("listed", {}).items()
               if name not in asked},
            **listed.briefs(known),
        }  # fmt: skip
        made_up = _made_up(scene)
        now = before.facts.get("now")
        seen = following.look(
            connection,
            following.Look(
                positions=positions,
                identities=identities,
                places=ibis.memtable(_places(scene)),
                kept=kept,
                now=datetime.fromisoformat(now) if now else None,
                settings=settings(scene),
                invented=made_up,
                listed=briefs,
                matched=[one for entry in known for one in listed.findings(entry, made_up)],
                asked=asked,
            ),
            Path(scratch),
            folder,
        )
        pq.write_table(digests, folder / f"{ASKED}.parquet")
    return {
        "now": run.plain(seen.now),
        "late": seen.late,
        "moved": list(seen.moved),
        "listed": briefs,
        "snapshot": scene.snapshot.id,
    }


ASKED = "asked"
"""The table of what the lists were asked about each subject: its digest."""


def _subjects(scene: Scene, before: Carried, *new: Any) -> list[str]:
    """Of whom something new was heard; everybody when the lists are others."""
    names = {
        name
        for table in new
        for name in table.select("subject").distinct().to_pyarrow()["subject"].to_pylist()
    }
    if ASKED in before.tables and before.facts["snapshot"] != scene.snapshot.id:
        names |= set(pq.read_table(before.tables[ASKED])["subject"].to_pylist())
    return sorted(names)


def _asking(
    scene: Scene, before: Carried, names: list[str], said: Any
) -> tuple[list[tuple[str, Entity]], pa.Table]:
    """What to ask the lists now, and a digest of what was asked about everybody so far."""
    about = said.semi_join(ibis.memtable({"subject": pa.array(names, pa.string())}), "subject")
    queries = list(listed.queries(names, about))
    known: dict[str, str] = {}
    if ASKED in before.tables:
        table = pq.read_table(before.tables[ASKED])
        known = dict(zip(*(table[name].to_pylist() for name in table.column_names), strict=True))
    same = before.facts.get("snapshot") == scene.snapshot.id
    now = {subject: digest(query.to_json(), 16) for subject, query in queries}
    asking = [one for one in queries if not (same and known.get(one[0]) == now[one[0]])]
    known.update(now)
    rows = sorted(known.items())
    columns = {"subject": [name for name, _ in rows], "digest": [value for _, value in rows]}
    return asking, pa.table(columns, pa.schema([(name, pa.string()) for name in columns]))


FAMILY = Family(
    "movements",
    VERSION,
    ("entities", "positions"),
    (listed.DETECTOR, *(detector.name for detector in DETECTORS)),
    find,
)
