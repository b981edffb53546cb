"""Who is blocked: worked cases from the published rules, and what must hold for all graphs."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import shared
from vedette.find.ownership import Holding, blocked
from vedette.find.ownership.holdings import Kind, parse_share
from vedette.model.errors import BadInput, Missing
from vedette.reference.ownership.regimes import regimes

TABLE = tomllib.loads((Path(__file__).parent / "vectors.toml").read_text("utf-8"))


def holding(owner: str, owned: str, share: str, *more: str) -> Holding:
    kind: Kind = more[0] if more else "shares"
    begins, ends, arrangement = (*more[1:], "", "", "")[:3]
    return Holding(owner, owned, *parse_share(share), kind, begins, ends, arrangement)


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["id"])
def test_worked_case(case):
    holdings = [holding(*row) for row in case["holdings"]]
    ruling = blocked(holdings, case["seeds"], case["regime"], case["date"])
    assert {name: ruling.answer(name) for name in case["expect"]} == case["expect"]
    assert case["source"] in TABLE["sources"]


@pytest.mark.shared
def test_worked_cases_from_elsewhere():
    for case in json.loads(shared("ownership/vectors_dev.json").read_text()):
        holdings = [Holding(a, b, share, share) for a, b, share in case["edges"]]
        ruling = blocked(holdings, case["seeds"], "OFAC", "2024-01-01")
        reached = {name for name, one in ruling.standings.items() if one.answer == "blocked"}
        assert reached - set(case["seeds"]) == set(case["blocked"]), case["id"]


def test_every_rule_names_its_source():
    for rule in regimes():
        assert rule.authority and rule.address.startswith("https://") and rule.seen, rule


def test_a_regime_that_is_not_known_is_refused():
    with pytest.raises(BadInput, match="Atlantis"):
        blocked([], [], "Atlantis", "2024-01-01")
    with pytest.raises(Missing, match="2001"):
        blocked([], [], "OFAC", "2001-01-01")


def test_the_path_proves_the_answer():
    holdings = [holding("X", "A", "50"), holding("X", "B", "10"), holding("A", "B", "40")]
    ruling = blocked(holdings, ["X"], "OFAC", "2024-01-01")
    path = [(step.owner, step.owned) for step in ruling.path("B")]
    assert sorted(path) == [("A", "B"), ("X", "A"), ("X", "B")]
    assert path.index(("X", "A")) < path.index(("A", "B"))
    assert (ruling.standings["B"].low, ruling.standings["B"].high) == (50.0, 50.0)


NAMES = st.sampled_from("ABCDEFGH")
SHARES = st.tuples(st.integers(0, 60), st.integers(0, 40)).map(lambda t: (t[0], t[0] + t[1]))
GRAPHS = st.lists(st.tuples(NAMES, NAMES, SHARES), max_size=14).map(
    lambda rows: [Holding(a, b, low, high) for a, b, (low, high) in rows if a != b]
)
DAYS = [(rule.name, rule.begins) for rule in regimes()] + [("BIS-Affiliates", "2026-11-24")]
REGIMES = st.sampled_from(DAYS)
"""Every regime on the first day of each of its rules: old and new thresholds, suspension, none."""
RANK = {"not_blocked": 0, "unknown": 1, "blocked": 2}


@given(GRAPHS, REGIMES, st.randoms(use_true_random=False))
def test_order_does_not_matter(graph, regime, random):
    shuffled = list(graph)
    random.shuffle(shuffled)
    seeds = ["A", "B"]
    first = blocked(graph, seeds, *regime)
    again = blocked(shuffled, seeds[::-1], *regime)
    assert first == again


@given(GRAPHS, REGIMES, NAMES, st.integers(0, 100))
def test_adding_a_blocked_owner_never_unblocks(graph, regime, owned, share):
    before = blocked(graph, ["A"], *regime)
    more = [*graph, Holding("New", owned, share, share)]
    after = blocked(more, ["A", "New"], *regime)
    for name in "ABCDEFGH":
        assert RANK[after.answer(name)] >= RANK[before.answer(name)]


@given(GRAPHS, REGIMES)
def test_designating_one_more_never_unblocks(graph, regime):
    before = blocked(graph, ["A"], *regime)
    after = blocked(graph, ["A", "H"], *regime)
    for name in "ABCDEFGH":
        assert RANK[after.answer(name)] >= RANK[before.answer(name)]


@given(GRAPHS, REGIMES, NAMES, SHARES)
def test_a_designated_persons_share_never_clears_anothers_entity(graph, regime, owned, share):
    """H takes a share of somebody who may be A's: were H clean, it could leave A too little."""
    mine = [one for one in graph if one.owner != "H"]
    before = blocked(mine, ["A", "H"], *regime)
    after = blocked([*mine, Holding("H", owned, *share)], ["A", "H"], *regime)
    for name in "ABCDEFG":
        assert RANK[after.answer(name)] >= RANK[before.answer(name)]


@given(GRAPHS, REGIMES, st.randoms(use_true_random=False))
def test_what_is_stated_less_precisely_never_clears(graph, regime, random):
    """A share that is widened to 0 to 100 leaves nobody better off than not blocked before."""
    if not graph:
        return
    at = random.randrange(len(graph))
    if graph[at].owner not in "AB":
        return  # a clean owner's certain share does leave the others less
    vague = Holding(graph[at].owner, graph[at].owned, 0, 100)
    before = blocked(graph, ["A", "B"], *regime)
    after = blocked([*graph[:at], vague, *graph[at + 1 :]], ["A", "B"], *regime)
    for name in "ABCDEFGH":
        assert after.answer(name) != "not_blocked" or before.answer(name) == "not_blocked"


@given(GRAPHS, REGIMES)
def test_blocked_by_ownership_is_held_over_the_threshold(graph, regime):
    """Recounted from the graph: who is blocked is held by blocked owners at 50 % at least."""
    ruling = blocked(graph, ["A"], *regime)
    lows: dict[tuple[str, str], float] = {}
    for one in graph:
        key = (one.owner, one.owned)
        lows[key] = min(lows.get(key, 100.0), one.low)
    for name, standing in ruling.standings.items():
        if standing.answer == "blocked" and standing.ground == "ownership":
            held = sum(
                low
                for (owner, owned), low in lows.items()
                if owned == name and ruling.answer(owner) == "blocked"
            )
            assert held >= 50
