"""What a subject said of itself, from when to when: rows of `identities` from statements.

Statements of one attribute are put in the order of time, and each run of the same value becomes
one row, so that a name that changes and changes back is three rows. Two things are added that
nobody said: the country behind the number (attribute ``flag``), and whether an IMO number holds
its check digit (one that does not stands under ``imo_invalid``).
"""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from vedette.model.position import IDENTITIES
from vedette.reference.flags import flag_of, state_of
from vedette.reference.ships import is_imo

RUNS = """
    WITH marked AS (
        SELECT *, value IS DISTINCT FROM lag(value) OVER in_order AS changed
        FROM read_parquet('{spool}')
        WINDOW in_order AS (PARTITION BY subject, attribute ORDER BY first_seen, last_seen, value)
    ), numbered AS (
        SELECT *, sum(changed::INT) OVER (
            PARTITION BY subject, attribute ORDER BY first_seen, last_seen, value
        ) AS run FROM marked
    )
    SELECT '{source}' AS source, subject, attribute, value, min(first_seen) AS first_seen,
        max(last_seen) AS last_seen, sum(reports)::BIGINT AS reports
    FROM numbered GROUP BY subject, attribute, value, run
    ORDER BY subject, attribute, first_seen, value
"""
"""Runs of the same value, over a file of `heard.STATEMENTS`."""

SUBJECTS = """
    SELECT '{source}' AS source, subject, min(ts) AS first_seen, max(ts) AS last_seen,
        count(*) AS reports
    FROM read_parquet('{spool}') GROUP BY subject ORDER BY subject
"""
"""Every subject with its first and last fix, over a file of `heard.FIXES`."""


def identities(runs: Iterable[pa.Table], subjects: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """`IDENTITIES` rows from the results of `RUNS` and `SUBJECTS`."""
    yield from map(_checked, runs)
    yield from map(_flagged, subjects)


def country_of(subject: str) -> str:
    """The country whose number a subject carries.

    >>> country_of("mmsi:273330000"), country_of("icao24:730123"), country_of("icao24:~2a1b3c")
    ('ru', 'ir', '')
    """
    kind, _, number = subject.partition(":")
    return flag_of(number) if kind == "mmsi" else state_of(number)


def _checked(rows: pa.Table) -> pa.Table:
    imo = pc.equal(rows["attribute"], "imo").to_pylist()
    wrong = [
        of and not is_imo(value) for of, value in zip(imo, rows["value"].to_pylist(), strict=True)
    ]
    attribute = pc.if_else(pa.array(wrong, pa.bool_()), "imo_invalid", rows["attribute"])
    place = rows.schema.get_field_index("attribute")
    return rows.set_column(place, "attribute", attribute)


def _flagged(rows: pa.Table) -> pa.Table:
    countries = pa.array([country_of(name) for name in rows["subject"].to_pylist()], pa.string())
    named = rows.append_column("value", countries)
    named = named.append_column("attribute", pa.repeat("flag", len(rows)))
    return named.select(IDENTITIES.names).filter(pc.not_equal(countries, ""))
