"""The sets kept for final measurement, beside nomenklatura's logic-v2: totals, never rows.

    python -m benchmarks.names.final --cases cases.csv --checks checks.yml --negatives global.csv

The files are nomenklatura's ``contrib/name_bench/cases.csv`` (groups ``synth_…`` only) and
``contrib/entity_bench/checks.yml``, and yente's ``negatives_global.csv``; bring them, they are not
ours to ship. Nothing was chosen or corrected by them, so that these are the figures a stranger may
expect. A run prints counts and shares alone; who wants to see what was wrong has to write that
himself, and has then used the set up. Needs `make peers`.
"""

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.names.accuracy import LISTS, asked, rows_of
from benchmarks.names.lists import entities_of
from benchmarks.names.train import auc

import vedette
from vedette.find.names import Screener

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "benchmarks" / "peers"
THRESHOLD = 0.7


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=Path, required=True)
    options.add_argument("--checks", type=Path, required=True)
    options.add_argument("--negatives", type=Path, required=True)
    options.add_argument("--shared", type=Path, default=Path("../shared/data"))
    options.add_argument("--peers", type=Path, default=ROOT / ".venv-peers")
    options.add_argument(
        "--peer-names", type=int, default=2_000, help="negatives logic-v2 is asked"
    )
    said = options.parse_args()
    python = said.peers / "bin" / "python"
    if not python.exists():
        sys.exit(f"{said.peers} is not there: `make peers` installs the peers.")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for path in (said.cases, said.checks, said.negatives):
        print(f"  {path.name}: sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}")
    with tempfile.TemporaryDirectory() as folder:
        pairs(said, python, Path(folder))
        negatives(said, python, Path(folder))


def pairs(said: argparse.Namespace, python: Path, folder: Path) -> None:
    """Labelled pairs: area under the curve, F1, right of all at 0.7."""
    target = folder / "pairs.json"
    command = [python, PEERS / "final_pairs.py", said.cases, said.checks, target]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": ""})
    found = json.loads(target.read_text())
    same = np.array([one["same"] for one in found])
    theirs = np.array([one["score"] for one in found])
    ours = np.array([_score(one) for one in found])
    print(f"\n{'pairs':<30}{'':>7}{'vedette':>27}{'logic-v2':>27}")
    print(f"{'':<30}{'pairs':>7}" + f"{'AUC':>9}{'F1@0.7':>9}{'right':>9}" * 2)
    for bench in ("name_bench", "entity_bench"):
        mine = np.array([one["bench"] == bench for one in found])
        groups = sorted({one["group"] for one in found if one["bench"] == bench})
        for group in (*groups, None):
            chosen = mine & np.array([group in (None, one["group"]) for one in found])
            cells = "".join(_cells(score[chosen], same[chosen]) for score in (ours, theirs))
            print(f"{bench + ', ' + (group or 'all'):<30}{chosen.sum():>7}{cells}")


def _score(pair: dict[str, Any]) -> float:
    one, other = (
        {"schema": pair["schema"], "properties": pair[side]} for side in ("query", "listed")
    )
    return vedette.compare(one, other).score


def _cells(scores: Any, same: Any) -> str:
    said = scores >= THRESHOLD
    right = int((said & same).sum())
    both = same.any() and not same.all()
    f1 = 2 * right / max(1, said.sum() + same.sum())
    area = f"{auc(scores, same):>9.3f}" if both else f"{'-':>9}"
    return f"{area}{f1:>9.3f}{(said == same).mean():>9.1%}"


def negatives(said: argparse.Namespace, python: Path, folder: Path) -> None:
    """Invented people of all nations, who are on no list: how many are hit at 0.7."""
    rows = rows_of(said.negatives)
    listed = entities_of([said.shared / "lists" / one for one in LISTS])
    screener = Screener.build(listed)
    print(f"\n{'invented people':<44}{'asked':>9}{'hit':>7}{'share':>9}")
    for label, fields in (("by name alone", False), ("with all fields", True)):
        queries = (asked(row if fields else {"full_name": row["full_name"]}) for row in rows)
        _line(f"vedette, {label}", [bool(screener.match(one, 1, THRESHOLD)) for one in queries])
    few = rows[:: max(1, len(rows) // said.peer_names)][: said.peer_names]
    ours = (asked({"full_name": row["full_name"]}) for row in few)
    _line("vedette, by name alone", [bool(screener.match(one, 1, THRESHOLD)) for one in ours])
    task, answers = folder / "task.json", folder / "answers.json"
    task.write_text(json.dumps({
        "entities": [
            {"id": one.id, "schema": one.schema, "names": list(one.values("name", "alias"))}
            for one in listed if one.values("name")
        ],
        "queries": [{"schema": "Person", "name": row["full_name"]} for row in few],
    }))  # fmt: skip
    command = [python, PEERS / "contestant.py", "logic-v2, n-grams", task, answers, "1"]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": ""}, capture_output=True)
    found = json.loads(answers.read_text())["answers"]
    _line(
        "logic-v2 behind n-grams, by name alone", [bool(_best(one) >= THRESHOLD) for one in found]
    )


def _best(found: Iterable[Any]) -> float:
    return max((score for _, score in found), default=0.0)


def _line(label: str, hits: list[bool]) -> None:
    print(f"{label:<44}{len(hits):>9,}{sum(hits):>7,}{sum(hits) / len(hits):>9.3%}", flush=True)


if __name__ == "__main__":
    main()
