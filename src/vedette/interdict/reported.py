"""What reports say behind an alert: of the list entries it rests on, and of what may be left.

Reach for `behind` when an alert is shown or put into a dossier. A line whose consignee may be a
listed company has its own findings; what the news says of that company stands on the company's
alert, and is brought here. `stock_of` is the ledger of the weapon that the claims speak of, when
anything was stated or counted of it.
"""

from collections import Counter
from collections.abc import Sequence

from vedette.find.claims.kept import about
from vedette.find.claims.stock import Stock, stock
from vedette.interdict.alerts import entry_of
from vedette.interdict.told import speaks_of_reports
from vedette.lake.findings import read_findings
from vedette.lake.workspace import Workspace
from vedette.model.errors import Missing
from vedette.model.finding import Finding
from vedette.reference.weapons import designation_of, weapons


def behind(workspace: Workspace, run: str, findings: Sequence[Finding]) -> list[Finding]:
    """The run's findings on what reports say of the list entries that `findings` rest on, without
    those that are among them."""
    entries = {entry_of(one) for one in findings} - {""}
    own = {one.id for one in findings}
    if not entries:
        return []
    return [
        one
        for one in read_findings(workspace, run)
        if speaks_of_reports(one)
        and one.id not in own
        and entries.intersection(one.facts.get("entries", ()))
    ]


def stock_of(workspace: Workspace, findings: Sequence[Finding], at: str) -> Stock | None:
    """What may be left of the weapon that most of these claims speak of, with whom most of them
    have it, by all that was known on the day `at`; None when nothing was stated or counted."""
    known = {weapon.designation for weapon in weapons()}
    named = Counter(
        (designation_of(told["item"]), told["holder"])
        for one in findings
        if speaks_of_reports(one)
        for told in one.facts["claims"]
        if told["item"] and told["holder"] and designation_of(told["item"]) in known
    )
    for (item, holder), _ in sorted(named.items(), key=lambda one: (-one[1], one[0])):
        held = about(workspace, item)
        if held.newest and (held.counts or any(one.low for one in held.statements)):
            try:
                day = min(held.newest, at[:10])
                return stock(
                    held.statements, held.counts, item, holder, day, invented=held.invented
                )
            except Missing:
                continue
    return None
