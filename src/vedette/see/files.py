"""Files from outside, opened with care: plain, gzip, or one of several in a zip or tar.

Reach for `bundle` to open what makes up one release. A list may be one file, or a main file
with companions (OFAC's names, aliases and addresses), which are then kept together as one tar
made the same way on every machine. It refuses archives that unpack to more than `RATIO` times
their size or more than `LIMIT`, members that are no plain files, and any path inside an
archive: what is unpacked lies flat in one folder.
"""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from vedette.lake.releases import sha256_of
from vedette.model.errors import BadInput

LIMIT = 8 << 30
"""Bytes that one member may unpack to."""
RATIO = 200
"""Times its packed size that a member may unpack to; lists and manifests reach 30."""
SMALL = 16 << 20
"""Bytes below which the ratio is not judged."""
MEMBERS = 1000
"""Members that an archive may have."""


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened release: its main stream, the streams beside it by role, and its raw file."""

    where: str
    raw: Path
    filename: str
    sha256: str
    size: int
    main: IO[bytes]
    beside: Mapping[str, IO[bytes]] = field(default_factory=dict)


@contextmanager
def bundle(
    parts: Mapping[str, Path], scratch: Path, progress: Callable[[int, int], None] = _silent
) -> Iterator[Bundle]:
    """Open the `parts` of one release by role; one of them is ``main``.

    `scratch` is a folder for the tar that keeps several parts together. `progress` is told
    how many bytes of the main part, as it lies on disk, have been read.
    """
    with ExitStack() as stack:
        main = parts["main"]
        stream = stack.enter_context(opened(main, progress))
        beside = {
            role: stack.enter_context(opened(part))
            for role, part in parts.items()
            if role != "main"
        }
        raw = packed(parts, scratch / f"{main.stem}.tar") if beside else main
        yield Bundle(str(main), raw, raw.name, sha256_of(raw), raw.stat().st_size, stream, beside)


def packed(parts: Mapping[str, Path], target: Path) -> Path:
    """A tar of `parts`, each named by its role, the same bytes on every machine."""
    with tarfile.open(target, "w", format=tarfile.USTAR_FORMAT) as tar:
        for role, part in sorted(parts.items()):
            member = tarfile.TarInfo(f"{role}{part.suffix.lower()}")
            member.size = part.stat().st_size
            with part.open("rb") as file:
                tar.addfile(member, file)
    return target


@contextmanager
def opened(path: Path, progress: Callable[[int, int], None] = _silent) -> Iterator[IO[bytes]]:
    """A seekable stream of the file's content, through gzip if it is compressed."""
    try:
        with path.open("rb", buffering=0) as file:
            size = path.stat().st_size
            if not size:
                raise BadInput(str(path), "is empty", "fetch it again")
            told = io.BufferedReader(_Told(file, size, progress), 1 << 16)
            if told.peek(2)[:2] != b"\x1f\x8b":
                yield told
                return
            with gzip.GzipFile(fileobj=told) as unpacked:
                yield io.BufferedReader(_Bounded(unpacked, size, str(path)), 1 << 16)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise BadInput(str(path), f"cannot be opened ({error.strerror})", "check it") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BadInput(str(path), f"is a broken gzip file ({error})", "fetch it again") from None


class _Told(io.RawIOBase):
    """A file that tells how far it has been read."""

    def __init__(self, file: io.FileIO, size: int, progress: Callable[[int, int], None]) -> None:
        self.file, self.size, self.progress = file, size, progress

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def readinto(self, buffer: Any) -> int:
        count = self.file.readinto(buffer)
        self.progress(self.file.tell(), self.size)
        return count


class _Bounded(io.RawIOBase):
    """An unpacking stream that stops when it has given too much for what it was given."""

    def __init__(self, stream: gzip.GzipFile, packed: int, where: str) -> None:
        self.stream, self.where = stream, where
        self.most = min(LIMIT, max(SMALL, RATIO * packed))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        return self.stream.tell()

    def readinto(self, buffer: Any) -> int:
        data = self.stream.read(len(buffer))
        if self.stream.tell() > self.most:
            raise _bomb(self.where, self.most)
        buffer[: len(data)] = data
        return len(data)


def is_archive(path: Path) -> bool:
    """Is it a zip or tar of several files? A spreadsheet is a zip too, but one document."""
    if tarfile.is_tarfile(path):
        return True
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as file:
        return "[Content_Types].xml" not in file.namelist()


def unpack(path: Path, folder: Path) -> list[Path]:
    """Unpack a zip or tar into `folder`, flat, within the module's limits.

    Only the last part of a member's name is used, so that none can leave the folder.
    """
    found: list[Path] = []
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as file:
                for info in file.infolist():
                    if info.flag_bits & 1:
                        raise BadInput(
                            f"{path}: {info.filename}", "is encrypted", "unpack it first"
                        )
                    if not info.is_dir():
                        with file.open(info) as member:
                            found.append(_copied(member, info.filename, folder, path, len(found)))
        else:
            with tarfile.open(path, "r:*") as tar:
                for entry in tar:
                    part = tar.extractfile(entry) if entry.isfile() else None
                    if part is not None:
                        found.append(_copied(part, entry.name, folder, path, len(found)))
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise BadInput(str(path), f"is a broken archive ({error})", "fetch it again") from None
    except (NotImplementedError, RuntimeError) as error:
        raise BadInput(str(path), f"cannot be unpacked ({error})", "unpack it first") from None
    return found


def _copied(member: IO[bytes], name: str, folder: Path, path: Path, count: int) -> Path:
    if count >= MEMBERS:
        raise BadInput(str(path), f"holds more than {MEMBERS} files", "unpack it first")
    last = PurePosixPath(name.replace("\\", "/")).name or "file"
    target = folder / last
    if target.exists():
        target = folder / f"{count}-{last}"
    most = max(SMALL, RATIO * path.stat().st_size)
    with target.open("wb") as file:
        while data := member.read(1 << 20):
            file.write(data)
            if sum(one.stat().st_size for one in folder.iterdir()) > min(most, LIMIT):
                raise _bomb(str(path), most)
    return target


def _bomb(where: str, most: int) -> BadInput:
    return BadInput(
        where,
        f"unpacks to more than {most >> 20} MB, {RATIO} times its size",
        "do not use it; fetch it from the publisher again",
    )
