"""Thai words in Latin letters, as names are spelled: vowels in the order in which they are spoken.

Reach for `latin` with one word. Thai writes some vowels before the consonant after which they are
spoken, leaves others out, and keeps letters of Sanskrit that nobody speaks. The Royal Thai General
System of 1999 spells the sounds; families often spell letters that they inherited (Sundaravej for
Sunthonwet). What comes out here is between the two, and the comparison forgives vowels. It refuses
to find the syllables of a word, for which a dictionary is needed: vowels that are not written are
left out.
"""

import re

_LETTERS = dict(
    zip(
        "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬฮ",
        "k kh kh kh kh kh ng ch ch ch s ch y d t th th th n d t th th th n b p ph f ph f ph m y r l"
        " w s s s h l h".split(),
        strict=True,
    )
)
_FINALS = {
    **_LETTERS,
    **dict.fromkeys("กขคฆ", "k"),
    **dict.fromkeys("ซฎฏฐฑฒดตถทธศษส", "t"),
    **dict.fromkeys("บปพฟภ", "p"),
    **dict.fromkeys("ญณน", "n"),
    "ย": "i",
    "ว": "o",
}
"""What a consonant is heard as at the end of a syllable; l and ch stay, for names keep them."""

_SIGNS = {
    "ะ": "a", "ั": "a", "า": "a", "ำ": "am", "ิ": "i", "ี": "i", "ึ": "ue", "ื": "ue",
    "ุ": "u", "ู": "u", "ฤ": "ri",
}  # fmt: skip
_BEFORE = {"เ": "e", "แ": "ae", "โ": "o", "ใ": "ai", "ไ": "ai"}
_AROUND = (("าะ", "o"), ("า", "ao"), ("ียว", "iao"), ("ีย", "ia"), ("ือ", "uea"), ("ิ", "oe"),
           ("ย", "oei"), ("อ", "oe"))  # fmt: skip
"""Vowels that begin with เ and end behind the consonant."""

_TONES = str.maketrans("", "", "่้๊๋็")
_SILENCED = re.compile("(?:([ัิีุูาำ][ก-ฮ]|[เแโ][ก-ฮ][ก-ฮ])[กขคจชซฎฏฐดตถทธบปพฟภศษส])?[ก-ฮ][ิุ]?์")


def latin(word: str) -> str:
    """A word as it may be spelled.

    >>> latin("เปรม"), latin("ประยุทธ์"), latin("ชวน"), latin("เศรษฐา")
    ('prem', 'prayut', 'chuan', 'srettha')
    """
    text = _spoken(word.translate(_TONES))
    out: list[str] = []
    at = 0
    closed = True
    while at < len(text):
        char = text[at]
        if char in _BEFORE:
            onset, at = _onset(text, at + 1)
            vowel, at = _around(text, at) if char == "เ" else (_BEFORE[char], at)
            out += [onset, vowel]
            closed = False
        elif char in _SIGNS:
            out.append(_SIGNS[char])
            closed = char in "ะำ"
            at += 1
        elif char == "อ":
            spoken = at + 1 < len(text) and text[at + 1] in _SIGNS
            out.append("" if spoken else "o" if at else "a")
            closed = spoken or not at
            at += 1
        else:
            out.append(_consonant(text, at, closed))
            closed = True
            at += 1
    return "".join(out)


def _spoken(text: str) -> str:
    """With รร as it is heard, without silenced letters and what before them ends no syllable."""
    text = _SILENCED.sub(lambda found: found[1] or "", text)
    return re.sub("รร(?=[ก-ฮ](?![ะ-ู]))", "ั", text).replace("รร", "ัน")


def _onset(text: str, at: int) -> tuple[str, int]:
    """The consonants before a vowel that is written before them, and where they end."""
    if at >= len(text) or text[at] not in _LETTERS:
        return "", at + (text[at : at + 1] == "อ")
    first, second = text[at], text[at + 1 : at + 2]
    if first == "ห" and second and second in _LED:
        return _LETTERS[second], at + 2
    if first in _CLUSTERS and second in {"ร", "ล"} and at + 2 < len(text):
        return _LETTERS[first] + _LETTERS[second], at + 2
    return _LETTERS[first], at + 1


_CLUSTERS = frozenset("กขคตทปผพศสจ")
_LED = frozenset("งญณนมยรลว")


def _around(text: str, at: int) -> tuple[str, int]:
    for sign, vowel in _AROUND:
        if text.startswith(sign, at):
            return vowel, at + len(sign)
    return "e", at


def _consonant(text: str, at: int, closed: bool) -> str:
    """A consonant that no vowel is written before: it ends a syllable, or begins one."""
    char, after, beyond = text[at], text[at + 1 : at + 2], text[at + 2 : at + 3]
    begins = after in _SIGNS or after == "อ"
    if char not in _LETTERS or (char == "ห" and after in _LED and beyond):
        return ""
    if char == "ว" and closed and at and after in _LETTERS and beyond not in _SIGNS and not begins:
        return "ua"
    if char == "ร" and not after:
        return "r" if closed and at > 1 and text[at - 2] in "ัิุ" else "rn"
    last_two = after in _LETTERS and not beyond and (after != "ร" or text[at - 1] in "าีู")
    if begins or (closed and after) or last_two:
        return _LETTERS[char]
    return _FINALS[char]
