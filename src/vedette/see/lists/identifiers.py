"""Identifiers with a check digit: where they belong if they hold, and where if they do not.

Reach for `add_identifier` instead of `Draft.add` for numbers that can be verified. Publishers
mistype them; a number that fails its check is kept as a plain registration number, so that it
can still be found as written, and is remarked on. It refuses to repair.
"""

import re
from collections.abc import Callable
from functools import cache

from vedette.see.lists.draft import Draft, Reading, clean

_IMO = re.compile(r"(?<!\d)(\d{7})(?!\d)")


def imo_number(text: str) -> str:
    """The IMO number of a ship or company in a text, if its check digit holds, else ``""``.

    Ships: IMO Resolution A.1117(30), weights 7 to 2, last digit of the sum. Companies:
    IMO Circular Letter 2554, weights 8 6 4 2 9 7, eleven minus the rest by eleven.

    >>> imo_number("IMO 9481922"), imo_number("1790183"), imo_number("9481923")
    ('9481922', '1790183', '')
    """
    for number in _IMO.findall(text):
        digits = [int(digit) for digit in number]
        ship = sum(digit * (7 - place) for place, digit in enumerate(digits[:6])) % 10
        weights = (8, 6, 4, 2, 9, 7)
        company = sum(d * weight for d, weight in zip(digits, weights, strict=False)) % 11
        if any(digits) and digits[6] in (ship, (11 - company) % 10):
            return str(number)
    return ""


def add_identifier(draft: Draft, prop: str, value: str, reading: Reading) -> None:
    """Add a number to the property it claims, or to ``registrationNumber`` if it fails."""
    value = clean(value)
    check = _checks().get(prop)
    if check is None:
        draft.add(prop, value)
    elif good := check(value):
        draft.add(prop, good)
    elif value:
        draft.add("registrationNumber", value)
        reading.note(f"{prop} that fails its check, kept as registrationNumber", value)


@cache
def _checks() -> dict[str, Callable[[str], str]]:
    from stdnum import bic, isin, lei
    from stdnum.cn import uscc
    from stdnum.us import ssn

    def by(module: object) -> Callable[[str], str]:
        valid, compact = module.is_valid, module.compact  # type: ignore[attr-defined]
        return lambda value: str(compact(value)) if valid(value) else ""

    return {
        "imoNumber": imo_number,
        "leiCode": by(lei),
        "swiftBic": by(bic),
        "isin": by(isin),
        "uscCode": by(uscc),
        "socialSecurityNumber": by(ssn),
    }
