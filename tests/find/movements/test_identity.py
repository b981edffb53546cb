"""Changes of identity, draught and destination, from hand-made statements."""

from datetime import datetime
from typing import Any

import ibis
import pyarrow as pa
import pytest

from tests.find.movements.tracks import at, rows
from vedette.find.movements import (
    destination_mismatches,
    draught_changes,
    flag_hops,
    hex_mismatches,
    identity_changes,
    imo_changes,
    tail_countries,
)
from vedette.model.position import IDENTITIES


def said(
    subject: str, attribute: str, value: str, start: float, end: float, reports: int = 5
) -> dict[str, Any]:
    """What a subject said from hour `start` to hour `end`."""
    return {
        "source": "test",
        "subject": subject,
        "attribute": attribute,
        "value": value,
        "first_seen": at(start),
        "last_seen": at(end),
        "reports": reports,
    }


def identities(*statements: dict[str, Any]) -> ibis.Table:
    return ibis.memtable(pa.Table.from_pylist(list(statements), schema=IDENTITIES))


def test_a_new_name() -> None:
    [change] = rows(
        identity_changes(
            identities(
                said("mmsi:1", "name", "BALTIYSKIY", 0, 10),
                said("mmsi:1", "name", "PORT OLYA", 12, 20),
                said("mmsi:2", "name", "OTHER", 0, 20),
            )
        )
    )
    assert (change["subject"], change["attribute"]) == ("mmsi:1", "name")
    assert (change["before"], change["after"]) == ("BALTIYSKIY", "PORT OLYA")
    assert (change["start"], change["end"]) == (at(10), at(12))


@pytest.mark.parametrize(("reports", "found"), [(1, 0), (2, 2)])
def test_a_typing_error_is_no_new_name(reports: int, found: int) -> None:
    statements = identities(
        said("mmsi:1", "name", "OLYA", 0, 10),
        said("mmsi:1", "name", "OLYB", 11, 11, reports),
        said("mmsi:1", "name", "OLYA", 12, 20),
    )
    assert len(rows(identity_changes(statements))) == found


def test_the_same_name_in_the_next_file_is_no_change() -> None:
    statements = identities(
        said("mmsi:1", "name", "OLYA", 0, 10, 1), said("mmsi:1", "name", "OLYA", 24, 30, 1)
    )
    assert rows(identity_changes(statements)) == []


def test_draught_and_destination_are_not_identity() -> None:
    statements = identities(
        said("mmsi:1", "draught", "3.0", 0, 1), said("mmsi:1", "draught", "4.0", 2, 3)
    )
    assert rows(identity_changes(statements)) == []


def test_one_ship_with_a_new_transmitter() -> None:
    [change] = rows(
        imo_changes(
            identities(
                said("mmsi:273111111", "imo", "9481910", 0, 100),
                said("mmsi:422111111", "imo", "9481910", 110, 200),
                said("mmsi:273222222", "imo", "9481922", 0, 200),
            )
        )
    )
    assert (change["imo"], change["subject"]) == ("9481910", "mmsi:422111111")
    assert (change["before"], change["start"], change["end"]) == (
        "mmsi:273111111",
        at(100),
        at(110),
    )


DAYS = 24.0


def test_flags_are_counted_over_all_numbers_of_a_ship() -> None:
    """A flag two hundred days ago, two new ones within fifty days, each with its own MMSI."""
    statements = [
        said(f"mmsi:{number}", attribute, value, day * 24, day * 24 + 1)
        for number, (day, flag) in enumerate([(-200, "ru"), (0, "pa"), (50, "km")])
        for attribute, value in (("flag", flag), ("imo", "9481910"))
    ]
    [hops] = rows(flag_hops(identities(*statements)))
    assert (hops["subject"], hops["hops"]) == ("imo:9481910", 2)
    assert (hops["before"], hops["after"], hops["before_by"]) == ("ru", "km", "mmsi:0")
    assert (hops["start"], hops["end"]) == (at(0), at(50 * 24))


def times(kind: str, *spans: tuple[float, float]) -> ibis.Table:
    """Visits or gaps of mmsi:1 with these starts and ends."""
    return ibis.memtable(
        pa.table(
            {
                "subject": pa.array(["mmsi:1"] * len(spans), pa.string()),
                "start": pa.array([at(start) for start, _ in spans], pa.timestamp("us", "UTC")),
                "end": pa.array([at(end) for _, end in spans], pa.timestamp("us", "UTC")),
                "hours": pa.array([end - start for start, end in spans], pa.float64()),
                "place": pa.array([kind] * len(spans), pa.string()),
            }
        )
    )


