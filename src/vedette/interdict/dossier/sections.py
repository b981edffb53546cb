"""What a dossier page has between its head and its proof: named sections, drawn from the facts.

Reach for `SECTIONS` to add one: a function of the document that gives markup, or None when the
document holds nothing for it. A section sees only the document, so that a page can be drawn
again from it and compared. Maps, timelines and charts are sections that use `markup.drawn`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from vedette.interdict.chart.svg_map import map_svg
from vedette.interdict.chart.svg_time import timeline_svg
from vedette.interdict.dossier import news
from vedette.interdict.dossier.markup import Html, drawn, join, rows, tag
from vedette.interdict.explain import Explained, Row, explained, word
from vedette.interdict.told import speaks_of_reports
from vedette.model.finding import Finding

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its name (the anchor), its title, and what draws it."""

    name: str
    title: str
    draw: Callable[[Document], Html | None]


def findings_of(document: Document) -> list[Finding]:
    """The findings in a document."""
    return [Finding.from_json(data) for data in document["alert"]["findings"]]


def _verdict(document: Document) -> Html | None:
    verdict = document.get("verdict")
    if not verdict:
        return None
    reasons = [
        tag(
            "tr",
            tag("td", f"{reason['weight']:.2f}"),
            tag("td", reason["says"]),
            tag("td", _guidance(reason), class_="dim"),
        )
        for reason in verdict["reasons"]
    ]
    steps = " → ".join(f"{one['rule']} {one['score']:.2f}" for one in verdict["taken_apart"])
    names = ("weight", "reason", "rule and guidance")
    return join(
        [
            tag("p", tag("strong", verdict["answer"]), f" · score {verdict['score']:.2f}"),
            tag("table", tag("tr", *(tag("th", name) for name in names)), *reasons, class_="list"),
            rows(
                [
                    ("score, rule by rule", steps or "–"),
                    ("looked at", "; ".join(verdict["checked"]) or "–"),
                    *((f"not looked at: {a}", why) for a, why in verdict["unchecked"].items()),
                    *((f"age of {a}", f"{days} days") for a, days in verdict["ages"].items()),
                ]
            ),
        ]
    )


def _guidance(reason: Mapping[str, Any]) -> str:
    facts = reason["facts"]
    cited = [str(facts[name]) for name in ("guidance", "date", "address") if facts.get(name)]
    return ": ".join(filter(None, [str(reason["rule"]), ", ".join(cited)]))


def _changes(document: Document) -> Html | None:
    if not document["changes"]:
        return None
    return join(
        tag(
            "div",
            tag("p", f"{change['what']}: {change['title']}"),
            rows(
                (word(name), f"gone: {_list(moved['gone'])} · new: {_list(moved['new'])}")
                for name, moved in change["properties"].items()
            ),
        )
        for change in document["changes"]
    )


def _findings(document: Document) -> Html | None:
    return join(_finding(finding) for finding in findings_of(document))


def _finding(finding: Finding) -> Html:
    said = explained(finding)
    head = tag(
        "p",
        tag("strong", said.title),
        tag("span", f" {finding.weight:.2f} · {finding.detector} {finding.version}", class_="dim"),
    )
    pairs: list[tuple[object, object]] = []
    for label, lines in (("agrees", said.agree), ("differs", said.differ)):
        pairs += [(f"{label}: {row.field}", _pair(row)) for row in lines]
    pairs += [(f"not said: {row.field}", row.listed or row.asked) for row in said.missing]
    pairs += [("against", sentence) for sentence in said.against]
    pairs += [("note", sentence) for sentence in said.remarks]
    pairs += [("lower than the one before it", sentence) for sentence in said.lower]
    pairs += [(name, value) for name, value in (said.entry or {}).items() if value]
    pairs += list(said.facts)
    pairs += [(f"parameter: {word(name)}", value) for name, value in finding.parameters.items()]
    return tag("article", head, _tokens(said), rows(pairs))


