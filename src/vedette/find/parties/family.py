"""``parties.ties``: owners, fleets, neighbours, hulls and airframes behind each line.

Names on lists are the business of `find.names.family`; this gives what a name alone does not.
"""

from collections.abc import Iterator

from vedette.find import consignments
from vedette.find.families import Family, Scene
from vedette.find.parties import looked_up
from vedette.find.parties.context import Context
from vedette.find.parties.reasons import reasons
from vedette.model.consignment import Consignment
from vedette.model.finding import Evidence, Finding
from vedette.model.verdict import Reason

VERSION = "2"
DETECTOR = "parties.ties"
OF_NAMES = frozenset({"party.listed", "party.listed-maybe", "vessel.name"})
"""Rules whose findings the name detector gives already."""


def find(scene: Scene) -> Iterator[Finding]:
    """Every tie of every line, by the ownership rules of the day on which the lists were known."""
    in_force = scene.releases["entities"]
    day = (scene.as_of or max(release.known for release in in_force))[:10]
    lines = list(consignments.lines(scene.workspace, scene.releases["consignments"]))
    context = Context.of(scene.workspace, day, scene.snapshot, scene.screener)
    context = context.with_lines(None, lines)
    looked = looked_up(lines, context)
    for line in lines:
        for reason in reasons(line, looked, context):
            if reason.rule not in OF_NAMES:
                yield _finding(line, reason, context)


def _finding(line: Consignment, reason: Reason, context: Context) -> Finding:
    pointed = tuple(
        Evidence(
            item["source"], item["release"], item["origin"], f"{item['says']} ({item['entity']})"
        )
        for item in reason.evidence
    )
    return Finding(
        detector=DETECTOR,
        version=VERSION,
        subject=consignments.subject_of(line),
        title=reason.says,
        weight=reason.weight,
        facts={"rule": reason.rule, **reason.facts, "subject_facts": consignments.facts(line)},
        evidence=(Evidence(line.source, line.release, line.origin, line.id), *pointed),
        parameters={"rule": reason.rule, "says": reason.says},
        invented=line.invented
        or any(item["release"] in context.invented for item in reason.evidence),
    )


FAMILY = Family("parties", VERSION, ("entities", "consignments"), (DETECTOR,), find)
