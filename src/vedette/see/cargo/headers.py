"""Which field is this column? Manifests come in many languages and with headers of many shapes.

Reach for `recognise` with a row of header cells. It answers from one table (``columns.toml``):
a header is a field's name, or a role and an attribute ("Consignee country", "Pays du
destinataire", "收货人地址"), or several languages for the same thing side by side ("Expéditeur /
Shipper"). It refuses to guess: what the table does not know stays unrecognised and is reported,
and a person maps it once.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from vedette.model.errors import BadInput
from vedette.reference.folding import folded
from vedette.see.cargo.amounts import KG_PER, is_currency

_PARTS = re.compile(r"[/|\n;()\[\]]+|(?<=[一-鿿])\s+(?=[a-z])|(?<=[a-z])\s+(?=[一-鿿])", re.I)


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = files("vedette.see.cargo").joinpath("columns.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _names() -> dict[str, str]:
    """Folded header to field, roles alone standing for their names."""
    table = _table()
    names = {folded(alias): key for key, said in table["fields"].items() for alias in said}
    for role, said in table["roles"].items():
        names.update({folded(alias): f"{role}.name" for alias in said})
    return names


@cache
def _halves() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    table = _table()
    roles = {folded(alias): role for role, said in table["roles"].items() for alias in said}
    attributes = {folded(alias): key for key, said in table["attributes"].items() for alias in said}
    return roles, attributes, frozenset(table["joining"]["words"])


@cache
def fields() -> tuple[str, ...]:
    """Every field a column can be mapped to: ``hs``, ``vessel.imo``, ``consignee.country`` …"""
    table = _table()
    parties = (f"{role}.{key}" for role in table["roles"] for key in table["attributes"])
    return (*table["fields"], *parties)


LONGEST = 300
"""Characters of a header; a longer first line is prose, and looking at all its cuts would never
end."""


def field_of(header: str) -> str:
    """The field a header names, or ``""``.

    >>> field_of("Country of Consignee"), field_of("Expéditeur / Shipper"), field_of("收货人地址")
    ('consignee.country', 'shipper.name', 'consignee.address')
    >>> field_of("Gross weight (kg)"), field_of("Remarks")
    ('weight', '')
    """
    if len(header) > LONGEST:
        return ""
    whole = _one(folded(header))
    if whole:
        return whole
    parts = {_one(folded(part)) for part in _PARTS.split(header)} - {""}
    return parts.pop() if len(parts) == 1 else ""


def _one(text: str) -> str:
    return _names().get(text) or _composed(text) or _names().get(_without_unit(text), "")


def _without_unit(text: str) -> str:
    """ "gross weight kg" and "value usd" without their last word."""
    rest, _, last = text.rpartition(" ")
    return rest if last in KG_PER or is_currency(last.upper()) else ""


def _composed(text: str) -> str:
    """A role and an attribute in either order, small words between them ignored."""
    roles, attributes, small = _halves()
    words = [word for word in text.split() if word not in small]
    for cut in range(1, len(words)):
        first, last = " ".join(words[:cut]), " ".join(words[cut:])
        if first in roles and last in attributes:
            return f"{roles[first]}.{attributes[last]}"
        if last in roles and first in attributes:
            return f"{roles[last]}.{attributes[first]}"
    for cut in range(1, len(text)):  # Chinese puts no space between the two
        if text[:cut] in roles and text[cut:] in attributes and not text.isascii():
            return f"{roles[text[:cut]]}.{attributes[text[cut:]]}"
    return ""


def recognise(headers: Sequence[str], mapped: Mapping[str, str] | None = None) -> dict[int, str]:
    """Column number to field, what a person `mapped` (header to field) first.

    Of two columns for one field the first is taken, unless a person mapped the other.
    """
    said = {folded(header): field for header, field in (mapped or {}).items()}
    for header, field in (mapped or {}).items():
        if field and field not in fields():
            raise BadInput(
                f"column {header!r}",
                f"cannot be mapped to {field!r}",
                "use a field such as description, hs, weight, consignee.name, vessel.imo",
            )
    found: dict[int, str] = {}
    taken: set[str] = set()
    order = sorted(range(len(headers)), key=lambda at: (folded(headers[at]) not in said, at))
    for at in order:
        name = folded(headers[at])
        field = said[name] if name in said else field_of(headers[at])
        if field and field not in taken:
            found[at] = field
            taken.add(field)
    return dict(sorted(found.items()))


def is_manifest(found: Iterable[str]) -> bool:
    """Whether these fields make a manifest: someone named, something carried, a third thing.

    >>> is_manifest(["shipper.name", "description", "hs"]), is_manifest(["shipper.name", "date"])
    (True, False)
    """
    names = set(found)
    someone = any(name.endswith(".name") and not name.startswith("aircraft") for name in names)
    something = bool(names & {"description", "hs", "container"})
    return someone and something and len(names) >= 3
