"""Entities, matches and explanations as yente writes them, so that its clients read ours.

What yente has no word for (the release and row an entry was read from, the full explanation)
stands beside its fields and is ignored by clients that do not know it.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from vedette.find.names import Match
from vedette.interdict.gate.texts import Seen
from vedette.model.entity import Entity
from vedette.model.release import Release
from vedette.reference import followthemoney as ftm

SIGN = {"agree": 1.0, "conflict": -1.0, "missing": 0.0}
"""A field's verdict as a yente feature score; clients drop the zeros."""


def seen_of(entity: Entity, release: Release | None) -> Seen:
    """When the entry came, was last seen and last changed.

    The list's own dates where it gives them. Where it does not say when an entry changed, the
    release's date stands in: a client that asks for changes must not miss one.
    """
    known = seconds(release.known) if release else None
    change = seconds(max(entity.values("modifiedAt"), default=""))
    return Seen(seconds(entity.first("createdAt")) or known, known, change or known)


def seconds(text: str) -> str | None:
    """An ISO 8601 date or time as yente writes it, to the second, in UTC, without a zone.

    >>> seconds("2026-02-27"), seconds("2026-02-27T10:00:00+02:00"), seconds("2026")
    ('2026-02-27T00:00:00', '2026-02-27T08:00:00', None)
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="seconds")


def entity_json(entity: Entity, release: Release | None) -> dict[str, Any]:
    """A list entry in yente's shape."""
    seen = seen_of(entity, release)
    topics = entity.values("topics")
    return {
        "id": entity.id,
        "caption": entity.caption,
        "schema": entity.schema,
        "properties": dict(entity.properties),
        "datasets": [entity.dataset] if entity.dataset else [],
        "referents": [],
        # An entry of a list whose reader gives no topics is on that list for a reason.
        "target": not topics or any(topic in ftm.risk_topics() for topic in topics),
        "first_seen": seen.first,
        "last_seen": seen.last,
        "last_change": seen.change,
        "release": entity.release,
        "origin": entity.origin,
    }


def match_json(
    match: Match, release: Release | None, threshold: float, lower: Sequence[str] = ()
) -> dict[str, Any]:
    """A scored list entry in yente's shape, with our explanation beside it, and with why it
    stands `lower` than the entry before it."""
    return entity_json(match.entity, release) | {
        "score": match.score,
        "match": match.score >= threshold,
        "explanations": features(match.score, match.explanation),
        "explanation": {**match.explanation, "lower": list(lower)},
    }


def features(score: float, explanation: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The explanation as yente's flat features, one for the names and one for each field."""
    tokens = "; ".join(
        f"{token['query'] or '-'} / {token['candidate'] or '-'}: {token['how']}"
        for token in explanation.get("tokens", ())
    )
    query, candidate = explanation.get("query"), explanation.get("candidate")
    found = {"name_match": _feature(score, tokens or "names compared", query, candidate)}
    for name, fact in explanation.get("fields", {}).items():
        verdict = fact["verdict"]
        found[name] = _feature(
            SIGN.get(verdict, 0.0), verdict, fact.get("query"), fact.get("candidate")
        )
    return found


def _feature(score: float, detail: str, query: Any, candidate: Any) -> dict[str, Any]:
    return {
        "score": score,
        "detail": detail,
        "query": _text(query),
        "candidate": _text(candidate),
        "weight": 1.0,
    }


def _text(value: Any) -> str | None:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or None
    return str(value) if value else None
