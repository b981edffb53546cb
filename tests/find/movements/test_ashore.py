"""Positions on land: real places, chosen from an atlas."""

from typing import Any

from tests.find.movements.tracks import asked, at, fix, rows, table
from vedette.find.movements import inland_cells, on_land

BLACK_SEA, SIMFEROPOL, CASPIAN = (43.5, 34.0), (44.95, 34.1), (41.0, 51.0)


def found(*places: tuple[float, float], **parameters: Any) -> list[dict[str, Any]]:
    """A ship that is heard at each of these places, an hour apart."""
    positions = table(fix("mmsi:1", n, *place) for n, place in enumerate(places))
    return rows(asked(on_land, positions, inland_cells(positions), **parameters))


def test_three_fixes_in_a_row_on_land() -> None:
    [run] = found(*[BLACK_SEA] * 4, *[SIMFEROPOL] * 3, BLACK_SEA)
    assert (run["subject"], run["start"], run["end"], run["fixes"]) == ("mmsi:1", at(4), at(6), 3)
    assert (run["start_lat"], run["hours"]) == (44.95, 2.0)


def test_no_finding() -> None:
    tracks = [
        [BLACK_SEA] * 4 + [SIMFEROPOL] * 2,  # two are not enough
        [BLACK_SEA, BLACK_SEA, SIMFEROPOL] * 3,  # never in a row
        [CASPIAN] * 5,  # no ocean, but water
        [BLACK_SEA] * 2 + [SIMFEROPOL] * 3,  # most of the time inland: a river
    ]
    positions = table(
        fix(f"mmsi:{ship}", hour, *place)
        for ship, places in enumerate(tracks)
        for hour, place in enumerate(places)
    )
    assert rows(asked(on_land, positions, inland_cells(positions))) == []


def test_a_harbour_that_the_mask_calls_land_is_not_inland() -> None:
    """Sevastopol: land in the mask, with water beside it."""
    places = [*[BLACK_SEA] * 5, *[(44.616, 33.525)] * 5]
    positions = table(fix("mmsi:1", n, *place) for n, place in enumerate(places))
    assert rows(asked(on_land, positions, inland_cells(positions))) == []
    assert len(rows(asked(on_land, positions, inland_cells(positions, margin_cells=0)))) == 1


def test_the_dateline_and_the_pole_have_cells() -> None:
    positions = table(fix("mmsi:1", 0, -90.0, 180.0), fix("mmsi:1", 1, 0.0, -180.0))
    assert [row["row"] for row in rows(inland_cells(positions))] == [21_599]


def test_one_fix_that_many_receivers_heard_is_one_fix() -> None:
    """Three reports of the same second on land are an error and no finding; disorder is none."""
    sea = [fix("mmsi:1", n, *BLACK_SEA) for n in range(5)]
    same = [fix("mmsi:1", 5, *SIMFEROPOL, receiver=name) for name in "abc"]
    positions = table(sea, same)
    assert rows(asked(on_land, positions, inland_cells(positions))) == []
    real = [fix("mmsi:1", hour, *SIMFEROPOL) for hour in (7, 6, 5)]
    positions = table(real, sea)
    [run] = rows(asked(on_land, positions, inland_cells(positions)))
    assert (run["start"], run["end"], run["fixes"]) == (at(5), at(7), 3)
