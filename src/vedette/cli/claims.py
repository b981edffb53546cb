"""``vedette claims``: who says, believes, accuses, denies that what happened, in reports."""

import hashlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, writing
from vedette.cli.terminal import err, out, progress, safe, write_json
from vedette.find.claims import read_claims
from vedette.find.claims.exports import follow_the_money, schema_org
from vedette.find.claims.kept import claims_of, lacking
from vedette.lake import releases
from vedette.lake.reports import read_reports
from vedette.model.claim import Claim, Link, Quantity
from vedette.model.errors import BadInput, Missing
from vedette.model.report import Report
from vedette.see.recognise import kind_of
from vedette.see.reports.kinds import SOURCE, reports_in
from vedette.see.reports.marks import report_from

if TYPE_CHECKING:
    from vedette.find.claims.second_reader import Disagreement

Read = list[tuple[Report, list[Claim]]]


class Format(StrEnum):
    """How claims are written out."""

    table = "table"
    json = "json"
    schema_org = "schema.org"
    ftm = "ftm"


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Articles, feeds, mailboxes. Default: the workspace."),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to write them out.")] = Format.table,
    kind: Annotated[str | None, typer.Option("--as", help="What the files are.")] = None,
    second: Annotated[
        str,
        typer.Option("--second-reader", metavar="ADDRESS", help="Check with a language model."),
    ] = "",
    model: Annotated[str, typer.Option(help="The second reader's model.")] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = WORKSPACE,
) -> None:
    """Claims with their offsets: the chain of who says so, stance, event, parties, quantity.

    Nothing is inferred: a part that the text does not settle is null. French and English are
    parsed; in Ukrainian, Russian, German, Spanish, Persian and Arabic only words are looked for.
    Exit status 1 when there are claims, 0 when there are none.

    With --second-reader, an OpenAI-compatible endpoint reads the same reports, and only what the
    two readers disagree on is shown, for a person to settle. What the endpoint returns must stand
    in the report letter by letter or is refused. The reports' text is sent to that address.

    \b
    Examples:
      vedette claims article.html
      vedette claims article.txt --json
      vedette claims --format ftm > claims.ftm.json      what the workspace holds
    """
    read, problem = (_of_files(paths, kind), "") if paths else _of_lake(workspace)
    if second:
        raise typer.Exit(_compare(read, second, model, as_json))
    _write(read, Format.json if as_json else format)
    if problem:
        raise Missing("not every report was read", problem)
    raise typer.Exit(1 if any(claims for _, claims in read) else 0)


def _of_files(paths: list[Path], said: str | None) -> Read:
    reports = list(_from_files(paths, said))
    with progress() as bar:
        task = bar.add_task("reading claims", total=len(reports))
        read: Read = []
        for report in reports:
            read.append((report, read_claims(report)))
            bar.advance(task)
    return read


def _of_lake(place: Path) -> tuple[Read, str]:
    """The reports of the workspace with their claims, and what kept some from being read."""
    lake = writing(place)
    taken = releases.kept(lake, SOURCE)
    if not taken:
        raise Missing("no report has been read yet", "run `vedette see FILE`, or name files here")
    by_report: dict[str, list[Claim]] = {}
    with progress() as bar:
        bar.add_task("reading claims", total=None)
        for claim in claims_of(lake, taken):
            by_report.setdefault(claim.report, []).append(claim)
    reports = read_reports(lake, taken)
    return [(one, by_report.get(one.id, [])) for one in reports], lacking(lake, taken)


def _from_files(paths: list[Path], said: str | None) -> Iterator[Report]:
    for path in paths:
        kind = kind_of(path, said)
        if kind.table != "reports":
            raise BadInput(str(path), f"is {kind.title}, not a report", "say which with --as")
        release = hashlib.sha256(path.read_bytes()).hexdigest()
        for found in reports_in(path, kind.name):
            yield report_from(found, SOURCE, release)


def _write(read: Read, format: Format) -> None:
    if format is Format.json:
        write_json([_json(report, claims) for report, claims in read])
    elif format is Format.schema_org:
        write_json([schema_org(report, claims) for report, claims in read])
    elif format is Format.ftm:
        write_json([entity for one in read for entity in follow_the_money(*one)])
    else:
        for report, claims in read:
            show(report, claims)


