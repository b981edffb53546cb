"""Lines of the BaseStation protocol, port 30003: ``MSG,3,1,1,4CA2D6,1,2008/11/28,…``.

Fields by place (http://woodair.net/sbs/article/barebones42_socket_data.htm, read 2026-11-24).
Positions are messages 2 (on the ground) and 3 (in the air), call signs message 1. Airborne
positions carry no speed: it comes in message 4, and a position takes the last one of the same
aircraft within `NEAR` seconds before it. The clock is the receiver's own (generated date and
time) and is taken for UTC, as receivers are set by default; the protocol does not say.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from vedette.see.kinds import Sample
from vedette.see.movements.adsb.rows import Aircraft
from vedette.see.movements.heard import Heard, Tally

NEAR = 10.0
"""Seconds for which a speed and track hold: velocity is sent twice a second (DO-260B, 2.2.3.3)."""


def recognises(sample: Sample) -> bool:
    """Do its lines begin as the protocol's messages do?"""
    return re.search(r"(?m)^MSG,[1-8],[^,]*,[^,]*,[0-9A-Fa-f]{6},", sample.text) is not None


def read(blocks: Iterable[bytes], tally: Tally) -> Iterator[Heard]:
    """What aircraft said in these blocks of lines."""
    rows, moving = Aircraft(tally), dict[str, tuple[int, Any, Any]]()
    for block in blocks:
        for line in block.decode("ascii", "replace").splitlines():
            tally.lines += 1
            _line(line, rows, moving)
        yield rows.heard()


def _line(line: str, rows: Aircraft, moving: dict[str, tuple[int, Any, Any]]) -> None:
    field = [part.strip() for part in line.split(",")]
    if field[0] != "MSG" or len(field) < 22:
        known = field[0] in ("SEL", "ID", "AIR", "STA", "CLK", "")
        if not known or field[0] == "MSG":
            rows.tally.set_aside("no whole message", samples=[(rows.tally.lines, line)])
        return
    subject, ts = rows.subject(field[4]), _time(field[6], field[7])
    if subject is None or ts is None:
        if ts is None:
            rows.tally.set_aside("the time is not understood", samples=[(rows.tally.lines, line)])
        return
    rows.tally.counts[f"messages {field[1]}"] += 1
    if field[1] == "1":
        rows.say(subject, ts, callsign=field[10])
    elif field[1] == "4":
        moving[subject] = (ts, _number(field[12]), _number(field[13]))
    elif field[1] in ("2", "3"):
        heard, sog, cog = moving.get(subject, (0, None, None))
        if ts - heard > NEAR * 1e6:
            sog = cog = None
        ground = field[1] == "2" or field[21] in ("-1", "1")
        rows.fix(
            subject,
            ts,
            _number(field[14]),
            _number(field[15]),
            altitude=0.0 if ground else _number(field[11]),
            sog=sog if _number(field[12]) is None else _number(field[12]),
            cog=cog if _number(field[13]) is None else _number(field[13]),
        )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _time(day: str, time: str) -> int | None:
    """Microseconds from ``2008/11/28`` and ``23:48:18.611``.

    >>> _time("2008/11/28", "23:48:18.611"), _time("2008/13/28", "")
    (1227916098611000, None)
    """
    try:
        moment = datetime.fromisoformat(f"{day.replace('/', '-')}T{time}").replace(tzinfo=UTC)
    except ValueError:
        return None
    return round(moment.timestamp() * 1e6)
