"""``vedette ledger``: what may be left of a weapon, from statements and counts that disagree.

A ledger of quantities; the audit ledger, which keeps decisions, is read by ``verify``.
"""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, day, now, writing
from vedette.cli.terminal import err, out, progress, safe, write_json
from vedette.find.claims.kept import about, lacking
from vedette.find.claims.stock import Stock, stock
from vedette.interdict.chart.stock import stock_lines, stock_svg
from vedette.lake import releases
from vedette.lake.files import write_file
from vedette.model.errors import BadInput
from vedette.reference.countries import country_code


def command(
    item: Annotated[str, typer.Option(help="The weapon, by any of its names: Shahed-136.")],
    holder: Annotated[str, typer.Option(help="Whose stock, as a country code: RU.")],
    on: Annotated[str, typer.Option(help="Known on that day: 2022-10-23. Default: today.")] = "",
    seed: Annotated[int, typer.Option(help="Seed of the drawn histories.")] = 0,
    svg: Annotated[str, typer.Option(help="Write the chart to this file.")] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = WORKSPACE,
) -> None:
    """What may be left of a weapon: delivered minus used minus lost, never a point.

    This is the ledger of quantities. The audit ledger, in which decisions are kept, is another
    thing: see `vedette verify`.

    Contradictions come first. Statements come from reports that were read and from tables that were
    typed, counts from tables such as an air force's. What is ordered is not delivered; reported
    launches are a lower bound; a denial lowers weight and subtracts nothing.

    \b
    Examples:
      vedette see counts.csv statements.csv
      vedette ledger --item Shahed-136 --holder RU --on 2022-10-23
      vedette ledger --item Geran-2 --holder RU --json
    """
    country = country_code(holder).upper()
    if not country:
        raise BadInput(f"--holder {holder}", "is no country", "write its code: RU")
    when = day(on or None, "--on") or now()
    lake = writing(workspace)
    with progress() as bar:
        bar.add_task("reading statements and counts", total=None)
        known = about(lake, item)
    if problem := lacking(lake, releases.kept(lake, "reports")):
        err().print(f"vedette: what the reports state is left out in part: {safe(problem)}.")
    answer = stock(
        known.statements,
        known.counts,
        item,
        country,
        when[:10],
        seed=seed,
        invented=known.invented,
    )
    if svg:
        try:
            write_file(Path(svg).absolute(), stock_svg(answer).encode())
        except OSError as error:
            raise BadInput(svg, f"cannot be written ({error.strerror})") from None
        err().print(f"Chart written to {safe(svg)}.")
    if as_json:
        write_json(answer.to_json())
    else:
        show(answer)
    raise typer.Exit(1 if answer.contradictions else 0)


def show(answer: Stock) -> None:
    """Print the answer, contradictions before any number."""
    from rich.padding import Padding

    console = out()
    if answer.invented:
        console.print("INVENTED DEMONSTRATION DATA", style="bold reverse")
    console.print(
        f"{safe(answer.item)} with {safe(answer.holder)}, by what was known on {answer.on}"
    )
    if answer.contradictions:
        console.print("\nContradictions", style="bold")
        for one in answer.contradictions:
            console.print(Padding(safe(one.says), (0, 0, 0, 2)))
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
    console.print(f"  {_end(answer)}")
    console.print(
        f"  ({answer.draws:,} histories, seed {answer.seed}; an envelope, not a forecast)",
        style="dim",
    )
    console.print()
    for line in stock_lines(answer):
        console.print(line)


def _end(answer: Stock) -> str:
    """Between which days it would end."""
    first, last = answer.exhausted[0.05], answer.exhausted[0.95]
    if not first:
        return "nothing says that it would end within two years"
    return f"at the rate of the last month it would end between {first} and " + (
        last or "a day beyond two years"
    )


def _or_more(high: float | None) -> str:
    return "an unknown number" if high is None else f"{high:,.0f}"
