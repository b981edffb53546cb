"""Same track, new number: one MMSI ends, another begins where that ship could have sailed.

Reach for `lives` to see when and where each number was heard first and last, and for `renumbered`
for pairs that may be one ship. Nothing is known of the time between; a ship that leaves the reach
of the receivers while another enters looks the same. So it is asked that nobody else ended or
began there and then, and that what both say of themselves agrees. Where both tell the same IMO
number, `identity.imo_changes` says so.
"""

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.fixes import bucket, fixes, knots, newest, oldest, once_per, seconds

DAY = 86_400
ALIKE = 0.8
"""From which share of equal letters two names are alike: one letter in five may differ."""
SAME_METRES = 2.0
"""Lengths that differ by less are one ship, measured or typed twice; from `OTHER_METRES` on they
are two."""
OTHER_METRES = 10.0


def lives(positions: ir.Table) -> ir.Table:
    """Per number: when and where it was heard `first` and `last`."""
    seen = fixes(positions)
    seen = seen.filter(seen.subject.startswith("mmsi:"))
    return merged(
        seen.select(
            "subject",
            **{
                name: seen[column]
                for end in ("first", "last")
                for name, column in ((end, "ts"), (f"{end}_lat", "lat"), (f"{end}_lon", "lon"))
            },
        )
    )


def merged(parts: ir.Table) -> ir.Table:
    """Lives of the same numbers, as one each; of fixes at the same time the southernmost."""
    first, last = parts["first"], parts["last"]
    own = parts.group_by("subject").agg(began=first.min(), ended=last.max())
    both = parts.join(own, "subject")
    columns = {
        f"{end}_{axis}": both[f"{end}_{axis}"].min(where=both[end] == both[at])
        for end, at in (("first", "began"), ("last", "ended"))
        for axis in ("lat", "lon")
    }
    life = both.group_by("subject").agg(
        first=both["first"].min(), last=both["last"].max(), **columns
    )
    return life.select("subject", *_LIFE)


_LIFE = ("first", "first_lat", "first_lon", "last", "last_lat", "last_lon")


def renumbered(
    lives: ir.Table,
    identities: ir.Table,
    *,
    hours: float = 24.0,
    near_km: float = 50.0,
    max_knots: float = 25.0,
    quiet_hours: float = 24.0,
) -> ir.Table:
    """Pairs of numbers of which the second begins within `hours` and `near_km` of the first's end.

    Global Fishing Watch joins identities by the ends of their tracks and by what they say (Park
    and others, Tracking elusive and shifting identities of the global fishing fleet, Science
    Advances, 2023). 25 kn is what gpsdio-segment lets a ship sail
    (https://github.com/GlobalFishingWatch/gpsdio-segment). The rest is ours: the data go on for
    `quiet_hours` after the first ends and begin as long before the second; each is the only one
    for the other; of length, type, name and call sign one agrees at least, and neither length nor
    type differs.

    Returns `subject` (the second), `before` (the first), `start` (last fix of the first), `end`
    (first fix of the second), `hours`, both places, `km`, `knots`, and what `agrees`.
    """
    pair = _near(lives, hours, near_km, quiet_hours)
    pair = pair.filter(knots(pair.km, pair.waited) <= max_knots)
    pair = _only(_only(pair, "subject"), "before")
    told = _compared(pair, identities)
    elapsed = seconds(told.start, told.end)
    return told.select(
        "subject",
        "before",
        "start",
        "end",
        hours=(elapsed / 3600).round(4),
        **{
            f"{end}_{axis}": told[f"{end}_{axis}"]
            for end in ("start", "end")
            for axis in ("lat", "lon")
        },
        km=told.km.round(3),
        knots=knots(told.km, elapsed).round(3),
        agrees=told.agrees,
    )


def _near(lives: ir.Table, hours: float, near_km: float, quiet_hours: float) -> ir.Table:
    """Ends and beginnings that are near each other in time and place."""
    life = lives.mutate(opens=oldest(lives, "first"), closes=newest(lives, "last"))
    over = life.filter(seconds(life["last"], life.closes) >= quiet_hours * 3600)
    new = life.filter(seconds(life.opens, life["first"]) >= quiet_hours * 3600)
    ends = over.select(before="subject", start="last", start_lat="last_lat", start_lon="last_lon")
    day = bucket(ends.start, DAY)
    ends = once_per(ends, "day", day, day + int(hours // 24) + 1)
    ends = sphere.around(ends, "start_lat", "start_lon", near_km)
    begins = new.select(
        "subject",
        end="first",
        end_lat="first_lat",
        end_lon="first_lon",
        day=bucket(new["first"], DAY),
        cell=sphere.cell(new.first_lat, new.first_lon, near_km),
    )
    pair = ends.join(begins, ["day", "cell"])
    pair = pair.mutate(
        km=sphere.km(pair.start_lat, pair.start_lon, pair.end_lat, pair.end_lon),
        waited=seconds(pair.start, pair.end),
    )
    return pair.filter(pair.waited > 0, pair.waited <= hours * 3600, pair.km <= near_km)


def _only(pair: ir.Table, who: str) -> ir.Table:
    """The pairs whose `who` has no other."""
    many = pair.mutate(many=pair.count().over(ibis.window(group_by=pair[who])))
    return many.filter(many.many == 1).drop("many")


def _compared(pair: ir.Table, identities: ir.Table) -> ir.Table:
    """The pairs that agree in something and differ in nothing that a ship cannot change."""
    for attribute in ("length", "type", "name", "callsign"):
        said = _usual(identities, attribute)
        for who in ("before", "subject"):
            column = f"{attribute}_{who}"
            pair = pair.left_join(said.rename({who: "of", column: "said"}), who)
            pair = pair.drop(f"{who}_right")
    metres = (
        pair.length_before.try_cast("float64") - pair.length_subject.try_cast("float64")
    ).abs()
    letters = ibis.greatest(pair.name_before.length(), pair.name_subject.length())
    unlike = pair.name_before.levenshtein(pair.name_subject) / letters
    agreeing = {
        "length": metres <= SAME_METRES,
        "type": pair.type_before == pair.type_subject,
        "name": unlike <= 1 - ALIKE,
        "callsign": pair.callsign_before == pair.callsign_subject,
    }
    words = [
        ibis.ifelse(agree.fill_null(False), f"{name} ", "") for name, agree in agreeing.items()
    ]
    told = pair.mutate(agrees=words[0].concat(*words[1:]).strip())
    differ = (metres >= OTHER_METRES) | (pair.type_before != pair.type_subject)
    return told.filter(told.agrees != "", ~differ.fill_null(False))


def _usual(identities: ir.Table, attribute: str) -> ir.Table:
    """What each subject said most often."""
    said = identities.filter(
        identities.attribute == attribute, identities.value != "", identities.value != "0"
    )
    count = said.group_by("subject", "value").agg(reports=said.reports.sum())
    order = ibis.window(group_by=count.subject, order_by=[count.reports.desc(), count.value])
    best = count.mutate(place=ibis.row_number().over(order))
    return best.filter(best.place == 0).select(of="subject", said="value")