def _tokens(said: Explained) -> Html | None:
    if not said.tokens:
        return None
    return tag(
        "table",
        tag("tr", tag("th", "asked"), *(tag("td", one or "–") for one, _, _ in said.tokens)),
        tag("tr", tag("th", "listed"), *(tag("td", one or "–") for _, one, _ in said.tokens)),
        tag("tr", tag("th", ""), *(tag("td", how, class_="dim") for *_, how in said.tokens)),
        class_="tokens",
    )


def _map(document: Document) -> Html | None:
    voyage = document.get("voyage")
    return drawn(map_svg(voyage)) if voyage else None


def _timeline(document: Document) -> Html | None:
    voyage = document.get("voyage")
    return drawn(timeline_svg(voyage)) if voyage and voyage["spans"] else None


def _subject(document: Document) -> Html | None:
    for finding in findings_of(document):
        facts = finding.facts.get("subject_facts")
        if facts and not speaks_of_reports(finding):
            return rows((word(name), _list(values)) for name, values in facts.items())
    return None


def _entries(document: Document) -> Html | None:
    entries = {
        finding.facts["entry"]["id"]: finding.facts
        for finding in findings_of(document)
        if finding.facts.get("entry_facts")
    }
    if not entries:
        return None
    return join(
        tag(
            "article",
            tag(
                "p",
                tag("strong", facts["entry"]["caption"]),
                tag("span", f" {name}, {facts['entry']['dataset']}", class_="dim"),
            ),
            rows((word(prop), _list(values)) for prop, values in facts["entry_facts"].items()),
        )
        for name, facts in entries.items()
    )


def _evidence(document: Document) -> Html | None:
    known = {release["sha256"]: release for release in document["releases"]}
    lines = []
    seen = set()
    for finding in findings_of(document):
        for place in finding.evidence:
            if place in seen:
                continue
            seen.add(place)
            release = known.get(place.release, {})
            publisher = release.get("publisher") or release.get("title") or place.source
            lines.append(
                tag(
                    "tr",
                    tag("td", place.says),
                    tag("td", f"{publisher}, {place.origin}"),
                    tag("td", release.get("published", "")[:10]),
                    tag("td", release.get("address", "")),
                    tag("td", tag("code", place.release)),
                )
            )
    if not lines:
        return None
    names = ("says", "source and place", "published", "address", "release (SHA-256)")
    return tag("table", tag("tr", *(tag("th", name) for name in names)), *lines, class_="list")


def _decisions(document: Document) -> Html | None:
    if not document["decisions"]:
        return tag("p", "Nobody has decided yet.")
    return tag(
        "table",
        tag("tr", *(tag("th", name) for name in ("when", "who", "what", "why", "event"))),
        *(
            tag(
                "tr",
                tag("td", event["at"]),
                tag("td", event["actor"]),
                tag("td", event["payload"]["action"]),
                tag("td", event["payload"]["reason"]),
                tag("td", f"{event['seq']} ", tag("code", event["hash"])),
            )
            for event in document["decisions"]
        ),
        class_="list",
    )


def _pair(row: Row) -> str:
    return row.asked if row.asked == row.listed else f"asked {row.asked} · listed {row.listed}"


def _list(values: list[str]) -> str:
    return "; ".join(values) or "–"


SECTIONS: tuple[Section, ...] = (
    Section("changes", "What changed since it was released", _changes),
    Section("verdict", "Verdict", _verdict),
    Section("findings", "What was found, and why", _findings),
    Section("reports", "What reports say, and how many origins stand behind it", news.reports),
    Section("stock", "What may be left of it", news.left),
    Section("map", "Where it was", _map),
    Section("timeline", "When it was", _timeline),
    Section("subject", "What stands on the paper", _subject),
    Section("entries", "What the list says", _entries),
    Section("evidence", "Evidence", _evidence),
    Section("decisions", "Decisions", _decisions),
)
"""In the order of the page; one that draws nothing is left out."""
