"""Weights and values as written, with their units: "1.234,50 kg", "2 t", "USD 12,000".

Reach for `weight_kg` and `money`. A number whose unit is not known is not guessed at: the
remark says so and the field stays null.
"""

import re
from functools import cache

import pycountry

KG_PER: dict[str, float] = {
    unit: factor
    for factor, units in (
        (
            1.0,
            "kg kgs kgm kilo kilos kilogram kilograms kilogramme kilogrammes"
            " кг كغ کیلوگرم 公斤 千克",
        ),
        (0.001, "g gr grm gram grams gramme grammes г 克"),
        (1000.0, "t mt to tne ton tons tonne tonnes metric-ton mton т тонн تن طن 吨"),
        (0.45359237, "lb lbs lbr pound pounds"),
        (0.028349523125, "oz onz ounce ounces"),
    )
    for unit in units.split()
}
"""Kilograms in one unit. The pound is exactly 0.45359237 kg (international agreement of 1959);
`KGM`, `TNE`, `LBR`, `GRM`, `ONZ` are the codes of UN/ECE Recommendation 20."""

SYMBOLS = {"€": "EUR", "£": "GBP", "₽": "RUB", "₺": "TRY", "US$": "USD", "HK$": "HKD", "﷼": "IRR"}
"""Signs that mean one currency. A bare $ or ¥ means several, and is not read as one."""

_NUMBER = re.compile(r"[-+]?\d[\d.,'’\s\u00a0\u202f]*")
_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")


def number(text: str, decimal_comma: bool = False) -> float | None:
    """A number as written, or null. `decimal_comma` settles what "1.234" alone cannot.

    >>> number("1,234.5"), number("1.234,5"), number("1 234"), number("۱۲۳٫۵")
    (1234.5, 1234.5, 1234.0, 123.5)
    >>> number("1.234"), number("1.234", decimal_comma=True), number("12,5")
    (1.234, 1234.0, 12.5)
    """
    found = _NUMBER.search(text.translate(_EASTERN))
    if not found:
        return None
    digits = re.sub(r"[\s\u00a0\u202f'’]", "", found[0]).rstrip(".,")
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        point = max(".", ",", key=digits.rfind)
    elif points + commas > 1:
        point = ""
    else:
        sign = "." if points else ","
        three = re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", digits)
        point = sign if not three or (sign == ",") == decimal_comma else ""
    plain = "".join(
        "." if character == point else character
        for character in digits
        if character.isdigit() or character in ("-", "+", point)
    )
    try:
        return float(plain)
    except ValueError:
        return None


def unit_in(text: str) -> str:
    """The unit of weight that a header or a cell names, or ``""``.

    >>> unit_in("Gross weight (KGS)"), unit_in("12.5 т"), unit_in("weight")
    ('kgs', 'т', '')
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return next((word for word in words if word in KG_PER), "")


def weight_kg(text: str, unit: str = "", decimal_comma: bool = False) -> tuple[float | None, str]:
    """A weight in kilograms, and what is wrong with it.

    `unit` is the column's, used when the cell has none; with neither it is kilograms, which is
    how manifests are written (WCO data model, element 131, KGM).

    >>> weight_kg("2,5 t"), weight_kg("100", "lbs")[0], weight_kg("-3")[1]
    ((2500.0, ''), 45.359237, 'weight -3: not a weight')
    """
    said = text.strip()[:40]
    value = number(text, decimal_comma)
    own = unit_in(text)
    words = [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if word not in KG_PER]
    if value is None or value < 0 or value > 1e9:
        return None, f"weight {said}: not a weight"
    if not own and words:
        return None, f"weight {said}: the unit is not known"
    return round(value * KG_PER[own or unit.casefold() or "kg"], 6), ""


@cache
def is_currency(code: str) -> bool:
    """Whether ISO 4217 has this code."""
    return pycountry.currencies.get(alpha_3=code) is not None


def currency_in(text: str) -> str:
    """The ISO 4217 code that a header or a cell names, or ``""``.

    >>> currency_in("Value (USD)"), currency_in("€ 1,200"), currency_in("$5"), currency_in("total")
    ('USD', 'EUR', '', '')
    """
    for word in re.findall(r"\b[A-Z]{3}\b", text):
        if is_currency(word):
            return str(word)
    return next((code for sign, code in SYMBOLS.items() if sign in text), "")


def money(
    text: str, currency: str = "", decimal_comma: bool = False
) -> tuple[float | None, str, str]:
    """A value, its currency, and what is wrong with it.

    >>> money("USD 12,000"), money("500", "EUR"), money("$5")
    ((12000.0, 'USD', ''), (500.0, 'EUR', ''), (5.0, '', 'value $5: the currency is not said'))
    """
    said = text.strip()[:40]
    value = number(text, decimal_comma)
    if value is None or value < 0 or value > 1e15:
        return None, "", f"value {said}: not an amount of money"
    code = currency_in(text) or currency
    return value, code, "" if code else f"value {said}: the currency is not said"
