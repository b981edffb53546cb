"""The starter list that comes with Vedette: facts typed with their authority, day and address.

One row is one party, ship or aircraft on one authority's list. Cells with several values
separate them by a bar. ``listed`` is empty where we could not verify the day; ``seen`` says in
which release or announcement the fact was read.
"""

import csv
import io
from collections.abc import Iterator
from typing import IO

from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.see.kinds import Sample
from vedette.see.lists.draft import Draft, Reading, finished, sanction_of
from vedette.see.lists.links import Links
from vedette.see.lists.source import Format, Source

SOURCE = Source(
    name="starter",
    title="Vedette starter list: the Iran-Russia drone trade and its neighbours",
    publisher="typed by Vedette from the authorities that each row names",
    page="https://sanctionslist.ofac.treas.gov",
    licence="facts; Apache-2.0",
    cadence="never: a fixed set for a first try",
    bounds={"Organization": (40, 200), "Vessel": (20, 100), "Airplane": (20, 200)},
)
COLUMNS = (
    "id schema name aliases weak_aliases country imo registration previous_name serial "
    "tax_number registration_number id_number birth_date model linked_to authority programme "
    "listed seen address"
).split()
PROPERTIES = {
    "name": "name",
    "aliases": "alias",
    "weak_aliases": "weakAlias",
    "previous_name": "previousName",
    "imo": "imoNumber",
    "serial": "serialNumber",
    "tax_number": "taxNumber",
    "id_number": "idNumber",
    "birth_date": "birthDate",
    "model": "model",
    "address": "sourceUrl",
}
COUNTRY = {"Vessel": "flag", "Person": "nationality"}
AUTHORITY = {"OFAC": "us", "UN Security Council": "un", "Global Affairs Canada": "ca"}
"""Who listed, and the country or body it does so for."""
LARGEST = 4 << 20


def recognises(sample: Sample) -> bool:
    """The header line."""
    return sample.text.startswith(",".join(COLUMNS))


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in the order of the rows, then the links between them."""
    try:
        text = stream.read(LARGEST).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(reading.where, f"is not readable CSV ({error})", "take it anew") from None
    links = Links("starter")
    for row in rows:
        links.know(row.get("name") or "", row.get("id") or "")
    for number, row in enumerate(rows, 2):
        if list(row) != COLUMNS or None in row.values() or not row["id"] or not row["name"]:
            where = f"{reading.where}, line {number}"
            raise BadInput(where, "has other columns than the header", "take it anew")
        reading.published = max(reading.published, _time(row["seen"]))
        yield from finished(_party(row, links, f"line {number}"), reading)
    yield from finished(links.drafts(reading), reading)


def _party(row: dict[str, str], links: Links, origin: str) -> list[Draft | None]:
    party = Draft(row["id"], row["schema"], origin)
    for column, name in PROPERTIES.items():
        party.add(name, *row[column].split("|"))
    party.add("registrationNumber", *row["registration"].split("|"))
    party.add("registrationNumber", *row["registration_number"].split("|"))
    party.add(COUNTRY.get(row["schema"], "country"), *row["country"].split("|"))
    party.add("topics", "sanction")
    for other in filter(None, row["linked_to"].split("|")):
        links.wait(party.id, "Linked To", other, origin)
    listing = sanction_of(party, AUTHORITY.get(row["authority"], ""), row["authority"])
    listing.add("program", *row["programme"].split("|"))
    listing.add("listingDate", row["listed"])
    listing.add("sourceUrl", row["address"])
    listing.add("summary", f"seen in the release or announcement of {row['seen']}")
    return [party, listing]


def _time(day: str) -> str:
    return f"{day}T00:00:00Z" if len(day) == 10 else ""


VEDETTE_STARTER = Format(
    name="vedette-starter",
    title="Vedette starter list",
    source=SOURCE,
    recognises=recognises,
    read=read,
    verified="the file that comes with Vedette",
)
