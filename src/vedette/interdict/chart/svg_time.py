"""The findings of a voyage on a line of time, in SVG that stands alone.

Reach for `timeline_svg` with what `voyage.voyage_of` gives. Each finding has its bar under its
title, with the letter that the map gives it, and the days run through all of them.
"""

from datetime import UTC, datetime, timedelta
from html import escape

from vedette.interdict.chart.svg_map import HEARD, INK, PALE, UNHEARD, seconds, short
from vedette.interdict.chart.terminal_map import LETTERS
from vedette.interdict.chart.voyage import Voyage
from vedette.model.visible import visible

SILENT = ("movements.gaps", "movements.dark_encounters", "movements.silent_aloft")
"""Detectors of silences, whose bars are hollow and dashed."""

ROW, TICKS = 36, 10


def timeline_svg(voyage: Voyage, width: int = 640) -> str:
    """The findings as bars on a line of time, the earliest first; one row each."""
    spans = sorted(voyage["spans"])
    if not spans:
        return ""
    first, last = min(row[0] for row in spans), max(row[1] for row in spans)
    begin, length = seconds(first), max(seconds(last) - seconds(first), 1)
    letters = {
        (title, detector): letter
        for letter, (_, _, title, detector) in reversed(
            list(zip(LETTERS, voyage["marks"], strict=False))
        )
    }
    height = ROW * len(spans) + 24

    def x(moment: float) -> float:
        return round((moment - begin) / length * (width - 8) + 4, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="sans-serif" font-size="12"><title>When it was</title>',
    ]
    days = _days(first, last)
    if not days:
        parts.append(
            f'<text x="4" y="{height - 6}" fill="{PALE}" font-size="10">{short(first)}</text>'
            f'<text x="{width - 4}" y="{height - 6}" fill="{PALE}" font-size="10" '
            f'text-anchor="end">{short(last)} UTC</text>'
        )
    for moment in days:
        at = x(moment.timestamp())
        parts.append(
            f'<line x1="{at}" y1="0" x2="{at}" y2="{height - 20}" stroke="{PALE}" '
            'stroke-opacity="0.3" stroke-width="0.6"/>'
            f'<text x="{at}" y="{height - 6}" fill="{PALE}" font-size="10" '
            f'text-anchor="middle">{short(moment.isoformat())[:6]}</text>'
        )
    for row, (start, end, title, detector) in enumerate(spans):
        top = ROW * row
        left, right = x(seconds(start)), max(x(seconds(end)), x(seconds(start)) + 3)
        bar = (
            f'fill="#fff" stroke="{UNHEARD}" stroke-dasharray="4 3"'
            if detector in SILENT
            else f'fill="{HEARD}" stroke="{HEARD}"'
        )
        letter = letters.get((title, detector), "")
        times = f"{short(start)} to {short(end)}"
        parts.append(
            f'<text x="4" y="{top + 13}" fill="{INK}"><tspan font-weight="bold">{letter}</tspan> '
            f'{escape(visible(title))} <tspan fill="{PALE}" font-size="10">{times}</tspan></text>'
            f'<rect x="{left}" y="{top + 19}" width="{round(right - left, 1)}" height="9" {bar}/>'
        )
    parts.append(
        f'<line x1="4" y1="{height - 19}" x2="{width - 4}" y2="{height - 19}" stroke="{INK}"/>'
    )
    return "".join(parts) + "</svg>"


def _days(first: str, last: str) -> list[datetime]:
    """Midnights between two times, or every so manieth of them."""
    day = datetime.fromisoformat(first).astimezone(UTC).replace(hour=0, minute=0, second=0)
    end = datetime.fromisoformat(last)
    days = (end - day).days
    every = timedelta(days=-(-days // TICKS) or 1)
    found = []
    day += timedelta(days=1)
    while day <= end:
        found.append(day)
        day += every
    return found
