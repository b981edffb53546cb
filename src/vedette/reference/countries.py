"""Countries as people write them, to ISO 3166-1 alpha-2 in lower case.

Reach for `country_code` with whatever stands in a country column: a code of two or three
letters, or a name in English, French, German, Spanish, Russian, Turkish, Persian, Arabic or
Chinese (translations of iso-codes, as shipped with pycountry, and ``countries.csv``, the short
names that trade papers use and those of the sanctions lists of OFAC, the UN, the EU, the UK,
Canada and Switzerland between 2021 and 2026). It refuses to guess from part of a name, but a
name in two languages (``Belarus / Bélarus``) counts as its first. Codes for former states and
for places without one of their own follow FollowTheMoney,
https://followthemoney.tech/explorer/types/country/ , read 2026-11-24.
"""

import csv
import gettext
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import pycountry

OTHER_CODES = frozenset(
    """
    ac az-nk cn-xz cp cq cshh csxx cy-trnc dd dg eu ge-ab gb-nir gb-sct gb-wls ic iq-kr md-pmr
    pk-km so-som suhh ta ua-cri ua-dpr ua-lpr un x-so xk yucs zr zz
    """.split()
)
"""Codes beside ISO 3166-1 that FollowTheMoney takes."""

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


@lru_cache(maxsize=1 << 14)
def country_code(text: str) -> str:
    """ISO 3166-1 alpha-2 (or one of `OTHER_CODES`) in lower case; ``""`` if it is not known.

    >>> [country_code(name) for name in ("Iran", "IRN", "Россия", "Türkiye", "阿联酋", "Ruritania")]
    ['ir', 'ir', 'ru', 'tr', 'ae', '']
    """
    if text.casefold() in OTHER_CODES:
        return text.casefold()
    return _names().get(_key(text)) or _names().get(_key(text.partition(" / ")[0]), "")


@cache
def country_codes() -> frozenset[str]:
    """Every code that a property of type ``country`` may hold."""
    return frozenset(_names().values()) | OTHER_CODES


def is_country(code: str) -> bool:
    """Whether ISO 3166-1 has this alpha-2 code, in either case.

    >>> is_country("ir"), is_country("QQ")
    (True, False)
    """
    return len(code) == 2 and pycountry.countries.get(alpha_2=code.upper()) is not None


@cache
def country_name(code: str) -> str:
    """The short English name of an alpha-2 code, or the code itself in capitals.

    >>> country_name("ir"), country_name("ua-cri")
    ('Iran', 'UA-CRI')
    """
    country = pycountry.countries.get(alpha_2=code.upper())
    if country is None:
        return code.upper()
    return str(getattr(country, "common_name", country.name).partition(",")[0])
