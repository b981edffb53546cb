"""Feeds of NMEA sentences into fixes and statements, over all cores, in bounded memory.

Reach for `read` with blocks of whole lines. Finding sentences and decoding them look at one
block alone and run in threads (numpy and Arrow leave the interpreter free meanwhile); between
them one short step goes through the blocks in order, because clocks and the parts of messages
reach from one block into the next.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from vedette.see.movements.ais.clocks import NONE, Clocks, clocks, last_clock
from vedette.see.movements.ais.parts import Joiner
from vedette.see.movements.ais.reports import Payloads, reports
from vedette.see.movements.ais.sentences import Lines, Sentences, sentences
from vedette.see.movements.heard import Heard, Tally

NO_CLOCK = "no clock: the feed writes no time beside its sentences"
INHERITED = "sentences with the time of a line before them"

A = TypeVar("A")
B = TypeVar("B")


class Scanned(NamedTuple):
    """One block with its sentences found and the clocks that stand in it read."""

    lines: Lines
    found: Sentences
    clocks: Clocks
    tally: Tally


def read(blocks: Iterable[bytes], tally: Tally, clock: int = NONE) -> Iterator[Heard]:
    """What ships said in these blocks of lines.

    `clock` (microseconds since 1970) is the time of sentences before the first clock in the
    feed; without it they are set aside.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        scanned = _in_order(pool, scan, blocks)
        for heard, counted in _in_order(pool, _decoded, _timed(scanned, tally, clock)):
            tally.add(counted)
            yield heard


def scan(block: bytes) -> Scanned:
    """Find the sentences of a block and read the clocks that stand in it."""
    lines, tally = Lines.of(block), Tally()
    tally.lines = len(lines.start)
    found = sentences(lines, tally)
    return Scanned(lines, found, clocks(lines, found, tally), tally)


def _timed(
    scanned: Iterable[Scanned], tally: Tally, clock: int
) -> Iterator[tuple[Payloads, Payloads, Tally]]:
    """Whole payloads with their times, block by block: those of one sentence, and the joined."""
    joiner, station = Joiner(), None
    next_ts, next_receiver = NONE, None
    for lines, found, own_clocks, counted in scanned:
        own, receiver = own_clocks.ts, own_clocks.receiver
        if len(own) and own[0] == NONE:
            own[0] = next_ts
            first = pa.array([receiver[0].as_py() or next_receiver], pa.string())
            receiver = pa.concat_arrays([first, receiver[1:]])
        if len(own) or own_clocks.next_ts != NONE:
            next_ts, next_receiver = own_clocks.next_ts, own_clocks.next_receiver
        last = last_clock(own)
        ts = np.where(last < 0, clock, own[np.maximum(last, 0)])
        without, later = ts == NONE, (own == NONE) & (found.number > 1)
        lines.aside(found.line[without], NO_CLOCK, counted)
        counted.counts[INHERITED] += int(((own == NONE) & ~later & ~without).sum())
        # A later part of a message has the clock and the receiver of the parts before it.
        of_last = pc.fill_null(receiver.take(pa.array(last, mask=last < 0)), station)
        receiver = pc.if_else(pa.array(later), of_last, receiver)
        timed = Payloads(
            lines.data, found.payload, found.size, found.fill, ts, receiver, found.line
        )
        several = (found.count > 1) & ~without
        joined = joiner.join(timed.only(several), found.only(several), len(lines.start), counted)
        yield timed.only((found.count == 1) & ~without), joined, counted
        if len(ts):
            clock, station = int(ts[-1]), of_last[-1].as_py()
    joiner.finish(tally)


def _decoded(work: tuple[Payloads, Payloads, Tally]) -> tuple[Heard, Tally]:
    single, joined, tally = work
    one, other = reports(single, tally), reports(joined, tally)
    return Heard(*(pa.concat_tables(pair) for pair in zip(one, other, strict=True))), tally


def _in_order(pool: ThreadPoolExecutor, do: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
    """`do` of each item, a few at once, in the order of the items."""
    ahead: deque[Future[B]] = deque()
    for item in items:
        ahead.append(pool.submit(do, item))
        if len(ahead) > (os.cpu_count() or 1):
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()
