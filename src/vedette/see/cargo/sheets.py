"""Rows of a manifest out of CSV, XLSX and JSON, whatever the encoding and wherever the header.

Reach for `rows`: it yields each line as field to text, with its place in the file. It refuses
archives that unpack to more than they should, and files in which no manifest header is found.
The hard part is that nothing in a CSV says its encoding, its delimiter or where its header
stands: of the plausible readings, the one under which most columns are recognised is taken.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import orjson

from vedette.model.errors import BadInput
from vedette.see.cargo.headers import is_manifest, recognise

ENCODINGS = ("utf-8-sig", "cp1252", "cp1251", "cp1254", "cp1256", "gb18030")
DELIMITERS = ",;\t|"
HEADER_ROWS = 20
"""A header is looked for in so many first rows: real files carry titles above it."""
LONGEST_CELL = 1_000_000
LONGEST_LINE = 10_000_000
LARGEST_JSON = 256_000_000
LARGEST_XLSX = 512_000_000
"""Bytes that a workbook may unpack to; a real one of a million lines needs about 300 MB."""
REMEDY = "name its columns with --column 'Their header=consignee.name', or save it as CSV"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a header: its cells by row, and how its columns were understood.

    `columns` is column number to field, `headers` the header as written, `first` the number of
    the first row after it, `decimal_comma` what the file's own habit says of "1.234".
    """

    headers: tuple[str, ...]
    columns: Mapping[int, str]
    first: int
    cells: Iterable[Sequence[str]]
    decimal_comma: bool = False

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headers that no field was found for."""
        return tuple(h for at, h in enumerate(self.headers) if h and at not in self.columns)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Row number as a person counts it, and field to text, empty cells left out."""
        for number, cells in enumerate(self.cells, self.first):
            row = {
                field: text
                for at, field in self.columns.items()
                if at < len(cells) and (text := cells[at].strip())
            }
            if row:
                yield number, row


def find_header(
    table: Sequence[Sequence[str]], mapped: Mapping[str, str] | None = None
) -> tuple[int, dict[int, str]]:
    """The row in which most columns are recognised, and its columns; (-1, {}) if none is one."""
    best: tuple[int, dict[int, str]] = (-1, {})
    for at, cells in enumerate(table[:HEADER_ROWS]):
        columns = recognise(cells, mapped)
        if len(columns) > len(best[1]) and is_manifest(columns.values()):
            best = (at, columns)
    return best


def csv_sheet(path: Path, mapped: Mapping[str, str] | None = None) -> Sheet:
    """A delimited file."""
    with path.open("rb") as file:
        head = file.read(65_536)
    encoding, delimiter = csv_shape(head, mapped)
    if not encoding:
        raise BadInput(str(path), "has no header in which a manifest is recognised", REMEDY)
    records = _csv_records(path, encoding, delimiter)
    top = list(islice(records, HEADER_ROWS))
    at, columns = find_header([cells for _, cells in top], mapped)
    if at < 0:
        raise BadInput(str(path), "has no header in which a manifest is recognised", REMEDY)
    left = [cells for _, cells in top[at + 1 :]]
    cells = _chained(left, records)
    return Sheet(tuple(top[at][1]), columns, at + 2, cells, decimal_comma=delimiter == ";")


