"""Where a ship or aircraft went, as plain data that pictures are drawn from.

Reach for `voyage_of` with an alert's findings. It reads the subject's fixes around them from the
lake, thins them, and puts the coast and the marks beside them. The result is plain JSON, so that
a dossier can carry it and be drawn again from it without the lake; `None` when nothing moved.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.finding import Finding
from vedette.reference.places import land, places

Voyage = Mapping[str, Any]
"""`subject`; `box` (south, west, north, east; west may be below -180); `land`, the box from north
to south as rows of ``#`` and blank; `track` of [time, lat, lon, silent] with `silent` true where
the ship was not heard on the way there; `places` of [lat, lon, name, told], ports and airports in
the box, `told` where a finding speaks of it; `marks` of [lat, lon, title, detector]; `spans` of
[start, end, title, detector]."""

POINTS = 600
"""Fixes that a picture needs; more make it no clearer."""

AROUND = timedelta(days=3)
"""What is shown before and after the findings."""

SILENT = timedelta(hours=6)
"""From which silence on the way between two fixes is drawn as not heard: half of the 12 h from
which it is a gap (Global Fishing Watch), so that every gap is."""

COAST = 180
"""Columns of the coast; as many rows as keep its cells square, about."""

WIDEST, TALLEST = 2.0, 1.1
"""How much wider than tall a picture is at most, and how much taller than wide."""

PLACES = 12
"""Ports and airports named at most."""

_SUBJECT = re.compile(r"(mmsi|icao24):~?[0-9a-f]{1,9}")


def voyage_of(workspace: Workspace, findings: Sequence[Finding]) -> dict[str, Any] | None:
    """What can be drawn of the ship or aircraft that these findings are about."""
    moving = [one for one in findings if one.detector.startswith("movements.")]
    subjects = [one.subject for one in moving if _SUBJECT.fullmatch(one.subject)]
    if not subjects:
        return None
    spans = [span for one in moving if (span := _span(one)) is not None]
    times = [moment for span in spans for moment in span[:2]]
    fixes = _fixes(workspace, subjects[0], times)
    if len(fixes) < 2:
        return None
    track = _thinned(_unwrapped(fixes))
    marks = [mark for one in moving for mark in _marks(one, track)]
    box = _box([(row[1], row[2]) for row in track] + [(mark[0], mark[1]) for mark in marks])
    return {
        "subject": subjects[0],
        "box": box,
        "land": _coast(box),
        "places": _places(box, moving, track),
        "track": [[row[0].strftime("%Y-%m-%dT%H:%M:%SZ"), *row[1:]] for row in track],
        "marks": marks,
        "spans": spans,
    }


def _span(finding: Finding) -> list[str] | None:
    start, end = finding.facts.get("start"), finding.facts.get("end")
    if not isinstance(start, str) or not isinstance(end, str):
        return None
    return [start, end, finding.title, finding.detector]


def _marks(finding: Finding, track: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    """The place of a finding, on the side of the dateline on which the track is drawn."""
    for north, east in (("lat", "lon"), ("start_lat", "start_lon")):
        lat, lon = finding.facts.get(north), finding.facts.get(east)
        if isinstance(lat, int | float) and isinstance(lon, int | float):
            middle = sum(row[2] for row in track) / len(track)
            return [[float(lat), lon + 360 * round((middle - lon) / 360), finding.title,
                     finding.detector]]  # fmt: skip
    return []


def _fixes(
    workspace: Workspace, subject: str, times: Sequence[str]
) -> list[tuple[datetime, float, float]]:
    """The subject's fixes in the order of time, around the findings if these have times."""
    import duckdb

    known = [one for one in releases.kept(workspace) if one.table == "positions"]
    files = [str(path) for path in tables.paths(workspace, "positions", known)]
    if not files:
        return []
    where = "subject = $subject AND lat IS NOT NULL AND lon IS NOT NULL"
    values: dict[str, Any] = {"subject": subject, "files": files}
    if times:
        begin, end = datetime.fromisoformat(min(times)), datetime.fromisoformat(max(times))
        where += " AND ts BETWEEN $begin AND $end"
        values |= {"begin": begin - AROUND, "end": end + AROUND}
    with duckdb.connect() as engine:
        engine.execute("SET TimeZone = 'UTC'")
        query = f"SELECT DISTINCT ts, lat, lon FROM read_parquet($files) WHERE {where} ORDER BY ALL"
        return engine.execute(query, values).fetchall()


