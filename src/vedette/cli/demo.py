"""``vedette demo``: the whole loop on invented data, in a workspace to play with."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import terminal
from vedette.cli.options import now
from vedette.lake.files import write_file
from vedette.lake.workspace import SETTINGS, Workspace
from vedette.model.errors import Missing
from vedette.model.release import Release

if TYPE_CHECKING:
    from vedette.find.families import Scene
    from vedette.interdict.alerts import Standing
    from vedette.interdict.ledger import Ledger

HERE = Path("vedette-demo")
SHOWN = 12
NEVER_STALE = "starter = 36500              # a fixed set for a first try: it follows no list"


def command(
    folder: Annotated[Path, typer.Argument(help="The workspace; made if it is not there.")] = HERE,
) -> None:
    """See, find, alerts: 159 real list entries; an invented manifest, voyage, flight and press.

    A few of 60 lines alert, each for another reason; many look alike and must not. A ship out of
    Olya falls silent near the Iranian coast; three articles say, repeat and deny what it carried.
    Nothing is fetched. Without the extra `reports` the articles are left out, which is said.

    \b
    Example:
      vedette demo
    """
    from vedette.cli.alerts import table
    from vedette.cli.see import see
    from vedette.cli.show import show, show_map
    from vedette.interdict import jobs
    from vedette.interdict.alerts import standings
    from vedette.interdict.detect import detect, lacking
    from vedette.interdict.ledger import open_ledger
    from vedette.reference.starter import MANIFEST, PRESS, STARTER
    from vedette.see.kinds import Intake
    from vedette.see.movements.invented import write
    from vedette.see.recognise import kind_of

    out = terminal.out()
    workspace = _workspace(folder)
    ledger = open_ledger(workspace)
    out.print("SEE", style="bold")
    with tempfile.TemporaryDirectory(prefix="vedette-") as scratch:
        made = [(path, True) for path in write(Path(scratch))]
        for path, invented in ((STARTER, False), (MANIFEST, True), *made, (PRESS, True)):
            intake = Intake(retrieved=now(), invented=invented)
            try:
                release = see(workspace, ledger, path, kind_of(path), intake).taken.release
            except Missing as problem:
                out.print(f"  {path.name} is left out: {problem}.")
                continue
            name = path.name if release.table == "reports" else release.title
            out.print(f"  {name}: {_count(release)}" + (", INVENTED." if invented else "."))
    out.print("FIND", style="bold")
    with terminal.progress() as bar:
        task = bar.add_task("detectors", total=None)
        scene = jobs.scene_of(workspace, ledger, now())
        run = detect(
            scene,
            ledger,
            now(),
            lambda name, count: bar.update(task, description=name, completed=count),
        )
    out.print(f"  {run.findings} findings by the families {', '.join(run.families)}.")
    out.print(f"  One verdict per line of the manifest: {_verdicts(workspace, ledger, scene)}.")
    for missing in lacking(scene):
        out.print(f"  Not all was looked at: {missing}.")
    _claims(workspace, scene)
    found = standings(workspace, ledger)
    out.print(f"INTERDICT  {len(found)} alerts for a person, the gravest first.", style="bold")
    out.print(table(found[:SHOWN]))
    out.print(f"and {len(found) - SHOWN} more: vedette alerts -w {terminal.safe(folder)}")
    out.print("The first one, explained", style="bold")
    show(out, found[0], after=False, most=1)
    for one in found:
        _reported(one)
    for one in found:
        if one.alert.subject == VOYAGE:
            out.print(f"\nAn invented voyage ({one.alert.id}), drawn", style="bold")
            show_map(out, workspace, one)
    _next(folder, found[0].alert.id)


LISTED = ("Person", "Organization", "Vessel", "Airplane")
VOYAGE = "mmsi:273999901"


def _count(release: Release) -> str:
    if release.table == "positions":
        return f"{release.counts['positions']:,} positions"
    if release.table == "entities":
        return f"{sum(release.counts.get(name, 0) for name in LISTED)} listed entries"
    if release.table == "reports":
        return f"{release.counts['Report']} articles"
    return f"{release.counts['lines']} lines"


def _claims(workspace: Workspace, scene: "Scene") -> None:
    """What the articles claim, as a table for each."""
    from vedette.cli.claims import show
    from vedette.find.claims.kept import claims_of
    from vedette.lake.reports import read_reports

    taken = scene.releases.get("reports", ())
    claims = list(claims_of(workspace, taken))
    for report in read_reports(workspace, taken):
        show(report, [claim for claim in claims if claim.report == report.id])


def _reported(one: "Standing") -> None:
    """What reports say of a ship that was heard: the claim, its copy, the denial."""
    from vedette.cli.show import show_finding

    told = [finding for finding in one.alert.findings if finding.detector == "claims.listed"]
    if told and one.alert.subject.startswith("mmsi:"):
        out = terminal.out()
        out.print(f"\nWhat reports say of it ({one.alert.id}), INVENTED", style="bold")
        show_finding(out, told[0])


def _verdicts(workspace: Workspace, ledger: "Ledger", scene: "Scene") -> str:
    from vedette.find.consignments import lines
    from vedette.find.parties import Context
    from vedette.interdict.freshness import ages
    from vedette.interdict.verdict import check_all

    asked = list(lines(workspace, scene.releases["consignments"]))
    days = ages(ledger, scene.snapshot, now())
    context = Context.of(workspace, now()[:10], scene.snapshot, scene.screener, ages=days)
    said = Counter(one.answer for one in check_all(asked, context.with_lines(workspace, asked)))
    return ", ".join(f"{said[one]} {one}" for one in ("hold", "review", "unknown", "no_hit"))


def _workspace(folder: Path) -> Workspace:
    workspace = Workspace.init(folder)
    file = workspace.root / SETTINGS
    text = file.read_text("utf-8")
    if "# un-sc = 7" in text:
        write_file(file, text.replace("# un-sc = 7", NEVER_STALE).encode())
    return Workspace.open(folder)


def _next(folder: Path, alert: str) -> None:
    out = terminal.out()
    where = terminal.safe(folder)
    out.print(
        "\nNothing in manifest, voyage, flight and press is real. What to type next:",
        style="bold",
    )
    for line, why in (
        (f"export VEDETTE_WORKSPACE={where}", ""),
        ("vedette alerts", "all of them"),
        (f"vedette show {alert}", "one of them"),
        (f'vedette decide {alert} --hold --reason "as listed" --by "Ana Lima"', ""),
        (f"vedette dossier {alert} -o dossier.html", "a page that stands alone"),
        ('vedette screen "Qods Aviation"', "one name"),
        ("vedette claims", "who says, repeats, denies"),
        ("vedette verify", "nothing was touched"),
        ("vedette serve", "the gate over HTTP"),
    ):
        out.print(f"  {line}" + (f"   # {why}" if why else ""), soft_wrap=True)
