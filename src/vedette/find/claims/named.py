"""What reports say of one thing that they name, gathered by origin and weighed.

Reach for `finding` with everything that was said of one `Named`. A name in the news proves
nothing, so a finding weighs little; what counts is a claim that holds its event to have taken
place ("denied supplying" is no evidence of supplying), and each *origin* of such claims counts
once, whoever repeats it. A later copy adds no weight, no claim and no evidence, and brings no
decided alert back: it is only named among the copies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vedette.find.claims.origins import Cluster, Origins
from vedette.model.claim import Claim, Frame
from vedette.model.entity import Entity
from vedette.model.finding import Evidence, Finding
from vedette.model.report import Report, Span

VERSION = "2"
ADVERSE = 0.3
"""What one origin weighs that holds a traded, made or used thing to have been so: just enough for
an alert of its own (`minimum_weight`). Our own judgement."""
NAMED = 0.1
"""What a name weighs that is only mentioned, denied or spoken of as a plan."""
MOST = 0.6
"""No number of reports weighs more: it would be more than they can know."""
SHOWN = 30
"""Claims and copies of one finding that are kept in it; the reports have them all."""
QUOTED = 300
"""Characters of the report that stand in the evidence."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that reports may name.

    `subject` is what alerts on it are about, `role` what it is there ("consignee", "listed"),
    `about` tells it from anything else on that subject and never changes while reports come.
    `entity` holds the names. Only `frames` count as adverse; None is all.
    """

    subject: str
    detector: str
    role: str
    about: str
    entity: Entity
    facts: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    frames: tuple[Frame, ...] | None = None
    invented: bool = False

    def holds(self, claim: Claim) -> bool:
        """True when a claim says that something of our concern took place."""
        if not claim.adverse or claim.frame is None:
            return False
        return self.frames is None or claim.frame in self.frames


@dataclass(frozen=True, slots=True)
class Saying:
    """One report that names it: where, and the claims that cover the name."""

    report: Report
    span: Span
    claims: tuple[Claim, ...] = ()


def finding(named: Named, sayings: Sequence[Saying], origins: Origins) -> Finding:
    """All that `sayings` (of one `named`) come to, as one finding."""
    groups = _by_origin(sayings, origins)
    holding = [cluster for cluster, said in groups if any(map(named.holds, _all(said)))]
    told = [
        _told(claim, saying, cluster, named.holds(claim))
        for cluster, said in groups
        for saying in (_speaking(named, said),)
        for claim in saying.claims
    ]
    told.sort(key=lambda one: not one["adverse"])
    firsts = [_speaking(named, said) for _, said in groups]
    copies = [
        _place(saying.report) | {"origin": cluster.origin}
        for cluster, said in groups
        for saying in said
        if saying.report.id != _speaking(named, said).report.id
    ]
    first = _called(named, firsts[0])
    return Finding(
        detector=named.detector,
        version=VERSION,
        subject=named.subject,
        title=_title(first, told, len(groups)),
        weight=weight(holding),
        facts={
            "role": named.role,
            "name": first,
            "about": named.about,
            "origins": counted([cluster for cluster, _ in groups], sayings),
            "claims": told[:SHOWN],
            "copies": copies[:SHOWN],
            "unshown": max(0, len(told) - SHOWN) + max(0, len(copies) - SHOWN),
            "subject_facts": {"claims": sorted({_short(one) for one in told})},
            **named.facts,
        },
        evidence=(*map(_evidence, firsts[:SHOWN]), *named.evidence),
        invented=named.invented or any(saying.report.invented for saying in sayings),
    )


def weight(holding: Sequence[Cluster]) -> float:
    """What the origins weigh that hold it to be so: known ones each, unknown ones like one.

    >>> one, other = (Cluster(name, (), ()) for name in ("Northwire", "unknown"))
    >>> weight([]), weight([one]), weight([other, other]), weight([one, one, other])
    (0.1, 0.3, 0.3, 0.51)
    """
    known = sum(cluster.origin != "unknown" for cluster in holding)
    voices = known or min(1, len(holding))
    return round(min(MOST, 1 - (1 - ADVERSE) ** voices), 4) if voices else NAMED


def counted(clusters: Sequence[Cluster], sayings: Sequence[Saying]) -> dict[str, int]:
    """How many reports, outlets and origins there are; unknown origins stand by themselves."""
    return {
        "reports": len({saying.report.id for saying in sayings}),
        "outlets": len({saying.report.outlet or saying.report.id for saying in sayings}),
        "independent": sum(cluster.origin != "unknown" for cluster in clusters),
        "unknown": sum(cluster.origin == "unknown" for cluster in clusters),
    }


def _by_origin(sayings: Sequence[Saying], origins: Origins) -> list[tuple[Cluster, list[Saying]]]:
    """The sayings by origin, in the order in which the origins were first heard."""
    home = {report: cluster for cluster in origins.clusters for report in cluster.reports}
    groups: dict[str, tuple[Cluster, list[Saying]]] = {}
    for saying in sorted(sayings, key=lambda one: (one.report.published, one.report.id)):
        cluster = home[saying.report.id]
        groups.setdefault(cluster.reports[0], (cluster, []))[1].append(saying)
    return list(groups.values())


def _speaking(named: Named, said: Sequence[Saying]) -> Saying:
    """The report that speaks for an origin: the first that claims it, else the first at all."""
    return next((one for one in said if any(map(named.holds, one.claims))), said[0])


def _all(said: Sequence[Saying]) -> list[Claim]:
    return [claim for saying in said for claim in saying.claims]


def _told(claim: Claim, saying: Saying, cluster: Cluster, adverse: bool) -> dict[str, Any]:
    """A claim as a person wants it: who says it, how, what, when, and where it stands."""
    quantity, when = claim.quantity, claim.when
    chain = [link.name or (link.span.text if link.span else "") for link in claim.chain]
    roles = ("supplier", "recipient", "user", "item", "target", "where")
    return {
        "claim": claim.id,
        **_place(saying.report),
        "origin": cluster.origin,
        "from": cluster.reports[0],
        "chain": [name for name in chain if name] or ["the report itself"],
        "stance": claim.stance,
        "modality": list(claim.modality),
        "frame": claim.frame,
        **{name: role.name if (role := getattr(claim, name)) else None for name in roles},
        "quantity": [quantity.low, quantity.high, quantity.unit] if quantity else None,
        "when": [when.start, when.end] if when and when.start else None,
        "chars": [claim.content.start, claim.content.end],
        "words": claim.content.text[:QUOTED],
        "holder": _country(claim.recipient) or _country(claim.user),
        "adverse": adverse,
    }


def _place(report: Report) -> dict[str, Any]:
    return {
        "report": report.id,
        "outlet": report.outlet or report.title or "unnamed outlet",
        "published": report.published,
        "address": report.address,
    }


def _country(role: Any) -> str:
    return (role.country or "").upper() if role is not None else ""


def _called(named: Named, saying: Saying) -> str:
    return named.entity.first("name") or saying.span.text


def _title(name: str, told: Sequence[Mapping[str, Any]], origins: int) -> str:
    """What it comes to on one line: who holds it, and who denies it."""
    denying = len({one["from"] for one in told if one["stance"] == "deny"})
    denied = f", {denying} den{'ies' if denying == 1 else 'y'}" if denying else ""
    holding = len({one["from"] for one in told if one["adverse"]})
    if holding:
        one = told[0]
        holds = f"{holding} of {origins} origin{'s' * (origins != 1)} hold{'s' * (holding == 1)} it"
        said = f"{one['frame']} ({one['chain'][-1]}: {one['stance']})"
        return f"{name} in reports: {said}; {holds}{denied}"
    return f"{name} in reports of {origins} origin{'s' * (origins != 1)}: nothing held{denied}"


def _short(told: Mapping[str, Any]) -> str:
    """What a claim comes to, without where it stands: who repeats it changes nothing."""
    modality = "".join(f" {kind}" for kind in told["modality"])
    what = told["frame"] or f'"{told["words"][:80]}"'
    return f"{told['chain'][-1]}: {told['stance']}{modality} {what}"


def _evidence(saying: Saying) -> Evidence:
    spot = saying.claims[0].content if saying.claims else saying.span
    report = saying.report
    return Evidence(
        report.source,
        report.release,
        f"{report.origin}, chars {spot.start}-{spot.end}",
        spot.text[:QUOTED],
    )
