"""Organisations by their habits: legal forms, numbers, ordinals, places, and words that all have.

Public names; where two are said to be two, both exist beside each other (subsidiaries, numbered
plants and funds), or differ in the one word that tells such names apart.
"""

import pytest

from tests.find.names.habits import THRESHOLD, likeness
from tests.find.names.test_people import rows

ONE_BODY = {
    "legal forms written otherwise": [
        ("Rosneft OAO", "OPEN JOINT STOCK COMPANY ROSNEFT"),
        ("Gazprom PAO", "Public Joint Stock Company Gazprom"),
        ("Siemens AG", "Siemens Aktiengesellschaft"),
        ("Bosch GmbH", "Bosch Gesellschaft mit beschränkter Haftung"),
        ("Huawei Technologies Co., Ltd.", "Huawei Technologies Company Limited"),
        ("Total S.A.", "TOTAL SA"),
        ("Tidewater Middle East Co.", "Tidewater Middle East Company"),
    ],
    "a legal form left out": [
        ("Rosoboronexport", "ROSOBORONEXPORT OAO"),
        ("Mahan Air", "MAHAN AIR CO."),
        ("Huawei Technologies", "Huawei Technologies Co., Ltd."),
    ],
    "words in other order or left out": [
        ("Islamic Republic of Iran Shipping Lines", "Iran Islamic Republic Shipping Lines"),
        ("Shahed Aviation Industries", "SHAHED AVIATION INDUSTRIES RESEARCH CENTER"),
        ("The Bank of Syria", "Bank of Syria"),
    ],
    "and, & and abbreviations": [
        ("Johnson & Johnson", "Johnson and Johnson"),
        ("Khatam al-Anbiya Constr. Headquarters", "Khatam al-Anbiya Construction Headquarters"),
        ("Korea Mining Development Trading Corp.", "Korea Mining Development Trading Corporation"),
        ("Intl. Trading House", "International Trading House"),
        ("Khatam al-Anbiya Constr. HQ", "Khatam al-Anbiya Construction Headquarters"),
    ],
    "numbers written otherwise": [
        ("Factory No. 7", "Factory Number 7"),
        ("First Bank of Nigeria", "1st Bank of Nigeria"),
        ("Bain Capital Fund X", "Bain Capital Fund 10"),
        ("Second Academy of Natural Sciences", "2nd Academy of Natural Sciences"),
    ],
    "spaces and hyphens": [
        ("Rosoboronexport", "Rosoboron Export"),
        ("Air-Koryo", "Air Koryo"),
        ("Al-Aqsa Foundation", "Al Aqsa Foundation"),
    ],
    "another spelling in Latin letters": [
        ("Hizballah", "Hezbollah"),
        ("Al-Qaida", "Al-Qaeda"),
        ("Jaish-e-Mohammed", "Jaish-i-Mohammed"),
    ],
}

TWO_BODIES = {
    "numbers": [
        ("Bain Capital Fund IV", "Bain Capital Fund VI"),
        ("Factory No. 7", "Factory No. 9"),
        ("Missile Plant 12", "Missile Plant 21"),
        ("Brigade 313", "Brigade 310"),
    ],
    "ordinals": [
        ("First Bank of Nigeria", "Second Bank of Nigeria"),
        ("Second Academy of Natural Sciences", "Third Academy of Natural Sciences"),
        ("1st Investment Bank", "2nd Investment Bank"),
    ],
    "places": [
        ("Santander Chile", "Santander Mexico"),
        ("Bowne Global Solutions France", "Bowne Global Solutions Germany"),
        ("Bank of China", "Bank of India"),
        ("Ministry of Defence of Russia", "Ministry of Defence of Iran"),
    ],
    "trades of one house": [
        ("Gazprom Neft", "Gazprom Bank"),
        ("Mahan Trading Co", "Mahan Shipping Co"),
        ("Rosneft Shipping Ltd", "Rosneft Trading Ltd"),
        ("Huawei Technologies", "Huawei Marine Networks"),
        ("Oceanlink Maritime DMCC", "Oceanlink Shipping DMCC"),
    ],
    "words that all have": [
        ("General Trading Company LLC", "Universal Trading Company LLC"),
        ("Petro Shipping Ltd", "Velvet Shipping Ltd"),
        ("Shahed Aviation Industries", "Harbin Aviation Industries"),
        ("Iran Aircraft Manufacturing Industrial Company", "Iran Electronics Industries"),
        ("Atlas Export Import", "Orient Export Import"),
        ("CORP", "GLOBAL CORP"),
    ],
}

NEARER = [
    ("Rosneft OAO", "Rosneft", "Rosneft Trading SA"),
    ("Factory No. 7", "Factory Nr 7", "Factory No. 8"),
    ("Santander Chile", "Santander", "Santander Mexico"),
    ("Bank Melli Iran", "Bank Melli", "Bank Mellat"),
    ("Huawei Technologies", "Huawei Technologies Co Ltd", "Huawei Marine Networks"),
    ("Mahan Air", "Mahan Airlines", "Mahan Travel and Tourism"),
]


@pytest.mark.parametrize(("one", "other"), rows(ONE_BODY))
def test_one_body(one, other):
    assert likeness("Organization", one, other) >= THRESHOLD


@pytest.mark.parametrize(("one", "other"), rows(TWO_BODIES))
def test_two_bodies(one, other):
    assert likeness("Organization", one, other) < THRESHOLD


@pytest.mark.parametrize(("asked", "nearer", "farther"), NEARER)
def test_nearer(asked, nearer, farther):
    assert likeness("Organization", asked, nearer) > likeness("Organization", asked, farther)
