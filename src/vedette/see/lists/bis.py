"""Bureau of Industry and Security, Denied Persons List, tab-separated text.

One row for each address; rows of one name are one party, with one listing for each order
(Federal Register citation). The list does not say who is a person and who a company. An order
whose date has passed stays on the list until BIS takes it off, and stays here until then.
"""

import re
from collections.abc import Iterator
from typing import IO

from vedette.model.canonical import digest
from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.see.kinds import Sample
from vedette.see.lists.dates import american_date, iso_date
from vedette.see.lists.draft import Draft, Reading, address_of, clean, finished, sanction_of
from vedette.see.lists.source import Format, Source
from vedette.see.text import rows

SOURCE = Source(
    name="us-bis-dpl",
    title="US Denied Persons List",
    publisher="Bureau of Industry and Security, US Department of Commerce",
    page="https://www.bis.gov/licensing/end-user-guidance/denied-persons-list-dpl",
    licence="US government work, in the public domain (17 U.S.C. 105)",
    cadence="when an order is issued or ends; several times a month",
    bounds={"LegalEntity": (200, 1500)},
)
COLUMNS = (
    "Name Street_Address City State Country Postal_Code Effective_Date Expiration_Date "
    "Standard_Order Last_Update Action FR_Citation"
).split()
_AKA = re.compile(r"\s+A[./]?K[./]?A\.?\s+|\s*\(A\.?K\.?A\.?\s+([^)]*)\)", re.IGNORECASE)


def recognises(sample: Sample) -> bool:
    """The header line."""
    return sample.text[:400].replace('"', "").startswith("Name\tStreet_Address\tCity\tState")


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """One entity for each name, in the order in which the names first appear."""
    people: dict[str, list[tuple[int, dict[str, str]]]] = {}
    table = rows(stream, reading.where, "\t", reading.note)
    header = next(table, (0, []))[1]
    if header != COLUMNS:
        raise BadInput(f"{reading.where}, line 1", "has other columns", "check what this file is")
    for line, row in table:
        if len(row) != len(COLUMNS):
            raise BadInput(
                f"{reading.where}, line {line}",
                f"has {len(row)} columns, expected {len(COLUMNS)}",
                "the file is cut; fetch it again",
            )
        cells = dict(zip(COLUMNS, map(clean, row), strict=True))
        if not cells["Name"]:
            reading.note("rows without a name, left out", f"line {line}")
            continue
        people.setdefault(cells["Name"].casefold(), []).append((line, cells))
    for key, found in people.items():
        yield from finished(_party(key, found), reading)


def _party(key: str, found: list[tuple[int, dict[str, str]]]) -> list[Draft | None]:
    party = Draft(f"us-dpl-{digest(key, 12)}", "LegalEntity", f"line {found[0][0]}")
    drafts: list[Draft | None] = [party]
    name = found[0][1]["Name"]
    alias = _AKA.search(name)
    if alias is None:
        party.add("name", name)
    elif alias[1]:
        party.add("name", name[: alias.start()] + " " + name[alias.end() :])
        party.add("alias", alias[1])
    else:
        party.add("name", name[: alias.start()])
        party.add("alias", name[alias.end() :])
    party.add("topics", "export.control")
    party.add("programId", "BIS-DPL")
    for _, cells in found:
        drafts.append(
            address_of(
                party,
                "us-dpl",
                street=cells["Street_Address"],
                city=cells["City"],
                state=cells["State"],
                postalCode=cells["Postal_Code"],
                country=cells["Country"],
            )
        )
        drafts.append(_order(party, cells))
    return drafts


def _order(party: Draft, cells: dict[str, str]) -> Draft:
    key = digest([cells["FR_Citation"], cells["Effective_Date"]], 8)
    order = sanction_of(party, "us", SOURCE.publisher, key)
    order.add("program", "Denied Persons List, 15 CFR part 764, supplement no. 1")
    order.add("programId", "BIS-DPL")
    order.add("reason", cells["FR_Citation"])
    order.add("startDate", american_date(cells["Effective_Date"]))
    order.add("endDate", american_date(cells["Expiration_Date"]))
    order.add("modifiedAt", iso_date(cells["Last_Update"]))
    order.add("summary", cells["Action"])
    if cells["Standard_Order"] == "N":
        order.add("provisions", "Not the standard order: read the citation")
    return order


BIS_DENIED_PERSONS = Format(
    name="us-bis-dpl",
    title="US Denied Persons List, tab-separated text",
    source=SOURCE,
    recognises=recognises,
    read=read,
    addresses=("https://www.bis.doc.gov/dpl/dpl.txt",),
    verified="a release of 2019 and one of 2021",
)
