"""UK Sanctions List: what its XML and its CSV have in common.

Since 28 January 2026 it is the only list of UK designations. Both formats say the same; each
reader fills a `Designation`, and `drafts` makes entities of it. Names have six parts, the last
of which is the surname or the whole name of a company or ship. Unknown parts of a date are
written as the letters ``dd`` and ``mm``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vedette.see.lists.dates import british_date
from vedette.see.lists.draft import Draft, Reading, address_of, document_of, sanction_of
from vedette.see.lists.identifiers import add_identifier
from vedette.see.lists.links import Links
from vedette.see.lists.source import Source

SOURCE = Source(
    name="uk-sanctions",
    title="UK Sanctions List",
    publisher="Foreign, Commonwealth & Development Office",
    page="https://www.gov.uk/government/publications/the-uk-sanctions-list",
    licence="Open Government Licence v3.0",
    cadence="when a designation is made, varied or revoked; several times a week",
    bounds={"Person": (2000, 10_000), "Organization": (600, 6000), "Vessel": (50, 3000)},
)
DOCS = "https://sanctionslist.fcdo.gov.uk/docs/"

SCHEMATA = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
PLAIN = {
    "email": "email",
    "phone": "phone",
    "website": "website",
    "title": "title",
    "position": "position",
    "entity_type": "legalForm",
    "registration": "registrationNumber",
    "ship_type": "type",
    "hull": "registrationNumber",
    "other": "notes",
}
"""What needs no more than a property."""


@dataclass(slots=True)
class Designation:
    """One designation as written. `names` are (whole name, type, strength)."""

    number: str
    kind: str
    origin: str
    names: list[tuple[str, str, str]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    addresses: list[tuple[list[str], str, str]] = field(default_factory=list)
    passports: list[tuple[str, str]] = field(default_factory=list)
    national_numbers: list[tuple[str, str]] = field(default_factory=list)
    birth_places: list[tuple[str, str]] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)

    def say(self, name: str, *values: str) -> None:
        """Note further facts under a name; empty ones and repetitions are dropped."""
        known = self.said.setdefault(name, [])
        known += [value for value in dict.fromkeys(values) if value and value not in known]


def drafts(found: Designation, links: Links, reading: Reading) -> Iterator[Draft | None]:
    """The party, its listing, papers and addresses."""
    schema = SCHEMATA.get(found.kind.casefold())
    if schema is None:
        reading.note("designations of an unknown type, read as LegalEntity", found.kind)
    party = Draft(f"uk-{found.number}", schema or "LegalEntity", found.origin)
    party.add("topics", "sanction")
    _names(party, found, links)
    for name, prop in PLAIN.items():
        party.add(prop, *found.said.get(name, ()))
    yield party
    yield _listing(party, found)
    for lines, postcode, country in found.addresses:
        *first, city = lines if lines and lines[-1] else [*lines, ""]
        street = ", ".join(line for line in first if line)
        yield address_of(
            party, "uk", street=street, city=city, postalCode=postcode, country=country
        )
    if party.schema == "Person":
        yield from _person(party, found)
    elif party.schema == "Vessel":
        _ship(party, found, links, reading)
    for parent in found.said.get("parent", ()):
        links.wait(party.id, "parent company", parent, party.origin)
    for subsidiary in found.said.get("subsidiary", ()):
        links.wait(party.id, "subsidiary", subsidiary, party.origin)


def _names(party: Draft, found: Designation, links: Links) -> None:
    for name, kind, strength in found.names:
        kind = kind.casefold()
        weak = strength.casefold().startswith("low")
        primary = kind == "primary name" and "name" not in party.values
        if kind in ("fka", "f.k.a", "formerly known as", "previous name"):
            party.add("previousName", name)
        elif primary:
            party.add("name", name)
        else:
            party.add("weakAlias" if weak else "alias", name)
        if not weak:
            links.know(name, party.id, alias=not primary)
    party.add("alias", *found.scripts)
    if "name" not in party.values and "alias" in party.values:
        party.values["name"] = party.values.pop("alias")


def _person(party: Draft, found: Designation) -> Iterator[Draft]:
    party.add("birthDate", *(british_date(day) for day in found.said.get("birth", ())))
    party.add_countries("nationality", *found.said.get("nationality", ()))
    for gender in found.said.get("gender", ()):
        party.add("gender", gender.casefold() if gender in ("Male", "Female") else "")
    for town, country in found.birth_places:
        party.add("birthPlace", ", ".join(filter(None, (town, country))))
        party.add_countries("birthCountry", country)
    for number, about in found.passports:
        paper = document_of(party, number, "Passport", passport=True)
        paper.add("summary", about)
        yield paper
    for number, about in found.national_numbers:
        paper = document_of(party, number, "National identifier")
        paper.add("summary", about)
        yield paper


def _ship(party: Draft, found: Designation, links: Links, reading: Reading) -> None:
    for number in found.said.get("imo", ()):
        add_identifier(party, "imoNumber", number, reading)
    party.add_countries("flag", *found.said.get("flag", ()))
    party.add_countries("pastFlags", *found.said.get("past_flag", ()))
    party.add("buildDate", *(british_date(year) for year in found.said.get("built", ())))
    tonnage = (re.sub(r"[^\d.]", "", value) for value in found.said.get("tonnage", ()))
    party.add("tonnage", *tonnage)
    for owner in found.said.get("owner", ()):
        links.wait(party.id, "owner", owner, party.origin)
    for owner in found.said.get("past_owner", ()):
        links.wait(party.id, "previous owner/operator", owner, party.origin)


def _listing(party: Draft, found: Designation) -> Draft:
    listing = sanction_of(party, "gb", SOURCE.publisher)
    code = re.sub(r"[^A-Z]", "", found.number.upper())
    party.add("programId", code and f"UK-{code}")
    listing.add("programId", code and f"UK-{code}")
    listing.add("authorityId", found.number)
    for name, prop in (
        ("regime", "program"),
        ("un_reference", "unscId"),
        ("source", "summary"),
        ("reasons", "reason"),
        ("group", "recordId"),
    ):
        listing.add(prop, *found.said.get(name, ()))
    for imposed in found.said.get("imposed", ()):
        listing.add("provisions", *imposed.split("|"))
    for name, prop in (("designated", "startDate"), ("updated", "modifiedAt")):
        listing.add(prop, *(british_date(day) for day in found.said.get(name, ())))
    listing.add("listingDate", *(british_date(day) for day in found.said.get("designated", ())))
    return listing
