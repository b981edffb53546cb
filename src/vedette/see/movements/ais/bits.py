"""Fields out of AIS payloads, a whole column of payloads at a time.

A payload is six-bit characters ("armoured"): a matrix of them, one row per place in the payload
and one column per message, lets numpy cut the same field out of every message with a few
shifts. It refuses nothing: beyond its end a payload reads as zeros, and a character outside the
alphabet as zero too; who calls asks `foreign` and looks at the lengths first.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from vedette.see.movements.ais.arrays import Bools, Bytes, Ints
from vedette.see.movements.ais.layouts import Number, Text

_SEXTET = np.full(256, 255, np.uint8)
_SEXTET[[*range(48, 88), *range(96, 120)]] = range(64)
_LETTERS = np.array([*range(64, 96), *range(32, 64)], np.uint8)  # six-bit code to ASCII


def sextets(data: Bytes, start: Ints, size: Ints, width: int) -> Bytes:
    """The first `width` characters of payloads as six-bit values: characters down, messages across.

    >>> data = np.frombuffer(b"15Mw", np.uint8)
    >>> sextets(data, np.array([0, 3]), np.array([3, 1]), 3).tolist()
    [[1, 63], [5, 0], [29, 0]]
    """
    matrix = np.empty((width, len(start)), np.uint8)
    last = len(data) - 1
    for place in range(width):
        taken = _SEXTET[data[np.minimum(start + place, last)]]
        matrix[place] = np.where((place < size) & (taken < 64), taken, 0)
    return matrix


def foreign(data: Bytes, start: Ints, size: Ints) -> Bools:
    """Which payloads hold a character that is not of the alphabet.

    >>> foreign(np.frombuffer(b"15Mx", np.uint8), np.array([0, 3]), np.array([3, 1])).tolist()
    [False, True]
    """
    strange = np.concatenate([[0], np.cumsum(_SEXTET[data] > 63)])
    marked: Bools = strange[start + size] > strange[start]
    return marked


def unsigned(matrix: Bytes, start: int, width: int) -> Ints:
    """The unsigned number at bits `start` to `start + width`."""
    first, last = start // 6, (start + width - 1) // 6
    value: Ints = matrix[first].astype(np.int64)
    for row in range(first + 1, last + 1):
        value <<= 6
        value |= matrix[row]
    value >>= (last + 1) * 6 - start - width
    value &= (1 << width) - 1
    return value


def number(matrix: Bytes, field: Number) -> Ints:
    """The raw number of a field, two's complement where the field is signed."""
    value = unsigned(matrix, field.start, field.width)
    if field.signed:
        value -= (value >> (field.width - 1)) << field.width
    return value


def text(matrix: Bytes, field: Text) -> pa.Array:
    """The text of a field: ends at the first ``@``, without blanks at its ends."""
    letters = np.empty((matrix.shape[1], field.characters), np.uint8)
    for place in range(field.characters):
        letters[:, place] = _LETTERS[unsigned(matrix, field.start + 6 * place, 6)]
    cuts = np.arange(len(letters) + 1, dtype=np.int32) * field.characters
    buffers = [None, pa.py_buffer(cuts.astype(np.int32)), pa.py_buffer(letters.tobytes())]
    whole = pa.Array.from_buffers(pa.string(), len(letters), buffers)
    return pc.ascii_trim_whitespace(pc.replace_substring_regex(whole, "@.*", ""))
