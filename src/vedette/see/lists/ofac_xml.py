"""OFAC lists as ``sdnList`` XML: the same facts as the CSV, each in its own element.

Schema: https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XSD . The
category of an alias says whether it is weak. ``idList`` holds numbers and features under the
labels of `ofac_labels`; the remarks are left for links and sentences.
"""

import re
from collections.abc import Iterator
from typing import IO

from lxml.etree import _Element

from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.see.kinds import Sample
from vedette.see.lists.dates import american_date
from vedette.see.lists.draft import Draft, Reading, address_of, finished
from vedette.see.lists.links import Links
from vedette.see.lists.ofac import (
    ALIAS,
    CONSOLIDATED,
    EXPORTS,
    SDN,
    add_name,
    add_programmes,
    begin,
)
from vedette.see.lists.ofac_facts import Fact, Record, apply
from vedette.see.lists.ofac_remarks import facts_in
from vedette.see.lists.source import Format
from vedette.see.xml import records, text, texts


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in document order, then the links between them."""
    links = Links("ofac")
    count, announced = 0, 0
    tags = ("publshInformation", "sdnEntry")
    for element in records(stream, "sdnList", tags, reading.where):
        if element.tag == "publshInformation":
            day = american_date(text(element, "Publish_Date"))
            reading.published = reading.published or (day and f"{day}T00:00:00Z")
            count_said = text(element, "Record_Count")
            announced = int(count_said) if re.fullmatch(r"[0-9]{1,9}", count_said) else 0
            continue
        count += 1
        number = text(element, "uid")
        if not number:
            reading.note("entries without a uid, left out", f"record {count}")
            continue
        record = begin(
            number, text(element, "sdnType"), _name(element), f"record {count}", links, reading
        )
        yield from finished(_filled(element, record), reading)
    if announced and announced != count:
        raise BadInput(
            reading.where, f"announces {announced:,} entries and has {count:,}", "fetch it again"
        )
    yield from finished(links.drafts(reading), reading)


def _filled(element: _Element, record: Record) -> list[Draft | None]:
    party = record.party
    add_programmes(record, texts(element, "programList/program"))
    party.add("position" if party.schema == "Person" else "notes", text(element, "title"))
    for alias in element.iterfind("akaList/aka"):
        _alias(alias, record)
    for born in texts(element, "dateOfBirthList/dateOfBirthItem/dateOfBirth"):
        apply(Fact("DOB", born), record)
    party.add("birthPlace", *texts(element, "placeOfBirthList/placeOfBirthItem/placeOfBirth"))
    for path, label in (("nationality", "nationality"), ("citizenship", "citizen")):
        for country in texts(element, f"{path}List/{path}/country"):
            apply(Fact(label, country), record)
    for item in element.iterfind("idList/id"):
        apply(
            Fact(
                text(item, "idType"),
                text(item, "idNumber"),
                text(item, "idCountry"),
                text(item, "issueDate"),
                text(item, "expirationDate"),
            ),
            record,
        )
    for vessel in element.iterfind("vesselInfo"):
        _vessel(vessel, record)
    for fact in facts_in(text(element, "remarks")):
        apply(fact, record)
    addresses = [_address(item, party) for item in element.iterfind("addressList/address")]
    return [party, record.listing, *record.beside, *addresses]


def _name(element: _Element) -> str:
    """As the CSV writes it: ``SURNAME, Given``."""
    return ", ".join(filter(None, (text(element, "lastName"), text(element, "firstName"))))


def _alias(alias: _Element, record: Record) -> None:
    name = _name(alias)
    kind = ALIAS.get(text(alias, "type").replace(".", "").casefold(), "alias")
    weak = text(alias, "category").casefold() == "weak"
    add_name(record.party, "weakAlias" if weak else kind, name)
    if not weak:
        record.links.know(name, record.party.id, alias=True)


def _vessel(vessel: _Element, record: Record) -> None:
    party = record.party
    party.add("callSign", text(vessel, "callSign"))
    party.add("type", text(vessel, "vesselType"))
    party.add_countries("flag", text(vessel, "vesselFlag"))
    party.add("tonnage", text(vessel, "tonnage").replace(",", ""))
    gross = text(vessel, "grossRegisteredTonnage")
    party.add("grossRegisteredTonnage", gross.replace(",", ""))
    record.links.wait(party.id, "owner", text(vessel, "vesselOwner"), party.origin)


def _address(item: _Element, party: Draft) -> Draft | None:
    return address_of(
        party,
        "ofac",
        street=text(item, "address1"),
        street2=", ".join(filter(None, (text(item, "address2"), text(item, "address3")))),
        city=text(item, "city"),
        state=text(item, "stateOrProvince"),
        postalCode=text(item, "postalCode"),
        country=text(item, "country"),
    )


def _is_consolidated(sample: Sample) -> bool:
    return "<program>NS-PLC" in sample.text and "<program>CUBA<" not in sample.text


def recognises_sdn(sample: Sample) -> bool:
    """``sdnList`` that is not the consolidated one."""
    return "<sdnList" in sample.text and not _is_consolidated(sample)


def recognises_consolidated(sample: Sample) -> bool:
    """``sdnList`` with the Palestinian Legislative Council at its head, as the non-SDN list has."""
    return "<sdnList" in sample.text and _is_consolidated(sample)


OFAC_SDN_XML = Format(
    name="ofac-sdn-xml",
    title="OFAC SDN List, XML",
    source=SDN,
    recognises=recognises_sdn,
    read=read,
    addresses=(EXPORTS + "SDN.XML",),
    verified="",
)
OFAC_CONSOLIDATED_XML = Format(
    name="ofac-cons-xml",
    title="OFAC Consolidated Non-SDN List, XML",
    source=CONSOLIDATED,
    recognises=recognises_consolidated,
    read=read,
    addresses=(EXPORTS + "CONSOLIDATED.XML",),
    verified="release of 2025-03-28",
)
