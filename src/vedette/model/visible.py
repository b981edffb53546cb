"""Text from outside, made harmless for whoever reads it on a screen or on paper.

A name in a manifest may hold escape sequences that repaint a terminal, or characters that turn
the direction of writing and so hide what stands there. They are shown, never obeyed.
"""

import unicodedata

_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: object) -> str:
    """The text on one line, with control and direction-changing characters made visible.

    >>> visible("NOOR\\x1b[2J\\u202eSHIP")
    'NOOR␛[2J�SHIP'
    """
    said = str(text)
    if said.isprintable():  # true of nearly everything; false where there is any such character
        return said
    return "".join(map(_shown, said))


def _shown(sign: str) -> str:
    if sign in "\n\t":
        return " "
    if sign < " ":
        return chr(0x2400 + ord(sign))
    if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _DIRECTIONS:
        return "\ufffd"
    return sign
