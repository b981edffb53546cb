"""Rows of aircraft into columns: what every JSON format ends in.

Reach for `Aircraft` while going through a document: `fix` and `say` take one observation each
and refuse, with a reason, what cannot be; `heard` gives the batch.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from vedette.see.movements.adsb.documents import number, stamps
from vedette.see.movements.heard import STATEMENTS, Heard, Tally, fixes_of

ADDRESS = re.compile(r"~?[0-9a-f]{6}")
"""A 24-bit address; ``~`` marks one that is not ICAO's (TIS-B, made up on the ground)."""


@dataclass(slots=True)
class Aircraft:
    """What was heard of aircraft, row by row."""

    tally: Tally
    fixes: list[tuple[Any, ...]] = field(default_factory=list)
    said: dict[tuple[str, str, str], tuple[int, int, int]] = field(default_factory=dict)

    def subject(self, address: Any) -> str | None:
        """The subject of an address, or None, counted, if it is none."""
        text = str(address).strip().lower()
        if ADDRESS.fullmatch(text):
            return f"icao24:{text}"
        self.tally.set_aside("no ICAO address", samples=[(self.tally.lines, str(address))])
        return None

    def fix(self, subject: str, ts: int | None, lat: Any, lon: Any, **values: Any) -> None:
        """One position, in degrees, with `sog` (knots), `cog` (degrees), `altitude` (feet)."""
        north, east = number(lat), number(lon)
        if north is None or east is None:
            self.tally.counts["reports without a position"] += 1
            return
        if ts is None or abs(north) > 90 or abs(east) > 180:
            reason = "the time is not understood" if ts is None else "no place on the globe"
            self.tally.set_aside(reason, samples=[(self.tally.lines, f"{subject} {lat} {lon}")])
            return
        course = number(values.get("cog"))
        self.fixes.append(
            (
                subject,
                ts,
                north,
                -180.0 if east == 180 else east,
                number(values.get("sog")),
                None if course is None else course % 360,
                number(values.get("altitude")),
                values.get("receiver"),
            )
        )

    def say(self, subject: str, ts: int | None, **values: Any) -> None:
        """What an aircraft, or who lists it, says of it: call sign, registration, type …"""
        for attribute, value in values.items():
            text = str(value).strip() if isinstance(value, str) else ""
            if ts is None or not text:
                continue
            key = (subject, attribute, text)
            first, last, reports = self.said.get(key, (ts, ts, 0))
            self.said[key] = (min(first, ts), max(last, ts), reports + 1)

    def heard(self) -> Heard:
        """The batch so far; afterwards this one is empty again."""
        names = ("subject", "ts", "lat", "lon", "sog", "cog", "altitude", "receiver")
        kinds = (pa.string(), None, *[pa.float64()] * 5, pa.string())
        listed = list(zip(*self.fixes, strict=True)) or [()] * len(names)
        columns = {
            name: stamps(list(values)) if kind is None else pa.array(list(values), kind)
            for name, kind, values in zip(names, kinds, listed, strict=True)
        }
        fixes = fixes_of(columns, len(self.fixes))
        keys, spans = list(self.said), list(self.said.values())
        statements = pa.table(
            [
                *(pa.array([key[part] for key in keys], pa.string()) for part in range(3)),
                stamps([span[0] for span in spans]),
                stamps([span[1] for span in spans]),
                pa.array([span[2] for span in spans], pa.int64()),
            ],
            schema=STATEMENTS,
        )
        self.fixes, self.said = [], {}
        return Heard(fixes, statements)
