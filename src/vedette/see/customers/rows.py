"""Rows out of CSV, JSON lines and Parquet, one at a time, however long the file is.

A row that cannot be read is a row with a problem and its line number; the rows after it are
read. What holds for every row (no header, not Parquet at all) is `BadInput`. Text is UTF-8
unless the file begins with the mark of UTF-16 or the person says otherwise; it is never guessed,
for a wrong guess turns names into other names.
"""

import codecs
import csv
import gzip
import io
import zlib
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import orjson

from vedette.model.errors import BadInput

LONGEST_LINE = 1_000_000
"""Characters of one line; a longer one is skipped and reported."""

MOST_COLUMNS = 5_000
"""Columns of a table; a file with more is something else."""

MOST_LINES = 50
"""Lines that one row of a delimited file may go over, as addresses do."""

DELIMITERS = ",;\t|"

Cells = Mapping[str, Any]

LONGEST_CELL = 131_072
"""Characters of one cell: Python's own limit, said here because it is one for the whole process
and other readers raise it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: header to cell, or what is wrong with it. `read` is how far the file is read."""

    line: int
    cells: Cells
    problem: str = ""
    read: int = 0


def rows(path: Path, encoding: str = "") -> Iterator[Row]:
    """Every row of a file: Parquet by its content, JSON lines by its name, CSV otherwise."""
    if _is_parquet(path):
        yield from _parquet(path)
        return
    read = _json_lines if _is_json_lines(path) else _csv
    with _opened(path) as (raw, text):
        for row in read(path, _lines(path, text, encoding)):
            yield Row(row.line, row.cells, row.problem, raw.tell())


def size(path: Path) -> int:
    """What `Row.read` counts towards: rows for Parquet, bytes otherwise."""
    if _is_parquet(path):
        with _parquet_errors(path):
            return int(_parquet_file(path).metadata.num_rows)
    return path.stat().st_size


def headers_of(path: Path, encoding: str = "") -> list[str]:
    """The columns of a table. JSON lines have none of their own: each object has its keys."""
    if _is_parquet(path):
        with _parquet_errors(path):
            return [str(name) for name in _parquet_file(path).schema_arrow.names]
    if _is_json_lines(path):
        return []
    with _opened(path) as (_, text):
        return _header(path, _lines(path, text, encoding))[0]


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except FileNotFoundError:
        raise BadInput(str(path), "is not there", "check the name") from None
    except OSError as error:
        raise BadInput(str(path), f"cannot be read ({error.strerror})") from None
    if not head:
        raise BadInput(str(path), "is empty")
    return head == b"PAR1"


