"""Goods by code, by words in several languages, by parts."""

import pytest

from vedette.find.goods import embargoed, examine, listed
from vedette.find.goods.parts import _may_name, _runs_of_parts, designated, weapons_named
from vedette.model.consignment import Good
from vedette.reference.goods.tables import designations


@pytest.mark.parametrize(
    ("hs", "level"),
    [("854231", "exact"), ("85423190", "within"), ("8542319000", "within"), ("8542", "heading")],
)
def test_a_code_matches_at_any_number_of_digits(hs: str, level: str) -> None:
    found = [one for one in listed(hs) if one.row.code == "854231"]
    assert {one.level for one in found} == {level}
    assert "HS 8542.31, CHPL tier 1" in found[0].says


@pytest.mark.parametrize("hs", ["854230", "95030000", "", "8", "85423"])
def test_other_codes_match_nothing(hs: str) -> None:
    assert listed(hs) == ()


def test_a_list_for_one_country_speaks_of_goods_bound_for_it_alone() -> None:
    sure = {one.row.list: one.sure for one in embargoed("85423190", ["tr", "ir"])}
    assert sure == {"eu-2023-1529": False, "uk-2023-1314": True}  # "ex 8542.31" in the EU's
    assert [one.sure for one in embargoed("854370", ["ir"])] == [False] * 3  # 8543 70 02, 04, 90
    assert [one.row.code for one in embargoed("850132", ["ir"])] == ["8501"]
    assert embargoed("85423190", ["tr"]) == ()


@pytest.mark.parametrize("change", [str, str.upper, "{}s".format, "2 x {}, used".format])
def test_no_name_of_a_part_is_passed_over_before_its_pattern_is_tried(change) -> None:  # type: ignore[no-untyped-def]
    for row in designations():
        for name in row.names:
            text = change(name)
            assert _may_name(text, _runs_of_parts()) or not designated([text]), text
            assert designated([change(name)]), text


def test_no_export_classification_is_ever_said() -> None:
    for chapter in range(1, 98):
        for one in listed(f"{chapter:02d}"):
            assert "ECCN" not in one.says and "EAR99" not in one.says


@pytest.mark.parametrize(
    "words",
    [
        "Ball bearings 6205", "roulements à billes", "Kugellager", "rodamientos",
        "подшипники шариковые", "rulman", "بلبرینگ", "轴承",
    ],
)  # fmt: skip
def test_bearings_in_eight_languages_belong_under_their_heading(words: str) -> None:
    assert examine(Good(words, hs="848210")).agreement == "agree"
    assert examine(Good(words, hs="950300")).agreement == "disagree"


def test_listed_goods_under_a_neighbouring_code_are_suggested() -> None:
    seen = examine(Good("Microprocessors", hs="853650"))
    assert seen.agreement == "disagree"
    assert next(one.row.code for one in seen.suggested if one.row.list == "chpl") == "854231"


def test_what_goes_with_the_goods_is_not_the_goods() -> None:
    assert examine(Good("Toy cars with microcontrollers", hs="950300")).agreement != "disagree"
    assert examine(Good("Parts other than ball bearings", hs="950300")).suggested == ()


@pytest.mark.parametrize(
    ("text", "designation"),
    [
        ("ENGINE ROTAX-912iS used", "Rotax 912"),
        ("двигатель Ротакс 912", "Rotax 912"),
        ("MD 550 engine", "MD-550"),
        ("tms320f28335pgfa", "TMS320F28335"),
        ("Двигатель для БПЛА", "UAV engine"),
        ("无人机发动机 50cc", "UAV engine"),
    ],
)
def test_designations_however_they_are_written(text: str, designation: str) -> None:
    assert designation in [part.row.designation for part in designated([text])]


@pytest.mark.parametrize("text", ["MD-5500 mixer", "Rotax 91200", "Canon EOS 7500", "sedanIMU"])
def test_what_only_looks_like_a_designation_is_none(text: str) -> None:
    assert not [part for part in designated([text]) if part.row.kind == "model"]


def test_a_weapon_is_named_only_outright() -> None:
    assert weapons_named(["parts for Geran-2"]) == ("Shahed-136",)
    assert weapons_named(["geranium seeds 2 kg", "Shahed Street 136"]) == ()


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("Spare parts", True), ("запасные части и оборудование", True), ("电子产品", True),
        ("STC 12 pallets general cargo", True), ("Spare parts for tractors", False), ("", False),
    ],
)  # fmt: skip
def test_vague_descriptions(text: str, empty: bool) -> None:
    assert examine(Good(text)).vague is empty
