"""Reports and claims survive JSON, and their ids follow what was said, nothing else."""

import json

import pytest

from vedette.model.claim import Claim, Link, Quantity, Role, When
from vedette.model.report import Credit, Doubling, Paragraph, Report, Span

TEXT = "Freedonia denied on Monday sending 40 drones to Sylvania."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def denial() -> Claim:
    return Claim(
        report="r-1",
        language="en",
        stance="deny",
        content=span("sending 40 drones to Sylvania"),
        rule="en.verb.complement",
        chain=(
            Link("outlet", "The Freedonia Gazette"),
            Link("speaker", "Freedonia", span("Freedonia")),
        ),
        cue=span("denied"),
        frame="transfer",
        event=span("sending"),
        supplier=Role(span("Freedonia"), "Freedonia"),
        quantity=Quantity(40, 40, span("40"), "digits"),
        when=When(span("on Monday"), "1933-11-13", "1933-11-13"),
        modality=("may",),
    )


def test_a_claim_comes_back_from_json_as_it_was() -> None:
    assert Claim.from_json(json.loads(json.dumps(denial().to_json()))) == denial()


def test_what_is_denied_is_no_adverse_evidence() -> None:
    assert not denial().adverse
    assert denial().speaker == Link("speaker", "Freedonia", span("Freedonia"))


def test_an_unknown_stance_is_refused() -> None:
    with pytest.raises(ValueError, match="'shout' is not a stance"):
        Claim.from_json(denial().to_json() | {"stance": "shout"})


def test_a_report_comes_back_from_json_as_it_was() -> None:
    report = Report(
        TEXT,
        "en",
        credits=(Credit("Reuters", span("Monday"), "line", True),),
        paragraphs=(Paragraph(Span(0, len(TEXT), TEXT), "body"),),
        doublings=(Doubling("quotation", span("40"), (span("drones"),), 0.5),),
    )
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report


def test_a_reports_id_tells_two_outlets_with_one_text_apart() -> None:
    assert Report(TEXT, outlet="A").id != Report(TEXT, outlet="B").id
    assert Report(TEXT, outlet="A", release="x").id == Report(TEXT, outlet="A", release="y").id
