"""Pieces give what the whole gives: late, doubled, long, killed; on invented and on real data."""

import itertools
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.find.movements import real
from tests.find.movements.test_identity import said
from tests.find.movements.tracks import START, at, fix
from vedette.find.movements import engine, lookback, run
from vedette.find.movements.follow import Look, Seen, look
from vedette.find.movements.inputs import Inputs
from vedette.model.position import IDENTITIES, POSITIONS

FEED = pa.schema([*POSITIONS, pa.field("release", pa.string())])
SAID = pa.schema([*IDENTITIES, pa.field("release", pa.string())])
PORT = ("port:p", 40.0, 50.0)
PLACES = pa.Table.from_pylist(
    [
        {"id": "port:p", "name": "P", "code": "RUPPP", "also": [], "kind": "port",
         "country": "ru", "lat": 40.0, "lon": 50.0, "source": "test"},
        {"id": "airport:a", "name": "A", "code": "AAAA", "also": [], "kind": "airport",
         "country": "ir", "lat": 35.0, "lon": 51.0, "source": "test"},
    ]
)  # fmt: skip

Piece = tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]]]
"""Fixes and statements that come together."""


def feed(pieces: Iterable[Piece], folder: Path) -> tuple[dict[str, str], list[Seen]]:
    """What stands after the last piece, by id, and what each look said."""
    files: dict[str, Path] = {}
    now, looks = None, []
    for number, (fixes, statements) in enumerate(pieces):
        here, scratch = folder / str(number), folder / f"scratch-{number}"
        here.mkdir()
        scratch.mkdir()
        connection = engine.duckdb(scratch)
        asked = Look(
            positions=ibis.memtable(pa.Table.from_pylist(list(fixes), schema=FEED)),
            identities=ibis.memtable(pa.Table.from_pylist(list(statements), schema=SAID)),
            places=ibis.memtable(PLACES),
            kept={name: connection.read_parquet(path) for name, path in files.items()},
            now=now,
        )
        seen = look(connection, asked, scratch, here)
        looks.append(seen)
        now, files = seen.now, {path.stem: path for path in here.glob("*.parquet")}
    rows = engine.duckdb(folder).read_parquet(files["standing"]).to_pyarrow()
    return dict(zip(rows["id"].to_pylist(), rows["json"].to_pylist(), strict=True)), looks


def whole(pieces: Iterable[Piece]) -> dict[str, str]:
    """What one look at everything finds, by id."""
    pieces = list(pieces)
    fixes = [row for piece, _ in pieces for row in piece]
    statements = [row for _, piece in pieces for row in piece]
    inputs = Inputs(
        ibis.memtable(pa.Table.from_pylist(fixes, schema=FEED)),
        ibis.memtable(pa.Table.from_pylist(statements, schema=SAID)),
        ibis.memtable(PLACES),
    )
    return {one.id: one.to_bytes().decode() for one in run.findings(inputs)}


def sailing(
    subject: str, hours: tuple[float, float], start: tuple[float, float],
    end: tuple[float, float], every: float = 1 / 6, **more: Any,
) -> list[dict[str, Any]]:  # fmt: skip
    """Fixes on a straight way from one place to another."""
    steps = round((hours[1] - hours[0]) / every)
    return [
        fix(
            subject,
            hours[0] + step * every,
            start[0] + (end[0] - start[0]) * step / steps,
            start[1] + (end[1] - start[1]) * step / steps,
            **more,
        )
        for step in range(steps + 1)
    ]


