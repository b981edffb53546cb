"""Whose flag? The country behind an MMSI, and behind an aircraft's 24-bit address or tail.

Reach for `flag_of` with an MMSI, `state_of` with an ICAO address and `country_of_tail` with a
registration. Each says which state gave the number out, not where the owner is. Countries are
ISO 3166-1 alpha-2 in lower case; "" where the number belongs to nobody.

Sources: ``flags.csv``, the maritime identification digits of the ITU (Radio Regulations, appendix
42, https://www.itu.int/en/ITU-R/terrestrial/fmd/Pages/mid.aspx); ``aircraft_blocks.csv``, ICAO
Annex 10, volume III, table 9-1 (2nd edition, 2007, with amendments to 2013);
``aircraft_marks.csv``, ICAO Annex 7, nationality marks (6th edition, 2012).
"""

import csv
import re
from bisect import bisect_right
from functools import cache
from importlib.resources import files


def _rows(name: str) -> list[dict[str, str]]:
    text = files("vedette.reference").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _flags() -> dict[str, str]:
    return {row["mid"]: row["country"] for row in _rows("flags.csv")}


@cache
def _blocks() -> list[tuple[int, int, str]]:
    return [
        (int(row["first"], 16), int(row["last"], 16), row["country"])
        for row in _rows("aircraft_blocks.csv")
    ]


@cache
def _marks() -> dict[str, str]:
    return {
        mark: row["country"]
        for row in _rows("aircraft_marks.csv")
        for mark in row["marks"].split("|")
    }


def flag_of(mmsi: str | int) -> str:
    """The country whose digits an MMSI carries, wherever its kind of station puts them.

    Ships are ``MIDxxxxxx``, groups ``0MID``, coast stations ``00MID``, search aircraft
    ``111MID``, hand-held radios ``8MID``, craft of a mother ship ``98MID``, aids to navigation
    ``99MID`` (Recommendation ITU-R M.585-8).

    >>> flag_of(273330000), flag_of("002190047"), flag_of("111219504"), flag_of("970012345")
    ('ru', 'dk', 'dk', '')
    """
    digits = f"{int(mmsi):09d}" if str(mmsi).isdigit() else ""
    if len(digits) != 9:
        return ""
    match = re.match(r"(?:00|0|111|98|99|8)?([2-7]\d\d)", digits)
    return _flags().get(match[1], "") if match else ""


def state_of(icao24: str) -> str:
    """The state from whose block a 24-bit aircraft address is taken.

    >>> state_of("730123"), state_of("152A3B"), state_of("ac671b"), state_of("~2a1b3c")
    ('ir', 'ru', 'us', '')
    """
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", icao24):
        return ""
    address = int(icao24, 16)
    blocks = _blocks()
    place = bisect_right(blocks, (address, 1 << 24, "")) - 1
    first, last, country = blocks[place] if place >= 0 else (0, -1, "")
    return country if first <= address <= last else ""


def country_of_tail(registration: str) -> str:
    """The country whose nationality mark a registration carries.

    >>> country_of_tail("EP-FAA"), country_of_tail("RA-78842"), country_of_tail("N899DN")
    ('ir', 'ru', 'us')
    >>> country_of_tail("EPFAA"), country_of_tail("HB-JCA"), country_of_tail("??")
    ('ir', 'ch', '')
    """
    tail = registration.strip().upper()
    mark, dash, _ = tail.partition("-")
    marks = _marks()
    if dash:
        return marks.get(mark, "")
    return next((marks[tail[:n]] for n in (4, 3, 2, 1) if len(tail) > n and tail[:n] in marks), "")
