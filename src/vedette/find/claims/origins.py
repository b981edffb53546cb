"""Which reports are independent? Fourteen outlets may have one origin between them.

Reach for `origins` with the reports of a few weeks. Two reports have the same origin when one of
four ties holds, each kept with its evidence:

- *copy*: in one language, a good part of one stands in the other word for word;
- *quotation*: in one language, a quotation of some length is shared;
- *credit*: one credits the other's outlet, or both credit one publisher, and they speak of the
  same matter;
- *key*: within `DAYS`, in any language, they share rare names together with numbers or weapons:
  the same speaker on the same matter.

Ties are followed through, so a copy of a copy joins the first. Candidates for the first two come
from MinHash, the rest from an index of rare features, so that pairs are never all compared.

A cluster's origin is *known* when a credit or a named speaker leads to it, otherwise ``unknown``,
which is a value of its own: unknown origins are not counted as independent. Whoever repeats adds
no weight: `Origins.weight` is 1 for the first report of a cluster and 0 for all later ones.
"""

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from vedette.find.claims.fingerprint import Fingerprint, fingerprint, stem
from vedette.find.claims.models import INSTALL
from vedette.model.errors import Missing
from vedette.model.report import Report

DAYS = 3
"""Reports further apart than this are not tied by what they speak of."""

COPIED = 0.3
"""Share of the shorter report's five-word runs that must stand in the other. A rewritten lead
kept .61 of them, an independent report of the same event none (measured on the case of 2022)."""

QUOTED_WORDS = 7
"""Words a shared quotation must have."""

CROWD = 40
"""A feature borne by more reports than this says nothing."""

KEY = 0.42
CREDITED = 0.2
"""Share of the rarer report's weighted features that must agree: for a key alone, and beside a
credit. Chosen on the sixty reports of the test set, so a figure on them is tuned-on."""

Tie = Literal["copy", "quotation", "credit", "key"]


@dataclass(frozen=True, slots=True)
class Link:
    """One tie between two reports (by id), and what it rests on."""

    first: str
    second: str
    tie: Tie
    says: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one origin, the earliest first; `origin` names it, or is ``unknown``."""

    origin: str
    reports: tuple[str, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """Clusters in the order of their first report, and the links that made them."""

    clusters: tuple[Cluster, ...]
    links: tuple[Link, ...]

    @property
    def independent(self) -> int:
        """How many origins are known, and so can be counted as independent."""
        return sum(cluster.origin != "unknown" for cluster in self.clusters)

    def weight(self, report: str) -> int:
        """1 for the first report of a known origin or an unknown one, 0 for every later one."""
        return int(any(cluster.reports[0] == report for cluster in self.clusters))

    def summary(self) -> str:
        """One line for a person: ``14 outlets, 2 independent origins, 1 unknown``."""
        outlets = len({outlet for cluster in self.clusters for outlet in cluster.outlets})
        unknown = sum(cluster.origin == "unknown" for cluster in self.clusters)
        plural = "" if self.independent == 1 else "s"
        return (
            f"{outlets} outlets, {self.independent} independent origin{plural}, {unknown} unknown"
        )


def origins(reports: Iterable[Report]) -> Origins:
    """Group reports by origin. The result does not depend on their order."""
    ordered = sorted(reports, key=lambda report: (report.published, report.id))
    prints = [fingerprint(_told(report)) for report in ordered]
    links: list[tuple[int, int, Tie, str]] = []
    links += _copies(ordered, prints)
    links += _quotations(ordered, prints)
    links += _matters(ordered, prints)
    leader = _joined(len(ordered), [(one, two) for one, two, _, _ in links])
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(ordered)):
        groups[leader[index]].append(index)
    clusters = [
        Cluster(
            _name(members, ordered, prints),
            tuple(ordered[index].id for index in members),
            tuple(dict.fromkeys(ordered[index].outlet for index in members)),
        )
        for members in groups.values()
    ]
    return Origins(
        tuple(clusters),
        tuple(
            Link(ordered[one].id, ordered[two].id, tie, says)
            for one, two, tie, says in sorted(set(links))
        ),
    )


def _told(report: Report) -> str:
    """The report without what its page says on every page: menus, credit lines, bylines."""
    told = [one.span.text for one in report.paragraphs if one.part in ("headline", "body")]
    return "\n".join(told) or report.text


def _copies(
    reports: Sequence[Report], prints: Sequence[Fingerprint]
) -> list[tuple[int, int, Tie, str]]:
    """Pairs in one language that share much of their wording; candidates by MinHash."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        raise Missing("telling origins apart needs the package datasketch", INSTALL) from None
    lsh = MinHashLSH(threshold=0.1, num_perm=64)
    hashes: list[MinHash] = []
    for index, one in enumerate(prints):
        minhash = MinHash(num_perm=64, seed=1)
        minhash.update_batch([shingle.encode() for shingle in sorted(one.shingles)])
        lsh.insert(index, minhash)
        hashes.append(minhash)
    found: list[tuple[int, int, Tie, str]] = []
    for index, minhash in enumerate(hashes):
        for other in sorted(lsh.query(minhash)):
            if other <= index or reports[index].language != reports[other].language:
                continue
            mine, theirs = prints[index].shingles, prints[other].shingles
            shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
            if shared >= COPIED:
                found.append((index, other, "copy", f"{shared:.0%} of the shorter word for word"))
    return found


