"""A name taken apart: its words, and what each of them is.

Reach for `analyse` to turn a name as it stands on a list or a form into `Name`. The same word is
read by the habits of its bearer: `Captain` is a title before a person, `II` a generation there
and a number in a fund, `co` a legal form in a company. It refuses to compare; it only says what
is there. Weights say how much a word tells: rare names most, particles and legal forms least.
"""

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

from vedette.find.names import readings, scripts
from vedette.find.names.legal import SHORT, legal_code, legal_form, legal_word
from vedette.find.names.rarity import rarity
from vedette.reference import names as tables


class Habit(IntEnum):
    """Whose name it is."""

    PERSON = 0
    ORGANISATION = 1
    VEHICLE = 2
    UNKNOWN = 3


class Kind(IntEnum):
    """What a word in a name is."""

    NAME = 0
    PARTICLE = 1
    LEGAL = 2
    NUMBER = 3
    PLACE = 4
    GENERIC = 5
    TITLE = 6
    SUFFIX = 7
    INITIAL = 8


SPEAKING = frozenset({Kind.NAME, Kind.INITIAL, Kind.GENERIC, Kind.PLACE})
"""Words of these kinds speak against when both names have one that finds no like."""

NISBA, PATRONYM, CLUSTER, LAST, MARKER = 16, 32, 64, 128, 256
"""Flags beside those of `scripts`: origin (al-Tikriti); father's name; initials run together
(JC); the last word as written, which a short field may have cut; a word like bin or bint."""

MOST_TOKENS = 16
"""Words beyond this many are left out: no list name that we have seen is longer than 30."""

WIDTH = 32
"""Letters kept of a word."""

_BASE_WEIGHT = {
    Kind.PARTICLE: 0.1,
    Kind.LEGAL: 0.12,
    Kind.NUMBER: 0.45,
    Kind.PLACE: 0.5,
    Kind.GENERIC: 0.25,
    Kind.TITLE: 0.1,
    Kind.SUFFIX: 0.1,
    Kind.INITIAL: 0.25,
}
_PERSON_LEGAL = frozenset({"sa", "llc", "ltd", "gmbh", "inc", "plc", "jsc", "ooo", "sarl", "srl"})
_ROMAN_LETTERS = frozenset({"i", "v", "x"})
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´ʻʿʾ′\u02bb\u02bc"), None)
_SEPARATORS = re.compile(r"[\s!-/:-@\[-`{-~¡-©«-´¶-¹»-¿×÷‐-⁞、-〿・،؛؟۔״׳–—…।]+")
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿가-힣]")


class Token(NamedTuple):
    """One word. `text` is in Latin letters, `shown` as it was written.

    `code` is what it means where that is a number (a figure, a place, a legal form), else -1;
    `groups` the spelling groups it stands in; `native` tells words of one script apart.
    """

    text: str
    shown: str
    kind: int
    flags: int
    weight: float
    code: int
    native: int
    groups: tuple[int, ...]


class Name(NamedTuple):
    """A name as it was written, its words, what an eye would miss in it, and how it was read."""

    written: str
    tokens: tuple[Token, ...]
    remarks: tuple[str, ...]
    habit: Habit


@lru_cache(maxsize=100_000)
def analyse(written: str, habit: Habit) -> Name:
    """Take a name apart.

    >>> name = analyse("Dr. Abu Mus'ab AL-ZARQAWI", Habit.PERSON)
    >>> [(t.text, Kind(t.kind).name) for t in name.tokens]  # doctest: +NORMALIZE_WHITESPACE
    [('dr', 'TITLE'), ('abu', 'PARTICLE'), ('musab', 'NAME'), ('al', 'PARTICLE'),
     ('zarqawi', 'NAME')]
    >>> [(t.text, Kind(t.kind).name) for t in analyse("PORT OLYA-3", Habit.VEHICLE).tokens]
    [('port', 'GENERIC'), ('olya', 'NAME'), ('3', 'NUMBER')]
    >>> analyse("Vl\\u0430dimir Putin", Habit.PERSON).remarks
    ('letters of another script pose as Latin ones: Vlаdimir reads Vladimir',)
    """
    text, hidden = scripts.clean(written)
    remarks = []
    if hidden:
        points = ", ".join(sorted({f"U+{ord(char):04X}" for char in hidden}))
        remarks.append(f"invisible characters were taken out: {points}")
    words, changed = scripts.unmask(_pieces(text))
    remarks += [
        f"letters of another script pose as Latin ones: {was} reads {now}" for was, now in changed
    ]
    spelled = [(scripts.romanise(word), word) for word in words]
    spelled = [(sound, word) for sound, word in spelled if sound.text]
    if habit is Habit.UNKNOWN:
        habit = _guess(spelled)
    person = habit is Habit.PERSON
    tokens = _person(spelled) if person else _body(_joined_letters(spelled), habit)
    tokens = _read_otherwise(tokens, person)
    if tokens and len(text) >= _SHORTEST_CUT:
        tokens[-1] = tokens[-1]._replace(flags=tokens[-1].flags | LAST)
    return Name(written, tuple(tokens[:MOST_TOKENS]), tuple(remarks), habit)


