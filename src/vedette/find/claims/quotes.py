"""Where somebody's very words stand: quotation marks of every habit, paired by character.

Reach for `quoted` on one paragraph. A quotation left open at the end of its paragraph runs to that
end, as the custom is when the next paragraph opens with a mark again. Doubled marks ("" at the
start, in machine-translated pages) count once. Single quotation marks are left alone: they are
apostrophes more often.
"""

import re
from collections.abc import Iterable

_OPENING = {"“": "”", "„": "“”", "«": "»", "»": "«"}
_MARK = re.compile(r"[“”„«»]|\"+|''|``")

Range = tuple[int, int]


def quoted(text: str, known: Iterable[Range] = ()) -> tuple[Range, ...]:
    """The ranges between quotation marks, the marks left out, none inside another.

    `known` ranges are quotations whatever their marks say (found when the page was read), and the
    marks that touch them or lie inside count for nothing else.

    >>> text = 'He said “no”, and she: "Yes, well'
    >>> [text[start:end] for start, end in quoted(text)]
    ['no', 'Yes, well']
    """
    settled = sorted(known)
    found: list[Range] = list(settled)
    start, closing = -1, ""
    for match in _MARK.finditer(text):
        if any(s - 3 <= match.start() and match.end() <= e + 3 for s, e in settled):
            continue
        mark = match.group()[0]
        if start < 0:
            if mark == '"' or mark in _OPENING:
                start, closing = match.end(), _OPENING.get(mark, '"')
                if mark == "»" and not text[match.end() :].lstrip()[:1].isalnum():
                    start = -1  # a lone closing mark, its opening one is in an earlier paragraph
            elif mark == "”" and not found and match.start() > 0:
                found.append((0, match.start()))
        elif mark in closing or (mark == "”" and closing == '"'):
            if match.start() > start:
                found.append((start, match.start()))
            start = -1
        elif mark in _OPENING and mark != "»":
            start, closing = match.end(), _OPENING[mark]  # opened again: the first never closed
    if 0 <= start < len(text):
        found.append((start, len(text)))
    return tuple(sorted(r for r in found if text[slice(*r)].strip()))


def inside(at: int, ranges: Iterable[Range]) -> Range | None:
    """The range that holds the character at `at`, or None."""
    return next((r for r in ranges if r[0] <= at < r[1]), None)
