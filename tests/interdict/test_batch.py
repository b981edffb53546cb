"""A file screened in chunks: resumable, nothing twice, nothing passed over."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.interdict.gate.house import ENTRIES, workspace_at
from vedette.find.names import Screener
from vedette.interdict import batch, hits
from vedette.interdict.batch import Plan, screen
from vedette.interdict.ledger import events, open_ledger
from vedette.interdict.party import Rules
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.model.inquiry import Inquiry

RULES = Rules(0.7, 0.9)
NAMES = ["Kestrel Aviation Industries", "Quentin Umbrage Xylander", "Aleksandr Zakharevich"]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("snapshot")
    Screener.build(ENTRIES).save(folder)
    return folder


def plan(**said):
    return Plan("sha", "s-1", **{"rules": RULES, "limit": 5, "everybody": False, **said})


def asked(count):
    for n in range(count):
        name = NAMES[n % 3]
        entity = None if n % 10 == 9 else Entity("", "LegalEntity", {"name": (name,)})
        yield Inquiry(n + 2, {"name": name}, entity, "" if entity else "names nobody", n)


def nothing(rows, read):
    """A report nobody looks at."""


def test_every_row_is_answered_or_counted(tmp_path, snapshot, monkeypatch):
    monkeypatch.setattr(batch, "CHUNK", 7)
    parts = tmp_path / "parts"
    tally = screen(asked(30), snapshot, plan(everybody=True), parts, nothing, workers=1)
    answers = list(batch.answers(parts))
    assert [one["line"] for one in answers] == list(range(2, 32))
    assert (tally.rows, tally.screened, tally.unread_rows) == (30, 27, 3)
    by_answer = {one["answer"] for one in answers if one["row"]["name"] == NAMES[1]}
    assert by_answer == {"no_hit", "unread"}
    kestrel = answers[0]
    assert kestrel["answer"] == "hold"
    assert kestrel["hits"][0]["id"] == "inv-1"


def test_stale_lists_answer_unknown(tmp_path, snapshot):
    screen(
        asked(3),
        snapshot,
        plan(everybody=True, stale=("un-sc",)),
        tmp_path / "p",
        nothing,
        workers=1,
    )
    answers = {one["row"]["name"]: one["answer"] for one in batch.answers(tmp_path / "p")}
    assert answers[NAMES[1]] == "unknown"
    assert answers[NAMES[0]] == "hold"


def test_a_broken_off_run_goes_on_and_asks_nobody_twice(tmp_path, snapshot, monkeypatch):
    monkeypatch.setattr(batch, "CHUNK", 4)
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    screen(asked(30), snapshot, plan(), whole, nothing, workers=1)

    def breaks(rows, read):
        if rows >= 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screen(asked(30), snapshot, plan(), parts, breaks, workers=1)
    (parts / ".000009.jsonl.half-written").write_text("{")
    asked_again = []
    original = Screener.rank

    def watched(self, query, *rest):
        if query.caption in NAMES:
            asked_again.append(query)
        return original(self, query, *rest)

    monkeypatch.setattr(Screener, "rank", watched)
    tally = screen(asked(30), snapshot, plan(), parts, nothing, workers=1)
    assert tally.resumed == 12
    assert len(asked_again) == 16, "18 rows were left, two of which name nobody"
    assert list(batch.answers(parts)) == list(batch.answers(whole))


def test_many_workers_give_the_answers_of_one(tmp_path, snapshot, monkeypatch):
    monkeypatch.setattr(batch, "CHUNK", 4)
    for workers in (1, 2):
        screen(asked(30), snapshot, plan(), tmp_path / str(workers), nothing, workers)
    one, two = (list(batch.answers(tmp_path / name)) for name in ("1", "2"))
    assert one == two != []


def test_another_file_or_other_lists_do_not_continue_a_run(tmp_path, snapshot):
    screen(asked(3), snapshot, plan(), tmp_path / "parts", nothing, workers=1)
    with pytest.raises(BadInput, match="unfinished run over another file"):
        screen(asked(3), snapshot, plan(limit=9), tmp_path / "parts", nothing, workers=1)


@pytest.mark.parametrize("name", ["hits.csv", "hits.jsonl", "hits.parquet"])
def test_the_output_in_every_format(tmp_path, snapshot, name):
    parts, path = tmp_path / "parts", tmp_path / name
    screen(asked(10), snapshot, plan(), parts, nothing, workers=1)
    count = hits.write(batch.answers(parts), ["name"], path)
    if name.endswith("parquet"):
        rows = pq.read_table(path).to_pylist()
    elif name.endswith("jsonl"):
        rows = [json.loads(line) for line in path.read_text().splitlines()]
    else:
        import csv

        rows = list(csv.DictReader(path.open(newline="")))
    assert len(rows) == count
    assert rows[0]["vedette_id"] == "inv-1"
    assert "Kestrel = Kestrel (exact)" in rows[0]["vedette_why"]
    assert rows[-1]["vedette_answer"] == "unread"
    assert rows[-1]["vedette_why"] == "names nobody"
    assert not list(tmp_path.glob(".*unfinished"))


def test_an_unknown_format_is_refused_before_anything_is_asked(tmp_path):
    with pytest.raises(BadInput, match="of no format that is written"):
        hits.writer(tmp_path / "hits.xlsx")
    with pytest.raises(BadInput, match="one that Vedette writes"):
        hits.refuse_taken(["name", "vedette_score"])


def run(*words: str):
    return subprocess.Popen(
        [sys.executable, "-m", "vedette", "screen", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.long
def test_the_command_killed_again_and_again_gives_the_same_file(tmp_path):
    """kill -9 twice on the way; the output is that of a run that nobody disturbed."""
    home = tmp_path / "home"
    workspace_at(home, fresh=True)
    customers = tmp_path / "customers.csv"
    rows = [f"{n},{NAMES[n % 3]}" for n in range(4_500)]
    customers.write_text("id,name\n" + "\n".join(rows) + "\nlast,Too,many\n")
    words = [str(customers), "-w", str(home), "--workers", "1"]
    outputs = [tmp_path / "calm.csv", tmp_path / "killed.csv"]
    calm = run(*words, "-o", str(outputs[0]), "--json")
    said, complained = calm.communicate(timeout=120)
    assert calm.returncode == 1, complained
    summary = json.loads(said)
    assert (summary["rows"], summary["hit_rows"], summary["unread_rows"]) == (4_501, 3_000, 1)
    assert summary["unread"][0]["line"] == 4_502
    for chunk in ("000001", "000002"):
        process = run(*words, "-o", str(outputs[1]))
        part = Path(f"{outputs[1]}.parts") / f"{chunk}.jsonl"
        while not part.exists() and process.poll() is None:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert not outputs[1].exists()
    last = run(*words, "-o", str(outputs[1]), "--json")
    said, complained = last.communicate(timeout=120)
    assert json.loads(said)["resumed_rows"] >= 4_000, complained
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert not list(tmp_path.glob("*.parts"))
    jobs = list(events(open_ledger(Workspace.open(home)), kinds=["screen"]))
    assert [job.payload["hits"] for job in jobs] == [summary["hits"]] * 2


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["customers.csv"], 2, "say where its hits shall go"),
        (["customers.csv", "-o", "there.csv"], 2, "is there already"),
        (["customers.csv", "-o", "hits.xls"], 2, "of no format"),
        (["nowhere.csv", "-o", "hits.csv"], 2, "is not there"),
        (["", "-o", "hits.csv"], 2, "name the file"),
        (["X", "--schema", "Banana"], 2, "cannot be screened"),
        (["X", "-p", "banana=1"], 2, "is no property"),
        ([""], 2, "is empty"),
        (["Quentin Umbrage Xylander"], 0, "nothing found"),
        (["Kestrel Aviation Industries"], 1, "hold"),
        (["--imo", "9481910"], 1, "PORT TESTOVY-3"),
    ],
)
def test_what_the_command_says_and_its_exit_status(workspace_here, words, status, says):
    words = [str(workspace_here / word) if word[-4:-3] == "." else word for word in words]
    done = run(*words, "-w", str(workspace_here / "home"))
    said, complained = done.communicate(timeout=120)
    assert done.returncode == status, said + complained
    assert says in " ".join((said + complained).split())


@pytest.fixture(scope="module")
def workspace_here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("here")
    workspace_at(folder / "home", fresh=True)
    (folder / "customers.csv").write_text("name\nA\n")
    (folder / "there.csv").write_text("x")
    return folder
