"""The words of every entity, for search boxes: which entries hold all of these words?

Reach for it behind ``/search``, ``/suggest`` and ``/adjacent``, where a person types or walks.
It refuses to judge whether two parties are one: that is `find.names`. Text is folded to plain
lower-case letters, so that "zakharov" finds "Захаров". The folded words live in an in-memory
DuckDB, so that filters, counts and orders are SQL; the entities themselves stay in the lake's
Parquet files and are read from there when they are shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from vedette.interdict.gate.words import Alternatives, Word, fold
from vedette.lake.tables import entity_of
from vedette.model.entity import Entity
from vedette.reference import followthemoney as ftm

BATCH = 20_000

GROUPED = ("countries", "topics", "genders", "identifiers")
"""Columns that gather all values of one type of property, by FollowTheMoney's group names."""

ORDERS = ("id", "schema", "dataset", "caption", "first_seen", "last_seen", "last_change")
"""What a search may be sorted by."""

TEXTS = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ORDERS),
        pa.field("names", pa.string()),
        pa.field("text", pa.string()),
        pa.field("size", pa.int32()),
        *(pa.field(name, pa.list_(pa.string())) for name in GROUPED),
    ]
)

LINKS = pa.schema([(name, pa.string()) for name in ("source", "property", "target", "reverse")])


@dataclass(frozen=True, slots=True)
class Seen:
    """When an entity was first and last on its list, and last changed there; ISO 8601."""

    first: str | None
    last: str | None
    change: str | None


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions that hold together, as SQL with its values."""

    sql: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()

    def and_(self, sql: str, *values: Any) -> "Where":
        """This and one condition more."""
        return Where((*self.sql, sql), (*self.values, *values))

    def __str__(self) -> str:
        return " AND ".join(f"({one})" for one in self.sql) or "TRUE"


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: how many, the ids of one page, and counts by facet."""

    total: int
    ids: tuple[str, ...]
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)


