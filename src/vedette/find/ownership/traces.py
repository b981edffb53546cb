"""Traces of a blocked owner in an entity that is not blocked: a share below the threshold, and a
share that was given up.

Reach for `traces` after `blocked` has answered. OFAC's FAQ 398 urges caution with the first, the
EU's Best Practices name the second. Neither blocks. A share is reported once per owner, at its
highest reading; one that ended more than `MEMORY` days ago is left in the past.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from vedette.find.ownership.blocked import Ruling
from vedette.find.ownership.holdings import Holding, holds_on
from vedette.find.ownership.ties import Tie
from vedette.model.entity import Entity

MEMORY = 2 * 365
"""Days for which a share that was given up is remarked on. Our own judgement: the guidance says
"close to the time of designation" and gives no number."""


def by_owned(holdings: Iterable[Holding]) -> Mapping[str, tuple[Holding, ...]]:
    """Holdings by the entity that is held, made once for many questions."""
    found: dict[str, list[Holding]] = {}
    for holding in holdings:
        found.setdefault(holding.owned, []).append(holding)
    return {owned: tuple(held) for owned, held in found.items()}


def traces(
    entity: str,
    held: Mapping[str, Sequence[Holding]],
    ruling: Ruling,
    parties: Mapping[str, Entity],
) -> tuple[Tie, ...]:
    """The ties of `entity` to blocked owners, on the ruling's date; `parties` gives the list
    entities that the owners are, by id.

    >>> from vedette.find.ownership.blocked import blocked
    >>> holdings = [Holding("X", "A", 49, 49)]
    >>> ruling = blocked(holdings, ["X"], "OFAC", "2024-01-01")
    >>> [(tie.rule, tie.facts["share"]) for tie in traces("A", by_owned(holdings), ruling, {})]
    [('ties.owner-below', '49 %')]
    """
    if ruling.answer(entity) != "not_blocked":
        return ()
    below: dict[str, Holding] = {}
    sold: dict[str, Holding] = {}
    for holding in held.get(entity, ()):
        if holding.kind == "control" or ruling.answer(holding.owner) != "blocked":
            continue
        certainty = holds_on(holding, ruling.date)
        kept = below if certainty != "no" else sold
        if certainty == "no" and not _ended_lately(holding, ruling.date):
            continue
        known = kept.get(holding.owner)
        if holding.high > 0 and (known is None or holding.high > known.high):
            kept[holding.owner] = holding
    return tuple(
        [_tie("ties.owner-below", below[owner], parties) for owner in sorted(below)]
        + [_tie("ties.sold", sold[o], parties) for o in sorted(sold) if o not in below]
    )


def _tie(rule: str, holding: Holding, parties: Mapping[str, Entity]) -> Tie:
    listed = parties.get(holding.owner)
    low, high = f"{holding.low:g}", f"{holding.high:g}"
    facts = {
        "owner": listed.caption if listed else holding.owner,
        "share": f"{low} %" if low == high else f"{low} to {high} %",
        "kind": holding.kind,
        "ended": holding.ends,
        "source": holding.source,
    }
    return Tie(rule, (listed,) if listed else (), facts)


def _ended_lately(holding: Holding, date: str) -> bool:
    """Did the holding end, and not longer ago than `MEMORY` days?"""
    if not holding.ends or holding.begins > date:
        return False
    padded = (
        (holding.ends + "-01-01")[:10] if len(holding.ends) == 4 else (holding.ends + "-01")[:10]
    )
    try:
        days = datetime.date.fromisoformat(date) - datetime.date.fromisoformat(padded)
    except ValueError:
        return False
    return 0 <= days.days <= MEMORY
