"""``claims.named``, ``claims.listed``, ``claims.traded``: what reports say of whom and what.

Each report in the lake is read once and its claims are kept there. Three kinds of thing are then
looked for in all of them, word for word:

- *named*: a party, vessel, aircraft or part number on a line; the alert is about the line;
- *listed*: an entry of the lists in force, on a line or not; the alert is about the ship or
  aircraft when it was heard, else about the entry;
- *traded*: a weapon, when a claim holds that it was sent or ordered; the alert is about it.

Parties in a claim's roles are also asked of `find.names`, for no list has every spelling. What
the reports come to, `named` weighs by origin.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from vedette.find.calibration.cited import threshold_of
from vedette.find.claims import kept, wanted
from vedette.find.claims.mentions import PARTIES, Mention, Mentions
from vedette.find.claims.named import Saying, finding
from vedette.find.claims.origins import origins
from vedette.find.families import Family, Scene
from vedette.lake import reports as lake
from vedette.lake import tables
from vedette.model.claim import Claim
from vedette.model.entity import Entity
from vedette.model.errors import Missing
from vedette.model.finding import Finding
from vedette.model.report import Report, Span
from vedette.reference.weapons import designation_of

VERSION = "2"

Sayings = dict[str, dict[str, Saying]]
"""By what is named, then by report: one saying for each."""


def find(scene: Scene) -> Iterator[Finding]:
    """Claims into the lake, then everything that a report names; nothing when the packages for it
    are not installed, which `lacking` says."""
    reports = list(lake.read_reports(scene.workspace, scene.releases["reports"]))
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in kept.claims_of(scene.workspace, scene.releases["reports"]):
        claims[claim.report].append(claim)
    in_force = tables.read_entities(scene.workspace, scene.releases["entities"])
    listed = {one.id: one for one in in_force if one.schema in PARTIES}
    lines = wanted.on_lines(scene)
    try:
        names = Mentions([*(one.entity for one in lines.values()), *listed.values()])
        leaders = wanted.leaders(listed)
        said, traded = _said(reports, claims, names, leaders)
        _ask(scene, reports, claims, leaders, said)
        heard_of = origins(reports) if said or traded else None
    except Missing:
        return
    if heard_of is None:
        return
    for key in sorted(said.keys() & lines.keys()):
        yield finding(lines[key], list(said[key].values()), heard_of)
    for identity, named in wanted.entries(scene, listed, said.keys() & listed.keys()):
        yield finding(named, list(said[identity].values()), heard_of)
    for designation, sayings in sorted(traded.items()):
        yield finding(wanted.weapon(designation), list(sayings.values()), heard_of)


def lacking(scene: Scene) -> str:
    """What this machine cannot read of the reports, or ``""``."""
    return kept.lacking(scene.workspace, scene.releases["reports"])


def _said(
    reports: Sequence[Report],
    claims: Mapping[str, Sequence[Claim]],
    names: Mentions,
    leaders: Mapping[str, str],
) -> tuple[Sayings, Sayings]:
    """What is said of each name on a line and each list entry, and of each weapon traded."""
    said: Sayings = defaultdict(dict)
    traded: Sayings = defaultdict(dict)
    for report in reports:
        furniture = [one.span for one in report.paragraphs if one.part == "furniture"]
        for mention in names.find(report.text):
            if any(span.holds(mention.span) for span in furniture):
                continue
            if mention.kind == "weapon":
                sent = tuple(one for one in claims[report.id] if _trades(one, mention))
                if sent:
                    _add(traded[mention.reference], report, mention.span, sent)
                continue
            covering = tuple(one for one in claims[report.id] if _covers(one, mention.span))
            for reference in (mention.reference, *mention.ambiguous):
                meant = leaders.get(reference, reference)
                _add(said[meant], report, mention.span, covering)
    return said, traded


def _add(held: dict[str, Saying], report: Report, span: Span, claims: tuple[Claim, ...]) -> None:
    """One saying per report: its first mention, the claims of all."""
    before = held.get(report.id, Saying(report, span))
    known = {claim.id for claim in before.claims}
    more = tuple(claim for claim in claims if claim.id not in known)
    held[report.id] = Saying(report, before.span, before.claims + more)


def _covers(claim: Claim, span: Span) -> bool:
    return any(piece.holds(span) for piece in (claim.content, *claim.more))


def _trades(claim: Claim, mention: Mention) -> bool:
    if claim.frame not in wanted.TRADE or not claim.adverse or claim.item is None:
        return False
    named = claim.item.span.holds(mention.span) or mention.span.holds(claim.item.span)
    return named or designation_of(claim.item.name) == mention.reference


def _ask(
    scene: Scene,
    reports: Sequence[Report],
    claims: Mapping[str, Sequence[Claim]],
    leaders: Mapping[str, str],
    said: Sayings,
) -> None:
    """Add the list entries that a claim's parties may be, in whatever spelling."""
    asked: dict[str, list[tuple[Report, Claim, Span]]] = defaultdict(list)
    for report in reports if leaders else ():
        for claim in claims[report.id]:
            for role in (claim.supplier, claim.recipient, claim.user, claim.target):
                if role is not None and _is_name(role.name):
                    asked[role.name].append((report, claim, role.span))
    if not asked:
        return
    queries = [Entity("", "LegalEntity", {"name": (name,)}) for name in asked]
    threshold = threshold_of(scene.workspace)
    answers = scene.screener.match_many(queries, limit=1, threshold=threshold)
    for name, hits in zip(asked, answers, strict=True):
        for hit in hits:
            for report, claim, span in asked[name]:
                _add(said[leaders.get(hit.entity.id, hit.entity.id)], report, span, (claim,))


def _is_name(words: str) -> bool:
    """True for words that may name a party: two of them begin with a capital."""
    return sum(word[:1].isupper() for word in words.split()) >= 2


FAMILY = Family(
    "claims", VERSION, ("reports",), (wanted.ON_LINE, wanted.LISTED, wanted.TRADED), find, lacking
)
