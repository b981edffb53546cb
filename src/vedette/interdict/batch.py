"""Screening a file of any length: chunk by chunk, so that a killed run goes on where it was.

Reach for `screen`. Every chunk of answers is written whole or not at all into a folder beside
the output; when all are there they are put together and the folder goes. A new run over the
same file, snapshot and options finds the chunks that are done and does only the rest, so that
nothing is asked or answered twice. A row that cannot be read is answered ``unread``, with the
reason, and never passed over in silence.
"""

import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from vedette.find.entries import one_each
from vedette.find.names import Match, Screener
from vedette.find.names.crew import crew, done
from vedette.interdict.party import Rules, holds, matches_of
from vedette.lake.files import locked, write_file
from vedette.model.canonical import canonical
from vedette.model.errors import BadInput
from vedette.model.inquiry import Inquiry

CHUNK = 2_000
"""Rows between two safe points: a few seconds of work, a few megabytes of memory."""

VERSION = 2
"""Changes with what a chunk holds, so that an old one is not continued."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does. Two runs with equal plans give equal answers, so one may finish the other.

    `source` is the SHA-256 of the input, `settings` whatever decides how it is read. `stale` are
    the lists that are too old to say that nobody matches.
    """

    source: str
    snapshot: str
    rules: Rules
    limit: int
    everybody: bool
    stale: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Canonical bytes, for telling whether two runs are one."""
        return canonical({**asdict(self), "chunk": CHUNK, "version": VERSION})


@dataclass(slots=True)
class Tally:
    """What came of it so far. `unread` holds the first rows that could not be read."""

    rows: int = 0
    screened: int = 0
    hit_rows: int = 0
    hits: int = 0
    unread_rows: int = 0
    unread: list[tuple[int, str]] = field(default_factory=list)
    resumed: int = 0

    def add(self, answers: Sequence[Mapping[str, Any]], rows: int) -> None:
        """Count one chunk."""
        unread = [one for one in answers if one["answer"] == "unread"]
        found = [one for one in answers if one["hits"]]
        self.rows += rows
        self.screened += rows - len(unread)
        self.hit_rows += len(found)
        self.hits += sum(len(one["hits"]) for one in found)
        self.unread_rows += len(unread)
        self.unread += [(one["line"], one["problem"]) for one in unread[: 100 - len(self.unread)]]


Report = Callable[[int, int], None]
"""Called with the rows done and how much of the file is read."""


def screen(
    inquiries: Iterable[Inquiry],
    snapshot: Path,
    plan: Plan,
    parts: Path,
    report: Report,
    workers: int | None = None,
) -> Tally:
    """Answer every inquiry into `parts`, skipping the chunks that are done already.

    `snapshot` is the folder of a saved screener, whose pages the workers share; `workers` are
    processes, as many as there are cores if left out. Never more chunks are in memory than one
    for each worker and one more.
    """
    tally = Tally()
    count = workers or os.cpu_count() or 1
    with locked(parts), crew(snapshot, count) as submit:
        _prepare(parts, plan)
        waiting: deque[tuple[int, int, Path, bool, Future[bytes]]] = deque()
        for number, chunk in enumerate(_chunks(inquiries), 1):
            part = parts / f"{number:06}.jsonl"
            there = part.is_file()
            found = done(part.read_bytes()) if there else submit(_answer_chunk, chunk, plan)
            waiting.append((len(chunk), chunk[-1].read, part, there, found))
            while len(waiting) > count:
                _finish(waiting.popleft(), tally, report)
        while waiting:
            _finish(waiting.popleft(), tally, report)
    return tally


def _finish(
    chunk: tuple[int, int, Path, bool, Future[bytes]], tally: Tally, report: Report
) -> None:
    """Wait for a chunk's answers, make them safe, and count them."""
    rows, read, part, there, found = chunk
    data = found.result()
    if there:
        tally.resumed += rows
    else:
        write_file(part, data)
    tally.add([orjson.loads(line) for line in data.splitlines()], rows)
    report(tally.rows, read)


def _answer_chunk(screener: Screener, chunk: Sequence[Inquiry], plan: Plan) -> bytes:
    return b"".join(orjson.dumps(one) + b"\n" for one in _answers(chunk, screener, plan))


def _chunks(inquiries: Iterable[Inquiry]) -> Iterator[list[Inquiry]]:
    stream = iter(inquiries)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def answers(parts: Path) -> Iterator[dict[str, Any]]:
    """All answers of a finished run, in the order of the rows."""
    for part in sorted(parts.glob("*.jsonl")):
        with part.open("rb") as file:
            yield from map(orjson.loads, file)


def keys(parts: Path) -> list[str]:
    """Every key that a row with an answer has, in the order in which they came."""
    return list(dict.fromkeys(name for answer in answers(parts) for name in answer["row"]))


def forget(parts: Path) -> None:
    """Remove the chunks, once what was made of them is safe."""
    shutil.rmtree(parts)
    parts.with_name(f".{parts.name}.lock").unlink(missing_ok=True)


def _prepare(parts: Path, plan: Plan) -> None:
    """The folder of chunks for this plan; chunks of another plan are not ours to continue."""
    file = parts / "plan.json"
    if file.is_file() and file.read_bytes() == plan.to_bytes():
        return
    if file.is_file():
        raise BadInput(
            str(parts),
            "holds an unfinished run over another file, other lists or with other options",
            "finish that one, or remove the folder to begin anew",
        )
    parts.mkdir(parents=True, exist_ok=True)
    write_file(file, plan.to_bytes())


def _answers(chunk: Sequence[Inquiry], screener: Screener, plan: Plan) -> Iterator[dict[str, Any]]:
    for one in chunk:
        if one.entity is None:
            yield _answer(one, "unread", [], one.problem)
            continue
        hits = matches_of(screener, one.entity, plan.limit, plan.rules)
        if hits:
            held = any(holds(hit, plan.rules) for hit in hits)
            yield _answer(one, "hold" if held else "review", hits)
        elif plan.everybody:
            yield _answer(one, "unknown" if plan.stale else "no_hit", [])


def _answer(one: Inquiry, answer: str, hits: Sequence[Match], problem: str = "") -> dict[str, Any]:
    return {
        "line": one.line,
        "row": dict(one.row),
        "schema": one.entity.schema if one.entity else "",
        "answer": answer,
        "problem": problem,
        "hits": [
            {
                "score": hit.score,
                "id": hit.entity.id,
                "name": hit.explanation.get("candidate") or hit.entity.caption,
                "schema": hit.entity.schema,
                "list": ", ".join(dict.fromkeys(place.dataset for place in places)),
                "explanation": hit.explanation,
            }
            for hit, places in one_each(hits)
        ],
    }
