"""Pairs of names to learn from: aliases of one entity against look-alikes of another.

    python -m benchmarks.names.pairs list.jsonl customers.csv > pairs.tsv

The list is one publisher's, in which two entries are two parties, as FollowTheMoney JSON lines;
the CSV has a column `full_name` of people who are on no list. One entity's names, and what
clerks and scanners make of them, belong together; the most similar names of other entities, and
of customers, do not. Entities are dealt into a training and a held-out half by their id, so that
no entity teaches and tests.
"""

import csv
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from rapidfuzz import fuzz

from vedette.find.names import Screener
from vedette.find.names.evidence import names_of, sort_of
from vedette.find.names.tokens import Habit, Kind, analyse
from vedette.find.names.variations import FOR_BODIES, FOR_PERSONS, varied
from vedette.model.entity import Entity

CUSTOMERS = 10_000
"""Customers that are learned from; the rest of the file is left to measure with."""

RELATED = 65
"""Aliases less alike than this by rapidfuzz's WRatio are other names, not other spellings."""


class Pair(NamedTuple):
    """Two names; `same` is the label, `kind` where the pair is from, `held` the half it is in."""

    kind: str
    query: str
    listed: str
    schema: str
    listed_schema: str
    same: bool
    held: bool


def main(arguments: list[str]) -> None:
    """Write the pairs as tab-separated rows."""
    listed, customers = Path(arguments[0]), Path(arguments[1])
    with customers.open(encoding="utf-8", newline="") as file:
        names = [row["full_name"] for row in csv.DictReader(file)][:CUSTOMERS]
    writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    writer.writerow(Pair._fields)
    writer.writerows(make(entities([listed]), names))


def read(path: Path) -> list[Pair]:
    """The pairs that `main` wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        return [Pair(*row[:5], same=row[5] == "True", held=row[6] == "True") for row in rows]


def entities(paths: Iterable[Path]) -> list[Entity]:
    """The entities of some lists."""
    found = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            entity = Entity.from_json(json.loads(line))
            if sort_of(entity.schema)[1]:
                found.append(entity)
    return found


def held_out(identity: str) -> bool:
    """Is it in the half that only tests?"""
    return crc32(identity.encode()) % 2 == 1


def make(listed: list[Entity], customers: list[str], seed: int = 0) -> Iterator[Pair]:
    """All pairs; `listed` is one list, so that two entries are two parties."""
    rng = random.Random(seed)
    screener = Screener.build(listed)
    for entity in listed:
        yield from _aliases(entity)
        yield from _variations(entity, seed)
        yield from _lookalikes(screener, entity)
    yield from _swaps(listed, rng)
    for at, name in enumerate(customers):
        query = {"schema": "Person", "properties": {"name": [name]}}
        for match in screener.match(query, limit=3, threshold=0.02):
            found = str(match.explanation["candidate"])
            yield Pair("customer", name, found, "Person", match.entity.schema, False, at % 2 == 1)


def _strong(entity: Entity) -> list[str]:
    return [name for name, weak in names_of(entity) if not weak]


def _aliases(entity: Entity) -> Iterator[Pair]:
    names = _strong(entity)
    for other in names[1:6]:
        if fuzz.WRatio(names[0].lower(), other.lower()) >= RELATED:
            held = held_out(entity.id)
            yield Pair("alias", other, names[0], entity.schema, entity.schema, True, held)


def _variations(entity: Entity, seed: int) -> Iterator[Pair]:
    person = sort_of(entity.schema)[0] is Habit.PERSON
    name = entity.caption
    changes = list(varied(name, FOR_PERSONS if person else FOR_BODIES, seed))
    random.Random(crc32(entity.id.encode())).shuffle(changes)
    for change in changes[:4]:
        held = held_out(entity.id)
        yield Pair(change.kind, change.text, name, entity.schema, entity.schema, True, held)


def _lookalikes(screener: Screener, entity: Entity) -> Iterator[Pair]:
    query = {"schema": entity.schema, "properties": {"name": [entity.caption]}}
    for match in screener.match(query, limit=4, threshold=0.02):
        if match.entity.id != entity.id and not _one_party(entity, match.entity):
            found = str(match.explanation["candidate"])
            held = held_out(entity.id)
            schema = match.entity.schema
            yield Pair("look-alike", entity.caption, found, entity.schema, schema, False, held)


def _one_party(one: Entity, other: Entity) -> bool:
    """Entries that share a name, legal form aside, may be one party listed twice."""
    mine = {_core(name, one.schema) for name in _strong(one)}
    return any(_core(name, other.schema) in mine for name in _strong(other))


def _core(name: str, schema: str) -> tuple[str, ...]:
    tokens = analyse(name, sort_of(schema)[0]).tokens
    return tuple(sorted(token.text for token in tokens if token.kind not in _LIGHT))


_LIGHT = {Kind.LEGAL, Kind.PARTICLE, Kind.TITLE, Kind.SUFFIX}


def _swaps(listed: list[Entity], rng: random.Random) -> Iterator[Pair]:
    """One telling word of a name exchanged for another entity's: a made-up stranger."""
    groups: dict[str, list[Entity]] = {}
    for entity in listed:
        groups.setdefault(sort_of(entity.schema)[1], []).append(entity)
    for group in groups.values():
        for entity in group:
            words = entity.caption.replace(",", "").split()
            schema = entity.schema
            places = [at for at, word in enumerate(words) if _tells(word, schema)]
            donor = rng.choice(group).caption.replace(",", "").split()
            new = [word for word in donor if _tells(word, schema) and word not in words]
            if len(words) < 2 or not places or not new:
                continue
            words[rng.choice(places)] = rng.choice(new)
            made = " ".join(words)
            yield Pair("swap", made, entity.caption, schema, schema, False, held_out(entity.id))


def _tells(word: str, schema: str) -> bool:
    tokens = analyse(f"{word} x", sort_of(schema)[0]).tokens[:-1]
    return any(token.kind == Kind.NAME and len(token.text) > 2 for token in tokens)


if __name__ == "__main__":
    main(sys.argv[1:])
