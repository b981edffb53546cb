"""The fixes of one subject, in order of time, told apart into physically possible segments.

Reach for `untangle` when one identity is used by several ships, or when fixes are misplaced in
place or time; `segments` calls it for the subjects that need it. It goes through the fixes once,
keeping the open segments, which is why it is a compiled loop and not a table expression.

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

from typing import Any

import numba
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
    segment = _pass(seconds, lat, lon, sog, knots, hours, near_nm)
    segment = _with_neighbours(seconds, lat, lon, sog, segment, knots, hours)
    segment = _renumbered(_without_short(seconds, segment))
    first, last = _ends(segment)
    ship = _chained(seconds, lat, lon, first, last, knots)
    return segment, np.append(ship, OUTLIER)[segment]


def _with_neighbours(
    seconds: Floats,
    lat: Floats,
    lon: Floats,
    sog: Floats,
    segment: Labels,
    knots: float,
    hours: float,
) -> Labels:
    """The outliers among which there is a ship get labels after those that there are."""
    left = np.flatnonzero(segment == OUTLIER)
    again = _pass(seconds[left], lat[left], lon[left], sog[left], knots, hours, 0.0)
    first, last = _ends(again)
    share = np.bincount(again[again >= 0], minlength=len(first)) / (left[last] - left[first] + 1)
    ships = _lasting(seconds[left], again) & (share >= FAIR_SHARE)
    labels = np.where(ships, np.arange(len(ships)) + segment.max(initial=OUTLIER) + 1, OUTLIER)
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


@numba.njit(cache=True)
def _chained(
    seconds: Floats, lat: Floats, lon: Floats, first: Labels, last: Labels, knots: float
) -> Any:
    """The ship of each label: of those that can have sailed there, the one that ended last."""
    ship = np.empty(len(first), dtype=np.int64)
    number = np.empty(_SHIPS_AT_MOST, dtype=np.int64)
    ends = np.empty(_SHIPS_AT_MOST, dtype=np.int64)
    known, ships = 0, 0
    for label in range(len(first)):
        start, best, least = first[label], -1, np.inf
        for i in range(known):
            end = ends[i]
            waited = (seconds[start] - seconds[end]) / 3600
            if 0 < waited < least:
                nm = max(1e-9, _nm(lat[end], lon[end], lat[start], lon[start]))
                if nm / waited <= knots * (1 + _SHORT_NM2 / nm**2):
                    best, least = i, waited
        if best < 0:
            if known < _SHIPS_AT_MOST:
                best = known
                known += 1
            else:
                best = int(np.argmin(ends))
            number[best] = ships
            ships += 1
        ship[label], ends[best] = number[best], last[label]
    return ship


@numba.njit(cache=True)
def _nm(lat1: float, lon1: float, lat2: float, lon2: float) -> Any:
    """Great-circle distance in nautical miles."""
    half_lat = np.sin(np.radians(lat2 - lat1) / 2)
    half_lon = np.sin(np.radians(lon2 - lon1) / 2)
    chord = half_lat**2 + np.cos(np.radians(lat1)) * np.cos(np.radians(lat2)) * half_lon**2
    return 2 * _EARTH_NM * np.arcsin(min(1.0, np.sqrt(chord)))


@numba.njit(cache=True)
def _pass(
    seconds: Floats,
    lat: Floats,
    lon: Floats,
    sog: Floats,
    knots: float,
    hours: float,
    near_nm: float,
) -> Any:
    """One pass over the fixes: the label of each, or OUTLIER."""
    labels = np.full(len(seconds), OUTLIER, dtype=np.int64)
    label = np.empty(_OPEN_AT_MOST, dtype=np.int64)
    first = np.empty(_OPEN_AT_MOST, dtype=np.int64)
    last = np.empty(_OPEN_AT_MOST, dtype=np.int64)
    opened, begun = 0, 0
    for fix in range(len(seconds)):
        keep = 0
        for i in range(opened):
            if seconds[fix] - seconds[last[i]] <= hours * 3600:
                label[keep], first[keep], last[keep] = label[i], first[i], last[i]
                keep += 1
        opened = keep
        best, least, nearest = -1, np.inf, np.inf
        for i in range(opened):
            nm = _nm(lat[last[i]], lon[last[i]], lat[fix], lon[fix])
            nearest = min(nearest, nm)
            waited = (seconds[fix] - seconds[last[i]]) / 3600
            life = max(1.0, seconds[last[i]] - seconds[first[i]]) / 3600
            if waited == 0:
                possible, price = nm < knots / 60, nm / life
            else:
                limit = _limit(sog[last[i]], sog[fix], knots)
                possible = nm == 0 or nm / waited <= limit * (1 + _SHORT_NM2 / nm**2)
                price = waited / life
            if possible and price < least:
                best, least = i, price
        if best >= 0:
            labels[fix], last[best] = label[best], fix
        elif nearest > near_nm:
            if opened == _OPEN_AT_MOST:  # the one silent for longest makes room
                stalest = np.argmin(last[:opened])
                opened -= 1
                label[stalest] = label[opened]
                first[stalest], last[stalest] = first[opened], last[opened]
            labels[fix], label[opened] = begun, begun
            first[opened], last[opened] = fix, fix
            opened, begun = opened + 1, begun + 1
    return labels


@numba.njit(cache=True)
def _limit(sog1: float, sog2: float, knots: float) -> Any:
    """The speed limit at a distance, given what was reported at both ends (NaN: nothing)."""
    limit = knots
    if sog1 * _SAME_SPEED > limit:
        limit = sog1 * _SAME_SPEED
    if sog2 * _SAME_SPEED > limit:
        limit = sog2 * _SAME_SPEED
    return limit
