"""A small workspace for the gate: a dozen invented entries on two lists, published for real."""

import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from vedette.find.names import Screener
from vedette.find.snapshot import recipe
from vedette.lake import releases, snapshots, tables
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity
from vedette.model.release import Release

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

ENTRIES = [
    Entity(
        "inv-1",
        "Company",
        {
            "name": ("Kestrel Aviation Industries",),
            "alias": ("Sanaye Havaie Kestrel",),
            "country": ("ir",),
            "topics": ("sanction",),
            "modifiedAt": ("2026-02-01",),
        },
        "invented-a",
    ),
    Entity(
        "inv-2",
        "Person",
        {
            "name": ("Aleksandr Vyacheslavovich Zakharevich", "Александр Вячеславович Захаревич"),
            "birthDate": ("1965-02-12",),
            "country": ("ru",),
            "topics": ("sanction",),
        },
        "invented-a",
    ),
    Entity(
        "inv-3",
        "Vessel",
        {"name": ("PORT TESTOVY-3",), "imoNumber": ("9481910",), "flag": ("ru",)},
        "invented-a",
    ),
    Entity(
        "inv-4",
        "Ownership",
        {"owner": ("inv-1",), "asset": ("inv-3",), "percentage": ("100",)},
        "invented-a",
    ),
    Entity(
        "inv-5",
        "Sanction",
        {"entity": ("inv-1",), "program": ("INVENTED-UAV",), "authority": ("Nobody",)},
        "invented-a",
    ),
    Entity(
        "inv-6",
        "Person",
        {"name": ("Aleksandr Zakharevich",), "country": ("by",), "topics": ("poi",)},
        "invented-b",
    ),
    Entity("inv-7", "Address", {"full": ("12 Invented Street, Tehran",)}, "invented-b"),
]

KESTREL = {"schema": "Company", "properties": {"name": ["Kestrel Aviation Industries"]}}
NOBODY = {"schema": "Person", "properties": {"name": ["Quentin Umbrage Xylander"]}}


def publish(
    workspace: Workspace, entries: list[Entity], retrieved: datetime = NOON
) -> snapshots.Snapshot:
    """Keep each list as a release, build a snapshot of all and swap it in."""
    made: dict[str, Release] = {}
    for source in sorted({entry.dataset for entry in entries}):
        rows = [entry for entry in entries if entry.dataset == source]
        raw = workspace.root / f"{source}.txt"
        raw.write_text(repr(rows))
        release = Release(
            source=source,
            sha256=hashlib.sha256(raw.read_bytes()).hexdigest(),
            kind="invented",
            filename=raw.name,
            size=raw.stat().st_size,
            retrieved=retrieved.isoformat().replace("+00:00", "Z"),
            title=f"Invented list {source[-1].upper()}",
            publisher="Nobody",
            counts={"Company": 1},
        )
        tables.write_entities(workspace, release, rows)
        releases.keep(workspace, release, raw)
        made[source] = release
    built = snapshots.build(workspace, made, recipe(), lambda to: Screener.build(entries).save(to))
    snapshots.swap(workspace, built)
    return built


def workspace_at(root: Path, fresh: bool = False) -> Workspace:
    """A workspace that serves `ENTRIES`, retrieved at `NOON`, or just now."""
    workspace = Workspace.init(root)
    publish(workspace, ENTRIES, datetime.now(UTC).replace(microsecond=0) if fresh else NOON)
    return workspace


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """A real server on a free loopback port, in a thread; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
