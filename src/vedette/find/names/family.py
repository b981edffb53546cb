"""``names.party``: parties, vessels and aircraft on consignments that may be on a list."""

from collections.abc import Iterator
from typing import Any

from vedette.find.calibration.cited import threshold_of
from vedette.find.consignments import Query, facts, lines, queries, subject_of
from vedette.find.entries import Entries, entries_of
from vedette.find.families import Family, Scene
from vedette.find.names.nearest import in_turn
from vedette.find.names.screener import Match
from vedette.model.canonical import canonical
from vedette.model.consignment import Consignment
from vedette.model.finding import Evidence, Finding

DETECTOR = "names.party"
VERSION = "1"
ROLES = {"notify": "notify party"}
LIMIT = 3
"""List entries reported for one name: more of them tell a person nothing new."""


def find(scene: Scene) -> Iterator[Finding]:
    """Everybody and everything on every line, against the lists in force."""
    threshold = threshold_of(scene.workspace)
    asked: dict[bytes, Query] = {}
    for line in lines(scene.workspace, scene.releases["consignments"]):
        for query in queries(line):
            asked.setdefault(_key(query), query)
    answers = scene.screener.match_many(
        [query.entity for query in asked.values()], limit=LIMIT, threshold=threshold
    )
    found = {key: hits for key, hits in zip(asked, answers, strict=True) if hits}
    entries = entries_of(
        scene.workspace,
        scene.releases["entities"],
        {hit.entity.id for hits in found.values() for hit in hits},
    )
    invented = {release.sha256 for release in scene.releases["entities"] if release.invented}
    for line in lines(scene.workspace, scene.releases["consignments"]):
        for query in queries(line):
            hits = found.get(_key(query), [])
            for hit, lower in zip(hits, in_turn(hits), strict=True):
                made_up = line.invented or hit.entity.release in invented
                yield _finding(line, query, hit, lower, entries, threshold, made_up)


def _key(query: Query) -> bytes:
    return canonical([query.entity.schema, query.entity.properties])


def _finding(
    line: Consignment,
    query: Query,
    hit: Match,
    lower: list[str],
    entries: Entries,
    threshold: float,
    invented: bool,
) -> Finding:
    entity, asked = hit.entity, query.entity
    known = entries.facts(entity.id) if entity.id in entries.parties else {}
    return Finding(
        detector=DETECTOR,
        version=VERSION,
        subject=subject_of(line),
        title=f"{ROLES.get(query.role, query.role).capitalize()} {_called(query)} "
        f"may be {entity.caption}",
        weight=round(hit.score, 4),
        facts={
            "role": query.role,
            "asked": {"schema": asked.schema, "properties": _lists(asked.properties)},
            "entry": entries.brief(entity),
            "entry_facts": known,
            "subject_facts": facts(line),
            "score": hit.score,
            "explanation": hit.explanation,
            **({"lower_because": lower} if lower else {}),
        },
        evidence=(
            Evidence(line.source, line.release, line.origin, f"{query.role}: {_called(query)}"),
            Evidence(
                entity.dataset, entity.release, entity.origin, f"{entity.caption} ({entity.id})"
            ),
        ),
        parameters={"threshold": threshold, "limit": LIMIT},
        invented=invented,
    )


def _called(query: Query) -> str:
    name = query.entity.first("name")
    return name or " ".join(
        value for values in query.entity.properties.values() for value in values
    )


def _lists(properties: Any) -> dict[str, list[str]]:
    return {name: list(values) for name, values in properties.items()}


FAMILY = Family("names", VERSION, ("entities", "consignments"), (DETECTOR,), find)
