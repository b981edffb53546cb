"""What may be left: delivered minus used minus lost, from statements and counts that disagree.

Reach for `stock` with what was known on a day. The answer leads with the contradictions, then
gives an interval and an envelope, never a point:

- *Delivered.* One origin, one voice, however many repeat it. An origin's batches add up; its
  other statements are readings of one number. A statement whose highest reading lies under what
  was already counted as launched cannot be all that was delivered: it is reported as
  contradicted and no longer bounds anything.
- *Not delivered.* What was ordered is no delivery: it only caps how much more there may be. A
  denial halves the weight of the origins it speaks against and subtracts nothing.
- *Used.* Launches reported are a lower bound. The share of launches that counts capture is drawn
  between `CAPTURE`, and, where someone stated how many were used, around counted / stated.
- *Envelope.* `draws` histories are drawn with a seed. In `UNSTATED` of them (or in all, where
  no statement stands) the delivery is drawn evenly in the logarithm between what must have been
  used and the largest order, for the statements are not all there is to know.

Exhaustion is projected at the rate of the last `RATE_DAYS` days. It refuses to say when a stock
is empty for certain: it gives the days between which nine tenths of the histories end.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from vedette.model.errors import Missing
from vedette.model.statement import Count, Statement

CAPTURE = (0.6, 1.0)
"""Share of real launches that reports capture, when nobody stated how many were used. In the
autumn of 2022 nearly all reported launches were reported as shot down too, so those that got
through were often not counted. Our own judgement, not a published figure."""

UNSTATED = 0.25
"""Share of histories that do not follow any statement. Our own judgement."""

DENIED = 0.5
"""What a denial leaves of the weight of a delivery it speaks against. Our own judgement."""

WITHOUT_ORDER = 3.0
"""When no order is known, no more than this many times what was used is drawn."""

RATE_DAYS = 30
HORIZON_DAYS = 730
OUTLIER = 2.5
"""A stated use this many times what was counted is reported as not agreeing with the counts."""

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things that cannot both be so, and the sentence that says it."""

    says: str
    statement: Statement
    against: str


