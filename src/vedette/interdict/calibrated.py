"""A calibration as a report that a change of threshold must cite.

Reach for `write` to put the report beside the workspace's other records and an event
``calibrated`` into the ledger; for `remark` to learn whether the threshold in force is the one
that was calibrated last. The report is one HTML page without scripts or network, and the same
as JSON; both bear the date they were given, not the clock's. Whether a threshold may be used at
all, `find.calibration.cited` says.
"""

import html
from collections.abc import Sequence
from pathlib import Path

from vedette.find.calibration.cited import FOLDER, engine, threshold_of
from vedette.find.calibration.measure import Calibration, Line
from vedette.interdict.jobs import did
from vedette.interdict.ledger import Ledger, events
from vedette.lake.files import write_file
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical, digest


def write(
    workspace: Workspace,
    ledger: Ledger,
    snapshot: Snapshot,
    made: Calibration,
    threshold: float,
    at: str,
) -> tuple[str, Path]:
    """Write the report for `threshold`, record it, and return its name and the page."""
    data = {
        "date": at[:10],
        "snapshot": snapshot.id,
        "threshold": threshold,
        "in_force": workspace.setting("screening", "threshold"),
        **engine(),
        **made.to_json(),
    }
    name = f"c-{at[:10]}-{digest(data, 8)}"
    folder = workspace.root / FOLDER
    write_file(folder / f"{name}.json", canonical(data) + b"\n")
    page = folder / f"{name}.html"
    write_file(page, _page(name, snapshot.id, made, threshold, at[:10]).encode())
    payload = {"report": name, "threshold": threshold, "snapshot": snapshot.id}
    did(ledger, "calibrated", {**payload, "sha256": digest(data)}, at)
    return name, page


def remark(workspace: Workspace, ledger: Ledger) -> str:
    """What to say when the threshold in force is not the one calibrated last; ``""`` if it is."""
    threshold = threshold_of(workspace)
    last = [event.payload for event in events(ledger, kinds=["calibrated"])]
    if not last or threshold == last[-1]["threshold"]:
        return ""
    return (
        f"The threshold {threshold} differs from {last[-1]['threshold']}, "
        f"which was calibrated last ({last[-1]['report']})."
    )


def _page(name: str, snapshot: str, made: Calibration, threshold: float, date: str) -> str:
    versions = engine()
    head = "".join(
        f'<th class="{"in" if one == threshold else ""}">{one}</th>' for one in made.thresholds
    )
    parts = [
        ("Recall by kind of variation", "Names of the lists, spoilt; the right entry came back."),
        ("Recall across scripts", "Asked in another script of lists that know Latin names only."),
        ("False hits on clean names", "Somebody was found although nobody should have been."),
    ]
    tables = "".join(
        f"<h2>{title}</h2><p>{says}</p><table><tr><th>{'group'}</th><th>cases</th>{head}</tr>"
        + "".join(_row(line, made.thresholds, threshold) for line in lines)
        + "</table>"
        for (title, says), lines in zip(parts, (made.kinds, made.scripts, made.clean), strict=True)
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(name)}</title>'
        "<style>body{font:15px sans-serif;margin:2em;max-width:80em}table{border-collapse:collapse}"
        "td,th{padding:.2em .6em;text-align:right;border-bottom:1px solid #ddd}"
        "td:first-child,th:first-child{text-align:left}small{color:#666}.in{background:#ffd}</style>"
        f"<h1>Calibration of {date}</h1><p>Report <b>{html.escape(name)}</b>, snapshot "
        f"{html.escape(snapshot)} with {made.entities:,} entries; up to {made.sample} names of "
        f"each kind, seed {made.seed}. Threshold {threshold}. Each share stands over its 95 % "
        f"interval (Wilson). Engine {versions['engine']}, weights {versions['weights']}.</p>"
        f"{tables}"
        "<p>These are names made by rules, of kinds that the weights were fitted on too, and each "
        "list is its own world: the figures compare thresholds, they promise nothing of names not "
        "tried.</p></html>"
    )


def _row(line: Line, thresholds: Sequence[float], threshold: float) -> str:
    cells = "".join(
        f'<td class="{"in" if at == threshold else ""}">{share.share:.1%}<br>'
        f"<small>{share.low:.1%} – {share.high:.1%}</small></td>"
        for at, share in zip(thresholds, line.shares, strict=True)
    )
    cases = line.shares[0].of if line.shares else 0
    return f"<tr><td>{html.escape(line.name)}</td><td>{cases}</td>{cells}</tr>"
