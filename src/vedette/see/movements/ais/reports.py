"""What AIS messages say: fixes and statements, from payloads by the tables in `layouts`.

Reach for `reports` with whole payloads (joined, if they came in parts). A value that means "not
available" becomes null. Messages that say neither where nor what are counted and passed over;
those cut short, or with characters that no payload has, are set aside with their reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from vedette.reference.ships import ship_type
from vedette.see.movements.ais import layouts
from vedette.see.movements.ais.arrays import Bools, Bytes, Ints
from vedette.see.movements.ais.bits import foreign, number, sextets, text, unsigned
from vedette.see.movements.ais.layouts import Number, Text
from vedette.see.movements.heard import (
    FIXES,
    SAMPLES,
    STATEMENTS,
    Heard,
    Tally,
    fixes_of,
    statements_of,
)

HEAD = 40
"""Bits in which the kind of message, its part and its sender stand."""


@dataclass(frozen=True, slots=True)
class Payloads:
    """Whole payloads in a buffer: where each starts, its characters and fill bits, when it was
    heard (microseconds since 1970), by whom, and in which line (counted from 0), for samples."""

    data: Bytes
    start: Ints
    size: Ints
    fill: Bytes
    ts: Ints
    receiver: pa.Array
    line: Ints

    def only(self, chosen: Bools) -> "Payloads":
        """The chosen ones."""
        return Payloads(
            self.data,
            self.start[chosen],
            self.size[chosen],
            self.fill[chosen],
            self.ts[chosen],
            self.receiver.filter(pa.array(chosen)),
            self.line[chosen],
        )

    def aside(self, wrong: Bools, reason: str, tally: Tally) -> None:
        """Set the wrong ones aside, with their payloads as samples."""
        samples = []
        for index in np.flatnonzero(wrong)[:SAMPLES].tolist():
            start = int(self.start[index])
            payload = self.data[start : start + int(self.size[index])].tobytes()
            samples.append((int(self.line[index]) + 1, payload))
        tally.set_aside(reason, int(wrong.sum()), samples)


def reports(payloads: Payloads, tally: Tally) -> Heard:
    """The fixes and statements in these messages, by kind of message."""
    strange = foreign(payloads.data, payloads.start, payloads.size)
    payloads.aside(strange, "a character that no payload has", tally)
    payloads = payloads.only(~strange)
    head = _matrix(payloads, HEAD)
    mmsi = number(head, layouts.MMSI)
    nobody = (mmsi == 0) | (mmsi > 999_999_999)
    payloads.aside(nobody, "no MMSI", tally)
    kinds = np.where(nobody, -1, unsigned(head, layouts.TYPE.start, layouts.TYPE.width))
    kinds[(kinds == 24) & (number(head, layouts.PART) == 1)] = layouts.PART_B
    fixes, statements = [], []
    for kind in np.unique(kinds[kinds >= 0]).tolist():
        chosen, bits = _whole(payloads, kinds == kind, kind, tally)
        if not chosen.any():
            continue
        whole = payloads.only(chosen)
        ours = _Message(_matrix(whole, bits), whole, subjects(mmsi[chosen]))
        if kind in layouts.POSITIONS:
            fixes.append(_fixes(ours, layouts.POSITIONS[kind]))
        if kind in layouts.STATEMENTS:
            statements.extend(_statements(ours, layouts.STATEMENTS[kind]))
    return Heard(
        pa.concat_tables([FIXES.empty_table(), *fixes]),
        pa.concat_tables([STATEMENTS.empty_table(), *statements]),
    )


def subjects(mmsi: Ints) -> pa.Array:
    """Subjects of the `positions` table for these MMSI.

    >>> subjects(np.array([212123000, 2190048])).to_pylist()
    ['mmsi:212123000', 'mmsi:002190048']
    """
    different, index = np.unique(mmsi, return_inverse=True)
    names = pa.array([f"mmsi:{value:09d}" for value in different.tolist()], pa.string())
    return names.take(pa.array(index))


@dataclass(frozen=True, slots=True)
class _Message:
    matrix: Bytes
    payloads: Payloads
    subject: pa.Array


def _matrix(payloads: Payloads, bits: int) -> Bytes:
    return sextets(payloads.data, payloads.start, payloads.size, -(-bits // 6))


def _whole(payloads: Payloads, chosen: Bools, kind: int, tally: Tally) -> tuple[Bools, int]:
    """The chosen messages that are long enough for what their tables say, and the bits that
    these reach into; the rest are set aside."""
    fields = {**layouts.POSITIONS.get(kind, {}), **layouts.STATEMENTS.get(kind, {})}
    name = 24 if kind == layouts.PART_B else kind
    if not fields:
        tally.counts[f"messages {name}, passed over"] += int(chosen.sum())
        return np.zeros_like(chosen), 0
    bits = layouts.last_bit(fields)
    enough = payloads.size * 6 - payloads.fill >= bits
    payloads.aside(chosen & ~enough, f"message {name} is cut short", tally)
    tally.counts[f"messages {name}"] += int((chosen & enough).sum())
    return chosen & enough, bits


def _fixes(message: _Message, layout: Mapping[str, Number]) -> pa.Table:
    values = {name: _value(number(message.matrix, field), field) for name, field in layout.items()}
    lat, lon = values["lat"], values["lon"]
    nowhere = (np.abs(lat) > 90) | (np.abs(lon) > 180)
    lat[nowhere], lon[nowhere] = np.nan, np.nan
    values["lon"] = np.where(lon == 180, -180.0, lon)
    columns = {name: pa.array(value, from_pandas=True) for name, value in values.items()}
    stamps = pa.array(message.payloads.ts).cast(pa.timestamp("us", tz="UTC"))
    return fixes_of(
        columns | {"subject": message.subject, "ts": stamps, "receiver": message.payloads.receiver},
        len(stamps),
    )


def _value(raw: Ints, field: Number) -> NDArray[np.float64]:
    """The value in the field's unit, rounded to what was sent; not a number where absent."""
    value = np.round(raw * field.unit, 6)
    if field.absent is not None:
        value[raw >= field.absent] = np.nan
    return value


