"""The snapshot in service: opened once, shared by all requests, swapped without losing one.

A request takes `Post.served` once and keeps what it got until it has answered; the watcher
looks at the workspace's ``current`` file and puts a newly opened snapshot in its place. The
old one lives as long as a request still holds it. While there is no snapshot, `Missing` is
raised, which the gate turns into ``unknown`` or 503, never into an empty answer.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock

from vedette.find.names import Screener
from vedette.interdict.gate.texts import Texts
from vedette.interdict.gate.wire import seen_of
from vedette.lake import snapshots, tables
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace
from vedette.model.errors import Missing, VedetteError
from vedette.model.release import Release

log = logging.getLogger("vedette.gate")

EVERYTHING = "default"
"""The collection of all lists; yente's clients ask for it when nobody says otherwise."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The gate is at the edge: it may look at the clock, detectors may not."""
    return datetime.now(UTC)


@dataclass
class Served:
    """One opened snapshot, its lists, and the collections that group them."""

    workspace: Workspace
    snapshot: Snapshot
    screener: Screener
    collections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def releases(self) -> Mapping[str, Release]:
        """The releases that the snapshot was built from, by source."""
        return self.snapshot.releases

    def lists(self, dataset: str) -> frozenset[str] | None:
        """The sources that a dataset or collection name stands for; nothing if unknown."""
        if dataset == EVERYTHING:
            return frozenset(self.releases)
        if dataset in self.collections:
            return frozenset(self.collections[dataset]) & frozenset(self.releases)
        return frozenset({dataset}) if dataset in self.releases else None

    def ages(self, now: datetime) -> dict[str, int]:
        """Days since each list was last known to be what its publisher offers."""
        return {source: age(release, now) for source, release in self.releases.items()}

    def stale(self, now: datetime) -> dict[str, int]:
        """The lists that are older than the workspace allows, with their age in days."""
        limit = self.workspace.setting("lists", "stale_after_days")
        return {source: days for source, days in self.ages(now).items() if days > limit}

    @cached_property
    def _texts(self) -> Texts:
        releases = self.releases
        entities = tables.read_entities(self.workspace, releases.values())
        files = tables.paths(self.workspace, "entities", releases.values())
        return Texts.build(
            ((one, seen_of(one, releases.get(one.dataset))) for one in entities), files
        )

    def texts(self) -> Texts:
        """The search index, made when it is first asked for. Call it from a thread."""
        with self._lock:
            return self._texts


def age(release: Release, now: datetime) -> int:
    """Whole days since a release was retrieved."""
    return max(0, (now - datetime.fromisoformat(release.retrieved)).days)


class Post:
    """Where requests find the snapshot that is being served now."""

    def __init__(self, workspace: Workspace, clock: Clock = utc_now) -> None:
        self.workspace = workspace
        self.clock = clock
        self._served: Served | None = None
        self._why = "the gate is starting"

    @property
    def served(self) -> Served:
        """The snapshot in service; `Missing` while there is none."""
        if self._served is None:
            raise Missing(self._why)
        return self._served

    def refresh(self) -> bool:
        """Look at ``current``; open and swap in what it names. True when something changed.

        A snapshot that cannot be opened leaves the one before in service.
        """
        try:
            snapshot = snapshots.current(self.workspace)
            if self._served is not None and self._served.snapshot.id == snapshot.id:
                return False
            collections = self.workspace.settings.get("gate", {}).get("collections", {})
            self._served = Served(
                self.workspace,
                snapshot,
                Screener.open(snapshot.path),
                {name: tuple(sources) for name, sources in collections.items()},
            )
        except (VedetteError, OSError, ValueError) as error:
            if str(error) != self._why:
                log.warning("no new snapshot: %s", error)
            self._why = str(error)
            return False
        log.info("serving snapshot %s", snapshot.id)
        return True

    async def watch(self, seconds: float) -> None:
        """Look every so often, for ever, opening new snapshots beside the event loop."""
        while True:
            await asyncio.sleep(seconds)
            await asyncio.to_thread(self.refresh)
