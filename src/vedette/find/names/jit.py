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
from numba.core import config, event

F = TypeVar("F", bound=Callable[..., Any])

MODULES = (
    "distance.py",
    "word.py",
    "align.py",
    "describe.py",
    "lookup.py",
    "bounds.py",
    "glued.py",
    "marks.py",
    "search.py",
    "arrays.py",
    "jit.py",
    "tokens.py",
    "scripts.py",
    "readings.py",
    "groups.py",
    "weights.py",
)
"""The files whose text names the cache."""


def kernel(function: F) -> F:
    """Compile `function` on first use; exact arithmetic, the same bytes on every run."""
    settings: Any = config
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(folder())
    try:
        compiled = _compile(cache=True, no_cfunc_wrapper=True, **_EXACT)(function)
    finally:
        settings.CACHE_DIR = before
    KERNELS.append(function.__name__)
    announce()
    return cast(F, compiled)


def inline(function: F) -> F:
    """Compile `function` into the kernels that call it; it is never kept nor called by itself.

    Doors for callers in Python and C are left out: they cost a fifth of the time.
    """
    return cast(F, _compile(**_EXACT, **_NO_DOORS)(function))


_compile: Any = numba.njit
_EXACT: dict[str, Any] = {"fastmath": False, "nogil": True}
_NO_DOORS: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}

KERNELS: list[str] = []
"""The kernels that were marked so far, for telling how far a first compilation has come."""


@cache
def folder() -> Path:
    """Where this version's machine code is kept."""
    here = Path(__file__).parent
    text = b"".join((here / name).read_bytes() for name in MODULES)
    base = os.environ.get("VEDETTE_CACHE") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "vedette" / hashlib.sha256(text).hexdigest()[:16]


class _Progress(event.Listener):
    """Says which kernel is being compiled. One that is kept from before is not compiled."""

    begun = 0

    def on_start(self, event: Any) -> None:
        """A compilation begins: of a kernel, or of what a kernel is made of."""
        name = event.data["dispatcher"].py_func.__name__
        if name in KERNELS:
            self.begun += 1
            said = "Preparing the comparison for this machine, once; about a minute in all"
            sys.stderr.write(f"{said} (part {self.begun} of at most {len(KERNELS)})\n")

    def on_end(self, event: Any) -> None:
        """Nothing is said of an end."""


@cache
def announce() -> None:
    """From now on tell a person at a terminal when machine code is made, and how far it is."""
    if sys.stderr.isatty():
        begin: Any = event.register
        begin("numba:compile", _Progress())
