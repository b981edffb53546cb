"""Sanctions programmes: what a publisher's tag stands for.

Reach for `programme` with an authority's short name and its tag. It refuses to explain tags it
does not know: the tag alone is then what a person sees. `identifier` makes the tag unique
among authorities; it is what readers write as ``programId``.

Each row's source is the authority's page in `SOURCES`, read 2026-11-24.
"""

import csv
from functools import cache
from importlib.resources import files

SOURCES = {
    "ofac": "https://ofac.treasury.gov/specially-designated-nationals-list-sdn-list/"
    "program-tag-definitions-for-ofac-sanctions-lists",
    "eu": "https://www.sanctionsmap.eu",
    "un": "https://main.un.org/securitycouncil/en/sanctions/information",
}
"""Authority to the page on which it explains its tags."""


def identifier(authority: str, code: str) -> str:
    """The tag, unique among authorities.

    >>> identifier("ofac", "CAATSA - IRAN")
    'OFAC-CAATSA-IRAN'
    """
    return f"{authority.upper()}-{code.replace(' - ', '-').replace(' ', '-')}" if code else ""


def programme(authority: str, code: str) -> str:
    """The tag with its title, or the tag alone.

    >>> programme("ofac", "TCO")[:52], programme("ofac", "NEW-EO1")
    ('TCO: Transnational Criminal Organizations Sanctions ', 'NEW-EO1')
    """
    title = _titles().get((authority, code))
    return f"{code}: {title}" if title else code


@cache
def _titles() -> dict[tuple[str, str], str]:
    table = files("vedette.reference").joinpath("programmes.csv").read_text("utf-8")
    return {
        (row["authority"], row["code"]): row["title"] for row in csv.DictReader(table.splitlines())
    }
