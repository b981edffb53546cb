"""Airports of the world, from the package airportsdata (MIT, https://github.com/mborsetti/airportsdata)."""

from functools import cache
from importlib.metadata import version

import airportsdata
import pyarrow as pa

from vedette.reference.places import PLACES


@cache
def airports() -> pa.Table:
    """All airports with an ICAO location indicator, as `PLACES`, ordered by id.

    >>> rows = {row["id"]: row for row in airports().to_pylist()}
    >>> rows["icao:OIII"]["name"], rows["icao:OIII"]["country"], rows["icao:OIII"]["code"]
    ('Mehrabad International Airport', 'ir', 'THR')
    """
    source = f"airportsdata {version('airportsdata')}"
    rows = [
        {
            "id": f"icao:{code}",
            "name": airport["name"],
            "kind": "airport",
            "country": airport["country"].lower(),
            "lat": airport["lat"],
            "lon": airport["lon"],
            "code": airport["iata"] or None,
            "also": [airport["city"]] if airport["city"] else [],
            "source": source,
            "address": "https://github.com/mborsetti/airportsdata",
        }
        for code, airport in sorted(airportsdata.load("ICAO").items())
    ]
    return pa.Table.from_pylist(rows, schema=PLACES)
