"""Countries as people write them, to ISO 3166-1 alpha-2 in lower case.

Reach for `country_code` with whatever stands in a country column: a code of two or three
letters, or a name in English, French, German, Spanish, Russian, Turkish, Persian, Arabic or
Chinese (translations of iso-codes, as shipped with pycountry, and ``countries.csv``, the short
names that trade papers use). It refuses to guess from part of a name.
"""

import csv
import gettext
import unicodedata
from functools import cache
from importlib.resources import files

import pycountry

LANGUAGES = ("fr", "de", "es", "ru", "tr", "fa", "ar", "zh_CN")


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join("".join(kept).split()).replace("ı", "i")


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    catalogues = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
        for language in LANGUAGES
    ]
    for country in pycountry.countries:
        code = country.alpha_2.lower()
        said = [country.alpha_2, country.alpha_3, country.name]
        said += [
            getattr(country, name)
            for name in ("official_name", "common_name")
            if hasattr(country, name)
        ]
        said += [one.gettext(name) for one in catalogues for name in said[2:]]
        for name in said:
            names.setdefault(_key(name), code)
    table = files("vedette.reference").joinpath("countries.csv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines()):
        names.update({_key(name): row["code"] for name in row["names"].split("|")})
    return names


def country_code(text: str) -> str:
    """ISO 3166-1 alpha-2 in lower case, or ``""`` when the name is not known.

    >>> [country_code(name) for name in ("Iran", "IRN", "Россия", "Türkiye", "阿联酋", "Ruritania")]
    ['ir', 'ir', 'ru', 'tr', 'ae', '']
    """
    return _names().get(_key(text), "")


def is_country(code: str) -> bool:
    """Whether ISO 3166-1 has this alpha-2 code, in either case.

    >>> is_country("ir"), is_country("QQ")
    (True, False)
    """
    return len(code) == 2 and pycountry.countries.get(alpha_2=code.upper()) is not None
