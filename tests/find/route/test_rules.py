"""Each rule of the table on a line that it is made for, and on the same line put right.

The table below is the specification: rule, the change that makes it hold, the change that puts
it right. A rule without a row here fails the last test.
"""

from dataclasses import replace
from typing import Any

import pytest

from vedette.find.goods import examine
from vedette.find.route import evaluate, facts, history
from vedette.model.consignment import Consignment, Good, Party
from vedette.reference.rules.table import load

RULES = load()
PLAIN = Consignment(
    id="1",
    source="m",
    release="r",
    date="2024-03-01",
    parties=(Party("shipper", "Alpha GmbH", "de"), Party("consignee", "Beta SA", "fr")),
    goods=(Good("Cotton t-shirts", hs="610910", weight_kg=100.0, value=1000.0, currency="EUR"),),
    origin_country="de",
    destination_country="fr",
    route=("DEHAM", "FRLEH"),
)
CHIPS = Good("Microprocessors", hs="854231", weight_kg=10.0, value=90000.0, currency="EUR")
BEARINGS = Good("Ball bearings", hs="848210", weight_kg=100.0, value=1000.0, currency="EUR")


def consignee(name: str = "Beta SA", country: str = "fr", **said: str) -> tuple[Party, ...]:
    address = said.pop("address", "")
    return (PLAIN.parties[0], Party("consignee", name, country, address, said))


def line(**changes: Any) -> Consignment:
    return replace(PLAIN, **changes)


CASES: dict[str, tuple[Consignment, Consignment]] = {
    "goods.tier-1-2-embargoed": (
        line(goods=(CHIPS,), destination_country="ru"),
        line(goods=(CHIPS,)),
    ),
    "goods.listed-embargoed": (
        line(goods=(BEARINGS,), destination_country="ir"),
        line(goods=(BEARINGS,)),
    ),
    "goods.embargoed": (
        line(goods=(Good("wall thermostats", hs="903210"),), route=("DEHAM", "IRBND", "AFKBL")),
        line(goods=(Good("wall thermostats", hs="903210"),), route=("DEHAM", "TRMER", "AFKBL")),
    ),
    "goods.chapter-embargoed": (
        line(goods=(Good("hand pumps", hs="841320"),), destination_country="by"),
        line(destination_country="by"),
    ),
    "goods.vague-embargoed": (
        line(goods=(Good("Spare parts"),), destination_country="ir"),
        line(goods=(Good("Spare parts"),)),
    ),
    "goods.tier-1-2": (line(goods=(CHIPS,)), line(goods=(BEARINGS,))),
    "goods.listed": (line(goods=(BEARINGS,)), PLAIN),
    "goods.too-short": (line(goods=(Good("ICs", hs="8542"),)), line(goods=(Good("x", hs="9503"),))),
    "goods.model": (line(goods=(Good("Rotax 912 engine"),)), line(goods=(Good("Rotax 9120"),))),
    "goods.category": (line(goods=(Good("accelerometers"),)), PLAIN),
    "goods.weapon": (line(goods=(Good("wings of Shahed-136"),)), PLAIN),
    "goods.words-listed": (
        line(goods=(Good("Microprocessors", hs="950300"),)),
        line(goods=(CHIPS,)),
    ),
    "goods.words-listed-no-code": (
        line(goods=(Good("Microprocessors"),)),
        line(goods=(Good("Cotton t-shirts"),)),
    ),
    "goods.mismatch": (line(goods=(Good("frozen fish fillets", hs="870899"),)), PLAIN),
    "goods.listed-mismatch": (
        line(goods=(Good("frozen fish fillets", hs="848210"),)),
        line(goods=(BEARINGS,)),
    ),
    "goods.vague": (line(goods=(Good("Spare parts"),)), PLAIN),
    "route.embargoed-end": (line(route=("DEHAM", "RUOYA")), PLAIN),
    "route.listed-through-embargoed": (
        line(goods=(CHIPS,), route=("DEHAM", "RULED", "KZALA"), destination_country="kz"),
        line(goods=(CHIPS,), route=("DEHAM", "KZALA"), destination_country="kz"),
    ),
    "route.transit-hub": (
        line(goods=(CHIPS,), route=("DEHAM", "AEJEA", "INNSA"), destination_country="in"),
        line(goods=(CHIPS,), route=("DEHAM", "INNSA"), destination_country="in"),
    ),
    "route.hub-destination": (
        line(goods=(CHIPS,), destination_country="ae"),
        line(goods=(CHIPS,)),
    ),
    "route.detour": (line(route=("DEHAM", "AEJEA", "FRLEH")), PLAIN),
    "route.nationality": (line(parties=consignee(country="cy")), PLAIN),
    "route.party-embargoed": (
        line(parties=(*PLAIN.parties, Party("notify", "Gamma OOO", "ru"))),
        line(parties=(*PLAIN.parties, Party("notify", "Gamma BV", "nl"))),
    ),
    "route.bank-elsewhere": (
        line(goods=(CHIPS,), parties=(*PLAIN.parties, Party("bank", "Delta", "ae"))),
        line(goods=(CHIPS,), parties=(*PLAIN.parties, Party("bank", "Delta", "fr"))),
    ),
    "consignee.forwarder": (line(parties=consignee("Beta Logistics SARL")), PLAIN),
    "consignee.forwarder-listed": (
        line(goods=(CHIPS,), parties=consignee("ООО Бета Логистика")),
        line(goods=(CHIPS,)),
    ),
    "consignee.bank": (
        line(goods=(CHIPS,), parties=consignee("First Bank of Beta")),
        line(goods=(CHIPS,), parties=consignee("Bankside Toys")),
    ),
    "consignee.to-order": (
        line(goods=(CHIPS,), parties=consignee("TO ORDER OF SHIPPER")),
        line(goods=(CHIPS,)),
    ),
    "consignee.new": (
        line(goods=(CHIPS,), parties=consignee(incorporationDate="2024-01-10")),
        line(goods=(CHIPS,), parties=consignee(incorporationDate="2014-01-10")),
    ),
    "consignee.founded-after-invasion": (
        line(goods=(CHIPS,), parties=consignee(country="am", incorporationDate="2022-03-01")),
        line(goods=(CHIPS,), parties=consignee(country="am", incorporationDate="2021-03-01")),
    ),
    "parties.same-address": (
        line(
            parties=(
                Party("shipper", "Alpha GmbH", "de", "Hafenstr. 7, Hamburg"),
                Party("consignee", "Beta SA", "fr", "Hafenstr 7 HAMBURG"),
            )
        ),
        PLAIN,
    ),
    "paper.invalid": (line(problems=("weight heavy: not a weight",)), PLAIN),
    "paper.check-digit": (
        line(problems=("container CSQU3054384: the check digit (ISO 6346) is wrong, 3 …",)),
        line(problems=("date 03/04/2024: day and month could be either way round; not used",)),
    ),
}


