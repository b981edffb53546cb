"""Consignments out of a file, one by one: the reader behind `vedette see` and `vedette check`.

Reach for `consignments`. It reads CSV, XLSX, JSON (flat or nested objects, or our own) and
FollowTheMoney ``EconomicActivity``. It refuses a file without anything like a manifest in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vedette.model.consignment import Consignment
from vedette.model.errors import BadInput
from vedette.see.cargo import amounts
from vedette.see.cargo.economic_activity import activities, is_activity
from vedette.see.cargo.headers import is_manifest, recognise
from vedette.see.cargo.lines import Context, consignment, from_object
from vedette.see.cargo.sheets import REMEDY, Sheet, csv_sheet, json_records, xlsx_sheets


@dataclass(frozen=True, slots=True)
class Manifest:
    """A file that has been opened: its remarks, and its lines when they are iterated over."""

    headers: tuple[str, ...]
    remarks: tuple[str, ...]
    lines: Iterator[Consignment]


def consignments(
    path: Path,
    source: str,
    release: str,
    mapped: Mapping[str, str] | None = None,
    invented: bool = False,
) -> Manifest:
    """Open `path`; `mapped` is header to field for headers that the table does not know."""
    with path.open("rb") as file:
        head = file.read(8).removeprefix(b"\xef\xbb\xbf").lstrip()
    context = Context(source, release, invented)
    if head[:2] == b"\x1f\x8b":
        raise BadInput(str(path), "is compressed", "unpack it first")
    if head[:2] == b"PK":
        return _tables(xlsx_sheets(path, mapped), context)
    if head[:1] in (b"{", b"["):
        return _objects(path, context, mapped)
    return _tables([csv_sheet(path, mapped)], context)


def _tables(sheets: list[Sheet], context: Context) -> Manifest:
    headers = tuple(header for sheet in sheets for header in sheet.headers)
    unknown = [header for sheet in sheets for header in sheet.unknown]
    return Manifest(headers, _remarks(unknown), _lines(sheets, context))


def _lines(sheets: list[Sheet], context: Context) -> Iterator[Consignment]:
    for at, sheet in enumerate(sheets, 1):
        by_field = {field: sheet.headers[column] for column, field in sheet.columns.items()}
        weight = by_field.get("weight") or by_field.get("net_weight") or ""
        context.weight_unit = amounts.unit_in(weight)
        context.currency = amounts.currency_in(by_field.get("value", ""))
        context.decimal_comma = sheet.decimal_comma
        prefix = f"sheet {at} " if len(sheets) > 1 else ""
        for number, row, wrong in sheet.rows():
            line = consignment(row, context, f"{prefix}row {number}")
            yield replace(line, problems=(wrong, *line.problems)) if wrong else line


def _remarks(unknown: list[str]) -> tuple[str, ...]:
    if not unknown:
        return ()
    named = ", ".join(dict.fromkeys(unknown))
    return (f"columns not recognised and left aside: {named[:500]}",)


def _objects(path: Path, context: Context, mapped: Mapping[str, str] | None) -> Manifest:
    records = list(json_records(path))
    if any(is_activity(item) for _, item in records):
        return Manifest((), (), activities([item for _, item in records], context))
    flat = [(number, _flattened(item)) for number, item in records]
    headers = tuple(dict.fromkeys(key for _, item in flat for key in item if key != "goods"))
    inside = tuple(
        dict.fromkeys(key for _, item in flat for good in item.get("goods", ()) for key in good)
    )
    names = {headers[at]: field for at, field in recognise(headers, mapped).items()}
    goods = {inside[at]: field for at, field in recognise(inside, mapped).items()}
    if not is_manifest([*names.values(), *goods.values()]):
        raise BadInput(str(path), "holds nothing in which a manifest is recognised", REMEDY)
    unknown = [key for key in (*headers, *inside) if key not in names and key not in goods]
    return Manifest(headers + inside, _remarks(unknown), _from_flat(flat, names, goods, context))


def _from_flat(
    flat: list[tuple[int, dict[str, Any]]],
    names: Mapping[str, str],
    goods: Mapping[str, str],
    context: Context,
) -> Iterator[Consignment]:
    for number, item in flat:
        row: dict[str, Any] = {
            names[key]: value for key, value in item.items() if key in names and value != ""
        }
        row["goods"] = [
            {goods[key]: value for key, value in good.items() if key in goods and value != ""}
            for good in item.get("goods", ())
        ]
        yield from_object(row, context, f"item {number}")


_GOODS = ("goods", "items", "lines", "commodities", "products", "cargo")


def _flattened(item: Mapping[str, Any]) -> dict[str, Any]:
    """Nested objects as "outer inner" keys, a list of goods under ``goods``.

    Parties given as a list of ``{"role": …, "name": …}`` become "role name" keys.
    """
    flat: dict[str, Any] = {}
    for key, value in item.items():
        if isinstance(value, dict):
            inner = _flattened(value)
            flat.update({f"{key} {name}": said for name, said in inner.items() if name != "goods"})
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            if key.casefold() in _GOODS:
                flat["goods"] = [_flattened(one) for one in value]
            elif key.casefold() == "parties":
                for one in value:
                    role = str(one.get("role", ""))
                    inner = _flattened({name: said for name, said in one.items() if name != "role"})
                    flat.update({f"{role} {name}": said for name, said in inner.items()})
        elif isinstance(value, list):
            flat[key] = ";".join(str(one) for one in value if one is not None)
        elif value is not None and not isinstance(value, bool):
            flat[key] = str(value)
    return flat
