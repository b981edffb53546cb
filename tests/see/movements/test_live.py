"""Live feeds on loopback: stamped, rejoined after a break, and never taken for an empty sea."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput, Missing
from vedette.see.kinds import Intake
from vedette.see.movements import live
from vedette.see.movements.live import record
from vedette.see.recognise import kind_of

SENTENCE = b"!AIVDM,1,1,,A,13HOI:0P0000VOHLCnHQKwvL05Ip,0*23\r\n"


def serving(answer: Callable[[socket.socket], None]) -> int:
    """A TCP server on loopback that treats every connection as told; its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        for _ in range(3):
            connection, _ = server.accept()
            with connection:
                answer(connection)

    threading.Thread(target=run, daemon=True).start()
    return int(server.getsockname()[1])


def test_lines_are_stamped_with_the_time_at_which_they_came(tmp_path: Path) -> None:
    port = serving(lambda connection: connection.sendall(SENTENCE * 3))
    before = time.time()
    file = record(f"tcp://127.0.0.1:{port}", tmp_path, seconds=5, count=3)
    workspace = Workspace.init(tmp_path / "work")
    taken = kind_of(file).take(workspace, file, Intake(retrieved="2026-01-01T00:00:00Z"))
    assert taken.release.counts["positions"] == 3
    stamps = [int(line[3:16]) / 1e3 for line in file.read_text().splitlines()]
    assert before - 0.01 <= min(stamps) <= max(stamps) <= time.time() + 0.01


def test_a_broken_connection_is_made_again(tmp_path: Path) -> None:
    port = serving(lambda connection: connection.sendall(SENTENCE))  # then it closes
    file = record(f"tcp://127.0.0.1:{port}", tmp_path, seconds=6, count=2)
    assert len(file.read_text().splitlines()) == 2


def test_datagrams_are_lines(tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def send() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            for _ in range(20):
                out.sendto(SENTENCE, ("127.0.0.1", port))
                time.sleep(0.05)

    threading.Thread(target=send, daemon=True).start()
    file = record(f"udp://127.0.0.1:{port}", tmp_path, seconds=5, count=2)
    assert len(file.read_text().splitlines()) == 2


def test_a_feed_that_says_nothing_is_missing_and_not_empty(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(Missing, match="gave no line in"):
        record(f"tcp://127.0.0.1:{port}", tmp_path, seconds=0.2)
    with pytest.raises(BadInput, match="is no feed"):
        record("tcp://nowhere", tmp_path, seconds=1)


def test_hostile_lines_are_counted_and_stop_nothing(tmp_path: Path) -> None:
    """Binary, a line without end, escape sequences, a clock of their own: then a ship."""
    hostile = (
        bytes(range(256)) * 8
        + b"\n"
        + b"!" * 1_000_000
        + b"\n\x1b[2J!AIVDM,9,9,9,Z,,0*00\r\n\\c:99999999999999999999*00\\!AIVDM,1,1,,A,,0*26\n"
    )
    port = serving(lambda connection: connection.sendall(hostile + SENTENCE * 2))
    file = record(f"tcp://127.0.0.1:{port}", tmp_path, seconds=2)
    assert file.stat().st_size < 1_000_000
    workspace = Workspace.init(tmp_path / "work")
    taken = kind_of(file).take(workspace, file, Intake(retrieved="2026-01-01T00:00:00Z"))
    assert taken.release.counts["positions"] >= 2
    assert taken.release.notes
    assert all(note.isprintable() for note in taken.release.notes)


def test_a_flood_ends_the_recording_and_not_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LARGEST", 100_000)

    def flood(connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection.sendall(SENTENCE * 1000)

    began = time.monotonic()
    file = record(f"tcp://127.0.0.1:{serving(flood)}", tmp_path, seconds=60)
    assert time.monotonic() - began < 30
    assert 100_000 <= file.stat().st_size < 101_000
