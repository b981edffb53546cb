"""Kana in Latin letters, for Japanese names and for foreign ones that Kana spell as they can.

Reach for `latin` with one word. Kana have no consonant alone but n, so that Kim is written ki-mu
and Donald do-na-ru-do: a u after a consonant, or an o after t and d, is often nobody's, and is left
out here, for the comparison supplies vowels that a script does not write. It refuses to guess which
other sounds were bent. Spelling: Hepburn's, of the Cabinet notification on romanisation (1954),
table 2, with the syllables for foreign words of the Cabinet notification on loanwords (1991).
"""

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ",
    "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_OTHERS = {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu",
    "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ン": "n",
    "ヴ": "vu",
}  # fmt: skip
_SOUNDS = {
    **{
        kana: onset + vowel
        for onset, row in _ROWS.items()
        for kana, vowel in zip(row, "aiueo", strict=True)
    },
    **_OTHERS,
}
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo"}
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def latin(word: str) -> str:
    """A word as it may be spelled.

    >>> latin("プーチン"), latin("キム"), latin("ジョンウン"), latin("すずき")
    ('puchin', 'kim', 'jonun', 'szki')
    """
    out: list[str] = []
    doubled = False
    for kana in word.translate(_HIRAGANA):
        if kana == "ッ":
            doubled = True
        elif kana == "ー" and out:
            out[-1] += _LONG
        elif kana in _SMALL and out:
            out[-1] = _bent(out[-1], _SMALL[kana])
        elif kana in _SOUNDS:
            sound = _SOUNDS[kana]
            out.append(sound[0] + sound if doubled else sound)
            doubled = False
    return "".join(_unspoken(sound) for sound in out).replace(_LONG, "")


def _bent(sound: str, vowel: str) -> str:
    """A syllable whose vowel a small sign changes: ki + ya is kya, te + i is ti, u + i is wi."""
    if sound in {"u", "i"}:
        return ("w" if sound == "u" else "y") + vowel
    head = sound[:-1]
    if vowel[0] == "y" and head.endswith(("sh", "ch", "j")):
        return head + vowel[1:]
    return head + vowel


def _unspoken(sound: str) -> str:
    """Without the vowel that a consonant has only because Kana write none alone."""
    nobodys = (sound[-1] == "u" and sound[-2:] != "yu") or sound in {"to", "do"}
    return sound[:-1] if len(sound) > 1 and nobodys else sound


_LONG = "~"
"""Stands behind a vowel that is held, and so is spoken."""
