"""What OFAC says of a party, label by label, put where FollowTheMoney keeps it.

Reach for `apply` with a label and its value as they stand in the CSV remarks, the XML or the
advanced XML. A label that `ofac_labels` does not have is kept as a note, so that nothing OFAC
says is lost.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from vedette.model.canonical import digest
from vedette.reference.countries import country_code
from vedette.see.lists.dates import birth_dates, iso_date
from vedette.see.lists.draft import Draft, Reading, document_of
from vedette.see.lists.identifiers import add_identifier, imo_number
from vedette.see.lists.links import Links
from vedette.see.lists.ofac_labels import (
    ALIASES,
    COINS,
    COUNTRIES,
    DATES,
    LISTING_DATES,
    MEASURES,
    PAPERS,
    PASSPORTS,
    PLAIN,
    REGISTERED,
    TAXED,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled fact about a party, as written."""

    label: str
    value: str
    country: str = ""
    issued: str = ""
    expires: str = ""


@dataclass(slots=True)
class Record:
    """A party being read, its listing, and what else came to light."""

    party: Draft
    listing: Draft
    beside: list[Draft]
    links: Links
    reading: Reading


_DATED = re.compile(r"(Listing|Effective) Date \(.+?\):?$")
_TAIL = re.compile(r"(?=.*[A-Z])[A-Z0-9]{1,3}-?[A-Z0-9]{2,6}$")


def apply(fact: Fact, record: Record) -> None:
    """Put one fact where it belongs; an unknown label becomes a note."""
    party, reading = record.party, record.reading
    label = fact.label.replace("’", "'")
    handler = HANDLERS.get(label)
    if handler is not None:
        handler(fact, record)
    elif label in COUNTRIES:
        _country(COUNTRIES[label], fact, record)
    elif label in PLAIN:
        _plain(PLAIN[label], fact, record)
    elif label in DATES:
        party.add(DATES[label], iso_date(fact.value))
    elif label in MEASURES:
        record.listing.add("provisions", f"{label} {fact.value}")
    elif match := _DATED.match(label):
        record.listing.add(LISTING_DATES[match[1] + " Date"], iso_date(fact.value))
        record.listing.add("provisions", f"{label} {fact.value}")
    else:
        party.add("notes", " ".join((fact.label, fact.value)))
        reading.note("labels kept as notes", fact.label)


def add_tail(party: Draft, name: str) -> None:
    """An aircraft that is called by its tail number gets it as its registration, too.

    >>> plane = Draft("x", "Airplane", "")
    >>> for name in ("EP-GOM", "YV2486", "MSN 391", "BOURKHAN"): add_tail(plane, name)
    >>> list(plane.values["registrationNumber"])
    ['EP-GOM', 'YV2486']
    """
    if _TAIL.match(name) and ("-" in name or any(char.isdigit() for char in name)):
        party.add("registrationNumber", name)


def _country(prop: str, fact: Fact, record: Record) -> None:
    party = record.party
    if prop == "jurisdiction" and party.schema in ("Vessel", "Airplane"):
        prop = "country"
    if prop in ("nationality", "citizenship") and party.schema != "Person":
        prop = "country"
    if prop in ("flag", "pastFlags") and party.schema != "Vessel":
        prop = "country"
    for value in party.add_countries(prop, fact.value):
        if value.casefold() not in ("none identified", "unknown", "undetermined"):
            party.add("notes", f"{fact.label} {value}")
            record.reading.note("countries we do not know, kept as notes", value)


def _plain(prop: str, fact: Fact, record: Record) -> None:
    party = record.party
    value = fact.value
    if prop == "notes":
        value = f"{fact.label} {value}"
    if prop == "callSign" and party.schema != "Vessel":
        prop = "notes"
    add_identifier(party, prop, value, record.reading)


