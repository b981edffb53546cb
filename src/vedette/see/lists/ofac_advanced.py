"""OFAC lists as SDN_ADVANCED XML: every word is a reference to a table at the head of the file.

Schema: https://home.treasury.gov/system/files/126/sdn_advanced_notes.pdf . Locations and papers
stand before the parties, the listings after them, so the file is read twice: first the
reference values and the listings, then the rest. Names are put together from typed parts, one
for each script; features carry the labels of `ofac_labels`. Relations between parties are typed
here, where the other formats only say ``Linked To``.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from lxml.etree import _Element

from vedette.model.entity import Entity
from vedette.see.kinds import Sample
from vedette.see.lists.dates import dated, years_between
from vedette.see.lists.draft import (
    Draft,
    Reading,
    address_of,
    clean,
    finished,
    link_of,
    sanction_of,
)
from vedette.see.lists.links import Links
from vedette.see.lists.ofac import (
    CONSOLIDATED,
    EXPORTS,
    PUBLISHER,
    SCHEMATA,
    SDN,
    SEARCH,
    add_programmes,
)
from vedette.see.lists.ofac_facts import Fact, Record, add_tail, apply
from vedette.see.lists.source import Format
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
ALIAS = {"A.K.A.": "alias", "F.K.A.": "previousName", "N.K.A.": "name", "Name": "name"}
ORDER = (
    "First Name",
    "Middle Name",
    "Nickname",
    "Maiden Name",
    "Last Name",
    "Patronymic",
    "Matronymic",
)
"""The parts of a person's name in the order in which it is spoken."""
RELATIONS = {
    "Acting for or on behalf of": ("Representation", "agent", "client", "LegalEntity"),
    "Family member of": ("Family", "person", "relative", "Person"),
    "Leader or official of": ("Directorship", "director", "organization", "LegalEntity"),
    "Principal Executive Officer": ("Directorship", "director", "organization", "LegalEntity"),
}
"""Relation type to schema, the properties of both ends, and what the first end must be."""
PARTIES = frozenset({"Person", "Organization", "Company", "LegalEntity"})


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


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in document order, then the relations between them."""
    listed = _listings(stream, reading)
    stream.seek(0)
    places: dict[str, dict[str, str]] = {}
    papers: dict[str, list[Fact]] = defaultdict(list)
    schemata: dict[str, str] = {}
    links = Links("ofac")
    number = 0
    for element in records(stream, ROOT, TAGS, reading.where):
        if element.tag == "Location":
            places[element.get("ID", "")] = _place(element, listed)
        elif element.tag == "IDRegDocument":
            papers[element.get("IdentityID", "")].append(_document(element, listed))
        elif element.tag == "DistinctParty":
            number += 1
            for record in _profiles(element, f"record {number}", listed, links, reading):
                schemata[record[1].party.id] = record[1].party.schema
                yield from finished(_filled(*record, listed, places, papers), reading)
        elif element.tag == "ProfileRelationship":
            yield from finished(_relation(element, listed, schemata), reading)
    yield from finished(links.drafts(reading), reading)


def _listings(stream: IO[bytes], reading: Reading) -> Listed:
    listed = Listed()
    for element in records(stream, ROOT, TAGS, reading.where):
        if element.tag == "DateOfIssue":
            day = _day(element)
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
                listed.days[profile].append(_day(event.find("Date")))
                basis = listed.word("LegalBasis", event.get("LegalBasisID"))
                listed.reasons[profile].append(basis)
            for measure in element.iterfind("SanctionsMeasure"):
                kind = listed.word("SanctionsType", measure.get("SanctionsTypeID"))
                if kind == "Program":
                    listed.programmes[profile].append(text(measure, "Comment"))
    return listed


def _profiles(
    element: _Element, origin: str, listed: Listed, links: Links, reading: Reading
) -> Iterator[tuple[_Element, Record]]:
    for profile in element.iterfind("Profile"):
        number = clean(profile.get("ID") or "")
        if not number:
            reading.note("profiles without an ID, left out", origin)
            continue
        subtype = profile.get("PartySubTypeID", "")
        kind = listed.word("PartySubType", subtype)
        if kind.casefold() not in SCHEMATA:
            kind = listed.word("PartyType", listed.party_types.get(subtype, ""))
        schema = SCHEMATA.get(kind.casefold(), "Organization")
        party = Draft(f"ofac-{number}", schema, origin)
        party.add("topics", "sanction")
        party.add("sourceUrl", SEARCH + number)
        party.add("notes", text(element, "Comment"))
        yield profile, Record(party, sanction_of(party, "us", PUBLISHER), [], links, reading)


def _filled(
    profile: _Element,
    record: Record,
    listed: Listed,
    places: dict[str, dict[str, str]],
    papers: dict[str, list[Fact]],
) -> list[Draft | None]:
    number = profile.get("ID", "")
    listing = record.listing
    listing.add("authorityId", number)
    listing.add("sourceUrl", SEARCH + number)
    add_programmes(record, list(dict.fromkeys(filter(None, listed.programmes[number]))))
    listing.add("summary", *(name for name in listed.lists[number] if name != "SDN List"))
    listing.add("listingDate", *listed.days[number])
    listing.add("reason", *listed.reasons[number])
    for identity in profile.iterfind("Identity"):
        _names(identity, record, listed)
        for fact in papers.pop(identity.get("ID", ""), ()):
            apply(fact, record)
    addresses = []
    for feature in profile.iterfind("Feature"):
        label = listed.word("FeatureType", feature.get("FeatureTypeID"))
        for version in feature.iterfind("FeatureVersion"):
            location = version.find("VersionLocation")
            place = places.get(location.get("LocationID", ""), {}) if location is not None else {}
            if label == "Location":
                addresses.append(address_of(record.party, "ofac", **place))
            else:
                _feature(label, version, place, record, listed)
    return [record.party, listing, *record.beside, *addresses]


def _names(identity: _Element, record: Record, listed: Listed) -> None:
    types = {
        group.get("ID", ""): listed.word("NamePartType", group.get("NamePartTypeID"))
        for group in identity.iter("NamePartGroup")
    }
    party = record.party
    for alias in identity.iterfind("Alias"):
        kind = listed.word("AliasType", alias.get("AliasTypeID"))
        weak = alias.get("LowQuality") == "true"
        for documented in alias.iterfind("DocumentedName"):
            parts: dict[str, list[str]] = defaultdict(list)
            latin = True
            for value in documented.iter("NamePartValue"):
                parts[types.get(value.get("NamePartGroupID", ""), "")].append(
                    clean(value.text or "")
                )
                latin = latin and listed.word("Script", value.get("ScriptID")) in ("", "Latin")
            ordered = [*(name for name in ORDER if name in parts)]
            ordered += [name for name in parts if name not in ORDER]
            whole = " ".join(word for name in ordered for word in parts[name])
            prop = "weakAlias" if weak else ALIAS.get(kind, "alias")
            party.add("alias" if prop == "name" and not latin else prop, whole)
            if prop == "name" and latin and party.schema == "Person":
                party.add("firstName", *parts.get("First Name", ()))
                party.add("lastName", *parts.get("Last Name", ()))
            if party.schema == "Airplane":
                add_tail(party, whole)


def _feature(
    label: str, version: _Element, place: dict[str, str], record: Record, listed: Listed
) -> None:
    period = version.find("DatePeriod")
    detail = version.find("VersionDetail")
    if period is not None and label == "Birthdate":
        record.party.add("birthDate", *_period(period))
    elif period is not None:
        for day in _period(period):
            apply(Fact(label, day), record)
    if detail is not None:
        value = clean(detail.text or "") or listed.word(
            "DetailReference", detail.get("DetailReferenceID")
        )
        if value:
            apply(Fact(label, value), record)
    if place and label == "Place of Birth":
        parts = [part for name, part in place.items() if name != "country"]
        record.party.add("birthPlace", ", ".join([*parts, *filter(None, [place.get("country")])]))
    elif place.get("country"):
        apply(Fact(label, place["country"]), record)


def _place(location: _Element, listed: Listed) -> dict[str, str]:
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


def _document(document: _Element, listed: Listed) -> Fact:
    days = {
        listed.word("IDRegDocDateType", date.get("IDRegDocDateTypeID")): _period(period)
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


def _relation(element: _Element, listed: Listed, schemata: dict[str, str]) -> Iterator[Draft]:
    one = f"ofac-{element.get('From-ProfileID', '')}"
    other = f"ofac-{element.get('To-ProfileID', '')}"
    if one not in schemata or other not in schemata or one == other:
        return
    role = listed.word("RelationType", element.get("RelationTypeID"))
    schema, first, second, needed = RELATIONS.get(role, ("", "", "", ""))
    parties = schemata[one] in PARTIES and schemata[other] in PARTIES
    people = schemata[one] == schemata[other] == "Person"
    owned = "Owned or Controlled By" in role and schemata[one] in ("Vessel", "Airplane")
    origin = f"relation {element.get('ID', '')}"
    if owned and schemata[other] in PARTIES:
        link = link_of("Ownership", ("owner", other), ("asset", one), origin)
    elif schema == "Directorship" and (schemata[other] != "Organization" or not parties):
        link = link_of("UnknownLink", ("subject", one), ("object", other), origin)
    elif schema and (people if needed == "Person" else parties):
        link = link_of(schema, (first, one), (second, other), origin)
    else:
        link = link_of("UnknownLink", ("subject", one), ("object", other), origin)
    link.add("relationship" if link.schema == "Family" else "role", role)
    link.add("summary", text(element, "Comment"))
    yield link


def _period(period: _Element) -> list[str]:
    """A date, or each year of a range; a whole year given as its first and last day is the year."""
    start, end = _day(period.find("Start/From")), _day(period.find("End/To"))
    if not end or start == end:
        return [start] if start else []
    if start[:4] == end[:4]:
        same = start[:7] if start[:7] == end[:7] else start[:4]
        return [same]
    return years_between(start[:4], end[:4]) or [day for day in (start, end) if day]


def _day(element: _Element | None) -> str:
    if element is None:
        return ""
    return dated(text(element, "Year"), text(element, "Month"), text(element, "Day"))


def _advanced(sample: Sample) -> bool:
    return "<Sanctions" in sample.text and "<ReferenceValueSets" in sample.text


def recognises_sdn(sample: Sample) -> bool:
    """The root element and the tables at its head."""
    return _advanced(sample) and not sample.path.name.casefold().startswith("cons")


def recognises_consolidated(sample: Sample) -> bool:
    """The same, in a file named for the consolidated list: its head does not tell the two apart."""
    return _advanced(sample) and sample.path.name.casefold().startswith("cons")


OFAC_SDN_ADVANCED = Format(
    name="ofac-sdn-advanced",
    title="OFAC SDN List, SDN_ADVANCED XML",
    source=SDN,
    recognises=recognises_sdn,
    read=read,
    addresses=(EXPORTS + "SDN_ADVANCED.XML",),
)
OFAC_CONSOLIDATED_ADVANCED = Format(
    name="ofac-cons-advanced",
    title="OFAC Consolidated Non-SDN List, CONS_ADVANCED XML",
    source=CONSOLIDATED,
    recognises=recognises_consolidated,
    read=read,
    addresses=(EXPORTS + "CONS_ADVANCED.XML",),
)
