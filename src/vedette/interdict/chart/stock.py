"""What may be left, drawn: launches as they were counted, and what was said to be delivered.

Reach for `stock_lines` in a terminal and `stock_svg` in a dossier. Both show the counted course as
a lower bound and each stated delivery as a band; neither draws a single line of stock, for there
is none to know.
"""

import datetime
from html import escape

from vedette.find.claims.stock import Stock

WIDTH, HEIGHT = 72, 10
BLOCKS = " ▁▂▃▄▅▆▇█"


def stock_lines(answer: Stock) -> list[str]:
    """The cumulative launches as a block chart of at most 100 columns, with its axis."""
    if not answer.course:
        return ["  nothing was counted, so there is no course to draw"]
    days = _sampled(answer)
    top = max(max(days), 1.0)
    lines = []
    for row in range(HEIGHT, 0, -1):
        floor = (row - 1) / HEIGHT * top
        cells = [min(8, max(0, round((value - floor) / (top / HEIGHT) * 8))) for value in days]
        label = f"{top:>8,.0f}" if row == HEIGHT else " " * 8
        lines.append(f"{label} │{''.join(BLOCKS[cell] for cell in cells)}".rstrip())
    first, last = answer.course[0][0], answer.on
    lines.append(" " * 9 + "└" + "─" * WIDTH)
    lines.append(" " * 10 + first + " " * (WIDTH - len(first) - len(last)) + last)
    lines.append(" " * 10 + "launches counted so far: a lower bound of what was used")
    if answer.invented:
        lines.append(" " * 10 + "INVENTED DEMONSTRATION DATA")
    return lines


def stock_svg(answer: Stock, width: int = 720, height: int = 260) -> str:
    """The same as SVG: counted launches as a step line, stated deliveries as bands.

    >>> from vedette.find.claims.stock import stock
    >>> from vedette.model.statement import Count
    >>> one = stock([], [Count("2022-10-01", "2022-10-01", "X", 5)], "<X>", "RU", "2022-10-02")
    >>> "&lt;X&gt;" in stock_svg(one) and "<X>" not in stock_svg(one)
    True
    """
    days = _sampled(answer)
    tops = [high or low for low, high in answer.delivered.values()]
    top = max([*days, *tops, 1.0]) * 1.1
    left, bottom = 60, height - 40

    def y(value: float) -> float:
        return round(bottom - value / top * (bottom - 20), 1)

    def x(index: int) -> float:
        return round(left + index / max(1, len(days) - 1) * (width - left - 20), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="sans-serif" font-size="12">',
        f"<title>{escape(answer.item)} with {escape(answer.holder)}, known on "
        f"{escape(answer.on)}</title>",
    ]
    if answer.invented:
        parts.append(
            f'<text x="{width - 20}" y="14" text-anchor="end" fill="#a53a3a" font-weight="bold">'
            "INVENTED DEMONSTRATION DATA</text>"
        )
    for origin, (low, high) in answer.delivered.items():
        upper = y(high if high is not None else top)
        parts.append(
            f'<rect x="{left}" y="{upper}" width="{width - left - 20}" '
            f'height="{max(1.0, round(y(low) - upper, 1))}" fill="#3a6ea5" fill-opacity="0.15"/>'
            f'<text x="{left + 6}" y="{upper + 12}" fill="#3a6ea5">delivered, by the word of '
            f"{escape(origin)}</text>"
        )
    points = " ".join(f"{x(index)},{y(value)}" for index, value in enumerate(days))
    parts.append(f'<polyline points="{points}" fill="none" stroke="#a53a3a" stroke-width="2"/>')
    parts.append(
        f'<line x1="{left}" y1="{bottom}" x2="{width - 20}" y2="{bottom}" stroke="#555"/>'
        f'<text x="{left}" y="{bottom + 16}">{escape(answer.course[0][0] if answer.course else "")}'
        f'</text><text x="{width - 20}" y="{bottom + 16}" text-anchor="end">{escape(answer.on)}'
        f'</text><text x="{left - 6}" y="{y(max(days))}" text-anchor="end">{max(days):,.0f}</text>'
        f'<text x="{left}" y="{height - 6}" fill="#a53a3a">launches counted: a lower bound</text>'
    )
    return "".join(parts) + "</svg>"


def _sampled(answer: Stock) -> list[float]:
    """Cumulative launches at `WIDTH` even steps from the first count to the day asked for."""
    if not answer.course:
        return [0.0] * WIDTH
    first = datetime.date.fromisoformat(answer.course[0][0])
    span = max((datetime.date.fromisoformat(answer.on) - first).days, 1)
    sampled = []
    for step in range(WIDTH):
        day = (first + datetime.timedelta(days=round(step / (WIDTH - 1) * span))).isoformat()
        sampled.append(max((total for when, total in answer.course if when <= day), default=0.0))
    return sampled
