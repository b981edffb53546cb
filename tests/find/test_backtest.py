"""Looking back: a small world whose outcome is known by construction."""

from vedette.find.backtest import backtest, wilson
from vedette.model.entity import Entity

THEN = [
    Entity("v1", "Vessel", {"name": ("PORT OLYA-1",), "imoNumber": ("9481922",), "owner": ("t",)}),
    Entity("v2", "Vessel", {"name": ("PORT OLYA-2",), "imoNumber": ("9481881",), "owner": ("t",)}),
    Entity("t", "Company", {"name": ("TRANSMORFLOT LLC",), "address": ("12 Dock Lane, Olya",)}),
]
LATER = [
    *THEN,
    Entity("v3", "Vessel", {"name": ("PORT OLYA-3",), "imoNumber": ("9481910",)}),
    Entity("s3", "Sanction", {"entity": ("v3",), "listingDate": ("2024-09-10",)}),
    Entity("c", "Company", {"name": ("Quite Another Firm",), "address": ("Dock Lane 12, Olya",)}),
    Entity("p", "Person", {"name": ("Nobody Known",)}),
]
CONTROLS = [
    Entity("k1", "Vessel", {"name": ("SILVER STAR 4",)}),
    Entity("k2", "Company", {"name": ("Harbour Bakery",), "address": ("1 Dock Lane, Olya",)}),
]


def rows():
    answer = backtest("2023-01-21", THEN, LATER, CONTROLS)
    assert (answer.then, answer.later, answer.controls) == (3, 3, 2)
    return {(row.rule, row.kind): row for row in answer.rows}


def test_the_sister_is_flagged_with_its_lead_and_the_control_is_not():
    row = rows()["series of listed ships", "vessel"]
    assert (row.later, row.flagged, row.controls, row.alarms) == (1, 1, 1, 0)
    assert row.days_ahead == (598, 598)  # 21 January 2023 to 10 September 2024
    assert row.examples == ("PORT OLYA-3 <- PORT OLYA-1",)


def test_the_shared_address_is_flagged_and_the_neighbouring_number_is_not():
    row = rows()["same address", "company"]
    assert (row.flagged, row.alarms) == (1, 0)
    assert row.days_ahead is None  # the later list does not say when


def test_a_rule_that_finds_nobody_has_no_row():
    assert ("same identifier", "vessel") not in rows()
    assert not any(kind == "person" for _, kind in rows())


def test_what_a_designation_adds_is_not_used():
    guilty = Entity("x", "Company", {"name": ("Fresh",), "topics": ("sanction",), "notes": ("t",)})
    assert backtest("2023-01-21", THEN, [guilty], []).rows == ()


def test_who_is_taken_up_again_gives_no_lead():
    again = Entity("s3", "Sanction", {"entity": ("v3",), "listingDate": ("2012-02-01",)})
    answer = backtest("2023-01-21", THEN, [LATER[3], again], [])
    row = next(row for row in answer.rows if row.rule == "series of listed ships")
    assert (answer.later, answer.relisted) == (1, 1)
    assert (row.flagged, row.dated, row.days_ahead) == (1, 0, None)


def test_wilson_agrees_with_a_published_value():
    """Newcombe 1998, Statistics in Medicine 17: 81 of 263 gives 0.2553 to 0.3662."""
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
