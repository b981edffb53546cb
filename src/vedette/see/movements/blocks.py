"""A file of lines as blocks of whole lines, in bounded memory, unpacked on the way.

Reach for it before anything that reads lines. gzip and Zstandard are recognised by their first
bytes, not by the name. It refuses lines longer than any feed writes: they are cut out and
counted, so that a file without line ends cannot fill the memory.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from vedette.model.errors import BadInput

BLOCK = 8 << 20
"""Bytes per block: large enough for column arithmetic to pay, small enough for many at once."""

LONGEST = 1 << 20
"""Bytes of one line. NMEA allows 82, a tag block 80 more; JSON lines may be long."""

MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}


Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def compression(head: bytes) -> str | None:
    """The compression that these first bytes announce.

    >>> compression(b"\\x1f\\x8b\\x08"), compression(b"!AIVDM")
    ('gzip', None)
    """
    return next((name for magic, name in MAGIC.items() if head.startswith(magic)), None)


def blocks(path: Path, size: int = BLOCK, progress: Progress = _silent) -> Iterator[bytes]:
    """The unpacked bytes of `path`, cut after a line end; the last block may lack one.

    A line of more than `LONGEST` bytes becomes an empty line. `progress` is told the packed
    bytes read and those in all. Raises `BadInput` where the compressed data end early or are
    damaged, naming how far it was readable.
    """
    rest = b""
    for piece in _pieces(path, size, progress):
        head, end, tail = piece.rpartition(b"\n")
        if end:
            yield rest + head + end
            rest = tail
        else:
            rest += piece
        if len(rest) > LONGEST:
            rest = b""
    if rest:
        yield rest


def whole(path: Path, limit: int, progress: Progress = _silent) -> bytes:
    """All unpacked bytes of `path`; `BadInput` if they are more than `limit`."""
    pieces, size = [], 0
    for piece in _pieces(path, BLOCK, progress):
        size += len(piece)
        if size > limit:
            problem = f"unpacks to more than {limit >> 20:,} MB in one piece"
            raise BadInput(str(path), problem, "convert it to Parquet or split it")
        pieces.append(piece)
    return b"".join(pieces)


def _pieces(path: Path, size: int, progress: Progress) -> Iterator[bytes]:
    total, done = path.stat().st_size, 0
    with path.open("rb") as file:
        packed = compression(file.read(4))
        file.seek(0)
        stream = pa.CompressedInputStream(file, packed) if packed else file
        try:
            while piece := stream.read(size):
                done += len(piece)
                progress(min(file.tell(), total), total)
                yield piece
        except (OSError, EOFError) as error:
            problem = f"cannot be unpacked beyond {done:,} bytes ({error})"
            raise BadInput(str(path), problem, "fetch it again") from None
