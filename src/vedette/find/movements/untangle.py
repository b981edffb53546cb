"""The fixes of one subject, in order of time, told apart into physically possible segments.

Reach for `untangle` when one identity is used by several ships, or when fixes are misplaced in
place or time; `segments` calls it for the subjects that need it. What a fix continues depends on
what those before it did, which no table expression can say. It is said of many fixes at once all
the same: `_continued` guesses and looks how far the guess was right.

The rule for a fix is that of gpsdio-segment 0.10 (SkyTruth and Global Fishing Watch, Apache-2.0,
https://github.com/GlobalFishingWatch/gpsdio-segment, restated here from its description):

- it may continue an open segment if the speed it would take is at most
  ``max(knots, 1.1 x reported) x (1 + 1600 / nm²)``, which is generous at short distances, where
  clocks matter more than ships; at the same second, if it is within a minute's sailing;
- of several, it continues the one with the least time since its last fix per length of life;
- a segment that has been silent for `hours` is closed;
- a fix that continues none is an outlier when it is within `near_nm` of an open segment, and
  begins a segment of its own otherwise.

Ours: outliers that make a lasting track among themselves, with a fair share of the fixes of
their time, are a ship that sails near the other one (the clock errors of one ship also lie along
its track, but they are few); short segments inside longer ones are outliers too.
"""

import numpy as np
from numpy.typing import NDArray

OUTLIER = -1
LASTING_FIXES, LASTING_HOURS, FAIR_SHARE = 10, 1.0, 0.1
"""What makes a ship of a track inside the time of another: ours, in the spirit of Global Fishing
Watch, who set aside segments that are ``overlapping_and_short``."""

_SAME_SPEED = 1.1
_SHORT_NM2 = 1600.0
_OPEN_AT_MOST, _SHIPS_AT_MOST = 20, 64  # a number that everybody uses must not take for ever
_EARTH_NM = 6371.0088 / 1.852

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

_MOST, _GUESSES = 4096, 4
"""How many fixes are looked at at once, and how often it is guessed what they continue."""


def untangle(
    seconds: Floats,
    lat: Floats,
    lon: Floats,
    sog: Floats,
    *,
    knots: float = 25.0,
    hours: float = 24.0,
    near_nm: float = 100.0,
) -> tuple[Labels, Labels]:
    """For each fix its segment and its ship, numbered from 0 in order of first fix; -1: outlier.

    `seconds` must not decrease; `sog` is in knots, NaN where not reported. A ship is a chain of
    segments that do not overlap and whose ends can be sailed between.

    >>> t, there, here = np.arange(0.0, 24) * 1800, np.full(24, 10.0), np.full(24, 50.0)
    >>> lat = np.where(np.arange(24) % 2 == 0, there, here)
    >>> segment, ship = untangle(t, lat, np.zeros(24), np.full(24, np.nan))
    >>> ship.tolist()[:6], int(segment.max())
    ([0, 1, 0, 1, 0, 1], 1)
    """
    columns = _columns(seconds, lat, lon, sog, knots)
    segment = _pass(columns, knots, hours, near_nm)
    segment = _with_neighbours(columns, segment, knots, hours)
    segment = _renumbered(_without_short(seconds, segment))
    ship = _chained(columns, *_ends(segment), knots)
    return segment, np.append(ship, OUTLIER)[segment]


def _columns(seconds: Floats, lat: Floats, lon: Floats, sog: Floats, knots: float) -> Floats:
    """What is asked of fixes again and again: seconds, half the latitude and half the longitude in
    radians, the cosine of the latitude, and the speed that the fix allows, each a row."""
    lat, lon = np.radians(lat), np.radians(lon)
    limit = np.fmax(knots, sog * _SAME_SPEED)
    return np.stack([seconds, lat / 2, lon / 2, np.cos(lat), limit])


def _with_neighbours(columns: Floats, segment: Labels, knots: float, hours: float) -> Labels:
    """The outliers among which there is a ship get labels after those that there are."""
    left = np.flatnonzero(segment == OUTLIER)
    again = _pass(columns[:, left], knots, hours, 0.0)
    first, last = _ends(again)
    share = np.bincount(again[again >= 0], minlength=len(first)) / (left[last] - left[first] + 1)
    ships = _lasting(columns[0, left], again) & (share >= FAIR_SHARE)
    labels = np.where(ships, np.cumsum(ships) + segment.max(initial=OUTLIER), OUTLIER)
    joined = segment.copy()
    joined[left] = np.append(labels, OUTLIER)[again]
    return joined


def _ends(segment: Labels) -> tuple[Labels, Labels]:
    """The index of the first and of the last fix of each label."""
    found = int(segment.max(initial=OUTLIER)) + 1
    index = np.flatnonzero(segment >= 0)
    first, last = np.full(found, len(segment)), np.full(found, -1)
    np.minimum.at(first, segment[index], index)
    np.maximum.at(last, segment[index], index)
    return first, last


def _lasting(seconds: Floats, segment: Labels) -> NDArray[np.bool_]:
    """Which labels have enough fixes over enough time."""
    first, last = _ends(segment)
    count = np.bincount(segment[segment >= 0], minlength=len(first))
    lasts = seconds[last] - seconds[first] >= LASTING_HOURS * 3600
    return np.asarray((count >= LASTING_FIXES) & lasts)


