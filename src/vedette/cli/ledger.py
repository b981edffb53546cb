"""``vedette ledger``: what may be left of a weapon, from statements and counts that disagree."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, now, reading
from vedette.cli.terminal import err, out, progress, safe, write_json
from vedette.find.claims.quantities import same_item, statements_of
from vedette.find.claims.stock import Stock, stock
from vedette.interdict.chart.stock import stock_lines, stock_svg
from vedette.lake import releases
from vedette.lake.figures import read_counts, read_statements
from vedette.lake.reports import read_claims, read_reports
from vedette.lake.workspace import Workspace
from vedette.model.statement import Count, Statement


def command(
    item: Annotated[str, typer.Option(help="The weapon, by any of its names: Shahed-136.")],
    holder: Annotated[str, typer.Option(help="Whose stock, as a country code: RU.")],
    on: Annotated[str, typer.Option(help="Known on that day: 2022-10-23. Default: today.")] = "",
    seed: Annotated[int, typer.Option(help="Seed of the drawn histories.")] = 0,
    svg: Annotated[str, typer.Option(help="Write the chart to this file.")] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = WORKSPACE,
) -> None:
    """What may be left: delivered minus used minus lost, contradictions first, never a point.

    Statements come from reports that were read and from tables that were typed, counts from
    tables such as an air force's. What is ordered is not delivered; reported launches are a lower
    bound; a denial lowers weight and subtracts nothing.

    \b
    Examples:
      vedette see counts.csv statements.csv
      vedette ledger --item Shahed-136 --holder RU --on 2022-10-23
      vedette ledger --item Geran-2 --holder RU --json
    """
    lake = reading(workspace)
    with progress() as bar:
        bar.add_task("reading statements and counts", total=None)
        statements, counts = gathered(lake, item)
    answer = stock(statements, counts, item, holder.upper(), on or now()[:10], seed=seed)
    if svg:
        Path(svg).write_text(stock_svg(answer), "utf-8")
        err().print(f"Chart written to {safe(svg)}.")
    if as_json:
        write_json(answer.to_json())
    else:
        show(answer)
    raise typer.Exit(1 if answer.contradictions else 0)


def gathered(lake: Workspace, item: str) -> tuple[list[Statement], list[Count]]:
    """All statements and counts of `item`: typed ones, and those of claims, by origin."""
    typed = [
        one
        for one in read_statements(lake, releases.kept(lake, "statements"))
        if same_item(one.item, item)
    ]
    counts = [
        one for one in read_counts(lake, releases.kept(lake, "counts")) if same_item(one.item, item)
    ]
    reports = releases.kept(lake, "reports")
    claims = list(read_claims(lake, reports))
    read = [one for one in statements_of(claims, _origins(lake)) if same_item(one.item, item)]
    return typed + read, counts


def _origins(lake: Workspace) -> dict[str, str]:
    """The origin of each report, by the report's id; unknown ones stand for themselves."""
    reports = list(read_reports(lake, releases.kept(lake, "reports")))
    if not reports:
        return {}
    from vedette.find.claims.origins import origins

    return {
        report: cluster.origin if cluster.origin != "unknown" else cluster.reports[0]
        for cluster in origins(reports).clusters
        for report in cluster.reports
    }


def show(answer: Stock) -> None:
    """Print the answer, contradictions before any number."""
    console = out()
    console.print(
        f"{safe(answer.item)} with {safe(answer.holder)}, by what was known on {answer.on}"
    )
    if answer.contradictions:
        console.print("\nContradictions", style="bold")
        for one in answer.contradictions:
            console.print(f"  {safe(one.says)}")
    console.print("\nDelivered", style="bold")
    for origin, (low, high) in answer.delivered.items():
        said = f"{low:,.0f}" if low == high else f"{low:,.0f} to {_or_more(high)}"
        weight = answer.weights[origin]
        remark = "" if weight == 1 else f"  (weight {weight:g}: somebody denies it)"
        console.print(f"  {said} by the word of {safe(origin)}{remark}")
    if not answer.delivered:
        console.print("  no statement that the counts do not contradict")
    for aside in answer.aside:
        console.print(f"  not counted as delivered: {safe(aside)}")
    console.print("\nUsed", style="bold")
    low, high = answer.capture
    console.print(
        f"  at least {answer.launched:,.0f} launches counted, {answer.destroyed:,.0f} of them "
        f"reported destroyed;\n  counts are taken to hold {low:.0%} to {high:.0%} of all launches"
    )
    console.print("\nWhat may be left", style="bold")
    console.print(f"  {answer.low:,.0f} to {_or_more(answer.high)}")
    within = answer.envelope
    console.print(
        f"  in nine of ten drawn histories {within[0.05]:,.0f} to {within[0.95]:,.0f}, in half of "
        f"them {within[0.25]:,.0f} to {within[0.75]:,.0f}"
    )
    ends = answer.exhausted
    first, last = ends[0.05] or "later", ends[0.95] or "beyond two years"
    console.print(f"  at the rate of the last month it would end between {first} and {last}")
    console.print(
        f"  ({answer.draws:,} histories, seed {answer.seed}; an envelope, not a forecast)",
        style="dim",
    )
    console.print()
    for line in stock_lines(answer):
        console.print(line)


def _or_more(high: float | None) -> str:
    return "an unknown number" if high is None else f"{high:,.0f}"
