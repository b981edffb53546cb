"""Kill -9 at random moments of see, find and decide: nothing acknowledged may be lost.

    python tests/crash.py --kills 200 [--seed 1] [--ledger postgresql://…]

A worker runs real commands in a loop, one after the other, and says on standard output, line by
line, what each has acknowledged. It is killed at a random moment. After each kill the
workspace is looked at from outside:

* every decision, find and see that was acknowledged is in the ledger, with its hash,
* the bytes of every acknowledged release and run are there and give their hash,
* `vedette verify` is clean,
* the snapshot in service opens and finds a party that every list names.

Exit status 0 when all of that held after every kill.
"""

import argparse
import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

ALWAYS = "GRANITE HARBOUR SHIPPING"
MOST = 12
"""Acknowledgements below which we wait for some before the kill, so that there are many."""
LONGEST = 1.0
"""Seconds after them within which the worker is killed."""


@dataclass
class Report:
    """What was acknowledged by kind of command, how often we killed, and what was lost."""

    kills: int = 0
    during: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    swept: int = 0


def work(root: Path, seed: int) -> None:
    """Run commands for ever; print each acknowledgement as one JSON line."""
    chance = random.Random(seed)
    turn = 0
    run("find", "-w", str(root), "--json")  # loads what has to be loaded: the clock runs after it
    while True:
        turn += 1
        command = chance.choice(["see", "see", "find", "find", "decide", "decide", "decide"])
        say({"begins": command})
        if command == "see":
            file = root / f"list-{seed}-{turn}.json"
            write_list(file, chance)
            for seen in run("see", str(file), "-w", str(root), "--json").get("seen", []):
                say({"ack": "see", "sha256": seen["release"]["sha256"]})
            file.unlink()
        elif command == "find":
            if run("find", "-w", str(root), "--json"):
                say({"ack": "find"})
        else:
            alerts = run("alerts", "-w", str(root), "--all", "--json")
            if not alerts:
                continue
            action = chance.choice(["--hold", "--release", "--escalate"])
            by = chance.choice(["Ana", "Bo", "Cy"])
            who = ["--reason", f"turn {turn}", "--by", by, "-w", str(root), "--json"]
            after = run("decide", chance.choice(alerts)["id"], action, *who)
            if after:
                last = after["decisions"][-1]
                say({"ack": "decide", "seq": last["seq"], "hash": last["hash"]})


def run(*arguments: str) -> Any:
    """One command as a person would type it; its JSON, or {} when it refused."""
    from vedette.cli import app
    from vedette.model.errors import VedetteError

    out = io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            app(list(arguments), standalone_mode=False)
    except VedetteError:
        return {}
    except SystemExit:
        pass
    return json.loads(out.getvalue() or "{}")


def say(line: dict[str, Any]) -> None:
    """One line, out of our hands before we go on."""
    os.write(1, json.dumps(line).encode() + b"\n")


