"""``goods.rules`` and ``route.rules``: what the table of rules says of each line."""

from collections.abc import Iterator

from vedette.find import consignments
from vedette.find.families import Family, Scene
from vedette.find.goods import examine
from vedette.find.route.evaluate import Hit, evaluate
from vedette.find.route.facts import facts
from vedette.find.route.history import history
from vedette.model.consignment import Consignment
from vedette.model.finding import Evidence, Finding
from vedette.reference.rules.table import load

VERSION = "2"


def find(scene: Scene) -> Iterator[Finding]:
    """Every rule that holds, on every line."""
    rules = load(scene.workspace.settings.get("rules"))
    known = list(consignments.lines(scene.workspace, scene.releases["consignments"]))
    before = history(known)
    for line in known:
        read = facts(line, [examine(good) for good in line.goods], before, rules.answers)
        for hit in evaluate(rules.rows.values(), read)[0]:
            yield _finding(line, hit)


def _finding(line: Consignment, hit: Hit) -> Finding:
    rule = hit.rule
    return Finding(
        detector="goods.rules" if rule.id.startswith("goods.") else "route.rules",
        version=VERSION,
        subject=consignments.subject_of(line),
        title=hit.says,
        weight=rule.weight,
        facts={
            "rule": rule.id,
            **{name: list(v) if isinstance(v, tuple) else v for name, v in hit.facts.items()},
            **rule.source,
            "subject_facts": consignments.facts(line),
        },
        evidence=(Evidence(line.source, line.release, line.origin, line.id),),
        parameters={
            "rule": rule.id,
            "weight": rule.weight,
            "when": [[c.fact, c.test, c.value] for c in rule.when],
        },
        invented=line.invented,
    )


FAMILY = Family("route", VERSION, ("consignments",), ("goods.rules", "route.rules"), find)
