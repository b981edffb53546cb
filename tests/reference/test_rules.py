"""The table of rules: every row says who asks for it; a workspace can switch and tune it."""

from typing import Any

import pytest

from vedette.model.errors import BadInput
from vedette.reference.ownership.ties import tie_rules
from vedette.reference.rules import table


def test_every_rule_says_who_asks_for_it_when_and_where() -> None:
    for rule in table.load().rows.values():
        assert rule.guidance and rule.address.startswith("https://") and len(rule.date) == 10


def test_ties_of_ownership_are_rules_like_others_and_never_hold() -> None:
    rules = table.load().rows
    assert set(tie_rules()) <= set(rules)
    assert {rules[name].most for name in tie_rules()} == {"review"}


def test_only_listed_parties_hulls_airframes_owners_and_embargoed_goods_may_hold() -> None:
    assert {name for name, rule in table.load().rows.items() if rule.most == "hold"} == {
        "party.listed",
        "party.owned",
        "vessel.listed",
        "aircraft.listed",
        "goods.tier-1-2-embargoed",
    }


def test_a_workspace_switches_tunes_and_adds() -> None:
    own: dict[str, Any] = {
        "title": "Goods for {destination.name}",
        "weight": 0.5,
        "guidance": "our bank",
        "date": "2026-01-01",
        "address": "https://example.org",
        "when": [["destination.country", "is", "kz"]],
    }
    rules = table.load(
        {
            "route.detour": {"on": False},
            "goods.vague": {"weight": 0.3},
            "own.kz": own,
            "answers": {"review": 0.3},
        }
    )
    assert not rules.rows["route.detour"].on and rules.rows["goods.vague"].weight == 0.3
    assert rules.rows["own.kz"].when[0].value == "kz" and rules.answers["review"] == 0.3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"own.x": {"title": "x"}}, "has no guidance"),
        ({"goods.vague": {"weight": 2}}, "weighs 2"),
        ({"goods.vague": {"wieght": 0.2}}, "no key 'wieght'"),
        ({"goods.vague": {"when": [["a", "like", 1]]}}, "condition"),
        ({"goods.vague": {"most": "clear"}}, "write hold or review"),
        ({"answers": {"clear": 0.1}}, "not a threshold"),
        ({"goods.vague": 3}, "not a table"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_in_one_sentence(
    changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        table.load(changes)


@pytest.mark.parametrize("name", ["places.csv", "words.csv", "ports.csv"])
def test_every_row_beside_the_rules_has_its_source(name: str) -> None:
    for row in table._rows(name):
        assert row["authority"] and row["effective"] and row["address"].startswith("https://")