def _number(prop: str) -> Callable[[Fact, Record], None]:
    def handler(fact: Fact, record: Record) -> None:
        if "IMO" in fact.value and imo_number(fact.value) and record.party.schema != "Person":
            record.party.add("imoNumber", imo_number(fact.value))
            return
        record.party.add(prop, fact.value)
        record.party.add("country", country_code(fact.country))

    return handler


def _paper(passport: bool) -> Callable[[Fact, Record], None]:
    def handler(fact: Fact, record: Record) -> None:
        if record.party.schema != "Person":
            prop = "idNumber" if record.party.schema == "Organization" else "registrationNumber"
            _number(prop)(fact, record)
            return
        paper = document_of(record.party, fact.value, fact.label, fact.country, passport)
        paper.add("startDate", iso_date(fact.issued))
        paper.add("endDate", iso_date(fact.expires))
        record.beside.append(paper)

    return handler


def _birth(fact: Fact, record: Record) -> None:
    dates = birth_dates(fact.value)
    record.party.add("birthDate", *dates)
    if not dates or "circa" in fact.value:
        record.party.add("notes", f"DOB {fact.value}")


def _gender(fact: Fact, record: Record) -> None:
    record.party.add("gender", fact.value.lower() if fact.value in ("Male", "Female") else "")


def _mode_s(fact: Fact, record: Record) -> None:
    """FollowTheMoney has no property for it (``icaoCode`` is the type designator, A320)."""
    record.party.add("registrationNumber", fact.value.upper())
    record.party.add("notes", f"{fact.label} {fact.value}")


def _linked(role: str) -> Callable[[Fact, Record], None]:
    def handler(fact: Fact, record: Record) -> None:
        record.links.wait(record.party.id, role, fact.value, record.party.origin)

    return handler


def _wallet(fact: Fact, record: Record) -> None:
    identity = f"{record.party.id}-wallet-{digest(fact.value, 12)}"
    wallet = Draft(identity, "CryptoWallet", record.party.origin)
    wallet.add("publicKey", fact.value)
    wallet.add("currencySymbol", fact.label.rpartition(" ")[2])
    wallet.add("holder", record.party.id)
    wallet.add("topics", "sanction")
    record.beside.append(wallet)


def _security(prop: str) -> Callable[[Fact, Record], None]:
    def handler(fact: Fact, record: Record) -> None:
        paper = Draft(
            f"{record.party.id}-{prop}-{digest(fact.value, 12)}", "Security", record.party.origin
        )
        add_identifier(paper, prop, fact.value, record.reading)
        paper.add("issuer", record.party.id)
        paper.add("topics", "sanction")
        record.beside.append(paper)

    return handler


def _alias(fact: Fact, record: Record) -> None:
    """An alias in the remarks is a weak one: https://ofac.treasury.gov/faqs/122 ."""
    record.party.add("weakAlias", fact.value.strip("' "))


HANDLERS: dict[str, Callable[[Fact, Record], None]] = {
    **dict.fromkeys(PASSPORTS, _paper(passport=True)),
    **dict.fromkeys(PAPERS, _paper(passport=False)),
    **dict.fromkeys(REGISTERED, _number("registrationNumber")),
    **dict.fromkeys(TAXED, _number("taxNumber")),
    **dict.fromkeys(ALIASES, _alias),
    **dict.fromkeys((f"Digital Currency Address - {coin}" for coin in COINS), _wallet),
    "Aircraft Mode S Transponder Code": _mode_s,
    "": lambda fact, record: record.party.add("notes", fact.value),
    "Aircraft Operator": _linked("Aircraft Operator"),
    "Linked To:": _linked("Linked To"),
    "Birthdate": _birth,
    "DOB": _birth,
    "Equity Ticker": _security("ticker"),
    "Gender": _gender,
    "ISIN": _security("isin"),
}
"""What to do with a label that is more than one property."""

LABELS = tuple(
    sorted(
        {*HANDLERS, *COUNTRIES, *PLAIN, *DATES, *MEASURES} - {"", "Linked To:"},
        key=lambda one: (-len(one), one),
    )
)
"""Every label known, the longest first."""
