"""One name in two scripts: heads of state, cities' great companies and others whom all know.

Both spellings are those of encyclopaedias and of the parties themselves. Each script has strangers
too, so that an engine that finds everything does not pass.
"""

import pytest

from tests.find.names.habits import THRESHOLD, how, likeness
from vedette.find.names.pairs import listed_side, pairing, query_side
from vedette.find.names.tokens import Habit

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
        ("شمس الدین", "Shamsuddin"),
        ("سيف الدين المشهداني", "Saif al-Din al-Mashhadani"),
        ("نصیر الدین حقانی", "Nasiruddin Haqqani"),
        ("فیض الله خان نورزی", "Faizullah Khan Noorzai"),
        ("سعد الدين سيد", "Saduddin Sayyed"),
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
        ("אהוד אולמרט", "Ehud Olmert"),
        ("נפתלי בנט", "Naftali Bennett"),
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
    "Han as Hong Kong and Taiwan read it": [
        ("李家超", "Lee Ka-chiu"),
        ("李嘉誠", "Li Ka-shing"),
        ("曾蔭權", "Tsang Yam-kuen"),
        ("林鄭月娥", "Lam Cheng Yuet-ngor"),
        ("梁振英", "Leung Chun-ying"),
        ("蔣介石", "Chiang Kai-shek"),
        ("蔣經國", "Chiang Ching-kuo"),
        ("連戰", "Lien Chan"),
        ("宋楚瑜", "Soong Chu-yu"),
        ("賴清德", "Lai Ching-te"),
        ("蕭萬長", "Hsiao Wan-chang"),
    ],
    "Kana": [
        ("スズキ イチロウ", "Suzuki Ichiro"),
        ("ヤマモト タロウ", "Yamamoto Taro"),
        ("さとう はなこ", "Sato Hanako"),
        ("アサハラ ショウコウ", "Asahara Shoko"),
    ],
    "Kana of foreigners": [
        ("キム ジョンウン", "Kim Jong Un"),
        ("ウラジーミル プーチン", "Vladimir Putin"),
        ("バッシャール アル アサド", "Bashar al-Assad"),
        ("ドナルド トランプ", "Donald Trump"),
        ("アンゲラ メルケル", "Angela Merkel"),
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
        ("안철수", "Ahn Cheol-soo"),
        ("박정희", "Park Chung-hee"),
        ("한덕수", "Han Duck-soo"),
    ],
    "Hangul, the given name written together": [
        ("김병욱", "Kim Byungwook"),
        ("강길부", "Kang Ghilboo"),
        ("정동영", "Chung Dongyoung"),
        ("박근혜", "Park Geunhye"),
        ("김정은", "Kim Jongun"),
    ],
    "Thai": [
        ("ทักษิณ ชินวัตร", "Thaksin Shinawatra"),
        ("ยิ่งลักษณ์ ชินวัตร", "Yingluck Shinawatra"),
        ("เศรษฐา ทวีสิน", "Srettha Thavisin"),
        ("สมชาย วงศ์สวัสดิ์", "Somchai Wongsawat"),
        ("ประยุทธ์ จันทร์โอชา", "Prayut Chan-o-cha"),
        ("อภิสิทธิ์ เวชชาชีวะ", "Abhisit Vejjajiva"),
        ("สมัคร สุนทรเวช", "Samak Sundaravej"),
        ("เปรม ติณสูลานนท์", "Prem Tinsulanonda"),
        ("กรณ์ จาติกวณิช", "Korn Chatikavanij"),
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


NEARER = [
    # asked, nearer, farther: what one syllable tells apart
    ("김정은", "Kim Jong Un", "Kim Jong Il"),
    ("김정일", "Kim Jong Il", "Kim Jong Un"),
    ("李家超", "Lee Ka-chiu", "Lee Ka-shing"),
    ("สมชาย วงศ์สวัสดิ์", "Somchai Wongsawat", "Somchai Wongsuwan"),
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


@pytest.mark.parametrize(("asked", "nearer", "farther"), NEARER)
def test_nearer_across_scripts(asked, nearer, farther):
    assert likeness("Person", asked, nearer) > likeness("Person", asked, farther)


def test_a_reading_is_said_to_be_romanised():
    assert how("Person", "李家超", "Lee Ka-chiu") == {"romanised"}


def telling(one: str, other: str) -> float:
    """What two names tell that both have: the root of the sum of the squares of the words' weights,
    a word of b bits weighing (b - 2) / 11."""
    asked, listed = query_side(one, Habit.PERSON), listed_side(other, Habit.PERSON)
    return pairing(asked, listed).features["telling"]


@pytest.mark.parametrize(
    ("latin", "other", "most"),
    [
        # l-n and r-n in Arabic letters: two words of two consonants, 3.3 bits each.
        ("Lina Rani", "لينا رني", (2 * ((6.6 - 2) / 11) ** 2) ** 0.5),
        # Two characters, 7.5 bits each.
        ("Xiong Qiao", "熊喬", (2 * ((7.5 - 2) / 11) ** 2) ** 0.5),
    ],
)
def test_across_scripts_a_word_tells_no_more_than_both_write(latin, other, most):
    assert telling(latin, other) <= most + 1e-9
    assert telling(other, latin) <= most + 1e-9


def test_in_one_script_the_same_word_tells_all():
    assert telling("Lina Rani", "Lina Rani") > (2 * ((6.6 - 2) / 11) ** 2) ** 0.5
