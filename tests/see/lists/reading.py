"""Read a real or invented file with one reader: what the tests of all readers share."""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO

from tests.shared_data import shared
from vedette.model.entity import Entity
from vedette.see.lists.draft import Reading

Read = Callable[[IO[bytes], Reading], Iterator[Entity]]


def real(read: Read, name: str) -> tuple[list[Entity], Reading]:
    """The entities of a real file, or a skip."""
    reading = Reading(name)
    with shared(f"lists/{name}").open("rb") as file:
        return list(read(file, reading)), reading


def invented(read: Read, content: str | bytes) -> list[Entity]:
    """The entities of a small file written in a test."""
    data = content.encode() if isinstance(content, str) else content
    return list(read(io.BytesIO(data), Reading("example")))


def of(entities: list[Entity], schema: str) -> list[Entity]:
    """Those of one schema."""
    return [entity for entity in entities if entity.schema == schema]


def schemata(entities: list[Entity]) -> Counter[str]:
    """How many of each schema, after checking that no id comes twice."""
    assert len({entity.id for entity in entities}) == len(entities)
    return Counter(entity.schema for entity in entities)


def count(entities: list[Entity], prop: str, schema: str | None = None) -> int:
    """How many values of a property."""
    return sum(len(entity.values(prop)) for entity in entities if schema in (None, entity.schema))


def programmes(entities: list[Entity]) -> Counter[str]:
    """How many listings under each programme."""
    return Counter(code for one in of(entities, "Sanction") for code in one.values("programId"))
