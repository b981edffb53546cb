"""Arrow arrays from Python and NumPy and back, without pandas.

Reach for these where few values go to an engine or come from one. pyarrow does the same in fewer
words (``pa.array``, ``to_numpy``, ``to_pylist`` of times), but imports pandas for it if it is
installed, and that takes longer than most questions about a day of positions. They refuse what is
not asked of them here: nulls where numbers are wanted, and types other than text and times.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECONDS = pa.timestamp("us", "UTC")


def texts(words: Sequence[str]) -> pa.StringArray:
    """An array of these words.

    >>> texts(["one", "", "zwölf"]).to_pylist()
    ['one', '', 'zwölf']
    """
    coded = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, coded)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(coded))]
    return pa.Array.from_buffers(pa.string(), len(coded), buffers)


def times(moments: Sequence[datetime]) -> pa.TimestampArray:
    """An array of these times.

    >>> values(pa.chunked_array([times([datetime(2022, 10, 1, tzinfo=UTC)])]))
    [datetime.datetime(2022, 10, 1, 0, 0, tzinfo=datetime.timezone.utc)]
    """
    since = np.array([(moment - EPOCH) // timedelta(microseconds=1) for moment in moments], "int64")
    return pa.Array.from_buffers(MICROSECONDS, len(since), [None, pa.py_buffer(since)])


def chosen(words: Sequence[str], places: NDArray[np.int32]) -> pa.StringArray:
    """For each place the word that is there, null below zero.

    >>> chosen(["one", "two"], np.array([1, -1, 0, 1], "int32")).to_pylist()
    ['two', None, 'one', 'two']
    """
    known = pa.py_buffer(np.packbits(places >= 0, bitorder="little"))
    buffers = [known, pa.py_buffer(np.ascontiguousarray(places))]
    return texts(words).take(pa.Array.from_buffers(pa.int32(), len(places), buffers))


def numbers(column: pa.ChunkedArray) -> NDArray[Any]:
    """The numbers of a column without nulls; of times the microseconds since 1970.

    >>> numbers(pa.chunked_array([times([datetime(1970, 1, 1, 0, 0, 2, tzinfo=UTC)])])).tolist()
    [2000000]
    """
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us")).cast(pa.int64())
    return np.from_dlpack(column.combine_chunks())


def values(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column in Python; times in UTC, for engines give them with a zone or without.

    >>> values(pa.chunked_array([texts(["one", "two"])]))
    ['one', 'two']
    """
    if not pa.types.is_timestamp(column.type):
        return list(column.to_pylist())
    since = column.cast(pa.timestamp("us")).cast(pa.int64()).to_pylist()
    return [None if us is None else EPOCH + timedelta(microseconds=us) for us in since]
