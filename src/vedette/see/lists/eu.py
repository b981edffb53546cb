"""European Union, Financial Sanctions Files (FSF), XML 1.1.

Schema: https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/xsd . Facts
are attributes. The first strong name is the name, further ones are aliases; ``strong="false"``
makes a weak alias, and so does a remark of low quality. One regulation makes one listing. The
Union lists its few ships as enterprises; an IMO number makes one a ship.
"""

from collections.abc import Iterator
from typing import IO

from lxml.etree import _Element

from vedette.model.canonical import digest
from vedette.model.entity import Entity
from vedette.reference.programmes import identifier, programme
from vedette.see.kinds import Sample
from vedette.see.lists.dates import dated, iso_date
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
    name="eu-fsf",
    title="EU consolidated list of persons, groups and entities subject to financial sanctions",
    publisher="European Commission, DG FISMA",
    page="https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
    licence="Reuse authorised, Commission Decision 2011/833/EU",
    cadence="when the Council acts; several times a month",
    bounds={"Person": (2500, 12_000), "Organization": (700, 6000)},
)

PASSPORTS = ("passport", "diplpassport", "servpassport")
NUMBERS = {
    "regnumber": "registrationNumber",
    "fiscalcode": "taxNumber",
    "ssn": "idNumber",
    "swiftbic": "swiftBic",
    "imo": "imoNumber",
    "tradelic": "registrationNumber",
}
"""Identification types that are numbers of a company or ship; the rest are papers."""
CONTACTS = {"PHONE": "phone", "EMAIL": "email", "WEB": "website"}


