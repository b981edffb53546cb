"""Where ports and airports are, and where land is: all offline, each row with its source.

`ports` and `airports` are tables of `PLACES`; `land` says of a point whether it is land; `waters`
corrects it where a sea lies inland. What a workspace has read besides (World Port Index,
anchorages, a list of one's own) has the same columns and is put beside these by who asks.
"""

import pyarrow as pa

PLACES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),  # port:olya, wpi:48430, icao:UUEE
        pa.field("name", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),  # port, anchorage or airport
        pa.field("country", pa.string()),  # ISO 3166-1 alpha-2, lower case
        pa.field("lat", pa.float64(), nullable=False),
        pa.field("lon", pa.float64(), nullable=False),
        pa.field("code", pa.string()),  # UN/LOCODE of a port, IATA code of an airport
        pa.field("also", pa.list_(pa.string()), nullable=False),  # other names
        pa.field("source", pa.string(), nullable=False),
        pa.field("address", pa.string()),
    ]
)
"""Columns of a table of places."""


def places() -> pa.Table:
    """Every port and airport that Vedette knows by itself."""
    from vedette.reference.places.airports import airports
    from vedette.reference.places.ports import ports

    return pa.concat_tables([ports(), airports()])