def _compare(read: Read, address: str, model: str, as_json: bool) -> int:
    """Show where a second reader differs; exit status 1 when it does."""
    from vedette.find.claims.second_reader import disagreements, second_reader

    if not model:
        raise BadInput("--second-reader", "needs a model", "name it with --model")
    ask = second_reader(address, model)
    found, refused = [], []
    with progress() as bar:
        task = bar.add_task("second reader", total=len(read))
        for report, claims in read:
            reading = ask(report)
            found += [(report, one) for one in disagreements(claims, reading.claims)]
            refused += [(report, one) for one in reading.refused]
            bar.advance(task)
    if as_json:
        write_json(
            {
                "disagreements": [
                    {
                        "report": report.id,
                        "kind": one.kind,
                        "fields": list(one.fields),
                        "rules": one.first.to_json() if one.first else None,
                        "second": one.second.to_json() if one.second else None,
                    }
                    for report, one in found
                ],
                "refused": [
                    {"report": report.id, "why": one.why, "claim": dict(one.claim)}
                    for report, one in refused
                ],
            }
        )
    else:
        _show_differences(found)
        err().print(f"{len(refused)} claims of the second reader do not stand in the text: refused")
    return 1 if found else 0


def _show_differences(found: "list[tuple[Report, Disagreement]]") -> None:
    for report, one in found:
        words = {
            "only_first": "only the rules",
            "only_second": "only the second reader",
            "differs": "differ in " + ", ".join(one.fields),
        }
        out().print(f"{safe(report.title or report.id)}: {words[one.kind]}", style="bold")
        for name, claim in (("rules", one.first), ("second", one.second)):
            if claim is not None:
                line = f"  {name:<7}{_who(claim)}: {claim.stance} {_what(claim)}"
                out().print(safe(line))


def _json(report: Report, claims: list[Claim]) -> dict[str, Any]:
    about = report.to_json()
    for name in ("text", "paragraphs"):
        about.pop(name)
    return {"report": about, "claims": [claim.to_json() for claim in claims]}


def show(report: Report, claims: list[Claim]) -> None:
    """Print a report's claims as a table: who, how they stand to it, what, and where."""
    from rich.table import Table

    console = out()
    credits = ", ".join(credit.name for credit in report.credits if credit.whole)
    console.print(safe(report.title or report.address or report.id), style="bold")
    about = [report.outlet, report.published, f"credits {credits}" if credits else ""]
    console.print(safe(" | ".join(filter(None, about))), style="dim")
    if not claims:
        err().print(f"no claims were found (language: {safe(report.language) or 'unknown'})")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, width in (("who", 24), ("says", 17), ("what", 42), ("chars", 11)):
        table.add_column(name, width=width, overflow="fold")
    for claim in claims:
        where = f"{claim.content.start}-{claim.content.end}"
        says = " ".join((claim.stance, *claim.modality))
        table.add_row(safe(_who(claim)), says, safe(_what(claim)), where)
    console.print(table)


def _who(claim: Claim) -> str:
    links = [link for link in claim.chain if link.kind in ("speaker", "informant")]
    return " < ".join(map(_called, links)) or "the report itself"


def _called(link: Link) -> str:
    if link.name:
        return link.name
    return f"unnamed ({link.span.text})" if link.span else "unnamed"


def _what(claim: Claim) -> str:
    if claim.frame is None:
        return f'"{claim.content.text[:80]}"'
    named = [
        f"{label} {role.name}"
        for label, role in (
            ("from", claim.supplier), ("to", claim.recipient), ("by", claim.user),
        )
        if role is not None
    ]  # fmt: skip
    item = claim.item.name if claim.item else ""
    count = _count(claim.quantity) if claim.quantity else ""
    return " ".join(filter(None, (f"{claim.frame}:", count, item, *named)))


def _count(quantity: Quantity) -> str:
    low, high, unit = quantity.low, quantity.high, quantity.unit
    span = f"{low:,}" if low == high else f"{low:,}+" if high is None else f"{low:,}-{high:,}"
    return f"{span} {unit}(s) of" if unit else span
