"""Entities being filled in by a reader, and what a reader is told and tells back.

Reach for `Draft` in a list reader: `add` takes whatever the publisher wrote and keeps what is
left after cleaning. The helpers below make the entities that FollowTheMoney wants beside a
party: its `Sanction`, its `Address`, its `Passport` or `Identification`, and the links between
parties. It refuses to invent: an empty value adds nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from vedette.model.canonical import digest
from vedette.model.entity import Entity
from vedette.reference.countries import country_code
from vedette.see.lists.values import fits

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(slots=True)
class Reading:
    """One reading of one file: what the reader is told, and what it tells back.

    `where` is the file's name for errors, `beside` holds further files of the same release by
    role. The reader sets `published` (ISO 8601) when the file says it, and counts remarks in
    `notes`, each with the first place at which it applied.
    """

    where: str
    dataset: str = ""
    release: str = ""
    beside: Mapping[str, IO[bytes]] = field(default_factory=dict)
    published: str = ""
    notes: dict[str, tuple[int, str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def note(self, remark: str, sample: str) -> None:
        """Count a remark; the first sample is kept."""
        count, first = self.notes.get(remark, (0, sample))
        self.notes[remark] = (count + 1, first)

    def remarks(self) -> tuple[str, ...]:
        """The notes as sentences."""
        return tuple(
            f"{remark}: {count} ({sample})" for remark, (count, sample) in self.notes.items()
        )


class Draft:
    """An entity being filled in; values keep their order and appear once."""

    __slots__ = ("id", "origin", "schema", "values")

    def __init__(self, identity: str, schema: str, origin: str) -> None:
        self.id, self.schema, self.origin = identity, schema, origin
        self.values: dict[str, dict[str, None]] = {}

    def add(self, name: str, *values: str | None) -> None:
        """Add values to a property, cleaned; empty ones add nothing."""
        for value in values:
            if value and (cleaned := clean(value)):
                self.values.setdefault(name, {})[cleaned] = None

    def add_countries(self, name: str, *values: str | None) -> list[str]:
        """Add countries by name or code; returns the texts that are no country we know."""
        unknown = []
        for value in values:
            if value and (cleaned := clean(value)):
                code = country_code(cleaned)
                self.add(name, code)
                if not code:
                    unknown.append(cleaned)
        return unknown


def finished(drafts: Iterable[Draft | None], reading: Reading) -> Iterator[Entity]:
    """The entities of one record, in order, each id once.

    Drafts of one id are made one: a document listed twice, an owner named in two places. What
    several records share (an address, a named party) appears with the first of them only. A
    value that is damaged in the publisher's file is remarked on and kept; one for which the
    schema has no property becomes a note.
    """
    byid: dict[str, Draft] = {}
    for draft in drafts:
        if draft is not None and draft.id not in reading.seen:
            known = byid.setdefault(draft.id, draft)
            for name, values in draft.values.items():
                known.values.setdefault(name, {}).update(values)
    for draft in byid.values():
        if "-addr-" in draft.id or "-named-" in draft.id:
            reading.seen.add(draft.id)
        _fit(draft, reading)
        for values in draft.values.values():
            if damaged := next((value for value in values if "\ufffd" in value), None):
                reading.note("damaged in the publisher's own file", f"{draft.id}: {damaged}")
        yield Entity(
            draft.id,
            draft.schema,
            {name: tuple(values) for name, values in draft.values.items()},
            reading.dataset,
            reading.release,
            draft.origin,
        )


def _fit(draft: Draft, reading: Reading) -> None:
    """Move what FollowTheMoney would refuse to the notes, under the name it had."""
    refused = [
        (name, value)
        for name, values in draft.values.items()
        for value in values
        if not fits(draft.schema, name, value)
    ]
    for name, value in refused:
        draft.values[name].pop(value)
        if not draft.values[name]:
            del draft.values[name]
        kept = "notes" if fits(draft.schema, "notes", "") else "summary"
        draft.add(kept, f"{name}: {value}"[:65_000])
        reading.note(f"{draft.schema} cannot have such a {name}, kept as a note", value[:80])


def clean(value: str) -> str:
    """Whitespace made single, control characters dropped.

    >>> clean(" Port\\u00a0 Olya\\x00-3\\n")
    'Port Olya-3'
    """
    if not value.isprintable():
        value = _CONTROL.sub("", value)
    return " ".join(value.split())


def sanction_of(target: Draft, country: str, authority: str, key: str = "") -> Draft:
    """The listing of `target`: who listed it. The reader adds programme, dates and reason."""
    listing = Draft(f"{target.id}-sanction{key and '-' + key}", "Sanction", target.origin)
    listing.add("entity", target.id)
    listing.add("country", country)
    listing.add("authority", authority)
    return listing


LINE = ("postOfficeBox", "street", "street2", "city", "region", "state", "postalCode")
"""The parts of an address in the order in which they make one line; the country comes last."""


def address_of(target: Draft, prefix: str, **parts: str | None) -> Draft | None:
    """An `Address` for `target`, or nothing when only the country (or nothing) is known.

    `parts` are FollowTheMoney's: ``street street2 city region state postalCode postOfficeBox
    remarks country``. The target gets the country, and the whole address as one line.
    """
    known = {name: clean(value) for name, value in parts.items() if value and clean(value)}
    country = known.pop("country", "")
    code = country_code(country)
    target.add("country", code)
    lines = [known[name] for name in LINE if name in known]
    if not lines:
        return None
    full = ", ".join([*lines, country] if country else lines)
    target.add("address", full)
    address = Draft(f"{prefix}-addr-{digest([full, code], 16)}", "Address", target.origin)
    address.add("full", full)
    address.add("country", code)
    for name, value in known.items():
        address.add(name, value)
    target.add("addressEntity", address.id)
    return address


def document_of(
    holder: Draft, number: str, kind: str, country: str = "", passport: bool = False
) -> Draft:
    """A `Passport` or `Identification` of `holder`; the number is put on the holder as well."""
    schema = "Passport" if passport else "Identification"
    code = country_code(country)
    paper = Draft(
        f"{holder.id}-doc-{digest([schema, clean(number), code], 12)}", schema, holder.origin
    )
    paper.add("holder", holder.id)
    paper.add("number", number)
    paper.add("type", kind)
    paper.add("country", code)
    if passport:
        paper.add("passportNumber", number)
        holder.add("passportNumber", number)
    else:
        holder.add("idNumber", number)
    return paper


def link_of(schema: str, one: tuple[str, str], other: tuple[str, str], origin: str) -> Draft:
    """A link between two parties: ``link_of("Ownership", ("owner", a), ("asset", b), …)``."""
    link = Draft(f"{one[1]}-{schema.lower()}-{digest([one, other], 12)}", schema, origin)
    link.add(*one)
    link.add(*other)
    return link


def named_party(name: str, prefix: str, origin: str) -> Draft:
    """A party that the list names beside a listed one without listing it under an id."""
    party = Draft(f"{prefix}-named-{digest(clean(name).casefold(), 12)}", "LegalEntity", origin)
    party.add("name", name)
    party.add("topics", "sanction.linked")
    return party
