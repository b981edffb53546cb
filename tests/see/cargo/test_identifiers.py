"""Check digits against published examples, not against our own arithmetic."""

import csv

import pytest

from tests.shared_data import shared
from vedette.see.cargo import amounts, identifiers


@pytest.mark.parametrize(
    "number",
    [
        "CSQU3054383",  # the worked example of ISO 6346 and of the BIC
        "MSKU6011672",
        "TOLU4734787",
        "HLXU2008419",
        "APZU4812090",
    ],
)
def test_containers_that_are_right(number: str) -> None:
    assert identifiers.container(number) == (number, "")


@pytest.mark.parametrize("place", range(4, 11))
def test_any_single_wrong_digit_of_a_container_is_noticed(place: int) -> None:
    digits = list("CSQU3054383")
    digits[place] = str((int(digits[place]) + 1) % 10)
    assert identifiers.container("".join(digits))[1]


@pytest.mark.parametrize(
    "number", ["9074729", "9481922", "9481881", "9161003", "9179842"]
)  # the IMO's own example, and ships of the OFAC list
def test_imo_numbers_that_are_right(number: str) -> None:
    assert identifiers.imo(f"IMO {number}") == (number, "")


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("8542.31", "854231"),
        ("8542 31 90", "85423190"),
        ("8542310001", "8542310001"),
        ("HS 8542.31", "854231"),
        ("0303.89", "030389"),
        ("30389", "030389"),
        ("303.89", "030389"),
        ("3038990", "03038990"),
        ("8542.3", "854230"),
        ("8407.10.0", "84071000"),
    ],
)
def test_hs_codes(written: str, digits: str) -> None:
    assert identifiers.hs(written)[0] == digits


@pytest.mark.parametrize(
    "written", ["7712.00", "0000.00", "85", "85423190001234", "8542310", "85423", "none"]
)
def test_hs_codes_that_are_wrong_are_remarked_on(written: str) -> None:
    assert identifiers.hs(written)[1]


@pytest.mark.parametrize(
    ("written", "unit", "kilograms"),
    [
        ("1 t", "", 1000.0),
        ("1000", "g", 1.0),
        ("1 lb", "", 0.453592),
        ("2 公斤", "", 2.0),
        ("5", "", 5.0),
    ],
)
def test_weights(written: str, unit: str, kilograms: float) -> None:
    assert amounts.weight_kg(written, unit) == (kilograms, "")


def test_a_unit_that_is_not_known_is_not_guessed() -> None:
    assert amounts.weight_kg("3 bushels") == (None, "weight 3 bushels: the unit is not known")


def test_a_zero_is_put_back_only_where_such_a_heading_exists() -> None:
    """The last headings of chapters 1 to 9 are those of the Harmonized System of 2022."""
    table = shared("cargo/harmonized_system_2022.csv").open(encoding="utf-8")
    last: dict[str, int] = {}
    for row in csv.DictReader(table):
        if row["level"] == "4" and row["hscode"].startswith("0"):
            last[row["hscode"][:2]] = max(last.get(row["hscode"][:2], 0), int(row["hscode"]))
    assert tuple(last[chapter] for chapter in sorted(last)) == identifiers._LAST_HEADINGS
    assert identifiers.hs("3038990") == (
        "03038990",
        "HS 3038990: an odd number of digits, read as 03038990 (leading zero lost)",
    )
    assert identifiers.hs("8542310")[0] == "854231"
