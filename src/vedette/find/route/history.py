"""What was seen before and beside a line: who traded when, prices by code, shipments cut small.

Reach for `history` with every line that is known: those of the workspace and those of the
manifest in hand. It is computed once and asked per line. It refuses to call a price out of range
before enough lines of the same code and currency are priced.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from vedette.model.consignment import Consignment, Party
from vedette.reference.folding import folded

Group = tuple[str, str, str]
"""Consignee, heading, currency: goods that one receiver gets under one heading."""


@dataclass(frozen=True, slots=True)
class Dealing:
    """A consignee of somebody's, and the line that says so."""

    consignee: Party
    line: Consignment


@dataclass(frozen=True, slots=True)
class History:
    """First dates by party, lines by party, median prices, lines that belong together, and who
    has shipped to whom."""

    first: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    medians: Mapping[tuple[str, str], tuple[float, int]] = field(default_factory=dict)
    groups: Mapping[Group, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    consignees: Mapping[str, tuple[Dealing, ...]] = field(default_factory=dict)
    """Whom each shipper has shipped to, each once, with the first line that says so."""
    earlier: bool = False
    """Whether lines of other releases are in it: without them nobody is new."""


def party_key(party: Party) -> str:
    """By what a party is known again: its folded name and country."""
    return f"{folded(party.name)}|{party.country}"


def history(lines: Iterable[Consignment], hand: str = "") -> History:
    """Read what is known; `hand` is the release of the manifest in hand."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    prices: dict[tuple[str, str], list[float]] = defaultdict(list)
    groups: dict[Group, list[tuple[str, float]]] = defaultdict(list)
    dealings: dict[str, dict[str, Dealing]] = defaultdict(dict)
    earlier = False
    for line in lines:
        earlier = earlier or line.release != hand
        for party in line.parties:
            key = party_key(party)
            counts[key] += 1
            if line.date:
                first[key] = min(first.get(key, line.date), line.date)
        for good in line.goods:
            if good.value and good.weight_kg and good.currency and len(good.hs) >= 6:
                prices[good.hs[:6], good.currency].append(good.value / good.weight_kg)
        for group, value in group_of(line):
            groups[group].append((line.date, value))
        to = [party for party in line.parties if party.role == "consignee"]
        for party in line.parties if to else ():
            if party.role == "shipper":
                for one in to:
                    known = dealings[party_key(party)]
                    known.setdefault(party_key(one), Dealing(one, line))
    return History(
        first,
        counts,
        {key: (median(values), len(values)) for key, values in prices.items()},
        {group: tuple(sorted(of)) for group, of in groups.items() if len(of) > 1},
        {shipper: tuple(of.values()) for shipper, of in dealings.items()},
        earlier,
    )


def group_of(line: Consignment) -> Iterable[tuple[Group, float]]:
    """To which group a line's goods belong, with their value. Whoever ships them: a shipment is
    also cut by sending its parts through several hands."""
    consignee = next((party for party in line.parties if party.role == "consignee"), None)
    if consignee and line.date:
        for good in line.goods:
            if good.value and len(good.hs) >= 4:
                yield (party_key(consignee), good.hs[:4], good.currency), good.value


def price_ratio(
    known: History, hs: str, currency: str, price: float, enough: int
) -> tuple[float, float] | None:
    """How many times a price is off its median, up or down, and the median; None without enough.

    >>> price_ratio(History(medians={("848210", "USD"): (10.0, 30)}), "848210", "USD", 1.0, 20)
    (10.0, 10.0)
    """
    middle, lines = known.medians.get((hs[:6], currency), (0.0, 0))
    if lines < enough or middle <= 0 or price <= 0:
        return None
    return max(price / middle, middle / price), middle


def split_of(
    known: History, line: Consignment, limit: float, days: int
) -> tuple[int, float] | None:
    """Lines that belong together with this one, each under `limit` and together above it, within
    `days` days: how many, and their value; (0, 0.0) when they are none; None without a date."""
    best: tuple[int, float] = (0, 0.0)
    if not line.date:
        return None
    for group, value in group_of(line):
        if value > limit:
            continue
        near = [
            worth
            for day, worth in known.groups.get(group, ())
            if worth <= limit and abs(_days(day, line.date)) < days
        ]
        if sum(near) > limit:
            best = max(best, (len(near), round(sum(near), 2)))
    return best


def _days(one: str, other: str) -> int:
    try:
        return (date.fromisoformat(one) - date.fromisoformat(other)).days
    except ValueError:
        return 1 << 20
