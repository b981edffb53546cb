"""A voyage as a map in SVG, and its findings on a line of time; both stand alone, offline.

Reach for `map_svg` and `timeline_svg` with what `voyage.voyage_of` gives. Every text from outside
is escaped here. Heard ways are solid, those not heard dashed.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from math import cos, radians

from vedette.interdict.chart.terminal_map import LETTERS
from vedette.interdict.chart.voyage import Voyage
from vedette.model.visible import visible

SEA, LAND, HEARD, UNHEARD, MARK = "#eef4f8", "#d9d4c5", "#1d5a86", "#9b2226", "#9b2226"


def map_svg(voyage: Voyage, width: int = 640) -> str:
    """Coast, track and marks, `width` units wide.

    >>> svg = map_svg({"subject": "mmsi:1", "box": [0, 0, 1, 2], "land": ["##", "  "],
    ...     "track": [["t", 0.1, 0.1, False], ["t", 0.1, 1.9, True]], "spans": [],
    ...     "marks": [[0.5, 1.0, "<Gap>", "movements.gaps"]]})
    >>> "&lt;Gap&gt;" in svg, "<Gap>" in svg, "stroke-dasharray" in svg
    (True, False, True)
    """
    south, west, north, east = voyage["box"]
    across = (east - west) * max(cos(radians((south + north) / 2)), 0.05)
    height = round(min(max(width * (north - south) / across, 120), 2 * width))

    def x(lon: float) -> float:
        return float(round((lon - west) / (east - west) * width, 1))

    def y(lat: float) -> float:
        return float(round((north - lat) / (north - south) * height, 1))

    legend = 20 * len(voyage["marks"]) + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + legend}" '
        'role="img" font-family="sans-serif" font-size="12">',
        f"<title>Track of {_safe(voyage['subject'])}</title>",
        f'<rect width="{width}" height="{height}" fill="{SEA}"/>',
        *_coast(voyage["land"], width, height),
        *_track(voyage["track"], x, y),
    ]
    for place, (lat, lon, title, _) in enumerate(voyage["marks"]):
        letter = LETTERS[place % len(LETTERS)]
        at, up = x(lon), y(lat)
        parts.append(
            f'<circle cx="{at}" cy="{up}" r="9" fill="#fff" stroke="{MARK}"/>'
            f'<text x="{at}" y="{up + 4}" text-anchor="middle" fill="{MARK}">{letter}</text>'
            f'<text x="4" y="{height + 36 + 20 * place}"><tspan fill="{MARK}">{letter}</tspan> '
            f"{_safe(title)}</text>"
        )
    parts.append(
        f'<text x="4" y="{height + 16}" fill="#555">{_safe(voyage["track"][0][0])} to '
        f"{_safe(voyage['track'][-1][0])}; dashed: not heard</text>"
    )
    return "".join(parts) + "</svg>"


def timeline_svg(voyage: Voyage, width: int = 640) -> str:
    """The findings as bars on a line of time, the earliest first; one row each."""
    spans = sorted(voyage["spans"])
    if not spans:
        return ""
    first, last = min(row[0] for row in spans), max(row[1] for row in spans)
    begin, length = _seconds(first), max(_seconds(last) - _seconds(first), 1)
    height = 22 * len(spans) + 26

    def x(moment: str) -> float:
        return round((_seconds(moment) - begin) / length * (width - 8) + 4, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="sans-serif" font-size="12"><title>When it was</title>',
    ]
    for row, (start, end, title, _) in enumerate(spans):
        top = 22 * row
        left, right = x(start), max(x(end), x(start) + 3)
        anchor, at = ("start", left + 4) if left < width / 2 else ("end", right - 4)
        parts.append(
            f'<rect x="{left}" y="{top + 2}" width="{round(right - left, 1)}" height="18" '
            f'fill="{HEARD}" fill-opacity="0.18"/>'
            f'<text x="{at}" y="{top + 15}" text-anchor="{anchor}">{_safe(title)}</text>'
        )
    parts.append(
        f'<line x1="4" y1="{height - 20}" x2="{width - 4}" y2="{height - 20}" stroke="#555"/>'
        f'<text x="4" y="{height - 5}" fill="#555">{_safe(first)}</text>'
        f'<text x="{width - 4}" y="{height - 5}" text-anchor="end" fill="#555">{_safe(last)}</text>'
    )
    return "".join(parts) + "</svg>"


def _coast(land: Sequence[str], width: int, height: int) -> list[str]:
    """Land as rectangles, one per run of a row."""
    tall = height / len(land)
    parts = []
    for row, cells in enumerate(land):
        wide, column = width / len(cells), 0
        while (column := cells.find("#", column)) >= 0:
            end = column
            while end < len(cells) and cells[end] == "#":
                end += 1
            size = f'width="{(end - column) * wide + 0.2:.1f}" height="{tall + 0.2:.1f}"'
            place = f'x="{column * wide:.1f}" y="{row * tall:.1f}"'
            parts.append(f'<rect {place} {size} fill="{LAND}"/>')
            column = end
    return parts


def _track(track: Sequence[Sequence[object]], x: object, y: object) -> list[str]:
    """Polylines, a new one at each change between heard and not heard."""
    parts: list[str] = []
    points: list[str] = []
    dashed = False
    for _, lat, lon, unheard in track:
        here = f"{x(lon)},{y(lat)}"  # type: ignore[operator]
        if points and bool(unheard) != dashed:
            parts.append(_line(points, dashed))
            points = [points[-1]]
        dashed = bool(unheard)
        points.append(here)
    return [*parts, _line(points, dashed)]


def _line(points: Sequence[str], dashed: bool) -> str:
    style = f'stroke="{UNHEARD}" stroke-dasharray="5 4"' if dashed else f'stroke="{HEARD}"'
    return f'<polyline points="{" ".join(points)}" fill="none" {style} stroke-width="2"/>'


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def _safe(text: object) -> str:
    return escape(visible(text))
