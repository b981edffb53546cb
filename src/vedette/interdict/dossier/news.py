"""The dossier's sections on what reports say: claims with who stands behind them, and the stock.

Reach for `reports` and `left` from `sections`. Who only repeats an origin is named apart, so that
nobody counts fourteen outlets as fourteen sources.
"""

from collections.abc import Mapping
from typing import Any

from vedette.find.claims.stock import Stock
from vedette.interdict.chart.stock import stock_svg
from vedette.interdict.dossier.markup import Html, drawn, join, tag
from vedette.interdict.told import origins, place, repeated, sentence, speaks_of_reports
from vedette.model.finding import Finding


def reports(document: Mapping[str, Any]) -> Html | None:
    """Every claim on the subject and on the list entries behind it, by origin."""
    held = (*document["alert"]["findings"], *document.get("behind", ()))
    told = [one for one in map(Finding.from_json, held) if speaks_of_reports(one)]
    return join(_reported(one) for one in told) if told else None


def _reported(finding: Finding) -> Html:
    facts = finding.facts
    claims = [
        tag(
            "tr",
            tag("td", sentence(told)),
            tag("td", told["words"]),
            tag("td", place(told)),
            tag("td", told["address"], class_="dim"),
        )
        for told in facts["claims"]
    ]
    names = ("who says what", "words of the report", "where", "address")
    head = tag("tr", *(tag("th", name) for name in names))
    said = origins(facts["origins"])
    return tag(
        "article",
        tag("p", tag("strong", f"{facts['role']} {facts['name']}"), f": {said}"),
        tag("table", head, *claims, class_="list")
        if claims
        else tag("p", "No claim covers the name: it is only mentioned."),
        tag("p", f"Repeated by {repeated(facts['copies'])}, which adds no weight.")
        if facts["copies"]
        else None,
    )


def left(document: Mapping[str, Any]) -> Html | None:
    """The stock chart, contradictions before it."""
    if not document.get("stock"):
        return None
    answer = Stock.from_json(document["stock"])
    low, high = answer.envelope[0.05], answer.envelope[0.95]
    return join(
        [
            tag(
                "p",
                f"{answer.item} with {answer.holder}, by what was known on {answer.on}: in nine of "
                f"ten drawn histories {low:,.0f} to {high:,.0f} may be left. An envelope, not a "
                "forecast.",
            ),
            *(
                tag("p", tag("strong", "Contradiction: "), one.says)
                for one in answer.contradictions
            ),
            drawn(stock_svg(answer)),
        ]
    )
