"""What a reader of one format hands over: text as it stands, and what the page said of itself.

Reach for `Found` in a reader, and for `clean` on anything from outside. A reader knows its format
and nothing of headlines, credits or doublings: `marks` finds those, the same way for all.
"""

import re
import unicodedata
from dataclasses import dataclass

SIZE_LIMIT = 20_000_000
"""Bytes of one article, page or message; the longest real ones are a hundredth of it."""

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Found:
    """One article before its parts are marked; every field but `text` may be ``""``."""

    text: str
    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    address: str = ""
    origin: str = ""


def clean(text: str) -> str:
    r"""Text that is safe to show and easy to parse: one kind of line end and space, composed
    accents, no control characters and no marks that turn the direction of writing.

    >>> clean("Ge\u0301ran\u202e-2\r\nlivr\u00e9\u00a0: \x1b[31m12")
    'Géran-2\nlivré : [31m12'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _SPACES.sub(" ", _CONTROL.sub("", text))
    return "\n".join(line.strip() for line in text.split("\n")).strip()