def day() -> list[dict[str, Any]]:
    """A day in which most detectors have something to find."""
    lying = ((39.0, 52.0), (39.0, 52.004))
    return [
        *sailing("mmsi:1", (0, 3.5), (40.0, 50.4), (40.0, 50.0)),  # to port,
        *sailing("mmsi:1", (3.5, 15), (40.0, 50.0), (40.0, 50.0)),  # where it lies,
        *sailing("mmsi:1", (15.2, 24), (40.0, 50.05), (40.0, 51.4)),  # and away
        *sailing("mmsi:2", (0, 5), *lying),  # two side by side at sea
        *sailing("mmsi:3", (1, 9), (39.001, 52.0), (39.001, 52.004)),
        fix("mmsi:4", 0.5, 38.0, 52.0, sog=9),  # silent for 13 hours
        *sailing("mmsi:4", (13.6, 24), (38.5, 52.5), (39.5, 53.5)),
        *sailing("mmsi:5", (0, 24), (38.0, 51.9), (38.1, 52.1)),  # its neighbour
        *sailing("mmsi:6", (0, 10), (41.0, 51.0), (41.0, 53.0)),  # one number,
        *sailing("mmsi:6", (0.05, 10.05), (20.0, 60.0), (20.0, 61.0)),  # two ships
        *sailing("mmsi:7", (2, 12), (42.0, 51.0), (42.0, 51.02)),  # drifts
        *sailing("icao24:730001", (4, 4.5), (35.0, 51.0), (36.0, 51.0), 1 / 60,
                 altitude=5000, sog=300, cog=0),
        *sailing("icao24:730001", (4.5, 5.5), (36.0, 51.0), (43.0, 51.0), 1 / 60,
                 altitude=31000, sog=450, cog=0),
    ]  # fmt: skip


def _piece(row: dict[str, Any], hours: float) -> int:
    """In which piece of so many hours a fix or a statement comes."""
    return int((row.get("ts", row.get("first_seen")) - START) / timedelta(hours=hours))


def by_time(rows: Sequence[dict[str, Any]], hours: float) -> list[Piece]:
    """The rows in pieces of so many hours, each piece a release."""
    parts: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        parts.setdefault(_piece(row, hours), []).append(row)
    last = max(parts)
    return [
        ([{**row, "release": f"r{number:02}"} for row in parts.get(number, [])], ())
        for number in range(last + 1)
    ]


@pytest.mark.long
def test_a_day_in_pieces_late_twice_and_in_disorder_gives_what_the_day_gives(
    tmp_path: Path,
) -> None:
    """Every seventh fix comes one piece late, every fifth comes again."""
    pieces: list[list[dict[str, Any]]] = [[] for _ in range(5)]
    for number, (fixes, _) in enumerate(by_time(day(), 8)):
        pieces[number] += [row for place, row in enumerate(fixes) if place % 7]
        pieces[number + 1] += [row for place, row in enumerate(fixes) if not place % 7]
        pieces[number + 1] += [row for place, row in enumerate(fixes) if not place % 5]
    shuffled = [(fixes[::-1], ()) for fixes in pieces]
    found, looks = feed(shuffled, tmp_path)
    want = whole(shuffled)
    kinds = {one.split('"detector":"movements.')[1].split('"')[0] for one in want.values()}
    assert kinds >= {
        "port_visits", "encounters", "gaps", "open_gaps", "shared_identity", "loitering", "flights",
    }  # fmt: skip
    assert found == want
    assert all(seen.late == 0 for seen in looks)


def test_a_fix_that_comes_too_late_is_counted_and_set_aside(tmp_path: Path) -> None:
    """The last was heard at hour 31; a fix may be 12 h late, and not a minute more."""
    silent = [
        row
        for ship, lat in (("mmsi:1", 40), ("mmsi:2", 50))
        for row in (
            *sailing(ship, (0, 1), (lat, 51), (lat, 51.1)),
            *sailing(ship, (30, 31), (lat + 1, 51), (lat + 1, 51.1)),
        )
    ]
    late = [fix("mmsi:1", 19.0, 40.5, 51), fix("mmsi:2", 18.98, 50.5, 51)]
    found, looks = feed([(silent, ()), (late, ())], tmp_path)
    assert [seen.late for seen in looks] == [0, 1]
    gaps = {
        one.split('"subject":"')[1].split('"')[0]: one.split(" gap of ")[1].split(" h")[0]
        for one in found.values()
        if " gap of " in one
    }
    assert gaps == {"mmsi:1": "18.0", "mmsi:2": "29.0"}


