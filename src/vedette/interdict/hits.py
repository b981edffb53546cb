"""The answers of a batch as a file: CSV, JSON lines or Parquet, one row for each hit.

The columns of the input come first, as they were, then ours. The file appears whole or not at
all. A row without a hit appears when everybody is wanted, one that could not be read always.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from vedette.model.errors import BadInput

RESULT = {
    "vedette_line": "the line or row of the input",
    "vedette_answer": "hold, review, no_hit, unknown or unread",
    "vedette_schema": "what the row was taken for",
    "vedette_rank": "1 for the likeliest entry",
    "vedette_score": "how likely the two are the same",
    "vedette_id": "the list entry",
    "vedette_name": "its name that agrees best",
    "vedette_entry_schema": "what the entry is",
    "vedette_list": "the lists of its publisher that it stands on",
    "vedette_why": "how names and fields agree and what speaks against, or what is wrong",
}
"""Our columns and what they hold."""

_TYPES = {"vedette_line": "int64", "vedette_rank": "int64", "vedette_score": "float64"}

Answer = Mapping[str, Any]


def write(answers: Iterable[Answer], columns: Sequence[str], path: Path) -> int:
    """Write the answers in the format that the name of `path` asks for; returns the rows."""
    beside = path.with_name(f".{path.name}.unfinished")
    try:
        count = writer(path)(_rows(answers, columns), [*columns, *RESULT], beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return count


def writer(path: Path) -> Callable[[Iterator[dict[str, Any]], Sequence[str], Path], int]:
    """How to write a file of this name; `BadInput` for a format that is not written."""
    found = {".csv": _csv, ".jsonl": _json_lines, ".ndjson": _json_lines, ".parquet": _parquet}
    if path.suffix.lower() not in found:
        raise BadInput(f"-o {path}", "is of no format that is written", f"use {', '.join(found)}")
    return found[path.suffix.lower()]


def refuse_taken(columns: Iterable[str]) -> None:
    """`BadInput` when the input has a column of ours: it is probably an earlier output."""
    if taken := sorted(set(columns) & set(RESULT)):
        raise BadInput(f"the column {taken[0]}", "is one that Vedette writes", "rename it")


def why(explanation: Mapping[str, Any]) -> str:
    """An explanation on one line.

    >>> why({"tokens": [{"query": "Shahed", "candidate": "SHAHED", "how": "exact"}],
    ...      "fields": {"country": {"verdict": "conflict", "query": "fr", "candidate": "ir"}},
    ...      "against": ["the countries differ"]})
    'Shahed = SHAHED (exact); country: conflict (fr / ir); against: the countries differ'
    """
    parts = [
        f"{token.get('query') or '-'} = {token.get('candidate') or '-'} ({token.get('how')})"
        for token in explanation.get("tokens", ())
    ]
    for name, field in explanation.get("fields", {}).items():
        if field["verdict"] != "missing":
            both = f"{_text(field.get('query'))} / {_text(field.get('candidate'))}"
            parts.append(f"{name}: {field['verdict']} ({both})")
    parts += [f"against: {sentence}" for sentence in explanation.get("against", ())]
    return "; ".join(parts)


def _rows(answers: Iterable[Answer], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    for answer in answers:
        row = {name: answer["row"].get(name, "") for name in columns}
        row |= dict.fromkeys(RESULT)
        row["vedette_line"], row["vedette_answer"] = answer["line"], answer["answer"]
        row["vedette_schema"] = answer["schema"]
        if not answer["hits"]:
            yield {**row, "vedette_why": answer["problem"] or None}
        for rank, hit in enumerate(answer["hits"], 1):
            yield {
                **row,
                "vedette_rank": rank,
                "vedette_score": hit["score"],
                "vedette_id": hit["id"],
                "vedette_name": hit["name"],
                "vedette_entry_schema": hit["schema"],
                "vedette_list": hit["list"],
                "vedette_why": why(hit["explanation"]),
            }


def _csv(rows: Iterator[dict[str, Any]], columns: Sequence[str], path: Path) -> int:
    count = 0
    with path.open("w", newline="", encoding="utf-8", errors="replace") as file:
        out = csv.DictWriter(file, columns)
        out.writeheader()
        for row in rows:
            out.writerow(row)
            count += 1
    return count


def _json_lines(rows: Iterator[dict[str, Any]], columns: Sequence[str], path: Path) -> int:
    count = 0
    with path.open("wb") as file:
        for row in rows:
            file.write(orjson.dumps(row) + b"\n")
            count += 1
    return count


def _parquet(rows: Iterator[dict[str, Any]], columns: Sequence[str], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, _TYPES.get(name, "string")) for name in columns])
    count = 0
    with pq.ParquetWriter(path, schema) as out:
        while batch := list(islice(rows, 20_000)):
            out.write_table(pa.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "-")
