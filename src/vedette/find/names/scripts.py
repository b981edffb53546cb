"""Writing: which script a word is in, what hides in it, and how it sounds in Latin letters.

Reach for `clean` first (one spelling for every way of encoding it, and a remark on anything that
an eye cannot see), then `romanise` word by word. It refuses to translate. The hard part is that
Arabic and Hebrew do not write their short vowels, and Han characters have several readings:
the flags of `Romanised` tell the comparison what to forgive.
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from vedette.find.names import kana, thai

ABJAD, KANA, HAN, HANGUL = 1, 2, 4, 8
"""How a word was written: vowels left out; syllables that fit another language's sounds badly
(Kana, and Chinese spelling a foreign name); Chinese characters; blocks of Korean letters."""

_RANGES = (
    (0x0041, 0x024F, "Latin"),
    (0x0250, 0x02FF, "Latin"),
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x077F, "Arabic"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1C90, 0x1CBF, "Georgian"),
    (0x1E00, 0x1EFF, "Latin"),
    (0x1F00, 0x1FFF, "Greek"),
    (0x2D00, 0x2D2F, "Georgian"),
    (0x3040, 0x30FF, "Kana"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Han"),
    (0x4E00, 0x9FFF, "Han"),
    (0xA640, 0xA69F, "Cyrillic"),
    (0xAC00, 0xD7AF, "Hangul"),
    (0xF900, 0xFAFF, "Han"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFF, "Arabic"),
    (0x20000, 0x3134F, "Han"),
)

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџѓќѕәғқңөұүһҳҷӣӯ",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i i ie g u d j"
        " lj nj c dz g k dz a g q n o u u h h j i u".split(" "),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
_GREEK_PAIRS = (
    ("ου", "u"),
    ("μπ", "b"),
    ("ντ", "nt"),
    ("γγ", "ng"),
    ("γκ", "gk"),
    ("αυ", "av"),
    ("ευ", "ev"),
    ("ει", "i"),
    ("οι", "i"),
    ("αι", "e"),
)
_ARABIC = {
    **dict.fromkeys("اأإآٱع", "a"),
    **dict(
        zip(
            "بتثجحخدذرزسشصضطظغفقكلمنهوي",
            "b t th j h kh d dh r z s sh s d t z gh f q k l m n h w y".split(),
            strict=True,
        )
    ),
    "ى": "a",
    "ة": "a",
    "ء": "",
    "ؤ": "w",
    "ئ": "y",
    "پ": "p",
    "چ": "ch",
    "ژ": "zh",
    "گ": "g",
    "ک": "k",
    "ی": "y",
    "ۀ": "h",
    "ہ": "h",
    "ں": "n",
    "ے": "y",
    "ٹ": "t",
    "ڈ": "d",
    "ړ": "r",
    "ښ": "sh",
    "ځ": "z",
    "ڼ": "n",
    "ې": "i",
    "ۍ": "y",
    "ټ": "t",
    "ډ": "d",
    "ګ": "g",
    "ە": "a",
    "ۆ": "o",
    "ڕ": "r",
    "ڵ": "l",
    "ھ": "h",
    "ۇ": "u",
    "څ": "ts",
    "ٺ": "t",
}
_PERSIAN = {**_ARABIC, "ض": "z", "ذ": "z", "ث": "s"}
_PERSIAN_LETTERS = frozenset("یکگپچژ")
"""A word with one of these is Persian, Dari or Urdu, where some Arabic letters sound otherwise."""

_HEBREW = dict(
    zip(
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
        "a b g d h w z h t y k k l m m n n s a p f ts ts k r sh t".split(),
        strict=True,
    )
)
_INITIAL_JAMO = "k kk n t tt r m p pp s ss  j jj ch k t p h".split(" ")
_MEDIAL_JAMO = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()
_FINAL_JAMO = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
_HANGUL_SURNAMES = {
    "이": "lee",
    "리": "ri",
    "박": "pak",
    "최": "choe",
    "정": "jong",
    "조": "jo",
    "강": "kang",
    "임": "im",
    "림": "rim",
    "윤": "yun",
    "노": "no",
    "로": "ro",
    "오": "oh",
    "김": "kim",
    "백": "paek",
    "우": "woo",
}

LATIN_LOOKALIKES = {
    # Cyrillic, then Greek, then Armenian letters drawn like Latin ones. Source: the confusables
    # of Unicode Technical Standard 39, https://www.unicode.org/reports/tr39/ (single letters).
    **dict(zip("аАсСеЕоОрРхХуУіІѕЅВКМНТјЈһԁԛԝү", "aAcCeEoOpPxXyYiIsSBKMHTjJhdqwy", strict=True)),
    **dict(zip("οΟαΑΒΕΖΗΙΚΜΝΡΤΥΧνκι", "oOaABEZHIKMNPTYXvki", strict=True)),
    **dict(zip("օՕսՍոցհ", "oOuSngh", strict=True)),
}


ASSIMILATED = "ٱل"
"""The article before din (faith), where its l is spoken as d: Shams ad-Din, Shamsuddin."""


class Romanised(NamedTuple):
    """A word in lower-case ASCII letters and digits, with the `flags` of its writing."""

    text: str
    flags: int


def clean(name: str) -> tuple[str, str]:
    """One spelling for a name, and the invisible characters that were taken out of it.

    Compatibility forms, full-width letters and presentation forms become plain ones.

    >>> clean("Ｉｇｏｒ\u200b Sechin")
    ('Igor Sechin', '\\u200b')
    """
    if name.isascii():
        return name, ""
    text = unicodedata.normalize("NFKC", name)
    hidden = "".join(char for char in text if unicodedata.category(char) in {"Cf", "Cc", "Co"})
    if hidden:
        text = "".join(
            char for char in text if unicodedata.category(char) not in {"Cf", "Cc", "Co"}
        )
    hidden = "".join(char for char in hidden if char not in "\t\n\r\u200e\u200f\ufeff")
    return text, hidden


@lru_cache(maxsize=65536)
def script_of(char: str) -> str:
    """The script of one character; digits and signs are ``Common``.

    >>> script_of("ж"), script_of("7"), script_of("金")
    ('Cyrillic', 'Common', 'Han')
    """
    point = ord(char)
    if not char.isalpha() and not unicodedata.category(char).startswith("M"):
        return "Common"
    for first, last, script in _RANGES:
        if first <= point <= last:
            return script
    return "Common" if unicodedata.category(char).startswith("M") else "Other"


def scripts_of(word: str) -> list[str]:
    """The scripts in a word, in the order in which they appear."""
    found = dict.fromkeys(script_of(char) for char in word)
    found.pop("Common", None)
    return list(found)


def unmask(words: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Undo letters of one script that pose as letters of another.

    Returns the words and (as it stood, as it reads) for each that was changed. A word that mixes
    Latin with Cyrillic, Greek or Armenian look-alikes is always changed; a word made only of
    look-alikes is changed when its neighbours are Latin.

    >>> unmask(["Vlаdimir", "Putin"])        # the first a is Cyrillic
    (['Vladimir', 'Putin'], [('Vlаdimir', 'Vladimir')])
    >>> unmask(["АО", "Вымпел"])[1]
    []
    """
    if all(word.isascii() for word in words):
        return words, []
    kinds = [scripts_of(word) for word in words]
    some_latin = any("Latin" in kind for kind in kinds)
    if not some_latin or all(kind in ([], ["Latin"]) for kind in kinds):
        return words, []
    read, changed = [], []
    for word, kind in zip(words, kinds, strict=True):
        foreign = [char for char in word if script_of(char) in {"Cyrillic", "Greek", "Armenian"}]
        posing = foreign and all(char in LATIN_LOOKALIKES for char in foreign)
        mixed = len(kind) > 1 and "Latin" in kind
        plain_neighbours = not any(set(other) - {"Latin"} for other in kinds if other != kind)
        mixed_neighbours = any(len(other) > 1 and "Latin" in other for other in kinds)
        if posing and (mixed or mixed_neighbours or (plain_neighbours and len(words) > 1)):
            plain = "".join(LATIN_LOOKALIKES.get(char, char) for char in word)
            changed.append((word, plain))
            word = plain
        read.append(word)
    return read, changed


