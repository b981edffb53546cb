"""The kinds of register: the Beneficial Ownership Data Standard, and FollowTheMoney told so.

A register's parties go to the table ``registers``: they are asked about, never matched against.
Its later releases accumulate, for a share that ended is still an answer about the past.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.model.release import Release
from vedette.see.kinds import Intake, Kind, Sample, Taken
from vedette.see.registers import bods

SOURCE = "registers"

Read = Callable[[Path, str, str], Iterator[Entity]]


def read_ftm(path: Path, dataset: str, release: str) -> Iterator[Entity]:
    """FollowTheMoney JSON lines whose parties are not listed (company registers)."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                found = Entity.from_json(json.loads(line))
            except (ValueError, AttributeError, TypeError, RecursionError) as error:
                raise BadInput(
                    f"{path}, line {number}", f"is no entity ({error})", "correct the line"
                ) from None
            yield Entity(
                found.id, found.schema, found.properties, dataset, release, f"line {number}"
            )


def take(read: Read, kind: str, workspace: Workspace, path: Path, intake: Intake) -> Taken:
    """Take a register into the lake, whole or not at all."""
    sha256 = releases.sha256_of(path)
    source = intake.source or SOURCE
    held = next((one for one in releases.kept(workspace, source) if one.sha256 == sha256), None)
    if held is not None:
        return Taken(held, new=False)
    counts: Counter[str] = Counter()

    def counted() -> Iterator[Entity]:
        for entity in read(path, source, sha256):
            counts[entity.schema] += 1
            yield entity

    provisional = Release(
        source=source,
        sha256=sha256,
        kind=kind,
        filename=path.name,
        size=path.stat().st_size,
        retrieved=intake.retrieved,
        table="registers",
        published=intake.published,
        address=intake.address,
        title="a register of owners",
        invented=intake.invented,
    )
    tables.write_entities(workspace, provisional, counted(), "registers")
    if not counts:
        raise BadInput(str(path), "states nothing", "check that it is the right file")
    release = Release.from_json(provisional.to_json() | {"counts": dict(sorted(counts.items()))})
    releases.keep(workspace, release, path)
    return Taken(release, new=True)


def _never(sample: Sample) -> bool:
    """FollowTheMoney says nothing of whether its parties are listed; a person must."""
    return False


KINDS = (
    Kind(
        "bods",
        "Beneficial Ownership Data Standard statements",
        "registers",
        bods.recognises,
        partial(take, bods.read, "bods"),
    ),
    Kind(
        "register-ftm",
        "FollowTheMoney entities of a register, not listed by anyone (say so with --as)",
        "registers",
        _never,
        partial(take, read_ftm, "register-ftm"),
    ),
)
