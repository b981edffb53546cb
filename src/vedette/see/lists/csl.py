"""US Consolidated Screening List, JSON and CSV: thirteen lists of Commerce, State and Treasury.

Format: https://developer.trade.gov/consolidated-screening-list . It is the machine-readable
home of the BIS Entity List, Unverified List and Military End User List. Entries of Treasury
carry OFAC's number and get OFAC's id, so that they are the same party as in OFAC's own lists.

The CSV flattens what the JSON keeps apart: ``; `` separates values, and an id reads ``type,
number, country`` in newer files, ``country, number, type`` in older ones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

import orjson

from vedette.model.canonical import digest
from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.reference.countries import country_code
from vedette.reference.programmes import identifier, programme
from vedette.see.kinds import Sample
from vedette.see.lists.dates import birth_dates, iso_date
from vedette.see.lists.draft import Draft, Reading, address_of, clean, finished, sanction_of
from vedette.see.lists.links import Links
from vedette.see.lists.ofac import TERMS, add_name
from vedette.see.lists.ofac_facts import LABELS, Fact, Record, apply
from vedette.see.lists.ofac_remarks import facts_in
from vedette.see.lists.source import Format, Source
from vedette.see.text import decoded, rows

SOURCE = Source(
    name="us-csl",
    title="US Consolidated Screening List",
    publisher="International Trade Administration, US Department of Commerce",
    page="https://www.trade.gov/consolidated-screening-list",
    licence=TERMS,
    cadence="daily",
    bounds={"Person": (3000, 20_000), "Organization": (3500, 30_000)},
)
STATIC = "https://data.trade.gov/downloadable_consolidated_screening_list/v1/"

LISTS = {
    "CAP": ("", "sanction"),
    "CMIC": ("", "sanction"),
    "DPL": ("BIS-DPL", "export.control"),
    "DTC": ("STATE-DTC", "debarment"),
    "EL": ("BIS-EL", "export.control"),
    "FSE": ("", "sanction"),
    "ISN": ("STATE-ISN", "sanction"),
    "MBS": ("", "sanction"),
    "MEU": ("BIS-MEU", "export.control"),
    "NS-MBS List": ("", "sanction"),
    "PLC": ("", "sanction"),
    "SDN": ("", "sanction"),
    "SSI": ("", "sanction"),
    "UVL": ("BIS-UVL", "export.control"),
}
"""The list's short name, in brackets in ``source``, to its programme and topic. Treasury's have
no programme of their own; theirs stand in ``programs``."""
SCHEMATA = {
    "individual": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}
SUCCESSORS = "and any successor, sub-unit, or subsidiary thereof"
LIMIT = 512 << 20
"""Bytes of JSON that are read at once; the list has 40 MB."""


@dataclass(slots=True)
class Row:
    """One entry, of either format: texts, lists of texts, addresses, and ids as facts."""

    texts: Mapping[str, str]
    lists: Mapping[str, list[str]]
    addresses: list[Mapping[str, str]] = field(default_factory=list)
    ids: list[Fact] = field(default_factory=list)


def read_json(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in the order of ``results``, then the links between them."""
    text = decoded(stream, reading.where, reading.note).read(LIMIT + 1)
    if len(text) > LIMIT:
        raise BadInput(reading.where, f"has more than {LIMIT >> 20} MB of JSON", "use the CSV")
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadInput(reading.where, f"is not whole JSON ({error})", "fetch it again") from None
    results = data.get("results") if isinstance(data, dict) else None
    if not isinstance(results, list) or not all(isinstance(one, dict) for one in results):
        raise BadInput(reading.where, "has no list of results", "check what this file is")
    yield from _entities(map(_from_json, results), "record", 1, reading)


