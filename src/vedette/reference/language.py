"""Which language is a text written in?

Reach for it when a report or sentence arrives without saying. It answers with an ISO 639-1 code,
or ``""`` when the text is too short or too mixed to say. It knows the languages below and no
other: the eight that claims are read in, and the neighbours they are easily mistaken for.
"""

from functools import cache
from typing import Any

from vedette.model.errors import Missing

READ = ("en", "fr", "uk", "ru", "fa", "ar", "de", "es")
"""Languages that `find.claims` reads: the first two in full, the others by lexicon."""

NEIGHBOURS = ("be", "bg", "it", "nl", "pl", "pt", "tr", "he", "zh")

LOOKED_AT = 2_000
"""Characters looked at: the answer has settled long before."""


def language_of(text: str) -> str:
    """The language of `text`, or ``""``.

    >>> language_of("The minister denied on Monday that any drones had been delivered.")
    'en'
    >>> language_of("Le ministre a démenti lundi toute livraison de drones."), language_of("1 2 3")
    ('fr', '')
    """
    found = _detector().detect_language_of(text[:LOOKED_AT])
    return "" if found is None else str(found.iso_code_639_1.name).lower()


@cache
def _detector() -> Any:
    try:
        from lingua import IsoCode639_1, LanguageDetectorBuilder
    except ImportError:
        raise Missing(
            "telling languages apart needs the package lingua",
            "install it with `pip install 'vedette[reports]'`, or say the language",
        ) from None
    codes = [getattr(IsoCode639_1, code.upper()) for code in READ + NEIGHBOURS]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_low_accuracy_mode().build()
