"""``claims.named``: who and what is on a line, and is named in reports; and the claims themselves.

Each report in the lake is read once and its claims are kept there, by release and `READING`. A
finding joins a line to the reports that name one of its parties, its vessel or aircraft, or a part
number of its goods, word for word. It weighs little, for a name in the news proves nothing; a claim
that holds the event to have happened weighs more than one that denies it, and a bare mention least.
"""

from collections.abc import Iterator
from typing import Any

from vedette.find import consignments
from vedette.find.claims.mentions import Mention, Mentions
from vedette.find.claims.reader import read_claims
from vedette.find.families import Family, Scene
from vedette.lake import reports as lake
from vedette.model.claim import Claim
from vedette.model.consignment import Consignment
from vedette.model.entity import Entity
from vedette.model.errors import Missing
from vedette.model.finding import Evidence, Finding
from vedette.model.release import Release
from vedette.model.report import Report

DETECTOR = "claims.named"
VERSION = "1"
WEIGHTS = {"adverse": 0.3, "other": 0.15, "mention": 0.1}
"""What a name in a report weighs: in a claim that its event took place, in any other claim, in no
claim at all. Our own judgement; all lie below what calls for a person by itself."""
SHORTEST_PART = 5
"""Characters that a part number must have to be looked for."""


def find(scene: Scene) -> Iterator[Finding]:
    """Claims into the lake, then every line that a report names."""
    lines = list(consignments.lines(scene.workspace, scene.releases.get("consignments", ())))
    wanted = _wanted(lines)
    names = Mentions(entity for entity, _, _ in wanted.values())
    for release in scene.releases["reports"]:
        claims = claims_of(scene, release)
        for report in lake.read_reports(scene.workspace, [release]):
            mine = [claim for claim in claims if claim.report == report.id]
            for mention in names.find(report.text):
                for reference in (mention.reference, *mention.ambiguous):
                    if mention.kind == "party" and reference in wanted:
                        _, line, role = wanted[reference]
                        yield _finding(line, role, report, mention, mine)


def claims_of(scene: Scene, release: Release) -> list[Claim]:
    """The claims of a release's reports, read now if they have not been. A language whose model
    is not installed has none yet, and is read when it is."""
    if not lake.has_claims(scene.workspace, release):
        found: list[Claim] = []
        try:
            for report in lake.read_reports(scene.workspace, [release]):
                found += read_claims(report)
        except Missing:
            return []
        lake.write_claims(scene.workspace, release, found)
    return list(lake.read_claims(scene.workspace, [release]))


def _wanted(lines: list[Consignment]) -> dict[str, tuple[Entity, Consignment, str]]:
    """Everybody and everything on the lines, by a running number."""
    found: dict[str, tuple[Entity, Consignment, str]] = {}
    for line in lines:
        asked = [(query.role, query.entity) for query in consignments.queries(line)]
        asked += [
            ("part number", Entity("", "LegalEntity", {"name": (number,)}))
            for good in line.goods
            for number in good.part_numbers
            if len(number) >= SHORTEST_PART
        ]
        for role, entity in asked:
            key = f"q-{len(found)}"
            found[key] = (Entity(key, entity.schema, entity.properties), line, role)
    return found


def _finding(
    line: Consignment, role: str, report: Report, mention: Mention, claims: list[Claim]
) -> Finding:
    covering = [claim for claim in claims if _covers(claim, mention)]
    said = next((one for one in covering if one.adverse and one.frame), None)
    said = said or next(iter(covering), None)
    kind = "mention" if said is None else "adverse" if said.adverse and said.frame else "other"
    where = report.outlet or report.title or report.id
    spot = said.content if said is not None else mention.span
    return Finding(
        detector=DETECTOR,
        version=VERSION,
        subject=consignments.subject_of(line),
        title=f"{role.capitalize()} {mention.span.text} is named in a report ({where})",
        weight=WEIGHTS[kind],
        facts={
            "role": role,
            "name": mention.span.text,
            "report": report.id,
            "published": report.published,
            "claims": [_told(claim) for claim in covering],
        },
        evidence=(
            Evidence(
                report.source,
                report.release,
                f"{report.origin}, chars {spot.start}-{spot.end}",
                spot.text[:300],
            ),
        ),
        invented=report.invented or line.invented,
    )


def _covers(claim: Claim, mention: Mention) -> bool:
    return any(span.holds(mention.span) for span in (claim.content, *claim.more))


def _told(claim: Claim) -> dict[str, Any]:
    speaker = claim.speaker
    return {
        "claim": claim.id,
        "speaker": speaker.name if speaker else None,
        "stance": claim.stance,
        "modality": list(claim.modality),
        "frame": claim.frame,
    }


FAMILY = Family("claims", VERSION, ("reports",), (DETECTOR,), find)
