"""Check digits against published examples, not against our own arithmetic."""

import pytest

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


@pytest.mark.parametrize("written", ["7712.00", "0000.00", "85", "854231900012", "none"])
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