def _statements(message: _Message, layout: Mapping[str, Number | Text]) -> list[pa.Table]:
    """One small table per attribute, in the order of the layout."""
    raw = {
        name: text(message.matrix, field)
        if isinstance(field, Text)
        else number(message.matrix, field)
        for name, field in layout.items()
    }
    stamps = pa.array(message.payloads.ts).cast(pa.timestamp("us", tz="UTC"))
    return [
        statements_of(message.subject, stamps, name, values)
        for name, values in _attributes(raw).items()
    ]


def _attributes(raw: Mapping[str, pa.Array | Ints]) -> dict[str, pa.Array]:
    """Fields as the attributes of an identity, as text; null or empty where nothing is said."""
    named = {name: raw[name] for name in ("name", "callsign", "destination") if name in raw}
    if "imo" in raw:
        named["imo"] = _texts(raw["imo"], str)
    if "type" in raw:
        named["type"] = _texts(raw["type"], ship_type)
    if "draught" in raw:
        named["draught"] = _texts(raw["draught"], lambda tenths: f"{tenths / 10:.1f}")
    if "bow" in raw:
        named["length"] = _texts(raw["bow"] + raw["stern"], str)
        named["beam"] = _texts(raw["port"] + raw["starboard"], str)
    return named


def _texts(numbers: Ints, word: Callable[[int], str]) -> pa.Array:
    """Each number in words; 0 means that nothing is said."""
    different, index = np.unique(numbers, return_inverse=True)
    words = [word(value) if value else None for value in different.tolist()]
    return pa.array(words, pa.string()).take(pa.array(index))