def recognises(sample: Sample) -> bool:
    """The root element and the name of its records."""
    return "<export" in sample.text and "<sanctionEntity" in sample.text


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in document order."""
    for number, element in enumerate(
        records(stream, "export", ("sanctionEntity",), reading.where), 1
    ):
        if number == 1:
            root = element.getroottree().getroot()
            day = iso_date(root.get("generationDate", ""))
            reading.published = reading.published or (day and f"{day}T00:00:00Z")
        reference = clean(element.get("euReferenceNumber") or "")
        identity = reference or clean(element.get("logicalId") or "")
        kind = element.find("subjectType")
        if not identity or kind is None:
            reading.note("records without a number or type, left out", f"record {number}")
            continue
        person = kind.get("code") == "person" or kind.get("classificationCode") == "P"
        schema = "Person" if person else "Organization"
        party = Draft(f"eu-{identity}", schema, f"record {number}")
        yield from finished(_party(element, party, reading), reading)


def _party(element: _Element, party: Draft, reading: Reading) -> list[Draft | None]:
    party.add("topics", "sanction")
    party.add("notes", *texts(element, "remark"))
    drafts: list[Draft | None] = [party]
    _names(element, party)
    for paper in element.iterfind("identification"):
        drafts.append(_identification(paper, party, reading))
    if "imoNumber" in party.values and party.schema == "Organization":
        party.schema = "Vessel"
    for regulation in element.iterfind("regulation"):
        drafts.append(_listing(element, regulation, party))
    for address in element.iterfind("address"):
        drafts.append(_address(address, party))
    for birth in element.iterfind("birthdate"):
        _birth(birth, party)
    for citizenship in element.iterfind("citizenship"):
        party.add_countries("nationality", _country(citizenship))
    return drafts


def _names(element: _Element, party: Draft) -> None:
    for alias in element.iterfind("nameAlias"):
        name = _attribute(alias, "wholeName") or " ".join(
            filter(
                None, (_attribute(alias, part) for part in ("firstName", "middleName", "lastName"))
            )
        )
        weak = alias.get("strong") == "false" or any(
            "low quality" in remark.casefold() for remark in texts(alias, "remark")
        )
        if weak:
            party.add("weakAlias", name)
        else:
            party.add("alias" if "name" in party.values else "name", name)
        if party.schema == "Person":
            party.add("title", _attribute(alias, "title"))
            party.add("position", _attribute(alias, "function"))
            gender = {"M": "male", "F": "female"}.get(_attribute(alias, "gender"))
            party.add("gender", gender)
        else:
            party.add("notes", _attribute(alias, "function"))
    if "name" not in party.values:
        party.values["name"] = party.values.pop("weakAlias", {})


def _identification(paper: _Element, party: Draft, reading: Reading) -> Draft | None:
    kind = _attribute(paper, "identificationTypeCode").casefold()
    number = _attribute(paper, "number") or _attribute(paper, "latinNumber")
    if not number:
        return None
    described = _attribute(paper, "identificationTypeDescription") or kind
    if kind in NUMBERS:
        add_identifier(party, NUMBERS[kind], number, reading)
        return None
    if party.schema != "Person":
        party.add("idNumber", number)
        return None
    document = document_of(party, number, described, _country(paper), kind in PASSPORTS)
    document.add("authority", _attribute(paper, "issuedBy"))
    document.add("startDate", iso_date(_attribute(paper, "issueDate")))
    document.add("endDate", iso_date(_attribute(paper, "validTo")))
    document.add("summary", *texts(paper, "remark"))
    return document


def _listing(element: _Element, regulation: _Element, party: Draft) -> Draft:
    address = text(regulation, "publicationUrl")
    key = digest([address, regulation.get("numberTitle", "")], 8)
    listing = sanction_of(party, "eu", SOURCE.publisher, key)
    code = _attribute(regulation, "programme")
    party.add("programId", identifier("eu", code))
    listing.add("programId", identifier("eu", code))
    listing.add("program", programme("eu", code))
    listing.add("sourceUrl", address)
    listing.add("reason", _attribute(regulation, "numberTitle"))
    listing.add("authorityId", _attribute(element, "euReferenceNumber"))
    listing.add("unscId", _attribute(element, "unitedNationId"))
    listing.add("listingDate", iso_date(_attribute(regulation, "publicationDate")))
    begins = iso_date(_attribute(regulation, "entryIntoForceDate"))
    designated = iso_date(_attribute(element, "designationDate"))
    listing.add("startDate", min(filter(None, (begins, designated)), default=""))
    party.add("modifiedAt", begins)
    return listing


def _address(written: _Element, party: Draft) -> Draft | None:
    party.add("notes", *texts(written, "remark"))
    for contact in written.iterfind("contactInfo"):
        prop = CONTACTS.get(_attribute(contact, "key").upper())
        if prop:
            party.add(prop, *_attribute(contact, "value").replace(";", ",").split(","))
    return address_of(
        party,
        "eu",
        street=_attribute(written, "street"),
        postOfficeBox=_attribute(written, "poBox"),
        city=_attribute(written, "city"),
        remarks=_attribute(written, "place"),
        region=_attribute(written, "region"),
        postalCode=_attribute(written, "zipCode"),
        country=_country(written),
    )


def _birth(birth: _Element, party: Draft) -> None:
    if party.schema == "Person":
        exact = iso_date(_attribute(birth, "birthdate"))
        parts = (birth.get("year"), birth.get("monthOfYear"), birth.get("dayOfMonth"))
        party.add("birthDate", exact or dated(*parts))
        place = [_attribute(birth, part) for part in ("city", "region", "place")]
        country = _attribute(birth, "countryDescription")
        if country == "UNKNOWN":
            country = ""
        party.add("birthPlace", ", ".join(filter(None, [*place, country])))
        party.add_countries("birthCountry", _country(birth))


def _country(element: _Element) -> str:
    """The ISO code, unless it is the file's word for unknown, ``00``."""
    code = _attribute(element, "countryIso2Code")
    return "" if code in ("", "00") else {"CS": "csxx"}.get(code, code)


def _attribute(element: _Element, name: str) -> str:
    return clean(element.get(name) or "")


EU_FSF_XML = Format(
    name="eu-fsf-xml",
    title="EU Financial Sanctions Files, XML 1.1",
    source=SOURCE,
    recognises=recognises,
    read=read,
    addresses=(
        "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content"
        "?token=dG9rZW4tMjAxNw",
    ),
)
