"""Which of these ships and aircraft are on a list?

Reach for `queries` to see what is to be asked about every subject that was heard, and for
`matches` to ask the lists: by number (IMO, MMSI,
call sign, tail, airframe serial, transponder code) and, more weakly, by name. All that a subject
ever said of itself is asked at once, so that an airframe is found under an earlier registration
too. The answers are those of `find.names`, with its explanation and its calibrated score;
`findings` makes findings of them, and `briefs` a note for the findings of other detectors.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ibis.expr import types as ir

from vedette.find.entries import Entries
from vedette.find.movements.engine import arrow
from vedette.find.names import Match, Screener
from vedette.model.entity import Entity
from vedette.model.finding import Evidence, Finding

DETECTOR = "movements.listed"
VERSION = "1"
LIMIT = 3
"""List entries reported for one subject: more of them tell a person nothing new."""

SHIP = {"name": "name", "imo": "imoNumber", "callsign": "callSign"}
AIRCRAFT = {"registration": "registrationNumber", "serial": "serialNumber"}
"""What subjects say of themselves, as FollowTheMoney's properties."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A subject that may be listed: what was asked, and the likeliest entries with their facts."""

    subject: str
    asked: Entity
    matches: list[Match]
    entries: Entries
    threshold: float


def matches(
    queries: Iterable[tuple[str, Entity]], screener: Screener, threshold: float
) -> Iterator[tuple[str, Entity, list[Match]]]:
    """Each subject that may be listed: what was asked about it, and the likeliest entries."""
    asked = list(queries)
    answers = screener.match_many([query for _, query in asked], LIMIT, threshold)
    for (subject, query), found in zip(asked, answers, strict=True):
        if found:
            yield subject, query, found


def findings(known: Listed, invented: Container[str] = ()) -> Iterator[Finding]:
    """One finding per entry; `invented` has the releases whose content is made up."""
    for match in known.matches:
        entity = match.entity
        yield Finding(
            detector=DETECTOR,
            version=VERSION,
            subject=known.subject,
            title=f"May be {entity.caption}",
            weight=round(match.score, 4),
            facts={
                "asked": known.asked.to_json()["properties"],
                "entry": known.entries.brief(entity),
                "score": match.score,
                "explanation": match.explanation,
            },
            evidence=(
                Evidence(
                    entity.dataset, entity.release, entity.origin, f"{entity.caption} ({entity.id})"
                ),
            ),
            parameters={"threshold": known.threshold, "limit": LIMIT},
            invented=entity.release in invented,
        )


def briefs(known: Iterable[Listed]) -> dict[str, list[dict[str, Any]]]:
    """Subject to what a reviewer wants to know of its entries at once, with the scores."""
    return {
        one.subject: [one.entries.brief(m.entity) | {"score": m.score} for m in one.matches]
        for one in known
    }


def queries(subjects: Iterable[str], identities: ir.Table | None) -> Iterator[tuple[str, Entity]]:
    """What to ask about each subject, in the order of the subjects' names."""
    said = _said(identities)
    for subject in sorted(set(subjects) | set(said)):
        scheme, _, number = subject.partition(":")
        own = said.get(subject, {})
        if scheme == "mmsi":
            properties = _properties(own, SHIP) | {"mmsi": (number,)}
            yield subject, Entity("", "Vessel", properties)
        elif scheme == "icao24":
            properties = _properties(own, AIRCRAFT)
            # Lists that know the transponder's code keep it among the registration numbers.
            tails = (*properties.get("registrationNumber", ()), number.upper())
            yield subject, Entity("", "Airplane", properties | {"registrationNumber": tails})


def _properties(own: Mapping[str, list[str]], names: Mapping[str, str]) -> dict[str, Any]:
    return {prop: tuple(own[name]) for name, prop in names.items() if own.get(name)}


def _said(identities: ir.Table) -> dict[str, dict[str, list[str]]]:
    """Subject to attribute to its values, the newest first."""
    if identities is None:
        return {}
    wanted = identities.filter(identities.attribute.isin([*SHIP, *AIRCRAFT]))
    newest = wanted.group_by("subject", "attribute", "value").agg(last=wanted.last_seen.max())
    rows = arrow(newest.order_by("subject", "attribute", newest["last"].desc(), "value"))
    said: dict[str, dict[str, list[str]]] = {}
    for row in rows.to_pylist():
        said.setdefault(row["subject"], {}).setdefault(row["attribute"], []).append(row["value"])
    return said
