"""Entities as FollowTheMoney JSON lines: OpenSanctions bulk files, or a list of one's own.

Format: https://www.opensanctions.org/docs/bulk/json/ (``entities.ftm.json``, and
``targets.nested.json`` where entities hold entities). A schema or property that FollowTheMoney
does not have, and a value it would not take, is left out and remarked on. A line that is no
entity at all makes the file broken. The source's name is the dataset that the first line names,
if it is the only one.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import orjson

from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.reference.followthemoney import schema
from vedette.see.kinds import Sample
from vedette.see.lists.draft import Reading, clean
from vedette.see.lists.source import Format, Source
from vedette.see.lists.values import fits

SOURCE = Source(
    name="ftm",
    title="FollowTheMoney entities",
    publisher="as the file says",
    page="https://followthemoney.tech",
    licence="as the publisher says; OpenSanctions: CC BY-NC 4.0",
    cadence="as the publisher says",
)
LINE = 8 << 20
"""Bytes that one line may have."""
DEPTH = 6
"""Levels to which entities may hold entities."""


def recognises(sample: Sample) -> bool:
    """The first line is an entity; declarations of goods are another kind."""
    first = _first(sample.text)
    known = schema(str(first.get("schema"))) if "properties" in first and "id" in first else None
    return known is not None and '"EconomicActivity"' not in sample.text


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in the order of the lines, those within others before them."""
    number = 0
    while line := stream.readline(LINE):
        number += 1
        where = f"{reading.where}, line {number}"
        if len(line) == LINE:
            raise BadInput(where, f"is longer than {LINE >> 20} MB", "it is no list of entities")
        if not (stripped := line.strip(b"\xef\xbb\xbf \t\r\n")):
            continue
        try:
            data = orjson.loads(stripped)
        except orjson.JSONDecodeError as error:
            raise BadInput(where, f"is not JSON ({error})", "fetch it again") from None
        yield from _entities(data, where, f"line {number}", reading, 0)


def _entities(data: Any, where: str, origin: str, reading: Reading, depth: int) -> Iterator[Entity]:
    if not isinstance(data, dict) or not isinstance(data.get("properties"), dict):
        raise BadInput(where, "is no FollowTheMoney entity", "check what this file is")
    if depth > DEPTH:
        raise BadInput(where, f"holds entities within entities over {DEPTH} levels", "check it")
    identity, kind = str(data.get("id") or ""), schema(str(data.get("schema")))
    if not identity or kind is None:
        reading.note("entities without an id or of an unknown schema, left out", origin)
        return
    found: dict[str, tuple[str, ...]] = {}
    for name, values in data["properties"].items():
        plain: dict[str, None] = {}
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                yield from _entities(value, where, origin, reading, depth + 1)
                value = value.get("id")
            if isinstance(value, str) and (cleaned := clean(value)):
                if fits(kind.name, name, cleaned):
                    plain[cleaned] = None
                else:
                    remark = "values that FollowTheMoney does not take, left out"
                    reading.note(remark, f"{kind.name}.{name}: {cleaned[:80]}")
        if plain:
            found[name] = tuple(plain)
    yield Entity(identity, kind.name, found, reading.dataset, reading.release, origin)


def source_of(path: Path) -> str:
    """The dataset of the first line, if it has one only; else the file's name to its first dot."""
    from vedette.see.recognise import sample_of

    datasets = _first(sample_of(path).text).get("datasets") or []
    named = datasets[0] if isinstance(datasets, list) and len(datasets) == 1 else path.name
    stem = str(named).partition(".")[0]
    return "".join(char if char.isalnum() or char in "-_" else "-" for char in stem) or SOURCE.name


def _first(text: str) -> Mapping[str, Any]:
    line = text.lstrip("\ufeff \r\n\t").partition("\n")[0]
    if not line.startswith("{"):
        return {}
    try:
        data = orjson.loads(line)
    except orjson.JSONDecodeError:
        return {}
    return data if isinstance(data, dict) else {}


FOLLOWTHEMONEY = Format(
    name="ftm",
    title="FollowTheMoney entities, JSON lines (OpenSanctions bulk)",
    source=SOURCE,
    recognises=recognises,
    read=read,
    verified="files written by the followthemoney library",
    source_of=source_of,
)
