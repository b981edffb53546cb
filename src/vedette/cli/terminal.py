"""What reaches the screen: safe text, tables of at most 100 columns, JSON, progress.

Everything from outside goes through `safe`, for a name in a manifest may hold escape sequences
that repaint a terminal or turn the direction of writing. Standard output carries the answer,
standard error everything else.
"""

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vedette.model.visible import visible as safe

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

__all__ = ["COLUMNS", "err", "out", "progress", "safe", "warn_stale", "write_json"]

COLUMNS = 100


def out() -> "Console":
    """Where answers go. Into a pipe it writes no colours unless FORCE_COLOR asks for them."""
    return _console(False)


def err() -> "Console":
    """Where progress and remarks go."""
    return _console(True)


def write_json(data: Any) -> None:
    """One JSON document, keys in the order in which they were given."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def warn_stale(days: Mapping[str, int]) -> None:
    """Say which lists are too old to trust an empty answer."""
    for source, age in days.items():
        err().print(
            f"vedette: the list {safe(source)} was last known to be current {age} days ago: what "
            "is not found in it is unknown; run `vedette update`."
        )


def progress() -> "Progress":
    """A bar for anything over a second; shown on a terminal only, gone when done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = err()
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _console(stderr: bool) -> "Console":
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not console.is_terminal or console.width > COLUMNS:
        console = Console(stderr=stderr, highlight=False, markup=False, emoji=False, width=COLUMNS)
    return console
