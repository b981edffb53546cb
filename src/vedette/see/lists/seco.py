"""Switzerland, SECO sanctions list, XML.

Schema: https://www.sesam.search.admin.ch (``sanctions-list.xsd``). The file has all that was
ever listed: a target whose newest modification is ``de-listed`` is left out, and so are the
former states of a target, which its modifications repeat in full. Programmes stand before the
targets and places after them, so the file is read twice.

A name is a row of parts, each of which may have further spellings and scripts; the spellings
of one script are put together to one further name.
"""

import re
from collections.abc import Iterator, Mapping
from typing import IO

from lxml.etree import _Element

from vedette.model.entity import Entity
from vedette.see.kinds import Sample
from vedette.see.lists.dates import dated, iso_date
from vedette.see.lists.draft import (
    Draft,
    Reading,
    address_of,
    clean,
    document_of,
    finished,
    link_of,
    sanction_of,
)
from vedette.see.lists.identifiers import add_identifier
from vedette.see.lists.source import Format, Source
from vedette.see.xml import records, text, texts

SOURCE = Source(
    name="ch-seco",
    title="SECO sanctions list",
    publisher="State Secretariat for Economic Affairs, Switzerland",
    page="https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit/Wirtschaftsbeziehungen/exportkontrollen-und-sanktionen/sanktionen-embargos.html",
    licence="Swiss official publication, free of copyright (art. 5 CopA)",
    cadence="when an ordinance is amended; several times a month",
    bounds={"Person": (2200, 12_000), "Organization": (900, 7000)},
)

NAMES = {"primary-name": "name", "alias": "alias", "formerly-known-as": "previousName"}
PARTS = {"title": "title", "given-name": "firstName", "family-name": "lastName"}
ROOT = "swiss-sanctions-list"
TAGS = ("sanctions-program", "place", "target")
Places = Mapping[str, dict[str, str]]


def recognises(sample: Sample) -> bool:
    """The root element."""
    return f"<{ROOT}" in sample.text


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in document order, each followed by its links."""
    places, programmes, listed = _known(stream, reading)
    stream.seek(0)
    number = 0
    for target in records(stream, ROOT, TAGS, reading.where):
        if target.tag != "target" or not _on_top(target):
            continue
        number += 1
        identity = clean(target.get("ssid") or "")
        if identity in listed:
            yield from finished(
                _drafts(target, identity, f"record {number}", places, programmes, listed, reading),
                reading,
            )


def _known(
    stream: IO[bytes], reading: Reading
) -> tuple[Places, dict[str, tuple[str, str]], dict[str, str]]:
    """Places by id, programmes by the id of their sets, and listed targets with their schema."""
    places: dict[str, dict[str, str]] = {}
    programmes: dict[str, tuple[str, str]] = {}
    listed: dict[str, str] = {}
    for element in records(stream, ROOT, TAGS, reading.where):
        identity = clean(element.get("ssid") or "")
        if not _on_top(element):
            continue
        if element.tag == "place":
            places[identity] = _parts(element)
        elif element.tag == "target":
            if identity and not _delisted(element):
                listed[identity] = _schema(element)
        else:
            day = iso_date(element.getroottree().getroot().get("date", ""))
            reading.published = reading.published or (day and f"{day}T00:00:00Z")
            for one in element.iterfind("sanctions-set"):
                key = _english(element, "program-key") or _english(element, "program-name")
                programmes[one.get("ssid", "")] = (key, _english(element, "program-name"))
    return places, programmes, listed


def _drafts(
    target: _Element,
    identity: str,
    origin: str,
    places: Places,
    programmes: Mapping[str, tuple[str, str]],
    listed: Mapping[str, str],
    reading: Reading,
) -> Iterator[Draft | None]:
    party = Draft(f"ch-{identity}", listed[identity], origin)
    party.add("topics", "sanction")
    yield party
    yield _listing(target, party, programmes)
    for node in (node for name in ("individual", "entity", "object") for node in target.iter(name)):
        if node.getparent() is not target:
            continue
        if node.get("sex") in ("male", "female"):
            party.add("gender", node.get("sex"))
        party.add("notes", *texts(node, "justification"), *texts(node, "other-information"))
        for other in texts(node, "other-information"):
            _other(other, party, reading)
        for one in node.iterfind("identity"):
            yield from _identity(one, party, places)
        for relation in node.iterfind("relation"):
            if relation.get("target-id") in listed:
                end = f"ch-{relation.get('target-id')}"
                link = link_of("UnknownLink", ("subject", party.id), ("object", end), origin)
                link.add("role", relation.get("relation-type"))
                yield link


def _identity(one: _Element, party: Draft, places: Places) -> Iterator[Draft | None]:
    for name in one.iterfind("name"):
        _name(name, party)
    for day in one.iterfind("day-month-year"):
        date = dated(day.get("year"), day.get("month"), day.get("day"))
        if party.schema != "Vessel":
            party.add("birthDate" if party.schema == "Person" else "incorporationDate", date)
    for country in texts(one, "nationality/country"):
        party.add_countries("nationality" if party.schema == "Person" else "country", country)
    for born in one.iterfind("place-of-birth"):
        parts = places.get(born.get("place-id", ""), {}) | _parts(born)
        names = (parts.get("city", ""), parts.get("region", ""), parts.get("country", ""))
        if party.schema == "Person":
            party.add("birthPlace", ", ".join(filter(None, names)))
            party.add_countries("birthCountry", names[2])
    for address in one.iterfind("address"):
        parts = places.get(address.get("place-id", ""), {}) | _parts(address)
        yield address_of(party, "ch", **parts)
    for paper in one.iterfind("identification-document"):
        yield _paper(paper, party)


def _name(name: _Element, party: Draft) -> None:
    prop = NAMES.get(name.get("name-type", ""), "alias")
    if name.get("quality") == "low":
        prop = "weakAlias"
    parts = sorted(name.iterfind("name-part"), key=lambda part: _order(part.get("order")))
    base = [(part.get("name-part-type", ""), text(part, "value")) for part in parts]
    party.add(prop, " ".join(value for kind, value in base if kind != "title"))
    if prop == "name" and party.schema == "Person":
        for kind, value in base:
            if kind in PARTS:
                party.add(PARTS[kind], value)
    for script in dict.fromkeys(one.get("script", "") for one in name.iter("spelling-variant")):
        spelled = [
            next(
                (
                    clean(one.text or "")
                    for one in part.iterfind("spelling-variant")
                    if one.get("script", "") == script
                ),
                value,
            )
            for part, (kind, value) in zip(parts, base, strict=True)
            if kind != "title"
        ]
        party.add("weakAlias" if prop == "weakAlias" else "alias", " ".join(spelled))


def _paper(paper: _Element, party: Draft) -> Draft | None:
    number = text(paper, "number")
    if not number:
        return None
    if party.schema != "Person":
        party.add("registrationNumber", number)
        return None
    kind = clean(paper.get("document-type") or "")
    document = document_of(party, number, kind, text(paper, "issuer"), "passport" in kind)
    document.add("startDate", iso_date(text(paper, "date-of-issue")))
    document.add("endDate", iso_date(text(paper, "expiry-date")))
    document.add("summary", text(paper, "remark"))
    return document


_NUMBERS = (
    ("imoNumber", "Vessel", re.compile(r"\bIMO(?: number| no\.?)?:?\s*(\d{7})\b", re.IGNORECASE)),
    (
        "swiftBic",
        "Organization",
        re.compile(r"\b(?:SWIFT|BIC)\b[^:]{0,20}:\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b"),
    ),
    (
        "registrationNumber",
        "Organization",
        re.compile(r"\bregistration number[^:]{0,30}:\s*([\w/-]{4,20})", re.IGNORECASE),
    ),
    (
        "taxNumber",
        "Organization",
        re.compile(
            r"\b(?:tax(?:payer)? (?:identification )?number|INN|TIN)\b[^:]{0,20}:\s*(\d{8,12})",
            re.IGNORECASE,
        ),
    ),
)
"""Property, schema and pattern of numbers that only the free text gives. What it says of a
company's ships is left alone, so an IMO number counts for ships only."""


