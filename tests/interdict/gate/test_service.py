"""Missing, stale and newly published snapshots; tokens; sizes."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import httpx
import pytest
from fastapi.testclient import TestClient

from tests.interdict.gate.house import (
    ENTRIES,
    KESTREL,
    NOBODY,
    NOON,
    publish,
    serving,
    workspace_at,
)
from vedette.interdict.gate.app import create_app
from vedette.interdict.gate.limits import MAX_BODY, MAX_URL
from vedette.interdict.jobs import did
from vedette.interdict.ledger import open_ledger
from vedette.lake.workspace import Workspace

MATCH = {"queries": {"q": KESTREL}}


def test_no_snapshot_is_not_ready_and_no_empty_answer(tmp_path):
    with TestClient(create_app(Workspace.init(tmp_path))) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        for answer in (client.get("/readyz"), client.post("/match/default", json=MATCH)):
            assert answer.status_code == 503
            assert "no list has been read yet" in answer.json()["detail"]


def test_a_snapshot_published_later_is_served(tmp_path):
    workspace = Workspace.init(tmp_path)
    with TestClient(create_app(workspace, clock=lambda: NOON, watch=0.02)) as client:
        assert client.get("/readyz").status_code == 503
        publish(workspace, ENTRIES)
        wait(lambda: client.get("/readyz").status_code == 200)


def test_stale_lists_never_say_nothing_found(tmp_path):
    workspace = Workspace.init(tmp_path)
    publish(workspace, ENTRIES, retrieved=NOON - timedelta(days=20))
    with TestClient(create_app(workspace, clock=lambda: NOON)) as client:
        assert client.get("/readyz").status_code == 503
        hit = client.post("/match/default", json=MATCH)
        assert hit.status_code == 200
        assert hit.headers["x-vedette-stale"] == "invented-a,invented-b"
        nobody = client.post("/match/default", json={"queries": {"q": NOBODY}})
        assert nobody.status_code == 503
        assert "invented-a (20 days)" in nobody.json()["detail"]
        catalog = client.get("/catalog").json()
        assert catalog["index_stale"] is True
        assert catalog["outdated"] == ["invented-a", "invented-b"]


def test_a_broken_snapshot_leaves_the_old_one_in_service(tmp_path):
    workspace = workspace_at(tmp_path)
    with TestClient(create_app(workspace, clock=lambda: NOON, watch=0.02)) as client:
        (workspace.snapshots / "current").write_text("s-nothing")
        time.sleep(0.1)
        assert client.post("/match/default", json=MATCH).status_code == 200


def test_swapping_under_load_loses_no_request(tmp_path):
    """Thirty swaps between two snapshots while four clients ask: each is answered whole."""
    workspace = workspace_at(tmp_path)
    done = threading.Event()

    def load(address: str) -> list[str]:
        seen = []
        with httpx.Client(base_url=address) as client:
            while not done.is_set():
                answer = client.post("/match/default", json=MATCH)
                assert answer.status_code == 200, answer.text
                assert answer.json()["responses"]["q"]["results"][0]["id"] == "inv-1"
                seen.append(answer.headers["x-vedette-snapshot"])
        return seen

    app = create_app(workspace, clock=lambda: NOON, watch=0.005)
    with serving(app) as address, ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(load, address) for _ in range(4)]
        try:
            for turn in range(30):
                publish(workspace, ENTRIES[: 7 - turn % 2])
                time.sleep(0.02)
        finally:
            done.set()
        seen = [client.result() for client in clients]
    assert len({snapshot for one in seen for snapshot in one}) == 2
    changes = sum(a != b for one in seen for a, b in pairwise(one))
    assert changes > 20


@pytest.fixture
def locked(workspace):
    with TestClient(create_app(workspace, token="s3cret", clock=lambda: NOON)) as client:
        yield client


def test_a_token_is_asked_of_everybody_but_health_probes(locked):
    assert locked.get("/healthz").status_code == 200
    assert locked.get("/readyz").status_code == 200
    for headers in ({}, {"authorization": "ApiKey wrong"}, {"authorization": ""}):
        answer = locked.post("/match/default", json=MATCH, headers=headers)
        assert answer.status_code == 401
        assert "token" in answer.json()["detail"]
    assert locked.get("/openapi.json").status_code == 401


@pytest.mark.parametrize("scheme", ["ApiKey", "Bearer"])
def test_the_token_opens(locked, scheme):
    headers = {"authorization": f"{scheme} s3cret"}
    assert locked.post("/match/default", json=MATCH, headers=headers).status_code == 200


def test_updatez_needs_the_token_and_swaps_at_once(tmp_path):
    workspace = workspace_at(tmp_path)
    app = create_app(workspace, token="s3cret", clock=lambda: NOON, watch=3600)
    with TestClient(app, headers={"authorization": "ApiKey s3cret"}) as client:
        before = client.get("/catalog").json()["snapshot"]
        publish(workspace, ENTRIES[:3])
        assert client.post("/updatez?token=wrong").status_code == 403
        assert client.post("/updatez?token=s3cret&sync=true").json() == {"status": "ok"}
        assert client.get("/catalog").json()["snapshot"] != before


def test_updatez_is_closed_where_no_token_is_set(client):
    assert client.post("/updatez").status_code == 403
    assert client.post("/updatez?token=").status_code == 403


def test_too_large_is_refused_with_the_limit(client):
    body = b'{"queries": {"q": "' + b"x" * MAX_BODY + b'"}}'
    announced = client.post("/match/default", content=body)
    streamed = client.post("/match/default", content=iter([body[:1000], body[1000:]]))
    for answer in (announced, streamed):
        assert answer.status_code == 413
        assert str(MAX_BODY) in answer.json()["detail"]
    long = client.get("/search/default", params={"q": "x" * MAX_URL})
    assert long.status_code == 414
    assert str(MAX_URL) in long.json()["detail"]


def test_lists_age_while_they_are_served_until_the_publisher_confirms_them(tmp_path):
    workspace = workspace_at(tmp_path)
    clock = [NOON]
    with TestClient(create_app(workspace, clock=lambda: clock[0], watch=0.02)) as client:
        assert client.get("/readyz").status_code == 200
        clock[0] = NOON + timedelta(days=15)
        wait(lambda: client.get("/readyz").status_code == 503)
        lists = {source: {"status": "unchanged"} for source in ("invented-a", "invented-b")}
        did(open_ledger(workspace), "update", {"sources": lists}, "2026-03-15T12:00:00Z")
        clock[0] += timedelta(minutes=1)
        wait(lambda: client.get("/readyz").status_code == 200)


def wait(holds: Callable[[], bool], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
