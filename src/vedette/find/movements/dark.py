"""Possible dark encounters: two ships silent at the same time that could have met meanwhile.

Reach for `dark_encounters` on the table that `gaps` returns. Nothing was seen: it only says that
both were silent together, were near each other when their silences began or ended, and had the
time to sail to one place, lie there side by side, and sail to where they were heard again.

The hard part is the meeting place, which nobody knows. Three are tried, halfway between the ships
where their silences began, where they ended, and halfway between these two; the one that leaves
most time together counts. A meeting at some other place is not found.
"""

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.fixes import bucket, epoch_us, once_per, seconds
from vedette.find.movements.places import away_from

DAY = 86_400
TIERS_NM = (5.0, 15.0, 50.0)
"""How near: RadianceFleet scores dark-dark transfers by these distances."""


def dark_encounters(
    gaps: ir.Table,
    places: ir.Table | None = None,
    *,
    overlap_hours: float = 4.0,
    near_nm: float = 50.0,
    together_hours: float = 2.0,
    cruise_knots: float = 14.0,
    moved_km: float = 1.0,
    port_km: float = 10.0,
    longest_days: float = 7.0,
) -> ir.Table:
    """Pairs of silences that overlap by `overlap_hours` and leave time for a meeting.

    4 h and 50 nautical miles are RadianceFleet's (https://github.com/RadianceFleet/RadianceFleet,
    dark-dark transfers; it scores below 5, 15 and 50, see `nearer_nm`). Two hours together is
    Global Fishing Watch's encounter. The rest is ours: no faster than `cruise_knots`; one of the
    two was heard again at least `moved_km` away; silences that begin within `port_km` of any of
    `places`, or are longer than `longest_days`, do not count: of ships that nobody hears for weeks
    any two could have met (off British Columbia in 2018, of 793 ships 74,604 pairs of silences;
    11,977 within a week).

    Returns `subject`, `other` (in the alphabet), the `start`, `end` and `hours` of the common
    silence, both silences (`subject_start` …), where it would have been (`lat`, `lon`), the
    distance `km` of the nearer ends, its tier `nearer_nm`, and `possible_hours` together.
    """
    silent = gaps.select(
        "subject", "track", "start", "end", "start_lat", "start_lon", "end_lat", "end_lon", "km"
    )
    silent = silent.filter(seconds(silent.start, silent.end) <= longest_days * 86_400)
    if places is not None:
        named = silent.mutate(lat=silent.start_lat, lon=silent.start_lon)
        silent = away_from(named, places, port_km).drop("lat", "lon")
    pairs = _overlapping(_near(silent, near_nm * sphere.KM_PER_NM), overlap_hours, moved_km)
    met = _meeting(pairs, cruise_knots)
    met = met.filter(met.possible_hours >= together_hours)
    return met.mutate(possible_hours=met.possible_hours.round(3))


def _near(silent: ir.Table, near_km: float) -> ir.Table:
    """Pairs on one common day whose silences began, or ended, near each other."""
    days = once_per(silent, "day", bucket(silent.start, DAY), bucket(silent.end, DAY))
    return _near_at(days, "start", near_km).union(_near_at(days, "end", near_km)).distinct()


def _near_at(days: ir.Table, end: str, near_km: float) -> ir.Table:
    one = days.mutate(cell=sphere.cell(days[f"{end}_lat"], days[f"{end}_lon"], near_km))
    two = sphere.around(days, f"{end}_lat", f"{end}_lon", near_km)
    two = two.rename({f"other_{name}": name for name in days.columns if name != "day"})
    pair = one.join(two, ["day", "cell"])
    apart = sphere.km(
        pair[f"{end}_lat"],
        pair[f"{end}_lon"],
        pair[f"other_{end}_lat"],
        pair[f"other_{end}_lon"],
    )
    pair = pair.filter(pair.subject < pair.other_subject, apart <= near_km)
    return pair.drop("day", "cell").distinct()


