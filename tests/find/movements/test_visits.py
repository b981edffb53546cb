"""Port visits: the table of states, transition by transition, and every threshold."""

import random
from datetime import UTC, datetime
from typing import Any

import ibis
import pytest

from tests.find.movements.tracks import DEGREE_KM, asked, at, fix, rows, table
from vedette.find.movements import port_visits, voyages
from vedette.find.movements import visits as visiting
from vedette.find.movements.berths import changing
from vedette.find.movements.fixes import beside

PORT = ibis.memtable(
    {"id": ["olya"], "name": ["Olya"], "lat": [45.78], "lon": [47.55], "country": ["ru"]}
)

AT_SEA, IN_PORT, STOPPED = (5.0, 9.0), (1.0, 9.0), (1.0, 0.0)
"""Distance from the port in kilometres, speed in knots: each settles a state by itself."""
BETWEEN = (3.5, 0.3)
"""Nearer than the exit, farther than the entry; faster than a stop, slower than a start."""


def visits(
    *states: tuple[float, float], every: float = 1.0, **thresholds: Any
) -> list[dict[str, Any]]:
    """The visits of a ship that is heard once an hour, in these states."""
    track = [
        fix("mmsi:1", hour * every, 45.78 + km / DEGREE_KM, 47.55, sog=speed)
        for hour, (km, speed) in enumerate(states)
    ]
    return rows(asked(port_visits, table(track), PORT, **{"confidence": 0, **thresholds}))


def events(*states: tuple[float, float]) -> tuple[int, int, int, int, int]:
    """Visits, entries, exits, stops begun and stops ended."""
    found = visits(*states)
    return (
        len(found),
        sum(visit["entry"] for visit in found),
        sum(visit["exit"] for visit in found),
        sum(visit["stops"] for visit in found),
        sum(visit["stop_ends"] for visit in found),
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [  # (visits, entry, exit, stop begins, stop ends), after the transition_map of
        # anchorages_pipeline, create_in_out_events.py (Apache-2.0), restated
        (AT_SEA, AT_SEA, (0, 0, 0, 0, 0)),
        (AT_SEA, IN_PORT, (1, 1, 0, 0, 0)),
        (AT_SEA, STOPPED, (1, 1, 0, 1, 0)),
        (IN_PORT, AT_SEA, (1, 0, 1, 0, 0)),
        (IN_PORT, IN_PORT, (1, 0, 0, 0, 0)),
        (IN_PORT, STOPPED, (1, 0, 0, 1, 0)),
        (STOPPED, AT_SEA, (1, 0, 1, 0, 1)),
        (STOPPED, IN_PORT, (1, 0, 0, 0, 1)),
        (STOPPED, STOPPED, (1, 0, 0, 0, 0)),
    ],
)
def test_each_transition(before: Any, after: Any, expected: Any) -> None:
    assert events(before, after) == expected


@pytest.mark.parametrize("state", [AT_SEA, IN_PORT, STOPPED])
def test_a_first_fix_has_no_event(state: Any) -> None:
    assert events(state)[1:] == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((AT_SEA, BETWEEN), (0, 0, 0, 0, 0)),  # 3.5 km from outside: still at sea
        ((IN_PORT, BETWEEN, BETWEEN, AT_SEA), (1, 0, 1, 0, 0)),  # 3.5 km from inside: in port
        ((IN_PORT, BETWEEN), (1, 0, 0, 0, 0)),  # 0.3 kn from moving: not stopped
        ((STOPPED, BETWEEN, BETWEEN, IN_PORT), (1, 0, 0, 0, 1)),  # 0.3 kn from stopped: stopped
        ((AT_SEA, (3.5, 0.0), (1.0, 0.3)), (1, 1, 0, 0, 0)),  # a stop at sea is forgotten
    ],
)
def test_between_the_thresholds_the_state_before_holds(states: Any, expected: Any) -> None:
    assert events(*states) == expected


@pytest.mark.parametrize(
    ("km", "speed", "expected"),
    [
        (2.99, 9.0, (1, 1, 0, 0, 0)),
        (3.01, 9.0, (0, 0, 0, 0, 0)),
        (2.99, 0.2, (1, 1, 0, 1, 0)),
        (2.99, 0.21, (1, 1, 0, 0, 0)),
    ],
)
def test_entry_and_stop_thresholds(km: float, speed: float, expected: Any) -> None:
    assert events(AT_SEA, (km, speed)) == expected