_SHORTEST_CUT = 15
"""Fields narrower than this do not hold names; a shorter name was not cut off by one."""


def _pieces(text: str) -> list[str]:
    text = text.replace("%", " percent ")
    if not text.isascii() and "·" not in text and "・" not in text:
        text = _HAN.sub(lambda found: f" {found[0]} ", text)
    out: list[str] = []
    for word in _SEPARATORS.split(text.translate(_APOSTROPHES)):
        if word.startswith("عبدال") and len(word) > len("عبدالله"):
            out += ["عبد", "ال", word[5:]]
        elif word in _FAITH:
            out += [scripts.ASSIMILATED, word[2:]]
        elif word.startswith("ال") and len(word) > 3 and word not in _GOD:
            out += ["ال", word[2:]]
        elif word:
            out.append(word)
    return out


_GOD = {"الله", "اللہ"}
"""Its article is part of the word, as in Abdullah and Matiullah."""

_FAITH = {"الدين", "الدین"}
"""The second half of names such as Shamsuddin, in Arabic and in Persian letters."""

_PATRONYMICS = ("ovich", "evich", "ovna", "evna", "ovych", "ivna")


def _bare(text: str) -> bool:
    """Have the vowels of a word been left out? ZWHR, Aymn, mhmd."""
    inside = text[1:-1] if len(text) > 3 else text
    if len(text) < 3 or any(letter in _VOWELS for letter in inside):
        return False
    return len(inside) > 2 or text[0] not in _VOWELS or text[-1] not in _VOWELS


_VOWELS = frozenset("aeiou")


def _guess(spelled: list[tuple[scripts.Romanised, str]]) -> Habit:
    forms = tables.legal_forms()
    for sound, _ in spelled:
        word = sound.text
        if (len(word) > SHORT and word in forms) or _meaning(word):
            return Habit.ORGANISATION
    texts = [sound.text for sound, _ in spelled]
    if any(legal_form(texts, at)[0] > 1 for at in range(1, len(texts))):
        return Habit.ORGANISATION
    return Habit.PERSON


def _person(spelled: list[tuple[scripts.Romanised, str]]) -> list[Token]:
    particles, titles, suffixes = tables.particles(), tables.titles(), tables.suffixes()
    shouting = all(word.isupper() for _, word in spelled)
    tokens: list[Token] = []
    father = False
    article = False
    last = len(spelled) - 1
    for at, (sound, word) in enumerate(spelled):
        text = sound.text
        kind, flags, code = Kind.NAME, sound.flags, -1
        part = particles.get(text)
        syllable = sound.flags & (scripts.HAN | scripts.HANGUL)
        if len(text) == 1 and not syllable and not text.isdigit():
            kind = Kind.INITIAL
        elif text.isdigit():
            kind, code = Kind.NUMBER, _number(text)
        elif part and not syllable and not (at == 0 and last == 0):
            kind = Kind.PARTICLE
            flags |= MARKER if part in {"son", "daughter", "kunya"} else 0
        elif text in titles and not (text in _ALSO_SYLLABLES and _inside(tokens, at < last)):
            kind = Kind.TITLE
        elif text in suffixes and at > 0:
            kind, code = Kind.SUFFIX, suffixes[text]
        elif text in _PERSON_LEGAL and at == last and at > 1:
            kind = Kind.LEGAL
        if kind == Kind.NAME:
            if article and text[-1] in "iy" and len(text) > 4:
                flags |= NISBA
            if father or text.endswith(_PATRONYMICS):
                flags |= PATRONYM
            if _bare(text) and not flags & scripts.HANGUL:
                flags |= scripts.ABJAD
            if len(text) in {2, 3} and word.isupper() and not shouting and not syllable:
                flags |= CLUSTER
        article = kind == Kind.PARTICLE and part == "article"
        father = (kind == Kind.PARTICLE and part in {"son", "daughter"}) or (father and article)
        tokens.append(_token(text, word, kind, flags, code))
    if not any(token.kind == Kind.NAME for token in tokens):
        tokens = [
            _token(t.text, t.shown, Kind.NAME, t.flags, -1)
            if t.kind in {Kind.TITLE, Kind.PARTICLE}
            else t
            for t in tokens
        ]
    return tokens


def _inside(before: list[Token], more: bool) -> bool:
    """Does a word stand between a name and another word?"""
    return more and bool(before) and before[-1].kind == Kind.NAME


_ALSO_SYLLABLES = frozenset({"ing", "eng", "hon"})
"""Titles that inside a name are a part of it: Tsai Ing-wen, Tan Eng Hock."""


