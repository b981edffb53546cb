"""readsb and tar1090: a trace (one aircraft, one day) and ``aircraft.json`` (all, one moment).

Fields as readsb's own description has them (https://github.com/wiedehopf/readsb, README-json.md,
read 2026-11-24): a trace row is seconds after ``timestamp``, latitude, longitude, barometric
altitude in feet or "ground", ground speed in knots, track, flags, rate, details. In
``aircraft.json`` a position is ``seen_pos`` seconds older than ``now``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vedette.see.kinds import Intake, Sample
from vedette.see.movements.adsb.documents import documents, looks_like, micros, number
from vedette.see.movements.adsb.rows import Aircraft
from vedette.see.movements.heard import Heard, Tally


def is_trace(sample: Sample) -> bool:
    """One aircraft's address and its trace."""
    return looks_like(sample, "icao", "trace", "timestamp")


def is_aircraft(sample: Sample) -> bool:
    """A moment and the aircraft heard then."""
    return looks_like(sample, "now", "aircraft", "hex")


def read(path: Path, intake: Intake, tally: Tally) -> Iterator[Heard]:
    """Traces and ``aircraft.json``, one document or one a line."""
    rows = Aircraft(tally)
    for document in documents(path, intake, tally):
        if isinstance(document, dict) and isinstance(document.get("trace"), list):
            _trace(document, rows)
        elif isinstance(document, dict) and isinstance(document.get("aircraft"), list):
            _moment(document, rows)
        else:
            tally.set_aside("neither a trace nor aircraft.json")
        if len(rows.fixes) > 100_000:
            yield rows.heard()
    yield rows.heard()


def _trace(document: dict[str, Any], rows: Aircraft) -> None:
    subject, start = rows.subject(document.get("icao")), number(document.get("timestamp"))
    if subject is None or start is None:
        return
    rows.say(
        subject,
        micros(start),
        registration=document.get("r"),
        type=document.get("t"),
        operator=document.get("ownOp"),
    )
    for row in document["trace"]:
        if not isinstance(row, list) or len(row) < 6 or number(row[0]) is None:
            rows.tally.set_aside("a trace row that is none", samples=[(0, str(row))])
            continue
        ts = micros(start + row[0])
        rows.fix(subject, ts, row[1], row[2], altitude=_feet(row[3]), sog=row[4], cog=row[5])
        details = row[8] if len(row) > 8 and isinstance(row[8], dict) else {}
        rows.say(subject, ts, callsign=details.get("flight"))


def _moment(document: dict[str, Any], rows: Aircraft) -> None:
    now = number(document.get("now"))
    for one in document["aircraft"]:
        subject = rows.subject(one.get("hex")) if isinstance(one, dict) else None
        if subject is None or now is None:
            continue
        ts = micros(now - (number(one.get("seen_pos")) or 0))
        rows.fix(
            subject,
            ts,
            one.get("lat"),
            one.get("lon"),
            altitude=_feet(one.get("alt_baro")),
            sog=one.get("gs"),
            cog=one.get("track"),
        )
        rows.say(
            subject,
            micros(now - (number(one.get("seen")) or 0)),
            callsign=one.get("flight"),
            registration=one.get("r"),
            type=one.get("t"),
            operator=one.get("ownOp"),
        )


def _feet(altitude: Any) -> float | None:
    return 0.0 if altitude == "ground" else number(altitude)
