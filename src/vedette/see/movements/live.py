"""Live feeds: ``tcp://host:port`` and ``udp://host:port`` recorded into files of lines.

Reach for `record`: it connects, writes each line down with the time at which it came, as a tag
block (``\\c:…*hh\\``) unless the line brings its own clock, and returns the file, which is then
taken like any other. A connection that breaks or never came is tried again, after 1, 2, 4 …
at most `PATIENCE` seconds, until the time is over. A flood ends a recording early, so that it
cannot fill the disk: what was recorded is taken, and the next recording goes on. It refuses
addresses it does not understand.
"""

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from vedette.model.errors import BadInput, Missing

PATIENCE = 30.0
"""Seconds between two attempts at most."""

TIMEOUT = 1.0
"""Seconds after which a silent feed is asked whether the time is over."""

LARGEST = 256 << 20
"""Bytes of one recording: two million sentences, more than a receiver hears in an hour (ours)."""

LINE, CUT = 8192, 160
"""No feed writes longer lines; what does is cut, so that it cannot hide what the feed is."""

_BARE = re.compile(rb"^![A-Z]{2}VD[MO],")


def is_address(name: str) -> bool:
    """Is this a feed rather than a file?

    >>> is_address("tcp://receiver:10110"), is_address("feed.nmea")
    (True, False)
    """
    return name.startswith(("tcp://", "udp://"))


def record(
    address: str,
    folder: Path,
    seconds: float,
    count: int = 0,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Path:
    """Listen for so many seconds, or until `count` lines have come; the file that was written.

    Raises `Missing` if not one line came: what cannot be heard is no empty sea.
    """
    scheme, host, port = _parts(address)
    until = time.monotonic() + seconds
    file = folder / f"{scheme}-{re.sub(r'[^A-Za-z0-9.-]', '_', host)}-{port}.lines"
    done, problem = 0, ""
    with file.open("wb") as written:

        def enough() -> bool:
            return bool(count and done >= count) or written.tell() >= LARGEST

        wait = 1.0
        while time.monotonic() < until and not enough():
            try:
                for line in _lines(scheme, host, port, until):
                    done, wait = done + _write(written, line), 1.0
                    progress(done, count)
                    if enough():
                        break
                else:
                    problem = "the other side closed it"
            except OSError as error:
                problem = error.strerror or str(error)
            rest = until - time.monotonic()
            if rest > 0 and not enough():
                time.sleep(min(wait, rest))
                wait = min(2 * wait, PATIENCE)
    if not done:
        why = f" ({problem})" if problem else ""
        raise Missing(f"{address} gave no line in {seconds:g} s{why}", "check address and receiver")
    return file


def _parts(address: str) -> tuple[str, str, int]:
    split = urlsplit(address)
    try:
        host, port = split.hostname, split.port
    except ValueError:
        host = port = None
    if split.scheme not in ("tcp", "udp") or not host or not port:
        raise BadInput(address, "is no feed", "write tcp://host:port or udp://host:port")
    return split.scheme, host, port


def _write(file: IO[bytes], line: bytes) -> int:
    """Write one line with its time; how many lines that is (blank ones are none)."""
    line = line.strip()
    if not line:
        return 0
    if len(line) > LINE:
        line = line[:CUT]
    if _BARE.match(line):
        tag = b"c:%d" % int(time.time() * 1000)
        check = 0
        for letter in tag:
            check ^= letter
        line = b"\\%s*%02X\\%s" % (tag, check, line)
    file.write(line + b"\n")
    return 1


def _lines(scheme: str, host: str, port: int, until: float) -> Iterator[bytes]:
    """Lines as they come, until the time is over or the other side closes."""
    kind = socket.SOCK_STREAM if scheme == "tcp" else socket.SOCK_DGRAM
    family = socket.getaddrinfo(host, port, type=kind)[0][0]
    rest = b""
    with closing(socket.socket(family, kind)) as feed:
        feed.settimeout(TIMEOUT)
        if scheme == "tcp":
            feed.connect((host, port))
        else:
            feed.bind((host, port))
        while time.monotonic() < until:
            try:
                piece = feed.recv(65_536)
            except TimeoutError:
                continue
            if not piece and scheme == "tcp":
                break
            *whole, rest = (rest + piece).split(b"\n")
            if scheme == "udp" and rest:
                whole, rest = [*whole, rest], b""
            yield from whole
            if len(rest) > LINE:
                yield rest
                rest = b""
    if rest:
        yield rest
