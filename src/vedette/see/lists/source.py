"""What a publisher's list declares of itself: the header beside each reader."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from vedette.model.entity import Entity
from vedette.see.kinds import Sample
from vedette.see.lists.draft import Reading

Reader = Callable[[IO[bytes], Reading], Iterator[Entity]]
"""Streams a file's entities; raises `BadInput` for anything it cannot read whole."""


@dataclass(frozen=True, slots=True)
class Source:
    """A list that a publisher keeps, in whatever formats.

    `name` is its short name in the lake and on entities; `cadence` how often it changes in the
    publisher's words; `bounds` the least and most entities per schema that a sound release has,
    wide enough for years of growth and narrow enough that half a list does not pass.
    """

    name: str
    title: str
    publisher: str
    page: str
    licence: str
    cadence: str
    bounds: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a list: how to know it, read it and fetch it.

    `name` is what ``--as`` takes. `addresses` are the official ones, the main file first; empty
    when the publisher has none that a program may use, or when another format of the same list
    is the one to fetch. `verified` says on which real file the reader was tried; empty means
    not yet, and people are told. `companions` finds the files of one release by role, and
    `source_of` names the source where it depends on the file.
    """

    name: str
    title: str
    source: Source
    recognises: Callable[[Sample], bool]
    read: Reader
    addresses: tuple[str, ...] = ()
    verified: str = ""
    companions: Callable[[Path], Mapping[str, Path]] = lambda path: {"main": path}
    source_of: Callable[[Path], str] | None = None
