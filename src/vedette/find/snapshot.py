"""The lists in force, built into what is screened against, and swapped in.

Reach for `publish` after the lake got a new release of a list. It reads the newest release of
each source, builds the screener beside the one in service, and swaps in one step; whoever has
the old one open goes on with it. It refuses nothing: no list at all gives an empty snapshot.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from vedette.find.names import Screener
from vedette.lake import releases, snapshots, tables
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace
from vedette.model.canonical import digest
from vedette.model.entity import Entity
from vedette.model.release import Release
from vedette.reference.followthemoney import schema

_MADE_WITH = ("vedette.find.names", "vedette.reference.names")


@cache
def recipe() -> str:
    """Changes with the way in which a snapshot is built, so that an old one is built anew.

    A snapshot keeps names as they were analysed: with the code and the tables of that day.
    """
    texts = {
        f"{package}/{file.name}": file.read_text("utf-8")
        for package in _MADE_WITH
        for file in files(package).iterdir()
        if file.name.endswith((".py", ".txt"))
    }
    return f"screener-{digest(texts, 12)}"


def build(workspace: Workspace, as_of: str | None = None) -> Snapshot:
    """Build the snapshot of the lists in force, now or as known on a day; swaps nothing."""
    return _built(workspace, releases.current(workspace, as_of))


def current(workspace: Workspace) -> Snapshot:
    """The snapshot in service; `Missing` when there is none.

    One that an earlier version of Vedette built is built anew, once, from the same releases: a
    workspace outlives the program that made it.
    """
    served = snapshots.current(workspace)
    if served.id == snapshots.identity(served.releases, recipe()):
        return served
    return _built(workspace, served.releases)


def _built(workspace: Workspace, in_force: Mapping[str, Release]) -> Snapshot:
    return snapshots.build(
        workspace,
        in_force,
        recipe(),
        lambda folder: Screener.build(_parties(workspace, in_force.values())).save(folder),
    )


def publish(workspace: Workspace) -> Snapshot:
    """Build the snapshot of the lists in force and let it serve from now on."""
    snapshot = build(workspace)
    snapshots.swap(workspace, snapshot)
    return snapshot


def _parties(workspace: Workspace, in_force: Iterable[Release]) -> Iterator[Entity]:
    for entity in tables.read_entities(workspace, in_force):
        kind = schema(entity.schema)
        if kind is not None and kind.matchable and entity.schema != "Address":
            yield entity
