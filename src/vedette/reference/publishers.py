"""News agencies and outlets that other reports credit, with the forms in which they are named.

Reach for it to tell that "l'AFP" and "Agence France-Presse" are one publisher. It is a short list
of those that carry news of the arms trade first; a publisher missing here is still a publisher,
only its passing mentions are not recognised as credits. Each row carries its own address.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Publisher:
    """One publisher: `kind` is ``agency`` or ``outlet``, `country` ISO 3166-1 alpha-2."""

    name: str
    kind: str
    country: str
    forms: tuple[str, ...]
    address: str


@cache
def publishers() -> tuple[Publisher, ...]:
    """Every publisher of the table."""
    table = files("vedette.reference").joinpath("publishers.csv").read_text("utf-8")
    return tuple(
        Publisher(
            row["name"], row["kind"], row["country"], tuple(row["forms"].split("|")), row["address"]
        )
        for row in csv.DictReader(table.splitlines())
    )


@cache
def by_form() -> Mapping[str, Publisher]:
    """Publishers by every form in which they are named, as written.

    >>> by_form()["l'AFP"].name
    'Agence France-Presse'
    """
    return {form: publisher for publisher in publishers() for form in publisher.forms}
