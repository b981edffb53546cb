"""Numbers that carry their own check: containers, ships, waybills, places, tariff codes.

Each function takes the text as written and returns the value to keep and, when something is
wrong with it, a sentence. A wrong number is evidence, so it is kept and remarked upon, never
dropped and never corrected in silence.
"""

import re
from datetime import date, datetime

from stdnum import imo as stdnum_imo
from stdnum import iso6346

from vedette.reference.countries import is_country

_SPACE = re.compile(r"[\s.\-]+")
HS_LENGTHS = (2, 4, 6, 8, 10, 12)
"""National tariffs go on to 8 (India), 10 (EU, US) or 12 digits (Turkey)."""


def container(text: str) -> tuple[str, str]:
    """A container number: owner code, category, serial, check digit (ISO 6346:2022).

    >>> container("CSQU 305438-3")
    ('CSQU3054383', '')
    >>> container("CSQU3054384")[1]
    'container CSQU3054384: the check digit (ISO 6346) is wrong, 3 was expected'
    """
    value = _SPACE.sub("", text).upper()
    if not re.fullmatch(r"[A-Z]{3}[UJZ]\d{7}", value):
        return value, f"container {value}: not of the form of ISO 6346, as in CSQU3054383"
    right = iso6346.calc_check_digit(value[:-1])
    if value[-1] != right:
        problem = f"the check digit (ISO 6346) is wrong, {right} was expected"
        return value, f"container {value}: {problem}"
    return value, ""


def imo(text: str) -> tuple[str, str]:
    """A ship's IMO number, seven digits with a check digit (IMO resolution A.1117(30)).

    >>> imo("IMO 9481922"), imo("9481923")[1]
    (('9481922', ''), 'IMO number 9481923: the check digit is wrong')
    """
    value = re.sub(r"^IMO", "", _SPACE.sub("", text).upper()).strip(":#")
    if not re.fullmatch(r"\d{7}", value):
        return value, f"IMO number {value}: seven digits were expected"
    return value, "" if stdnum_imo.is_valid(
        value
    ) else f"IMO number {value}: the check digit is wrong"


def waybill(text: str) -> str:
    """What is wrong with an air waybill number of eleven digits, else ``""``.

    The last digit is the seven before it modulo 7 (IATA Resolution 600a). Other document
    numbers follow no rule and are never wrong.

    >>> waybill("020-12345675"), waybill("020-12345676"), waybill("MSCU-99")
    ('', 'air waybill 020-12345676: the check digit is wrong', '')
    """
    shape = re.fullmatch(r"(\d{3})[- ](\d{4}) ?(\d{3})(\d)", text.strip())
    if not shape or int(shape[2] + shape[3]) % 7 == int(shape[4]):
        return ""
    return f"air waybill {text.strip()}: the check digit is wrong"


def locode(text: str) -> tuple[str, str]:
    """A UN/LOCODE in the form ``RUOYA``; a place name is returned as it stands.

    >>> locode("ru oya"), locode("Port Olya"), locode("QQ ABC")[1]
    (('RUOYA', ''), ('Port Olya', ''), "place QQABC: QQ is not a country's code")
    """
    said = " ".join(text.split())
    if not re.fullmatch(r"[A-Z]{2} ?[A-Z2-9]{3}", said.upper()) or (
        " " not in said and said != said.upper()
    ):
        return said, ""
    value = said.upper().replace(" ", "")
    if not is_country(value[:2]) and value[:2] != "XZ":
        return value, f"place {value}: {value[:2]} is not a country's code"
    return value, ""


def hs(text: str) -> tuple[str, str]:
    """A tariff code as digits; a zero that a spreadsheet ate is put back, and that is said.

    >>> hs("8542.31"), hs("8542.31.0001"), hs("85423190.0")
    (('854231', ''), ('8542310001', ''), ('85423190', ''))
    >>> hs("10121")
    ('010121', 'HS 10121: an odd number of digits, read as 010121 (leading zero lost)')
    >>> hs("8542310")
    ('854231', 'HS 8542310: 7 digits, and there is no heading 0854; read as 854231')
    >>> hs("8542.3")
    ('854230', 'HS 8542.3: an odd number of digits, read as 854230 (last zero lost)')
    """
    said = text.strip()
    shown = said[:40]
    if re.fullmatch(r"\d{5,10}\.0", said):
        said = said[:-2]
    digits = re.sub(r"[.\s\-/]", "", re.sub(r"^(?:HS|HTS|CN|ТН ?ВЭД)[ :]*", "", said, flags=re.I))
    if not digits.isascii() or not digits.isdigit():
        return "", f"HS {shown}: not a tariff code"
    problem = ""
    if len(digits) % 2:
        tail = re.fullmatch(r"\d{4}\.\d|\d{4}\.\d\d\.\d", said)
        if not tail and not _may_have_lost_its_zero(digits):
            kept = digits[: 6 if len(digits) > 6 else 4]
            odd = f"{len(digits)} digits, and there is no heading 0{digits[:3]}; read as {kept}"
            return kept, f"HS {shown}: {odd}"
        digits, how = (digits + "0", "last") if tail else ("0" + digits, "leading")
        problem = f"HS {shown}: an odd number of digits, read as {digits} ({how} zero lost)"
    if len(digits) not in HS_LENGTHS:
        return digits[:12], f"HS {shown}: 6, 8, 10 or 12 digits were expected"
    if not 1 <= int(digits[:2]) <= 99 or digits[:2] == "77":
        return digits, f"HS {shown}: there is no chapter {digits[:2]}"
    if len(digits) < 6:
        return digits, f"HS {shown}: only {len(digits)} digits, 6 are needed to tell goods apart"
    return digits, problem


_LAST_HEADINGS = (106, 210, 309, 410, 511, 604, 714, 814, 910)
"""The last heading of chapters 1 to 9 (Harmonized System 2022), whose codes begin with a zero."""


def _may_have_lost_its_zero(digits: str) -> bool:
    """Whether a code of chapters 1 to 9 could have lost the zero that it begins with."""
    heading = int(digits[:3] or 0)
    return heading >= 100 and heading % 100 > 0 and heading <= _LAST_HEADINGS[heading // 100 - 1]


_DATES = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%Y%m%d",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d %B %Y",
)


def day(text: str) -> tuple[str, str]:
    """A date as ISO 8601. Day and month that could be either way round are not guessed.

    >>> day("24.02.2022"), day("2022-02-24 06:00:00"), day("25/12/2023"), day("12/25/2023")
    (('2022-02-24', ''), ('2022-02-24', ''), ('2023-12-25', ''), ('2023-12-25', ''))
    >>> day("03/04/2024")
    ('', 'date 03/04/2024: day and month could be either way round; not used')
    """
    said = text.strip()
    bare = re.sub(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$", "", said)
    for form in _DATES:
        try:
            return datetime.strptime(bare, form).date().isoformat(), ""
        except ValueError:
            continue
    slashed = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", bare)
    if slashed:
        first, second, year = (int(part) for part in slashed.groups())
        if first <= 12 and second <= 12 and first != second:
            return "", f"date {said}: day and month could be either way round; not used"
        day_, month = (first, second) if second <= 12 else (second, first)
        try:
            return date(year, month, day_).isoformat(), ""
        except ValueError:
            pass
    return "", f"date {said[:40]}: not a date"
