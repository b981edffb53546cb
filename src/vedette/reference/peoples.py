"""Which country do words name: by its own name, its seat of government, or its people?

Reach for `country_named` on a phrase from a report: "Tehran", "Russian forces", "les responsables
américains". Names of countries come from `reference.countries`; seats and peoples stand in
``peoples.csv``, typed by hand, with the houses that reporters name for governments; they can be
checked against annex A5 (countries, capitals, citizens) of the European Union's Interinstitutional
Style Guide, https://style-guide.europa.eu/. It answers only when the words name exactly one
country, and "" otherwise.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from vedette.reference.countries import country_code

LONGEST = 4
"""Words in the longest name that is tried."""


@cache
def _table() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Seats as written, and peoples in lower case, to codes."""
    text = files("vedette.reference").joinpath("peoples.csv").read_text("utf-8")
    seats: dict[str, str] = {}
    peoples: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines()):
        seats.update(dict.fromkeys(row["seats"].split("|"), row["code"]))
        peoples.update({name.lower(): row["code"] for name in row["peoples"].split("|")})
    return seats, peoples


@cache
def country_named(words: str) -> str:
    """The one country that `words` name, as ISO 3166-1 alpha-2 in lower case, or "".

    >>> [country_named(w) for w in ("Tehran", "Iran's ambassador", "les forces ukrainiennes")]
    ['ir', 'ir', 'ua']
    >>> country_named("the Russian and Iranian ministers"), country_named("the minister")
    ('', '')
    """
    pieces = re.findall(r"[^\W\d_](?:[\w.-]*\w\.?)?", words.replace("’", "'").replace("'s", " "))
    found: list[str] = []
    at = 0
    while at < len(pieces):
        for length in range(min(LONGEST, len(pieces) - at), 0, -1):
            code = _one(" ".join(pieces[at : at + length]))
            if code:
                found.append(code)
                at += length
                break
        else:
            at += 1
    return found[0] if len(set(found)) == 1 else ""


def _one(name: str) -> str:
    seats, peoples = _table()
    if name in seats:
        return seats[name]
    lower = name.lower()
    for form in (lower, lower.removesuffix("s")):
        if form in peoples:
            return peoples[form]
    if len(name) > 2 and name[0].isupper():
        return country_code(name)
    return "us" if name == "US" else "gb" if name == "UK" else ""
