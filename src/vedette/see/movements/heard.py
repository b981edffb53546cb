"""What a reader gives: positions, statements about identity, and a tally of what it set aside.

Reach for `Heard` as the one currency between readers and the lake, and for `Tally` wherever a
line cannot be used. A bad line never stops a feed: it is counted under its reason, and the
first few of each reason are kept as they stood, for a person to look at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from vedette.model.position import IDENTITIES, POSITIONS

STATEMENTS = IDENTITIES.remove(0)
"""What a subject said of itself, from when to when: `identities` are made by joining them."""

FIXES = POSITIONS.remove(0)
"""Positions as a reader gives them: the source is the release's, added on the way in."""

SAMPLES = 3
"""Lines kept per reason."""

WIDTH = 160
"""Characters kept of each."""


class Heard(NamedTuple):
    """A batch of what was heard: `FIXES` and `STATEMENTS` rows."""

    fixes: pa.Table
    statements: pa.Table


@dataclass(slots=True)
class Tally:
    """How many lines were read, used, and set aside, by reason, with samples.

    >>> tally = Tally()
    >>> tally.set_aside("checksum", samples=[(7, "!AIVDM,1")])
    >>> tally.notes()
    ('1 set aside: checksum; line 7: !AIVDM,1',)
    """

    lines: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def set_aside(
        self, reason: str, number: int = 1, samples: Iterable[tuple[int, str | bytes]] = ()
    ) -> None:
        """Count `number` lines under `reason`; `samples` are some of them, with line numbers."""
        if number:
            self.aside[reason] += number
            for line, sample in samples:
                self._sample(reason, line, shown(sample))

    def add(self, other: "Tally") -> None:
        """Take over what another tally counted, its line numbers moved behind ours."""
        for reason, number in other.aside.items():
            self.aside[reason] += number
        for reason, samples in other.samples.items():
            for line, sample in samples:
                self._sample(reason, self.lines + line, sample)
        self.counts.update(other.counts)
        self.remarks.extend(other.remarks)
        self.lines += other.lines

    def notes(self) -> tuple[str, ...]:
        """Sentences for the release's manifest, the commonest reason first."""
        reasons = sorted(self.aside.items(), key=lambda item: (-item[1], item[0]))
        return (
            *(
                "; ".join(
                    [f"{number:,} set aside: {reason}"]
                    + [f"line {line}: {sample}" for line, sample in self.samples.get(reason, ())]
                )
                for reason, number in reasons
            ),
            *self.remarks,
        )

    def _sample(self, reason: str, line: int, sample: str) -> None:
        kept = self.samples.setdefault(reason, [])
        if len(kept) < SAMPLES:
            kept.append((line, sample))


def shown(raw: str | bytes) -> str:
    """A piece of a line as it may be printed: control characters escaped, cut to a width.

    >>> shown(b"a\\x1b[31m\\xff")
    'a\\\\x1b[31m\\\\xff'
    """
    text = raw if isinstance(raw, str) else raw.decode("ascii", "backslashreplace")
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def fixes_of(columns: Mapping[str, pa.Array], rows: int) -> pa.Table:
    """A `FIXES` table of so many rows from columns; those that are not given are null."""
    arrays = [
        columns[column.name].cast(column.type)
        if column.name in columns
        else pa.nulls(rows, column.type)
        for column in FIXES
    ]
    return pa.table(arrays, schema=FIXES)


def statements_of(subject: pa.Array, ts: pa.Array, attribute: str, values: pa.Array) -> pa.Table:
    """A `STATEMENTS` table: one attribute said once by each subject; nulls and blanks left out."""
    columns = [subject, pa.repeat(attribute, len(values)), values, ts, ts]
    table = pa.table(
        [*columns, pa.repeat(pa.scalar(1, pa.int64()), len(values))], schema=STATEMENTS
    )
    return table.filter(pc.greater(pc.fill_null(pc.utf8_length(values), 0), 0))
