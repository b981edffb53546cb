"""What may stand beside a name: the bound that the search takes is never less than the truth."""

import numba
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.find.names import Screener
from vedette.find.names.comparison import beside, entity_of
from vedette.find.names.evidence import profile, weigh
from vedette.find.names.marks import bar, floor_of

DATES = ["1965", "1966-05", "1966-05-06", "1966-06-05", "1967-01-01", "1956-05-06", "1990-12-31"]
SAID = st.fixed_dictionaries(
    {},
    optional={
        "birthDate": st.lists(st.sampled_from(DATES), max_size=2),
        "nationality": st.lists(st.sampled_from(["ir", "ru", "Russia", "us"]), max_size=2),
        "birthPlace": st.lists(st.sampled_from(["Kabul", "Kabul, Afghanistan", "Tehran"])),
        "gender": st.lists(st.sampled_from(["male", "female"]), max_size=1),
    },
)


@numba.njit
def floor(index, entity, bar):
    """What the name must be worth, as the search asks it."""
    return floor_of(index, entity, bar)


@settings(max_examples=300, deadline=None)
@given(SAID, SAID)
def test_no_evidence_beside_a_name_adds_more_than_its_marks_say(asked, listed):
    asked, listed = (
        {"id": "x", "schema": "Person", "properties": {"name": ["A Name"], **said}}
        for said in (asked, listed)
    )
    query = profile(entity_of(asked))
    features, _ = weigh(query, profile(entity_of(listed)))
    wanted = 3.0
    index = Screener.build([listed])._index
    assert floor(index, 0, bar(query, wanted, -4.0)) <= wanted - beside(features)


def test_two_people_born_decades_apart_need_much_more_of_their_names():
    listed = {"id": "x", "schema": "Person", "properties": {"name": ["A B"], "birthDate": ["1950"]}}
    young = profile(entity_of({"schema": "Person", "properties": {"birthDate": ["1990-01-02"]}}))
    unsaid = profile(entity_of({"schema": "Person", "properties": {"name": ["A B"]}}))
    index = Screener.build([listed])._index
    parted, open_ = (floor(index, 0, bar(one, 1.0, -4.0)) for one in (young, unsaid))
    assert parted > open_ + 2


def test_nothing_is_asked_of_a_name_below_what_resembles_nothing():
    nobody = profile(entity_of({"schema": "Person", "properties": {"name": ["A B"]}}))
    listed = {"id": "x", "schema": "Person", "properties": {"name": ["A B"]}}
    assert floor(Screener.build([listed])._index, 0, bar(nobody, -30.0, -4.0)) >= -4.01