def csv_shape(head: bytes, mapped: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Encoding and delimiter under which most columns are recognised; ("", "") if none are.

    >>> csv_shape("Отправитель;Получатель;Описание товара\\n".encode("cp1251"))
    ('cp1251', ';')
    """
    best, shape = 0, ("", "")
    utf16 = head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if utf16 else ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        with suppress(UnicodeDecodeError):
            lines = decoder.decode(head).splitlines()[: HEADER_ROWS * 3]
            for delimiter in DELIMITERS:
                with suppress(csv.Error):
                    table = list(csv.reader(lines, delimiter=delimiter))
                    found = len(find_header(table, mapped)[1])
                    if found > best:
                        best, shape = found, (encoding, delimiter)
        if best and encoding.startswith("utf"):
            break  # text that decodes as UTF-8 is UTF-8
    return shape


def _csv_records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(_bounded(path, file), delimiter=delimiter)
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error as error:
            where = f"{path}, line {reader.line_num}"
            raise BadInput(where, f"is not readable CSV ({error})", "save it again") from None
        except UnicodeDecodeError:
            where = f"{path}, after line {reader.line_num}"
            raise BadInput(where, f"is not {encoding} text", "save it as UTF-8") from None


def _bounded(path: Path, file: TextIO) -> Iterator[str]:
    """Lines without NUL; one that does not end is refused before it fills the memory."""
    for line in iter(lambda: file.readline(LONGEST_LINE), ""):
        if len(line) == LONGEST_LINE:
            raise BadInput(str(path), f"has a line of over {LONGEST_LINE:,} characters", "split it")
        yield line.replace("\0", "")


def _chained(
    first: list[list[str]], rest: Iterator[tuple[int, list[str]]]
) -> Iterator[Sequence[str]]:
    yield from first
    for _, cells in rest:
        yield cells


def xlsx_sheets(path: Path, mapped: Mapping[str, str] | None = None) -> list[Sheet]:
    """The sheets of a workbook in which a manifest is recognised."""
    from openpyxl import load_workbook

    _refuse_bomb(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises what its parsers raise, KeyError among them
        raise BadInput(
            str(path), f"is not a readable workbook ({error})", "save it again"
        ) from None
    found = []
    for sheet in book.worksheets:
        cells = _xlsx_cells(path, sheet)
        top = list(islice(cells, HEADER_ROWS))
        at, columns = find_header(top, mapped)
        if at >= 0:
            rest = _chained(top[at + 1 :], ((0, row) for row in cells))
            found.append(Sheet(tuple(top[at]), columns, at + 2, rest))
    if not found:
        raise BadInput(str(path), "has no sheet in which a manifest is recognised", REMEDY)
    return found


def _xlsx_cells(path: Path, sheet: Any) -> Iterator[list[str]]:
    try:
        for row in sheet.iter_rows(values_only=True):
            yield ["" if value is None else _cell(value) for value in row]
    except Exception as error:  # a damaged part surfaces only when its rows are read
        where = f"{path}, sheet {sheet.title}"
        raise BadInput(where, f"is damaged ({error})", "save it again") from None


def _cell(value: object) -> str:
    """A cell as text: 8542.0 is the code or count 8542, a time of midnight is a date."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:LONGEST_CELL]


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > LARGEST_XLSX or len(parts) > 10_000:
                problem = (
                    f"unpacks to {size:,} bytes in {len(parts):,} parts, too many for a manifest"
                )
                raise BadInput(str(path), problem, "save the sheet as CSV")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as opened:
                        if b"<!DOCTYPE" in opened.read(4096).upper():
                            where = f"{path}, {part.filename}"
                            raise BadInput(where, "declares a document type", "save it again")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise BadInput(
            str(path), f"is not a readable workbook ({error})", "save it again"
        ) from None


def json_records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON array, of JSON lines, or under the first key that holds a list."""
    if path.stat().st_size > LARGEST_JSON:
        raise BadInput(str(path), f"is larger than {LARGEST_JSON:,} bytes", "split it, or use CSV")
    raw = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError:
        data = _json_lines(path, raw)
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list)]
        whole = "goods" in data or "parties" in data or "schema" in data
        data = [data] if whole or not lists else max(lists, key=len)
    if not isinstance(data, list):
        raise BadInput(str(path), "holds no list of lines", "give an array of objects")
    for number, item in enumerate(data, 1):
        if not isinstance(item, dict):
            raise BadInput(f"{path}, item {number}", "is not an object", "give an array of objects")
        yield number, item


def _json_lines(path: Path, raw: bytes) -> list[Any]:
    found = []
    for number, line in enumerate(io.BytesIO(raw), 1):
        if line.strip():
            try:
                found.append(orjson.loads(line))
            except orjson.JSONDecodeError as error:
                where = f"{path}, line {number}"
                raise BadInput(where, f"is not JSON ({error})", "save it again") from None
    return found
