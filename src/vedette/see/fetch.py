"""One file from the network, whole or not at all.

Reach for `fetch` with an address and a folder. It asks conditionally when it has been there
before, tries again with growing pauses when a server is busy or a transfer breaks, and obeys
``Retry-After``. It refuses bodies over `LIMIT`, web pages in place of data (a status 200 is no
proof), and any scheme but http and https. The caller's client carries the time limits.
"""

import email.utils
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx

from vedette.model.errors import BadInput

LIMIT = 4 << 30
"""Bytes that a file may have; OpenSanctions' largest bulk file has 3 GB."""
TRIES = 4
PAUSE = 2.0
"""Seconds before the second try, doubled for each further one."""
LONGEST = 60.0
"""Seconds that a server may ask us to wait; if it asks for more, this try counts as failed."""
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which another try makes sense."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the version we have, to be asked about the next time."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """The file, or none when the server says that ours is still current."""

    path: Path | None
    validators: Validators


class _Again(Exception):
    """This try failed in a way that another may not."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


def client() -> httpx.Client:
    """A client that waits 30 s for a connection and for each piece of a body."""
    return httpx.Client(
        follow_redirects=True,
        timeout=httpx.Timeout(30.0),
        headers={"User-Agent": f"vedette/{_version()} (sanctions lists for screening)"},
    )


def fetch(
    address: str,
    folder: Path,
    http: httpx.Client,
    known: Validators | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Fetched:
    """Fetch `address` into `folder`; raises `BadInput` when it cannot be had whole."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise BadInput(address, "is no address that can be fetched", "use http or https")
    why = ""
    for attempt in range(TRIES):
        try:
            return _once(address, folder, http, known or Validators(), progress)
        except _Again as again:
            why = str(again)
            if again.wait > LONGEST or attempt == TRIES - 1:
                break
            time.sleep(max(again.wait, PAUSE * 2**attempt))
        except httpx.InvalidURL as error:
            raise BadInput(address, f"is no address ({error})", "check it") from None
    raise BadInput(address, f"could not be fetched ({why})", "try again later")


def _once(
    address: str,
    folder: Path,
    http: httpx.Client,
    known: Validators,
    progress: Callable[[int, int], None],
) -> Fetched:
    try:
        with http.stream("GET", address, headers=known.headers()) as answer:
            if answer.status_code == 304 and known.headers():
                return Fetched(None, known)
            _judge(answer, address)
            path = folder / _name(address)
            size = _save(answer, path, address, progress)
            if not size:
                raise _Again("the answer was empty")
            _no_page(path, address)
            return Fetched(
                path,
                Validators(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")),
            )
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise _Again(str(error) or type(error).__name__) from None
    except httpx.TooManyRedirects:
        raise BadInput(address, "leads in a circle", "check the address") from None


def _judge(answer: httpx.Response, address: str) -> None:
    if answer.status_code in BUSY:
        raise _Again(f"status {answer.status_code}", _wait(answer.headers.get("Retry-After", "")))
    if answer.status_code != 200:
        raise BadInput(address, f"answers with status {answer.status_code}", "check the address")
    if int(answer.headers.get("Content-Length") or 0) > LIMIT:
        raise BadInput(address, f"is larger than {LIMIT >> 30} GB", "fetch a smaller file")


def _save(
    answer: httpx.Response, path: Path, address: str, progress: Callable[[int, int], None]
) -> int:
    length = answer.headers.get("Content-Length", "")
    total = int(length) if length.isdecimal() else 0
    size = 0
    with path.open("wb") as file:
        for data in answer.iter_bytes(1 << 18):
            size += len(data)
            if size > LIMIT:
                raise BadInput(address, f"is larger than {LIMIT >> 30} GB", "fetch a smaller file")
            file.write(data)
            progress(answer.num_bytes_downloaded, total)
    return size


def _no_page(path: Path, address: str) -> None:
    with path.open("rb") as file:
        head = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise BadInput(address, "answers with a web page, not data", "check the address")


def _wait(written: str) -> float:
    """Seconds from a ``Retry-After`` header, a number or a date.

    >>> _wait("7"), _wait(""), _wait("nonsense")
    (7.0, 0.0, 0.0)
    """
    if written.isdecimal():
        return float(written[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, TypeError):
        return 0.0


def _name(address: str) -> str:
    """A file name from an address, harmless in any folder.

    >>> _name("https://example.org/exports/SDN.XML?x=1"), _name("https://example.org/..")
    ('SDN.XML', 'fetched')
    """
    last = PurePosixPath(unquote(urlsplit(address).path)).name
    kept = "".join(char for char in last if char.isalnum() or char in "-_.").strip(".")
    return kept[:100] or "fetched"


def _version() -> str:
    try:
        return version("vedette")
    except PackageNotFoundError:  # run from a source tree that is not installed
        return "source"
