"""The tables, listings, places and papers of OFAC's advanced XML, to words.

Everything in the file is a number that a table at its head explains. `listings` reads the
tables and the listings, which stand at the two ends of the file; the rest turns one element of
the middle into plain values. `ofac_advanced` makes parties of them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import IO

from lxml.etree import _Element

from vedette.see.lists.dates import dated, years_between
from vedette.see.lists.draft import Reading, clean
from vedette.see.lists.ofac_facts import Fact
from vedette.see.xml import records, text

ROOT = "Sanctions"
TAGS = (
    "DateOfIssue",
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
)
"""The parts of the file, all of which are named in both readings so that all are freed."""


@dataclass(slots=True)
class Listed:
    """What the file's tables and listings say, gathered on the first reading."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    party_types: dict[str, str] = field(default_factory=dict)
    programmes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    lists: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    days: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    reasons: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def word(self, kind: str, number: str | None) -> str:
        """The text of one reference value, or ``""``."""
        return self.words.get((kind, number or ""), "")


def listings(stream: IO[bytes], reading: Reading) -> Listed:
    """The tables and listings of a whole file; its date goes to `reading`."""
    listed = Listed()
    for element in records(stream, ROOT, TAGS, reading.where):
        if element.tag == "DateOfIssue":
            day = day_of(element)
            reading.published = reading.published or (day and f"{day}T00:00:00Z")
        elif element.tag == "ReferenceValueSets":
            for values in element:
                for value in values:
                    key = (str(value.tag), value.get("ID", ""))
                    listed.words[key] = clean(value.text or value.get("Description") or "")
                    if value.tag == "PartySubType":
                        listed.party_types[value.get("ID", "")] = value.get("PartyTypeID", "")
        elif element.tag == "SanctionsEntry":
            profile = element.get("ProfileID", "")
            listed.lists[profile].append(listed.word("List", element.get("ListID")))
            for event in element.iterfind("EntryEvent"):
                listed.days[profile].append(day_of(event.find("Date")))
                basis = listed.word("LegalBasis", event.get("LegalBasisID"))
                listed.reasons[profile].append(basis)
            for measure in element.iterfind("SanctionsMeasure"):
                kind = listed.word("SanctionsType", measure.get("SanctionsTypeID"))
                if kind == "Program":
                    listed.programmes[profile].append(text(measure, "Comment"))
    return listed


def place_of(location: _Element, listed: Listed) -> dict[str, str]:
    """A location in FollowTheMoney\'s words, what is empty left out."""
    names = {
        "ADDRESS1": "street",
        "ADDRESS2": "street2",
        "ADDRESS3": "remarks",
        "CITY": "city",
        "POSTAL CODE": "postalCode",
        "REGION": "region",
        "STATE/PROVINCE": "state",
    }
    place: dict[str, str] = {}
    for part in location.iterfind("LocationPart"):
        kind = listed.word("LocPartType", part.get("LocPartTypeID"))
        value = text(part, "LocationPartValue/Value")
        if value:
            place[names.get(kind, "street")] = value
    for country in location.iterfind("LocationCountry"):
        place["country"] = listed.word("Country", country.get("CountryID"))
    for area in location.iterfind("LocationAreaCode"):
        place.setdefault("country", listed.word("AreaCode", area.get("AreaCodeID")))
    return {name: value for name, value in place.items() if value != "undetermined"}


def document_of(document: _Element, listed: Listed) -> Fact:
    """A registration or identity document as a fact about its holder."""
    days = {
        listed.word("IDRegDocDateType", date.get("IDRegDocDateTypeID")): period_of(period)
        for date in document.iterfind("DocumentDate")
        if (period := date.find("DatePeriod")) is not None
    }
    return Fact(
        listed.word("IDRegDocType", document.get("IDRegDocTypeID")),
        text(document, "IDRegistrationNo"),
        listed.word("Country", document.get("IssuedBy-CountryID")),
        next(iter(days.get("Issue Date", ())), ""),
        next(iter(days.get("Expiration Date", ())), ""),
    )


def period_of(period: _Element) -> list[str]:
    """A date, or each year of a range; a whole year given as its first and last day is the year."""
    start, end = day_of(period.find("Start/From")), day_of(period.find("End/To"))
    if not end or start == end:
        return [start] if start else []
    if start[:4] == end[:4]:
        same = start[:7] if start[:7] == end[:7] else start[:4]
        return [same]
    return years_between(start[:4], end[:4]) or [day for day in (start, end) if day]


def day_of(element: _Element | None) -> str:
    """A date of which perhaps only the year is known."""
    if element is None:
        return ""
    return dated(text(element, "Year"), text(element, "Month"), text(element, "Day"))
