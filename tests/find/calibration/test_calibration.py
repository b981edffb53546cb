"""Calibration: intervals as published, variations that do what they say, counts that add up."""

import pytest

from tests.interdict.gate.house import ENTRIES
from vedette.find.calibration.measure import THRESHOLDS, calibrate, recombined, script_of, wilson
from vedette.find.names import Screener
from vedette.find.names.variations import AS_IT_STANDS, KINDS, spoilt
from vedette.model.entity import Entity


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (Wilson without continuity).
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_as_newcombe_prints_it(count, of, low, high):
    share = wilson(count, of)
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


def test_nothing_measured_is_nothing_known():
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)


@pytest.mark.parametrize(
    ("kind", "name", "spoilt_names"),
    [
        ("order", "Ali Hassan Rezaei", {"Rezaei Ali Hassan", "Rezaei Hassan Ali"}),
        ("initial", "Ali Rezaei", {"A. Rezaei", "A Rezaei"}),
        ("vowels left out", "Ali Rezaei", {"Ali Rzi"}),
        (
            "cut off",
            "Shahed Aviation Industries",
            {"Shahed Aviation Indu", "Shahed Aviation Industrie"},
        ),
        ("run together", "Ali Rezaei", {"AliRezaei"}),
        ("torn apart", "Rezaei", {"Rez aei"}),
        ("accents lost", "Café Müller", {"Cafe Muller"}),
        ("middle left out", "Ali Rezaei", {""}),
        ("middle left out", "Ali Hassan Rezaei", {"Ali Rezaei"}),
        (AS_IT_STANDS, "Ali Rezaei", {"Ali Rezaei"}),
    ],
)
def test_variations(kind, name, spoilt_names):
    assert {spoilt(kind, name, seed) for seed in range(5)} <= spoilt_names


def test_every_variation_changes_the_name_or_gives_none():
    names = ["Aleksandr Vyacheslavovich Zakharov", "Li", "PORT OLYA-3", "Kim Jong Un", "x"]
    for kind in KINDS:
        for name in names:
            made = spoilt(kind, name, 3)
            assert made == spoilt(kind, name, 3)
            assert kind == AS_IT_STANDS or made != name, (kind, name)


def test_scripts():
    assert [script_of(name) for name in ("Zala", "Зала", "زالا", "", "12")] == [
        "LATIN",
        "CYRILLIC",
        "ARABIC",
        "",
        "",
    ]


def test_a_calibration_counts_right_entities_and_false_hits():
    nobody = [Entity("", "Person", {"name": (name,)}) for name in ("Quentin Umbrage", "Zoe Vex")]
    kestrel = [Entity("", "Company", {"name": ("Kestrel Aviation Industries",)})]
    made = calibrate(
        ENTRIES, Screener.build(ENTRIES), [("nobody", nobody), ("somebody", kestrel)], sample=10
    )
    kinds = {line.name: line for line in made.kinds}
    at = THRESHOLDS.index(0.7)
    assert kinds[AS_IT_STANDS].shares[at].share == 1
    assert kinds[AS_IT_STANDS].shares[at].of == 4, "company, two persons, vessel"
    clean = {line.name: line for line in made.clean}
    assert clean["nobody"].shares[at].count == 0
    assert clean["somebody"].shares[at].count == 1
    assert [line.name for line in made.scripts] == ["CYRILLIC"]
    for line in (*made.kinds, *made.clean):
        counts = [share.count for share in line.shares]
        assert counts == sorted(counts, reverse=True), "a higher threshold never finds more"


def test_recombined_names_are_on_no_list():
    people = [Entity(str(n), "Person", {"name": (f"A{n} B{n}",)}) for n in range(9)]
    made = recombined(people, 30, 1)
    assert len(made) == 30
    assert not {one.caption for one in made} & {one.caption for one in people}
    assert recombined(people, 30, 1) == made
