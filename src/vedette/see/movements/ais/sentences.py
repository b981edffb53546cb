r"""NMEA sentences out of a block of lines: ``!AIVDM,1,1,,A,13HOI:0P0000VOHLCnHQKwvL05Ip,0*23``.

Reach for `sentences` with a block of whole lines. It finds the first ``!`` of each line and the
commas behind it by position, so that a block costs a few passes of column arithmetic instead of
a loop; a line that does not fit the grammar, a wrong checksum or an empty payload is set aside
with its reason. When each was heard is `clocks`' business, what it says is `reports`'.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from vedette.see.movements.ais.arrays import Bools, Bytes, Ints
from vedette.see.movements.heard import SAMPLES, Tally

_HEX = np.full(256, 255, np.uint8)
_HEX[list(b"0123456789abcdef")] = range(16)
_HEX[list(b"ABCDEF")] = range(10, 16)


@dataclass(frozen=True, slots=True)
class Lines:
    """A block of bytes and where its lines start and end (line ends and returns left out)."""

    data: Bytes
    start: Ints
    end: Ints

    @classmethod
    def of(cls, block: bytes) -> "Lines":
        """Cut a block into lines.

        >>> lines = Lines.of(b"one\\r\\ntwo")
        >>> lines.cut(lines.start, lines.end).to_pylist()
        [b'one', b'two']
        """
        data = np.frombuffer(block, np.uint8)
        end = np.flatnonzero(data == 10)
        if len(data) and (not len(end) or end[-1] != len(data) - 1):
            end = np.append(end, len(data))
        start = np.concatenate([[0], end[:-1] + 1]) if len(end) else end
        return cls(data, start, end - ((end > start) & (data[end - 1] == 13)))

    def cut(self, start: Ints, end: Ints) -> pa.Array:
        """Pieces of the block as a binary column."""
        lengths = np.maximum(end - start, 0)
        cuts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        places = np.repeat(start - cuts[:-1], lengths) + np.arange(cuts[-1])
        buffers = [None, pa.py_buffer(cuts), pa.py_buffer(self.data[places].tobytes())]
        return pa.Array.from_buffers(pa.binary(), len(start), buffers)

    def aside(self, lines: Ints, reason: str, tally: Tally) -> None:
        """Set these lines aside, the first few of them as samples."""
        samples = [
            (line + 1, self.data[self.start[line] : self.end[line]].tobytes())
            for line in lines[:SAMPLES].tolist()
        ]
        tally.set_aside(reason, len(lines), samples)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sound sentences of one block, in the order in which they stand in it.

    `line` counts from 0; `bang` and `tail` are where the sentence begins and where what follows
    its checksum does; the payload is `size` bytes from `payload` on; `sequence` is -1 for none.
    """

    line: Ints
    bang: Ints
    tail: Ints
    count: Bytes
    number: Bytes
    sequence: NDArray[np.int16]
    channel: Bytes
    payload: Ints
    size: Ints
    fill: Bytes

    def only(self, chosen: Bools) -> "Sentences":
        """The chosen ones."""
        return Sentences(*(getattr(self, name)[chosen] for name in self.__slots__))


