"""How much a word used as a name tells: rare ones most.

Reach for `rarity` with a word in Latin letters. A word that the lists have is as rare as there
(`reference.names.frequencies`), any other as its letters make it likely. It refuses to look at what
kind of word it is: particles, titles and legal forms have weights of their own in `tokens`.
"""

from vedette.reference import names as tables


def rarity(text: str) -> float:
    """How much a word used as a name tells, 0.3 (Mohammed) to 1 (never met).

    >>> rarity("mohammed") < rarity("hassan") < rarity("zarqawi")
    True
    """
    bits = tables.frequencies().get(text) or min(
        _MOST_BITS, _UNSEEN_BITS + 0.04 * written_bits(text)
    )
    if len(text) < _SHORT_WORD:
        bits = min(bits, 3.0 + 0.38 * written_bits(text))
    return min(1.0, max(0.3, (bits - 2.0) / 11.0))


_LETTER_BITS = {
    "a": 2.7, "i": 3.5, "e": 3.8, "n": 3.9, "o": 4.0, "r": 4.0, "s": 4.2, "l": 4.3, "m": 4.4,
    "t": 4.4, "h": 4.5, "d": 4.7, "c": 5.0, "u": 5.1, "y": 5.5, "k": 5.6, "b": 5.6, "v": 5.7,
    "g": 5.7, "p": 5.9, "f": 6.4, "z": 6.7, "j": 6.9, "w": 7.8, "q": 8.3, "x": 9.2,
}  # fmt: skip
"""-log2 of a letter's share in the names of the OFAC (2023) and UN (2026) lists."""


def written_bits(text: str) -> float:
    """What the letters of a word tell: rare letters make it less likely met by chance.

    >>> written_bits("han") < written_bits("joq")
    True
    """
    return sum(_LETTER_BITS.get(letter, 4.0) for letter in text)


_UNSEEN_BITS, _MOST_BITS = 11.5, 13.0
"""What a word that was never met tells, and a little more for the letters it has."""

_SHORT_WORD = 5
"""There are few words of so few letters, so each is more common than it seems."""
