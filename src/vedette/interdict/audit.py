"""Is everything still as it was acknowledged? Behind `vedette verify`.

Reach for `audit` to have the ledger's chain and every release's bytes recomputed. It changes
nothing and never stops at the first problem: it names each one.

How a broken chain is read. `follows` is the event whose hash an event carries as its previous.

===================================================  ======================================
content no longer gives the event's own hash         edited
numbers are missing                                  removed
skips the one before it, which nobody follows        the one before was inserted
follows an event elsewhere in the ledger             out of order
follows an event that is not in the ledger           its predecessor was removed or rewritten
ends before the remembered head, or not with it      the end was removed or rewritten
===================================================  ======================================
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vedette.interdict import ledger as chain
from vedette.interdict.ledger import GENESIS, Ledger
from vedette.lake import releases
from vedette.lake.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` names the event or file, `what` says what happened to it."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What was looked at, and what is wrong with it."""

    events: int
    head: str
    files: int
    problems: tuple[Problem, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def audit(workspace: Workspace, ledger: Ledger, noted: str | None = None) -> Audit:
    """Check the chain, its head, and every file the ledger vouches for.

    `noted` is a head hash that somebody wrote down earlier: it must still be in the chain.
    """
    rows = list(chain.rows(ledger))
    problems = [*_links(rows), *_ends(rows, chain.remembered(ledger))]
    if noted is not None and noted not in {GENESIS, *(row["hash"] for row in rows)}:
        problems.append(Problem("the noted head", f"{noted[:16]}… is no longer in the ledger"))
    seals = _seals(ledger)
    problems.extend(_files(workspace, seals))
    return Audit(len(rows), rows[-1]["hash"] if rows else GENESIS, len(seals), tuple(problems))


def _links(rows: list[dict[str, Any]]) -> Iterator[Problem]:
    places = {row["hash"]: row["seq"] for row in rows}
    followed = {row["previous"] for row in rows}
    before, previous, number = GENESIS, GENESIS, 0  # hash two back, hash one back, its number
    for row in rows:
        seq, follows = row["seq"], row["previous"]
        if seq > number + 1:
            missing = f"event {number + 1}" if seq == number + 2 else f"{number + 1} to {seq - 1}"
            yield Problem(missing, "was removed: its number is missing")
        if chain.hash_of(row) != row["hash"]:
            yield Problem(f"event {seq}", "was edited: its content does not give its hash")
        if follows != previous and seq == number + 1:
            if number and follows == before and previous not in followed:
                yield Problem(f"event {number}", f"was inserted: event {seq} does not follow it")
            elif follows in places:
                yield Problem(
                    f"event {seq}", f"is out of order: it was written after event {places[follows]}"
                )
            else:
                yield Problem(
                    f"event {seq}",
                    "follows an event that is not here: the one before it was removed or rewritten",
                )
        before, previous, number = previous, row["hash"], seq


def _ends(rows: list[dict[str, Any]], head: tuple[int, str] | None) -> Iterator[Problem]:
    if head is None:
        yield Problem(chain.HEAD, "is missing or unreadable: the end of the ledger is unproven")
        return
    seq, tip = head
    last = rows[-1]["seq"] if rows else 0
    if last < seq:
        yield Problem(f"events {last + 1} to {seq}", "were removed from the end")
    elif seq and next((row["hash"] for row in rows if row["seq"] == seq), "") != tip:
        yield Problem(f"event {seq}", "was rewritten: it is not the one that was acknowledged")


def _seals(ledger: Ledger) -> dict[str, str]:
    """What each file's bytes must be: a release is sealed once, findings each time they are
    written."""
    found: dict[str, str] = {}
    for event in chain.events(ledger, kinds=["see", "find"]):
        seal = event.payload.get("seal")
        if isinstance(seal, Mapping):
            for name, value in seal.items():
                if event.kind == "find" or name not in found:
                    found[str(name)] = str(value)
    return found


def _files(workspace: Workspace, seals: Mapping[str, str]) -> Iterator[Problem]:
    for name, promised in seals.items():
        path = workspace.root / name
        if not Path(name).parts or Path(name).is_absolute() or ".." in Path(name).parts:
            yield Problem(name, "is not a path in this workspace")
        elif not path.is_file():
            yield Problem(name, "is missing")
        elif releases.sha256_of(path) != promised:
            yield Problem(name, "was changed: its bytes do not give the hash in the ledger")
    for release in releases.kept(workspace):
        # Kept, but the event was never written (a kill between the two): the name still tells.
        path = releases.folder(workspace, release) / release.filename
        name = str(path.relative_to(workspace.root))
        if name not in seals and path.is_file() and releases.sha256_of(path) != release.sha256:
            yield Problem(name, "was changed: its bytes do not give its name")
