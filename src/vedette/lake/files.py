"""Write beside, sync, move in: how every file of the lake comes into being.

Reach for it whenever a file or folder must be there whole or not at all. It refuses to
overwrite a folder: what has a name made from its content is already right.
"""

import os
import shutil
import socket
import time
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: one process at a time is then the user's care
    fcntl = None  # type: ignore[assignment]


PART = ".part"
_HERE = f"{zlib.crc32(socket.gethostname().encode()):08x}"
_FOREIGN_AGE = 86_400.0  # seconds after which a part of another machine counts as abandoned


def write_file(path: Path, data: bytes) -> None:
    """Replace `path` by `data` in one step that survives a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(path)
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `path` only when the block ends well.

    If `path` is there already by then (another process made the same content), ours is dropped.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(path)
    beside.mkdir()
    try:
        yield beside
        for file in beside.rglob("*"):
            if file.is_file():
                with file.open("rb") as opened:
                    os.fsync(opened.fileno())
        try:
            beside.rename(path)
        except OSError:
            if not path.is_dir():
                raise
        sync_folder(path.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time change what belongs to `path`; a kill lets go of the lock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f".{path.name}.lock").open("ab") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sync_folder(path: Path) -> None:
    """Make a rename in `path` durable, where the system lets a folder be opened."""
    if os.name == "posix":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(folder: Path) -> int:
    """Remove what killed jobs left half-written below `folder`; returns how many pieces.

    What a living process is still writing stays: a part is named after machine and process.
    """
    left = [path for path in folder.rglob(f".*{PART}") if _abandoned(path)]
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(left)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{_HERE}-{os.getpid()}-{uuid.uuid4().hex[:8]}{PART}")


def _abandoned(path: Path) -> bool:
    host, _, rest = path.name.removesuffix(PART).rpartition(".")[2].partition("-")
    process = rest.partition("-")[0]
    if host == _HERE and process.isdigit() and os.name == "posix":
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False
    try:
        return time.time() - path.stat().st_mtime > _FOREIGN_AGE
    except FileNotFoundError:
        return False
