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
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import orjson

from vedette.model.errors import BadInput
from vedette.see.cargo.headers import field_of, is_manifest, recognise

ENCODINGS = ("utf-8-sig", "cp1252", "cp1251", "cp1254", "cp1256", "gb18030")
DELIMITERS = ",;\t|"
HEADER_ROWS = 20
"""A header is looked for in so many first rows: real files carry titles above it."""
LONGEST_CELL = 1_000_000
LONGEST_LINE = 10_000_000
LARGEST_JSON = 256_000_000
LARGEST_XLSX = 512_000_000
"""Bytes that a workbook may unpack to; a real one of a million lines needs about 300 MB."""
WIDEST = 1_000
"""Columns of a workbook that are read; a manifest has some tens."""
REMEDY = "name its columns with --column 'Their header=consignee.name', or save it as CSV"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a header: its cells by row, and how its columns were understood.

    `columns` is column number to field, `headers` the header as written, `first` the number of
    the first row after it, `decimal_comma` what the file's own habit says of "1.234", `strict`
    whether a row with more cells than the header is a row whose columns have shifted.
    """

    headers: tuple[str, ...]
    columns: Mapping[int, str]
    first: int
    cells: Iterable[Sequence[str]]
    decimal_comma: bool = False
    strict: bool = False

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headers that no field was found for."""
        return tuple(h for at, h in enumerate(self.headers) if h and at not in self.columns)

    def rows(self) -> Iterator[tuple[int, dict[str, str], str]]:
        """Row number as a person counts it, field to text (empty cells left out), and what is
        wrong with the row as a whole."""
        for number, cells in enumerate(self.cells, self.first):
            row = {
                field: text
                for at, field in self.columns.items()
                if at < len(cells) and (text := cells[at].strip())
            }
            if row:
                yield number, row, self._wrong(cells) if self.strict else ""

    def _wrong(self, cells: Sequence[str]) -> str:
        if any(cells[len(self.headers) :]):
            return f"row of {len(cells)} cells under a header of {len(self.headers)}: shifted"
        if any("\n" in cell and cell.count(",") + cell.count(";") > 3 for cell in cells):
            return "row with rows inside a cell: a quotation mark is missing"
        return ""


class Header(NamedTuple):
    """Where a header ends, what it says, and which fields its columns are."""

    last: int
    headers: tuple[str, ...]
    columns: dict[int, str]


def find_header(
    table: Sequence[Sequence[str]], mapped: Mapping[str, str] | None = None
) -> Header | None:
    """The row, or the two rows under merged cells, in which most columns are recognised."""
    best: Header | None = None
    for at, cells in enumerate(table[:HEADER_ROWS]):
        below = table[at + 1] if at + 1 < len(table) else ()
        for last, headers in ((at, tuple(cells)), (at + 1, _merged(cells, below))):
            columns = recognise(headers, mapped) if headers else {}
            many = len(best.columns) if best else 0
            if len(columns) > many and is_manifest(columns.values()):
                best = Header(last, headers, columns)
    return best


def _merged(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Two header rows as one: "Shipper" over "Name | Country" is "Shipper Name", "Shipper
    Country"; "Goods" over "HS code" is "HS code", which says more by itself."""
    if not sum(bool(cell.strip()) for cell in lower) > 1 or not any(upper):
        return ()
    joined, over = [], ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        over = above.strip() or (over if below.strip() else "")
        both = f"{over} {below.strip()}".strip()
        joined.append(both if field_of(both) or not below.strip() else below.strip())
    return tuple(joined)


def csv_sheet(path: Path, mapped: Mapping[str, str] | None = None) -> Sheet:
    """A delimited file."""
    with path.open("rb") as file:
        head = file.read(65_536)
    encoding, delimiter = csv_shape(head, mapped)
    if not encoding:
        raise BadInput(str(path), "has no header in which a manifest is recognised", REMEDY)
    records = _csv_records(path, encoding, delimiter)
    top = list(islice(records, HEADER_ROWS))
    header = find_header([cells for _, cells in top], mapped)
    if header is None:
        raise BadInput(str(path), "has no header in which a manifest is recognised", REMEDY)
    cells = _chained([cells for _, cells in top[header.last + 1 :]], records)
    return Sheet(header.headers, header.columns, header.last + 2, cells, delimiter == ";", True)


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
                    header = find_header(table, mapped)
                    found = len(header.columns) if header else 0
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
            said = encoding.removesuffix("-sig").upper()
            raise BadInput(where, f"is not {said} text", "save it as UTF-8") from None


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
        header = find_header(top, mapped)
        if header:
            rest = _chained(top[header.last + 1 :], ((0, row) for row in cells))
            found.append(Sheet(header.headers, header.columns, header.last + 2, rest))
    if not found:
        raise BadInput(str(path), "has no sheet in which a manifest is recognised", REMEDY)
    return found


def _xlsx_cells(path: Path, sheet: Any) -> Iterator[list[str]]:
    try:
        sheet.reset_dimensions()  # what a sheet says of its size may be a million empty rows
        for row in sheet.iter_rows(values_only=True):
            yield ["" if value is None else _cell(value) for value in row[:WIDEST]]
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
