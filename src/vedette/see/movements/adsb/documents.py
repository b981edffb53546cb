"""JSON documents from receivers: one file, one document, or one document a line.

Reach for `documents` to read and for `looks_like` to recognise. It refuses documents that
unpack to more than `LIMIT`, since JSON must be whole in memory to be read: archives of that
size belong in Parquet (kind ``positions``).
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa

from vedette.model.errors import BadInput
from vedette.see.kinds import Intake, Sample
from vedette.see.movements.blocks import whole
from vedette.see.movements.heard import Tally

LIMIT = 1 << 30
"""Bytes of one document, unpacked."""

Document = dict[str, Any] | list[Any]


def looks_like(sample: Sample, *keys: str) -> bool:
    """Does the text begin as a JSON document in which all of these keys stand early on?"""
    text = sample.text.lstrip()
    return text[:1] in ("{", "[") and all(
        re.search(rf'"{key}"\s*:', text) is not None for key in keys
    )


def documents(path: Path, intake: Intake, tally: Tally) -> Iterator[Document]:
    """The documents of a file; lines that are no JSON are counted and left out."""
    raw = whole(path, LIMIT, intake.progress)
    try:
        document = orjson.loads(raw)
    except json.JSONDecodeError as error:
        lines = raw.splitlines()
        if len(lines) < 2 or error.pos < len(lines[0]):
            where = f"{path}, byte {error.pos}"
            raise BadInput(where, f"is no JSON ({error.msg})", "fetch it again") from None
        yield from _lines(lines, tally)
        return
    tally.lines += 1
    if isinstance(document, dict | list):
        yield document


def _lines(lines: list[bytes], tally: Tally) -> Iterator[Document]:
    for number, line in enumerate(lines, start=1):
        tally.lines += 1
        if not line.strip():
            continue
        try:
            one = orjson.loads(line)
        except json.JSONDecodeError:
            one = None
        if isinstance(one, dict | list):
            yield one
        else:
            tally.set_aside("no JSON document", samples=[(number, line)])


def number(value: Any) -> float | None:
    """A finite number, or None for anything else that stands in its place.

    >>> number(3), number(2.5), number("ground"), number(None), number(True)
    (3.0, 2.5, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e300 else None


def micros(seconds: Any) -> int | None:
    """Microseconds from seconds since 1970; None where they are no time of this century.

    >>> micros(1738703622.619), micros(0), micros(None)
    (1738703622619000, None, None)
    """
    value = number(seconds)
    return round(value * 1e6) if value is not None and 9e8 < value < 5e9 else None


def stamps(values: list[int]) -> pa.Array:
    """Microseconds since 1970 as the column type of `positions`."""
    return pa.array(values, pa.int64()).cast(pa.timestamp("us", tz="UTC"))