@lru_cache(maxsize=200_000)
def romanise(word: str) -> Romanised:
    """A word in Latin letters.

    >>> romanise("Щербаков").text, romanise("Müller").text, romanise("김").text
    ('shcherbakov', 'muller', 'kim')
    >>> romanise("محمد")
    Romanised(text='mhmd', flags=1)
    """
    if word.isascii():
        return Romanised(_letters(word.lower()), 0)
    folded = word.casefold()
    script = next(iter(scripts_of(folded)), "Latin")
    if script == "Cyrillic":
        return Romanised(_letters("".join(_CYRILLIC.get(char, char) for char in _bare(folded))), 0)
    if script == "Greek":
        bare = _bare(folded)
        for pair, sound in _GREEK_PAIRS:
            bare = bare.replace(pair, sound)
        return Romanised(_letters("".join(_GREEK.get(char, char) for char in bare)), 0)
    if script == "Arabic":
        bare = _marks_off(folded)
        sounds = _PERSIAN if _PERSIAN_LETTERS.intersection(bare) else _ARABIC
        text = "ad" if bare == ASSIMILATED else "".join(sounds.get(char, char) for char in bare)
        return Romanised(_letters(text), ABJAD)
    if script == "Hebrew":
        return Romanised(
            _letters("".join(_HEBREW.get(char, char) for char in _marks_off(folded))), ABJAD
        )
    if script == "Hangul":
        return Romanised(_hangul(word), HANGUL)
    if script == "Han" and len(word) > 1:
        return Romanised(_letters(anyascii(word).lower()), KANA)
    if script == "Thai":
        return Romanised(_letters(thai.latin(folded)), ABJAD)
    if script == "Kana":
        return Romanised(kana.latin(word), KANA)
    flags = {
        "Han": HAN,
        "Devanagari": ABJAD,
        "Bengali": ABJAD,
        "Khmer": ABJAD,
    }
    if script == "Latin":
        folded = _bare(folded)
    return Romanised(_letters(anyascii(folded).lower()), flags.get(script, 0))


def _hangul(word: str) -> str:
    out = []
    for char in word:
        point = ord(char) - 0xAC00
        if 0 <= point < 11172:
            out.append(_HANGUL_SURNAMES.get(char, "") if len(word) == 1 else "")
            if not out[-1]:
                initial, rest = divmod(point, 588)
                medial, final = divmod(rest, 28)
                out[-1] = _INITIAL_JAMO[initial] + _MEDIAL_JAMO[medial] + _FINAL_JAMO[final]
        else:
            out.append(char)
    return _letters("".join(out))


def _bare(text: str) -> str:
    """Without accents: й and ї keep theirs, which make them other letters."""
    if "й" in text or "ї" in text or "ё" in text or "ў" in text:
        return "".join(char if char in "йїёў" else _marks_off(char) for char in text)
    return _marks_off(text)


def _marks_off(text: str) -> str:
    return "".join(
        char
        for char in unicodedata.normalize("NFD", text)
        if unicodedata.category(char) != "Mn" and char != "ـ"
    )


def _letters(text: str) -> str:
    if text.isalnum() and text.isascii():
        return text
    return "".join(char for char in anyascii(text).lower() if char.isascii() and char.isalnum())
