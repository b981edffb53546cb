"""Flights of aircraft: from which airport to which, and where a transponder fell silent aloft.

Reach for `flights` for the legs between airports, and for `silent_aloft` for aircraft that were
no longer heard at cruising height although their neighbours were. An end that was not seen is
null: a coastal or mountain feed loses every aircraft somewhere, and says nothing by that.
"""

import math

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.fixes import bucket, fixes, newest, once_per, seconds
from vedette.find.movements.places import nearest

MINUTE = 60


def flights(
    positions: ir.Table,
    airports: ir.Table,
    *,
    silence_minutes: float = 20.0,
    longest_hours: float = 18.0,
    low_feet: float = 10_000.0,
    airport_km: float = 15.0,
) -> ir.Table:
    """Legs of aircraft, with the airports at both ends where these were seen.

    A leg ends in a silence of `silence_minutes` that begins or ends below `low_feet`, or of
    `longest_hours`: no airliner flies longer (the longest route takes 18 h 50 min). An end
    belongs to the nearest of `airports` within `airport_km` if it was below `low_feet`. All
    four are ours; 10,000 ft is the height below which aircraft fly slower near airports
    (14 CFR 91.117).

    Returns `subject`, `start`, `end`, `hours`, both places, `from_airport`, `to_airport` (ids,
    null where not seen), `highest_feet` and `fixes`.
    """
    leg = _legs(_aircraft(positions), silence_minutes * MINUTE, longest_hours * 3600, low_feet)
    for end, low in (("start", leg.start_feet), ("end", leg.end_feet)):
        name = {"start": "from_airport", "end": "to_airport"}[end]
        near = _airport(leg, airports, end, airport_km)
        leg = leg.left_join(near, [leg[f"{end}_lat"] == near.lat, leg[f"{end}_lon"] == near.lon])
        seen = low.fill_null(0) < low_feet
        leg = leg.mutate(**{name: ibis.ifelse(seen, leg.airport, ibis.null("string"))})
        leg = leg.drop("lat", "lon", "airport")
    return leg.mutate(hours=(seconds(leg.start, leg.end) / 3600).round(4)).drop("leg")


def _aircraft(positions: ir.Table) -> ir.Table:
    seen = fixes(positions)
    return seen.filter(seen.subject.startswith("icao24:"))


def _legs(seen: ir.Table, silence: float, longest: float, low_feet: float) -> ir.Table:
    order = ibis.window(group_by=seen.subject, order_by=[seen.ts, seen.lat, seen.lon])
    step = seen.select(
        "subject",
        "ts",
        "lat",
        "lon",
        feet=seen.altitude,
        waited=seconds(seen.ts.lag().over(order), seen.ts),
        prev_feet=seen.altitude.lag().over(order),
    )
    low = ibis.least(step.feet.fill_null(0), step.prev_feet.fill_null(0)) < low_feet
    ends = step.waited.isnull() | (step.waited >= longest) | (low & (step.waited >= silence))
    begun = step.mutate(begins=ends.cast("int64"))
    numbered = begun.mutate(
        leg=begun.begins.sum().over(
            ibis.window(
                group_by=begun.subject,
                order_by=[begun.ts, begun.lat, begun.lon],
                preceding=None,
                following=0,
            )
        )
    )
    return numbered.group_by("subject", "leg").agg(
        start=numbered.ts.min(),
        end=numbered.ts.max(),
        start_lat=numbered.lat.argmin(numbered.ts),
        start_lon=numbered.lon.argmin(numbered.ts),
        end_lat=numbered.lat.argmax(numbered.ts),
        end_lon=numbered.lon.argmax(numbered.ts),
        start_feet=numbered.feet.argmin(numbered.ts),
        end_feet=numbered.feet.argmax(numbered.ts),
        highest_feet=numbered.feet.max(),
        fixes=numbered.count(),
    )


