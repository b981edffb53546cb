"""The entities of a list on disk: one line of JSON each, found by place, id or number.

Reach for `Store` beside the name index. Lines are mapped into memory and parsed only when one
is asked for. It refuses to change.
"""

import mmap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
import orjson

from vedette.find.names.arrays import Array, frozen
from vedette.find.names.identifiers import identifiers
from vedette.find.names.index import mapped
from vedette.model.canonical import digest
from vedette.model.entity import Entity, unique

_FILES = ("lines", "ids", "id_places", "numbers", "number_places")


class Store(Sequence[Entity]):
    """Entities by place; `lines` is where each line of `text` begins."""

    def __init__(self, text: bytes | mmap.mmap, arrays: Sequence[Array]) -> None:
        self._text = text
        self._lines, self._ids, self._id_places, self._numbers, self._number_places = arrays

    @classmethod
    def build(cls, entities: Iterable[Entity]) -> "Store":
        """Write the lines and sort the keys."""
        kept = with_papers(list(entities))
        lines = [orjson.dumps(entity.to_json()) + b"\n" for entity in kept]
        numbers, places = [], []
        for at, entity in enumerate(kept):
            if not entity.values("holder"):
                for number in identifiers(entity.schema, entity.properties):
                    numbers.append(_key(f"{number.kind}:{number.number}"))
                    places.append(at)
        starts = np.zeros(len(lines) + 1, np.int64)
        np.cumsum([len(line) for line in lines], out=starts[1:])
        return cls(
            b"".join(lines),
            [
                frozen(starts),
                *_sorted([_key(entity.id) for entity in kept], list(range(len(kept)))),
                *_sorted(numbers, places),
            ],
        )

    def save(self, folder: Path) -> None:
        """Write into an existing folder."""
        (folder / "entities.jsonl").write_bytes(self._text[:])
        arrays = (self._lines, self._ids, self._id_places, self._numbers, self._number_places)
        for name, array in zip(_FILES, arrays, strict=True):
            np.save(folder / f"store.{name}.npy", array)

    @classmethod
    def open(cls, folder: Path) -> "Store":
        """Map what `save` wrote."""
        path = folder / "entities.jsonl"
        arrays = [mapped(folder / f"store.{name}.npy") for name in _FILES]
        if not path.stat().st_size:
            return cls(b"", arrays)
        with path.open("rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), arrays)

    def __len__(self) -> int:
        return len(self._lines) - 1

    def __getitem__(self, at: int) -> Entity:  # type: ignore[override]
        if not 0 <= at < len(self):
            raise IndexError(at)
        return Entity.from_json(orjson.loads(self._line(at)))

    def __iter__(self) -> Iterator[Entity]:
        return (self[at] for at in range(len(self)))

    def _line(self, at: int) -> bytes:
        return self._text[int(self._lines[at]) : int(self._lines[at + 1])]

    def id_of(self, at: int) -> str:
        """The id of an entity."""
        return str(orjson.loads(self._line(at))["id"])

    def by_id(self, identity: str) -> Entity | None:
        """The entity with this id."""
        for at in _places(self._ids, self._id_places, _key(identity)):
            entity = self[at]
            if entity.id == identity:
                return entity
        return None

    def holders(self, kind: str, number: str) -> list[int]:
        """The places of the entities that have this number."""
        return _places(self._numbers, self._number_places, _key(f"{kind}:{number}"))

    @cached_property
    def datasets(self) -> tuple[str, ...]:
        """The sources of the entities, in alphabetical order."""
        return tuple(sorted({entity.dataset for entity in self if entity.dataset}))


def with_papers(entities: list[Entity]) -> list[Entity]:
    """The entities, each with the numbers of the passports and cards that name it as holder."""
    papers: dict[str, dict[str, list[str]]] = {}
    for entity in entities:
        prop = "passportNumber" if entity.schema == "Passport" else "idNumber"
        for holder in entity.values("holder"):
            found = entity.values("number", "passportNumber", "publicKey")
            prop = "publicKey" if entity.schema == "CryptoWallet" else prop
            papers.setdefault(holder, {}).setdefault(prop, []).extend(found)
    return [
        replace(entity, properties=_merged(entity.properties, papers[entity.id]))
        if entity.id in papers
        else entity
        for entity in entities
    ]


def _merged(
    properties: Mapping[str, tuple[str, ...]], more: Mapping[str, list[str]]
) -> dict[str, tuple[str, ...]]:
    added = {name: unique([*properties.get(name, ()), *values]) for name, values in more.items()}
    return {**properties, **added}


def _key(text: str) -> int:
    return int(digest(text, 16), 16)


def _sorted(keys: list[int], places: list[int]) -> tuple[Array, Array]:
    array = np.array(keys, np.uint64)
    order = np.argsort(array, kind="stable")
    return frozen(array[order]), frozen(np.array(places, np.int64)[order])


def _places(keys: Array, places: Array, key: int) -> list[int]:
    wanted = np.uint64(key)
    first, last = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
    return sorted({int(place) for place in places[first:last]})