@pytest.mark.parametrize(
    ("km", "speed", "expected"),
    [
        (3.99, 0.49, (1, 0, 0, 0, 0)),
        (4.01, 0.49, (1, 0, 1, 0, 1)),
        (3.99, 0.5, (1, 0, 0, 0, 1)),
    ],
)
def test_exit_and_start_thresholds(km: float, speed: float, expected: Any) -> None:
    assert events(STOPPED, (km, speed)) == expected


@pytest.mark.parametrize(("hours", "gaps"), [(3.999, 0), (4.0, 1)])
def test_a_silence_in_port_is_a_gap(hours: float, gaps: int) -> None:
    assert [visit["gaps"] for visit in visits(IN_PORT, IN_PORT, every=hours)] == [gaps]


@pytest.mark.parametrize(
    ("states", "every", "confidence"),
    [
        ((AT_SEA, STOPPED, AT_SEA), 1, 4),
        ((AT_SEA, IN_PORT, AT_SEA), 5, 4),  # a gap is as good as a stop
        ((AT_SEA, STOPPED), 1, 3),
        ((IN_PORT, STOPPED, AT_SEA), 1, 3),
        ((IN_PORT, STOPPED), 1, 2),
        ((AT_SEA, IN_PORT, AT_SEA), 1, 1),
        ((AT_SEA, IN_PORT), 1, 1),
        ((IN_PORT, IN_PORT), 1, 0),
    ],
)
def test_confidence(states: Any, every: float, confidence: int) -> None:
    assert [visit["confidence"] for visit in visits(*states, every=every)] == [confidence]


def test_what_a_visit_says() -> None:
    [visit] = visits(AT_SEA, AT_SEA, IN_PORT, STOPPED, STOPPED, BETWEEN, IN_PORT, AT_SEA, AT_SEA)
    assert (visit["subject"], visit["place"]) == ("mmsi:1", "olya")
    assert (visit["start"], visit["end"], visit["hours"]) == (at(2), at(7), 5.0)
    assert (visit["stops"], visit["stop_ends"], visit["gaps"]) == (1, 1, 0)
    assert visit["end_lat"] == pytest.approx(45.78 + 5 / DEGREE_KM)


def test_two_visits_and_the_voyage_between() -> None:
    track = [AT_SEA, STOPPED, AT_SEA, AT_SEA, AT_SEA, STOPPED, AT_SEA]
    positions = table(
        fix("mmsi:1", n, 45.78 + km / DEGREE_KM, 47.55, sog=speed)
        for n, (km, speed) in enumerate(track)
    )
    found = asked(port_visits, positions, PORT)
    assert [(visit["start"], visit["end"]) for visit in rows(found)] == [
        (at(1), at(2)),
        (at(5), at(6)),
    ]
    [voyage] = rows(asked(voyages, found))
    assert (voyage["departed"], voyage["arrived"], voyage["hours"]) == (at(2), at(5), 3.0)
    assert (voyage["from_place"], voyage["to_place"]) == ("olya", "olya")


def test_the_place_is_where_it_lay_not_what_it_passed() -> None:
    places = ibis.memtable({"id": ["outer", "inner"], "lat": [45.70, 45.78], "lon": [47.55, 47.55]})
    lats = [45.5, 45.70, 45.74, 45.78, 45.78, 45.78, 45.72, 45.5]
    speeds = [9, 9, 9, 0, 0, 0, 9, 9]
    positions = table(
        fix("mmsi:1", n, lat, 47.55, sog=speed)
        for n, (lat, speed) in enumerate(zip(lats, speeds, strict=True))
    )
    [visit] = rows(asked(port_visits, positions, places, exit_km=6))
    assert (visit["place"], visit["first_place"], visit["last_place"]) == (
        "inner", "outer", "outer",
    )  # fmt: skip


def test_without_a_reported_speed_the_implied_one_counts() -> None:
    lats = [45.0, 45.78, 45.78, 45.78, 45.0]
    positions = table(fix("mmsi:1", 3 * n, lat, 47.55) for n, lat in enumerate(lats))
    assert [(v["stops"], v["confidence"]) for v in rows(asked(port_visits, positions, PORT))] == [
        (1, 4)
    ]


