"""Where each field stands in an AIS message: the tables of Recommendation ITU-R M.1371-5, annex 8.

Bits are counted from 0. Only the messages that say where a station is or what it is are here;
the others are counted and passed over. Not available: the raw value for which the standard says
so, or any value above it where the standard leaves those unused.
"""

from typing import NamedTuple


class Number(NamedTuple):
    """A number: its first bit, its width, what one unit is worth, and the raw value from which
    on it means "not available" (None: it always means something)."""

    start: int
    width: int
    signed: bool = False
    unit: float = 1.0
    absent: int | None = None


class Text(NamedTuple):
    """Six-bit text: its first bit and its number of characters."""

    start: int
    characters: int


TYPE = Number(0, 6)
MMSI = Number(8, 30)

_FINE = 1 / 600_000  # degrees: a ten-thousandth of a minute
_COARSE = 1 / 600  # degrees: a tenth of a minute, message 27 only

POSITIONS: dict[int, dict[str, Number]] = {
    1: {
        "sog": Number(50, 10, unit=0.1, absent=1023),
        "lon": Number(61, 28, True, _FINE),
        "lat": Number(89, 27, True, _FINE),
        "cog": Number(116, 12, unit=0.1, absent=3600),
        "heading": Number(128, 9, absent=360),
    },
    9: {
        "altitude": Number(38, 12, unit=1 / 0.3048, absent=4095),  # sent in metres, kept in feet
        "sog": Number(50, 10, absent=1023),
        "lon": Number(61, 28, True, _FINE),
        "lat": Number(89, 27, True, _FINE),
        "cog": Number(116, 12, unit=0.1, absent=3600),
    },
    18: {
        "sog": Number(46, 10, unit=0.1, absent=1023),
        "lon": Number(57, 28, True, _FINE),
        "lat": Number(85, 27, True, _FINE),
        "cog": Number(112, 12, unit=0.1, absent=3600),
        "heading": Number(124, 9, absent=360),
    },
    27: {
        "lon": Number(44, 18, True, _COARSE),
        "lat": Number(62, 17, True, _COARSE),
        "sog": Number(79, 6, absent=63),
        "cog": Number(85, 9, absent=360),
    },
}
POSITIONS |= {2: POSITIONS[1], 3: POSITIONS[1], 19: POSITIONS[18]}

STATEMENTS: dict[int, dict[str, Number | Text]] = {
    5: {
        "imo": Number(40, 30),
        "callsign": Text(70, 7),
        "name": Text(112, 20),
        "type": Number(232, 8),
        "bow": Number(240, 9),
        "stern": Number(249, 9),
        "port": Number(258, 6),
        "starboard": Number(264, 6),
        "draught": Number(294, 8, unit=0.1),
        "destination": Text(302, 20),
    },
    19: {
        "name": Text(143, 20),
        "type": Number(263, 8),
        "bow": Number(271, 9),
        "stern": Number(280, 9),
        "port": Number(289, 6),
        "starboard": Number(295, 6),
    },
    21: {"name": Text(43, 20)},
    24: {"name": Text(40, 20)},  # part A; part B is 124 below
}

PART_B = 124
"""Message 24 comes in two parts, told apart by `PART`; part B stands here as number 124."""

PART = Number(38, 2)

STATEMENTS[PART_B] = {
    "type": Number(40, 8),
    "callsign": Text(90, 7),
    "bow": Number(132, 9),
    "stern": Number(141, 9),
    "port": Number(150, 6),
    "starboard": Number(156, 6),
}


def last_bit(fields: dict[str, Number] | dict[str, Number | Text]) -> int:
    """How many bits a message must have for all of these fields to be in it.

    >>> last_bit(POSITIONS[1]), last_bit(STATEMENTS[5])
    (137, 422)
    """
    return max(
        field.start + (field.width if isinstance(field, Number) else 6 * field.characters)
        for field in fields.values()
    )
