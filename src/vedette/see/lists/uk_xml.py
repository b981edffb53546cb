"""UK Sanctions List, XML.

Schema: https://sanctionslist.fcdo.gov.uk/docs/ (``UK-Sanctions-List.xsd``). One ``Designation``
for each party, every value in an element of its own.
"""

from collections.abc import Iterator
from typing import IO

from lxml.etree import _Element

from vedette.model.entity import Entity
from vedette.see.kinds import Sample
from vedette.see.lists.dates import british_date
from vedette.see.lists.draft import Reading, finished
from vedette.see.lists.links import Links
from vedette.see.lists.source import Format
from vedette.see.lists.uk import DOCS, SOURCE, Designation, drafts
from vedette.see.xml import records, text, texts

FACTS = {
    "RegimeName": "regime",
    "UNReferenceNumber": "un_reference",
    "OFSIGroupID": "group",
    "DesignationSource": "source",
    "SanctionsImposed": "imposed",
    "OtherInformation": "other",
    "UKStatementofReasons": "reasons",
    "DateDesignated": "designated",
    "LastUpdated": "updated",
    "Title": "title",
    "EmailAddress": "email",
    "PhoneNumber": "phone",
    "Website": "website",
    "DOB": "birth",
    "Nationality": "nationality",
    "Position": "position",
    "Gender": "gender",
    "TypeOfEntity": "entity_type",
    "BusinessRegistrationNumber": "registration",
    "ParentCompany": "parent",
    "Subsidiary": "subsidiary",
    "IMONumber": "imo",
    "CurrentOwnerOperator": "owner",
    "PreviousOwnerOperator": "past_owner",
    "CurrentBelievedFlagOfShip": "flag",
    "PreviousFlag": "past_flag",
    "TypeOfShip": "ship_type",
    "TonnageOfShip": "tonnage",
    "YearBuilt": "built",
    "HullIdentificationNumber": "hull",
}
"""Elements that hold one fact each, wherever they stand within a designation."""


def recognises(sample: Sample) -> bool:
    """The root element and the name of its records."""
    return "<Designations" in sample.text and "<UniqueID>" in sample.text


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in document order, then the links between them."""
    links = Links("uk")
    count = 0
    tags = ("DateGenerated", "Designation")
    for element in records(stream, "Designations", tags, reading.where):
        if element.tag == "DateGenerated":
            day = british_date(" ".join((element.text or "").split()))
            reading.published = reading.published or (day and f"{day}T00:00:00Z")
            continue
        count += 1
        number = text(element, "UniqueID")
        if not number:
            reading.note("designations without a UniqueID, left out", f"record {count}")
            continue
        found = _designation(element, number, f"record {count}")
        yield from finished(drafts(found, links, reading), reading)
    yield from finished(links.drafts(reading), reading)


def _designation(element: _Element, number: str, origin: str) -> Designation:
    found = Designation(number, text(element, "IndividualEntityShip"), origin)
    for name in element.iterfind(".//Names/Name"):
        parts = (text(name, f"Name{part}") for part in range(1, 7))
        whole = " ".join(filter(None, parts)) or text(name, "Name")
        found.names.append((whole, text(name, "NameType"), text(name, "AliasStrength")))
    found.scripts = texts(element, ".//NameNonLatinScript")
    for address in element.iterfind(".//Addresses/Address"):
        lines = [text(address, f"AddressLine{line}") for line in range(1, 7)]
        postcode, country = text(address, "AddressPostalCode"), text(address, "AddressCountry")
        found.addresses.append((lines, postcode, country))
    for paper in element.iterfind(".//Passport"):
        about = text(paper, "PassportAdditionalInformation")
        found.passports.append((text(paper, "PassportNumber"), about))
    for paper in element.iterfind(".//NationalIdentifier"):
        about = text(paper, "NationalIdentifierAdditionalInformation")
        found.national_numbers.append((text(paper, "NationalIdentifierNumber"), about))
    for place in element.iterfind(".//BirthDetails/Location"):
        found.birth_places.append((text(place, "TownOfBirth"), text(place, "CountryOfBirth")))
    for inner in element.iter("*"):
        if inner.tag in FACTS and inner.text:
            found.say(FACTS[inner.tag], " ".join(inner.text.split()))
    found.passports = [paper for paper in found.passports if paper[0]]
    found.national_numbers = [paper for paper in found.national_numbers if paper[0]]
    return found


UK_XML = Format(
    name="uk-xml",
    title="UK Sanctions List, XML",
    source=SOURCE,
    recognises=recognises,
    read=read,
    addresses=(DOCS + "UK-Sanctions-List.xml",),
)
