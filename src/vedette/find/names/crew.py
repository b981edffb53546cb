"""Several processes over one snapshot, whose pages they share.

Reach for `crew` to have pieces of work done beside each other. Each process opens the snapshot
once; a piece is a function of the screener and of something that can be pickled. With one worker
everything is done here. It keeps no order and bounds nothing: who hands out the work holds the
futures, as `Screener.match_many` and `interdict.batch` do.
"""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vedette.find.names.screener import Screener

Submit = Callable[..., Future[Any]]
"""``submit(function, *rest)``: the future of ``function(screener, *rest)``."""


@contextmanager
def crew(folder: Path, workers: int) -> Iterator[Submit]:
    """What does a piece of work over the snapshot saved in `folder`: this process, or a pool."""
    from vedette.find.names.screener import Screener

    # Prepared here also for a pool: else each worker would make the machine code for itself.
    screener = Screener.open(folder).prepare()
    if workers == 1:
        yield lambda function, *rest: done(function(screener, *rest))
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, spawn, _begin, (folder, os.getpid())) as pool:
        try:
            yield lambda function, *rest: pool.submit(_piece, function, rest)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def done(value: Any) -> Future[Any]:
    """A future that is there already."""
    future: Future[Any] = Future()
    future.set_result(value)
    return future


_OPENED: list["Screener"] = []
"""The screener of this process, opened once by `_begin`."""


def _begin(folder: Path, parent: int) -> None:
    """Begin a worker: open the snapshot, and end when the parent is killed."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    from vedette.find.names.screener import Screener

    threading.Thread(target=watch, daemon=True).start()
    _OPENED[:] = [Screener.open(folder)]


def _piece(function: Callable[..., Any], rest: tuple[Any, ...]) -> Any:
    return function(_OPENED[0], *rest)
