"""Canada, Consolidated Autonomous Sanctions List (Special Economic Measures Act), XML.

A flat record for each party, known by its regulation, schedule and item. The field ``Country``
names the regulation, not where the party is from, so it becomes the programme and no country.
Ships have an IMO number; persons have a last or given name.

The hard part is the field ``Aliases``: names in several scripts in one line, separated by
semicolons, commas, languages with a colon, and slashes. It is cut only where both sides still
look like names; a single word is kept as a weak alias.
"""

import re
from collections.abc import Iterator
from typing import IO

from lxml.etree import _Element

from vedette.model.canonical import digest
from vedette.model.entity import Entity
from vedette.see.kinds import Sample
from vedette.see.lists.dates import iso_date, years_between
from vedette.see.lists.draft import Draft, Reading, clean, finished, sanction_of
from vedette.see.lists.identifiers import add_identifier
from vedette.see.lists.source import Format, Source
from vedette.see.xml import records, text

SOURCE = Source(
    name="ca-sema",
    title="Consolidated Canadian Autonomous Sanctions List",
    publisher="Global Affairs Canada",
    page="https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx?lang=eng",
    licence="Open Government Licence - Canada",
    cadence="when a regulation is made or amended; several times a month",
    bounds={"Person": (1600, 9000), "Organization": (700, 6000)},
)

_LANGUAGE = re.compile(
    r"(?:Belaruss?ian|Russian|Ukrainian|Arabic|Hebrew|Persian|Farsi|Chinese|Spanish|Burmese|"
    r"French|Serbian|ALIAS)\s*:",
    re.IGNORECASE,
)
_FORM = re.compile(
    r",\s*(?=(?:JSC|PJSC|OJSC|CJSC|LLC|LLP|Ltd|Limited|Inc|Co|Corp|S\.?A|GmbH|PLC|AO|OOO|ООО|АО|ПАО|"
    r"ЗАО|ОАО)\b)",
    re.IGNORECASE,
)
_KNOWN_AS = re.compile(r"\((?:also known as|a\.?k\.?a\.?)\s+(.*?)\)?$", re.IGNORECASE | re.DOTALL)
_ACRONYM = re.compile(r"\s*\(([A-Z][A-Z.]{1,9})\)")