def test_what_lasts_longer_than_the_look_back_is_found_whole(tmp_path: Path) -> None:
    """Four days in port, then a silence of three days, in pieces of two days and a half."""
    rows = [
        *sailing("mmsi:1", (0, 2), (40.0, 50.4), (40.0, 50.0)),
        *sailing("mmsi:1", (2.5, 98), (40.0, 50.0), (40.0, 50.0), 0.5, sog=0.0),
        *sailing("mmsi:1", (98.5, 104), (40.0, 50.05), (40.0, 51.4)),
        *sailing("mmsi:1", (176, 180), (41.0, 51.4), (41.0, 51.9)),
        *sailing("mmsi:2", (0, 180), (40.0, 51.38), (40.01, 51.42), 0.5),  # a neighbour
    ]
    pieces = by_time(rows, 61)
    found, _ = feed(pieces, tmp_path)
    assert found == whole(pieces)
    titles = sorted(one.split('"title":"')[1].split('"')[0] for one in found.values())
    assert any(title.startswith("Unexplained gap of 72.0 h") for title in titles)
    assert any(title.startswith("9") and "h at P (RU)" in title for title in titles)


def test_what_lasts_longer_than_a_week_is_told_in_parts(tmp_path: Path) -> None:
    """Twelve days adrift: one finding of the whole, two of parts that overlap."""
    rows = sailing("mmsi:1", (0, 288), (41.0, 51.0), (41.0, 51.4), 0.5)
    found, _ = feed(by_time(rows, 72.25), tmp_path)
    titles = [one.split('"title":"')[1].split('"')[0] for one in found.values()]
    drifts = sorted(float(title.split()[0]) for title in titles if "away from any port" in title)
    assert len(drifts) == 2
    assert 288 <= sum(drifts) <= 288 + lookback.REACH / timedelta(hours=1) + 2


def test_what_was_said_in_pieces(tmp_path: Path) -> None:
    """A name for three days, then another; one IMO number, two radios; a deeper draught."""
    days = [
        [said("mmsi:1", "name", "OLYA", 24 * day, 24 * day + 20) for day in range(3)],
        [said("mmsi:1", "name", "VOLGA", 24 * day, 24 * day + 20) for day in range(3, 6)],
        [said("mmsi:1", "imo", "9481910", 24 * day, 24 * day + 20) for day in range(3)],
        [said("mmsi:2", "imo", "9481910", 24 * day, 24 * day + 20) for day in range(3, 6)],
        [said("mmsi:1", "draught", "3.0", 24 * day, 24 * day + 20) for day in range(2)],
        [said("mmsi:1", "draught", "4.5", 24 * day, 24 * day + 20) for day in range(2, 6)],
    ]
    statements = list(itertools.chain(*days))
    fixes = [fix("mmsi:1", 4 * step, 40, 51) for step in range(18)]
    fixes += [fix("mmsi:2", 80 + 4 * step, 40, 51) for step in range(16)]
    pieces = [
        (heard, [{**one, "release": f"r{n:02}"} for one in statements if n == _piece(one, 49)])
        for n, (heard, _) in enumerate(by_time(fixes, 49))
    ]
    found, _ = feed(pieces, tmp_path)
    assert found == whole(pieces)
    for kind in ("identity_changes", "imo_changes", "draught_changes"):
        assert sum(f'"movements.{kind}"' in one for one in found.values()) == 1, kind


@pytest.mark.long
@pytest.mark.shared
def test_a_real_day_in_24_pieces(tmp_path: Path) -> None:
    """1 August 2018 off British Columbia, 3,877 positions, hour by hour."""
    table = real.shipstrike()
    begin = pa.scalar(at(0).replace(year=2018, month=8, day=1), pa.timestamp("us", "UTC"))
    hours = pc.divide(pc.microseconds_between(begin, table["ts"]), 3_600_000_000)
    early = pc.less(table["ts"], begin)
    pieces: list[Piece] = []
    for hour in range(24):
        rows = table.filter(pc.and_not(pc.equal(hours, hour), early)).to_pylist()
        pieces.append(([{**row, "release": f"r{hour:02}"} for row in rows], ()))
    assert sum(len(fixes) for fixes, _ in pieces) == 3_877
    found, looks = feed(pieces, tmp_path)
    assert found == whole(pieces)
    assert len(found) > 30
    assert sum(seen.late for seen in looks) == 0
