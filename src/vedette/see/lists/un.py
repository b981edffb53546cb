"""United Nations Security Council Consolidated List, XML.

Schema: https://www.un.org/sc/resources/sc-sanctions.xsd . Individuals and entities carry up to
four name parts, a list of aliases with a quality, documents, and free text. The quality "Low"
makes a weak alias; "Good", "a.k.a." and an empty one make an alias. An IMO number stands only
in the comments and is taken from there.
"""

import re
from collections.abc import Iterator
from typing import IO

from lxml.etree import _Element

from vedette.model.entity import Entity
from vedette.reference.programmes import identifier, programme
from vedette.see.kinds import Sample
from vedette.see.lists.dates import iso_date, years_between
from vedette.see.lists.draft import (
    Draft,
    Reading,
    address_of,
    clean,
    document_of,
    finished,
    sanction_of,
)
from vedette.see.lists.identifiers import add_identifier
from vedette.see.lists.source import Format, Source
from vedette.see.xml import records, text, texts

SOURCE = Source(
    name="un-sc",
    title="United Nations Security Council Consolidated List",
    publisher="United Nations Security Council",
    page="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
    licence="UN terms of use: https://www.un.org/en/about-us/terms-of-use",
    cadence="when a committee decides; several times a month",
    bounds={"Person": (450, 2000), "Organization": (120, 900)},
)

ALIAS = {"low": "weakAlias", "f.k.a.": "previousName"}
"""Alias quality to property; every other quality is a plain alias."""

IMO = re.compile(r"\bIMO\)?\s*(?:number|no\.?)?\s*:?\s*(\d{7})\b", re.IGNORECASE)
"""How the comments give the number of a shipping company."""


