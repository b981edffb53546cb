"""The verdict on one party, vessel or aircraft by itself: what do its matches amount to?

A pure function of the matches and the age of the lists. `hold` when an identifier agrees or
the likeness is high, `review` when it reaches the screening threshold, `no_hit` when nothing
does and every list is fresh, `unknown` otherwise. It clears nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedette.find.calibration.cited import threshold_of
from vedette.find.entries import one_each
from vedette.find.names import Match, Screener
from vedette.lake.workspace import Workspace
from vedette.model.canonical import digest
from vedette.model.entity import Entity
from vedette.model.verdict import Answer, Reason, Verdict
from vedette.reference import followthemoney as ftm

MOST = 10
"""Reasons in one verdict; what is beyond is less likely and a person will not read it."""


NEXT = 0.1
"""An entry less likely than this is no answer to the question what came next."""


@dataclass(frozen=True, slots=True)
class Rules:
    """From which likeness a match is a reason to review, and from which to hold."""

    review: float
    hold: float

    @classmethod
    def of(cls, workspace: Workspace) -> "Rules":
        """The workspace's own."""
        return cls(threshold_of(workspace), workspace.setting("screening", "hold"))


def matches_of(screener: Screener, query: Entity, limit: int, rules: Rules) -> list[Match]:
    """The entries that `query` may be, best first, of kinds that it can be compared with.

    `limit` counts entries: one that stands on several lists of its publisher is one.
    """
    kinds = ftm.candidates(query.schema)
    ranking = screener.rank(query, rules.review, lambda entity: entity.schema in kinds)
    return _of_the_first(ranking.matches(2 * limit), limit)


def with_the_next(
    screener: Screener, query: Entity, limit: int, rules: Rules
) -> tuple[list[Match], Match | None]:
    """`matches_of`, and the entry that comes next: below the threshold, or beyond the limit."""
    kinds = ftm.candidates(query.schema)
    ranking = screener.rank(query, min(NEXT, rules.review), lambda entity: entity.schema in kinds)
    found = ranking.matches(2 * limit + 1)
    reaching = [match for match in found if match.score >= rules.review][: 2 * limit]
    matches = _of_the_first(reaching, limit)
    reported = {match.entity.id for match in matches}
    return matches, next((match for match in found if match.entity.id not in reported), None)


def _of_the_first(matches: list[Match], limit: int) -> list[Match]:
    """The matches of the first so many entries."""
    allowed = {match.entity.id for match, _ in one_each(matches)[:limit]}
    return [match for match in matches if match.entity.id in allowed]


def verdict_of_party(
    query: Entity,
    matches: Sequence[Match],
    snapshot: str,
    ages: Mapping[str, int],
    stale: Mapping[str, int],
    rules: Rules,
) -> Verdict:
    """The verdict on `query` given its matches at or above `rules.review`, best first.

    `stale` names the lists that are too old, with their age in days.
    """
    unchecked = {
        source: f"the list is {days} days old, older than the workspace allows"
        for source, days in stale.items()
    }
    answer: Answer = "unknown" if unchecked else "no_hit"
    if matches:
        answer = "hold" if any(holds(match, rules) for match in matches) else "review"
    return Verdict(
        subject=subject_of(query),
        answer=answer,
        score=max((match.score for match in matches), default=0.0),
        snapshot=snapshot,
        reasons=tuple(reason(match, places) for match, places in one_each(matches)[:MOST]),
        checked=tuple(sorted(set(ages) - set(unchecked))),
        unchecked=unchecked,
        ages=dict(ages),
    )


def unknown_party(query: Entity, why: str) -> Verdict:
    """The verdict when there is nothing to ask: unknown, and why."""
    return Verdict(subject_of(query), "unknown", 0.0, "", unchecked={"lists": why})


def holds(match: Match, rules: Rules) -> bool:
    """Is one match enough to hold?"""
    return match.score >= rules.hold


def reason(match: Match, places: Sequence[Entity]) -> Reason:
    """One entry as a reason, with every row it stands in as evidence."""
    entity = match.entity
    lists = ", ".join(dict.fromkeys(one.dataset for one in places))
    says = f"resembles {entity.caption} ({entity.schema}, {lists})"
    evidence = tuple(
        {
            "entity": one.id,
            "source": one.dataset,
            "release": one.release,
            "origin": one.origin,
            "says": one.caption,
        }
        for one in places
    )
    return Reason("names.party", says, match.score, dict(match.explanation), evidence)


def subject_of(query: Entity) -> str:
    """What the verdict is about: the caller's id, else a hash of what was asked.

    >>> subject_of(Entity("customer-7", "Person"))
    'party:customer-7'
    """
    return "party:" + (query.id or digest([query.schema, query.properties], 16))
