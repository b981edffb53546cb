r"""When was each sentence heard, and by whom? AIS carries no date: whoever wrote the line knows.

Understood are, the nearest winning: a tag block on the line (``\s:2573405,c:1697280001*03\``,
NMEA 0183 4.10), a time before the sentence or behind its checksum (seconds since 1970 or ISO
8601), and a line of its own before it: a tag block alone, or Gatehouse's ``$PGHP``. A sentence
without a clock of its own has `NONE` here: whether the line before speaks for it is for who
sees the whole feed (`nmea`).
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from vedette.see.movements.ais.arrays import Ints
from vedette.see.movements.ais.sentences import Lines, Sentences
from vedette.see.movements.heard import Tally

NONE = int(np.iinfo(np.int64).min)
"""No time: what stands in an array of microseconds since 1970 where there is none."""


_GATEHOUSE = (
    r"^(?:\\[^\\]*\\)?\$PGHP,1,(?P<y>\d{4}),(?P<mo>\d{1,2}),(?P<d>\d{1,2}),(?P<h>\d{1,2}),"
    r"(?P<mi>\d{1,2}),(?P<s>\d{1,2}),(?P<ms>\d{1,3}),(?P<area>\d*,\d*),(?P<station>\d*),"
)
_TAG_ALONE = r"^\\[^\\]*\\\s*$"
_TAG_CLOCK = r"[\\,]c:(?P<c>\d{9,16})[,*\\]"
_TAG_STATION = r"[\\,]s:(?P<s>[^,*\\]{1,40})[,*\\]"
_ISO = r"(?P<iso>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?)(?:Z|\+00:?00)?"
_BESIDE = r"(?:^|[\s,;\[(])(?:" + _ISO + r"|(?P<epoch>\d{9,13}(?:\.\d{1,6})?))(?:$|[\s,;\])])"


class Clocks(NamedTuple):
    """Microseconds since 1970 (or `NONE`) and receiver (or null) of each sentence of a block, and
    those that a line behind the last sentence gives the first sentence of the next block."""

    ts: Ints
    receiver: pa.Array
    next_ts: int
    next_receiver: str | None


def clocks(lines: Lines, found: Sentences, tally: Tally) -> Clocks:
    """When and by whom each sentence was heard, as far as this block says.

    The lines that hold no sentence are looked through for clocks here; what they are otherwise
    goes to `tally`.
    """
    ts, station = _on_the_line(lines, found)
    silent = np.ones(len(lines.start), bool)
    silent[found.line] = False
    where, wrap_ts, wrap_station = _wrappers(lines, np.flatnonzero(silent), tally)
    if len(where) and len(found.line):
        nearest = np.searchsorted(where, found.line) - 1
        before = np.concatenate([[-1], found.line[:-1]])
        index = np.maximum(nearest, 0)
        own = (nearest >= 0) & (where[index] > before)  # no other sentence stands between
        ts = _first(ts, np.where(own, wrap_ts[index], NONE))
        station = pc.coalesce(station, wrap_station.take(pa.array(index, mask=~own)))
    if len(where) and (not len(found.line) or where[-1] > found.line[-1]):
        return Clocks(ts, station, int(wrap_ts[-1]), wrap_station[-1].as_py())
    return Clocks(ts, station, NONE, None)


def last_clock(ts: Ints) -> Ints:
    """For each sentence the last one up to it that has a clock, -1 where there is none.

    >>> last_clock(np.array([NONE, 5, NONE, 7])).tolist()
    [-1, 1, 1, 3]
    """
    return np.maximum.accumulate(np.where(ts == NONE, -1, np.arange(len(ts))))


def _on_the_line(lines: Lines, found: Sentences) -> tuple[Ints, pa.Array]:
    """Time and receiver that stand on the sentence's own line, before or behind it."""
    ts, station = np.full(len(found.line), NONE), pa.nulls(len(found.line), pa.string())
    start, end = lines.start[found.line], lines.end[found.line]
    if (start < found.bang).any():
        lead = lines.cut(start, found.bang)
        ts, station = _first(_tag_clock(lead), _beside(lead)), _tag_station(lead)
    if (found.tail < end).any():
        ts = _first(ts, _beside(lines.cut(found.tail, end)))
    return ts, station