def recognises(sample: Sample) -> bool:
    """The flat records of Global Affairs Canada."""
    return "<data-set" in sample.text and "<DateOfListing>" in sample.text


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in document order."""
    seen: set[str] = set()
    for number, element in enumerate(records(stream, "data-set", ("record",), reading.where), 1):
        name = text(element, "EntityOrShip")
        surname, given = text(element, "LastName"), text(element, "GivenName")
        if not (name or surname or given):
            reading.note("records without a name, left out", f"record {number}")
            continue
        ship = text(element, "ShipIMONumber")
        schema = "Vessel" if ship else "Person" if surname or given else "Organization"
        party = Draft(_identity(element), schema, f"record {number}")
        if party.id in seen:
            party.id += "-" + digest([name, surname, given], 6)
        seen.add(party.id)
        party.add("topics", "sanction")
        if schema == "Person":
            _person(element, party, surname, given)
        else:
            _names(party, name)
            _thing(element, party, ship, reading)
        _aliases(party, text(element, "Aliases"))
        yield from finished([party, _listing(element, party)], reading)


def _identity(element: _Element) -> str:
    regulation = text(element, "Country").partition(" / ")[0]
    parts = (regulation, text(element, "Schedule"), text(element, "Item"))
    return "ca-" + "-".join(
        "".join(char if char.isalnum() else " " for char in part).casefold().replace(" ", "-")
        for part in parts
        if part
    ).replace("--", "-")


def _person(element: _Element, party: Draft, surname: str, given: str) -> None:
    party.add("name", f"{given} {surname}")
    party.add("firstName", given)
    party.add("lastName", surname)
    party.add("title", text(element, "TitleOrShip").partition("/")[0])
    party.add("birthDate", *_dates(text(element, "DateOfBirthOrShipBuildDate")))


def _thing(element: _Element, party: Draft, ship: str, reading: Reading) -> None:
    dates = _dates(text(element, "DateOfBirthOrShipBuildDate"))
    if party.schema == "Vessel":
        add_identifier(party, "imoNumber", ship, reading)
        party.add("type", text(element, "TitleOrShip"))
        party.add("buildDate", *dates)
    else:
        party.add("incorporationDate", *dates)


def _dates(written: str) -> list[str]:
    """
    >>> _dates("1963-1964"), _dates("1972-08-10 or 1972-08-11"), _dates("1965-07-15")
    (['1963', '1964'], ['1972-08-10', '1972-08-11'], ['1965-07-15'])
    """
    if match := re.fullmatch(r"(\d{4})-(\d{4})", written):
        return years_between(match[1], match[2])
    return [date for part in re.split(r"\s+or\s+", written, flags=re.I) if (date := iso_date(part))]


def _names(party: Draft, name: str) -> None:
    """The name, its French form after a slash, and what stands in brackets."""
    if match := _KNOWN_AS.search(name):
        _names(party, name[: match.start()])
        party.add("alias", match[1])
        return
    english, _, french = name.partition("/")
    if french and len(french.split()) < 2:
        english, french = name, ""
    party.add("name", english)
    party.add("alias", french)
    for acronym in _ACRONYM.findall(english):
        party.add("weakAlias", acronym)
    if _ACRONYM.search(english):
        party.add("alias", _ACRONYM.sub("", english))


def _aliases(party: Draft, written: str) -> None:
    for name in alias_names(written):
        one_word = len(name.split()) == 1
        party.add("weakAlias" if one_word and party.schema != "Vessel" else "alias", name)


def alias_names(written: str) -> list[str]:
    """The names in one field ``Aliases``.

    >>> alias_names("Ivan Golovatyi; Иван Головатый"), alias_names("Баранов, Олег Анатольевич")
    (['Ivan Golovatyi', 'Иван Головатый'], ['Олег Анатольевич Баранов'])
    >>> alias_names("Belarusian: Юры ВАСІЛЕВІЧ, Russian: Юрий ВАСИЛЕВИЧ")
    ['Юры ВАСІЛЕВІЧ', 'Юрий ВАСИЛЕВИЧ']
    >>> alias_names("Azia Shipping Company, LLC, AZSCO")
    ['Azia Shipping Company LLC', 'AZSCO']
    """
    text = _FORM.sub(" ", clean(_LANGUAGE.sub(";", written)))
    found = []
    for part in re.split(r"[;؛]", text):
        pieces = [piece.strip(" ()/") for piece in part.split(",") if piece.strip(" ()/")]
        if len(pieces) == 2 and len(pieces[0].split()) == 1 and len(pieces[1].split()) == 2:
            pieces = [f"{pieces[1]} {pieces[0]}"]
        for piece in pieces:
            halves = re.split(r"\s*/\s*", piece)
            whole = all(len(half.split()) > 1 for half in halves)
            found += halves if whole else [piece]
    return [name for name in found if name]


def _listing(element: _Element, party: Draft) -> Draft:
    regulation = text(element, "Country").partition(" / ")[0]
    listing = sanction_of(party, "ca", SOURCE.publisher)
    code = "CA-JVCFOA" if "JVCFOR" in regulation else "CA-SEMA"
    party.add("programId", code)
    listing.add("programId", code)
    listing.add("program", regulation)
    schedule, item = text(element, "Schedule"), text(element, "Item")
    listing.add(
        "authorityId",
        ", ".join(filter(None, (schedule and f"Schedule {schedule}", item and f"item {item}"))),
    )
    listing.add("listingDate", iso_date(text(element, "DateOfListing")))
    listing.add("startDate", iso_date(text(element, "DateOfListing")))
    return listing


CANADA_SEMA = Format(
    name="ca-sema-xml",
    title="Consolidated Canadian Autonomous Sanctions List, XML",
    source=SOURCE,
    recognises=recognises,
    read=read,
    addresses=(
        "https://www.international.gc.ca/world-monde/assets/office_docs/"
        "international_relations-relations_internationales/sanctions/sema-lmes.xml",
    ),
    verified="a release of 2025",
)
