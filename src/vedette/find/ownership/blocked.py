"""Who is blocked through ownership or control: a least fixpoint over blocked owners.

Reach for `blocked` when a party is not on a list itself but its owners may be. The answer has
three values. An entity is *blocked* when even the lowest reading of every stated share reaches
the regime's threshold; it is *unknown* when only the highest reading does; all others are not
blocked. Both readings are least fixpoints: start from the designated, add what they own, and go
on until nothing is added. So shares are never multiplied along a chain (80 % of 60 % of 100 % is
blocked at every step), loops end, and the order of the holdings does not matter.

The highest reading knows that a whole has 100 %: what the undesignated certainly hold, the blocked
cannot. What a designated person certainly holds never clears an entity of another one.

It refuses to judge by a rule that we have not seen: whoever the rule would reach is ``unknown``.
Under a suspended rule, or none, nobody is blocked by ownership, but the standing with its path is
kept: it stays a red flag. A bare link or a directorship is not read as control.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from vedette.find.ownership.holdings import Holding, Kind, holds_on
from vedette.reference.ownership.regimes import Regime, regime_on

Answer = Literal["blocked", "unknown", "not_blocked"]
Ground = Literal["designated", "ownership", "control"]

MILLIONTHS = 1_000_000
"""Shares are added as whole millionths of a percent, so that 16.7 + 33.3 is 50 and not nearly."""
WHOLE = 100 * MILLIONTHS


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one entity stands, and what proves it.

    `low` and `high` bound the percentage that blocked persons hold of it (for a regime that does
    not add up, the most that one person and his companies hold). `through` are the holdings that
    carried it over the threshold: their owners stand in the same answer, decided before it.
    """

    entity: str
    answer: Answer
    ground: Ground
    low: float
    high: float
    through: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer of `blocked`: standings of all whom the rule reaches, by entity."""

    regime: Regime
    date: str
    standings: Mapping[str, Standing] = field(default_factory=dict)

    def answer(self, entity: str) -> Answer:
        """``blocked``, ``unknown`` or ``not_blocked``."""
        found = self.standings.get(entity)
        return found.answer if found else "not_blocked"

    def path(self, entity: str) -> tuple[Holding, ...]:
        """The holdings that prove the standing of `entity`, from the designated down to it."""
        steps: list[Holding] = []
        seen: set[str] = set()
        waiting = [entity]
        while waiting:
            name = waiting.pop(0)
            standing = self.standings.get(name)
            if standing is None or name in seen:
                continue
            seen.add(name)
            steps.extend(standing.through)
            waiting.extend(holding.owner for holding in standing.through)
        return tuple(reversed(steps))


def blocked(
    holdings: Iterable[Holding], seeds: Iterable[str], regime: str | Regime, date: str
) -> Ruling:
    """Who is blocked under `regime` on `date`, given who is designated (`seeds`)?

    Several statements of the same interest (same owner, owned and kind) are readings of one
    holding: the interval that covers them all is used.

    >>> chain = [Holding("X", "A", 80, 80), Holding("A", "B", 60, 60), Holding("B", "C", 100, 100)]
    >>> ruling = blocked(chain, ["X"], "OFAC", "2024-01-01")
    >>> [ruling.answer(name) for name in "ABC"]
    ['blocked', 'blocked', 'blocked']
    >>> [(step.owner, step.owned, step.low) for step in ruling.path("C")]
    [('X', 'A', 80), ('A', 'B', 60), ('B', 'C', 100)]
    """
    rule = regime_on(regime, date) if isinstance(regime, str) else regime
    designated = sorted(set(seeds))
    graph = _Graph(_settled(holdings, rule, date), frozenset(designated))
    groups = [designated] if rule.aggregate else [[seed] for seed in designated]
    standings: dict[str, Standing] = {
        seed: Standing(seed, "blocked", "designated", 100.0, 100.0) for seed in designated
    }
    for group in groups:
        for reading in ("low", "high"):
            for standing in _reached(graph, group, rule, reading):
                _keep_stronger(standings, standing)
    if rule.status != "in force":
        standings = {name: _set_aside(one, rule) for name, one in standings.items()}
    return Ruling(rule, date, standings)


def _settled(holdings: Iterable[Holding], rule: Regime, date: str) -> list[Holding]:
    """One holding per owner, owned and kind, as it stood on `date`; joint ones pooled."""
    readings: dict[tuple[str, str, str, str], Holding] = {}
    for holding in holdings:
        certainty = holds_on(holding, date) if holding.begins or holding.ends else "yes"
        if certainty == "no" or (holding.kind != "shares" and not rule.control):
            continue
        key = (holding.owned, holding.owner, holding.kind, holding.arrangement)
        reading = holding
        if certainty == "maybe":  # a control that may be carries only the high reading: `_reached`
            high = 0.0 if holding.kind == "control" else holding.high
            reading = replace(holding, low=0.0, high=high)
        first = readings.get(key)
        if first is not None:
            reading = replace(
                first,
                low=min(first.low, reading.low),
                high=max(first.high, reading.high),
                source="; ".join(sorted({*first.source.split("; "), reading.source} - {""})),
            )
        readings[key] = reading
    settled = list(readings.values())
    return _pooled(settled) if rule.joint else settled


def _pooled(holdings: Sequence[Holding]) -> list[Holding]:
    """Joint arrangements become an owner of their own, which each who takes part commands."""
    if not any(holding.arrangement for holding in holdings):
        return list(holdings)
    plain = [holding for holding in holdings if not holding.arrangement]
    pools: dict[tuple[str, str, Kind], list[Holding]] = defaultdict(list)
    for holding in holdings:
        if holding.arrangement:
            pools[holding.owned, holding.arrangement, holding.kind].append(holding)
    for (owned, arrangement, kind), members in pools.items():
        pool = f"joint arrangement {arrangement} in {owned}"
        low = min(100.0, sum(member.low for member in members))
        high = min(100.0, sum(member.high for member in members))
        plain += [Holding(m.owner, pool, 100.0, 100.0, "control", source=m.source) for m in members]
        plain.append(Holding(pool, owned, low, high, kind))
    return plain


class _Graph:
    """Holdings by owner and by owned; `certain` is what the undesignated surely hold of each,
    `own` the votes that each holds in itself (lowest and highest reading)."""

    def __init__(self, holdings: Sequence[Holding], designated: frozenset[str]) -> None:
        self.holdings = holdings
        self.designated = designated
        self.of_owner: dict[str, list[int]] = defaultdict(list)
        self.of_owned: dict[str, list[int]] = defaultdict(list)
        self.certain: dict[str, int] = defaultdict(int)
        self.own: dict[str, tuple[int, int]] = {}
        for index, holding in enumerate(holdings):
            self.of_owner[holding.owner].append(index)
            self.of_owned[holding.owned].append(index)
            if holding.kind == "shares" and holding.owner not in designated:
                self.certain[holding.owned] += _millionths(holding.low)
            if holding.kind == "votes" and holding.owner == holding.owned:
                self.own[holding.owned] = (_millionths(holding.low), _millionths(holding.high))


def _reached(graph: _Graph, seeds: Sequence[str], rule: Regime, reading: str) -> list[Standing]:
    """Everything that `seeds` own or control by this reading, in rounds so that order is fixed.

    In the high reading an entity's share is capped by what the others certainly hold.
    """
    highest = reading == "high"
    inside: set[str] = set(seeds)
    held: dict[str, int] = defaultdict(int)  # by this reading, by those inside
    sure: dict[str, int] = defaultdict(int)  # at the lowest reading, by those inside
    owned: dict[str, int] = defaultdict(int)  # the same, by those of them that are undesignated
    votes: dict[str, int] = defaultdict(int)
    commanded: set[str] = set()
    standings: list[Standing] = []
    frontier = list(seeds)
    while frontier:
        touched: set[str] = set()
        for owner in frontier:
            for index in graph.of_owner.get(owner, ()):
                holding = graph.holdings[index]
                share = _millionths(holding.high if highest else holding.low)
                if holding.kind == "shares":
                    held[holding.owned] += share
                    sure[holding.owned] += _millionths(holding.low)
                    if owner not in graph.designated:
                        owned[holding.owned] += _millionths(holding.low)
                elif holding.kind == "votes":
                    votes[holding.owned] += share
                elif highest or holding.high > 0:
                    commanded.add(holding.owned)
                touched.add(holding.owned)
        frontier = []
        for entity in sorted(touched - inside):
            share = held[entity]
            if highest:
                others = graph.certain[entity] - owned[entity]
                share = max(sure[entity], min(share, WHOLE - others))
            cast = WHOLE - graph.own.get(entity, (0, 0))[highest]
            ground = _ground(share, votes[entity], cast, entity in commanded, rule)
            if ground:
                frontier.append(entity)
                standings.append(_standing(graph, entity, ground, inside, highest, share))
        inside.update(frontier)
    return standings


def _ground(share: int, votes: int, cast: int, commanded: bool, rule: Regime) -> Ground | None:
    """On which ground an entity is reached. Votes count against those `cast` by others than the
    entity itself (Schedule 1, paragraph 6, to the UK's Iran (Sanctions) Regulations 2023)."""
    threshold = _millionths(rule.threshold)
    if share > threshold or (rule.inclusive and share == threshold):
        return "ownership"
    if rule.control and (commanded or 2 * votes > cast):
        return "control"
    return None


def _standing(
    graph: _Graph, entity: str, ground: Ground, inside: set[str], highest: bool, share: int
) -> Standing:
    carrying = [
        graph.holdings[index]
        for index in graph.of_owned[entity]
        if graph.holdings[index].owner in inside
        and (graph.holdings[index].kind == "shares") == (ground == "ownership")
    ]
    through = tuple(sorted(carrying, key=lambda one: (one.owner, one.kind, one.arrangement)))
    low = sum(holding.low for holding in through if holding.kind == "shares")
    percent = share / MILLIONTHS
    return Standing(
        entity,
        "unknown" if highest else "blocked",
        ground,
        min(100.0, round(low, 6)),
        percent if highest else 100.0,
        through,
    )


def _keep_stronger(standings: dict[str, Standing], new: Standing) -> None:
    """Blocked beats unknown; of two alike, the one that is held more surely."""
    old = standings.get(new.entity)
    if old is None:
        standings[new.entity] = new
    elif new.answer == "unknown":
        if old.answer == "blocked" and old.ground != "designated":
            standings[new.entity] = replace(old, high=max(old.low, new.high))
        elif old.answer == "unknown" and (new.high, new.low) > (old.high, old.low):
            standings[new.entity] = new
    elif old.ground != "designated" and (
        old.answer == "unknown" or (new.low, new.ground) > (old.low, old.ground)
    ):
        standings[new.entity] = new


def _set_aside(standing: Standing, rule: Regime) -> Standing:
    """What ownership means while its rule is suspended or not seen: only listing is certain."""
    if standing.ground == "designated":
        return standing
    answer: Answer = "unknown" if rule.status == "not seen" else "not_blocked"
    return replace(standing, answer=answer)


def _millionths(percent: float) -> int:
    return round(percent * MILLIONTHS)
