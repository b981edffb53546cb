"""Legs between airports, and silence aloft while neighbours are heard."""

from datetime import UTC, datetime
from typing import Any

import ibis
import pytest

from tests.find.movements import real
from tests.find.movements.tracks import DEGREE_KM, asked, at, fix, rows, table
from vedette.find.movements import flights, silent_aloft

AIRPORTS = ibis.memtable({"id": ["UUWW", "OIII"], "lat": [55.60, 35.69], "lon": [37.27, 51.31]})
Fixes = list[dict[str, Any]]


def leg(start: float, feet: tuple[float, ...] = (0, 30_000, 35_000, 30_000, 0)) -> Fixes:
    """From Vnukovo to Mehrabad in two hours, at these heights."""
    return [
        fix(
            "icao24:a",
            start + n / 2,
            55.60 + (35.69 - 55.60) * n / 4,
            37.27 + (51.31 - 37.27) * n / 4,
            altitude=height,
        )
        for n, height in enumerate(feet)
    ]


def test_a_leg_between_two_airports() -> None:
    [found] = rows(asked(flights, table(leg(0)), AIRPORTS, silence_minutes=45))
    assert (found["from_airport"], found["to_airport"]) == ("UUWW", "OIII")
    assert (found["start"], found["end"], found["hours"]) == (at(0), at(2), 2.0)
    assert (found["highest_feet"], found["fixes"]) == (35_000, 5)


def test_there_and_back_are_two_legs() -> None:
    back = [{**item, "ts": at(5 - (item["ts"] - at(0)).seconds / 3600)} for item in leg(0)]
    found = rows(asked(flights, table(leg(0), back), AIRPORTS, silence_minutes=45))
    assert [(row["from_airport"], row["to_airport"]) for row in found] == [
        ("UUWW", "OIII"),
        ("OIII", "UUWW"),
    ]


def test_a_silence_aloft_does_not_end_a_leg() -> None:
    cruise = leg(0)[:2] + [{**item, "ts": at(6 + n)} for n, item in enumerate(leg(0)[3:])]
    assert len(rows(asked(flights, table(cruise), AIRPORTS, silence_minutes=70))) == 1


def test_an_end_that_was_not_seen_is_null() -> None:
    [found] = rows(asked(flights, table(leg(0)[:3]), AIRPORTS, silence_minutes=45))
    assert (found["from_airport"], found["to_airport"]) == ("UUWW", None)


# Eastbound at 480 kn along 45 N: 8 nm a minute, 40 nm (74 km) ahead after five minutes.
def aloft(feet: float = 30_000, **more: Any) -> Fixes:
    lon = 1.852 * 8 / (DEGREE_KM * 0.70711)
    return [
        fix("icao24:a", m / 60, 45, m * lon, sog=480, cog=90, altitude=feet, **more)
        for m in range(10)
    ]


def neighbour(name: str, minute: float, km_ahead: float = 0.0, feet: float = 30_000) -> Fixes:
    """Heard this many minutes after the first fix, so far from where the aircraft would be."""
    place = (9 * 8 + 40) * 1.852 + km_ahead
    return [fix(f"icao24:{name}", minute / 60, 45, place / (DEGREE_KM * 0.70711), altitude=feet)]


STILL_UP = [fix("icao24:z", 2, 10, 10, altitude=100)]


def silent(*others: Fixes, feet: float = 30_000, **parameters: Any) -> list[dict[str, Any]]:
    return rows(asked(silent_aloft, table(aloft(feet), STILL_UP, *others), **parameters))


def test_silent_while_two_neighbours_are_heard() -> None:
    [found] = silent(neighbour("b", 14), neighbour("c", 20))
    assert (found["subject"], found["start"], found["end"]) == ("icao24:a", at(0.15), None)
    assert (found["feet"], found["others"]) == (30_000, 2)
    assert found["ahead_lat"] == pytest.approx(45, abs=0.01)
    assert (found["ahead_lon"] - found["start_lon"]) * 0.70711 * DEGREE_KM == pytest.approx(
        74, abs=0.5
    )


@pytest.mark.parametrize(
    "others",
    [
        [neighbour("b", 14)],  # one is not enough
        [neighbour("b", 14), neighbour("c", 24.5)],  # more than 15 minutes later
        [neighbour("b", 14), neighbour("c", 8)],  # before the silence
        [neighbour("b", 14), neighbour("c", 14, km_ahead=21)],  # too far away
        [neighbour("b", 14), neighbour("c", 14, feet=35_000)],  # higher: easier to hear
    ],
)
def test_not_enough_neighbours(others: list[Fixes]) -> None:
    assert silent(*others) == []


def test_the_end_of_the_data_is_no_silence() -> None:
    """Nor is it one when a single clock says 2038."""
    heard = [*aloft(), *neighbour("b", 14), *neighbour("c", 14)]
    wrong = fix("icao24:d", 0, 10, 10) | {"ts": datetime(2038, 1, 19, tzinfo=UTC)}
    assert rows(asked(silent_aloft, table(heard))) == []
    assert rows(asked(silent_aloft, table(heard, wrong))) == []


@pytest.mark.shared
def test_real_traffic_over_switzerland() -> None:
    """842 aircraft: nearly all are lost aloft at the edge of the data, which is no silence."""
    positions = ibis.memtable(real.switzerland())
    assert rows(asked(silent_aloft, positions)) == []
    assert len(rows(asked(silent_aloft, positions, ahead_minutes=0))) > 100


def test_doubles_and_disorder_change_no_silence() -> None:
    others = [neighbour("b", 14), neighbour("c", 20)]
    want = silent(*others)
    twice = table(aloft()[::-1], aloft(), STILL_UP, *others, *others)
    assert rows(asked(silent_aloft, twice)) == want
    assert rows(asked(silent_aloft, table(fix("icao24:a", 0, 45, 0)))) == []


def test_silent_over_the_dateline() -> None:
    """The place ahead lies on the other side, and so do the neighbours."""
    shift = 180 - aloft()[-1]["lon"] - 0.1

    def east(fixes: Fixes) -> Fixes:
        return [{**one, "lon": (one["lon"] + shift + 180) % 360 - 180} for one in fixes]

    others = east(neighbour("b", 14)), east(neighbour("c", 20))
    [found] = rows(asked(silent_aloft, table(east(aloft()), STILL_UP, *others)))
    assert found["start_lon"] > 179
    assert found["ahead_lon"] < -178
