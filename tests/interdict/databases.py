"""A real PostgreSQL server for the ledger's tests, on loopback, in a folder that goes away.

Uses VEDETTE_TEST_POSTGRES when it names a server, else starts one where the binaries are there.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database; skips, saying so, where there is no server."""
    given = os.environ.get("VEDETTE_TEST_POSTGRES")
    if given:
        yield given
        return
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed here (initdb is not found)")
    home = Path(tempfile.mkdtemp(prefix="vedette-pg-"))
    data, port = home / "data", _free_port()
    as_user = _user(home)
    try:
        _run(
            [binaries / "initdb", "-D", data, "-A", "trust", "-U", "vedette", "--no-sync"], as_user
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
        log = home / "log"
        _run([binaries / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"], as_user)
        try:
            yield f"postgresql://vedette@127.0.0.1:{port}/postgres"
        finally:
            _run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], as_user)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _binaries() -> Path | None:
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    found = shutil.which("initdb")
    if found:
        places.append(Path(found).parent)
    return next((place for place in places if (place / "pg_ctl").exists()), None)


def _user(home: Path) -> str | None:
    """PostgreSQL refuses to run as root: hand the folder to somebody who is not."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = next((name for name in ("postgres", "nobody") if name in names), None)
    if user is None:
        pytest.skip("PostgreSQL does not run as root, and there is no other user here")
    shutil.chown(home, user)
    return user


def _run(command: list[object], user: str | None) -> None:
    try:
        subprocess.run(
            [str(part) for part in command],
            user=user, check=True, capture_output=True, timeout=60, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"a PostgreSQL server could not be started: {error}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
