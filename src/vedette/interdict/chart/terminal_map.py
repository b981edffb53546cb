"""A voyage as a small map of text: coast, track and marks in braille dots, with a legend.

Reach for `map_lines` with what `voyage.voyage_of` gives. Colours are styles of `rich`, so that
they vanish in a pipe and nothing but colour is lost: land is shaded, what was heard is dotted
closely, what was not heard sparsely; a square is where a silence began or ended, a point a port or
airport, a letter a finding.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, radians

from rich.text import Text

from vedette.interdict.chart.voyage import Voyage
from vedette.model.visible import visible

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BESIDE = ((0, 0), (0, 1), (0, -1), (-1, 0), (1, 0))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STYLES = {"land": "dim green", "heard": "cyan", "silent": "bold red", "mark": "bold yellow",
          "end": "bold red", "place": "bold"}  # fmt: skip
KM_PER_DEGREE = 111.195


def map_lines(voyage: Voyage, width: int = 64) -> list[Text]:
    """The map, at most `width` columns wide, and its legend below.

    >>> lines = map_lines({"subject": "mmsi:1", "box": [0, 0, 1, 2], "land": ["##", "  "],
    ...     "track": [["t", 0.1, 0.1, False], ["t", 0.1, 1.9, False]], "spans": [],
    ...     "marks": [[0.5, 1.0, "Gap", "movements.gaps"]]}, width=8)
    >>> print(lines[0].plain)
    ░░░░░░░░
    >>> print(lines[-1].plain)
      A Gap
    """
    south, west, north, east = voyage["box"]
    across = (east - west) * max(cos(radians((south + north) / 2)), 0.05)
    columns = max(8, width)
    rows = min(30, max(4, round(columns * (north - south) / across / 2)))

    def spot(lat: float, lon: float) -> tuple[int, int]:
        """Dot column and row of a place."""
        right = (lon - west) / (east - west) * (2 * columns - 1)
        down = (north - lat) / (north - south) * (4 * rows - 1)
        return min(max(round(right), 0), 2 * columns - 1), min(max(round(down), 0), 4 * rows - 1)

    cells = _coast(voyage["land"], columns, rows)
    dots: dict[tuple[int, int], int] = {}
    silent: set[tuple[int, int]] = set()
    for right, down, unheard in _dotted(voyage["track"], spot):
        cell = (down // 4, right // 2)
        dots[cell] = dots.get(cell, 0) | _DOTS[down % 4][right % 2]
        (silent.add if unheard else silent.discard)(cell)
    for cell, pattern in dots.items():
        cells[cell] = (chr(0x2800 + pattern), "silent" if cell in silent else "heard")
    for right, down in _ends(voyage["track"], spot):
        cells[down // 4, right // 2] = ("□", "end")
    legend = []
    for letter, (lat, lon, title, _) in zip(LETTERS, voyage["marks"], strict=False):
        right, down = spot(lat, lon)
        for row, column in _BESIDE:  # the gravest is nearest
            cell = (min(max(down // 4 + row, 0), rows - 1), right // 2 + column)
            if 0 <= cell[1] < columns and cells.get(cell, ("", ""))[1] not in ("mark", "end"):
                cells[cell] = (letter, "mark")
                break
        legend.append(Text.assemble("  ", (letter, STYLES["mark"]), f" {visible(title)}"))
    for lat, lon, name, _ in voyage.get("places", ()):
        right, down = spot(lat, lon)
        _write(cells, down // 4, right // 2, visible(name), columns)
    lines = []
    for row in range(rows):
        line = Text(no_wrap=True)
        for column in range(columns):
            letter, style = cells.get((row, column), (" ", "heard"))
            line.append(letter, STYLES[style] if letter != " " else "")
        line.rstrip()
        lines.append(line)
    return [*lines, Text(_scale(voyage, across * KM_PER_DEGREE / columns)), *legend]


def _ends(track: Sequence[Sequence[object]], spot: object) -> Iterator[tuple[int, int]]:
    """Where silences began and ended."""
    for before, after in pairwise(track):
        if after[3]:
            yield spot(before[1], before[2])  # type: ignore[operator]
            yield spot(after[1], after[2])  # type: ignore[operator]


def _write(
    cells: dict[tuple[int, int], tuple[str, str]], row: int, column: int, name: str, columns: int
) -> None:
    """A point and a name beside it, where nothing but land or water is in the way."""

    def free(start: int, end: int) -> bool:
        inside = start >= 0 and end <= columns
        return inside and all(
            cells.get((row, place), ("", "land"))[1] == "land" for place in range(start, end)
        )

    after = free(column + 1, column + 3 + len(name))
    if free(column, column + 1):
        cells[row, column] = ("•", "place")
    start = column + 2 if after else column - 1 - len(name)
    if after or free(start - 1, column):
        for place, letter in enumerate(name, start):
            cells[row, place] = (letter, "place")


def _coast(land: Sequence[str], columns: int, rows: int) -> dict[tuple[int, int], tuple[str, str]]:
    cells = {}
    for row in range(rows):
        source = land[min(len(land) - 1, int((row + 0.5) / rows * len(land)))]
        for column in range(columns):
            if source[min(len(source) - 1, int((column + 0.5) / columns * len(source)))] == "#":
                cells[row, column] = ("░", "land")
    return cells


def _dotted(track: Sequence[Sequence[object]], spot: object) -> Iterator[tuple[int, int, bool]]:
    """Dots along the track; on ways that were not heard every third only."""
    before = None
    for _, lat, lon, unheard in track:
        here = spot(lat, lon)  # type: ignore[operator]
        if before is not None:
            steps = max(abs(here[0] - before[0]), abs(here[1] - before[1]), 1)
            for step in range(0, steps + 1, 3 if unheard else 1):
                share = step / steps
                right = round(before[0] + (here[0] - before[0]) * share)
                down = round(before[1] + (here[1] - before[1]) * share)
                yield right, down, bool(unheard)
        before = here


def _scale(voyage: Voyage, km: float) -> str:
    """Edges, times and how much a column is."""
    south, west, north, east = voyage["box"]
    first, last = voyage["track"][0][0], voyage["track"][-1][0]
    ends = f"{first[:16]} to {last[:16]} UTC" if len(first) > 10 else ""
    place = f"{degrees(south, 'NS')} to {degrees(north, 'NS')}"
    place += f", {degrees(west, 'EW')} to {degrees(east, 'EW')}, a column is {km:.3g} km"
    return f"  {place}\n  {ends}".rstrip()


def degrees(value: float, sides: str) -> str:
    """A latitude (`sides` is NS) or longitude (EW) as on a chart, within 180 degrees."""
    if sides == "EW":
        value = (value + 180) % 360 - 180
    return f"{abs(value):.1f}°{sides[value < 0]}"
