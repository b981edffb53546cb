"""Text and tables from outside: the encoding settled first, then read line by line.

Reach for `decoded` for any text file and `rows` for one with separators. The encoding is
decided on the whole file before a line of it is used: a byte-order mark, else UTF-16 by its
zero bytes, else UTF-8 if every byte fits, else Windows-1252, which is remarked on, because
nobody can tell it from its neighbours. It refuses files with zero bytes that are not UTF-16,
and bytes that no Windows-1252 text has.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from typing import IO, cast

from vedette.model.errors import BadInput

FIELD = 1 << 20
"""Characters that one field may have; a quote that is never closed would swallow the file."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(
    stream: IO[bytes], where: str, remark: Callable[[str, str], None] | None = None
) -> io.TextIOWrapper:
    """A seekable byte stream as text; `remark` is told when the encoding is only supposed."""
    encoding = encoding_of(stream, where)
    if encoding == "cp1252" and remark is not None:
        remark("is not UTF-8; read as Windows-1252, check a name with accents", where)
    return io.TextIOWrapper(cast(IO[bytes], _Kept(stream)), encoding, newline="")


def encoding_of(stream: IO[bytes], where: str) -> str:
    """The encoding of a whole stream, which is rewound.

    >>> encoding_of(io.BytesIO("Bélarus".encode()), "x"), encoding_of(io.BytesIO(b"B\\xe9"), "x")
    ('utf-8', 'cp1252')
    """
    head = stream.read(4096)
    stream.seek(0)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return _fits(stream, name) or _undecodable(where, name)
    if head[1::2].count(0) > len(head) // 4:
        return _fits(stream, "utf-16-le") or _undecodable(where, "UTF-16")
    if head[0::2].count(0) > len(head) // 4:
        return _fits(stream, "utf-16-be") or _undecodable(where, "UTF-16")
    if b"\0" in head:
        raise BadInput(where, "holds zero bytes: it is not text", "check what this file is")
    return _fits(stream, "utf-8") or _fits(stream, "cp1252") or _undecodable(where, "UTF-8")


def rows(
    stream: IO[bytes],
    where: str,
    delimiter: str = ",",
    remark: Callable[[str, str], None] | None = None,
) -> Iterator[tuple[int, list[str]]]:
    """Rows of a separated file, each with the line on which it begins; empty rows are skipped.

    >>> list(rows(io.BytesIO(b'a,"b\\nc"\\n\\nd,e\\n'), "x.csv"))
    [(1, ['a', 'b\\nc']), (4, ['d', 'e'])]
    """
    text = decoded(stream, where, remark)
    csv.field_size_limit(FIELD)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(f"{where}, line {line}", f"is no table row ({error})", "check it") from None
    finally:
        text.detach()


class _Kept(io.BufferedIOBase):
    """A stream that is not closed with the text wrapped around it: its opener does that."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        return self.stream.read(-1 if size is None else size)

    def read1(self, size: int = -1) -> bytes:
        return self.stream.read(1 << 16 if size < 0 else size)


def _fits(stream: IO[bytes], encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while data := stream.read(1 << 20):
            decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return ""
    finally:
        stream.seek(0)
    return encoding


def _undecodable(where: str, encoding: str) -> str:
    raise BadInput(where, f"is no valid {encoding} text", "save it as UTF-8, or fetch it again")