def _body(spelled: list[tuple[scripts.Romanised, str]], habit: Habit) -> list[Token]:
    """The words of an organisation's, ship's or aircraft's name."""
    texts = [legal_word(sound.text) for sound, _ in spelled]
    particles = tables.particles()
    tokens: list[Token] = []
    at = 0
    while at < len(texts):
        sound, word = spelled[at]
        text = texts[at]
        span, form = legal_form(texts, at) if habit is not Habit.VEHICLE else (0, ("", ""))
        if span:
            shown = " ".join(shown for _, shown in spelled[at : at + span])
            tokens.append(_token(form[0], shown, Kind.LEGAL, 0, legal_code(*form)))
            at += span
            continue
        if text in _NUMBER_SIGNS and at + 1 < len(texts) and _number_at(texts, at + 1)[0]:
            tokens.append(_token(text, word, Kind.PARTICLE, 0, -1))
            at += 1
            continue
        span, value = _number_at(texts, at)
        if span:
            shown = " ".join(shown for _, shown in spelled[at : at + span])
            tokens.append(_token(str(value), shown, Kind.NUMBER, 0, _number(str(value))))
            at += span
            continue
        if text in particles and particles[text] in {"article", "linking"} and len(texts) > 1:
            tokens.append(_token(text, word, Kind.PARTICLE, sound.flags, -1))
        elif place := _place(text):
            tokens.append(_token(text, word, Kind.PLACE, sound.flags, _mark(place)))
        elif meaning := _meaning(text):
            tokens.append(_token(text, word, Kind.GENERIC, sound.flags, meaning))
        else:
            tokens.append(_token(text, word, Kind.NAME, sound.flags, -1))
        at += 1
    return tokens


def _read_otherwise(tokens: list[Token], person: bool) -> list[Token]:
    """Give words of Chinese and Korean names the readings that they may share: see `readings`."""
    words = [
        readings.Word(
            token.text, token.shown, token.flags, token.kind in {Kind.NAME, Kind.PARTICLE}
        )
        for token in tokens
    ]
    return [
        token._replace(groups=(*token.groups, *more)) if more else token
        for token, more in zip(tokens, readings.of_words(words, person), strict=True)
    ]


_NUMBER_SIGNS = {"no", "nr", "num", "number", "nomer", "numero"}
"""Words that only announce a number: Factory No. 7."""


@lru_cache(maxsize=100_000)
def _place(text: str) -> str:
    places = tables.places()
    return places.get(text) or places.get(_ending(text), "")


@lru_cache(maxsize=100_000)
def _meaning(text: str) -> int:
    """The number of a company word's meaning, from 1; 0 for a name."""
    words = tables.company_words()
    return 1 + words.get(text, words.get(_ending(text), -1))


def _ending(text: str) -> str:
    """A Slavic adjective as the tables spell it: -iy, -yy, -yi and -ii end alike."""
    return text[:-2] + "ii" if text.endswith(("iy", "yy", "yi")) else text


def _joined_letters(
    spelled: list[tuple[scripts.Romanised, str]],
) -> list[tuple[scripts.Romanised, str]]:
    """Letters that stand alone one after the other are one word: A. B. C. is ABC."""
    out: list[tuple[scripts.Romanised, str]] = []
    run: list[tuple[scripts.Romanised, str]] = []
    for item in [*spelled, None]:
        if item and len(item[0].text) == 1 and item[0].text.isalpha() and not item[0].flags:
            run.append(item)
            continue
        if len(run) > 1:
            text = "".join(sound.text for sound, _ in run)
            out.append((scripts.Romanised(text, 0), "".join(word for _, word in run)))
        else:
            out += run
        run = []
        if item:
            out.append(item)
    return out


def _number_at(texts: list[str], at: int) -> tuple[int, int]:
    """How many words make a number here, and its value: forty four is 44, 1st is 1."""
    text = texts[at]
    if text.isdigit():
        return 1, int(text[:18])
    value = tables.numbers().get(text)
    if value is None or (text in _ROMAN_LETTERS and at == 0):
        return 0, 0
    if value >= 20 and value % 10 == 0 and at + 1 < len(texts):
        unit = texts[at + 1]
        more = int(unit) if unit.isdigit() and len(unit) == 1 else tables.numbers().get(unit, 0)
        if 0 < more < 10:
            return 2, value + more
    return 1, value


@lru_cache(maxsize=300_000)
def _token(text: str, shown: str, kind: Kind, flags: int, code: int) -> Token:
    text = text[:WIDTH]
    native = 0
    if flags & (scripts.HAN | scripts.HANGUL | scripts.KANA):
        native = _mark(shown) or 1
    groups = tables.variants().get(text, ()) if kind in {Kind.NAME, Kind.PARTICLE} else ()
    weight = _BASE_WEIGHT.get(kind) or rarity(text)
    if flags & PATRONYM and text.endswith(_PATRONYMICS):
        weight *= 0.6
    if kind == Kind.PARTICLE and flags & MARKER:
        weight = 0.15
    return Token(text, shown, int(kind), flags, weight, code, native, groups)


@cache
def _mark(text: str) -> int:
    return crc32(text.encode()) & 0x7FFFFFFF


def _number(digits: str) -> int:
    stripped = digits.lstrip("0") or "0"
    return int(stripped) if len(stripped) < 10 else _mark(stripped)
