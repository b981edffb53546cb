"""Write an invented sea: so many positions, planted events, and the truth beside them.

    python -m benchmarks.movements.generate --positions 2000000 --seed 1 --out sea

Writes ``positions/<day>.parquet`` (sorted as `vedette see` sorts), ``identities.parquet``,
``places.parquet``, ``truth.json`` (the planted events) and ``doing.parquet`` (what every ship was
doing when). The same seed gives the same files. Noise: 10 m of error on every fix, a hundredth of
the fixes twice, and a report of speed and course as a receiver would give it.
"""

import argparse
import json
import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.movements import planted, sea
from benchmarks.movements.planted import Truth
from benchmarks.movements.sea import DEAF, HOURS, KM, OUTAGE, Port, Ship
from vedette.lake import tables
from vedette.model.position import IDENTITIES, POSITIONS

BEGIN = datetime(2030, 1, 1, tzinfo=UTC).timestamp()
"""Invented data lies in the future."""

EVENTS = {
    "gaps": 75,
    "meetings": 37,
    "dark": 20,
    "drifting": 30,
    "circling": 12,
    "jumping": 25,
    "sharing": 10,
}
LONGEST = 500.0
"""Seconds between two fixes, at most."""


def main() -> None:
    """Parse the command line and write the sea."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--positions", type=int, default=2_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("sea"))
    chosen = parser.parse_args()
    rows = write(chosen.out, chosen.positions, chosen.seed)
    print(f"{rows:,} positions in {chosen.out}")


def write(out: Path, positions: int, seed: int) -> int:
    """Write everything into `out`; returns how many positions."""
    rng = np.random.default_rng(seed)
    shutil.rmtree(out, ignore_errors=True)
    (out / "pieces").mkdir(parents=True)
    ports = sea.ports(rng)
    ships, strays, truths = _cast(rng, ports, positions)
    every = _interval(ships, positions)
    doing: list[dict[str, object]] = []
    heard: dict[str, list[np.ndarray]] = {}
    piece: list[pa.Table] = []
    for number, ship in enumerate(ships):
        hours = _heard(rng, ship, every)
        heard.setdefault(ship.subject, []).append(hours)
        piece.append(_fixes(rng, ship, hours, strays.get(ship.subject)))
        doing += _doing(ship)
        if len(piece) == 400 or number == len(ships) - 1:
            pq.write_table(pa.concat_tables(piece), out / "pieces" / f"{number}.parquet")
            piece = []
    rows = _sorted(out)
    pq.write_table(pa.Table.from_pylist(doing), out / "doing.parquet")
    pq.write_table(_places(ports), out / "places.parquet")
    pq.write_table(_identities(ships), out / "identities.parquet")
    exact = [_as_heard(truth, heard) for truth in truths]
    (out / "truth.json").write_text(json.dumps([asdict(truth) for truth in exact], indent=1))
    return rows


def _cast(
    rng: np.random.Generator, ports: list[Port], positions: int
) -> tuple[list[Ship], dict[str, tuple[float, float, float]], list[Truth]]:
    """All ships with the planted events; strays are the jumps, by subject."""
    names = iter(f"mmsi:{number}" for number in range(200_000_001, 999_999_999))
    ships: list[Ship] = []
    truths: list[Truth] = []
    for plant, count in (
        (planted.meeting, EVENTS["meetings"]),
        (planted.dark_meeting, EVENTS["dark"]),
    ):
        for _ in range(count):
            pair, met = plant(rng, (next(names), next(names)), ports)
            ships += pair
            truths += met
    for _ in range(EVENTS["drifting"]):
        ship, truth = planted.drifting(rng, next(names), ports)
        ships.append(ship)
        truths.append(truth)
    centre = sea.open_water(rng, ports)
    for _ in range(EVENTS["circling"]):
        ship, truth = planted.circling(rng, next(names), centre)
        ships.append(ship)
        truths.append(truth)
    for _ in range(EVENTS["sharing"]):
        pair, truth = planted.sharing(rng, next(names), ports)
        ships += pair
        truths.append(truth)
    crowd = max(400, positions // 5000)
    traders = [sea.trader(rng, next(names), ports) for _ in range(crowd * 6 // 10)]
    ships += traders
    ships += [sea.moored(rng, next(names), ports) for _ in range(crowd * 3 // 10)]
    ships += [sea.passing(rng, next(names)) for _ in range(crowd // 10)]
    silent = rng.permutation(len(traders))
    for chosen in silent[: EVENTS["gaps"]]:
        hours = float(rng.uniform(13, 30))
        start = float(rng.uniform(OUTAGE[1] + 2, HOURS - hours - 2))
        truths.append(planted.silence(rng, traders[chosen], start, hours))
    strays = {}
    for chosen in silent[EVENTS["gaps"] : EVENTS["gaps"] + EVENTS["jumping"]]:
        stray, truth = planted.jumping(rng, traders[chosen])
        strays[traders[chosen].subject] = stray
        truths.append(truth)
    return ships, strays, truths


def _interval(ships: list[Ship], positions: int) -> float:
    """Mean seconds between fixes that give about so many positions."""
    hours = sum(max(min(ship.hours[-1], HOURS) - max(ship.hours[0], 0), 0) for ship in ships)
    hours -= len(ships) * (OUTAGE[1] - OUTAGE[0])
    return min(hours * 3600 / positions, LONGEST / 1.6)


def _heard(rng: np.random.Generator, ship: Ship, every: float) -> np.ndarray:
    """The hours at which the ship was heard."""
    start, end = max(ship.hours[0], 0.0), min(ship.hours[-1], HOURS)
    expected = max(end - start, 0) * 3600 / every
    steps = rng.uniform(0.4, 1.6, int(expected * 1.1) + 8) * every / 3600
    hours = start + np.cumsum(steps)
    hours = hours[hours < end]
    for quiet in [OUTAGE, *ship.silent]:
        hours = hours[(hours <= quiet[0]) | (hours >= quiet[1])]
    lat, _ = ship.place(hours)
    return hours[(lat < DEAF[0]) | (lat > DEAF[1])]


def _fixes(
    rng: np.random.Generator,
    ship: Ship,
    hours: np.ndarray,
    stray: tuple[float, float, float] | None,
) -> pa.Table:
    """The positions as a receiver would give them, some of them twice."""
    hours = np.sort(np.concatenate([hours, hours[rng.uniform(size=len(hours)) < 0.01]]))
    lat, lon = ship.place(hours)
    ahead_lat, ahead_lon = ship.place(hours + 1 / 60)
    north = (ahead_lat - lat) * KM * 60 / 1.852
    east = (ahead_lon - lon) * np.cos(np.radians(lat)) * KM * 60 / 1.852
    us = ((BEGIN + hours * 3600) * 1e6).astype(np.int64) // 1_000_000 * 1_000_000
    # A fix that is heard twice says the same thing twice.
    wobble = np.random.default_rng(int(rng.integers(1 << 62))).normal(0, 0.01 / KM, (2, len(us)))
    twice = np.zeros(len(us), bool)
    twice[1:] = np.diff(us) == 0
    wobble[:, twice] = wobble[:, np.flatnonzero(twice) - 1]
    lat, lon = lat + wobble[0], lon + wobble[1]
    if stray:
        gone = (hours >= stray[0]) & (hours <= stray[1])
        lat = np.where(gone, lat - stray[2], lat)
    columns = {
        "source": pa.repeat("invented", len(us)),
        "subject": pa.repeat(ship.subject, len(us)),
        "ts": pa.array(us, pa.timestamp("us", "UTC")),
        "lat": np.round(lat, 6),
        "lon": np.round((lon + 180) % 360 - 180, 6),
        "sog": np.round(np.hypot(north, east), 1).astype(np.float32),
        "cog": np.round(np.degrees(np.arctan2(east, north)) % 360, 1).astype(np.float32),
    }
    arrays = [
        pa.array(columns[name])
        if name in columns and not isinstance(columns[name], pa.Array)
        else columns.get(name, pa.nulls(len(us), POSITIONS.field(name).type))
        for name in POSITIONS.names
    ]
    return pa.table(arrays, schema=POSITIONS)


def _sorted(out: Path) -> int:
    """One file per day, sorted by subject and time, in bounded memory; the pieces go."""
    connection = duckdb.connect(
        config={"memory_limit": "2GB", "temp_directory": str(out / "spill")}
    )
    (out / "positions").mkdir()
    pieces = f"read_parquet('{out}/pieces/*.parquet')"
    days = connection.sql(
        f"SELECT DISTINCT epoch_us(ts) // 86400000000 AS d FROM {pieces} ORDER BY d"
    )
    for (day,) in days.fetchall():
        name = datetime.fromtimestamp(day * 86_400, UTC).date()
        rows = connection.sql(
            f"SELECT * FROM {pieces} WHERE epoch_us(ts) // 86400000000 = {day}"
            " ORDER BY subject, ts, lat, lon"
        )
        with tables.column_writer(out / "positions" / f"{name}.parquet", POSITIONS) as writer:
            for batch in rows.to_arrow_reader(200_000):
                writer.write_table(pa.Table.from_batches([batch]).cast(POSITIONS))
    [(count,)] = connection.sql(f"SELECT count(*) FROM {pieces}").fetchall()
    connection.close()
    shutil.rmtree(out / "pieces")
    shutil.rmtree(out / "spill", ignore_errors=True)
    return int(count)


def _doing(ship: Ship) -> list[dict[str, object]]:
    return [
        {"subject": ship.subject, "from": start, "to": end, "doing": label}
        for start, end, label in zip(ship.hours, ship.hours[1:], ship.labels, strict=False)
    ]


def _places(ports: list[Port]) -> pa.Table:
    rows = [
        {
            "id": port.id, "name": port.id.replace(":", " "), "kind": port.kind, "country": "zz",
            "lat": port.lat, "lon": port.lon, "code": None, "also": [], "source": "invented",
            "address": None,
        }
        for port in ports
        if port.known
    ]  # fmt: skip
    from vedette.reference.places import PLACES

    return pa.Table.from_pylist(rows, schema=PLACES)


def _identities(ships: list[Ship]) -> pa.Table:
    """Every number says a name, and keeps to it."""
    begin, end = (datetime.fromtimestamp(BEGIN + hour * 3600, UTC) for hour in (0, HOURS))
    rows = [
        {
            "source": "invented", "subject": subject, "attribute": "name",
            "value": f"INVENTED {subject[5:]}", "first_seen": begin, "last_seen": end,
            "reports": 100,
        }
        for subject in sorted({ship.subject for ship in ships})
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=IDENTITIES)


def _as_heard(truth: Truth, heard: dict[str, list[np.ndarray]]) -> Truth:
    """A silence begins with the last fix before it and ends with the first one after it."""
    if truth.detector != "movements.gaps":
        return truth
    [hours] = heard[truth.subject]
    before, after = hours[hours <= truth.start], hours[hours >= truth.end]
    return Truth(truth.detector, truth.subject, float(before[-1]), float(after[0]))


if __name__ == "__main__":
    main()
