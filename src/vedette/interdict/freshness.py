"""How old the lists are that an answer rests on, and whether that is too old.

A list is as old as the day on which its content was last known to be what the publisher says:
its own date, or the last time `vedette update` found it unchanged or took it. A list that its
publisher has not changed for a month is fresh if we asked yesterday.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from vedette.interdict.ledger import Ledger, events
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace

CONFIRMED = ("new", "unchanged")
"""Outcomes of a source in an ``update`` event that say the publisher still says so."""


def confirmed(ledger: Ledger) -> dict[str, str]:
    """When each source was last found to be what its publisher offers."""
    found: dict[str, str] = {}
    for event in events(ledger, kinds=["update"]):
        for source, outcome in event.payload.get("sources", {}).items():
            if outcome.get("status") in CONFIRMED:
                found[source] = event.at
    return found


def ages(ledger: Ledger, snapshot: Snapshot, now: str) -> dict[str, int]:
    """Whole days since each list of the snapshot was last known to be current, at `now`."""
    return ages_since(confirmed(ledger), snapshot, now)


def ages_since(last: Mapping[str, str], snapshot: Snapshot, now: str) -> dict[str, int]:
    """The same, given what `confirmed` answered: for a service that asks every second."""
    found = {}
    for source, release in sorted(snapshot.releases.items()):
        known = max(_time(release.known), _time(last.get(source, release.known)))
        found[source] = max(0, (_time(now) - known).days)
    return found


def stale(workspace: Workspace, days: Mapping[str, int]) -> dict[str, int]:
    """Those lists that are older than the workspace allows, with their age in days."""
    everywhere = workspace.setting("lists", "stale_after_days")
    single = workspace.setting("lists", "stale_after")
    return {source: age for source, age in days.items() if age > single.get(source, everywhere)}


def _time(written: str) -> datetime:
    time = datetime.fromisoformat(written)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
