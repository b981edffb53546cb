"""Small hand-made tracks for the tests of the movement detectors."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import ibis
import pyarrow as pa

from vedette.find.movements.views import brought, named, view
from vedette.model.position import POSITIONS

START = datetime(2022, 10, 1, tzinfo=UTC)
DEGREE_KM = 111.19508
"""One degree of latitude on a globe of 6,371.0088 km, worked out by hand: 2 pi R / 360."""


def at(hours: float) -> datetime:
    """The time so many hours after the start of all tests."""
    return START + timedelta(microseconds=round(hours * 3.6e9))


def fix(subject: str, hours: float, lat: float, lon: float, **more: Any) -> dict[str, Any]:
    """One position; `more` may give sog, cog, altitude, receiver, source."""
    return {"source": "test", "subject": subject, "ts": at(hours), "lat": lat, "lon": lon, **more}


def table(*fixes: dict[str, Any] | Iterable[dict[str, Any]]) -> ibis.Table:
    """Positions as an Ibis table; lists of fixes are laid end to end."""
    rows = [row for item in fixes for row in ([item] if isinstance(item, dict) else item)]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=POSITIONS))


def asked(function: Callable[..., ibis.Table], *tables: Any, **parameters: Any) -> ibis.Table:
    """What a function makes of these tables; its SQL is written once for all tests (`views`)."""
    backend = ibis.get_backend()
    return view(function, *(named(brought(one, backend)) for one in tables), **parameters)


def rows(found: ibis.Table) -> list[dict[str, Any]]:
    """What a detector found, in a fixed order."""
    listed = found.to_pyarrow().to_pylist()
    return sorted(listed, key=lambda row: [str(value) for value in row.values()])
