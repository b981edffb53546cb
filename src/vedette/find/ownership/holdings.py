"""Who holds what in whom: holdings as intervals of percent, valid from when to when.

Reach for `Holding` to state one interest, and for `from_entities` to read them out of
FollowTheMoney entities. A share that nobody states is the interval 0 to 100, never zero. A bare
link ("Linked To") is no holding and is left out: see `find.ownership.neighbours` for those.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from vedette.model.entity import Entity

Kind = Literal["shares", "votes", "control"]


@dataclass(frozen=True, slots=True)
class Holding:
    """One interest of `owner` in `owned`.

    `low` and `high` bound the share in percent (equal when it is known exactly; both are
    meaningless for ``control``). `begins` and `ends` are ISO dates, possibly only a year or a
    month, or "" when not stated: then it is taken to hold. Holdings in one entity that carry the
    same `arrangement` are held under one joint arrangement. `source` says where it was read.
    """

    owner: str
    owned: str
    low: float = 0.0
    high: float = 100.0
    kind: Kind = "shares"
    begins: str = ""
    ends: str = ""
    arrangement: str = ""
    source: str = ""


Certainty = Literal["yes", "no", "maybe"]


def holds_on(holding: Holding, date: str) -> Certainty:
    """Did the holding stand on `date`? ``maybe`` when a vague date leaves it open.

    >>> holds_on(Holding("a", "b", begins="2019"), "2019-06-01")
    'maybe'
    >>> holds_on(Holding("a", "b", ends="2020-01-01"), "2020-01-01")
    'no'
    """
    answer: Certainty = "yes"
    if holding.begins:
        if _latest(holding.begins) > date:
            answer = "maybe"
        if _earliest(holding.begins) > date:
            return "no"
    if holding.ends:
        if _latest(holding.ends) <= date:
            return "no"
        if _earliest(holding.ends) <= date:
            answer = "maybe"
    return answer


def parse_share(text: str) -> tuple[float, float]:
    """A percentage as it is written, as an interval; the whole range when it cannot be read.

    >>> parse_share("51 %"), parse_share("25-50"), parse_share("more than 75"), parse_share("")
    ((51.0, 51.0), (25.0, 50.0), (75.0, 100.0), (0.0, 100.0))
    >>> parse_share("33,34%")
    (33.34, 33.34)
    """
    numbers = [float(part.replace(",", ".")) for part in re.findall(r"\d+(?:[.,]\d+)?", text)]
    if not numbers or any(number > 100 for number in numbers):
        return 0.0, 100.0
    if len(numbers) >= 2:
        return min(numbers[:2]), max(numbers[:2])
    lowered = text.lower()
    if any(word in lowered for word in ("more", "over", ">", "at least", "≥", "from")):
        return numbers[0], 100.0
    if any(word in lowered for word in ("less", "under", "<", "up to", "≤", "below", "to ")):
        return 0.0, numbers[0]
    return numbers[0], numbers[0]


CONTROL_WORDS = re.compile(
    r"\b(control|appoint|board majority|general partner|trustee|directs?)", re.IGNORECASE
)
VOTE_WORDS = re.compile(r"\bvot", re.IGNORECASE)


def from_entities(entities: Iterable[Entity]) -> Iterator[Holding]:
    """Holdings stated by FollowTheMoney ``Ownership`` entities.

    An ``Ownership`` whose ``ownershipType`` or ``role`` speaks of votes or control becomes that
    kind. Directorships are no control: a director alone appoints nobody.
    """
    for entity in entities:
        if entity.schema == "Ownership":
            words = " ".join(entity.values("ownershipType", "role", "summary"))
            kind: Kind = "shares"
            if VOTE_WORDS.search(words):
                kind = "votes"
            elif CONTROL_WORDS.search(words) and not entity.values("percentage"):
                kind = "control"
            low, high = parse_share(entity.first("percentage"))
            for owner in entity.values("owner"):
                for owned in entity.values("asset"):
                    yield Holding(
                        owner,
                        owned,
                        low,
                        high,
                        kind,
                        begins=entity.first("startDate", "date"),
                        ends=entity.first("endDate"),
                        source=f"{entity.dataset} {entity.origin}".strip(),
                    )


def _earliest(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def _latest(date: str) -> str:
    return (date + "-12-31")[:10] if len(date) == 4 else (date + "-31")[:10]
