"""The press article of 23 October 2022 from which the project began, field by field. Spans of a few
words only: its sentences are not ours to copy."""

import pytest

from tests.shared_data import shared
from vedette.find.claims import read_claims
from vedette.model.claim import Claim
from vedette.model.report import Report
from vedette.see.reports.marks import report_from
from vedette.see.reports.plain import read


@pytest.fixture(scope="module")
def report() -> Report:
    (found,) = read(shared("reports/article_fr_2022-10-23.txt"))
    return report_from(found)


@pytest.fixture(scope="module")
def claims(report: Report) -> list[Claim]:
    return read_claims(report)


def only(claims: list[Claim], **wanted: str | None) -> Claim:
    """The one claim of this stance, frame and speaker."""
    found = [
        c
        for c in claims
        if c.stance == wanted["stance"]
        and c.frame == wanted["frame"]
        and (c.speaker.name if c.speaker else None) == wanted["speaker"]
    ]
    assert len(found) == 1, found
    return found[0]


def test_what_blinken_believes(claims: list[Claim]) -> None:
    received, more = [c for c in claims if c.stance == "believe" and c.cue.text == "pensons"]
    assert received.frame == "transfer" and received.modality == ()
    assert received.speaker.name == "Anthony Blinken" and received.speaker.span.text == "M. Blinken"
    assert received.supplier.name == "Iran" and received.supplier.country == "ir"
    assert received.recipient.name == "Russie" and received.recipient.country == "ru"
    assert received.item.name == "drones"
    assert (received.quantity.low, received.quantity.high) == (20, 99)
    assert received.quantity.span.text == "des dizaines"
    assert received.report_time == "2022-10-23T13:27:00"
    assert more.speaker.name == "Anthony Blinken"
    assert more.frame == "transfer" and more.modality == ("may", "plans")
    assert more.item.name == "autres" and more.event.text == "préparation"


def test_what_the_united_states_accuse_iran_of(claims: list[Claim]) -> None:
    accused = only(claims, stance="accuse", frame="train_support", speaker="États-Unis")
    assert accused.speaker.country == "us" and accused.supplier.name == "Iran"
    assert accused.item.name == "formateurs" and accused.where.name == "Crimée"
    assert "techniciens" in accused.content.text


def test_what_iran_denies(claims: list[Claim]) -> None:
    denied = only(claims, stance="deny", frame="transfer", speaker="Iran")
    assert denied.supplier.name == "Iran" and denied.recipient.name == "Russie"
    assert denied.item.name == "armes" and not denied.adverse
    assert sum(c.stance == "deny" for c in claims) == 1


def test_what_the_outlet_says_itself(claims: list[Claim]) -> None:
    shot = only(claims, stance="assert", frame="intercept", speaker=None)
    assert shot.user.name.startswith("forces armées") and shot.user.country == "ua"
    stock = only(claims, stance="assert", frame="exhaust", speaker=None)
    assert stock.item.name == "stock de drones" and stock.modality == ("may", "negated")
    assert shot.narrated and stock.narrated


def test_intelligence_is_believed_and_informations_is_no_source(claims: list[Claim]) -> None:
    may = only(claims, stance="believe", frame="transfer", speaker="États-Unis")
    assert may.modality == ("may",) and may.recipient.country == "ru"
    names = [link.name or "" for claim in claims for link in claim.chain]
    assert not any("lesquelles" in name.lower() or "information" in name for name in names)


def test_the_headline_names_its_speaker_last_and_is_read_once(claims: list[Claim]) -> None:
    first = [claim for claim in claims if claim.rule == "fr.headline"]
    assert [claim.content.start for claim in first] == [0]
    assert first[0].speaker.name.startswith("Secrétaire") and first[0].modality == ("may",)


def test_the_doubled_quotation_is_one_claim_with_two_readings(claims: list[Claim]) -> None:
    (doubled,) = [claim for claim in claims if claim.readings]
    assert doubled.speaker.name == "Anthony Blinken"
    assert "y compris en Ukraine" in doubled.content.text
    assert ["notamment en Ukraine" in other.text for other in doubled.readings] == [True]


def test_no_false_speaker_and_the_wire_behind_all(report: Report, claims: list[Claim]) -> None:
    allowed = {"Anthony Blinken", "États-Unis", "Iran", "responsables américains", None}
    spoken = {
        claim.speaker.name for claim in claims if claim.speaker and claim.rule != "fr.headline"
    }
    assert spoken <= allowed | {"secrétaire d'État américain Anthony Blinken"}
    for claim in claims:
        assert [link.name for link in claim.chain if link.kind == "wire"] == ["Bloomberg"]
        spans = [claim.content, claim.cue, claim.event, *claim.more, *claim.readings]
        spans += [link.span for link in claim.chain]
        assert all(report.text[s.start : s.end] == s.text for s in spans if s)
