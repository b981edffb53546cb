"""How names are spoilt on their way to a screening: one small function for each kind.

Reach for `KINDS` to test a screener with names whose right answer is known. Each function takes
a name and a source of randomness and gives the spoilt name, or ``""`` where the name does not
allow it. The kinds are those that regulators and published benchmarks ask for: typing, order,
missing parts, initials, truncation to field width, look-alike and invisible characters, reading
errors of scanners. Both the calibration and the benchmarks take them from here.
"""

import random
import unicodedata
from collections.abc import Callable, Mapping

Spoil = Callable[[str, random.Random], str]

VOWELS = frozenset("aeiouAEIOU")
HOMOGLYPHS = dict(zip("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ", strict=True))
"""Latin letters and the Cyrillic ones that look the same (Unicode TR39, confusables)."""
OCR = {"o": "0", "l": "1", "i": "l", "m": "rn", "w": "vv", "s": "5", "b": "6", "d": "cl"}
INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad"
TITLES = ("Mr", "Dr", "Haji", "Sheikh", "Eng", "Gen", "Mrs", "Prof")
FIELD = 20
"""Characters of a truncated field; payment formats cut names at 35, tickets at 20."""


def typo(name: str, source: random.Random) -> str:
    """One letter replaced by another."""
    at = _letter(name, source)
    return name[:at] + source.choice("abcdefghijklmnopqrstuvwxyz") + name[at + 1 :] if at else ""


def missing_letter(name: str, source: random.Random) -> str:
    """One letter left out, not the first of a word."""
    at = _letter(name, source)
    return name[:at] + name[at + 1 :] if at else ""


def transposition(name: str, source: random.Random) -> str:
    """Two neighbouring letters exchanged."""
    places = [
        at
        for at in range(1, len(name) - 1)
        if name[at].isalpha() and name[at + 1].isalpha() and name[at] != name[at + 1]
    ]
    if not places:
        return ""
    at = source.choice(places)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def order(name: str, source: random.Random) -> str:
    """The words in another order."""
    words = name.split()
    return " ".join([words[-1], *words[:-1]]) if len(words) > 1 else ""


def dropped_word(name: str, source: random.Random) -> str:
    """One word of three or more left out."""
    words = name.split()
    if len(words) < 3:
        return ""
    del words[source.randrange(1, len(words))]
    return " ".join(words)


def initial(name: str, source: random.Random) -> str:
    """The first word by its first letter alone."""
    first, _, rest = name.partition(" ")
    return f"{first[0]}. {rest}" if rest and len(first) > 1 else ""


def vowels_dropped(name: str, source: random.Random) -> str:
    """No vowels but at the beginnings of words."""
    words = [word[0] + "".join(c for c in word[1:] if c not in VOWELS) for word in name.split()]
    return _changed(name, " ".join(words))


def truncated(name: str, source: random.Random) -> str:
    """Cut at the width of a field."""
    return name[:FIELD].strip() if len(name) > FIELD + 1 else ""


def joined(name: str, source: random.Random) -> str:
    """One space lost."""
    places = [at for at, sign in enumerate(name) if sign == " "]
    at = source.choice(places) if places else 0
    return name[:at] + name[at + 1 :] if at else ""


def split(name: str, source: random.Random) -> str:
    """One space too many, inside a word of six letters or more."""
    places = [word for word in name.split() if len(word) >= 6]
    if not places:
        return ""
    word = source.choice(places)
    return name.replace(word, f"{word[:3]} {word[3:]}", 1)


def doubled_letter(name: str, source: random.Random) -> str:
    """A double letter made single, or one made double."""
    for at in range(1, len(name)):
        if name[at] == name[at - 1] and name[at].isalpha():
            return name[:at] + name[at + 1 :]
    at = _letter(name, source)
    return name[:at] + name[at] + name[at:] if at else ""


def look_alike(name: str, source: random.Random) -> str:
    """A Latin letter in the shape of a Cyrillic one."""
    places = [at for at, sign in enumerate(name) if sign in HOMOGLYPHS]
    if not places:
        return ""
    at = source.choice(places)
    return name[:at] + HOMOGLYPHS[name[at]] + name[at + 1 :]


def invisible(name: str, source: random.Random) -> str:
    """A character that nobody sees."""
    at = _letter(name, source)
    return name[:at] + source.choice(INVISIBLE) + name[at:] if at else ""


def scanned(name: str, source: random.Random) -> str:
    """Read wrongly by a machine: 0 for o, rn for m."""
    places = [at for at, sign in enumerate(name) if sign.lower() in OCR]
    if not places:
        return ""
    at = source.choice(places)
    return name[:at] + OCR[name[at].lower()] + name[at + 1 :]


def title(name: str, source: random.Random) -> str:
    """A title in front."""
    return f"{source.choice(TITLES)} {name}"


def punctuation(name: str, source: random.Random) -> str:
    """Other signs between the words."""
    return _changed(name, name.replace(" ", "-", 1).replace("-", "- ", 1))


def unaccented(name: str, source: random.Random) -> str:
    """Accents lost."""
    plain = unicodedata.normalize("NFKD", name)
    return _changed(name, "".join(sign for sign in plain if not unicodedata.combining(sign)))


def exact(name: str, source: random.Random) -> str:
    """As it stands on the list."""
    return name


KINDS: Mapping[str, Spoil] = {
    one.__name__: one
    for one in (
        exact,
        order,
        punctuation,
        unaccented,
        typo,
        missing_letter,
        transposition,
        doubled_letter,
        joined,
        split,
        title,
        dropped_word,
        initial,
        truncated,
        vowels_dropped,
        look_alike,
        invisible,
        scanned,
    )
}
"""Every kind by its name, from the mild to the hard."""


def spoilt(kind: str, name: str, seed: int) -> str:
    """A name spoilt in one way; the same seed gives the same.

    >>> spoilt("order", "Ali Rezaei", 1), spoilt("initial", "Ali Rezaei", 1)
    ('Rezaei Ali', 'A. Rezaei')
    """
    return KINDS[kind](name, random.Random(f"{seed}:{kind}:{name}"))


def _letter(name: str, source: random.Random) -> int:
    """Somewhere in a word of four letters or more, not at its beginning; 0 if there is none."""
    places = []
    start = 0
    for word in name.split(" "):
        if len(word) >= 4:
            places += [start + at for at in range(1, len(word)) if word[at].isalpha()]
        start += len(word) + 1
    return source.choice(places) if places else 0


def _changed(before: str, after: str) -> str:
    return after if after != before else ""