def _airport(leg: ir.Table, airports: ir.Table, end: str, airport_km: float) -> ir.Table:
    ends = leg.select(lat=leg[f"{end}_lat"], lon=leg[f"{end}_lon"])
    near = nearest(ends, airports, airport_km)
    return near.select("lat", "lon", airport="place")


def silent_aloft(
    positions: ir.Table,
    *,
    feet: float = 10_000.0,
    minutes: float = 15.0,
    ahead_minutes: float = 5.0,
    near_km: float = 20.0,
    neighbours: int = 2,
) -> ir.Table:
    """Aircraft above `feet` that were not heard for `minutes`, while others were where it flew.

    Where it flew is where its last speed and track would have taken it `ahead_minutes` later:
    an aircraft that leaves the reach of the receivers has no neighbours there. At least
    `neighbours` others must have been heard within `near_km` of that place during the silence,
    at or below its height, where reception is no better. All of this is ours.

    Returns `subject`, `start` (last fix), `end` (next fix, null if none), `minutes`, the last
    place, `feet`, the place ahead (`ahead_lat`, `ahead_lon`) and `others`.
    """
    lost = _lost(_aircraft(positions), feet, minutes * MINUTE)
    lost = _ahead(lost, ahead_minutes)
    seen = _aircraft(positions)
    period = math.ceil(minutes * MINUTE)
    heard = sphere.around(lost, "ahead_lat", "ahead_lon", near_km)
    first = bucket(heard.start, period)
    heard = once_per(heard, "period", first, first + 1)
    near = seen.select(
        "ts",
        other="subject",
        other_lat="lat",
        other_lon="lon",
        other_feet="altitude",
        cell=sphere.cell(seen.lat, seen.lon, near_km),
        period=bucket(seen.ts, period),
    )
    met = heard.join(near, ["cell", "period"])
    waited = seconds(met.start, met.ts)
    met = met.filter(
        met.other != met.subject,
        waited > 0,
        waited <= minutes * MINUTE,
        met.other_feet <= met.feet,
        sphere.km(met.ahead_lat, met.ahead_lon, met.other_lat, met.other_lon) <= near_km,
    )
    count = met.group_by("subject", "start").agg(others=met.other.nunique())
    count = count.filter(count.others >= neighbours)
    joined = lost.join(count, ["subject", "start"])
    return joined.drop("sog", "cog")


def _lost(seen: ir.Table, feet: float, silence: float) -> ir.Table:
    """The last fixes before long silences aloft, or before none at all while the feed went on."""
    order = ibis.window(group_by=seen.subject, order_by=[seen.ts, seen.lat, seen.lon])
    beside = seen.select(
        "subject", "ts", "lat", "lon", "sog", "cog", "altitude", next_ts=seen.ts.lead().over(order)
    ).mutate(feed_end=newest(seen.group_by("subject").agg(ts=seen.ts.max()), "ts"))
    waited = seconds(beside.ts, ibis.coalesce(beside.next_ts, beside.feed_end))
    lost = beside.mutate(waited=waited).filter(
        waited >= silence, beside.altitude >= feet, beside.sog.notnull(), beside.cog.notnull()
    )
    return lost.select(
        "subject",
        "sog",
        "cog",
        start=lost.ts,
        end=lost.next_ts,
        minutes=(lost.waited / MINUTE).round(2),
        start_lat=lost.lat,
        start_lon=lost.lon,
        feet=lost.altitude,
    )


def _ahead(lost: ir.Table, minutes: float) -> ir.Table:
    """Where speed and track lead: on the flat map, which is good enough for some minutes."""
    degrees = lost.sog * (minutes / 60) / 60
    cog = lost.cog.radians()
    squeeze = ibis.greatest(lost.start_lat.radians().cos(), 0.01)
    return lost.mutate(
        ahead_lat=ibis.least(
            ibis.greatest(lost.start_lat + degrees * cog.cos(), -90.0), 90.0
        ).round(5),
        ahead_lon=sphere.wrapped(lost.start_lon + degrees * cog.sin() / squeeze).round(5),
    )
