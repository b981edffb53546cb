"""What the movement detectors found of the ship or aircraft on a paper, around the paper's date.

Reach for `movements` once per check. It reads the newest run of `vedette find`; a ship that a
paper names by IMO number is found again by the number that it told on the air itself. It runs no
detector: what has not been run is said to be unchecked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from vedette.interdict.ledger import Ledger
from vedette.interdict.runs import last_run
from vedette.lake import releases, tables
from vedette.lake.findings import read_findings
from vedette.lake.workspace import Workspace
from vedette.model.errors import Missing
from vedette.model.finding import Finding

BEFORE, AFTER = 30, 14
"""Days before and after a paper's date within which a movement belongs to the shipment: a bill of
lading is dated at loading, a manifest at arrival, and ocean passages last up to about six weeks."""

TIMES = ("start", "end", "ts", "first", "last")
"""Facts of movement findings that hold a time."""


def movements(
    workspace: Workspace, ledger: Ledger
) -> Callable[[str, str], Iterable[Finding]] | None:
    """A function of subject (``imo:9481922``) and day; None when no detector has run or nothing
    has been heard."""
    heard = [one for one in releases.kept(workspace) if one.table == "positions"]
    if not heard:
        return None
    try:
        run = str(last_run(ledger).payload["run"])
    except Missing:
        return None
    by_subject: dict[str, list[Finding]] = defaultdict(list)
    for finding in read_findings(workspace, run):
        if finding.detector.startswith("movements."):
            both = (finding.subject, finding.facts.get("other"))
            for subject in dict.fromkeys(str(one) for one in both if one):
                by_subject[subject].append(finding)
    same: dict[str, set[str]] = defaultdict(set)
    for row in tables.read(workspace, "identities", heard, ("subject", "attribute", "value")):
        if row["attribute"] == "imo":
            same[f"imo:{row['value']}"].add(row["subject"])

    def around(subject: str, day: str) -> list[Finding]:
        wanted = {subject, *same.get(subject, ())}
        return [
            finding
            for name in sorted(wanted)
            for finding in by_subject.get(name, ())
            if _near(finding, day)
        ]

    return around


def _near(finding: Finding, day: str) -> bool:
    """Whether a finding falls within the shipment's time; one without a time does not."""
    try:
        middle = date.fromisoformat(day[:10])
    except ValueError:
        return False
    begin, end = middle - timedelta(BEFORE), middle + timedelta(AFTER)
    for name in TIMES:
        said = finding.facts.get(name)
        try:
            if said and begin <= date.fromisoformat(str(said)[:10]) <= end:
                return True
        except ValueError:
            continue
    return False
