"""One fix of a ship or an aircraft. Positions travel as Arrow and Parquet columns, never as
objects: ten million of them are a table, and this is its schema."""

import pyarrow as pa

POSITIONS = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("subject", pa.string(), nullable=False),  # mmsi:212123000 or icao24:4ba9c1
        pa.field("ts", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("lat", pa.float64()),  # degrees north
        pa.field("lon", pa.float64()),  # degrees east, -180 <= lon < 180
        pa.field("sog", pa.float32()),  # speed over ground, knots
        pa.field("cog", pa.float32()),  # course over ground, degrees
        pa.field("heading", pa.float32()),  # true heading, degrees
        pa.field("altitude", pa.float32()),  # aircraft only: barometric, feet
        pa.field("receiver", pa.string()),  # who heard it; null when the feed does not say
    ]
)
"""Columns of the ``positions`` table. "Not available" in a feed (sog 102.3, heading 511, lat 91,
lon 181: ITU-R M.1371-5) is null here."""

IDENTITIES = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("subject", pa.string(), nullable=False),
        pa.field("attribute", pa.string(), nullable=False),  # imo, name, callsign, type, draught …
        pa.field("value", pa.string(), nullable=False),
        pa.field("first_seen", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("last_seen", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("reports", pa.int64(), nullable=False),
    ]
)
"""Columns of the ``identities`` table: what a subject said of itself, from when to when."""