@dataclass(frozen=True, slots=True)
class Stock:
    """What may be left of `item` with `holder` on `on`, by what was known on that day.

    `low` and `high` bound the stock (null `high`: no statement bounds it), `envelope` maps a
    quantile to a stock, `exhausted` a quantile to a day ("" when beyond the horizon). `launched`
    is what was counted, `weights` how much each origin weighed, `course` the cumulative launches
    by day for the chart; `invented` when any of it rests on demonstration data.
    """

    item: str
    holder: str
    on: str
    contradictions: tuple[Contradiction, ...]
    launched: float
    destroyed: float
    delivered: Mapping[str, tuple[float, float | None]]
    weights: Mapping[str, float]
    ordered: float | None
    capture: tuple[float, float]
    low: float
    high: float | None
    envelope: Mapping[float, float]
    exhausted: Mapping[float, str]
    course: tuple[tuple[str, float], ...]
    aside: tuple[str, ...]
    seed: int
    draws: int
    invented: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; quantiles are written as text."""
        data = asdict(self)
        for name in ("envelope", "exhausted"):
            data[name] = {f"{quantile:g}": value for quantile, value in data[name].items()}
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Stock":
        """Read one back from `to_json`."""
        return cls(
            **{
                **data,
                "contradictions": tuple(
                    Contradiction(one["says"], Statement(**one["statement"]), one["against"])
                    for one in data["contradictions"]
                ),
                "delivered": {key: (low, high) for key, (low, high) in data["delivered"].items()},
                "capture": tuple(data["capture"]),
                "envelope": {float(key): value for key, value in data["envelope"].items()},
                "exhausted": {float(key): value for key, value in data["exhausted"].items()},
                "course": tuple((day, total) for day, total in data["course"]),
                "aside": tuple(data["aside"]),
            }
        )


def stock(
    statements: Iterable[Statement],
    counts: Iterable[Count],
    item: str,
    holder: str,
    on: str,
    *,
    seed: int = 0,
    draws: int = 4000,
    invented: bool = False,
) -> Stock:
    """What may be left of `item` with `holder` on `on` (ISO date), known on that day.

    `statements` and `counts` must be of this item already: which designations are one item is
    the gazetteer's business. Raises `Missing` when nothing was counted and nothing delivered.
    """
    known = sorted(
        (one for one in statements if one.said_on <= on and one.holder in ("", holder)),
        key=lambda one: (one.said_on, one.said_by, one.predicate, one.words),
    )
    counted = sorted(
        (one for one in counts if one.end[:10] <= on and one.holder in ("", holder)),
        key=lambda one: (one.end, one.start),
    )
    if not counted and not any(one.predicate in ("delivered", "batch") for one in known):
        raise Missing(
            f"no delivery or launch of {item} is known on {on}", "read reports or counts first"
        )
    course = _course(counted)
    launched = sum(one.launched for one in counted)
    contradictions, standing = _contradictions(known, course)
    delivered = _delivered(standing)
    denials = [one for one in known if one.predicate == "denied"]
    weights = {
        origin: DENIED if _denied_after(origin, standing, denials) else 1.0 for origin in delivered
    }
    orders = [one.high or one.low or 0.0 for one in known if one.predicate == "ordered"]
    ordered = max(orders, default=None)
    capture = _capture(known, course)
    left, used = _histories(
        np.random.default_rng(seed), draws, delivered, weights, ordered, capture, launched
    )
    rate = _rate(course, on) * used / max(launched, 1.0)
    days = np.minimum(left / np.maximum(rate, 1e-9), HORIZON_DAYS + 1)
    last = course[-1][0] if course else on
    return Stock(
        item=item,
        holder=holder,
        on=on,
        contradictions=tuple(contradictions),
        launched=launched,
        destroyed=sum(one.destroyed for one in counted),
        delivered=delivered,
        weights=weights,
        ordered=ordered,
        capture=capture,
        low=0.0 if not delivered else _floor(delivered, launched / capture[0]),
        high=_ceiling(delivered, launched),
        envelope={q: round(float(np.quantile(left, q)), 1) for q in QUANTILES},
        exhausted={q: _day_after(last, float(np.quantile(days, q))) for q in QUANTILES},
        course=tuple(course),
        aside=tuple(_aside(known)),
        seed=seed,
        draws=draws,
        invented=invented,
    )


def _course(counted: Sequence[Count]) -> list[tuple[str, float]]:
    """Cumulative launches by day."""
    by_day: dict[str, float] = defaultdict(float)
    for one in counted:
        by_day[one.end[:10]] += one.launched
    total, course = 0.0, []
    for day in sorted(by_day):
        total += by_day[day]
        course.append((day, total))
    return course


def _launched_by(course: Sequence[tuple[str, float]], day: str) -> float:
    return max((total for when, total in course if when <= day), default=0.0)


def _contradictions(
    known: Sequence[Statement], course: Sequence[tuple[str, float]]
) -> tuple[list[Contradiction], list[Statement]]:
    """What cannot be so, and the deliveries that still stand.

    A delivery is held against the launches up to the day it was said, and against all that were
    counted since: "all received until then" may be true then and too little now, which is no
    contradiction of the speaker, so only the former is reported.
    """
    found: list[Contradiction] = []
    standing: list[Statement] = []
    for one in known:
        counted = _launched_by(course, one.by)
        words = f"'{one.words}'" if one.words else _interval(one)
        if one.predicate == "delivered" and one.high is not None and one.high < counted:
            says = (
                f"{words} delivered, said by {one.said_by} on {one.said_on}, "
                f"against {counted:.0f} launches already counted"
            )
            found.append(Contradiction(says, one, f"{counted:.0f} launches by {one.by}"))
        elif one.predicate in ("delivered", "batch"):
            if one.low is not None or one.high is not None:
                standing.append(one)
        elif one.predicate == "used" and one.low is not None and counted:
            if one.low > OUTLIER * counted:
                says = (
                    f"{words} used, said by {one.said_by} on {one.said_on}, is more than "
                    f"{OUTLIER:g} times the {counted:.0f} launches counted"
                )
                found.append(Contradiction(says, one, f"{counted:.0f} launches by {one.by}"))
            elif one.high is not None and one.high < counted:
                says = (
                    f"{words} used, said by {one.said_by} on {one.said_on}, "
                    f"against {counted:.0f} launches already counted"
                )
                found.append(Contradiction(says, one, f"{counted:.0f} launches by {one.by}"))
        elif one.predicate == "denied" and counted:
            says = (
                f"delivery denied by {one.said_by} on {one.said_on}, "
                f"with {counted:.0f} launches counted by then"
            )
            found.append(Contradiction(says, one, f"{counted:.0f} launches by {one.by}"))
    return found, standing


def _delivered(standing: Sequence[Statement]) -> dict[str, tuple[float, float | None]]:
    """Each origin's word on all that was delivered: its batches added, or its latest total."""
    batches: dict[str, dict[tuple[float, float | None, str], Statement]] = defaultdict(dict)
    totals: dict[str, tuple[float, float | None]] = {}
    for one in standing:
        if one.predicate == "batch":
            batches[one.independent][one.low or 0.0, one.high, one.by[:7]] = one
        else:
            totals[one.independent] = (one.low or 0.0, one.high)
    for origin, found in batches.items():
        low = sum(key[0] for key in found)
        high = None if any(key[1] is None for key in found) else sum(key[1] or 0 for key in found)
        if origin not in totals or totals[origin][0] < low:
            totals[origin] = (low, high)
    return dict(sorted(totals.items()))


