"""Fetching from a server on loopback that is slow, cuts, refuses, or has nothing new."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.see.served import Served, serving
from vedette.model.errors import BadInput
from vedette.see import fetch as module
from vedette.see.fetch import Fetched, Validators, client, fetch

DATA = bytes(range(256)) * 4096  # 1 MB


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 0.001)


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as server:
        server.files["/list.xml"] = DATA
        yield server


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with client() as opened:
        yield opened


def get(
    served: Served, http: httpx.Client, folder: Path, known: Validators | None = None
) -> Fetched:
    return fetch(f"{served.base}/list.xml", folder, http, known)


def test_the_whole_file_and_then_nothing_new(
    served: Served, http: httpx.Client, tmp_path: Path
) -> None:
    first = get(served, http, tmp_path)
    assert first.path is not None and first.path.read_bytes() == DATA
    assert get(served, http, tmp_path, first.validators).path is None
    served.files["/list.xml"] = DATA + b"!"
    assert get(served, http, tmp_path, first.validators).path is not None
    assert [status for _, status in served.asked] == [200, 304, 200]


@pytest.mark.parametrize("moods", [["slow"], ["500", "503", ""], ["cut", "cut", ""], ["429", ""]])
def test_patience_with_a_server_that_comes_round(
    served: Served, http: httpx.Client, tmp_path: Path, moods: list[str]
) -> None:
    served.moods["/list.xml"] = moods
    found = get(served, http, tmp_path)
    assert found.path is not None and found.path.read_bytes() == DATA


@pytest.mark.parametrize(
    ("mood", "says"),
    [("cut", "could not be fetched"), ("500", "status 500"), ("html", "web page"), ("404", "404")],
)
def test_what_never_comes_right_is_one_sentence(
    served: Served, http: httpx.Client, tmp_path: Path, mood: str, says: str
) -> None:
    served.moods["/list.xml"] = [mood]
    with pytest.raises(BadInput, match=says):
        get(served, http, tmp_path)


def test_progress_reaches_the_end(served: Served, http: httpx.Client, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    fetch(f"{served.base}/list.xml", tmp_path, http, progress=lambda *step: told.append(step))
    assert told[-1] == (len(DATA), len(DATA))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/x", "nonsense"])
def test_only_http(http: httpx.Client, tmp_path: Path, address: str) -> None:
    with pytest.raises(BadInput, match="use http or https"):
        fetch(address, tmp_path, http)


def test_nobody_there(http: httpx.Client, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="could not be fetched"):
        fetch("http://127.0.0.1:9/list.xml", tmp_path, http)
