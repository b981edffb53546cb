"""Word against word: how alike two words of two names are, and by what.

Reach for `word_likeness`. What a word is decides before its letters do: numbers and generations are
the same or not, legal forms have families, words of Chinese and Korean are compared as they are
written where both are, and readings, nicknames and meanings stand for each other. It refuses to say
which words belong together; that is `align`'s.
"""

from vedette.find.names.arrays import Array, Table
from vedette.find.names.distance import FIRST, SECOND, cost_at_least, edges, likeness, scale_of
from vedette.find.names.groups import SYLLABLES as SYLLABLES
from vedette.find.names.groups import in_table, share_group
from vedette.find.names.jit import inline
from vedette.find.names.scripts import ABJAD, HAN, HANGUL, KANA
from vedette.find.names.tokens import MARKER, Kind

NONE, EXACT, SPELLING, INITIAL, VARIANT, JOINED, TRUNCATED, MEANING = range(8)
"""How two words belong together."""

_NAME, _PARTICLE, _LEGAL = int(Kind.NAME), int(Kind.PARTICLE), int(Kind.LEGAL)
_NUMBER, _PLACE, _GENERIC = int(Kind.NUMBER), int(Kind.PLACE), int(Kind.GENERIC)
_SUFFIX, _INITIAL = int(Kind.SUFFIX), int(Kind.INITIAL)

LIKE = 0.72
"""Words less alike than this are two words."""

GLUED = 0.84
"""Words written together must be this much alike to be taken for one."""

SAID = 0.92
"""A given name and its nickname or other spelling; an initial and its name."""

ACROSS = 0.94
"""A syllable of Chinese or Korean and its Latin spelling: many others are spelled so too."""

READ = 0.92
"""One of the ways to read a Chinese character or a block of Korean letters, spelled so."""

_CROSSED, _SHORTER = 0.82, 5
"""Two letters turned round in a word of fewer letters than this: Adb al-Hamid, Kim Sko Chol."""

_COMPANY = 6
"""Family of legal forms that say no more than "company"; see `tokens`."""

LOOSE = ABJAD | KANA
_BLOCKS = HAN | HANGUL | KANA


@inline
def same_text(q: Table, i: int, c: Table, j: int) -> bool:
    """Are two words written alike in Latin letters?"""
    if q[i].length != c[j].length:
        return False
    mine, theirs = q[i].text, c[j].text
    for k in range(q[i].length):
        if mine[k] != theirs[k]:
            return False
    return True


@inline
def crossed(q: Table, i: int, c: Table, j: int) -> bool:
    """Are two words of at least three letters the same but for two neighbours turned round?"""
    length = q[i].length
    if length != c[j].length or length < 3:
        return False
    mine, theirs = q[i].text, c[j].text
    at = 0
    while at < length and mine[at] == theirs[at]:
        at += 1
    if at + 1 >= length or mine[at] != theirs[at + 1] or mine[at + 1] != theirs[at]:
        return False
    for k in range(at + 2, length):
        if mine[k] != theirs[k]:
            return False
    return True


@inline
def forms_likeness(mine: int, theirs: int) -> float:
    """How alike two legal forms are: the same, of one family, one of them just "company"."""
    if mine == theirs:
        return 1.0
    if mine & 7 == theirs & 7:
        return 0.9
    return 0.7 if mine & 7 == _COMPANY or theirs & 7 == _COMPANY else 0.0


@inline
def looseness(mine: int, theirs: int) -> int:
    """Which of two words leaves its vowels out, or fits another language's sounds badly."""
    if (mine ^ theirs) & LOOSE == 0:
        return 0
    return FIRST if mine & LOOSE else SECOND


@inline
def strictness(mine: int, theirs: int) -> float:
    """What a difference counts for: syllables of Chinese and Korean are words of their own."""
    return 2.0 if (mine | theirs) & SYLLABLES else 1.0


@inline
def word_likeness(
    q: Table, i: int, c: Table, j: int, least: float, room: Array
) -> tuple[float, int]:
    """How alike two words are, and by what: (`least` to 1, one of the constants above) or 0."""
    one, other = q[i].kind, c[j].kind
    mine, theirs = q[i].flags, c[j].flags
    if one == other and q[i].code >= 0:
        if one == _LEGAL:
            return forms_likeness(q[i].code, c[j].code), MEANING
        if one == _NUMBER or one == _SUFFIX:
            return (1.0, EXACT) if q[i].code == c[j].code else (0.0, NONE)
    if q[i].native != 0 and c[j].native != 0 and (mine & _BLOCKS) == (theirs & _BLOCKS):
        if q[i].native == c[j].native:
            return 1.0, EXACT
        return (0.75, SPELLING) if same_text(q, i, c, j) else (0.0, NONE)
    across = ACROSS if (mine ^ theirs) & SYLLABLES else 1.0
    if same_text(q, i, c, j):
        return across, EXACT
    if one == _INITIAL or other == _INITIAL or one == _NUMBER or other == _NUMBER:
        return 0.0, NONE
    if one == _LEGAL or other == _LEGAL:
        return 0.0, NONE
    if one == _PARTICLE and other == _PARTICLE:
        return (0.9, MEANING) if (mine & MARKER) == (theirs & MARKER) else (0.0, NONE)
    if one == other and q[i].code >= 0 and q[i].code == c[j].code:
        return 0.97, MEANING
    grouped = in_table(q[i].groups[0]) and in_table(c[j].groups[0])
    shared = share_group(q, i, c, j)
    if shared:
        return (SAID * across if in_table(shared) else READ), VARIANT
    if q[i].length < _SHORTER and crossed(q, i, c, j):
        return _CROSSED * across, SPELLING
    if (one == _PARTICLE and not mine & MARKER) or (other == _PARTICLE and not theirs & MARKER):
        return 0.0, NONE
    loose = looseness(mine, theirs)
    strict = strictness(mine, theirs) * (2.0 if grouped else 1.0)
    m, n = q[i].length, c[j].length
    cost = cost_at_least(q[i].masks, c[j].masks, loose) + edges(q[i].text, m, c[j].text, n, loose)
    if cost * scale_of(m, n, loose, strict) > 1.0 - least:
        return 0.0, NONE
    alike = likeness(q[i].text, m, c[j].text, n, loose, least, strict, room)
    if one == _PLACE and other == _PLACE and alike < GLUED:
        return 0.0, NONE
    alike *= across * (0.9 if grouped else 1.0)
    return (alike, SPELLING) if alike >= least else (0.0, NONE)
