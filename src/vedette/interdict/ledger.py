"""The ledger: what people decided and what the system did, append-only and hash-chained.

Reach for `record` whenever something happens that must be provable in ten years: a decision, a
release taken, detectors run, a snapshot swapped. It refuses an event without an actor, and
offers no way to change or remove one.

The hard part is what can go wrong with a chain:

* Each event carries the hash of the one before, so an edit, removal, insertion or exchange
  breaks a link that `interdict.audit` can name. Only a removed *tail* breaks no link. Therefore
  the newest hash is also kept in ``ledger.head`` beside the settings, written after the commit
  and before the caller hears that all went well.
* Two writers must not follow the same event. SQLite takes its write lock before the last event
  is read (BEGIN IMMEDIATE), PostgreSQL locks the table against other writers.
* Whoever can write both the database and ``ledger.head`` can forge a whole new chain. Note the
  head elsewhere now and then: ``vedette verify`` prints it, and ``--head`` checks it.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from vedette.lake.files import locked, write_file
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical
from vedette.model.errors import BadInput, Missing

HEAD = "ledger.head"
GENESIS = "0" * 64
"""What the first event follows."""

_META = sql.MetaData()
EVENTS = sql.Table(
    "vedette_events",
    _META,
    sql.Column(
        "seq",
        sql.BigInteger().with_variant(sql.Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    sql.Column("at", sql.Text, nullable=False),
    sql.Column("kind", sql.Text, nullable=False, index=True),
    sql.Column("actor", sql.Text, nullable=False),
    sql.Column("subject", sql.Text, nullable=False, index=True),
    sql.Column("payload", sql.Text, nullable=False),
    sql.Column("previous", sql.Text, nullable=False, unique=True),
    sql.Column("hash", sql.Text, nullable=False, unique=True),
)

_REFUSE = {
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS vedette_no_{verb} BEFORE {verb} ON vedette_events "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION vedette_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$",
        "DROP TRIGGER IF EXISTS vedette_append_only ON vedette_events",
        "CREATE TRIGGER vedette_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON vedette_events FOR EACH STATEMENT EXECUTE FUNCTION vedette_refuse()",
    ],
}
"""A fence against accidents, no lock: who owns the database can take it down; the chain tells."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `seq` counts from 1; `at` is UTC, ISO 8601; `kind` is ``see find update index decision …``;
    `actor` a person, or ``vedette`` for the system's own jobs; `subject` what it is about (an
    alert id, a source, ""); `hash` covers everything but `seq`, the previous hash included.
    """

    seq: int
    at: str
    kind: str
    actor: str
    subject: str
    payload: Mapping[str, Any]
    previous: str
    hash: str

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Draft:
    """An event to be: everything but its place in the chain."""

    kind: str
    actor: str
    at: str
    subject: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ledger:
    """An opened ledger: the database, and the file that remembers its head."""

    engine: sql.Engine
    head: Path


def open_ledger(workspace: Workspace) -> Ledger:
    """The ledger of a workspace; its tables are made when they are not there yet."""
    address = workspace.ledger_address
    ledger = Ledger(_engine(address), workspace.root / HEAD)
    shown = sql.make_url(address).render_as_string(hide_password=True)
    try:
        with ledger.engine.connect() as connection:
            there = sql.inspect(connection).has_table(EVENTS.name)
        if not there:
            _create(ledger)
    except OperationalError as error:
        why = str(error.orig).strip().splitlines()[0]
        raise Missing(
            f"the ledger {shown} does not answer ({why})",
            "start it, or correct `address` under [ledger] in vedette.toml",
        ) from None
    except SQLAlchemyError as error:
        why = str(error).strip().splitlines()[0]
        raise BadInput(shown, f"is not a usable ledger ({why})", "restore it") from None
    return ledger


def record(
    ledger: Ledger,
    kind: str,
    actor: str,
    payload: Mapping[str, Any],
    at: str,
    subject: str = "",
) -> Event:
    """Append one event; when this returns, it is on disk and in the head."""
    return append(ledger, [Draft(kind, actor, at, subject, payload)])[0]


def append(ledger: Ledger, drafts: Sequence[Draft]) -> list[Event]:
    """Append several events at once: all of them or none."""
    with appending(ledger) as add:
        return [add(draft) for draft in drafts]


@contextmanager
def appending(ledger: Ledger) -> Iterator[Any]:
    """Hold the write lock, look (`events` sees the present state) and append what follows from it.

    Yields a function from `Draft` to `Event`. An exception in the block appends nothing.
    """
    added: list[Event] = []
    with ledger.engine.execution_options(vedette_write=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sql.text(f"LOCK TABLE {EVENTS.name} IN EXCLUSIVE MODE"))
        newest = sql.select(EVENTS.c.seq, EVENTS.c.hash).order_by(EVENTS.c.seq.desc()).limit(1)
        last = connection.execute(newest).first()
        seq, tip = (0, GENESIS) if last is None else (last.seq, last.hash)

        def add(draft: Draft) -> Event:
            row = _row(draft, *((added[-1].seq, added[-1].hash) if added else (seq, tip)))
            connection.execute(EVENTS.insert().values(**row))
            added.append(_event(row))
            return added[-1]

        yield add
    if added:
        _remember(ledger.head, added[-1].seq, added[-1].hash)


def events(
    ledger: Ledger, kinds: Iterable[str] = (), subject: str | None = None, after: int = 0
) -> Iterator[Event]:
    """Events in the order in which they happened, all or those of some kinds or one subject."""
    for row in rows(ledger, kinds, subject, after):
        yield _event(row)


def latest(ledger: Ledger, kind: str) -> Event | None:
    """The newest event of a kind, if there is one."""
    query = sql.select(EVENTS).where(EVENTS.c.kind == kind).order_by(EVENTS.c.seq.desc()).limit(1)
    with ledger.engine.connect() as connection:
        row = connection.execute(query).first()
    return None if row is None else _event(dict(row._mapping))


def rows(
    ledger: Ledger, kinds: Iterable[str] = (), subject: str | None = None, after: int = 0
) -> Iterator[dict[str, Any]]:
    """`events` as they stand in the database, the payload still text: for the audit."""
    query = sql.select(EVENTS).where(EVENTS.c.seq > after).order_by(EVENTS.c.seq)
    wanted = tuple(kinds)
    if wanted:
        query = query.where(EVENTS.c.kind.in_(wanted))
    if subject is not None:
        query = query.where(EVENTS.c.subject == subject)
    with ledger.engine.connect() as connection:
        for row in connection.execution_options(yield_per=5_000).execute(query):
            yield dict(row._mapping)


def hash_of(row: Mapping[str, Any]) -> str:
    """The hash an event must have: over its text and the hash before it, not over its number."""
    parts = [row[name] for name in ("previous", "at", "kind", "actor", "subject", "payload")]
    return hashlib.sha256(canonical(parts)).hexdigest()


def remembered(ledger: Ledger) -> tuple[int, str] | None:
    """Number and hash of the newest acknowledged event; None when the file is gone."""
    return _read_head(ledger.head)


def _engine(address: str) -> sql.Engine:
    try:
        url = sql.make_url(address)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        engine = sql.create_engine(url)
    except ModuleNotFoundError:
        raise BadInput(
            "[ledger] address",
            "needs a driver that is not installed",
            "run `pip install 'vedette[postgres]'`",
        ) from None
    except SQLAlchemyError:
        raise BadInput(
            "[ledger] address", "is not a database address", "write postgresql://user@host/database"
        ) from None
    if engine.dialect.name not in _REFUSE:
        raise BadInput(
            "[ledger] address",
            f"{engine.dialect.name} is not supported",
            "use SQLite or PostgreSQL",
        )
    if engine.dialect.name == "sqlite":
        sql.event.listen(engine, "connect", _sqlite_connect)
        sql.event.listen(engine, "begin", _sqlite_begin)
    return engine


def _sqlite_connect(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver shall not begin transactions: we do
    for pragma in ("busy_timeout=60000", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection: sql.Connection) -> None:
    write = connection.get_execution_options().get("vedette_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _create(ledger: Ledger) -> None:
    # The head of an empty chain is written first: from then on a missing head is a finding.
    if _read_head(ledger.head) is None:
        _remember(ledger.head, 0, GENESIS)
    with ledger.engine.execution_options(vedette_write=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sql.text("SELECT pg_advisory_xact_lock(hashtext('vedette'))"))
        _META.create_all(connection)
        for statement in _REFUSE[connection.dialect.name]:
            connection.exec_driver_sql(statement)


def _row(draft: Draft, seq: int, tip: str) -> dict[str, Any]:
    for name in ("kind", "actor", "at", "subject"):
        value = getattr(draft, name)
        if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in value):
            raise BadInput(f"the event's {name}", "holds control characters", "leave them out")
        if not value.strip() and name != "subject":
            raise BadInput(f"the event's {name}", "is empty", "every event needs one")
    row = {
        "seq": seq + 1,
        "at": draft.at,
        "kind": draft.kind,
        "actor": draft.actor,
        "subject": draft.subject,
        "payload": canonical(draft.payload).decode("utf-8", "replace"),
        "previous": tip,
    }
    return row | {"hash": hash_of(row)}


def _event(row: Mapping[str, Any]) -> Event:
    return Event(**{**row, "payload": json.loads(row["payload"])})


def _remember(path: Path, seq: int, tip: str) -> None:
    with locked(path):
        known = _read_head(path)
        if known is None or known[0] < seq:
            write_file(path, canonical({"seq": seq, "hash": tip}) + b"\n")


def _read_head(path: Path) -> tuple[int, str] | None:
    try:
        data = json.loads(path.read_bytes())
        return int(data["seq"]), str(data["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
