"""Screening a file of any length: chunk by chunk, so that a killed run goes on where it was.

Reach for `screen`. Every chunk of answers is written whole or not at all into a folder beside
the output; when all are there they are put together and the folder goes. A new run over the
same file, snapshot and options finds the chunks that are done and does only the rest, so that
nothing is asked or answered twice. A row that cannot be read is answered ``unread``, with the
reason, and never passed over in silence.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from vedette.find.names import Match, Screener
from vedette.interdict.party import Rules, holds
from vedette.lake.files import locked, write_file
from vedette.model.canonical import canonical
from vedette.model.errors import BadInput
from vedette.model.inquiry import Inquiry
from vedette.reference import followthemoney as ftm

CHUNK = 5_000
"""Rows between two safe points: a few seconds of work, a few megabytes of memory."""

VERSION = 1
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
    screener: Screener,
    plan: Plan,
    parts: Path,
    report: Report,
    workers: int | None = None,
) -> Tally:
    """Answer every inquiry into `parts`, skipping the chunks that are done already."""
    tally = Tally()
    with locked(parts):
        _prepare(parts, plan)
        stream = iter(inquiries)
        number = 0
        while chunk := list(islice(stream, CHUNK)):
            number += 1
            part = parts / f"{number:06}.jsonl"
            if part.is_file():
                answers = [orjson.loads(line) for line in part.read_bytes().splitlines()]
                tally.resumed += len(chunk)
            else:
                answers = list(_answers(chunk, screener, plan, workers))
                write_file(part, b"".join(orjson.dumps(one) + b"\n" for one in answers))
            tally.add(answers, len(chunk))
            report(tally.rows, chunk[-1].read)
    return tally


def answers(parts: Path) -> Iterator[dict[str, Any]]:
    """All answers of a finished run, in the order of the rows."""
    for part in sorted(parts.glob("*.jsonl")):
        with part.open("rb") as file:
            yield from map(orjson.loads, file)


def keys(parts: Path) -> list[str]:
    """Every key that a row with an answer has, in the order in which they came."""
    return list(dict.fromkeys(name for answer in answers(parts) for name in answer["row"]))


def done(parts: Path) -> None:
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


def _answers(
    chunk: Sequence[Inquiry], screener: Screener, plan: Plan, workers: int | None
) -> Iterator[dict[str, Any]]:
    asked = [one.entity for one in chunk if one.entity is not None]
    wide = max(20, plan.limit)  # candidates of other kinds are dropped before the limit counts
    found = screener.match_many(asked, wide, plan.rules.review, workers)
    for one in chunk:
        if one.entity is None:
            yield _answer(one, "unread", [], one.problem)
            continue
        kinds = ftm.candidates(one.entity.schema)
        hits = [hit for hit in next(found) if hit.entity.schema in kinds][: plan.limit]
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
                "list": hit.entity.dataset,
                "explanation": hit.explanation,
            }
            for hit in hits
        ],
    }