def sentences(lines: Lines, tally: Tally) -> Sentences:
    """The AIS sentences among these lines; broken ones are set aside in `tally`."""
    data = lines.data
    line, bang = _first_in_line(np.flatnonzero(data == 33), lines)
    commas, stars = np.flatnonzero(data == 44), np.flatnonzero(data == 42)
    comma = _following(commas, bang, 6, len(data))
    star = _following(stars, bang, 1, len(data))[0]
    good = _grammar(data, lines.end[line], bang, comma, star)
    lines.aside(line[~good & _ais(data, bang)], "not a whole AIS sentence", tally)
    line, bang, star = line[good], bang[good], star[good]
    comma = [place[good] for place in comma]
    found = Sentences(
        line=line,
        bang=bang,
        tail=star + 3,
        count=data[comma[0] + 1] - np.uint8(48),
        number=data[comma[1] + 1] - np.uint8(48),
        sequence=np.where(comma[3] - comma[2] == 2, data[comma[2] + 1].astype(np.int16) - 48, -1),
        channel=np.where(comma[4] - comma[3] == 2, data[comma[3] + 1], 0).astype(np.uint8),
        payload=comma[4] + 1,
        size=comma[5] - comma[4] - 1,
        fill=data[comma[5] + 1] - np.uint8(48),
    )
    reasons = {
        "checksum is wrong": _checksum(data, bang + 1, star) != _hex(data, star + 1),
        "payload is empty": found.size == 0,
        "part number beyond the number of parts": (found.number > found.count)
        | (found.number == 0),
    }
    sound = np.ones(len(line), bool)
    for reason, wrong in reasons.items():
        lines.aside(line[sound & wrong], reason, tally)
        sound &= ~wrong
    return found.only(sound)


def _first_in_line(bangs: Ints, lines: Lines) -> tuple[Ints, Ints]:
    """The first ``!`` of each line that has one: its line and its place."""
    line = np.searchsorted(lines.start, bangs, "right") - 1
    first = np.ones(len(line), bool)
    first[1:] = line[1:] != line[:-1]
    return line[first], bangs[first]


def _following(marks: Ints, places: Ints, number: int, beyond: int) -> list[Ints]:
    """The first `number` marks after each place; `beyond` where there are no more."""
    padded = np.concatenate([marks, np.full(number, beyond)])
    nearest = np.searchsorted(marks, places)
    return [padded[nearest + step] for step in range(number)]


def _grammar(data: Bytes, end: Ints, bang: Ints, comma: list[Ints], star: Ints) -> Bools:
    """Which are ``!aaVDM,n,n,[n],[c],payload,n*hh``: every separator where it must be."""
    good: Bools = (star + 3 <= end) & (comma[5] < star) & (star - comma[5] == 2)
    good &= (comma[0] - bang == 6) & (comma[1] - comma[0] == 2) & (comma[2] - comma[1] == 2)
    for left, right in ((comma[2], comma[3]), (comma[3], comma[4])):
        good &= (right - left == 1) | (right - left == 2)
    last = len(data) - 1

    def at(places: Ints) -> Bytes:
        return data[np.minimum(places, last)]

    good &= (at(bang + 3) == 86) & (at(bang + 4) == 68)  # VD
    good &= (at(bang + 5) == 77) | (at(bang + 5) == 79)  # M or O
    for digit in (comma[0] + 1, comma[1] + 1, comma[5] + 1):
        good &= (at(digit) >= 48) & (at(digit) <= 57)
    good &= (comma[3] - comma[2] == 1) | ((at(comma[2] + 1) >= 48) & (at(comma[2] + 1) <= 57))
    good &= at(comma[5] + 1) <= 53  # at most five fill bits
    good &= (_HEX[at(star + 1)] < 16) & (_HEX[at(star + 2)] < 16)
    return good


def _ais(data: Bytes, bang: Ints) -> Bools:
    """Where a ``!`` opens something that calls itself an AIS sentence."""
    last = max(len(data) - 1, 0)
    named: Bools = data[np.minimum(bang + 3, last)] == 86
    named &= data[np.minimum(bang + 4, last)] == 68
    return named


def _hex(data: Bytes, place: Ints) -> Bytes:
    high: Bytes = _HEX[data[place]] << np.uint8(4)
    return high | _HEX[data[place + 1]]


def _checksum(data: Bytes, start: Ints, end: Ints) -> Bytes:
    """The exclusive or of the bytes from `start` to before `end`, per sentence."""
    if not len(start):
        return np.zeros(0, np.uint8)
    edges = np.stack([start, end], axis=1).ravel()
    sums: Bytes = np.bitwise_xor.reduceat(data, edges)[::2]
    return sums
