"""UK Sanctions List, CSV.

The first line says when the report was made, the second has the columns. A designation has a
row for each combination of name and address, so rows are gathered by ``Unique ID`` first.
"""

from collections.abc import Iterator
from typing import IO

from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.see.kinds import Sample
from vedette.see.lists.dates import british_date, iso_date
from vedette.see.lists.draft import Reading, clean, finished
from vedette.see.lists.links import Links
from vedette.see.lists.source import Format
from vedette.see.lists.uk import SOURCE, Designation, drafts
from vedette.see.text import rows

COLUMNS = {
    "regime": "Regime Name",
    "un_reference": "UN Reference Number",
    "group": "OFSI Group ID",
    "source": "Designation source",
    "imposed": "Sanctions Imposed",
    "other": "Other Information",
    "reasons": "UK Statement of Reasons",
    "designated": "Date Designated",
    "updated": "Last Updated",
    "title": "Title",
    "email": "Email address",
    "phone": "Phone number",
    "website": "Website",
    "birth": "D.O.B",
    "nationality": "Nationality(/ies)",
    "position": "Position",
    "gender": "Gender",
    "entity_type": "Type of entity",
    "registration": "Business registration number (s)",
    "parent": "Parent company",
    "subsidiary": "Subsidiaries",
    "imo": "IMO number",
    "owner": "Current owner/operator (s)",
    "past_owner": "Previous owner/operator (s)",
    "flag": "Current believed flag of ship",
    "past_flag": "Previous flags",
    "ship_type": "Type of ship",
    "tonnage": "Tonnage of ship",
    "built": "Year Built",
    "hull": "Hull identification number (HIN)",
}
"""A designation's facts and the columns in which they stand."""
NEEDED = ("Unique ID", "Designation Type", "Name 6", "Name type")
Cells = dict[str, str]


def recognises(sample: Sample) -> bool:
    """The columns, in the first or second line."""
    head = "\n".join(sample.text.splitlines()[:2])
    return all(column in head for column in NEEDED) and "Regime Name" in head


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in the order in which their numbers first appear, then the links."""
    links = Links("uk")
    found: dict[str, Designation] = {}
    for line, cells in _table(stream, reading):
        number = cells["Unique ID"]
        if not number:
            reading.note("rows without a Unique ID, left out", f"line {line}")
            continue
        one = found.setdefault(
            number, Designation(number, cells["Designation Type"], f"line {line}")
        )
        _gather(one, cells)
    for one in found.values():
        yield from finished(drafts(one, links, reading), reading)
    yield from finished(links.drafts(reading), reading)


def _table(stream: IO[bytes], reading: Reading) -> Iterator[tuple[int, Cells]]:
    header: list[str] = []
    for line, row in rows(stream, reading.where, remark=reading.note):
        if not header:
            if all(column in row for column in NEEDED):
                header = [clean(column) for column in row]
            elif line > 2:
                break
            else:
                day = clean(" ".join(row)).rpartition(":")[2].strip().replace("-", " ")
                made = british_date(day) or iso_date(day)
                reading.published = reading.published or (made and f"{made}T00:00:00Z")
            continue
        if len(row) != len(header):
            raise BadInput(
                f"{reading.where}, line {line}",
                f"has {len(row)} columns, expected {len(header)}",
                "the file is cut; fetch it again",
            )
        yield line, dict(zip(header, map(clean, row), strict=True))
    if not header:
        raise BadInput(reading.where, "has none of the list's columns", "check what this file is")


def _gather(one: Designation, cells: Cells) -> None:
    parts = (cells.get(f"Name {part}", "") for part in range(1, 7))
    name = (
        " ".join(filter(None, parts)),
        cells.get("Name type", ""),
        cells.get("Alias strength", ""),
    )
    if name[0] and name not in one.names:
        one.names.append(name)
    script = cells.get("Name non-latin script", "")
    if script and script not in one.scripts:
        one.scripts.append(script)
    lines = [cells.get(f"Address Line {line}", "") for line in range(1, 7)]
    address = (lines, cells.get("Address Postal Code", ""), cells.get("Address Country", ""))
    if any((*lines, *address[1:])) and address not in one.addresses:
        one.addresses.append(address)
    _pair(one.passports, cells, "Passport number", "Passport additional information")
    _pair(
        one.national_numbers,
        cells,
        "National Identifier number",
        "National Identifier additional information",
    )
    place = (cells.get("Town of birth", ""), cells.get("Country of birth", ""))
    if any(place) and place not in one.birth_places:
        one.birth_places.append(place)
    for fact, column in COLUMNS.items():
        one.say(fact, cells.get(column, ""))


def _pair(known: list[tuple[str, str]], cells: Cells, number: str, about: str) -> None:
    pair = (cells.get(number, ""), cells.get(about, ""))
    if pair[0] and pair not in known:
        known.append(pair)


UK_CSV = Format(
    name="uk-csv",
    title="UK Sanctions List, CSV",
    source=SOURCE,
    recognises=recognises,
    read=read,
)