def _unwrapped(fixes: Sequence[tuple[datetime, float, float]]) -> list[tuple[Any, ...]]:
    """Longitudes that go on beyond 180 instead of jumping, and whether each step was silent."""
    rows: list[tuple[Any, ...]] = []
    for ts, lat, lon in fixes:
        silent = bool(rows) and ts - rows[-1][0] > SILENT
        if rows:
            lon += 360 * round((rows[-1][2] - lon) / 360)
        rows.append((ts, round(lat, 5), round(lon, 5), silent))
    return rows


def _thinned(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Every so manieth row, both ends of every silence, the first and the last."""
    every = -(-len(rows) // POINTS)
    return [
        row
        for place, row in enumerate(rows)
        if place % every == 0
        or place == len(rows) - 1
        or row[3]
        or (place + 1 < len(rows) and rows[place + 1][3])
    ]


def _box(points: Sequence[tuple[float, float]]) -> list[float]:
    """South, west, north, east around all points with a margin, at least half a degree wide, and
    neither much wider nor much taller than a page."""
    spots: NDArray[np.float64] = np.array(points, float)
    low, high = spots.min(axis=0), spots.max(axis=0)
    margin = np.maximum((high - low) * 0.08, 0.25)
    low, high = low - margin, high + margin
    squeeze = max(float(np.cos(np.radians((low[0] + high[0]) / 2))), 0.05)
    tall, wide = high - low
    more_wide = max(tall / TALLEST / squeeze - wide, 0.0) / 2
    more_tall = max(wide * squeeze / WIDEST - tall, 0.0) / 2
    south, north = max(low[0] - more_tall, -90.0), min(high[0] + more_tall, 90.0)
    box = (south, low[1] - more_wide, north, high[1] + more_wide)
    return [round(float(edge), 3) for edge in box]


def _coast(box: Sequence[float]) -> list[str]:
    south, west, north, east = box
    squeeze = max(float(np.cos(np.radians((south + north) / 2))), 0.05)
    rows = max(4, min(2 * COAST, round(COAST * (north - south) / ((east - west) * squeeze))))
    image = land.raster(south, west, north, east, rows, COAST)
    return ["".join("#" if cell else " " for cell in row) for row in image.tolist()]


def _places(
    box: Sequence[float], findings: Sequence[Finding], track: Sequence[tuple[Any, ...]]
) -> list[list[Any]]:
    """The places of which findings speak; for ships then the ports nearest to where something was
    found or a silence began or ended, no two close together."""
    south, west, north, east = box
    told = {str(one.facts.get(name)) for one in findings for name in _NAMED}
    middle = (west + east) / 2
    afloat = any(one.subject.startswith("mmsi:") for one in findings)
    steps = itertools.pairwise(track)
    points: list[Sequence[float]] = [mark[:2] for one in findings for mark in _marks(one, track)]
    points += [row[1:3] for step in steps if step[1][3] for row in step]
    found = []
    for row in places().to_pylist():
        lat, lon = row["lat"], row["lon"] + 360 * round((middle - row["lon"]) / 360)
        inside = south < lat < north and west < lon < east
        if inside and (row["id"] in told or (afloat and row["kind"] != "airport")):
            near = min((_apart((lat, lon), point) for point in points), default=0.0)
            found.append((row["id"] not in told, near, row["name"], lat, lon))
    chosen: list[list[Any]] = []
    room = max(north - south, east - west) / 16
    for other, _, name, lat, lon in sorted(found):
        free = all(_apart((lat, lon), one[:2]) > room for one in chosen)
        if len(chosen) < PLACES and (free or not other):
            chosen.append([round(lat, 4), round(lon, 4), name, not other])
    return chosen


_NAMED = ("place", "first_place", "last_place", "from_airport", "to_airport")
"""Facts that hold the id of a place."""


def _apart(one: Sequence[float], other: Sequence[float]) -> float:
    """How far apart two places of one picture are, in degrees of latitude."""
    return float(np.hypot(one[0] - other[0], (one[1] - other[1]) * np.cos(np.radians(one[0]))))
