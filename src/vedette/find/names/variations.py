"""Names as they come through forms, clerks, scanners and evasion: one function a kind.

Reach for `spoilt` to have a name changed in one way, as calibrations and benchmarks do, and for
`varied` to have it changed in every way that it has a place for, as the training does. Every
variation is deterministic in the name and the seed. It refuses to touch a name that has no
place for the variation, and then gives nothing.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple
from zlib import crc32

from vedette.find.names.scripts import LATIN_LOOKALIKES
from vedette.reference.names import legal_forms, particles, variants


class Variation(NamedTuple):
    """A changed name, and the kind of the change."""

    kind: str
    text: str


AS_IT_STANDS = "as it stands"

_VOWELS = "aeiouAEIOU"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_KEYS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok",
    "o": "ipl", "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb",
    "h": "gyjn", "j": "hukm", "k": "jil", "l": "ko", "z": "asx", "x": "zsdc", "c": "xdfv",
    "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
"""Neighbours on a QWERTY keyboard."""

_SOUNDS = (
    ("ph", "f"), ("kh", "h"), ("gh", "g"), ("ou", "u"), ("ee", "i"), ("q", "k"), ("w", "v"),
    ("y", "i"), ("sh", "ch"), ("dj", "j"), ("z", "s"), ("c", "k"), ("ei", "ey"), ("e", "i"),
)  # fmt: skip
_SCANNED = (("rn", "m"), ("m", "rn"), ("l", "1"), ("O", "0"), ("o", "0"), ("S", "5"), ("B", "8"))
_TITLES = ("Mr.", "Dr.", "Eng.", "Col.", "Haji", "Sheikh", "Prof.")
_LOOKALIKES = {
    latin: foreign for foreign, latin in LATIN_LOOKALIKES.items() if "\u0400" <= foreign <= "\u04ff"
}
_WIDTHS = (20, 25, 30, 35)


def _place(text: str, rng: random.Random, fits: Callable[[int], bool]) -> int | None:
    places = [at for at in range(len(text)) if fits(at)]
    return rng.choice(places) if places else None


def _as_it_stands(text: str, rng: random.Random) -> str | None:
    return text


def _repunctuated(text: str, rng: random.Random) -> str | None:
    return text.replace("-", " ") if "-" in text else text.replace(" ", "-", 1)


def _without_accents(text: str, rng: random.Random) -> str | None:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _mistyped(text: str, rng: random.Random) -> str | None:
    at = _place(text, rng, lambda at: text[at].lower() in _KEYS)
    if at is None:
        return None
    key = rng.choice(_KEYS[text[at].lower()])
    return text[:at] + (key.upper() if text[at].isupper() else key) + text[at + 1 :]


def _left_out(text: str, rng: random.Random) -> str | None:
    at = _place(text, rng, lambda at: at > 0 and text[at].isalpha() and text[at - 1].isalpha())
    return None if at is None else text[:at] + text[at + 1 :]


def _put_in(text: str, rng: random.Random) -> str | None:
    at = _place(text, rng, lambda at: text[at].isalpha())
    return None if at is None else text[:at] + rng.choice(_LETTERS) + text[at:]


def _swapped(text: str, rng: random.Random) -> str | None:
    def fits(at: int) -> bool:
        pair = text[at : at + 2]
        return len(pair) == 2 and pair.isalpha() and pair[0].lower() != pair[1].lower()

    at = _place(text, rng, fits)
    return None if at is None else text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _doubled(text: str, rng: random.Random) -> str | None:
    at = _place(text, rng, lambda at: text[at].lower() in "bdlmnprst")
    return None if at is None else text[:at] + text[at] + text[at:]


def _sounded(text: str, rng: random.Random) -> str | None:
    fitting = [pair for pair in _SOUNDS if pair[0] in text.lower()]
    if not fitting:
        return None
    was, now = rng.choice(fitting)
    return re.sub(re.escape(was), now, text, count=1, flags=re.IGNORECASE)


def _scanned(text: str, rng: random.Random) -> str | None:
    fitting = [pair for pair in _SCANNED if pair[0] in text]
    if not fitting:
        return None
    was, now = rng.choice(fitting)
    return text.replace(was, now, 1)


def _disguised(text: str, rng: random.Random) -> str | None:
    at = _place(text, rng, lambda at: text[at] in _LOOKALIKES)
    return None if at is None else text[:at] + _LOOKALIKES[text[at]] + text[at + 1 :]


def _hidden(text: str, rng: random.Random) -> str | None:
    if len(text) < 3:
        return None
    at = rng.randrange(1, len(text) - 1)
    return text[:at] + rng.choice("\u200b\u200c\u200d\u2060") + text[at:]


def _without_vowels(text: str, rng: random.Random) -> str | None:
    def bare(word: str) -> str:
        if len(word) < 4:
            return word
        return word[0] + "".join(c for c in word[1:-1] if c not in _VOWELS) + word[-1]

    return " ".join(bare(word) for word in text.split())


def _cut(text: str, rng: random.Random) -> str | None:
    fitting = [width for width in _WIDTHS if width < len(text)]
    return text[: rng.choice(fitting)].rstrip() if fitting else None


def _with_initial(text: str, rng: random.Random) -> str | None:
    words = text.split()
    fitting = [at for at, word in enumerate(words[:-1]) if len(word.strip(",.")) > 2]
    if not fitting:
        return None
    at = rng.choice(fitting)
    words[at] = words[at][0] + rng.choice((".", ""))
    return " ".join(words)


def _turned(text: str, rng: random.Random) -> str | None:
    words = text.replace(",", "").split()
    if len(words) < 2:
        return None
    return " ".join([words[-1], *words[:-1]] if rng.random() < 0.5 else words[::-1])


def _without_middle(text: str, rng: random.Random) -> str | None:
    words = text.split()
    if len(words) < 3:
        return None
    at = rng.randrange(1, len(words) - 1)
    return " ".join(words[:at] + words[at + 1 :])


def _without_particle(text: str, rng: random.Random) -> str | None:
    words = re.split(r"[\s-]+", text)
    fitting = [at for at, word in enumerate(words) if word.lower() in particles()]
    if not fitting or len(words) - 1 < 2:
        return None
    at = rng.choice(fitting)
    return " ".join(words[:at] + words[at + 1 :])


def _run_together(text: str, rng: random.Random) -> str | None:
    at = _place(text, rng, lambda at: text[at] in " -" and 0 < at < len(text) - 1)
    return None if at is None or text[at - 1] == "," else text[:at] + text[at + 1 :]


def _torn(text: str, rng: random.Random) -> str | None:
    def fits(at: int) -> bool:
        return text[max(0, at - 3) : at + 3].isalpha() and 3 <= at <= len(text) - 3

    at = _place(text, rng, fits)
    return None if at is None else text[:at] + " " + text[at:]


def _titled(text: str, rng: random.Random) -> str | None:
    return f"{rng.choice(_TITLES)} {text}" if rng.random() < 0.6 else f"{text} Jr."


def _respelled(text: str, rng: random.Random) -> str | None:
    words = re.split(r"(\W+)", text)
    table = variants()
    fitting = [at for at, word in enumerate(words) if word.lower() in table]
    if not fitting:
        return None
    at = rng.choice(fitting)
    group = table[words[at].lower()][0]
    others = sorted(w for w, groups in table.items() if group in groups and w != words[at].lower())
    words[at] = rng.choice(others).capitalize() if others else words[at]
    return "".join(words)


def _other_form(text: str, rng: random.Random) -> str | None:
    words = text.split()
    last = words[-1].strip(".,").lower() if words else ""
    if last not in legal_forms() or len(words) < 2:
        return None
    code = legal_forms()[last][0]
    others = sorted(w for w, form in legal_forms().items() if form[0] == code and w != last)
    return " ".join([*words[:-1], rng.choice([*others, ""])]).rstrip(" ,")


KINDS: dict[str, Callable[[str, random.Random], str | None]] = {
    AS_IT_STANDS: _as_it_stands,
    "punctuation": _repunctuated,
    "accents lost": _without_accents,
    "typing error": _mistyped,
    "letter left out": _left_out,
    "letter put in": _put_in,
    "letters swapped": _swapped,
    "letter doubled": _doubled,
    "spelled by ear": _sounded,
    "scanned": _scanned,
    "look-alike letter": _disguised,
    "invisible character": _hidden,
    "vowels left out": _without_vowels,
    "cut off": _cut,
    "initial": _with_initial,
    "order": _turned,
    "middle left out": _without_middle,
    "particle left out": _without_particle,
    "run together": _run_together,
    "torn apart": _torn,
    "title": _titled,
    "other spelling": _respelled,
    "other legal form": _other_form,
}
"""Kinds of variation by name, in the words of a report."""

_UNTOUCHED = {AS_IT_STANDS, "punctuation", "accents lost"}
FOR_PERSONS = frozenset(KINDS) - {"other legal form"} - _UNTOUCHED
FOR_BODIES = frozenset(KINDS) - {"initial", "order", "title", "other spelling"} - _UNTOUCHED
"""What the training varies names by: kinds that leave every word as it is teach it nothing."""


def spoilt(kind: str, name: str, seed: int) -> str:
    """A name changed in one way, or "" where it has no place for it; the same seed gives the same.

    >>> spoilt("initial", "Ali Rezaei", 1), spoilt("other legal form", "Ali Rezaei", 1)
    ('A Rezaei', '')
    """
    changed = KINDS[kind](name, _source(kind, name, seed)) or ""
    return changed if kind == AS_IT_STANDS or changed.casefold() != name.casefold() else ""


def _source(kind: str, name: str, seed: int) -> random.Random:
    return random.Random(crc32(f"{seed}:{kind}:{name}".encode()))  # noqa: S311 - no secret


def varied(
    name: str, kinds: frozenset[str] = frozenset(KINDS), seed: int = 0
) -> Iterator[Variation]:
    """The name in each of the kinds that it has a place for.

    >>> [v.text for v in varied("QASIM, Ali", frozenset({"order", "cut off"}))]
    ['Ali QASIM']
    """
    for kind, change in KINDS.items():
        if kind in kinds:
            text = change(name, _source(kind, name, seed))
            if text and text.casefold() != name.casefold():
                yield Variation(kind, text)
