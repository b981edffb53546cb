"""From one row of fields to one `Consignment`, with remarks on what is invalid in it.

Reach for `consignment` with a row from `sheets`, and for `from_object` with a JSON object. They
never fail on a value: what cannot be read becomes one of the line's `problems`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vedette.model.consignment import Consignment, Good, Party
from vedette.reference.countries import country_code
from vedette.see.cargo import amounts, identifiers

ROLES = (
    "shipper", "consignee", "notify", "forwarder", "carrier",
    "bank", "buyer", "seller", "owner", "manager",
)  # fmt: skip
PLACES = ("loading", "transit", "discharge", "destination")
LONGEST = 10_000
"""Characters of one cell that are kept: a description longer than that is not one."""
_SEVERAL = re.compile(r"[;,/|\n]+|\s{2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f​‪-‮⁠⁦-⁩﻿]")


@dataclass
class Context:
    """What holds for a whole file: where it is from, and what its columns say of units."""

    source: str
    release: str
    invented: bool = False
    weight_unit: str = ""
    currency: str = ""
    decimal_comma: bool = False
    seen: Counter[str] = field(default_factory=Counter)


def consignment(row: Mapping[str, str], context: Context, origin: str) -> Consignment:
    """One line. `row` is field to text as `headers.fields` names them."""
    cells = {name: clean(text) for name, text in row.items()}
    problems: list[str] = []
    goods = (_good(cells, context, problems),) if _has_goods(cells) else ()
    return _whole(cells, goods, context, origin, problems)


def from_object(data: Mapping[str, Any], context: Context, origin: str) -> Consignment:
    """One line from fields that may hold several goods under ``goods``, each a mapping."""
    cells = {key: clean(str(value)) for key, value in data.items() if key != "goods"}
    problems: list[str] = []
    several = [
        {key: clean(str(value)) for key, value in item.items()} for item in data.get("goods", ())
    ]
    goods = tuple(_good(item, context, problems) for item in several if _has_goods(item))
    if not goods and _has_goods(cells):
        goods = (_good(cells, context, problems),)
    return _whole(cells, goods, context, origin, problems)


def clean(text: str) -> str:
    """Text without control and direction characters, cut where no cell is that long.

    >>> clean(" ball\\x00 bearings\\u202e ")
    'ball bearings'
    """
    return _CONTROL.sub("", text[:LONGEST]).strip()


def _whole(
    cells: Mapping[str, str],
    goods: tuple[Good, ...],
    context: Context,
    origin: str,
    problems: list[str],
) -> Consignment:
    day, wrong = identifiers.day(cells["date"]) if cells.get("date") else ("", "")
    document = cells.get("document", "")
    containers = _containers(cells.get("container", ""), problems)
    parties = tuple(_parties(cells, problems))
    vessel = _means(cells, "vessel")
    if vessel.get("imo"):
        vessel["imo"], bad = identifiers.imo(vessel["imo"])
        problems.append(bad)
    if vessel.get("flag"):
        vessel["flag"] = country_code(vessel["flag"]) or vessel["flag"]
    aircraft = _means(cells, "aircraft")
    if aircraft.get("icao24"):
        aircraft["icao24"] = aircraft["icao24"].lower()
    route = tuple(_route(cells, problems))
    origin_country = _country(cells, "origin_country", problems) or _country(
        cells, "dispatch_country", problems
    )
    destination_country = _country(cells, "destination_country", problems)
    remarks = (wrong, identifiers.waybill(document), *problems)
    return Consignment(
        id=_identity(cells, context, origin),
        source=context.source,
        release=context.release,
        origin=origin,
        date=day,
        document=document,
        parties=parties,
        goods=goods,
        origin_country=origin_country,
        destination_country=destination_country,
        route=route,
        vessel=vessel,
        aircraft=aircraft,
        containers=containers,
        problems=tuple(dict.fromkeys(remark for remark in remarks if remark)),
        invented=context.invented,
    )


def _identity(cells: Mapping[str, str], context: Context, origin: str) -> str:
    """Document and line as written; a document seen again counts on; a row without document is
    named by its place and its release, so that the row 7 of two files are two things."""
    document = cells.get("document", "")
    if not document:
        return f"{origin} of {context.release[:8] or context.source}"
    name = f"{document}#{cells['line']}" if cells.get("line") else document
    context.seen[name] += 1
    return name if context.seen[name] == 1 else f"{name}#{context.seen[name]}"


def _has_goods(cells: Mapping[str, str]) -> bool:
    return any(cells.get(name) for name in ("description", "hs", "part_number"))


def _good(cells: Mapping[str, str], context: Context, problems: list[str]) -> Good:
    code, wrong = identifiers.hs(cells["hs"]) if cells.get("hs") else ("", "")
    problems.append(wrong)
    weight = value = None
    currency = ""
    said = cells.get("weight") or cells.get("net_weight")
    if said:
        unit = amounts.unit_in(cells.get("weight_unit", "")) or context.weight_unit
        weight, wrong = amounts.weight_kg(said, unit, context.decimal_comma)
        problems.append(wrong)
    if cells.get("value"):
        known = amounts.currency_in(cells.get("currency", "").upper()) or context.currency
        value, currency, wrong = amounts.money(cells["value"], known, context.decimal_comma)
        problems.append(wrong)
    return Good(
        description=cells.get("description", ""),
        hs=code,
        quantity=cells.get("quantity", ""),
        weight_kg=weight,
        value=value,
        currency=currency,
        part_numbers=tuple(_split(cells.get("part_number", ""))),
        maker=cells.get("maker", ""),
    )


def _parties(cells: Mapping[str, str], problems: list[str]) -> Iterable[Party]:
    for role in ROLES:
        own = {
            key.removeprefix(f"{role}."): text
            for key, text in cells.items()
            if key.startswith(f"{role}.") and text
        }
        name = own.pop("name", "")
        if not name:
            continue
        country = own.pop("country", "")
        code = country_code(country)
        if country and not code:
            problems.append(f"{role} country {country[:40]}: not a country that is known")
        yield Party(role, name, code, own.pop("address", ""), dict(sorted(own.items())))


def _means(cells: Mapping[str, str], kind: str) -> dict[str, str]:
    prefix = f"{kind}."
    return {
        key.removeprefix(prefix): text
        for key, text in sorted(cells.items())
        if key.startswith(prefix) and text
    }


def _country(cells: Mapping[str, str], name: str, problems: list[str]) -> str:
    said = cells.get(name, "")
    code = country_code(said)
    if said and not code:
        problems.append(f"{name.replace('_', ' ')} {said[:40]}: not a country that is known")
    return code


def _route(cells: Mapping[str, str], problems: list[str]) -> Iterable[str]:
    last = ""
    for name in PLACES:
        parts = re.split(r"[;|>]+", cells.get(name, ""))
        for part in (part.strip() for part in parts if part.strip()):
            place, wrong = identifiers.locode(part)
            problems.append(wrong)
            if place != last:
                yield place
            last = place


def _containers(text: str, problems: list[str]) -> tuple[str, ...]:
    found = []
    for part in _split(text):
        value, wrong = identifiers.container(part)
        problems.append(wrong)
        found.append(value)
    return tuple(found)


def _split(text: str) -> list[str]:
    return [part.strip() for part in _SEVERAL.split(text) if part.strip()]
