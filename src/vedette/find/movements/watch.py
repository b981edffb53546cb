"""A look at what is new in a workspace: `follow.look` for a scene and its releases.

Reach for `look` behind ``vedette watch --follow``. It asks the lists only about those who said
something new, and about everybody when the lists are others.
"""

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from vedette.find.families import Scene
from vedette.find.movements import engine, follow, listed, run
from vedette.find.movements.family import listed_of, made_up, places_of, settings, table_of
from vedette.find.movements.fixes import stacked
from vedette.lake.carried import Carried
from vedette.model.canonical import digest
from vedette.model.entity import Entity
from vedette.model.release import Release

ASKED = "asked"
"""The table of what the lists were asked about each subject: its digest."""


def look(scene: Scene, before: Carried, new: Sequence[Release], folder: Path) -> dict[str, Any]:
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
            table_of(scene, connection, name, new) if new else kept[old].filter(False)
            for name, old in (("positions", "awake"), ("identities", "identities"))
        )
        said = stacked(identities, kept["identities"]) if kept else identities
        names = _subjects(scene, before, positions, identities)
        asking, digests = _asking(scene, before, names, said)
        known = listed_of(scene, asking)
        asked = frozenset(subject for subject, _ in asking)
        briefs = {
            **{name: one for name, one in before.facts.get("listed", {}).items()
               if name not in asked},
            **listed.briefs(known),
        }  # fmt: skip
        invented = made_up(scene)
        now = before.facts.get("now")
        seen = follow.look(
            connection,
            follow.Look(
                positions=positions,
                identities=identities,
                places=ibis.memtable(places_of(scene)),
                kept=kept,
                now=datetime.fromisoformat(now) if now else None,
                settings=settings(scene),
                invented=invented,
                listed=briefs,
                matched=[one for entry in known for one in listed.findings(entry, invented)],
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


def _subjects(scene: Scene, before: Carried, *new: Any) -> list[str]:
    """Of whom something new was heard; everybody when the lists are others."""
    names = {
        name
        for table in new
        for name in engine.arrow(table.select("subject").distinct())["subject"].to_pylist()
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
