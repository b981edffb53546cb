"""Numbers that name a thing without its name: IMO, MMSI, Mode S hex, MSN, tail, passport, tax.

Reach for `identifiers` to get from an entity's properties what can be looked up. A number whose
check digits fail is left out of its own kind and kept as a plain number, so that a mistyped IMO
never agrees with another mistyped IMO by accident of its label. It refuses to guess a kind from
a bare number, with one exception: six hexadecimal digits with an aircraft are its Mode S address.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

UNIQUE = frozenset({"imo", "icao24", "msn"})
"""Kinds of which a thing has one for life: two different ones are two things."""

OF_THE_TIME = frozenset({"mmsi", "tail", "callsign", "lei", "inn", "ogrn", "duns", "tax"})
"""Kinds of which a thing has one at a time: two different ones speak against a little."""


class Identifier(NamedTuple):
    """A kind and a number in one spelling. `prop` is where it was found."""

    kind: str
    number: str
    prop: str


_PROPERTIES: dict[str, str] = {
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "callsign",
    "crsNumber": "number",
    "serialNumber": "msn",
    "icaoCode": "icao24",
    "registrationNumber": "number",
    "passportNumber": "paper",
    "idNumber": "paper",
    "socialSecurityNumber": "paper",
    "personalNumber": "paper",
    "number": "paper",
    "taxNumber": "number",
    "innCode": "inn",
    "ogrnCode": "ogrn",
    "okpoCode": "number",
    "vatCode": "number",
    "uscCode": "number",
    "leiCode": "lei",
    "swiftBic": "bic",
    "bic": "bic",
    "dunsCode": "duns",
    "licenseNumber": "number",
    "cageCode": "number",
    "giiNumber": "number",
    "kppCode": "weak",
    "bikCode": "number",
    "publicKey": "wallet",
    "iban": "iban",
    "accountNumber": "number",
}
_CONFUSED = {"number": "any", "paper": "any", "inn": "any", "ogrn": "any"}
"""Lists file the same number now as a registration, now as a tax or identity number."""

_SHORTEST = {"any": 5, "msn": 3, "callsign": 4, "tail": 4}
_HEX = re.compile(r"[0-9A-F]{6}")
_NOT_LETTERS = re.compile(r"[^0-9A-ZА-ЯЁ]+")


def identifiers(schema: str, properties: Mapping[str, Iterable[str]]) -> tuple[Identifier, ...]:
    """Every number of an entity that can be looked up.

    >>> identifiers("Vessel", {"imoNumber": ["IMO 9481922"], "mmsi": ["123"]})
    (Identifier(kind='imo', number='9481922', prop='imoNumber'),)
    >>> identifiers("Airplane", {"registrationNumber": ["EP-GOM"]})
    (Identifier(kind='tail', number='EPGOM', prop='registrationNumber'),)
    >>> identifiers("Airplane", {"icaoCode": ["140ae7", "A320"]})
    (Identifier(kind='icao24', number='140AE7', prop='icaoCode'),)
    """
    found = []
    for prop, values in properties.items():
        kind = _PROPERTIES.get(prop)
        if kind:
            for value in values:
                found += _read(schema, prop, kind, value)
    return tuple(dict.fromkeys(found))


def _read(schema: str, prop: str, kind: str, value: str) -> list[Identifier]:
    number = _NOT_LETTERS.sub("", value.upper())
    if prop == "registrationNumber" and schema in {"Airplane", "Vehicle"}:
        kind = "icao24" if _HEX.fullmatch(number) and number != value else "tail"
        if _HEX.fullmatch(number):
            return [Identifier("icao24", number, prop), Identifier("tail", number, prop)]
    if kind == "icao24" and not _HEX.fullmatch(number):
        return []  # FollowTheMoney's own use of the property: the type of aircraft, A320
    if kind == "imo":
        number = number.removeprefix("IMO")
    check = _checks().get(kind)
    if check is not None and not check(number):
        kind = "any"
    kind = _CONFUSED.get(kind, kind)
    plain = kind in {"tail", "bic", "callsign"}
    if len(number) < _SHORTEST.get(kind, 6) or not (plain or any(map(str.isdigit, number))):
        return []
    return [Identifier(kind, number, prop)]


def is_imo(number: str) -> bool:
    """Does the check digit of an IMO number hold, of a ship or of a company?

    Ships: IMO Resolution A.1117(30), weights 7 to 2, last digit of the sum. Companies:
    IMO Circular Letter 2554, weights 8 6 4 2 9 7, eleven minus the rest by eleven.

    >>> is_imo("9481922"), is_imo("9481923")
    (True, False)
    """
    if len(number) != 7 or not number.isdigit() or not number.strip("0"):
        return False
    digits = [int(digit) for digit in number]
    ship = sum(digit * (7 - place) for place, digit in enumerate(digits[:6])) % 10
    weights = (8, 6, 4, 2, 9, 7)
    company = sum(d * weight for d, weight in zip(digits, weights, strict=False)) % 11
    return digits[6] in (ship, (11 - company) % 10)


@cache
def _checks() -> dict[str, Callable[[str], bool]]:
    return {
        "imo": is_imo,
        "mmsi": lambda number: len(number) == 9 and number.isdigit(),
        "lei": _stdnum("lei"),
        "bic": _stdnum("bic"),
        "iban": _stdnum("iban"),
    }


def _stdnum(name: str) -> Callable[[str], bool]:
    @lru_cache(maxsize=4096)
    def holds(number: str) -> bool:
        from importlib import import_module

        return bool(import_module(f"stdnum.{name}").is_valid(number))

    return holds