def _without_short(seconds: Floats, segment: Labels) -> Labels:
    """Labels that do not last, inside the time of one that does, become outliers."""
    first, last = _ends(segment)
    long = _lasting(seconds, segment)
    order = np.argsort(first[long], kind="stable")
    begun = np.searchsorted(first[long][order], first, side="right")
    until = np.append(-1, np.maximum.accumulate(last[long][order]))[begun]
    short = np.append(~long & (until >= last), False)  # the last place serves OUTLIER
    return np.where(short[segment], OUTLIER, segment)


def _renumbered(segment: Labels) -> Labels:
    """Labels from 0 in the order in which they first come."""
    first, _ = _ends(segment)
    number = np.empty(len(first) + 1, dtype=np.int64)
    number[np.argsort(first, kind="stable")] = np.arange(len(first))
    number[-1] = OUTLIER
    return number[segment]


def _chained(columns: Floats, first: Labels, last: Labels, knots: float) -> Labels:
    """The ship of each label: of those that can have sailed there, the one that ended last."""
    ship = np.empty(len(first), dtype=np.int64)
    number, end = np.empty((2, 0), dtype=np.int64)  # of each ship, and its last fix
    for label, (begins, ends) in enumerate(zip(first, last, strict=True)):
        nm, waited = _way(columns[:, end], columns[:, [begins]])
        sails = (waited > 0) & _possible(nm, waited, knots, knots)
        if sails.any():
            place = int(np.where(sails, waited, np.inf).argmin())
            end[place] = ends
        else:
            if len(end) == _SHIPS_AT_MOST:
                number, end = (np.delete(known, end.argmin()) for known in (number, end))
            number, end = np.append(number, ship[:label].max(initial=-1) + 1), np.append(end, ends)
            place = -1
        ship[label] = number[place]
    return ship


def _pass(columns: Floats, knots: float, hours: float, near_nm: float) -> Labels:
    """One pass over the fixes, some at a time: the label of each, or OUTLIER."""
    labels = np.full(columns.shape[1], OUTLIER, dtype=np.int64)
    label, first, last = np.empty((3, 0), dtype=np.int64)  # of each open segment
    fix, begun, ahead = 0, 0, 1
    while fix < len(labels):
        still = columns[0, fix] - columns[0, last] <= hours * 3600
        label, first, last = label[still], first[still], last[still]
        until = min(fix + ahead, len(labels))
        found = _continued(columns, first, last, (fix, until), knots, hours)
        ahead = min(max(2 * len(found), ahead // 8, 1), _MOST)
        if len(found):
            labels[fix : fix + len(found)] = label[found]
            np.maximum.at(last, found, np.arange(fix, fix + len(found)))
            fix += len(found)
            continue
        if (_way(columns[:, last], columns[:, [fix]])[0] > near_nm).all():
            if len(last) == _OPEN_AT_MOST:  # the one silent for longest makes room
                kept = np.arange(len(last)) != last.argmin()
                label, first, last = label[kept], first[kept], last[kept]
            labels[fix] = begun
            label, first, last = (
                np.append(*one) for one in ((label, begun), (first, fix), (last, fix))
            )
            begun += 1
        fix += 1
    return labels


def _continued(
    columns: Floats, first: Labels, last: Labels, part: tuple[int, int], knots: float, hours: float
) -> Labels:
    """Which of the open segments these fixes continue, up to the first that continues none or
    before which one has to be closed; none of them if that is the first.

    What each continues is guessed. From the guess follows which fix each segment has had before
    any other, and from that what the rule says. Where the guess was right before, the rule is: so
    what it says holds up to the first fix of which it says something else, and of that fix. From
    there on it is the better guess.
    """
    if not len(last):
        return last
    here, index = columns[:, None, part[0] : part[1]], np.arange(*part)
    away = np.abs(here[1:3] - columns[1:3, last, None]).sum(axis=0)
    guess, segments = away.argmin(axis=0), np.arange(len(last))[:, None]
    for _ in range(_GUESSES):
        own = np.where(guess == segments, index, -1)[:, :-1]
        before = np.maximum.accumulate(np.hstack([last[:, None], own]), axis=1)
        there = columns[:, before]
        nm, waited = _way(there, here)
        price = np.where(waited > 0, waited, nm * 3600)
        price /= np.maximum(1.0, there[0] - columns[0, first, None])
        limit = np.maximum(there[4], here[4])
        price[~_possible(nm, waited, limit, knots)] = np.inf
        told: Labels = price.argmin(axis=0)
        known = (price.min(axis=0) < np.inf) & (waited <= hours * 3600).all(axis=0)
        right = int(np.append(told == guess, False).argmin())
        sure = int(np.append(known, False).argmin())
        if right + 1 >= sure:
            break
        guess = told
    return told[: min(sure, right + 1)]


def _way(there: Floats, here: Floats) -> tuple[Floats, Floats]:
    """Nautical miles along the great circle, and seconds."""
    north, east = np.sin(here[1] - there[1]), np.sin(here[2] - there[2])
    chord = north * north + here[3] * there[3] * east * east
    nm = 2 * _EARTH_NM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    return nm, here[0] - there[0]


def _possible(nm: Floats, waited: Floats, limit: Floats | float, knots: float) -> NDArray[np.bool_]:
    """One ship can have gone so far in so many seconds."""
    allowed = limit * (1 + _SHORT_NM2 / np.maximum(nm, 1e-9) ** 2)
    return np.where(waited == 0, nm < knots / 60, nm * 3600 <= allowed * waited)
