"""What AIS says of ships in numbers: types, and IMO numbers with their check digit.

Types are those of Recommendation ITU-R M.1371-5, annex 8, table 53
(https://www.itu.int/rec/R-REC-M.1371-5-201402-I, 2014); the IMO number's check digit is that of
IMO Resolution A.1117(30) (2017).
"""

from stdnum import imo

_FIRST_DIGIT = {
    2: "wing in ground",
    4: "high-speed craft",
    6: "passenger",
    7: "cargo",
    8: "tanker",
    9: "other",
}
_WHOLE = {
    30: "fishing",
    31: "towing",
    32: "towing",
    33: "dredger",
    34: "diving",
    35: "military",
    36: "sailing",
    37: "pleasure",
    50: "pilot",
    51: "search and rescue",
    52: "tug",
    53: "port tender",
    54: "anti-pollution",
    55: "law enforcement",
    56: "local vessel",
    57: "local vessel",
    58: "medical transport",
    59: "neutral",
}


def ship_type(code: int) -> str:
    """The type of ship that an AIS code means; codes without a meaning stay numbers.

    >>> ship_type(70), ship_type(84), ship_type(52), ship_type(38), ship_type(0)
    ('cargo', 'tanker', 'tug', '38', '0')
    """
    return _WHOLE.get(code) or _FIRST_DIGIT.get(code // 10, "") * (code < 100) or str(code)


def is_imo(number: str) -> bool:
    """Is this an IMO ship identification number, by its check digit?

    >>> is_imo("9481910"), is_imo("9481911"), is_imo("123")
    (True, False, False)
    """
    return bool(imo.is_valid(number))
