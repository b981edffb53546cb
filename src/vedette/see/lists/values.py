"""Would FollowTheMoney take this value for this property?

Reach for `fits` before an entity leaves a reader: what does not fit is kept as a note, so that
nothing a publisher says is lost and nothing we write is refused downstream. It looks at form
and length, not at truth; check digits are the business of `identifiers`. Telephone numbers are
taken as written: publishers leave out the country code, and we do not guess it.

Source of types and lengths: followthemoney 4.11.2 (MIT), read 2026-11-24,
https://github.com/opensanctions/followthemoney/tree/main/followthemoney
"""

import re
from functools import cache

from vedette.reference.countries import country_codes
from vedette.reference.followthemoney import schema

LENGTHS = {
    "address": 250,
    "country": 16,
    "date": 32,
    "email": 250,
    "entity": 200,
    "gender": 16,
    "identifier": 64,
    "name": 384,
    "number": 250,
    "phone": 32,
    "string": 1024,
    "text": 65_000,
    "topic": 64,
    "url": 4096,
}
"""Characters that a value of each type may have."""
SHORTER = {
    "dunsCode": 16,
    "giiNumber": 20,
    "imoNumber": 16,
    "innCode": 32,
    "isin": 16,
    "leiCode": 32,
    "mmsi": 16,
    "ogrnCode": 32,
    "postalCode": 16,
    "swiftBic": 16,
    "unscId": 16,
    "vatCode": 32,
}
"""Properties that may have fewer characters than their type."""
LONGER = {"publicKey": 512, "cryptoAddress": 512}

_FORMS = {
    "date": re.compile(r"[12]\d{3}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d)?)?)?)?)?"),
    "email": re.compile(r"[^<>()\[\],;:?\s@\"]{1,64}@[\w-]+(\.[\w-]+)*\.\w{2,}"),
    "gender": re.compile(r"male|female|other"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "url": re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?", re.IGNORECASE),
}


def fits(kind: str, prop: str, value: str) -> bool:
    """May an entity of schema `kind` have this value?

    >>> fits("Person", "birthDate", "1962-03"), fits("Person", "birthDate", "March")
    (True, False)
    >>> fits("Person", "imoNumber", "9187629"), fits("Vessel", "flag", "ir")
    (False, True)
    """
    known = _type(kind, prop)
    if not known or len(value) > _length(prop, known):
        return False
    if known == "country":
        return value in country_codes()
    form = _FORMS.get(known)
    return form is None or form.fullmatch(value) is not None


@cache
def _length(prop: str, known: str) -> int:
    return SHORTER.get(prop) or LONGER.get(prop) or LENGTHS.get(known, 250)


@cache
def _type(kind: str, prop: str) -> str:
    """The type of a property that may hold values, or ``""``."""
    found = schema(kind)
    known = found.property(prop) if found is not None else None
    return known.type if known is not None and not known.stub else ""
