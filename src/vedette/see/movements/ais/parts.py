"""Messages that came in several sentences, put together again.

The parts of one message share their channel, sequence number and count, and the station that
heard them; between them may stand anything, parts of other messages included, and they may be
out of order. Sequence numbers are reused within seconds, so that parts belong together only
while they are near: `NEAR` seconds where there are clocks, `LINES` lines where there are none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from vedette.see.movements.ais.reports import Payloads
from vedette.see.movements.ais.sentences import Sentences
from vedette.see.movements.heard import Tally

NEAR = 10.0
"""Seconds. A message of five slots is sent within a fifth of a second; networks delay."""

LINES = 5_000
"""Lines, for feeds that give many sentences one clock."""

Key = tuple[str | None, int, int, int]


@dataclass(slots=True)
class Unfinished:
    """A message of which not every part has come."""

    line: int
    ts: int
    parts: dict[int, bytes] = field(default_factory=dict)
    fill: int = 0


@dataclass(slots=True)
class Joiner:
    """What is carried from block to block: the messages still waiting for parts, and how many
    lines have gone by."""

    waiting: dict[Key, Unfinished] = field(default_factory=dict)
    lines: int = 0

    def join(self, parts: Payloads, said: Sentences, lines: int, tally: Tally) -> Payloads:
        """The whole payloads that these parts complete.

        `parts` and `said` are the same sentences of one block of so many `lines`. A joined
        message has the time of its first-heard part and the line of its last.
        """
        done = []
        for index, (channel, sequence, count, number) in enumerate(_marks(said)):
            line, ts = int(parts.line[index]), int(parts.ts[index])
            station = parts.receiver[index].as_py()
            key = (station, channel, sequence, count)
            message = self.waiting.get(key)
            if message is None or number in message.parts or self._far(message, line, ts):
                self._drop(key, tally)
                message = self.waiting[key] = Unfinished(self.lines + line, ts)
            start = int(parts.start[index])
            message.parts[number] = parts.data[start : start + int(parts.size[index])].tobytes()
            if number == count:
                message.fill = int(parts.fill[index])
            if len(message.parts) == count:
                whole = b"".join(message.parts[at] for at in range(1, count + 1))
                done.append((whole, message.fill, message.ts, station, line))
                del self.waiting[key]
        self.lines += lines
        return _payloads(done)

    def finish(self, tally: Tally) -> None:
        """Nothing more comes: what still waits is incomplete."""
        for key in list(self.waiting):
            self._drop(key, tally)

    def _far(self, message: Unfinished, line: int, when: int) -> bool:
        apart = abs(when - message.ts) > NEAR * 1e6
        return apart or self.lines + line - message.line > LINES

    def _drop(self, key: Key, tally: Tally) -> None:
        message = self.waiting.pop(key, None)
        if message is not None:
            tally.set_aside("a message of several parts lacks one", len(message.parts))


def _marks(said: Sentences) -> Iterator[tuple[int, int, int, int]]:
    columns = (said.channel, said.sequence, said.count, said.number)
    return zip(*(column.tolist() for column in columns), strict=True)


def _payloads(done: list[tuple[bytes, int, int, str | None, int]]) -> Payloads:
    whole, fill, ts, receiver, line = zip(*done, strict=True) if done else ((), (), (), (), ())
    size = np.array([len(payload) for payload in whole], np.int64)
    return Payloads(
        data=np.frombuffer(b"".join(whole), np.uint8),
        start=np.cumsum(size) - size,
        size=size,
        fill=np.array(fill, np.uint8),
        ts=np.array(ts, np.int64),
        receiver=pa.array(receiver, pa.string()),
        line=np.array(line, np.int64),
    )
