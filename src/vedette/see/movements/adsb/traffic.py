"""Flights as the library ``traffic`` keeps them in JSON, by rows or by columns.

Times are milliseconds since 1970, the rest is in knots and feet
(https://traffic-viz.github.io/, read 2026-11-24).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from vedette.see.kinds import Intake, Sample
from vedette.see.movements.adsb.documents import documents, looks_like, micros, number
from vedette.see.movements.adsb.rows import Aircraft
from vedette.see.movements.heard import Heard, Tally


def recognises(sample: Sample) -> bool:
    """Rows or columns with its names; by columns only the first name stands early on."""
    if looks_like(sample, "timestamp", "icao24", "latitude"):
        return True
    return sample.text.lstrip().startswith('{"timestamp":{"0":')


def read(path: Path, intake: Intake, tally: Tally) -> Iterator[Heard]:
    """The points of the flights in one file."""
    rows = Aircraft(tally)
    for document in documents(path, intake, tally):
        for point in document if isinstance(document, list) else _points(document):
            if isinstance(point, dict):
                _point(point, rows)
            if len(rows.fixes) > 100_000:
                yield rows.heard()
    yield rows.heard()


def _points(columns: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Rows from columns, each an object from row number to value."""
    columns = {name: column for name, column in columns.items() if isinstance(column, dict)}
    for place in columns.get("timestamp", ()):
        yield {name: column.get(place) for name, column in columns.items()}


def _point(point: Mapping[str, Any], rows: Aircraft) -> None:
    subject = rows.subject(point.get("icao24"))
    if subject is None:
        return
    milliseconds = number(point.get("timestamp"))
    ts = None if milliseconds is None else micros(milliseconds / 1e3)
    rows.fix(
        subject,
        ts,
        point.get("latitude"),
        point.get("longitude"),
        altitude=point.get("altitude"),
        sog=point.get("groundspeed"),
        cog=point.get("track"),
    )
    rows.say(
        subject,
        ts,
        callsign=point.get("callsign"),
        registration=point.get("registration"),
        type=point.get("typecode"),
    )