def _quotations(
    reports: Sequence[Report], prints: Sequence[Fingerprint]
) -> list[tuple[int, int, Tie, str]]:
    """Pairs in one language that share a quotation, whole or in part."""
    bearers: dict[tuple[str, str], set[int]] = defaultdict(set)
    for index, one in enumerate(prints):
        for quotation in one.quotations:
            words = quotation.split()
            for start in range(len(words) - QUOTED_WORDS + 1):
                run = " ".join(words[start : start + QUOTED_WORDS])
                bearers[reports[index].language, run].add(index)
    pairs: dict[tuple[int, int], str] = {}
    for (_, run), who in sorted(bearers.items()):
        if 2 <= len(who) <= CROWD:
            for pair in combinations(sorted(who), 2):
                pairs.setdefault(pair, run)
    return [(one, two, "quotation", f"“{run}”") for (one, two), run in pairs.items()]


def _matters(
    reports: Sequence[Report], prints: Sequence[Fingerprint]
) -> list[tuple[int, int, Tie, str]]:
    """Pairs within a few days that speak of the same matter, by key or beside a credit."""
    features = [_features(one) for one in prints]
    borne = Counter(feature for found in features for feature in found)
    weight = {feature: math.log(1 + len(reports) / n) for feature, n in borne.items()}
    bearers: dict[str, list[int]] = defaultdict(list)
    for index, found in enumerate(features):
        for feature in sorted(found):
            if borne[feature] <= CROWD:
                bearers[feature].append(index)
    candidates = sorted({pair for who in bearers.values() for pair in combinations(who, 2)})
    links: list[tuple[int, int, Tie, str]] = []
    for one, two in candidates:
        if _days_between(reports[one], reports[two]) > DAYS:
            continue
        shared = features[one] & features[two]
        total = min(sum(weight[f] for f in features[one]), sum(weight[f] for f in features[two]))
        agreeing = sum(weight[f] for f in shared) / total
        credit = _shared_credit(reports[one], reports[two])
        says = ", ".join(sorted(feature.partition(":")[2] for feature in shared))
        if credit and agreeing >= CREDITED:
            links.append((one, two, "credit", f"{credit}; both speak of {says}"))
        elif agreeing >= KEY and _is_key(shared):
            links.append((one, two, "key", f"both name {says}"))
    return links


def _is_key(shared: Iterable[str]) -> bool:
    """Names alone are a subject, numbers alone a coincidence: it takes two names, or a name and
    a number or weapon."""
    kinds = Counter(feature.partition(":")[0] for feature in shared)
    return kinds["name"] >= 2 or (kinds["name"] >= 1 and kinds["number"] + kinds["weapon"] >= 1)


def _features(one: Fingerprint) -> frozenset[str]:
    return frozenset(
        [f"name:{name}" for name in one.names if len(name) > 2]
        + [f"number:{number}" for number in one.numbers]
        + [f"weapon:{weapon}" for weapon in one.weapons]
    )


def _shared_credit(one: Report, two: Report) -> str:
    mine = {credit.name.casefold(): credit.name for credit in one.credits}
    theirs = {credit.name.casefold(): credit.name for credit in two.credits}
    if one.outlet.casefold() in theirs:
        return f"{two.outlet} credits {one.outlet}"
    if two.outlet.casefold() in mine:
        return f"{one.outlet} credits {two.outlet}"
    both = sorted(mine.keys() & theirs.keys())
    return f"both credit {mine[both[0]]}" if both else ""


def _days_between(one: Report, two: Report) -> int:
    """Days between publication; none when one of them is undated."""
    if not one.published or not two.published:
        return 0
    days = [datetime.date.fromisoformat(report.published[:10]) for report in (one, two)]
    return abs((days[0] - days[1]).days)


def _joined(count: int, pairs: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """For each of `count` things the smallest thing it is joined with."""
    leader = list(range(count))

    def find(one: int) -> int:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for one, two in pairs:
        low, high = sorted((find(one), find(two)))
        leader[high] = low
    return {index: find(index) for index in range(count)}


def _name(members: Sequence[int], reports: Sequence[Report], prints: Sequence[Fingerprint]) -> str:
    """A publisher credited by a member, else the first outlet when it names whom it heard."""
    credited = Counter(credit.name for index in members for credit in reports[index].credits)
    if credited:
        return min(credited, key=lambda name: (-credited[name], name))
    first = reports[members[0]]
    own = {stem(word) for word in first.outlet.split()}
    return first.outlet if prints[members[0]].names - own and first.outlet else "unknown"
