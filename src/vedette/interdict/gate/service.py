"""The snapshot in service: opened once, shared by all requests, swapped without losing one.

A request takes `Post.served` once and keeps what it got until it has answered; the watcher
looks at the workspace's ``current`` file and puts a newly opened snapshot in its place. The
old one lives as long as a request still holds it. While there is no snapshot, `Missing` is
raised, which the gate turns into ``unknown`` or 503, never into an empty answer.
"""

import asyncio
import gc
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock

from sqlalchemy.exc import SQLAlchemyError

from vedette.find.names import Screener
from vedette.find.parties import Context
from vedette.find.snapshot import current
from vedette.interdict.freshness import ages_since, confirmed, stale
from vedette.interdict.gate.texts import Texts
from vedette.interdict.gate.wire import seen_of
from vedette.interdict.ledger import open_ledger
from vedette.interdict.voyages import movements
from vedette.lake import tables
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
    """One opened snapshot, its lists, and the collections that group them.

    `ages` are days since each list was last known to be what its publisher offers, `stale` those
    that are more than the workspace allows; `Post` brings both up to date.
    """

    workspace: Workspace
    snapshot: Snapshot
    screener: Screener
    collections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ages: Mapping[str, int] = field(default_factory=dict)
    stale: Mapping[str, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _context: Context | None = None

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

    @cached_property
    def _texts(self) -> Texts:
        releases = self.releases
        entities = tables.read_entities(self.workspace, releases.values())
        files = tables.paths(self.workspace, "entities", releases.values())
        return Texts.build(
            ((one, seen_of(one, releases.get(one.dataset))) for one in entities), files
        )

    def context(self, day: str) -> Context:
        """What a consignment is asked against on `day`, made when first asked for and kept for
        the day. Call it from a thread."""
        with self._lock:
            if self._context is None or self._context.day != day:
                made = Context.of(self.workspace, day, self.snapshot, self.screener)
                heard = movements(self.workspace, open_ledger(self.workspace))
                made = made.with_lines(self.workspace, ())
                self._context = replace(made, movements=heard)
            return replace(self._context, ages=dict(self.ages), stale=dict(self.stale))

    def texts(self) -> Texts:
        """The search index, made when it is first asked for. Call it from a thread."""
        with self._lock:
            return self._texts


class Post:
    """Where requests find the snapshot that is being served now."""

    def __init__(self, workspace: Workspace, clock: Clock = utc_now) -> None:
        self.workspace = workspace
        self.clock = clock
        self._served: Served | None = None
        self._why = "the gate is starting"
        self._dated = ""
        self._confirmed: Mapping[str, str] = {}

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
            snapshot = current(self.workspace)
            changed = self._served is None or self._served.snapshot.id != snapshot.id
            if changed:
                self._served = self._opened(snapshot)
                _settle()
                log.info("serving snapshot %s", snapshot.id)
            elif self._served and self._dated != self.clock().isoformat(timespec="minutes"):
                self._date(self._served)
        except (VedetteError, OSError, ValueError) as error:
            if str(error) != self._why:
                log.warning("no new snapshot: %s", error)
            self._why, changed = str(error), False
        return changed

    def _opened(self, snapshot: Snapshot) -> Served:
        collections = self.workspace.settings.get("gate", {}).get("collections", {})
        groups = {name: tuple(sources) for name, sources in collections.items()}
        screener = Screener.open(snapshot.path).prepare()  # before it serves
        served = Served(self.workspace, snapshot, screener, groups)
        self._date(served)
        return served

    def _date(self, served: Served) -> None:
        """Bring the ages up to date. What the ledger last said holds while it does not answer."""
        try:
            self._confirmed = confirmed(open_ledger(self.workspace))
        except (VedetteError, SQLAlchemyError, OSError) as error:
            log.warning("ages rest on what the ledger said before: %s", error)
        now = self.clock()
        served.ages = ages_since(self._confirmed, served.snapshot, now.isoformat())
        served.stale = stale(self.workspace, served.ages)
        self._dated = now.isoformat(timespec="minutes")

    async def watch(self, seconds: float) -> None:
        """Look every so often, for ever, opening new snapshots beside the event loop."""
        while True:
            await asyncio.sleep(seconds)
            await asyncio.to_thread(self.refresh)


def _settle() -> None:
    """Let Python's collector walk what was loaded once, and not again while it serves.

    Those walks held a request up for a fifth of a second now and then. What a snapshot that is no
    longer served leaves behind is given back here, when the next one has been opened.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
