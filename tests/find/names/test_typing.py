"""Names as they come through keyboards, forms, scanners, and from people who disguise them."""

import pytest

from tests.find.names.habits import THRESHOLD, likeness, party
from tests.find.names.test_people import rows
from vedette import compare

ONE_PARTY = {
    "letters swapped": [
        ("Aytollah Khamenei", "Ayatollah Khamenei"),
        ("Afiz Saeed", "Hafiz Saeed"),
        ("Kim Jnog Un", "Kim Jong Un"),
        ("Badur Rahman Zahid", "Abdur Rahman Zahid"),
        ("Victor Buot", "Victor Bout"),
        ("Kim Sko Chol", "Kim Sok Chol"),
        ("Han Yyu-ro", "Han Yu-ro"),
    ],
    "a letter wrong, left out or put in": [
        ("Arkady Rotenburg", "Arkady Rotenberg"),
        ("Arkady Rotnberg", "Arkady Rotenberg"),
        ("Arkady Rottenberg", "Arkady Rotenberg"),
        ("Dmitri Medvedvev", "Dmitri Medvedev"),
        ("Sulimani Qasem", "Soleimani Qasem"),
    ],
    "spaces lost or added": [
        ("VladimirPutin", "Vladimir Putin"),
        ("Vla dimir Putin", "Vladimir Putin"),
        ("Abu Bakr Albaghdadi", "Abu Bakr al-Baghdadi"),
        ("Kim Jongun", "Kim Jong Un"),
        ("Abdul Rahman Yasin", "Abdulrahman Yasin"),
    ],
    "cut at the width of a field": [
        ("Aleksandr Vyacheslavovich Zakh", "Aleksandr Vyacheslavovich Zakharov"),
        ("Mohammad Reza Naqdi Ghare", "Mohammad Reza Naqdi Gharehbagh"),
        ("Konstantin Valeryevich Malof", "Konstantin Valeryevich Malofeyev"),
    ],
    "read by a scanner": [
        ("Arkady R0tenberg", "Arkady Rotenberg"),
        ("V1adimir Putin", "Vladimir Putin"),
        ("Ayrnan al-Zawahiri", "Ayman al-Zawahiri"),
        ("Gennady Tirnchenko", "Gennady Timchenko"),
        ("Gu1nara Karirnova", "Gulnara Karimova"),
        ("5ergei Ivanov", "Sergei Ivanov"),
        ("Sergei lvanov", "Sergei Ivanov"),
    ],
    "look-alike letters": [
        ("Vlаdimir Putin", "Vladimir Putin"),
        ("Arkady Rоtеnberg", "Arkady Rotenberg"),
        ("Αrkady Rotenberg", "Arkady Rotenberg"),
        ("Ｖｌａｄｉｍｉｒ Ｐｕｔｉｎ", "Vladimir Putin"),
    ],
    "characters that nobody sees": [
        ("Vla\u200bdimir Putin", "Vladimir Putin"),
        ("Vladimir\u00a0Putin", "Vladimir Putin"),
        ("Vladi\u00admir Putin", "Vladimir Putin"),
        ("\u202eVladimir Putin\u202c", "Vladimir Putin"),
    ],
    "accents, ligatures and capitals": [
        ("GÉRARD DEPARDIEU", "Gerard Depardieu"),
        ("Łukasz Żółć", "Lukasz Zolc"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Søren Kierkegård", "Soren Kierkegard"),
        ("Nguyễn Văn Thiệu", "Nguyen Van Thieu"),
        ("İbrahim Kalın", "Ibrahim Kalin"),
    ],
}

SAID = [
    ("Vlаdimir Putin", "Vladimir Putin"),
    ("Αrkady Rotenberg", "Arkady Rotenberg"),
    ("Vla\u200bdimir Putin", "Vladimir Putin"),
    ("\u202eVladimir Putin\u202c", "Vladimir Putin"),
    ("Vladi\u00admir Putin", "Vladimir Putin"),
]


@pytest.mark.parametrize(("one", "other"), rows(ONE_PARTY))
def test_one_party(one, other):
    assert likeness("Person", one, other) >= THRESHOLD


@pytest.mark.parametrize(("one", "other"), SAID)
def test_a_disguise_is_a_finding_of_its_own(one, other):
    found = compare(party("Person", one), party("Person", other))
    assert found.explanation["remarks"]
    listed = compare(party("Person", other), party("Person", one))
    assert any("on the list" in remark for remark in listed.explanation["remarks"])


def test_a_plain_name_has_no_remark():
    for name in ("Vladimir Putin", "Владимир Путин", "김정은", "Nguyễn Văn Thiệu"):
        assert compare(party("Person", name), party("Person", name)).explanation["remarks"] == []


@pytest.mark.parametrize(
    ("asked", "nearer", "farther"),
    [
        ("Arkady Rotenberg", "Arkady Rotenburg", "Arkady Rosenberg"),
        ("Hafiz Saeed", "Hafiz Saeed", "Afiz Saeed"),
        ("Victor Bout", "Victor Buot", "Victor Boat Smith"),
        ("Vladimir Putin", "Vla dimir Putin", "Vladimir Palin"),
    ],
)
def test_nearer(asked, nearer, farther):
    assert likeness("Person", asked, nearer) > likeness("Person", asked, farther)