def _other(written: str, party: Draft, reading: Reading) -> None:
    for prop, schema, pattern in _NUMBERS:
        if schema == party.schema:
            for number in pattern.findall(written):
                add_identifier(party, prop, number, reading)


def _listing(target: _Element, party: Draft, programmes: Mapping[str, tuple[str, str]]) -> Draft:
    listing = sanction_of(party, "ch", SOURCE.publisher)
    listing.add("authorityId", target.get("ssid"))
    for number in texts(target, "sanctions-set-id") or [target.get("sanctions-set-id", "")]:
        key, title = programmes.get(number, ("", ""))
        code = "CH-" + "".join(char if char.isalnum() else "-" for char in key)
        if key:
            party.add("programId", code[:64])
            listing.add("programId", code[:64])
        listing.add("program", title or key)
    listing.add("unscId", *texts(target, "foreign-identifier"))
    for one in target.iterfind("modification"):
        published = iso_date(one.get("publication-date", ""))
        if one.get("modification-type") == "listed":
            listing.add("listingDate", published)
            listing.add("startDate", iso_date(one.get("effective-date", "")))
        else:
            listing.add("modifiedAt", published)
    return listing


def _delisted(target: _Element) -> bool:
    """Is the newest modification (the first of the newest day) the end of the listing?"""
    newest, kind = "", ""
    for one in target.iterfind("modification"):
        day = iso_date(one.get("effective-date", "")) or iso_date(one.get("publication-date", ""))
        if not kind or day > newest:
            newest, kind = day, one.get("modification-type", "")
    return kind == "de-listed"


def _schema(target: _Element) -> str:
    if target.find("individual") is not None:
        return "Person"
    thing = target.find("object")
    if thing is not None:
        return {"vessel": "Vessel", "aircraft": "Airplane"}.get(
            thing.get("object-type", ""), "Vessel"
        )
    return "Organization"


def _parts(place: _Element) -> dict[str, str]:
    """An address or place in FollowTheMoney's words, what is empty left out."""
    parts = {
        "street": text(place, "address-details"),
        "postOfficeBox": text(place, "p-o-box"),
        "city": text(place, "location"),
        "region": text(place, "area"),
        "postalCode": text(place, "zip-code"),
        "remarks": " ".join(filter(None, (text(place, "c-o"), text(place, "remarks")))),
        "country": text(place, "country"),
    }
    return {name: value for name, value in parts.items() if value}


def _on_top(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.getparent() is None


def _english(element: _Element, tag: str) -> str:
    found = {one.get("lang"): clean(one.text or "") for one in element.iterfind(tag)}
    return found.get("eng") or next(iter(found.values()), "")


def _order(written: str | None) -> int:
    return int(written) if written and written.isdecimal() else 99


SECO_XML = Format(
    name="ch-seco-xml",
    title="SECO sanctions list, XML",
    source=SOURCE,
    recognises=recognises,
    read=read,
    addresses=(
        "https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml"
        "?lang=en&action=downloadXmlGesamtlisteAction",
    ),
)
