"""How far back one must look at a ship or aircraft to go on where the last look ended.

Reach for `cuts` when new positions have been looked at and something must be kept for the next.
A subject keeps its fixes of the last `REACH` before its newest one; one not heard for so long,
those of `ASLEEP`. What is under way at that moment (a port visit, a drift, an encounter, a silence)
keeps its beginning, up to `LONGEST`: so what goes on from one piece to the next is found whole.

What lasts longer than `LONGEST` is told in parts, each true of its time. Fixes that come more
than `LATE` after the newest of all are set aside: they cannot be placed without the history.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

LATE = timedelta(hours=12)
"""How late a fix may come, against the newest that was heard."""

REACH = timedelta(hours=24) + LATE
"""A segment is closed after 24 h of silence (`segments`); before a late fix as much is wanted."""

ASLEEP = timedelta(hours=6)
"""Of a subject that nobody hears no fix can come late; more than this is found to be under way
(a drift from 4 h, a stay in port from 4 h of silence, see `loitering` and `visits`)."""

LONGEST = timedelta(days=7)
"""How much of what is still under way is looked at again. At anchor or in port a ship reports
every three minutes (ITU-R M.1371), so that a week of it is less than a day of one under way."""

ROOM = timedelta(hours=1)
"""Kept before what is under way: places are interpolated, and speeds meant, over an hour."""

Span = tuple[str, datetime, datetime]
"""A subject, and since when until when something was found of it."""


def cuts(last: Mapping[str, datetime], now: datetime, spans: Iterable[Span]) -> dict[str, datetime]:
    """From which whole hour on the fixes of each subject are kept.

    `last` is the newest fix of each, `now` the newest of all, `spans` what was found.

    >>> noon, day = datetime(2022, 10, 9, 12, tzinfo=UTC), timedelta(days=1)
    >>> found = cuts({"mmsi:1": noon, "mmsi:2": noon - 9 * day}, noon, [])
    >>> [f"{moment:%d %H}" for moment in found.values()]
    ['08 00', '30 06']
    >>> visit = ("mmsi:1", noon - 3 * day, noon - day)
    >>> f"{cuts({'mmsi:1': noon}, noon, [visit])['mmsi:1']:%d %H}"
    '06 11'
    """
    under_way: dict[str, list[tuple[datetime, datetime]]] = {}
    for subject, start, end in spans:
        under_way.setdefault(subject, []).append((start, end))
    return {
        subject: _hour(_cut(wanted(newest, now), under_way.get(subject, ())))
        for subject, newest in last.items()
    }


def wanted(newest: datetime, now: datetime) -> datetime:
    """Since when a subject is looked at when nothing is under way. Wrong clocks run ahead of `now`
    and must not take the fixes of today with them."""
    return min(newest, now) - REACH if newest >= now - REACH else newest - ASLEEP


def _cut(least: datetime, spans: Iterable[tuple[datetime, datetime]]) -> datetime:
    cut = least
    for start, end in sorted(spans, key=lambda span: span[1], reverse=True):
        if start - ROOM < cut <= end:
            cut = start - ROOM
    return cut if least - cut <= LONGEST else least


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