def read_csv(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in the order of the rows, then the links between them."""
    table = rows(stream, reading.where, remark=reading.note)
    header = [clean(column) for column in next(table, (0, []))[1]]
    if "source" not in header or "alt_names" not in header:
        raise BadInput(f"{reading.where}, line 1", "has other columns", "check what this file is")

    def entries() -> Iterator[Row]:
        for line, row in table:
            if len(row) != len(header):
                raise BadInput(
                    f"{reading.where}, line {line}",
                    f"has {len(row)} columns, expected {len(header)}",
                    "the file is cut; fetch it again",
                )
            yield _from_csv(dict(zip(header, row, strict=True)))

    yield from _entities(entries(), "row", 2, reading)


def _entities(entries: Iterator[Row], unit: str, first: int, reading: Reading) -> Iterator[Entity]:
    links = Links("ofac")
    seen: set[str] = set()
    for number, row in enumerate(entries, first):
        origin = f"{unit} {number}"
        name = clean(row.texts.get("name", ""))
        if not name:
            reading.note("entries without a name, left out", origin)
            continue
        record = _begin(row, name, origin, links, reading)
        if record.party.id in seen:
            record.party.id += "-" + digest([name, row.texts.get("source", ""), origin], 6)
        seen.add(record.party.id)
        yield from finished(_filled(row, record), reading)
    yield from finished(links.drafts(reading), reading)


def _begin(row: Row, name: str, origin: str, links: Links, reading: Reading) -> Record:
    ofac = clean(row.texts.get("entity_number", ""))
    own = clean(row.texts.get("id", "") or row.texts.get("_id", ""))
    source = row.texts.get("source", "")
    identity = f"ofac-{ofac}" if ofac else f"csl-{own or digest([source, name], 16)}"
    schema = SCHEMATA.get(row.texts.get("type", "").casefold(), "LegalEntity")
    party = Draft(identity, schema, origin)
    listing = sanction_of(party, "us", source.partition(" - ")[2] or SOURCE.publisher)
    if SUCCESSORS in name:
        name = name.replace(SUCCESSORS, "").strip(" ;,")
        listing.add("provisions", SUCCESSORS)
    add_name(party, "name", name)
    links.know(name, party.id)
    return Record(party, listing, [], links, reading)


def _filled(row: Row, record: Record) -> list[Draft | None]:
    party, listing = record.party, record.listing
    _programmes(row, record)
    for alias in row.lists.get("alt_names", ()):
        add_name(party, "alias", alias)
        record.links.know(alias, party.id, alias=True)
    title = row.texts.get("title", "")
    party.add("position" if party.schema == "Person" else "notes", title)
    for label, name in (("nationality", "nationalities"), ("citizen", "citizenships")):
        for country in row.lists.get(name, ()):
            apply(Fact(label, country), record)
    for born in row.lists.get("dates_of_birth", ()):
        party.add("birthDate", *birth_dates(born))
    if party.schema == "Person":
        party.add("birthPlace", *row.lists.get("places_of_birth", ()))
    _vessel(row, record)
    for fact in row.ids:
        apply(fact, record)
    for fact in facts_in(row.texts.get("remarks", "")):
        apply(fact, record)
    listing.add("reason", row.texts.get("license_requirement", ""))
    listing.add("provisions", row.texts.get("license_policy", ""))
    listing.add("summary", row.texts.get("federal_register_notice", ""))
    listing.add("sourceUrl", row.texts.get("source_information_url", ""))
    listing.add("startDate", iso_date(row.texts.get("start_date", "")))
    listing.add("endDate", iso_date(row.texts.get("end_date", "")))
    addresses = [address_of(party, "csl", **address) for address in row.addresses]
    return [party, listing, *record.beside, *addresses]


def _programmes(row: Row, record: Record) -> None:
    source = row.texts.get("source", "")
    short = source.rpartition("(")[2].partition(")")[0]
    code, topic = LISTS.get(short, ("", ""))
    if not topic:
        record.reading.note("lists that we do not know", source)
    record.party.add("topics", topic or "sanction")
    codes = [identifier("ofac", tag) for tag in row.lists.get("programs", ())] if not code else []
    for known in (*codes, code):
        record.party.add("programId", known)
        record.listing.add("programId", known)
    record.listing.add("program", source.partition(" - ")[0])
    for tag in row.lists.get("programs", ()):
        record.listing.add("program", programme("ofac", tag))


def _vessel(row: Row, record: Record) -> None:
    if record.party.schema == "Vessel":
        party = record.party
        party.add("callSign", row.texts.get("call_sign", ""))
        party.add("type", row.texts.get("vessel_type", ""))
        party.add("tonnage", row.texts.get("gross_tonnage", "").replace(",", ""))
        gross = row.texts.get("gross_registered_tonnage", "")
        party.add("grossRegisteredTonnage", gross.replace(",", ""))
        party.add_countries("flag", row.texts.get("vessel_flag", ""))
        owner = row.texts.get("vessel_owner", "")
        record.links.wait(party.id, "owner", owner, party.origin)


def _from_json(entry: Mapping[str, Any]) -> Row:
    texts = {name: str(value) for name, value in entry.items() if isinstance(value, str | int)}
    lists = {
        name: [str(value) for value in values if isinstance(value, str | int)]
        for name, values in entry.items()
        if isinstance(values, list)
    }
    row = Row(texts, lists)
    for address in _objects(entry.get("addresses")):
        row.addresses.append(
            {
                "street": address.get("address", ""),
                "city": address.get("city", ""),
                "state": address.get("state", ""),
                "postalCode": address.get("postal_code", ""),
                "country": address.get("country", ""),
            }
        )
    for one in _objects(entry.get("ids")):
        row.ids.append(
            Fact(
                one.get("type", ""),
                one.get("number", ""),
                one.get("country", ""),
                one.get("issue_date", ""),
                one.get("expiration_date", ""),
            )
        )
    return row


def _objects(values: Any) -> Iterator[dict[str, str]]:
    for value in values if isinstance(values, list) else ():
        if isinstance(value, dict):
            yield {str(name): str(text) for name, text in value.items() if text is not None}


def _from_csv(cells: Mapping[str, str]) -> Row:
    names = "programs alt_names nationalities citizenships dates_of_birth places_of_birth".split()
    row = Row(cells, {name: cells.get(name, "").split("; ") for name in names})
    for address in filter(None, cells.get("addresses", "").split("; ")):
        street, _, country = address.rpartition(", ")
        if country_code(country) and len(country) == 2:
            row.addresses.append({"street": street, "country": country})
        else:
            row.addresses.append({"street": address} if len(address) > 2 else {"country": address})
    for one in filter(None, cells.get("ids", "").split("; ")):
        row.ids.append(_id(one))
    return row


def _id(written: str) -> Fact:
    """
    >>> _id("Passport, 836238033, KP")
    Fact(label='Passport', value='836238033', country='KP', issued='', expires='')
    >>> _id("US, 80-0890696, Tax ID No.")
    Fact(label='Tax ID No.', value='80-0890696', country='US', issued='', expires='')
    """
    parts = written.split(", ")
    if parts[0] in LABELS:
        label, values = parts[0], parts[1:]
        country = values.pop() if len(values) > 1 and len(values[-1]) == 2 else ""
    elif parts[-1] in LABELS:
        label, values = parts[-1], parts[:-1]
        country = values.pop(0) if len(values) > 1 and len(values[0]) == 2 else ""
    else:
        return Fact("", written)
    return Fact(label, ", ".join(values), country)


def recognises_csv(sample: Sample) -> bool:
    """The columns of the first line."""
    first = sample.text.partition("\n")[0]
    return "federal_register_notice" in first and "alt_names" in first and "{" not in first


def recognises_json(sample: Sample) -> bool:
    """The keys of an entry in the head of a JSON object."""
    head = sample.text.lstrip()
    return head.startswith("{") and '"source_list_url"' in head and '"alt_names"' in head


CSL_JSON = Format(
    name="us-csl-json",
    title="US Consolidated Screening List, JSON",
    source=SOURCE,
    recognises=recognises_json,
    read=read_json,
    addresses=(STATIC + "consolidated.json",),
)
CSL_CSV = Format(
    name="us-csl-csv",
    title="US Consolidated Screening List, CSV",
    source=SOURCE,
    recognises=recognises_csv,
    read=read_csv,
    verified="excerpts of two releases, 115 entries of 2019 and 13 of 2026",
)
