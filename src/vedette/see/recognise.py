"""Which kind of file is this? Asked of the content, family by family.

A new family or format needs a line in its own ``kinds`` module and none here, unless it is a
new family.
"""

import gzip
import zlib
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from vedette.model.errors import BadInput
from vedette.see.kinds import Kind, Sample

FAMILIES = ("registers", "lists", "movements", "cargo", "reports")
HEAD = 65_536
"""Bytes that are looked at."""


@cache
def kinds() -> dict[str, Kind]:
    """Every known kind by its name, the most particular families first."""
    found: dict[str, Kind] = {}
    for family in FAMILIES:
        name = f"vedette.see.{family}.kinds"
        if find_spec(name):
            found.update({kind.name: kind for kind in import_module(name).KINDS})
    return found


def kind_of(path: Path, said: str | None = None) -> Kind:
    """The kind of `path`; `said` (from ``--as``) overrides what the content looks like."""
    if said is not None:
        if said not in kinds():
            raise BadInput(f"--as {said}", "is not a kind", "use one of " + ", ".join(kinds()))
        return kinds()[said]
    sample = sample_of(path)
    for kind in kinds().values():
        if kind.recognises(sample):
            return kind
    looks = sample.text.lstrip().lower()
    if looks.startswith(("<!doctype html", "<html")):
        raise BadInput(str(path), "is a web page, not data", "fetch the file itself again")
    raise BadInput(str(path), "is of no kind that Vedette knows", "say which with --as KIND")


def sample_of(path: Path) -> Sample:
    """The head of a file, through gzip or Zstandard if it is compressed."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        if head[:2] == b"\x1f\x8b":
            with gzip.open(path) as file:
                head = file.read(HEAD)
        elif head[:4] == b"\x28\xb5\x2f\xfd":
            from pyarrow import CompressedInputStream

            with path.open("rb") as raw, CompressedInputStream(raw, "zstd") as stream:
                head = stream.read(HEAD)
    except FileNotFoundError:
        raise BadInput(str(path), "is not there", "check the name") from None
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(str(path), f"cannot be read ({error})", "fetch it again") from None
    if not head:
        raise BadInput(str(path), "is empty", "fetch it again")
    return Sample(path, head)
