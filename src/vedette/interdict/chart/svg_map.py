"""A voyage as a map in SVG that stands alone, offline.

Reach for `map_svg` with what `voyage.voyage_of` gives. Every text from outside is escaped here.
Nothing is told by colour alone: heard ways are solid and those not heard dashed, findings are
letters, both ends of a silence are squares with their times, days are dots. The colours are two
that everybody tells apart (Okabe and Ito: blue and vermilion), and print as dark and light.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from math import cos, floor, log10, radians

from vedette.interdict.chart.labels import Room
from vedette.interdict.chart.terminal_map import LETTERS, degrees
from vedette.interdict.chart.voyage import Voyage
from vedette.model.visible import visible

SEA, LAND, COAST = "#f4f8fb", "#dcd9d0", "#8d897c"
HEARD, UNHEARD, INK, PALE = "#0072b2", "#d55e00", "#1a1a1a", "#555"
KM_PER_DEGREE = 111.195
DAYS = 12
"""Days along a track that are worth a dot with a date."""
SILENCES = 4
"""Silences whose times are written beside both ends, the longest first."""

Spot = Callable[[float, float], tuple[float, float]]
"""Latitude and longitude to units right and down."""


def map_svg(voyage: Voyage, width: int = 640) -> str:
    """Coast, ports, track and findings, `width` units wide, with a scale and degrees.

    >>> svg = map_svg({"subject": "mmsi:1", "box": [0, 0, 1, 2], "land": ["##", "  "],
    ...     "track": [["t", 0.1, 0.1, False], ["t", 0.1, 1.9, True]], "spans": [],
    ...     "marks": [[0.5, 1.0, "<Gap>", "movements.gaps"]]})
    >>> "&lt;Gap&gt;" in svg, "<Gap>" in svg, "stroke-dasharray" in svg
    (True, False, True)
    """
    south, west, north, east = voyage["box"]
    across = (east - west) * max(cos(radians((south + north) / 2)), 0.05)
    height = round(min(max(width * (north - south) / across, 120), 2 * width))

    def spot(lat: float, lon: float) -> tuple[float, float]:
        right, down = (lon - west) / (east - west), (north - lat) / (north - south)
        return round(right * width, 1), round(down * height, 1)

    room = Room(width, height)
    room.take(0, height - 26, width * 0.4, height)  # the scale
    legend = 20 * len(voyage["marks"]) + 26
    places = voyage.get("places", ())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + legend}" '
        'role="img" font-family="sans-serif" font-size="11">',
        f"<title>Track of {_safe(voyage['subject'])}</title>",
        f'<rect width="{width}" height="{height}" fill="{SEA}"/>',
        _coast(voyage["land"], width, height),
        *_grid(voyage["box"], width, height, spot),
        *_track(voyage["track"], spot),
        *_silences(voyage["track"], spot, room),
        *_places((place for place in places if place[3]), spot, room),
        *_findings(voyage["marks"], height, spot, room),
        *_places((place for place in places if not place[3]), spot, room),
        *_days(voyage["track"], spot, room),
        _scale(voyage["box"], width, height),
    ]
    first, last = (_moment(voyage["track"][place][0]) for place in (0, -1))
    parts.append(
        f'<text x="4" y="{height + 17}" fill="{PALE}">{first} to {last} UTC. Solid: heard. '
        "Dashed: not heard; the way is not known.</text>"
    )
    return "".join(parts) + "</svg>"


def _coast(land: Sequence[str], width: int, height: int) -> str:
    """Land as one shape, a rectangle for each run of a row, and its outline."""
    tall = height / len(land)
    shapes, edges = [], []
    for row, cells in enumerate(land):
        wide, top = width / len(cells), row * tall
        for start, end in _runs(cells, "#"):
            left, right = start * wide, end * wide
            shapes.append(f"M{left:.1f} {top:.1f}H{right:.1f}v{tall + 0.1:.1f}H{left:.1f}z")
            for edge, cell in ((left, start), (right, end)):
                if 0 < cell < len(cells):
                    edges.append(f"M{edge:.1f} {top:.1f}v{tall:.1f}")
        if row and len(land[row - 1]) == len(cells):
            differ = "".join(
                "#" if a != b else " " for a, b in zip(cells, land[row - 1], strict=True)
            )
            edges += [
                f"M{start * wide:.1f} {top:.1f}H{end * wide:.1f}"
                for start, end in _runs(differ, "#")
            ]
    return (
        f'<path d="{"".join(shapes)}" fill="{LAND}"/>'
        f'<path d="{"".join(edges)}" fill="none" stroke="{COAST}" stroke-width="0.7"/>'
    )


def _runs(cells: str, mark: str) -> Iterator[tuple[int, int]]:
    """First and last but one of each run of a mark."""
    start = cells.find(mark)
    while start >= 0:
        end = start
        while end < len(cells) and cells[end] == mark:
            end += 1
        yield start, end
        start = cells.find(mark, end)


def _grid(box: Sequence[float], width: int, height: int, spot: Spot) -> Iterator[str]:
    """Thin lines at round degrees, named at the left and upper edge."""
    south, west, north, east = box
    line = f'stroke="{PALE}" stroke-opacity="0.25" stroke-width="0.5"'
    for value in _round(south, north):
        _, y = spot(value, west)
        yield f'<line x1="0" y1="{y}" x2="{width}" y2="{y}" {line}/>'
        yield f'<text x="3" y="{y - 2}" fill="{PALE}" font-size="9">{degrees(value, "NS")}</text>'
    for value in _round(west, east):
        x, _ = spot(north, value)
        yield f'<line x1="{x}" y1="0" x2="{x}" y2="{height}" {line}/>'
        yield f'<text x="{x + 2}" y="9" fill="{PALE}" font-size="9">{degrees(value, "EW")}</text>'


def _round(low: float, high: float) -> list[float]:
    """Some round numbers between two."""
    step = next(s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45, 90) if (high - low) / s <= 5)
    first = floor(low / step) + 1
    return [round(n * step, 1) for n in range(first, first + 8) if n * step < high - step / 8]


def _track(track: Sequence[Sequence[object]], spot: Spot) -> list[str]:
    """Polylines, a new one at each change between heard and not heard, on a white ground."""
    lines: list[tuple[list[str], bool]] = []
    for _, lat, lon, unheard in track:
        here = "{},{}".format(*spot(lat, lon))  # type: ignore[arg-type]
        if not lines:
            lines.append(([here], False))
            continue
        if lines[-1][1] != bool(unheard):
            lines.append(([lines[-1][0][-1]], bool(unheard)))
        lines[-1][0].append(here)
    drawn = [(f'points="{" ".join(points)}" fill="none"', silent) for points, silent in lines]
    dashes = 'stroke-dasharray="6 4"'
    return [
        *(f'<polyline {way} stroke="#fff" stroke-width="4"/>' for way, gone in drawn if not gone),
        *(
            f'<polyline {way} stroke="{UNHEARD if silent else HEARD}" stroke-width="2" '
            f"{dashes if silent else ''}/>"
            for way, silent in drawn
        ),
    ]  # fmt: skip


def _findings(
    marks: Sequence[Sequence[object]], height: int, spot: Spot, room: Room
) -> Iterator[str]:
    """A letter at each finding, moved aside where one is already, and what it means below."""
    for place, (lat, lon, title, _) in enumerate(marks):
        letter = LETTERS[place % len(LETTERS)]
        x, y = spot(lat, lon)  # type: ignore[arg-type]
        at, up = room.sign(x, y, 8)
        if (at, up) != (x, y):
            yield (
                f'<line x1="{x}" y1="{y}" x2="{at}" y2="{up}" stroke="{INK}" stroke-width="0.8"/>'
            )
        yield (
            f'<circle cx="{at}" cy="{up}" r="8" fill="#fff" stroke="{INK}"/>'
            f'<text x="{at}" y="{round(up + 4, 1)}" text-anchor="middle" font-weight="bold" '
            f'fill="{INK}">{letter}</text>'
            f'<text x="4" y="{height + 37 + 20 * place}" font-size="12">'
            f'<tspan font-weight="bold">{letter}</tspan> {_safe(title)}</text>'
        )


def _silences(track: Sequence[Sequence[object]], spot: Spot, room: Room) -> Iterator[str]:
    """Squares where a silence began and ended, with the times of the longest."""
    steps = [
        (before, after)
        for before, after in itertools.pairwise(track)
        if after[3]
    ]  # fmt: skip
    steps.sort(key=lambda step: seconds(step[0][0]) - seconds(step[1][0]))
    for rank, step in enumerate(steps):
        for word, (moment, lat, lon, _) in zip(("last", "again"), step, strict=True):
            x, y = spot(lat, lon)  # type: ignore[arg-type]
            room.take(x - 4, y - 4, x + 4, y + 4)
            yield (
                f'<rect x="{round(x - 3.5, 1)}" y="{round(y - 3.5, 1)}" width="7" height="7" '
                f'fill="#fff" stroke="{UNHEARD}" stroke-width="1.6"/>'
            )
            if rank < SILENCES:
                yield from _label(room, x, y, f"{word} {short(moment)}", UNHEARD)


def _places(places: Iterable[Sequence[object]], spot: Spot, room: Room) -> Iterator[str]:
    """Ports and airports by name; those that findings speak of are bold and never left out."""
    for lat, lon, name, told in places:
        x, y = spot(lat, lon)  # type: ignore[arg-type]
        if told:
            room.take(x - 3, y - 3, x + 3, y + 3)
        label = list(_label(room, x, y, str(name), INK, bool(told)))
        if label or told:
            yield f'<circle cx="{x}" cy="{y}" r="2.5" fill="{INK if told else PALE}"/>'
            yield from label


def _days(track: Sequence[Sequence[object]], spot: Spot, room: Room) -> Iterator[str]:
    """A dot with the date where each day began, if they are not too many."""
    begins = [
        (after[0], after[1], after[2])
        for before, after in itertools.pairwise(track)
        if str(before[0])[:10] != str(after[0])[:10] and not after[3] and len(str(after[0])) > 10
    ]
    every = -(-len(begins) // DAYS) or 1
    for moment, lat, lon in begins[::every]:
        x, y = spot(lat, lon)  # type: ignore[arg-type]
        yield f'<circle cx="{x}" cy="{y}" r="2.6" fill="#fff" stroke="{HEARD}" stroke-width="1.4"/>'
        yield from _label(room, x, y, short(moment)[:6], HEARD)


def _label(
    room: Room, x: float, y: float, text: str, colour: str, bold: bool = False
) -> Iterator[str]:
    place = room.label(x, y, text)
    if place is not None:
        at, up, anchor = place
        weight = ' font-weight="bold"' if bold else ""
        yield (
            f'<text x="{at}" y="{up}" text-anchor="{anchor}" fill="{colour}"{weight} '
            f'stroke="#fff" stroke-width="3" paint-order="stroke">{_safe(text)}</text>'
        )


def _scale(box: Sequence[float], width: int, height: int) -> str:
    """A bar of a round number of nautical miles and kilometres, true in the middle of the map."""
    south, west, north, east = box
    km = (east - west) * max(cos(radians((south + north) / 2)), 0.05) * KM_PER_DEGREE
    least = km / 5 / 1.852
    whole = 10 ** floor(log10(least))
    miles = next(whole * n for n in (5, 2, 1) if whole * n <= least)
    long = round(miles * 1.852 / km * width, 1)
    y = height - 8
    return (
        f'<path d="M8 {y - 4}v4h{long}v-4" fill="none" stroke="{INK}" stroke-width="1.4"/>'
        f'<text x="{long + 14}" y="{y + 1}" stroke="#fff" stroke-width="3" paint-order="stroke" '
        f'fill="{INK}">{miles:g} nm ({miles * 1.852:.3g} km)</text>'
    )


def short(moment: object) -> str:
    """Day, month and clock: ``06 Oct 04:00``; what is no time stays as it is."""
    try:
        return datetime.fromisoformat(str(moment)).strftime("%d %b %H:%M")
    except ValueError:
        return str(moment)


def _moment(moment: object) -> str:
    return _safe(str(moment).replace("T", " ").removesuffix("Z"))


def seconds(moment: object) -> float:
    """Seconds since 1970; 0 for what is no time."""
    try:
        return datetime.fromisoformat(str(moment)).timestamp()
    except ValueError:
        return 0.0


def _safe(text: object) -> str:
    return escape(visible(text))