def test_dateline_disorder_and_duplicates() -> None:
    port = ibis.memtable({"id": ["p"], "lat": [0.0], "lon": [179.99]})
    lons = [179.0, -179.995, -179.995, 179.0]
    track = [fix("mmsi:1", n, 0.0, lon, sog=0.0) for n, lon in enumerate(lons)]
    [visit] = rows(asked(port_visits, table(track), port))
    assert (visit["start"], visit["end"]) == (at(1), at(3))
    assert rows(asked(port_visits, table(track[::-1], track), port)) == [visit]


def test_a_long_stop_is_the_same_however_often_it_is_heard() -> None:
    """Lying still is told by its first and its last fix; hours in port come from their times."""
    often = [fix("mmsi:1", 10 + n / 60, 45.78, 47.55, sog=0.0) for n in range(601)]
    seldom = [fix("mmsi:1", 10 + n, 45.78, 47.55, sog=0.0) for n in range(11)]
    there, away = fix("mmsi:1", 8, 20, 20, sog=9.0), fix("mmsi:1", 22, 20, 20, sog=9.0)
    found = [rows(asked(port_visits, table(there, stop, away), PORT)) for stop in (often, seldom)]
    assert found[0] == found[1]
    assert [visit["hours"] for visit in found[0]] == [12.0]


@pytest.mark.parametrize("year", [1970, 2038])
def test_a_clock_that_is_wrong_in_port_makes_no_stay_of_many_years(year: int) -> None:
    stay = [fix("mmsi:1", hour, 45.78, 47.55, sog=9.0 * (hour in (8, 20))) for hour in range(8, 21)]
    stay = [{**row, "lat": 46.0} if row["sog"] else row for row in stay]
    wrong = stay[3] | {"ts": datetime(year, 1, 1, tzinfo=UTC)}
    [visit] = rows(asked(port_visits, table(stay), PORT))
    assert (visit["start"], visit["end"], visit["hours"]) == (at(9), at(20), 11.0)
    found = rows(asked(port_visits, table(stay, wrong), PORT))
    assert [(one["start"], one["hours"]) for one in found] == [(at(9), 11.0)]


def test_a_first_fix_that_is_heard_twice_is_no_arrival() -> None:
    stay = [fix("mmsi:1", hour, 45.78, 47.55, sog=0.0) for hour in (0, 0, 0, 1, 2)]
    [visit] = rows(asked(port_visits, table(stay), PORT, confidence=0))
    assert (visit["entry"], visit["hours"]) == (False, 2.0)


@pytest.mark.parametrize("seed", range(6))
def test_leaving_out_ships_at_their_berth_changes_no_visit(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ships that come, lie and go at random; heard twice, silent, astride the edge of a box, at
    places near each other and across the dateline: the same visits as from every single fix."""
    rng = random.Random(seed)
    spots = [(10.0, 179.999), (10.02, -179.98), (10.3, 179.9), (78.2, 15.6), (-0.0001, 0.0001)]
    places = ibis.memtable(
        {
            "id": [f"p{n}" for n in range(len(spots))],
            "lat": [lat for lat, _ in spots],
            "lon": [lon for _, lon in spots],
        }
    )
    heard = []
    for ship in range(5):
        hour = 0.0
        for _ in range(12):
            lat, lon = rng.choice(spots)
            off = rng.choice([0.0, 0.0, 0.02, 0.05, 0.3])
            knots = rng.choice([0.0, 0.0, 0.2, 0.2004, 0.3, 0.6, 8.0, None])
            for _ in range(rng.randrange(1, 9)):
                hour += rng.choice([0.0, 0.1, 0.1, 1.0, 5.0])
                jitter = rng.choice([0.0, 1e-4])
                east = (lon + off + jitter + 180) % 360 - 180
                heard.append(fix(f"mmsi:{ship}", hour, lat + jitter, east, sog=knots))
    positions = table(heard)
    found = rows(port_visits(positions, places, confidence=0))
    monkeypatch.setattr(visiting, "changing", lambda positions, *_, **__: beside(positions))
    assert found == rows(port_visits(positions, places, confidence=0))
    assert len(found) > 10


def test_of_a_ship_at_its_berth_few_fixes_are_left() -> None:
    lying = [fix("mmsi:1", hour / 10, 45.78, 47.55, sog=0.0) for hour in range(100)]
    limits = {"enter_km": 3.0, "exit_km": 4.0, "stop_knots": 0.2, "gap": 14_400.0}
    left = rows(changing(table(lying), PORT, None, **limits))
    assert [row["ts"] for row in left] == [at(0), at(9.9)]
