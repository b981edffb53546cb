"""People by their habits: order, initials, fathers' names, origins, nicknames, titles, generations.

The names are those of persons who are known publicly, most of them as sanctions lists write them;
who is called what is a matter of record. Where two names are said to be of two people, they are:
brothers, fathers and sons, or people who share all but the word that tells them apart.
"""

import pytest

from tests.find.names.habits import THRESHOLD, how, likeness, party
from vedette import compare

ONE_PERSON = {
    "order": [
        ("Vladimir Putin", "PUTIN, Vladimir"),
        ("PUTIN, Vladimir Vladimirovich", "Vladimir Vladimirovich Putin"),
        ("Kim Jong Un", "KIM, Jong Un"),
        ("Jong Un Kim", "Kim Jong Un"),
        ("Arkadii Romanovich ROTENBERG", "ROTENBERG, Arkadii Romanovich"),
    ],
    "a middle name or a father's name left out": [
        ("Vladimir Putin", "PUTIN, Vladimir Vladimirovich"),
        ("Arkady Rotenberg", "ROTENBERG, Arkady Romanovich"),
        ("Viktor Bout", "BOUT, Viktor Anatolijevitch"),
        ("Nicolas Maduro", "MADURO MOROS, Nicolas"),
        ("Saddam Hussein", "HUSSEIN, Saddam Hussein al-Tikriti"),
    ],
    "initials": [
        ("V. V. Putin", "PUTIN, Vladimir Vladimirovich"),
        ("Putin V.V.", "Vladimir Vladimirovich Putin"),
        ("A. R. Rotenberg", "ROTENBERG, Arkady Romanovich"),
        ("George W. Bush", "George Walker Bush"),
    ],
    "particles": [
        ("Abd al-Rahman al-Sudais", "Abdul Rahman Sudais"),
        ("Usama bin Laden", "Osama Bin Ladin"),
        ("Usama bin Muhammad bin Awad bin Ladin", "Usamah Bin-Muhammad Bin-Awad Bin-Ladin"),
        ("Ludwig van Beethoven", "Ludwig Beethoven"),
        ("Oscar de la Renta", "Oscar DELARENTA"),
        ("Mohamed Ould Abdel Aziz", "Mohamed Abdel Aziz"),
        ("Adb-al-Hamid al-Masli", "Abd-al-Hamid al-Masli"),
        ("Umm Sayyaf", "Um Sayyaf"),
    ],
    "another spelling in Latin letters": [
        ("Muammar Gaddafi", "QADHAFI, Muammar"),
        ("Mohammed Omar", "OMAR, Muhammad"),
        ("Yevgeny Prigozhin", "PRIGOZHIN, Evgeniy"),
        ("Ayman al-Zawahiri", "AL-ZAWAHIRI, Aiman"),
        ("Dmitry Medvedev", "MEDVEDEV, Dmitriy"),
        ("Aleksandr Lukashenko", "Alexander Lukashenko"),
    ],
    "a nickname or the same name in another language": [
        ("Bill Clinton", "William Clinton"),
        ("Bob Dylan", "Robert Dylan"),
        ("Joe Biden", "Joseph Biden"),
        ("Aleksandr Zakharchenko", "Sasha Zakharchenko"),
        ("Steve Bannon", "Stephen Bannon"),
        ("Matt Hancock", "Matthew Hancock"),
        ("Volodya Putin", "Vladimir Putin"),
        ("Misha Fridman", "Mikhail Fridman"),
        ("Dick Cheney", "Richard Cheney"),
    ],
    "titles": [
        ("Dr. Ayman al-Zawahiri", "Ayman al-Zawahiri"),
        ("Gen. Min Aung Hlaing", "MIN AUNG HLAING"),
        ("Mullah Mohammed Omar", "Mohammed Omar"),
        ("Haji Abdul Manan", "Abdul Manan"),
        ("Mr Viktor Bout", "Viktor Bout"),
        ("Dipl. Ing. Hans Gruber", "Hans Gruber"),
        ("GRUBER, Dr. Hans", "Hans Gruber"),
    ],
    "syllables that are titles elsewhere": [
        ("Tsai Ing-wen", "Tsai Ingwen"),
        ("Tan Eng Hock", "Tan Enghock"),
    ],
    "hyphens and apostrophes": [
        ("Kim Jong-un", "Kim Jong Un"),
        ("Abu Mus'ab al-Zarqawi", "Abu Musab al Zarqawi"),
        ("Sinead O'Connor", "Sinead OConnor"),
        ("Jean-Claude Duvalier", "Jean Claude Duvalier"),
    ],
}