def _denied_after(origin: str, standing: Sequence[Statement], denials: Sequence[Statement]) -> bool:
    first = min(one.said_on for one in standing if one.independent == origin)
    return any(one.said_on >= first and one.independent != origin for one in denials)


def _capture(
    known: Sequence[Statement], course: Sequence[tuple[str, float]]
) -> tuple[float, float]:
    """Between which shares of real launches the counts lie."""
    ratios = [
        counted / one.low
        for one in known
        if one.predicate == "used"
        and one.low
        and (counted := _launched_by(course, one.by)) <= one.low <= OUTLIER * counted
    ]
    if not ratios:
        return CAPTURE
    return max(0.1, round(min(ratios) * 0.95, 4)), min(1.0, round(max(*ratios, 0.9) * 1.05, 4))


def _histories(
    random: np.random.Generator,
    draws: int,
    delivered: Mapping[str, tuple[float, float | None]],
    weights: Mapping[str, float],
    ordered: float | None,
    capture: tuple[float, float],
    launched: float,
) -> tuple[Any, Any]:
    """Stock left and number used in each history."""
    used = launched / random.uniform(*capture, draws)
    cap = np.maximum(used * WITHOUT_ORDER if ordered is None else ordered, used + 1)
    unstated = np.exp(random.uniform(np.log(np.maximum(used, 1)), np.log(cap)))
    total = unstated
    if delivered:
        origins = list(delivered)
        chances = np.array([weights[origin] for origin in origins])
        chosen = random.choice(len(origins), draws, p=chances / chances.sum())
        lows = np.array([delivered[origin][0] for origin in origins])[chosen]
        highs = np.array(
            [float("nan") if (high := delivered[o][1]) is None else high for o in origins]
        )[chosen]
        highs = np.where(np.isnan(highs), np.maximum(cap, lows), highs)
        stated = random.uniform(lows, np.maximum(highs, lows))
        total = np.where(random.random(draws) < UNSTATED, unstated, stated)
    return np.maximum(total - used, 0.0), used


def _rate(course: Sequence[tuple[str, float]], on: str) -> float:
    """Launches a day over the last `RATE_DAYS` days before `on`, or over all when fewer."""
    if not course:
        return 0.0
    start = datetime.date.fromisoformat(on) - datetime.timedelta(days=RATE_DAYS)
    first = datetime.date.fromisoformat(course[0][0])
    since = max(start, first - datetime.timedelta(days=1))
    days = max((datetime.date.fromisoformat(on) - since).days, 1)
    return (course[-1][1] - _launched_by(course, since.isoformat())) / days


def _floor(delivered: Mapping[str, tuple[float, float | None]], used: float) -> float:
    return max(0.0, round(min(low for low, _ in delivered.values()) - used, 1))


def _ceiling(delivered: Mapping[str, tuple[float, float | None]], used: float) -> float | None:
    highs = [high for _, high in delivered.values()]
    if not highs or any(high is None for high in highs):
        return None
    return max(0.0, round(max(high for high in highs if high is not None) - used, 1))


def _aside(known: Sequence[Statement]) -> list[str]:
    """What was said and is not counted as delivered."""
    return [
        f"{_number(one)} {one.predicate}, said by {one.said_by} on {one.said_on}"
        for one in known
        if one.predicate in ("ordered", "denied", "exhausted", "produced")
    ]


def _number(one: Statement) -> str:
    if one.predicate in ("denied", "exhausted") and one.low is None and one.high is None:
        return "delivery" if one.predicate == "denied" else "stock"
    return one.words or _interval(one)


def _interval(one: Statement) -> str:
    if one.low is None and one.high is None:
        return "an unstated number"
    if one.high is None:
        return f"at least {one.low:.0f}"
    return f"{one.low or 0:.0f}" if one.low == one.high else f"{one.low or 0:.0f} to {one.high:.0f}"


def _day_after(day: str, days: float) -> str:
    if days > HORIZON_DAYS:
        return ""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=round(days))).isoformat()