def write_list(path: Path, chance: random.Random) -> None:
    """A list of 60 parties that never was before; one of them is always on it."""
    names = [ALWAYS] + [f"FIRM {chance.randrange(10**9):09d} TRADING" for _ in range(59)]
    lines = [
        {"id": f"crash-{n}", "schema": "Company", "datasets": ["crash"],
         "properties": {"name": [name], "country": [chance.choice(["ae", "tr", "hk"])]}}
        for n, name in enumerate(names)
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")


def prepare(root: Path, ledger: str) -> None:
    """A workspace with one list, one manifest and a first run."""
    from vedette.lake.workspace import SETTINGS, Workspace

    Workspace.init(root)
    if ledger:
        file = root / SETTINGS
        file.write_text(file.read_text().replace('address = ""', f'address = "{ledger}"'))
    listed, manifest = root / "first.json", root / "manifest.csv"
    write_list(listed, random.Random(0))
    rows = [f"{n},{ALWAYS.title()} {'Ltd' * (n % 2)},ae,Acme,de,bearings" for n in range(6)]
    header = "document,consignee,consignee country,shipper,shipper country,description"
    manifest.write_text("\n".join([header, *rows]), "utf-8")
    run("see", str(listed), str(manifest), "-w", str(root), "--json")
    run("find", "-w", str(root), "--json")


def crash(root: Path, kills: int, seed: int, longest: float = LONGEST) -> Report:
    """Kill `kills` workers at random moments; look at the workspace after each."""
    chance, report = random.Random(seed), Report()
    acked: list[dict[str, Any]] = []
    for number in range(kills):
        command = [
            sys.executable,
            __file__,
            "--work",
            str(root),
            "--seed",
            str(seed * 1000 + number),
        ]
        worker = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert worker.stdout is not None
        said = heard(worker.stdout, chance.randrange(MOST))
        time.sleep(chance.uniform(0.0, longest))
        worker.send_signal(signal.SIGKILL)
        said += heard(worker.stdout)
        if worker.wait() != -signal.SIGKILL:
            report.lost.append(f"kill {number}: the worker had ended by itself")
        report.kills += 1
        begun = [line["begins"] for line in said if "begins" in line]
        report.during[begun[-1] if begun else "start"] += 1
        for line in said:
            if "ack" in line:
                report.acknowledged[line["ack"]] += 1
                acked.append(line)
        report.lost += [f"kill {number}: {what}" for what in missing(root, acked, report)]
    return report


def heard(stream: IO[bytes], acknowledgements: int | None = None) -> list[dict[str, Any]]:
    """Lines of a worker until so many are acknowledgements, or all; a torn line says nothing."""
    said: list[dict[str, Any]] = []
    while acknowledgements is None or sum("ack" in line for line in said) < acknowledgements:
        line = stream.readline()
        if not line.endswith(b"\n"):
            break
        said.append(json.loads(line))
    return said


def missing(root: Path, acked: list[dict[str, Any]], report: Report) -> list[str]:
    """What was acknowledged and is not there, and what verify says."""
    from vedette.find.names import Screener
    from vedette.interdict.audit import audit
    from vedette.interdict.ledger import events, open_ledger
    from vedette.lake import snapshots
    from vedette.lake.files import sweep
    from vedette.lake.workspace import Workspace

    workspace = Workspace.open(root)
    ledger = open_ledger(workspace)
    found: list[str] = []
    past = list(events(ledger))
    hashes = {event.seq: event.hash for event in past}
    seen = {str(event.payload["release"]) for event in past if event.kind == "see"}
    finds = sum(event.kind == "find" for event in past)
    for ack in acked:
        if ack["ack"] == "decide" and hashes.get(ack["seq"]) != ack["hash"]:
            found.append(f"decision {ack['seq']} is gone")
        if ack["ack"] == "see" and ack["sha256"] not in seen:
            found.append(f"release {ack['sha256'][:12]} is gone")
    if finds < sum(ack["ack"] == "find" for ack in acked):
        found.append("a run is gone")
    found += [f"{one.where} {one.what}" for one in audit(workspace, ledger).problems]
    screener = Screener.open(snapshots.current(workspace).path)
    if not screener.match({"schema": "Company", "properties": {"name": [ALWAYS]}}):
        found.append("the snapshot in service does not answer")
    report.swept += sweep(root)
    ledger.engine.dispose()
    return found


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--ledger", default="", help="a PostgreSQL address; SQLite if left out")
    options.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.work:
        work(given.work, given.seed)
    with tempfile.TemporaryDirectory(prefix="vedette-crash-") as folder:
        root = Path(folder) / "workspace"
        prepare(root, given.ledger)
        report = crash(root, given.kills, given.seed)
    print(f"{report.kills} kills, during {dict(report.during)}")
    print(f"acknowledged before a kill: {dict(report.acknowledged)}")
    print(f"half-written pieces swept: {report.swept}")
    for line in report.lost:
        print(f"LOST: {line}")
    print("nothing acknowledged was lost" if not report.lost else f"{len(report.lost)} problems")
    return 1 if report.lost else 0


if __name__ == "__main__":
    sys.exit(main())
