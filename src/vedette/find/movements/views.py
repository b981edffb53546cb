"""What a table function makes of tables, under a name: built and written as SQL once a machine.

Reach for `view` where the same function is asked again and again of tables with the same columns,
as each look of ``watch --follow`` and each run does. A detector is an expression of some hundred
nodes; to build it and to write it as SQL takes several times as long as DuckDB needs to answer it
about an hour of positions. So the SQL is kept, for the next process too (see `written`), and is
told other tables' names the next time.

It refuses what it cannot know again: tables without a name (`named` and `kept` give them one, and
`brought` those in memory), and functions that ask the engine something or bring tables of their
own. There, and on Spark, the function is called.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr import operations as ops
from ibis.expr import schema as sch
from ibis.expr import types as ir

from vedette.find.movements import written

Function = Callable[..., ir.Table]

_ROOM = "vedette_table_"
_PLACE = re.compile(rf'"{_ROOM}(\d+)"')
_WRITTEN: dict[tuple[Any, ...], written.Written | None] = {}
"""The SQL of a function of tables with these columns, and the columns it gives; None where the
function brings tables of its own."""


def view(function: Function, *tables: ir.Table | None, **parameters: Any) -> ir.Table:
    """``function(*tables, **parameters)`` as a view, with a name and columns of its own.

    `function` must be the same object each time, and what it gives must follow from its arguments.
    Parameters may be functions too, or `partial` ones.

    >>> def above(table, *, least): return table.filter(table.n > least)
    >>> con = ibis.duckdb.connect()
    >>> one, two = (brought(pa.table({"n": [1, 2, last]}), con) for last in (3, 4))
    >>> [view(above, table, least=1).n.to_pyarrow().to_pylist() for table in (one, two)]
    [[2, 3], [2, 4]]
    """
    known = _asked(function, tables, parameters)
    if known is None:
        return function(*tables, **parameters)
    return _create(known[0], "VIEW", *known[1:])


def made(function: Function, *tables: ir.Table | None, **parameters: Any) -> ir.Table:
    """The same as a table that the engine keeps: what `kept` makes of a view, without the view."""
    known = _asked(function, tables, parameters)
    if known is None:
        return kept(function(*tables, **parameters))
    backend, query, columns = known
    return _create(backend, "TABLE", query, nullable(columns))


def _asked(
    function: Function, tables: tuple[ir.Table | None, ...], parameters: dict[str, Any]
) -> tuple[Any, str, sch.Schema] | None:
    """The engine, and the query of these tables; None where the function is to be called."""
    backend = next(table for table in tables if table is not None).get_backend()
    if backend.name != "duckdb" or not all(t is None or _has_name(t) for t in tables):
        return None
    schemas = tuple(None if table is None else table.schema() for table in tables)
    key = (function, schemas, _same(tuple(sorted(parameters.items()))))
    if key not in _WRITTEN:
        _WRITTEN[key] = _written(key, backend, parameters)
    known = _WRITTEN[key]
    if known is None:
        return None
    sql, columns = known
    names = [None if table is None else _name(table) for table in tables]
    return backend, _PLACE.sub(lambda place: str(names[int(place[1])]), sql), columns


def named(table: ir.Table) -> ir.Table:
    """The same under a name of its own: for what is longer to keep than to read again.

    DuckDB keeps all rows of what is said twice in one query, but reads a view as often as it is
    asked. Tables in memory go when nobody holds them, and no view does: they stay as they are.
    """
    backend = table.get_backend()
    if backend.name != "duckdb" or _has_name(table) or table.op().find(ops.InMemoryTable):
        return table
    return _create(backend, "VIEW", sql(backend, table), table.schema())


def kept(table: ir.Table) -> ir.Table:
    """The table as it is now, kept by the engine, on disk if need be: for what is asked twice."""
    backend = table.get_backend()
    return _copied(backend, table) if backend.name == "duckdb" else table.cache()


def brought(table: ir.Table | pa.Table, backend: Any) -> ir.Table:
    """A table in memory brought into this engine; any other as it is.

    In memory it has another name each time, and nothing that was written fits it. Spark is not
    asked to keep it.
    """
    if isinstance(table, pa.Table):
        if backend.name != "duckdb":
            return ibis.memtable(table)
        name = ibis.util.gen_name("vedette_rows")
        backend.con.register(name, table)
        columns = nullable(sch.Schema.from_pyarrow(table.schema))
        found = _create(backend, "TABLE", f'SELECT * FROM "{name}"', columns)
        backend.con.unregister(name)
        return found
    if backend.name != "duckdb" or not isinstance(table.op(), ops.InMemoryTable):
        return table
    return _copied(backend, table)


def _copied(backend: Any, table: ir.Table) -> ir.Table:
    return _create(backend, "TABLE", sql(backend, table), nullable(table.schema()))


def sql(backend: Any, table: ir.Table) -> str:
    """The query that gives the table, in the words of DuckDB."""
    if _has_name(table):
        return f"SELECT * FROM {_name(table)}"
    backend._run_pre_execute_hooks(table)
    return str(backend.compile(table))


def nullable(columns: sch.Schema) -> sch.Schema:
    """The same, and any column may be null: only then do unions and first rows fit together."""
    return ibis.schema({name: kind.copy(nullable=True) for name, kind in columns.items()})


def _has_name(table: ir.Table) -> bool:
    return isinstance(table.op(), ops.DatabaseTable)


def _name(table: ir.Table) -> str:
    operation: Any = table.op()
    place = operation.namespace
    parts = (place.catalog, place.database, operation.name)
    return ".".join(f'"{part}"' for part in parts if part)


def _same(value: Any) -> Any:
    """What is equal where two parameters mean the same."""
    if isinstance(value, partial):
        return (value.func, _same(tuple(sorted(value.keywords.items()))))
    if isinstance(value, tuple):
        return tuple(_same(one) for one in value)
    return value if callable(value) else repr(value)


def _said(key: Any) -> Iterator[str]:
    """The key in words that mean the same in every process."""
    if isinstance(key, tuple):
        yield "("
        for one in key:
            yield from _said(one)
        yield ")"
    elif callable(key):
        yield written.name(key) or ""
    else:
        yield repr(key)


def _written(
    key: tuple[Any, ...], backend: Any, parameters: dict[str, Any]
) -> written.Written | None:
    """What was written on this machine, or is now."""
    words = list(_said(key))
    if "" in words:
        return _write(key, backend, parameters)
    question = " ".join(words)
    known = written.known(question)
    if known is None:
        known = _write(key, backend, parameters)
        if known is not None:
            written.keep(question, known)
    return known


def _write(
    key: tuple[Any, ...], backend: Any, parameters: dict[str, Any]
) -> written.Written | None:
    function, schemas, _ = key
    tables = [
        None if schema is None else _table(backend, f"{_ROOM}{number}", schema)
        for number, schema in enumerate(schemas)
    ]
    found = function(*tables, **parameters)
    if found.op().find(ops.InMemoryTable):
        return None
    return sql(backend, found), found.schema()


def _create(backend: Any, kind: str, sql: str, columns: sch.Schema) -> ir.Table:
    name = ibis.util.gen_name("vedette_view")
    backend.raw_sql(f'CREATE TEMP {kind} "{name}" AS {sql}')
    return _table(backend, name, columns, ops.Namespace(catalog="temp", database="main"))


def _table(backend: Any, name: str, columns: sch.Schema, *place: Any) -> ir.Table:
    return ops.DatabaseTable(name, columns, backend, *place).to_expr()
