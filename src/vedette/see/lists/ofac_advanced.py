"""OFAC lists as SDN_ADVANCED XML: every word is a reference to a table at the head of the file.

Schema: https://home.treasury.gov/system/files/126/sdn_advanced_notes.pdf . Locations and papers
stand before the parties, the listings after them, so the file is read twice: first the
reference values and the listings, then the rest. Names are put together from typed parts, one
for each script; features carry the labels of `ofac_labels`. Relations between parties are typed
here, where the other formats only say ``Linked To``.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import IO

from lxml.etree import _Element

from vedette.model.entity import Entity
from vedette.see.kinds import Sample
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
from vedette.see.lists.ofac_tables import (
    ROOT,
    TAGS,
    Listed,
    document_of,
    listings,
    period_of,
    place_of,
)
from vedette.see.lists.source import Format
from vedette.see.xml import records, text

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


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in document order, then the relations between them."""
    listed = listings(stream, reading)
    stream.seek(0)
    places: dict[str, dict[str, str]] = {}
    papers: dict[str, list[Fact]] = defaultdict(list)
    schemata: dict[str, str] = {}
    links = Links("ofac")
    number = 0
    for element in records(stream, ROOT, TAGS, reading.where):
        if element.tag == "Location":
            places[element.get("ID", "")] = place_of(element, listed)
        elif element.tag == "IDRegDocument":
            papers[element.get("IdentityID", "")].append(document_of(element, listed))
        elif element.tag == "DistinctParty":
            number += 1
            for record in _profiles(element, f"record {number}", listed, links, reading):
                schemata[record[1].party.id] = record[1].party.schema
                yield from finished(_filled(*record, listed, places, papers), reading)
        elif element.tag == "ProfileRelationship":
            yield from finished(_relation(element, listed, schemata), reading)
    yield from finished(links.drafts(reading), reading)


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
        record.party.add("birthDate", *period_of(period))
    elif period is not None:
        for day in period_of(period):
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
