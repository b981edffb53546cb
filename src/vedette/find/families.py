"""Every family of detectors, and what one is given to look at.

Reach for `families` to run all that apply. A new family is a package ``find/<name>/`` with a
module ``family`` whose ``FAMILY`` declares it, and its name in `NAMES` here. Its ``find`` is a
pure function of the `Scene`: no clock, no network, the same scene gives the same findings in
the same order.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec

from vedette.find.names import Screener
from vedette.lake import releases
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace
from vedette.model.finding import Finding
from vedette.model.release import Release

NAMES = ("names", "parties", "route", "movements", "ownership", "claims")


@dataclass(frozen=True)
class Scene:
    """What detectors may look at: the lake, the lists in force, and what was known when.

    `as_of` (a date or time, ISO 8601) says that the snapshot is of the lists as known then; what
    is asked about them (consignments, positions) is what the lake has today.
    """

    workspace: Workspace
    snapshot: Snapshot
    as_of: str | None = None

    @cached_property
    def screener(self) -> Screener:
        """The lists, ready to be asked."""
        return Screener.open(self.snapshot.path)

    @cached_property
    def releases(self) -> Mapping[str, tuple[Release, ...]]:
        """Releases by table, the oldest first; of lists those in the snapshot."""
        known: dict[str, list[Release]] = {}
        for release in releases.kept(self.workspace):
            if release.table != "entities":
                known.setdefault(release.table, []).append(release)
        by_age = {
            table: tuple(sorted(found, key=lambda one: (one.known, one.retrieved, one.sha256)))
            for table, found in known.items()
        }
        in_force = tuple(release for _, release in sorted(self.snapshot.releases.items()))
        return {"entities": in_force, **by_age}


@dataclass(frozen=True, slots=True)
class Family:
    """One family: its name, version, the tables it cannot do without, its detectors' names.

    `find` yields findings; `version` changes whenever the same scene would give others. `lacks`
    says in one sentence what this machine cannot look at (a package is missing), or ``""``.
    """

    name: str
    version: str
    needs: tuple[str, ...]
    detectors: tuple[str, ...]
    find: Callable[[Scene], Iterator[Finding]]
    lacks: Callable[[Scene], str] = field(default=lambda _: "")

    def applies(self, scene: Scene) -> bool:
        """True when every table it needs has a release."""
        return all(scene.releases.get(table) for table in self.needs)


def families() -> tuple[Family, ...]:
    """Every family there is, in a fixed order."""
    found = []
    for name in NAMES:
        module = f"vedette.find.{name}.family"
        if find_spec(module):
            found.append(import_module(module).FAMILY)
    return tuple(found)
