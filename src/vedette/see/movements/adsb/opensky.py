"""State vectors of the OpenSky Network, as its REST interface gives them.

Fields by place (https://openskynetwork.github.io/opensky-api/rest.html, read 2026-11-24), in
metres and metres a second. A vector's time is that of its position; without one, of the last
contact.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vedette.see.kinds import Intake, Sample
from vedette.see.movements.adsb.documents import documents, looks_like, micros, number
from vedette.see.movements.adsb.rows import Aircraft
from vedette.see.movements.heard import Heard, Tally

KNOTS = 3600 / 1852
"""Knots in a metre a second."""

FEET = 1 / 0.3048
"""Feet in a metre."""


def recognises(sample: Sample) -> bool:
    """A moment and its states."""
    return looks_like(sample, "time", "states")


def read(path: Path, intake: Intake, tally: Tally) -> Iterator[Heard]:
    """State vectors, one document or one a line."""
    rows = Aircraft(tally)
    for document in documents(path, intake, tally):
        states = document.get("states") if isinstance(document, dict) else None
        for state in states or ():
            if isinstance(state, list) and len(state) >= 11:
                _state(state, rows)
            else:
                tally.set_aside("a state vector that is none", samples=[(tally.lines, str(state))])
        if len(rows.fixes) > 100_000:
            yield rows.heard()
    yield rows.heard()


def _state(state: list[Any], rows: Aircraft) -> None:
    subject = rows.subject(state[0])
    if subject is None:
        return
    ts = micros(state[3]) or micros(state[4])
    altitude, speed = number(state[7]), number(state[9])
    rows.fix(
        subject,
        ts,
        state[6],
        state[5],
        altitude=0.0 if state[8] is True else None if altitude is None else altitude * FEET,
        sog=None if speed is None else speed * KNOTS,
        cog=state[10],
    )
    rows.say(subject, ts, callsign=state[1])
