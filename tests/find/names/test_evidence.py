"""What stands beside a name moves the score one way: agreement up, contradiction down."""

import csv
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.find.names.habits import THRESHOLD
from tests.shared_data import shared
from vedette import Screener, compare
from vedette.model.entity import Entity
from vedette.see.lists import un
from vedette.see.lists.draft import Reading

NAMES = [
    ("Person", "Ali Rezaei", "REZAEI, Ali"),
    ("Person", "Ali Rezaei", "RAZAVI, Ali"),
    ("Person", "Vladimir Putin", "Путин Владимир Владимирович"),
    ("Person", "Kim Jong Un", "Kim Jong Il"),
    ("Company", "Mahan Air", "MAHAN AIR CO."),
    ("Company", "Mahan Air", "Mahan Travel and Tourism"),
    ("Vessel", "PORT OLYA-3", "PORT OLYA 3"),
    ("Vessel", "PORT OLYA-3", "LADY R"),
]

EVIDENCE = {
    "birthDate": ("1972-03-04", "1972-03-04", "1951-11-30"),
    "nationality": ("ir", "ir", "br"),
    "country": ("ir", "ir", "br"),
    "flag": ("ru", "ru", "pa"),
    "gender": ("male", "male", "female"),
    "birthPlace": ("Tabriz", "Tabriz", "Manaus"),
    "passportNumber": ("A1234567", "A1234567", "B7654321"),
    "imoNumber": ("9481910", "9481910", "9481922"),
    "registrationNumber": ("EP-GOM", "EP-GOM", "EP-GOX"),
    "taxNumber": ("7707083893", "7707083893", "7728168971"),
}
"""Property to what is asked, what agrees with it, and what contradicts it."""


def score(schema, one, other, asked, agreeing, contradicting):
    """The two names, with some properties that agree and some that contradict."""
    mine = {prop: [EVIDENCE[prop][0]] for prop in (*asked, *agreeing, *contradicting)}
    theirs = {prop: [EVIDENCE[prop][1]] for prop in agreeing}
    theirs |= {prop: [EVIDENCE[prop][2]] for prop in contradicting}
    return compare(
        {"schema": schema, "properties": {"name": [one], **mine}},
        {"schema": schema, "properties": {"name": [other], **theirs}},
    ).score


sets = st.sets(st.sampled_from(sorted(EVIDENCE)), max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), sets, sets, st.sampled_from(sorted(EVIDENCE)))
def test_agreeing_never_lowers_and_contradicting_never_raises(names, agreeing, against, one):
    agreeing, against = agreeing - {one}, against - agreeing - {one}
    before = score(*names, (one,), agreeing, against)
    assert score(*names, (), agreeing | {one}, against) >= before
    assert score(*names, (), agreeing, against | {one}) <= before


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), sets)
def test_what_one_side_does_not_say_changes_nothing(names, asked):
    assert score(*names, asked, (), ()) == score(*names, (), (), ())


@pytest.mark.parametrize(
    ("exact", "near"),
    [("1972-03-04", "1972"), ("1972-03-04", "1972-04-03")],
)
def test_a_birth_date_to_the_day_says_more_than_the_year(exact, near):
    def dated(date):
        return {"schema": "Person", "properties": {"name": ["Ali Rezaei"], "birthDate": [date]}}

    plain = {"schema": "Person", "properties": {"name": ["Ali Rezaei"]}}
    to_the_day, to_the_year = (
        compare(dated(exact), dated(exact)),
        compare(dated(exact), dated(near)),
    )
    assert to_the_day.score > to_the_year.score > compare(dated(exact), plain).score


def test_a_rare_name_says_more_than_a_common_one():
    def same(name):
        party = {"schema": "Person", "properties": {"name": [name]}}
        return compare(party, party).score

    assert same("Zhumakan Telgozhayev") > same("Mohammed Ali")


@pytest.mark.shared
def test_matches_do_not_pile_up_at_one_score():
    """The United Nations' names against their list: no score is shared by one match in a hundred.

    Counted are entries and their best scores; a name that two entries bear counts for both.
    """
    with shared("lists/un_consolidated_2026-02-27.xml").open("rb") as file:
        screener = Screener.build(list(un.read(file, Reading("r"))))
    with shared("names/queries_un_positive.csv").open(newline="", encoding="utf-8") as file:
        names = [row["full_name"] for row in csv.DictReader(file) if row["full_name"]]
    asked = [Entity("", "Person", {"name": (name,)}) for name in names]
    scores = [match.score for one in asked for match in screener.match(one, 20, THRESHOLD)]
    assert len(scores) > 500
    assert max(Counter(scores).values()) <= len(scores) / 100
