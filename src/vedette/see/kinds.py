"""What a format declares of itself, so that `vedette see FILE` can tell what it is given.

Each family (lists, movements, cargo, reports) offers ``KINDS`` in its ``kinds`` module. A kind
recognises itself by content, never by file name alone, and takes a file into the lake whole or
not at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vedette.lake.workspace import Workspace
from vedette.model.release import Release


@dataclass(frozen=True, slots=True)
class Sample:
    """The first bytes of a file, already unpacked if it was compressed."""

    path: Path
    head: bytes

    @property
    def text(self) -> str:
        """The head as text, undecodable bytes replaced: for recognising, never for reading."""
        return self.head.decode("utf-8-sig", "replace")


@dataclass(frozen=True, slots=True)
class Intake:
    """How a file is to be taken: what the person said, and where it came from.

    `source` names the source where the format leaves it open (FollowTheMoney files).
    `date` is when a feed begins that writes no time beside its sentences (UTC, ISO 8601).
    `progress` is told bytes read and bytes in all, for a bar on the screen.
    """

    address: str = ""
    source: str = ""
    retrieved: str = ""  # UTC, ISO 8601; the caller's clock, so that readers have none
    published: str = ""
    accept_shrink: bool = False
    invented: bool = False
    date: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    progress: Callable[[int, int], None] = lambda done, total: None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file gave: its release, whether it was new, and remarks for the person."""

    release: Release
    new: bool
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One format: its name for ``--as``, its title, and the table its rows go to.

    `verified` is false while no real file of the publisher has been read; people are told.
    `companions` gives the files that belong to one release with the given one, by role, that
    one or another of them being ``main``; most kinds have none.
    """

    name: str
    title: str
    table: str
    recognises: Callable[[Sample], bool]
    take: Callable[[Workspace, Path, Intake], Taken]
    verified: bool = True
    companions: Callable[[Path], Mapping[str, Path]] = lambda path: {"main": path}