def recognises(sample: Sample) -> bool:
    """The root element of the UN's list; the UK's former list shared its name, not its parts."""
    return "<CONSOLIDATED_LIST" in sample.text and "sc-sanctions" in sample.text


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities of the list, each followed by what belongs to it."""
    number = 0
    tags = ("INDIVIDUAL", "ENTITY")
    for element in records(stream, "CONSOLIDATED_LIST", tags, reading.where):
        if not number:
            reading.published = _generated(element)
        number += 1
        identity = text(element, "DATAID")
        schema = "Person" if element.tag == "INDIVIDUAL" else "Organization"
        party = Draft(f"un-{identity}", schema, f"record {number}")
        if not identity:
            reading.note("records without a DATAID, left out", party.origin)
            continue
        yield from finished(_party(element, party, reading), reading)


def _party(element: _Element, party: Draft, reading: Reading) -> list[Draft | None]:
    names = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    party.add("name", " ".join(filter(None, (text(element, name) for name in names))))
    _aliases(element, party)
    party.add("topics", "sanction")
    party.add("notes", text(element, "COMMENTS1"))
    party.add("createdAt", iso_date(text(element, "LISTED_ON")))
    beside = [_listing(element, party), *_addresses(element, party)]
    if party.schema == "Person":
        _person(element, party, reading)
        beside += _documents(element, party)
    else:
        for number in IMO.findall(text(element, "COMMENTS1")):
            add_identifier(party, "imoNumber", number, reading)
    return [party, *beside]


def _aliases(element: _Element, party: Draft) -> None:
    kind = element.tag
    for alias in element.iterfind(f"{kind}_ALIAS"):
        prop = ALIAS.get(text(alias, "QUALITY").casefold(), "alias")
        for name in text(alias, "ALIAS_NAME").split("; "):
            party.add(prop, name)
    party.add("alias", *texts(element, "NAME_ORIGINAL_SCRIPT"))


def _person(element: _Element, party: Draft, reading: Reading) -> None:
    party.add("title", *texts(element, "TITLE/VALUE"))
    party.add("position", *texts(element, "DESIGNATION/VALUE"))
    party.add("gender", {"male": "male", "female": "female"}.get(text(element, "GENDER").lower()))
    for value in party.add_countries("nationality", *texts(element, "NATIONALITY/VALUE")):
        reading.note("nationalities that are no country we know", value)
    for birth in element.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        party.add("birthDate", *_birth_dates(birth))
    for alias in element.iterfind("INDIVIDUAL_ALIAS"):
        party.add("birthDate", iso_date(text(alias, "DATE_OF_BIRTH")))
    for place in element.iterfind("INDIVIDUAL_PLACE_OF_BIRTH"):
        country = text(place, "COUNTRY")
        parts = [text(place, "CITY"), text(place, "STATE_PROVINCE"), country]
        party.add("birthPlace", ", ".join(filter(None, parts)))
        party.add_countries("birthCountry", country)


def _birth_dates(birth: _Element) -> list[str]:
    if text(birth, "TYPE_OF_DATE") == "BETWEEN":
        return years_between(text(birth, "FROM_YEAR"), text(birth, "TO_YEAR"))
    written = (text(birth, "DATE"), text(birth, "YEAR"), text(birth, "NOTE"))
    return [date] if (date := next(filter(None, map(iso_date, written)), "")) else []


def _documents(element: _Element, party: Draft) -> list[Draft]:
    papers = []
    for document in element.iterfind("INDIVIDUAL_DOCUMENT"):
        kind, number = text(document, "TYPE_OF_DOCUMENT"), text(document, "NUMBER")
        if not number:
            continue
        country = text(document, "ISSUING_COUNTRY") or text(document, "COUNTRY_OF_ISSUE")
        passport = kind.casefold().endswith(("passport", "passeport", "pasaporte"))
        paper = document_of(party, _number(number), kind, country, passport)
        paper.add("startDate", iso_date(text(document, "DATE_OF_ISSUE")))
        paper.add("summary", text(document, "TYPE_OF_DOCUMENT2"), text(document, "NOTE"))
        if _number(number) != number:
            paper.add("summary", number)
        papers.append(paper)
    return papers


def _number(written: str) -> str:
    """The number in ``Russian foreign travel passport number 622641887``, else all of it.

    >>> _number("Provisional passport No.: 28642163"), _number("D 000769")
    ('28642163', 'D 000769')
    """
    found = re.search(r"(?:number|[Nn]o\.):?\s+(\S*\d.*)$", written)
    return found.group(1) if found else written


def _addresses(element: _Element, party: Draft) -> list[Draft | None]:
    return [
        address_of(
            party,
            "un",
            street=text(written, "STREET"),
            city=text(written, "CITY"),
            region=text(written, "STATE_PROVINCE"),
            postalCode=text(written, "ZIP_CODE"),
            remarks=text(written, "NOTE"),
            country=text(written, "COUNTRY"),
        )
        for written in element.iterfind(f"{element.tag}_ADDRESS")
    ]


def _listing(element: _Element, party: Draft) -> Draft:
    listing = sanction_of(party, "un", SOURCE.publisher)
    code = clean(text(element, "UN_LIST_TYPE"))
    party.add("programId", identifier("un", code))
    listing.add("programId", identifier("un", code))
    listing.add("program", programme("un", code))
    listing.add("unscId", text(element, "REFERENCE_NUMBER"))
    listing.add("listingDate", iso_date(text(element, "LISTED_ON")))
    listing.add("startDate", iso_date(text(element, "LISTED_ON")))
    for changed in texts(element, "LAST_DAY_UPDATED/VALUE"):
        listing.add("modifiedAt", iso_date(changed))
        party.add("modifiedAt", iso_date(changed))
    return listing


def _generated(element: _Element) -> str:
    written = element.getroottree().getroot().get("dateGenerated", "")
    return f"{written[:19]}Z" if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", written) else ""


UN_XML = Format(
    name="un-xml",
    title="UN Security Council Consolidated List, XML",
    source=SOURCE,
    recognises=recognises,
    read=read,
    addresses=("https://scsanctions.un.org/resources/xml/en/consolidated.xml",),
    verified="releases of 2025-04-19 and 2026-02-27",
)
