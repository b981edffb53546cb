"""Reference tables of goods: complete, sourced, and in step with what was published."""

import csv

import pytest

from tests.shared_data import shared
from vedette.find.goods.examine import examine
from vedette.model.consignment import Good
from vedette.model.errors import BadInput
from vedette.reference.goods import tables


def test_all_fifty_codes_of_the_common_high_priority_list_with_their_tiers() -> None:
    published = {
        row["hs6"]: row["tier"]
        for row in csv.DictReader(shared("cargo/chpl_2024-02-23.csv").open(encoding="utf-8"))
    }
    ours = {
        row.code: row.tier for rows in tables.codes().values() for row in rows if row.list == "chpl"
    }
    assert ours == published and len(ours) == 50


def test_tiers_have_the_sizes_that_bis_publishes() -> None:
    tiers = [row.tier for rows in tables.codes().values() for row in rows if row.list == "chpl"]
    assert {tier: tiers.count(tier) for tier in tiers} == {
        "1": 4,
        "2": 5,
        "3.A": 16,
        "3.B": 9,
        "4.A": 11,
        "4.B": 5,
    }


def test_codes_that_no_authority_published_beside_its_categories_say_so() -> None:
    rows = [row for rows in tables.codes().values() for row in rows if row.list == "iran-uav"]
    assert rows and {row.basis for row in rows} == {"inferred"}


def test_nothing_is_matched_against_a_list_that_was_not_read() -> None:
    unread = {name for name, row in tables.lists().items() if row.seen in ("head", "not seen")}
    matched = {row.list for rows in tables.codes().values() for row in rows}
    matched |= {row.list for rows in tables.embargoes().values() for row in rows}
    assert matched == set(tables.lists()) - unread


def test_lists_for_a_country_have_the_codes_of_the_law_and_only_ones_that_exist() -> None:
    """Counts of the texts read: Annex II of 25 July 2023, Schedule 4 of 13 September 2024."""
    rows = tables.embargoes()["ir"]
    eu = {row.code: row.extent for row in rows if row.list == "eu-2023-1529"}
    uk = {row.code for row in rows if row.list == "uk-2023-1314"}
    assert (len(eu), len(uk)) == (29, 95)
    assert eu["840710"] == "whole" and eu["854231"] == "part" and "8501" in uk
    assert set(tables.embargoes()) == {"ir"}
    table = shared("cargo/harmonized_system_2022.csv").open(encoding="utf-8")
    known = {row["hscode"] for row in csv.DictReader(table)}
    assert {row.code for row in rows if row.code[:6] not in known} == set()


@pytest.mark.parametrize("name", ["lists", "codes", "embargoes", "designations", "words", "vague"])
def test_every_row_has_an_authority_a_date_and_an_address(name: str) -> None:
    for row in tables._rows(f"{name}.csv"):
        assert len(row["authority"]) > 2
        assert len(row["effective"]) == 10 and row["effective"][4] == "-"
        assert row["address"].startswith("https://")


def test_a_row_without_a_source_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere:
        def joinpath(self, name: str) -> "Nowhere":
            return self

        def read_text(self, encoding: str) -> str:
            return "list,code,authority,effective,address\nchpl,854231,BIS,,https://x\n"

    monkeypatch.setattr(tables, "files", lambda package: Nowhere())
    with pytest.raises(BadInput, match=r"codes\.csv, line 2: has no authority, date or address"):
        list(tables._rows("codes.csv"))


def test_every_code_of_a_word_exists_in_the_harmonized_system() -> None:
    table = shared("cargo/harmonized_system_2022.csv").open(encoding="utf-8")
    known = {row["hscode"] for row in csv.DictReader(table)}
    national = {"98", "99"}  # chapters kept for national use
    wrong = {
        code
        for row in tables.words().values()
        for code in row.codes
        if not any(one.startswith(code) for one in known) and code not in national
    }
    assert wrong == {"8803"}  # the heading of HS 2017, still on papers; 8807 since 2022


def test_the_harmonized_systems_own_descriptions_seldom_disagree_with_their_codes() -> None:
    """5,613 descriptions that nobody here wrote, each with its right code: what disagrees is a
    false alarm of ours."""
    table = shared("cargo/harmonized_system_2022.csv").open(encoding="utf-8")
    rows = [row for row in csv.DictReader(table) if row["level"] == "6"]
    seen = [examine(Good(row["description"], hs=row["hscode"])) for row in rows]
    disagree = [one for one in seen if one.agreement == "disagree"]
    assert sum(one.agreement == "agree" for one in seen) > 0.3 * len(rows)
    assert len(disagree) < 0.025 * len(rows)
    assert sum(bool(one.suggested) for one in disagree) < 0.003 * len(rows)
    assert not any(one.vague for one in seen)