def _is_json_lines(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson", ".json"))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The file as it lies there, for telling how far it is read, and unpacked."""
    with ExitStack() as stack:
        raw = stack.enter_context(path.open("rb"))
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        yield raw, cast(IO[bytes], stack.enter_context(gzip.open(raw)) if packed else raw)


def _lines(path: Path, file: IO[bytes], encoding: str) -> Iterator[str]:
    """Lines with their ends. What is not text comes as lone surrogates, to be found later."""
    try:
        if not encoding:
            marked = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
            encoding = "utf-16" if marked else "utf-8-sig"
            file.seek(0)
        text = io.TextIOWrapper(file, encoding, errors="surrogateescape", newline="")
    except LookupError:
        raise BadInput(f"--encoding {encoding}", "is not known", "try utf-8 or cp1252") from None
    except (EOFError, OSError, zlib.error) as error:
        raise BadInput(str(path), f"ends early or is damaged ({error})", "get it again") from None
    try:
        while line := text.readline(LONGEST_LINE):
            yield line
            while len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
                line = text.readline(LONGEST_LINE)
        text.detach()  # a wrapper that is forgotten closes the file under whoever still reads it
    except UnicodeError as error:
        raise BadInput(str(path), f"is not {encoding} ({error})", "say --encoding") from None
    except (EOFError, OSError, zlib.error) as error:
        raise BadInput(str(path), f"ends early or is damaged ({error})", "get it again") from None


def _header(path: Path, lines: Iterator[str]) -> tuple[list[str], str]:
    """The columns of a delimited file, and what delimits them."""
    first = next(lines, "")
    delimiter = max(DELIMITERS, key=first.count)
    header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    if not any(header) or any("\x00" in name for name in header):
        raise BadInput(f"{path}, line 1", "is no header of columns", "put one there")
    if len(header) > MOST_COLUMNS:
        raise BadInput(
            f"{path}, line 1", f"has {len(header):,} columns", "check that it is the right file"
        )
    doubled = [name for name, count in Counter(header).items() if name and count > 1]
    if doubled:
        raise BadInput(f"{path}, line 1", f"has the column {min(doubled)!r} twice", "rename one")
    return header, delimiter


def _csv(path: Path, lines: Iterator[str]) -> Iterator[Row]:
    header, delimiter = _header(path, lines)
    csv.field_size_limit(LONGEST_CELL)
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter)
    line = 2
    while True:
        feed.taken.clear()
        problem = ""
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = f"cannot be read ({error})"
        except _OpenForLong:
            problem = f"opens a quotation mark that is not closed within {MOST_LINES} lines"
        if not problem and feed.ends_open():
            problem = "opens a quotation mark that is never closed"
        if problem:
            yield Row(line, {}, problem)
            feed.take_back()
            reader = csv.reader(feed, delimiter=delimiter)
        elif any(cell.strip() for cell in cells):
            yield Row(line, dict(zip(header, cells, strict=False)), _fault(header, cells))
        line += len(feed.taken)


class _OpenForLong(Exception):
    """A row has more lines than a row has."""


class _Feed:
    """Lines for a CSV reader that can be taken back, so that a bad row spoils no other.

    A quotation mark that is never closed would swallow all rows after it into one cell.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self.again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) == MOST_LINES:
            raise _OpenForLong
        line = self.again.popleft() if self.again else next(self.lines)
        self.taken.append(line)
        return line

    def ends_open(self) -> bool:
        """Did the file end within a quoted cell that goes over several lines?"""
        return len(self.taken) > 1 and sum(line.count('"') for line in self.taken) % 2 == 1

    def take_back(self) -> None:
        """All lines of this row but the first are to be read again."""
        self.again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def _fault(header: Sequence[str], cells: Sequence[str]) -> str:
    if len(cells) > len(header):
        return f"has {len(cells)} cells under {len(header)} columns: which is which is not sure"
    if any(_broken(cell) for cell in cells):
        return "is not in the encoding of the file; say --encoding, for instance cp1252"
    if sum(map(len, cells)) >= LONGEST_LINE:
        return f"is longer than {LONGEST_LINE:,} characters"
    return ""


def _json_lines(path: Path, lines: Iterator[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if _broken(line):
            yield Row(number, {}, "is not UTF-8")
            continue
        try:
            cells = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield Row(number, {}, f"is not JSON ({error.msg})")
            continue
        if isinstance(cells, dict):
            yield Row(number, cells)
        else:
            yield Row(number, {}, "is not a JSON object")


def _parquet(path: Path) -> Iterator[Row]:
    with _parquet_errors(path):
        number = 0
        for batch in _parquet_file(path).iter_batches(10_000):
            for cells in batch.to_pylist():
                number += 1
                yield Row(number, cells, read=number)


def _parquet_file(path: Path) -> Any:
    import pyarrow.parquet as pq

    return pq.ParquetFile(path)


@contextmanager
def _parquet_errors(path: Path) -> Iterator[None]:
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError) as error:
        first = str(error).splitlines()[0]
        raise BadInput(str(path), f"is not readable Parquet ({first})", "write it again") from None


def _broken(text: str) -> bool:
    """Does it hold bytes that were no text? They come as U+DC80 to U+DCFF."""
    return not text.isascii() and any("\udc80" <= sign <= "\udcff" for sign in text)