class Texts:
    """The index of one snapshot. Each call has its own cursor, so threads may share it."""

    def __init__(self, database: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
        self._database = database
        self._files = [str(file) for file in files]

    @classmethod
    def build(cls, entities: Iterable[tuple[Entity, Seen]], files: Sequence[Path] = ()) -> "Texts":
        """Fold every entity's text, batch by batch; `files` are the Parquet files they are in."""
        database = duckdb.connect(":memory:")
        for name, schema in (("texts", TEXTS), ("links", LINKS)):
            database.register("empty", schema.empty_table())
            database.execute(f"CREATE TABLE {name} AS SELECT * FROM empty")
        for batch in _batches(entities):
            _insert(database, "texts", [_row(*one) for one in batch], TEXTS)
            _insert(database, "links", [link for one, _ in batch for link in _links(one)], LINKS)
        return cls(database, files)

    def search(
        self,
        words: Alternatives,
        where: Where,
        limit: int,
        offset: int = 0,
        facets: Sequence[str] = (),
        order: Sequence[str] = (),
    ) -> Hits:
        """One page of the entities that hold the words and meet the conditions, best first.

        Best are those whose names hold more of the words, then those that more is known of.
        """
        wanted, rank = _wanted(words)
        both = Where((*where.sql, *wanted.sql), (*where.values, *wanted.values))
        cursor = self._database.cursor()
        by = ", ".join([*order, *rank, "size DESC", "id"])
        sql = f"SELECT id FROM texts WHERE {both} ORDER BY {by} LIMIT {limit} OFFSET {offset}"
        values = [*both.values, *_rank_values(words)]
        ids = tuple(row[0] for row in cursor.execute(sql, values).fetchall())
        total = cursor.execute(f"SELECT count(*) FROM texts WHERE {both}", both.values).fetchall()
        counts = {facet: _count(cursor, facet, both) for facet in facets}
        return Hits(total[0][0], ids, counts)

    def having(self, name: str, value: str) -> Where:
        """The condition that a property holds exactly this value."""
        sql = "id IN (SELECT id FROM read_parquet(?) WHERE list_contains(properties[?], ?))"
        return Where((sql,), (self._files, name, value))

    def entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        """Entities by their ids, read from the lake; ids that are not there are left out."""
        if not ids or not self._files:
            return {}
        sql = "SELECT * FROM read_parquet(?) WHERE id IN (SELECT unnest(?))"
        found = self._database.cursor().sql(sql, params=[self._files, list(ids)])
        rows: pa.Table = found.to_arrow_table()
        return {row["id"]: entity_of(row) for row in rows.to_pylist()}

    def linked(self, identity: str) -> list[tuple[str, str]]:
        """Both ways from an entity: the property seen from its side, and the id at the other end.

        Ids that no entity of the snapshot has are given as they were written.
        """
        sql = (
            "SELECT property, target FROM links WHERE source = ? UNION "
            "SELECT reverse, source FROM links WHERE target = ? AND reverse != '' ORDER BY 1, 2"
        )
        return self._database.cursor().execute(sql, [identity, identity]).fetchall()

    def schemata(self, where: Where) -> list[str]:
        """The schemata that occur."""
        sql = f"SELECT DISTINCT schema FROM texts WHERE {where} ORDER BY 1"
        return [row[0] for row in self._database.cursor().execute(sql, where.values).fetchall()]


def _wanted(words: Alternatives) -> tuple[Where, list[str]]:
    """The condition for the words, and the order that ranks by words found in names."""
    if not words:
        return Where(), []
    values: list[str] = []
    branches = []
    for alternative in words:
        conditions = []
        for word in alternative:
            sql, given = _condition(word, "text")
            conditions.append(f"NOT ({sql})" if word.unwanted else sql)
            values.extend(given)
        branches.append("(" + " AND ".join(conditions) + ")")
    rank = " + ".join(
        f"CAST({_condition(word, 'names')[0]} AS INTEGER)"
        for alternative in words
        for word in alternative
        if not word.unwanted
    )
    return Where((" OR ".join(branches),), tuple(values)), [f"{rank} DESC"] if rank else []


def _rank_values(words: Alternatives) -> list[str]:
    wanted = [word for alternative in words for word in alternative if not word.unwanted]
    return [value for word in wanted for value in _condition(word, "names")[1]]


def _condition(word: Word, column: str) -> tuple[str, list[str]]:
    if word.typos:
        # Only names are searched loosely: edit distance over whole texts finds anything.
        near = f"damerau_levenshtein(w, ?) <= {word.typos}"
        return f"len(list_filter(string_split(names, ' '), lambda w: {near})) > 0", [word.text]
    ending = "" if word.beginning else " "
    return f"contains({column}, ?)", [f" {word.text}{ending}"]


def _count(
    cursor: duckdb.DuckDBPyConnection, facet: str, where: Where
) -> Sequence[tuple[str, int]]:
    column = {"datasets": "dataset", "schema": "schema"}.get(facet) or f"unnest({facet})"
    sql = (
        f"SELECT value, count(*) FROM (SELECT {column} AS value FROM texts WHERE {where}) "
        "GROUP BY value ORDER BY 2 DESC, 1 LIMIT 1000"
    )
    return cursor.execute(sql, where.values).fetchall()


def _row(entity: Entity, seen: Seen) -> dict[str, Any]:
    schema = ftm.schema(entity.schema)
    groups: dict[str, dict[str, None]] = {name: {} for name in GROUPED}
    names: list[str] = []
    texts: list[str] = []
    size = 0
    for name, values in entity.properties.items():
        prop = schema.property(name) if schema else None
        kind = prop.type if prop else "string"
        size += len(values)
        if kind == "name":
            names += values
        if kind != "entity":
            texts += values
        if (group := ftm.GROUPS.get(kind, "")) in groups:
            groups[group].update(dict.fromkeys(values))
    return {
        "id": entity.id,
        "schema": entity.schema,
        "dataset": entity.dataset,
        "caption": entity.caption,
        "first_seen": seen.first,
        "last_seen": seen.last,
        "last_change": seen.change,
        "names": _spaced(names),
        "text": _spaced([entity.id, *texts]),
        "size": size,
        **{name: list(values) for name, values in groups.items()},
    }


def _spaced(values: Iterable[str]) -> str:
    """Folded values with a space around every word and a bar between values."""
    return " " + " | ".join(fold(value) for value in values) + " "


def _links(entity: Entity) -> Iterator[dict[str, str]]:
    schema = ftm.schema(entity.schema)
    for prop in schema.properties.values() if schema else ():
        if prop.type == "entity" and not prop.stub:
            for target in entity.values(prop.name):
                yield {
                    "source": entity.id,
                    "property": prop.name,
                    "target": target,
                    "reverse": prop.reverse,
                }


def _insert(
    database: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]], schema: pa.Schema
) -> None:
    database.register("incoming", pa.Table.from_pylist(rows, schema=schema))
    database.execute(f"INSERT INTO {table} SELECT * FROM incoming")


def _batches(
    entities: Iterable[tuple[Entity, Seen]],
) -> Iterator[list[tuple[Entity, Seen]]]:
    iterator = iter(entities)
    while batch := list(islice(iterator, BATCH)):
        yield batch
