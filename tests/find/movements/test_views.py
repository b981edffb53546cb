"""What is written once is asked of other tables, and only where it is the same question."""

from collections.abc import Callable
from functools import partial

import ibis
import pyarrow as pa
import pytest
from ibis.expr import types as ir

from vedette.find.movements.views import brought, kept, made, named, view

CALLS: list[float] = []


def above(table: ir.Table, other: ir.Table | None = None, *, least: float = 1) -> ir.Table:
    CALLS.append(least)
    found = table.filter(table.n > least)
    return found if other is None else found.semi_join(other, "n")


@pytest.fixture
def con() -> ibis.BaseBackend:
    CALLS.clear()
    return ibis.duckdb.connect()


def rows(table: ir.Table) -> list[int]:
    return sorted(table.to_pyarrow()["n"].to_pylist())


def held(con: ibis.BaseBackend, *numbers: int, **more: list[str]) -> ir.Table:
    return brought(pa.table({"n": [*numbers], **more}), con)


def test_the_same_question_is_written_once_on_any_connection(con: ibis.BaseBackend) -> None:
    assert rows(view(above, held(con, 1, 2, 3), least=1.125)) == [2, 3]
    assert rows(view(above, held(con, 4, 0), least=1.125)) == [4]
    assert rows(view(above, held(ibis.duckdb.connect(), 5), least=1.125)) == [5]
    assert CALLS == [1.125]


def test_other_parameters_columns_or_tables_are_another_question(con: ibis.BaseBackend) -> None:
    table = held(con, 1, 2, 3)
    assert rows(view(above, table, least=2)) == [3]
    assert rows(view(above, table, least=2.0)) == [3]
    assert view(above, held(con, 3, name=["x"]), least=2).columns == ("n", "name")
    assert rows(view(above, table, held(con, 1, 2), least=1)) == [2]
    assert rows(view(above, table, None, least=1)) == [2, 3]
    assert len(CALLS) == 5


def test_a_view_of_views_and_a_table_that_is_asked_twice(con: ibis.BaseBackend) -> None:
    table = held(con, 1, 2, 3, 4)
    two = named(table.filter(table.n > 2))
    assert rows(view(above, two, two, least=3)) == [4]
    assert rows(kept(view(above, two, least=3))) == [4]


def test_tables_without_a_name_are_asked_directly(con: ibis.BaseBackend) -> None:
    memory = ibis.memtable({"n": [1, 2]})
    assert [rows(view(above, memory, least=1.5)) for _ in range(2)] == [[2], [2]]
    assert CALLS == [1.5, 1.5]


def test_a_function_with_a_table_of_its_own_is_asked_each_time(con: ibis.BaseBackend) -> None:
    def among(table: ir.Table) -> ir.Table:
        CALLS.append(0)
        return table.semi_join(ibis.memtable({"n": [2]}), "n")

    asked = [rows(view(among, held(con, 1, 2))) for _ in range(2)]
    assert asked == [[2], [2]]
    assert len(CALLS) > 2


def test_what_is_made_at_once_is_what_is_kept_of_the_view(con: ibis.BaseBackend) -> None:
    table = held(con, 1, 2, 3)
    for rows_of in (table, ibis.memtable({"n": [1, 2, 3]})):
        assert rows(made(above, rows_of, least=1.75)) == [2, 3]
    made_of = made(above, table, least=1.75)
    con.raw_sql(f'DELETE FROM "{table.op().name}"')
    assert rows(made_of) == [2, 3]
    assert rows(view(above, table, least=1.75)) == []


def test_partial_functions_are_the_same_question_where_they_mean_the_same(
    con: ibis.BaseBackend,
) -> None:
    table = held(con, 1, 2, 3)
    for least, found in ((1.375, [2, 3]), (1.375, [2, 3]), (2.375, [3])):
        question = partial(more, least=least)
        assert rows(view(such, table, question=question)) == found
    assert CALLS == [1.375, 2.375]


def such(table: ir.Table, *, question: Callable[[ir.Table], ir.BooleanValue]) -> ir.Table:
    return table.filter(question(table))


def more(table: ir.Table, least: float) -> ir.BooleanValue:
    CALLS.append(least)
    return table.n > least
