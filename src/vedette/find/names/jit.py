"""Machine code for the inner loops, compiled once on this machine and kept.

Reach for `kernel` to mark a function that numba compiles. The compiled code is kept in the
user's cache folder under a name made from the text of every kernel module: numba by itself
notices a change of a function's own file, but not of the functions that it calls.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import config

F = TypeVar("F", bound=Callable[..., Any])

MODULES = (
    "distance.py",
    "align.py",
    "describe.py",
    "lookup.py",
    "search.py",
    "arrays.py",
    "jit.py",
    "tokens.py",
    "scripts.py",
    "weights.py",
)
"""The files whose text names the cache."""


def kernel(function: F) -> F:
    """Compile `function` on first use; exact arithmetic, the same bytes on every run."""
    settings: Any = config
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(folder())
    try:
        return cast(F, numba.njit(cache=True, fastmath=False, nogil=True)(function))
    finally:
        settings.CACHE_DIR = before


def inline(function: F) -> F:
    """Compile `function` into the kernels that call it; it is never kept by itself."""
    return cast(F, numba.njit(fastmath=False, nogil=True)(function))


@cache
def folder() -> Path:
    """Where this version's machine code is kept."""
    here = Path(__file__).parent
    text = b"".join((here / name).read_bytes() for name in MODULES)
    base = os.environ.get("VEDETTE_CACHE") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "vedette" / hashlib.sha256(text).hexdigest()[:16]


def is_ready() -> bool:
    """Is the machine code there already? If not, the first query takes some twenty seconds."""
    return any(folder().glob("**/*.nbc"))


@cache
def announce() -> None:
    """Tell a person at a terminal, once, that the first query compiles."""
    if not is_ready() and sys.stderr.isatty():
        sys.stderr.write("Preparing the comparison for this machine, once; about half a minute.\n")
