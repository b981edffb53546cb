"""What pyais makes of a file of NMEA, message by message: the truth beside our columns."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyais.stream import IterMessages

POSITIONS = (1, 2, 3, 9, 18, 19, 27)


def messages(path: Path) -> Iterator[Any]:
    """Every message of the file that pyais decodes, joined where it came in parts."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for sentence in IterMessages(line.strip() for line in file if line.startswith(b"!")):
            if sentence.payload:
                yield sentence.decode()


def fix(message: Any) -> tuple[Any, ...]:
    """Subject, place, speed, course and heading of a position report, absent values None."""
    sog = message.speed
    absent = 63 if message.msg_type == 27 else 1023 if message.msg_type == 9 else 102.3
    heading = getattr(message, "heading", 511)
    lat, lon = (
        (None, None) if message.lat == 91 or message.lon == 181 else (message.lat, message.lon)
    )
    return (
        f"mmsi:{message.mmsi:09d}",
        lat,
        lon,
        None if sog >= absent else round(sog, 1),
        None if message.course >= 360 else round(message.course, 1),
        None if heading >= 360 else float(heading),
    )
