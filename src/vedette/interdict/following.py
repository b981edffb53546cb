"""Look at what has come since the last look, and keep the findings that hold now.

Reach for `follow` where `detect` would run again and again on a growing workspace. What it keeps
between looks (``lake/follow``) is made of releases: when settings or versions change, or somebody
deletes it, the next look goes over everything once more. A run is named by the run before and by
what is new, so that a look which was killed is the same look when it is done again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from vedette.find.families import Family, Scene
from vedette.find.movements import family as movements
from vedette.find.movements import watch
from vedette.interdict.detect import applying, detect, recorded
from vedette.interdict.ledger import Ledger, latest
from vedette.lake import findings as stored
from vedette.lake.carried import Carried, carried, carry
from vedette.model.canonical import digest
from vedette.model.release import Release

NAME = "follow"
REST = "rest"
"""The table of what the other families found: they run again only when their tables change."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One look: the run that holds now, the subjects of which something is new (None: look at
    all), and how many fixes came too late to be placed."""

    run: str
    moved: tuple[str, ...] | None = None
    late: int = 0


def follow(scene: Scene, ledger: Ledger, at: str) -> Followed:
    """Look at the releases that no look has seen, store what holds now, record the job."""
    running = applying(scene)
    rest = tuple(family for family in running if family.name != movements.FAMILY.name)
    if len(rest) == len(running):
        return Followed(detect(scene, ledger, at).id)
    before = _before(scene)
    names = _names(scene, rest)
    done = set(before.facts.get("releases", ()))
    new = [one for one in scene.releases["positions"] if one.sha256 not in done]
    if before.facts and not new and all(before.facts[key] == names[key] for key in names):
        if _untold(ledger, before):
            _tell(scene, ledger, at, before)
            return Followed(before.facts["run"])
        return Followed(before.facts["run"], ())
    fill = partial(_fill, scene, before, new, rest, names)
    after = carry(scene.workspace, NAME, before, fill)
    _tell(scene, ledger, at, after)
    moved = None if names["rest"] != before.facts.get("rest") else tuple(after.facts["moved"])
    return Followed(str(after.facts["run"]), moved, int(after.facts["late"]))


def _untold(ledger: Ledger, look: Carried) -> bool:
    """Was the last look killed before the ledger had it? Then the look before it is the newest."""
    last = latest(ledger, "find")
    newest = last.payload["run"] if last else None
    return "inputs" in look.facts and look.facts["inputs"]["after"] == newest


def _tell(scene: Scene, ledger: Ledger, at: str, look: Carried) -> None:
    """Put a look into the ledger."""
    run = str(look.facts["run"])
    count = stored.count_of(scene.workspace, run)
    recorded(scene, ledger, at, run, count, look.facts["inputs"])


def _before(scene: Scene) -> Carried:
    """What the last look kept, if it was made as this one would make it."""
    before = carried(scene.workspace, NAME)
    same = before.facts.get("key") == _key(scene)
    return before if same else Carried(before.number)


def _key(scene: Scene) -> str:
    places = [release.sha256 for release in scene.releases.get("places", ())]
    return digest([movements.VERSION, movements.settings(scene), places], 16)


def _names(scene: Scene, rest: tuple[Family, ...]) -> dict[str, str]:
    """What the lists are, and what the other families look at."""
    releases = {
        table: [release.sha256 for release in known]
        for table, known in sorted(scene.releases.items())
        if table != "positions"
    }
    versions = {family.name: family.version for family in rest}
    asked = [releases, versions, scene.workspace.settings["screening"]]
    return {"snapshot": scene.snapshot.id, "rest": digest([scene.snapshot.id, asked], 16)}


def _fill(
    scene: Scene,
    before: Carried,
    new: list[Release],
    rest: tuple[Family, ...],
    names: Mapping[str, str],
    folder: Path,
) -> dict[str, Any]:
    """The tables of the next look into `folder`, the run into the lake; the facts about both."""
    facts = watch.look(scene, before, new, folder)
    if before.facts.get("rest") == names["rest"]:
        others = pq.read_table(before.tables[REST])
    else:
        found = {one.id: one for family in rest for one in family.find(scene)}
        rows = [stored.row_of(finding) for finding in found.values()]
        others = pa.Table.from_pylist(rows, schema=stored.FINDINGS)
    pq.write_table(others, folder / f"{REST}.parquet")
    shas = [release.sha256 for release in new]
    run = "r-" + digest([NAME, before.facts.get("run"), _key(scene), dict(names), shas], 16)
    standing = pq.read_table(folder / "standing.parquet", columns=stored.FINDINGS.names)
    rows = pa.concat_tables([others, standing.cast(stored.FINDINGS)])
    stored.write_rows(scene.workspace, run, rows, before.facts.get("run"))
    return {
        **facts,
        **names,
        "key": _key(scene),
        "run": run,
        "inputs": {"positions": shas, "after": before.facts.get("run")},
        "releases": [*before.facts.get("releases", ()), *shas],
    }