def _wrappers(lines: Lines, silent: Ints, tally: Tally) -> tuple[Ints, Ints, pa.Array]:
    """Lines that give the next sentence its time or receiver: their places, times, receivers."""
    filled = silent[lines.start[silent] < lines.end[silent]]
    tally.counts["blank lines"] += len(silent) - len(filled)
    first = lines.data[lines.start[filled]] if len(filled) else np.zeros(0, np.uint8)
    maybe = (first == 36) | (first == 92)  # $ or \
    _others(lines, filled[~maybe & (first != 33)], tally)
    place = filled[maybe]
    text = lines.cut(lines.start[place], lines.end[place])
    found = pc.extract_regex(text, _GATEHOUSE)
    gatehouse = found.is_valid().to_numpy(zero_copy_only=False)
    alone = pc.match_substring_regex(text, _TAG_ALONE).to_numpy(zero_copy_only=False)
    tally.counts["other sentences"] += int((~gatehouse & ~alone).sum())
    found, tags = found.filter(pa.array(gatehouse)), text.filter(pa.array(alone))
    ts = np.concatenate([_gatehouse_clock(found), _tag_clock(tags)])
    stations = pa.concat_arrays([_gatehouse_station(found), _tag_station(tags)])
    where = np.concatenate([place[gatehouse], place[alone]])
    kept = np.flatnonzero(ts != NONE)
    kept = kept[np.argsort(where[kept], kind="stable")]
    return where[kept], ts[kept], stations.take(pa.array(kept))


def _others(lines: Lines, places: Ints, tally: Tally) -> None:
    """Comments, and lines that are no NMEA at all unless a sentence in them was set aside."""
    comment = lines.data[lines.start[places]] == 35
    tally.counts["comments"] += int(comment.sum())
    rest = places[~comment]
    text = lines.cut(lines.start[rest], lines.end[rest])
    broken = pc.match_substring_regex(text, r"!..VD").to_numpy(zero_copy_only=False)
    lines.aside(rest[~broken], "not a line of NMEA", tally)


def _first(one: Ints, other: Ints) -> Ints:
    return np.where(one == NONE, other, one)


def _group(column: pa.Array, pattern: str, name: str) -> pa.Array:
    """What the named group matched; null where nothing did."""
    return _blank_to_null(pc.struct_field(pc.extract_regex(column, pattern), name))


def _blank_to_null(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(pc.binary_length(column), 0), None, column)


def _tag_clock(tag: pa.Array) -> Ints:
    """Microseconds of the ``c:`` field, which some write in seconds and some in milliseconds."""
    return _epoch(_group(tag, _TAG_CLOCK, "c"))


def _tag_station(tag: pa.Array) -> pa.Array:
    return _text(_group(tag, _TAG_STATION, "s"))


def _text(column: pa.Array) -> pa.Array:
    """Bytes as text; what is not ASCII is written out, since no station has such a name."""
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:
        texts = [v and v.decode("ascii", "backslashreplace") for v in column.to_pylist()]
        return pa.array(texts, pa.string())


def _epoch(column: pa.Array) -> Ints:
    """Microseconds from digits that count seconds, milliseconds or microseconds since 1970."""
    value = pc.fill_null(column.cast(pa.string()).cast(pa.float64()), np.nan).to_numpy()
    scale = np.where(value < 1e11, 1e6, np.where(value < 1e14, 1e3, 1.0))
    known = ~np.isnan(value)
    return np.where(known, np.round(np.where(known, value, 0) * scale).astype(np.int64), NONE)


def _beside(column: pa.Array) -> Ints:
    """A time that stands beside the sentence, in seconds since 1970 or as ISO 8601."""
    epoch = _epoch(_group(column, _BESIDE, "epoch"))
    iso = _group(column, _BESIDE, "iso").cast(pa.string())
    if iso.null_count == len(iso):
        return epoch
    return _first(_iso(iso), epoch)


def _iso(text: pa.Array) -> Ints:
    """Microseconds from ``2013-11-12 12:00:00.5``; `NONE` where there is no such day."""
    try:
        stamps = pc.replace_substring(text, "T", " ").cast(pa.timestamp("us"))
    except pa.ArrowInvalid:
        stamps = pa.array([_one(value) for value in text.to_pylist()], pa.timestamp("us"))
    micros: Ints = pc.fill_null(stamps.cast(pa.int64()), NONE).to_numpy()
    return micros


def _one(value: str | None) -> np.datetime64 | None:
    try:
        return None if value is None else np.datetime64(value, "us")
    except ValueError:
        return None


def _gatehouse_clock(found: pa.StructArray) -> Ints:
    part = {
        name: found.field(name).cast(pa.string()).cast(pa.int64()).to_numpy()
        for name in ("y", "mo", "d", "h", "mi", "s", "ms")
    }
    month = ((part["y"] - 1970) * 12 + part["mo"] - 1).astype("datetime64[M]")
    day = month.astype("datetime64[D]").astype(np.int64) + part["d"] - 1
    seconds = day * 86_400 + part["h"] * 3600 + part["mi"] * 60 + part["s"]
    real = (part["mo"] >= 1) & (part["mo"] <= 12) & (part["d"] >= 1) & (part["d"] <= 31)
    real &= (part["h"] < 24) & (part["mi"] < 60) & (part["s"] < 61)
    return np.where(real, seconds * 1_000_000 + part["ms"] * 1000, NONE)


def _gatehouse_station(found: pa.StructArray) -> pa.Array:
    """The station's MMSI, else the country and region it is in."""
    station = _blank_to_null(found.field("station").cast(pa.string()))
    return pc.coalesce(
        station, pc.replace_substring(found.field("area").cast(pa.string()), ",", "-")
    )
