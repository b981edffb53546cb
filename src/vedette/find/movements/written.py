"""Questions that were written as SQL once, kept on this machine for the next process.

Reach for `known` and `keep` through `views.view`, which asks them. To build an expression and to
write it as SQL takes longer than most questions about a day of positions; the SQL is the same until
the code, Ibis or DuckDB is another. So it is kept in the user's cache folder, under a name made
from the text of all that it may follow from. It refuses functions of other packages, whose text it
does not read, and functions without a name.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import duckdb
import ibis
from ibis.expr import schema as sch

Written = tuple[str, sch.Schema]
"""The SQL of a table, and its columns."""

PACKAGE = Path(__file__).parents[2]
ROOMS = ("find/movements", "reference")
"""The rooms of the package from whose text the SQL follows."""


def name(function: Callable[..., object]) -> str | None:
    """What a function is called in every process; None where it may be another one there."""
    module, own = function.__module__, function.__qualname__
    if "<" in own or not module.startswith("vedette.find.movements."):
        return None
    return f"{module}.{own}"


def known(question: str) -> Written | None:
    """What was written for this question, if it was."""
    try:
        sql, columns = json.loads(_file(question).read_text("utf-8"))
        return sql, ibis.schema(columns)
    except (OSError, ValueError, TypeError):
        return None


def keep(question: str, written: Written) -> None:
    """Keep what was written; where nothing can be kept it is written again the next time."""
    sql, schema = written
    columns = {name: str(kind) for name, kind in schema.items()}
    path = _file(question)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as half:
            json.dump([sql, columns], half)
        Path(half.name).replace(path)


def _file(question: str) -> Path:
    return folder() / f"{hashlib.sha256(question.encode()).hexdigest()[:32]}.json"


@cache
def folder() -> Path:
    """Where this version's questions are kept."""
    text = hashlib.sha256(f"{ibis.__version__} {duckdb.__version__}".encode())
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            text.update(path.read_bytes())
    base = os.environ.get("VEDETTE_CACHE") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "vedette" / f"sql-{text.hexdigest()[:16]}"