TWO_PEOPLE = {
    "brothers": [
        ("Arkady Romanovich Rotenberg", "Boris Romanovich Rotenberg"),
        ("Uday Hussein", "Qusay Hussein"),
        ("Raul Castro", "Fidel Castro"),
        ("Maher al-Assad", "Bashar al-Assad"),
    ],
    "fathers and sons": [
        ("Kim Jong Un", "Kim Jong Il"),
        ("Kim Jong Il", "Kim Il Sung"),
        ("Arkady Rotenberg", "Igor Rotenberg"),
        ("Hafez al-Assad", "Bashar al-Assad"),
    ],
    "origins that differ": [
        ("Ahmad Hassan al-Tikriti", "Ahmad Hassan al-Dulaimi"),
        ("Mohammed Ali al-Iraqi", "Mohammed Ali al-Libi"),
        ("Abu Yahya al-Libi", "Abu Yahya al-Masri"),
    ],
    "fathers that differ": [
        ("Ahmad bin Khalid", "Ahmad bin Saad"),
        ("Ivan Petrovich Sidorov", "Ivan Sergeevich Sidorov"),
        ("Abdullah bin Abdulaziz Al Saud", "Abdullah bin Faisal Al Saud"),
    ],
    "initials that stand for no word": [
        ("A. Rotenberg", "Boris Rotenberg"),
        ("V. V. Putin", "Igor Alexandrovich Putin"),
    ],
    "sons who bear a father's name the other way about": [
        ("Khalid bin Walid", "Walid bin Khalid"),
        ("Faisal bin Turki", "Turki bin Faisal"),
        ("Muhammad bin Salman", "Salman bin Muhammad"),
    ],
    "daughters of different fathers": [
        ("Maria Petrovna Ivanova", "Maria Sergeevna Ivanova"),
        ("Aisha bint Khalid", "Aisha bint Saad"),
    ],
    "generations": [
        ("Robert Smith II", "Robert Smith III"),
        ("George Bush Sr.", "George Bush Jr."),
        ("Ferdinand Marcos Jr.", "Ferdinand Marcos Sr."),
    ],
    "one common name shared": [
        ("Mohammed Atta", "Mohammed Omar"),
        ("Ali Hassan", "Ali Rezaei"),
        ("Vladimir Putin", "Vladimir Zelensky"),
        ("Kim Yong Chol", "Kim Kyong Ok"),
        ("John Smith", "John Taylor"),
    ],
    "women and men": [
        ("Ivanova Anna", "Petrov Anton"),
        ("Maria Gonzalez", "Mario Fernandez"),
    ],
}

NEARER = [
    # asked, nearer, farther
    ("Vladimir Putin", "Vladimir Vladimirovich Putin", "Vladimir Vladimirovich Pugin"),
    ("Abu Yahya al-Libi", "Abu Yahya al Liby", "Abu Yahya al-Masri"),
    ("Khalid bin Walid", "Khaled ibn Waleed", "Walid bin Khalid"),
    ("George Bush Jr.", "George Bush", "George Bush Sr."),
    ("A. R. Rotenberg", "Arkady Romanovich Rotenberg", "Boris Romanovich Rotenberg"),
    ("Ali Rezaei", "Ali Rezaee", "Ali Razavi"),
    ("Kim Jong Un", "Kim Jong Eun", "Kim Jong Il"),
    ("Adb al-Hamid", "Abd al-Hamid", "Abu al-Hamid"),
    ("Kim Jong Un", "Jong Un Kim", "Kim Un Jong"),
    ("Ron L Hubbard", "L Ron Hubbard", "Ron P Hubbard"),
    ("William Clinton", "Bill Clinton", "Hillary Clinton"),
    ("Ivan Petrovich Sidorov", "Ivan Sidorov", "Ivan Sergeevich Sidorov"),
    ("Mohammed Omar", "Mullah Mohammed Omar", "Mohammed Atta"),
]


def rows(table):
    return [
        pytest.param(*pair, id=f"{kind}: {' / '.join(pair)}")
        for kind, pairs in table.items()
        for pair in pairs
    ]


@pytest.mark.parametrize(("one", "other"), rows(ONE_PERSON))
def test_one_person(one, other):
    assert likeness("Person", one, other) >= THRESHOLD


@pytest.mark.parametrize(("one", "other"), rows(TWO_PEOPLE))
def test_two_people(one, other):
    assert likeness("Person", one, other) < THRESHOLD


@pytest.mark.parametrize(("asked", "nearer", "farther"), NEARER)
def test_nearer(asked, nearer, farther):
    assert likeness("Person", asked, nearer) > likeness("Person", asked, farther)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Vladimir Putin", "PUTIN, Vladimir", "reordered"),
        ("V. Putin", "Vladimir Putin", "initial"),
        ("Bill Clinton", "William Clinton", "nickname"),
        ("Vladimr Putin", "Vladimir Putin", "typo"),
        ("Jean-Claude Duvalier", "Jeanclaude Duvalier", "joined"),
        ("Путин Владимир", "Putin Vladimir", "romanised"),
        ("Vladimir Vladimirovich Putin", "Vladimir Putin", "dropped"),
        ("Ahmad Hassan al-Tikriti", "Ahmad Hassan al-Dulaimi", "contradicted"),
        ("Kim Jong Un", "Kim Jong Il", "contradicted"),
        ("George Bush Sr.", "George Bush Jr.", "contradicted"),
        ("Aleksandr Vyacheslavovich Zakh", "Aleksandr Vyacheslavovich Zakharov", "truncated"),
    ],
)
def test_the_explanation_names_the_habit(one, other, said):
    assert said in how("Person", one, other)


def test_a_space_that_slipped_is_told_in_one_line():
    tokens = compare(
        party("Person", "Lauren Tnkunda"), party("Person", "Laurent Nkunda")
    ).explanation["tokens"]
    assert [(one["query"], one["candidate"], one["how"]) for one in tokens] == [
        ("Lauren Tnkunda", "Laurent Nkunda", "joined")
    ]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Kim Jong Un", "Kim Jong Il", "Un stands against Il"),
        ("George Bush Sr.", "George Bush Jr.", "the generations differ (Jr, Sr, II)"),
        ("Khalid bin Walid", "Walid bin Khalid", "the father's name or the name of origin differs"),
        ("Ahmad al-Tikriti", "Ahmad al-Dulaimi", "Tikriti stands against Dulaimi"),
    ],
)
def test_what_speaks_against_is_said(one, other, said):
    found = compare(party("Person", one), party("Person", other))
    assert said in found.explanation["against"]
