"""What OFAC's formats share: its two lists, schemata, names, programmes and links.

An id is ``ofac-`` and OFAC's own number, in every format, so that a list read as CSV one day
and as XML the next is the same list.
"""

from vedette.reference.programmes import identifier, programme
from vedette.see.lists.draft import Draft, Reading, sanction_of
from vedette.see.lists.links import Links
from vedette.see.lists.ofac_facts import Record, add_tail
from vedette.see.lists.source import Source

PUBLISHER = "Office of Foreign Assets Control, US Department of the Treasury"
TERMS = "US government work, in the public domain (17 U.S.C. 105)"
SEARCH = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="
EXPORTS = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"

SDN = Source(
    name="ofac-sdn",
    title="OFAC Specially Designated Nationals and Blocked Persons List",
    publisher=PUBLISHER,
    page="https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists",
    licence=TERMS,
    cadence="when OFAC designates or delists; several times a week",
    bounds={
        "Person": (3000, 20_000),
        "Organization": (2400, 25_000),
        "Vessel": (250, 5000),
        "Airplane": (150, 2000),
    },
)
CONSOLIDATED = Source(
    name="ofac-cons",
    title="OFAC Consolidated Non-SDN List",
    publisher=PUBLISHER,
    page="https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
    licence=TERMS,
    cadence="when OFAC changes one of its non-SDN lists; monthly",
    bounds={"Organization": (150, 3000)},
)

SCHEMATA = {
    "individual": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}
ALIAS = {"aka": "alias", "fka": "previousName", "nka": "name"}


def begin(number: str, kind: str, name: str, origin: str, links: Links, reading: Reading) -> Record:
    """A party and its listing, with the name by which OFAC calls it."""
    party = Draft(f"ofac-{number}", SCHEMATA.get(kind.lower(), "Organization"), origin)
    listing = sanction_of(party, "us", PUBLISHER)
    listing.add("authorityId", number)
    party.add("topics", "sanction")
    party.add("sourceUrl", SEARCH + number)
    listing.add("sourceUrl", SEARCH + number)
    add_name(party, "name", name)
    links.know(name, party.id)
    return Record(party, listing, [], links, reading)


def add_name(party: Draft, prop: str, name: str) -> None:
    """Add a name; a person's is turned from ``SURNAME, Given`` to the order it is spoken in."""
    if party.schema == "Person":
        surname, given, suffix = parted(name)
        party.add(prop, " ".join(filter(None, (given, surname, suffix))))
        if prop == "name":
            party.add("firstName", given)
            party.add("lastName", surname)
            party.add("nameSuffix", suffix)
    else:
        party.add(prop, name)
        if party.schema == "Airplane":
            add_tail(party, name)


def parted(name: str) -> tuple[str, str, str]:
    """Surname, given names and suffix of ``SURNAME, Given, Jr.``

    >>> parted("DELOS REYES, Feliciano Semborio, Jr."), parted("KHUN SA")
    (('DELOS REYES', 'Feliciano Semborio', 'Jr.'), ('', 'KHUN SA', ''))
    >>> parted("MNANGAGWA, JR., Emmerson Dambudzo")
    ('MNANGAGWA', 'Emmerson Dambudzo', 'JR.')
    """
    parts = [part.strip() for part in name.split(",") if part.strip()]
    suffixes = [part for part in parts if part.upper().rstrip(".") in ("JR", "SR", "II", "III")]
    rest = [part for part in parts if part not in suffixes]
    if len(rest) < 2:
        return "", " ".join(rest), " ".join(suffixes)
    return rest[0], " ".join(rest[1:]), " ".join(suffixes)


def add_programmes(record: Record, codes: list[str]) -> None:
    """Programme tags as OFAC writes them, with their titles where we know them."""
    for code in codes:
        record.party.add("programId", identifier("ofac", code))
        record.listing.add("programId", identifier("ofac", code))
        record.listing.add("program", programme("ofac", code))