def draughts(after: str, *visits: tuple[float, float], gaps: Any = ()) -> list[dict[str, Any]]:
    spoken = identities(
        said("mmsi:1", "draught", "3.0", 0, 10), said("mmsi:1", "draught", after, 30, 40)
    )
    return rows(draught_changes(spoken, times("p", *visits), times("gap", *gaps)))


@pytest.mark.parametrize(("after", "change"), [("4.0", [1.0]), ("3.9", []), ("2.0", [-1.0])])
def test_draught_threshold(after: str, change: list[float]) -> None:
    assert [row["change"] for row in draughts(after)] == change


@pytest.mark.parametrize(
    ("visit", "found"),
    [((12, 20), 0), ((0, 9.9), 1), ((0, 10), 0), ((30, 35), 0), ((30.1, 35), 1)],
)
def test_a_port_visit_explains_it(visit: tuple[float, float], found: int) -> None:
    assert len(draughts("4.5", visit)) == found


def test_a_gap_in_the_same_time_is_given() -> None:
    [row] = draughts("4.5", gaps=[(12, 28), (15, 16), (50, 90)])
    assert (row["start"], row["end"], row["hours"]) == (at(10), at(30), 20.0)
    assert (row["before"], row["after"], row["gap_hours"]) == (3.0, 4.5, 16.0)
    assert [row["gap_hours"] for row in draughts("4.5")] == [0.0]


PLACES = ibis.memtable(
    {
        "id": ["port:olya", "port:amirabad", "port:anzali"],
        "name": ["Olya", "Amirabad", "Bandar Anzali"],
        "code": ["RUOYA", "IRAMD", None],
        "also": [["Olja"], [], ["Bandar-e Anzali", "Enzeli"]],
        "lat": [45.78, 36.86, 37.48],
        "lon": [47.55, 53.36, 49.46],
    }
)


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("RU OYA", 1),  # says Olya, visits Amirabad: about 1,000 km
        ("olya", 1),
        ("RUOYA>RUOYA", 1),
        ("RUOYA>IRAMD", 0),
        ("AMIRABAD", 0),
        ("FOR ORDERS", 0),  # understood by nobody
        ("Bandar-Anzali", 1),
        ("ENZELI", 1),
    ],
)
def test_destination(stated: str, found: int) -> None:
    visit = times("port:amirabad", (100, 120))
    spoken = identities(said("mmsi:1", "destination", stated, 50, 99))
    mismatch = rows(destination_mismatches(spoken, visit, PLACES))
    assert len(mismatch) == found
    assert all(row["stated"] == stated and row["km"] > 100 for row in mismatch)


def test_the_last_destination_before_arrival_counts() -> None:
    visit = times("port:amirabad", (100, 120))
    spoken = identities(
        said("mmsi:1", "destination", "OLYA", 50, 80),
        said("mmsi:1", "destination", "AMIRABAD", 81, 99),
        said("mmsi:1", "destination", "OLYA", 101, 130),
    )
    assert rows(destination_mismatches(spoken, visit, PLACES)) == []


def test_times_are_utc() -> None:
    assert isinstance(at(0), datetime)


def test_transponder_and_tail_of_two_states() -> None:
    spoken = identities(
        said("icao24:730123", "registration", "EP-FAA", 0, 9),
        said("icao24:730123", "flag", "ir", 0, 9),
        said("icao24:152a3b", "registration", "EP-PUS", 0, 9),
        said("icao24:152a3b", "flag", "ru", 0, 9),
        said("icao24:152a3c", "registration", "EP-XYZ", 0, 0, 1),  # one report is an error
        said("icao24:152a3c", "flag", "ru", 0, 9),
        said("icao24:ae1234", "registration", "??", 0, 9),  # nobody's mark
        said("icao24:ae1234", "flag", "us", 0, 9),
    )
    [found] = rows(hex_mismatches(spoken, tail_countries(spoken)))
    assert (found["subject"], found["registration"]) == ("icao24:152a3b", "EP-PUS")
    assert (found["hex_country"], found["tail_country"]) == ("ru", "ir")


def test_without_registrations_there_are_no_tails() -> None:
    spoken = identities(said("mmsi:1", "name", "OLYA", 0, 9))
    assert rows(hex_mismatches(spoken, tail_countries(spoken))) == []
