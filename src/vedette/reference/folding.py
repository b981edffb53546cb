"""Text as it is compared with the words of a reference table.

Reach for `folded` on both sides of a comparison with headers, words of goods, vague words. It is
no matcher of names: `find.names` has its own, which keeps what this one throws away.
"""

import unicodedata

_LETTERS = str.maketrans({"ي": "ی", "ك": "ک", "ى": "ی", "ة": "ه", "أ": "ا", "إ": "ا", "ı": "i"})

_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()}


def folded(text: str) -> str:
    """No case, accents, punctuation or double spaces; one form of Arabic and Persian letters.

    >>> folded("  N° de Connaissement_"), folded("İHRACATÇI"), folded("كود")
    ('n de connaissement', 'ihracatci', 'کود')
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    plain = unicodedata.normalize("NFKD", text.replace("°", " ")).casefold()
    kept = "".join(
        character if character.isalnum() else " "
        for character in unicodedata.normalize("NFKD", plain).translate(_LETTERS)
        if not unicodedata.combining(character) and character != "ـ"
    )
    return " ".join(kept.split())