def _overlapping(pairs: ir.Table, hours: float, moved_km: float) -> ir.Table:
    common = pairs.mutate(
        common_start=ibis.greatest(pairs.start, pairs.other_start),
        common_end=ibis.least(pairs.end, pairs.other_end),
    )
    return common.filter(
        seconds(common.common_start, common.common_end) >= hours * 3600,
        ibis.greatest(common.km, common.other_km) >= moved_km,
    )


def _meeting(pairs: ir.Table, cruise_knots: float) -> ir.Table:
    """The most hours that any of the three places leaves them together."""
    begun = _halfway(pairs, "start_lat", "start_lon", "other_start_lat", "other_start_lon")
    ended = _halfway(pairs, "end_lat", "end_lon", "other_end_lat", "other_end_lon")
    with_ends = pairs.mutate(
        begun_lat=begun[0], begun_lon=begun[1], ended_lat=ended[0], ended_lon=ended[1]
    )
    middle = _halfway(with_ends, "begun_lat", "begun_lon", "ended_lat", "ended_lon")
    tried = with_ends.mutate(middle_lat=middle[0], middle_lon=middle[1])
    hours = {
        name: _hours_together(tried, tried[f"{name}_lat"], tried[f"{name}_lon"], cruise_knots)
        for name in ("begun", "ended", "middle")
    }
    tried = tried.mutate(**hours, possible_hours=ibis.greatest(*hours.values()))
    best = {
        axis: ibis.cases(
            (tried.begun == tried.possible_hours, tried[f"begun_{axis}"]),
            (tried.ended == tried.possible_hours, tried[f"ended_{axis}"]),
            else_=tried[f"middle_{axis}"],
        )
        for axis in ("lat", "lon")
    }
    km = ibis.least(
        sphere.km(tried.start_lat, tried.start_lon, tried.other_start_lat, tried.other_start_lon),
        sphere.km(tried.end_lat, tried.end_lon, tried.other_end_lat, tried.other_end_lon),
    )
    nm = km / sphere.KM_PER_NM
    tier = ibis.cases(*((nm <= limit, limit) for limit in TIERS_NM))
    return tried.select(
        "subject",
        "track",
        other="other_subject",
        other_track="other_track",
        start="common_start",
        end="common_end",
        hours=(seconds(tried.common_start, tried.common_end) / 3600).round(4),
        subject_start="start",
        subject_end="end",
        other_start="other_start",
        other_end="other_end",
        lat=best["lat"].round(5),
        lon=best["lon"].round(5),
        km=km.round(3),
        nearer_nm=tier,
        possible_hours=tried.possible_hours,
    )


def _halfway(
    table: ir.Table, lat1: str, lon1: str, lat2: str, lon2: str
) -> tuple[ir.FloatingValue, ir.FloatingValue]:
    """Halfway between two places, going the short way around."""
    east = sphere.wrapped(table[lon2] - table[lon1])
    return (table[lat1] + table[lat2]) / 2, sphere.wrapped(table[lon1] + east / 2)


def _hours_together(
    pair: ir.Table, lat: ir.FloatingValue, lon: ir.FloatingValue, cruise_knots: float
) -> ir.FloatingValue:
    """Hours between the later arrival at a place and the earlier departure from it."""
    arrives, leaves = [], []
    for whose in ("", "other_"):
        start, end = pair[f"{whose}start"], pair[f"{whose}end"]
        there = sphere.km(pair[f"{whose}start_lat"], pair[f"{whose}start_lon"], lat, lon)
        back = sphere.km(lat, lon, pair[f"{whose}end_lat"], pair[f"{whose}end_lon"])
        per_hour = cruise_knots * sphere.KM_PER_NM
        arrives.append(epoch_us(start).cast("float64") / 3.6e9 + there / per_hour)
        leaves.append(epoch_us(end).cast("float64") / 3.6e9 - back / per_hour)
    return ibis.least(*leaves) - ibis.greatest(*arrives)
