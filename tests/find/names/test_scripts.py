"""One name in two scripts: heads of state, cities' great companies and others whom all know.

Both spellings are those of encyclopaedias and of the parties themselves. Each script has strangers
too, so that an engine that finds everything does not pass.
"""

import pytest

from tests.find.names.habits import THRESHOLD, likeness

PEOPLE = {
    "Cyrillic": [
        ("Владимир Путин", "Vladimir Putin"),
        ("Аркадий Ротенберг", "Arkady Rotenberg"),
        ("Дмитрий Медведев", "Dmitry Medvedev"),
        ("Виктор Бут", "Viktor Bout"),
        ("Александр Лукашенко", "Alexander Lukashenko"),
        ("Євген Пригожин", "Yevgeny Prigozhin"),
        ("Рамзан Кадыров", "Ramzan Kadyrov"),
        ("Слободан Милошевић", "Slobodan Milosevic"),
    ],
    "Greek": [
        ("Αλέξης Τσίπρας", "Alexis Tsipras"),
        ("Κυριάκος Μητσοτάκης", "Kyriakos Mitsotakis"),
        ("Γιάνης Βαρουφάκης", "Yanis Varoufakis"),
        ("Νίκος Αναστασιάδης", "Nicos Anastasiades"),
    ],
    "Arabic": [
        ("بشار الأسد", "Bashar al-Assad"),
        ("صدام حسين", "Saddam Hussein"),
        ("أيمن الظواهري", "Ayman al-Zawahiri"),
        ("أسامة بن لادن", "Usama bin Ladin"),
        ("معمر القذافي", "Muammar Qadhafi"),
        ("حسن نصر الله", "Hassan Nasrallah"),
        ("أبو بكر البغدادي", "Abu Bakr al-Baghdadi"),
        ("علي عبد الله صالح", "Ali Abdullah Saleh"),
    ],
    "Persian": [
        ("علی خامنه‌ای", "Ali Khamenei"),
        ("قاسم سلیمانی", "Qasem Soleimani"),
        ("محمود احمدی‌نژاد", "Mahmoud Ahmadinejad"),
        ("حسن روحانی", "Hassan Rouhani"),
        ("محسن فخری‌زاده", "Mohsen Fakhrizadeh"),
    ],
    "Hebrew": [
        ("בנימין נתניהו", "Benjamin Netanyahu"),
        ("יצחק רבין", "Yitzhak Rabin"),
        ("שמעון פרס", "Shimon Peres"),
        ("אהוד ברק", "Ehud Barak"),
        ("גולדה מאיר", "Golda Meir"),
    ],
    "Han": [
        ("习近平", "Xi Jinping"),
        ("毛泽东", "Mao Zedong"),
        ("胡锦涛", "Hu Jintao"),
        ("李克强", "Li Keqiang"),
        ("邓小平", "Deng Xiaoping"),
        ("蔡英文", "Tsai Ing-wen"),
        ("马云", "Ma Yun"),
        ("任正非", "Ren Zhengfei"),
        ("王毅", "Wang Yi"),
    ],
    "Kana": [
        ("スズキ イチロウ", "Suzuki Ichiro"),
        ("ヤマモト タロウ", "Yamamoto Taro"),
        ("さとう はなこ", "Sato Hanako"),
        ("アサハラ ショウコウ", "Asahara Shoko"),
    ],
    "Hangul": [
        ("김정은", "Kim Jong Un"),
        ("김정일", "Kim Jong Il"),
        ("김일성", "Kim Il Sung"),
        ("문재인", "Moon Jae-in"),
        ("박근혜", "Park Geun-hye"),
        ("노무현", "Roh Moo-hyun"),
        ("전두환", "Chun Doo-hwan"),
        ("리용호", "Ri Yong Ho"),
        ("김영철", "Kim Yong Chol"),
        ("최룡해", "Choe Ryong Hae"),
        ("김여정", "Kim Yo Jong"),
        ("이명박", "Lee Myung-bak"),
    ],
    "Thai": [
        ("ทักษิณ ชินวัตร", "Thaksin Shinawatra"),
        ("ยิ่งลักษณ์ ชินวัตร", "Yingluck Shinawatra"),
        ("เศรษฐา ทวีสิน", "Srettha Thavisin"),
        ("สมชาย วงศ์สวัสดิ์", "Somchai Wongsawat"),
    ],
    "Devanagari": [
        ("नरेन्द्र मोदी", "Narendra Modi"),
        ("दाऊद इब्राहिम", "Dawood Ibrahim"),
        ("इंदिरा गांधी", "Indira Gandhi"),
        ("राहुल गांधी", "Rahul Gandhi"),
        ("अमित शाह", "Amit Shah"),
    ],
    "Georgian": [
        ("მიხეილ სააკაშვილი", "Mikheil Saakashvili"),
        ("ბიძინა ივანიშვილი", "Bidzina Ivanishvili"),
        ("ედუარდ შევარდნაძე", "Eduard Shevardnadze"),
        ("თარხან ბათირაშვილი", "Tarkhan Batirashvili"),
    ],
    "Armenian": [
        ("Նիկոլ Փաշինյան", "Nikol Pashinyan"),
        ("Սերժ Սարգսյան", "Serzh Sargsyan"),
        ("Ռոբերտ Քոչարյան", "Robert Kocharyan"),
        ("Լևոն Տեր-Պետրոսյան", "Levon Ter-Petrosyan"),
    ],
}

STRANGERS = {
    script: [
        (pairs[i][0], pairs[(i + 1) % len(pairs)][1])
        for i in range(len(pairs))
        if not set(pairs[i][1].split()) & set(pairs[(i + 1) % len(pairs)][1].split())
    ]
    for script, pairs in PEOPLE.items()
}
"""Each name beside the next one's spelling, where the two share no word."""

ONE_SCRIPT = [
    # asked, the same in the same script, somebody else in the same script
    ("Владимир Путин", "Путин Владимир Владимирович", "Владимир Зеленский"),
    ("김정은", "김 정은", "김정일"),
    ("أيمن الظواهري", "ايمن الظواهري", "أيمن نور"),
    ("习近平", "習近平", "习仲勋"),
    ("Αλέξης Τσίπρας", "Τσίπρας Αλέξης", "Αλέξης Γεωργούλης"),
]


def rows(table):
    return [
        pytest.param(*pair, id=f"{script}: {' / '.join(pair)}")
        for script, pairs in table.items()
        for pair in pairs
    ]


@pytest.mark.parametrize(("one", "other"), rows(PEOPLE))
def test_one_person_in_two_scripts(one, other):
    assert likeness("Person", one, other) >= THRESHOLD


@pytest.mark.parametrize(("one", "other"), rows(STRANGERS))
def test_strangers_in_two_scripts(one, other):
    assert likeness("Person", one, other) < THRESHOLD


@pytest.mark.parametrize(("asked", "same", "stranger"), ONE_SCRIPT)
def test_in_one_script_the_script_itself_is_compared(asked, same, stranger):
    assert likeness("Person", asked, same) >= THRESHOLD > likeness("Person", asked, stranger)
