"""The ledger: what is acknowledged stays, in order, and nobody changes it unseen."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sql

from tests.interdict.databases import postgres
from vedette.interdict.audit import audit
from vedette.interdict.ledger import (
    GENESIS,
    Draft,
    Ledger,
    append,
    appending,
    events,
    open_ledger,
    record,
)
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput, Missing

AT = "2026-03-01T09:00:00Z"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.init(tmp_path / "w")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, workspace: Workspace) -> Ledger:
    if request.param == "sqlite":
        return open_ledger(workspace)
    workspace.settings["ledger"]["address"] = request.getfixturevalue("server")
    engine = sql.create_engine(
        workspace.ledger_address.replace("postgresql:", "postgresql+psycopg:")
    )
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS vedette_events")
    return open_ledger(workspace)


def fill(ledger: Ledger, count: int = 6) -> list[str]:
    return [
        record(ledger, "decision", "Ana", {"n": n, "words": "Герань — 'x'"}, AT, f"a-{n}").hash
        for n in range(1, count + 1)
    ]


def problems(workspace: Workspace, ledger: Ledger, noted: str | None = None) -> list[str]:
    return [f"{p.where} {p.what}" for p in audit(workspace, ledger, noted).problems]


def test_events_come_back_in_order_with_what_was_written(ledger: Ledger) -> None:
    fill(ledger, 3)
    found = list(events(ledger))
    assert [event.seq for event in found] == [1, 2, 3]
    assert found[1].payload == {"n": 2, "words": "Герань — 'x'"}
    assert [event.seq for event in events(ledger, subject="a-2")] == [2]
    assert list(events(ledger, kinds=["see"])) == []


def test_the_hash_is_the_published_formula(ledger: Ledger) -> None:
    """docs/audit.md: SHA-256 of the JSON array of previous, at, kind, actor, subject, payload."""
    first, second = append(ledger, [Draft("see", "vedette", AT), Draft("find", "vedette", AT)])
    assert first.previous == GENESIS
    text = f'["{first.hash}","{AT}","find","vedette","","{{}}"]'
    assert second.hash == sha256(text.encode()).hexdigest()


def test_nobody_acts_without_a_name(ledger: Ledger) -> None:
    with pytest.raises(BadInput, match="actor: is empty"):
        record(ledger, "decision", "  ", {}, AT)
    with pytest.raises(BadInput, match="control characters"):
        record(ledger, "decision", "Ana\x00", {}, AT)
    assert list(events(ledger)) == []


def test_an_exception_while_appending_appends_nothing(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), appending(ledger) as add:
        add(Draft("decision", "Ana", AT))
        raise RuntimeError
    assert list(events(ledger)) == []


def test_the_database_itself_refuses_changes(ledger: Ledger) -> None:
    fill(ledger, 2)
    for statement in ("UPDATE vedette_events SET actor = 'Eve'", "DELETE FROM vedette_events"):
        with (
            pytest.raises(sql.exc.SQLAlchemyError, match="append-only"),
            ledger.engine.begin() as connection,
        ):
            connection.exec_driver_sql(statement)
    assert len(list(events(ledger))) == 2


def test_two_processes_write_one_chain(ledger: Ledger, workspace: Workspace) -> None:
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from vedette.interdict.ledger import open_ledger, record\n"
        "from vedette.lake.workspace import Workspace\n"
        "w = Workspace.open(Path(sys.argv[1]))\n"
        "w.settings['ledger']['address'] = sys.argv[2]\n"
        "ledger = open_ledger(w)\n"
        f"for n in range(25): record(ledger, 'note', sys.argv[3], {{'n': n}}, '{AT}')\n"
    )
    address = workspace.settings["ledger"]["address"]
    jobs = [
        subprocess.Popen([sys.executable, "-c", script, str(workspace.root), address, name])
        for name in ("Ana", "Bo")
    ]
    assert [job.wait(60) for job in jobs] == [0, 0]
    assert len(list(events(ledger))) == 50
    assert problems(workspace, ledger) == []


def test_a_clean_ledger_has_no_problem_and_an_old_head_is_still_in_it(
    ledger: Ledger, workspace: Workspace
) -> None:
    hashes = fill(ledger)
    assert problems(workspace, ledger, noted=hashes[2]) == []
    assert "no longer in the ledger" in problems(workspace, ledger, noted="ab" * 32)[0]


# Each row: what somebody who owns the database does to six events, and what verify must say.
CRIMES = {
    "edited": ("UPDATE e SET payload = '{\"n\":9}' WHERE seq = 3", ["event 3 was edited"]),
    "other actor": ("UPDATE e SET actor = 'Bo' WHERE seq = 6", ["event 6 was edited"]),
    "removed": ("DELETE FROM e WHERE seq = 3", ["event 3 was removed"]),
    "two removed": ("DELETE FROM e WHERE seq IN (3, 4)", ["3 to 4 was removed"]),
    "removed, renumbered": (
        "DELETE FROM e WHERE seq = 3; UPDATE e SET seq = seq - 1 WHERE seq > 3",
        ["event 3 follows an event that is not here", "events 6 to 6 were removed from the end"],
    ),
    "first removed": ("DELETE FROM e WHERE seq = 1", ["event 1 was removed"]),
    "end removed": ("DELETE FROM e WHERE seq > 4", ["events 5 to 6 were removed from the end"]),
    "all removed": ("DELETE FROM e", ["events 1 to 6 were removed from the end"]),
    "exchanged": (
        "UPDATE e SET seq = 99 WHERE seq = 3; UPDATE e SET seq = 3 WHERE seq = 4; "
        "UPDATE e SET seq = 4 WHERE seq = 99",
        ["event 3 is out of order", "event 4 is out of order", "event 5 is out of order"],
    ),
}


@pytest.mark.parametrize("crime", CRIMES)
def test_verify_says_what_was_done(crime: str, workspace: Workspace) -> None:
    ledger = open_ledger(workspace)
    fill(ledger)
    statements, expected = CRIMES[crime]
    tamper(workspace, statements)
    found = problems(workspace, open_ledger(workspace))
    assert len(found) == len(expected), found
    for said, wanted in zip(found, expected, strict=True):
        assert said.startswith(wanted), found


def test_an_inserted_event_is_named(workspace: Workspace) -> None:
    ledger = open_ledger(workspace)
    hashes = fill(ledger)
    forged = ["decision", "Eve", AT, "a-3", "{}", hashes[1]]
    kind, actor, at, subject, payload, previous = forged
    text = json.dumps([previous, at, kind, actor, subject, payload], separators=(",", ":"))
    tamper(
        workspace,
        "UPDATE e SET seq = -seq - 1 WHERE seq > 2; UPDATE e SET seq = -seq WHERE seq < 0",
    )
    with sqlite3.connect(workspace.root / "ledger.sqlite") as raw:
        rows = raw.execute("SELECT * FROM vedette_events").fetchall()
        raw.execute("DROP TABLE vedette_events")
        raw.execute(
            "CREATE TABLE vedette_events (seq, at, kind, actor, subject, payload, previous, hash)"
        )
        new = (3, at, kind, actor, subject, payload, previous, sha256(text.encode()).hexdigest())
        raw.executemany("INSERT INTO vedette_events VALUES (?,?,?,?,?,?,?,?)", [*rows, new])
    assert problems(workspace, open_ledger(workspace)) == [
        "event 3 was inserted: event 4 does not follow it",
        "event 6 was rewritten: it is not the one that was acknowledged",
    ]


def test_a_rewritten_and_rehashed_event_breaks_the_next_link(workspace: Workspace) -> None:
    ledger = open_ledger(workspace)
    hashes = fill(ledger)
    text = json.dumps([hashes[3], AT, "decision", "Eve", "a-5", "{}"], separators=(",", ":"))
    forged = sha256(text.encode()).hexdigest()
    tamper(
        workspace,
        f"UPDATE e SET actor = 'Eve', payload = '{{}}', hash = '{forged}' WHERE seq = 5",
    )
    assert problems(workspace, open_ledger(workspace)) == [
        "event 6 follows an event that is not here: the one before it was removed or rewritten"
    ]


def test_a_lost_head_is_a_finding(workspace: Workspace) -> None:
    ledger = open_ledger(workspace)
    fill(ledger)
    ledger.head.unlink()
    assert "ledger.head is missing" in problems(workspace, ledger)[0]


def test_a_server_that_does_not_answer_is_one_sentence(workspace: Workspace) -> None:
    pytest.importorskip("psycopg")
    workspace.settings["ledger"]["address"] = "postgresql://ana:secret@127.0.0.1:1/x"
    with pytest.raises(Missing, match="does not answer") as raised:
        open_ledger(workspace)
    assert "secret" not in str(raised.value)


def test_what_is_no_database_is_refused(workspace: Workspace) -> None:
    for address in ("nonsense", "mysql://x/y"):
        workspace.settings["ledger"]["address"] = address
        with pytest.raises(BadInput, match=r"\[ledger\] address"):
            open_ledger(workspace)
    (workspace.root / "ledger.sqlite").write_bytes(b"not a database at all" * 100)
    workspace.settings["ledger"]["address"] = ""
    with pytest.raises(BadInput, match="not a usable ledger"):
        open_ledger(workspace)


def tamper(workspace: Workspace, statements: str) -> None:
    """As one who owns the file: the triggers come down first."""
    with sqlite3.connect(workspace.root / "ledger.sqlite") as raw:
        for verb in ("UPDATE", "DELETE"):
            raw.execute(f"DROP TRIGGER vedette_no_{verb}")
        raw.executescript(
            statements.replace(" e ", " vedette_events ").replace("FROM e", "FROM vedette_events")
        )
