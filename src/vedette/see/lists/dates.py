"""Dates as publishers write them, to ISO 8601 with as much as is known.

Reach for `iso_date` with one written date and `birth_dates` with what stands after ``DOB``. A
date of which only the year is known is written ``1962``: never filled up to the first of
January. What is no date gives ``""``.
"""

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}

SPAN = 15
"""A range of more years than this says too little of a birth date to be matched."""

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*|Z|[+-]\d\d:\d\d)?$")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")


def iso_date(written: str) -> str:
    """One date: ``2001-02-23``, ``10 Dec 1948``, ``Nov. 1973``, ``1962``, ISO with a time.

    >>> iso_date("10 Dec 1948"), iso_date("Nov. 1973"), iso_date("1962"), iso_date("2015-06-30T")
    ('1948-12-10', '1973-11', '1962', '2015-06-30')
    >>> iso_date("30-35 years old"), iso_date("1975-19-25")
    ('', '1975')
    """
    written = written.strip()
    if match := _ISO.match(written):
        return dated(match[1], match[2], match[3])
    if (match := _WORDS.match(written)) and match[2].lower() in MONTHS:
        return dated(match[3], str(MONTHS[match[2].lower()]), match[1])
    return ""


def american_date(written: str) -> str:
    """A date as ``10/16/2017``, month first.

    >>> american_date("10/16/2017"), american_date("16/10/2017")
    ('2017-10-16', '2017')
    """
    match = _AMERICAN.match(written.strip())
    return dated(match[3], match[1], match[2]) if match else iso_date(written)


def british_date(written: str) -> str:
    """A date as ``25/01/2001`` or ``dd/mm/1945``, day first, unknown parts as letters.

    >>> british_date("25/01/2001"), british_date("dd/mm/1945"), british_date("dd/06/1945")
    ('2001-01-25', '1945', '1945-06')
    """
    parts = written.strip().split("/")
    if len(parts) == 3:
        return dated(parts[2], parts[1], parts[0])
    return iso_date(written)


def dated(year: str | None, month: str | None = None, day: str | None = None) -> str:
    """Parts to a date, dropping from the right what is missing or impossible.

    >>> dated("1980", "2", "31"), dated("1980", "2"), dated("", "2"), dated("0000")
    ('1980-02', '1980-02', '', '')
    """
    if not year or not re.fullmatch(r"[12]\d{3}", year):
        return ""
    if not month or not re.fullmatch(r"\d{1,2}", month) or not 1 <= int(month) <= 12:
        return year
    if not day or not re.fullmatch(r"\d{1,2}", day) or not 1 <= int(day) <= _days(year, month):
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"


def years_between(first: str, last: str) -> list[str]:
    """Every year that a stated range allows, or nothing if it is too wide or no range.

    >>> years_between("1973", "1975"), years_between("1940", "1990"), years_between("", "1975")
    (['1973', '1974', '1975'], [], ['1975'])
    """
    one, other = dated(first)[:4], dated(last)[:4]
    if not one or not other:
        return [one or other] if one or other else []
    if not 0 <= int(other) - int(one) <= SPAN:
        return []
    return [str(year) for year in range(int(one), int(other) + 1)]


def birth_dates(written: str) -> list[str]:
    """What OFAC writes after ``DOB``: one date, ``circa``, or a range.

    >>> birth_dates("circa 1962"), birth_dates("1961 to 1963"), birth_dates("Jul 1955")
    (['1962'], ['1961', '1962', '1963'], ['1955-07'])
    """
    written = re.sub(r"^(?:circa|approximately|c\.)\s+", "", written.strip(), flags=re.IGNORECASE)
    first, _, last = written.partition(" to ")
    if last:
        return years_between(_year(first), _year(last))
    return [date] if (date := iso_date(written)) else []


def _year(written: str) -> str:
    return iso_date(re.sub(r"^circa\s+", "", written.strip(), flags=re.IGNORECASE))[:4]


def _days(year: str, month: str) -> int:
    from calendar import monthrange

    return monthrange(int(year), int(month))[1]