def holding(one: Consignment, *beside: Consignment) -> set[str]:
    known = history([*beside, one], "r")
    read = facts(one, [examine(good) for good in one.goods], known, RULES.answers)
    return {hit.rule.id for hit in evaluate(RULES.rows.values(), read)[0]}


@pytest.mark.parametrize("rule", CASES)
def test_rule(rule: str) -> None:
    made_for, put_right = CASES[rule]
    assert rule in holding(made_for)
    assert rule not in holding(put_right)


def test_a_plain_line_meets_no_rule() -> None:
    assert holding(PLAIN) == set()


def test_price_out_of_range_only_once_enough_lines_are_priced() -> None:
    odd = line(goods=(replace(BEARINGS, value=100000.0),))
    beside = [line(id=str(n), goods=(BEARINGS,)) for n in range(25)]
    assert "goods.price" in holding(odd, *beside)
    assert "goods.price" not in holding(odd, *beside[:10])
    assert "goods.price" not in holding(line(goods=(BEARINGS,)), *beside)


def test_first_shipment_only_where_there_is_a_history() -> None:
    new = line(goods=(CHIPS,))
    other = line(id="0", release="earlier", date="2024-01-01", parties=consignee("Omega SA"))
    known = line(id="0", release="earlier", date="2024-01-01")
    assert "consignee.first" in holding(new, other)
    assert "consignee.first" not in holding(new, known)
    assert "consignee.first" not in holding(new)


def test_a_shipment_cut_into_small_lines() -> None:
    small = replace(BEARINGS, value=2000.0)
    other = (Party("shipper", "Gamma GmbH", "de"), PLAIN.parties[1])
    beside = [
        line(id="2", date="2024-03-02", goods=(small,)),
        line(id="3", date="2024-03-03", goods=(small,), parties=other),
    ]
    assert "shipment.split-listed" in holding(line(goods=(small,)), *beside)
    assert "shipment.split-listed" not in holding(line(goods=(small,)), beside[0])
    far = [line(id=str(n), date=f"2024-0{n}-01", goods=(small,)) for n in (5, 7)]
    assert "shipment.split-listed" not in holding(line(goods=(small,)), *far)


def test_small_lines_of_goods_that_no_list_names_count_little() -> None:
    beside = [line(id=str(n), date=f"2024-03-0{n}") for n in (2, 3)]
    assert "shipment.split" in holding(PLAIN, *beside)
    assert RULES.rows["shipment.split"].weight < RULES.rows["shipment.split-listed"].weight


def test_what_is_not_known_is_said_and_holds_nothing() -> None:
    blank = Consignment("1", "m", goods=(CHIPS,))
    read = facts(blank, [examine(CHIPS)], history([blank]), RULES.answers)
    hits, unlooked = evaluate(RULES.rows.values(), read)
    assert "goods.tier-1-2-embargoed" in unlooked
    assert unlooked["goods.tier-1-2-embargoed"] == "no country of destination is stated"
    assert not {hit.rule.id for hit in hits} & set(unlooked)


def test_every_rule_with_conditions_has_an_example() -> None:
    own = {"goods.price", "consignee.first", "shipment.split", "shipment.split-listed"}
    assert {name for name, rule in RULES.rows.items() if rule.when} == set(CASES) | own


def test_every_fact_that_a_rule_asks_for_exists_and_is_explained() -> None:
    from pathlib import Path

    explained = (Path(__file__).parents[3] / "docs" / "rules.md").read_text("utf-8")
    read = facts(PLAIN, [examine(good) for good in PLAIN.goods], history([PLAIN]), RULES.answers)
    asked = {c.fact for rule in RULES.rows.values() for c in rule.when}
    assert asked <= set(read.known) | set(read.missing)
    for fact in (*read.known, *read.missing):
        assert f"`{fact}`" in explained, fact
