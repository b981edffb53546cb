"""Ten thousand lines with fifty planted cases: what is found, what not, how fast.

Run: python -m benchmarks.verdict.run [--lines 10000] [--write]
Reads the lists beside the repository (see tests/shared_data.py) into a temporary workspace, and
with --write puts its table into docs/benchmarks/verdict.md.
"""

import argparse
import platform
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.shared_data import ROOT

from benchmarks.verdict.guilty import guilty
from benchmarks.verdict.lines import persons, plain, subheadings
from vedette.find.backtest import wilson
from vedette.find.consignments import subject_of
from vedette.find.parties import Context
from vedette.find.snapshot import publish
from vedette.interdict.verdict import check_all
from vedette.lake.workspace import Workspace
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

LISTS = (
    "lists/ofac_sdn_2023-01/sdn.csv",
    "lists/un_consolidated_2025-04-19.xml",
    "lists/canada_sema.xml",
    "lists/bis_denied_persons.txt",
    "lists/ofac_consolidated/consolidated_2025-03-28.xml",
)
DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks" / "verdict.md"


def context_of(folder: Path, lists: tuple[str, ...] = LISTS) -> Context:
    """A workspace with the lists, and the context of a day on which none of them is stale."""
    workspace = Workspace.init(folder)
    for name in lists:
        path = ROOT / name
        kind = kind_of(path)
        kind.take(workspace, path, Intake(retrieved="2026-01-01T00:00:00Z"))
    snapshot = publish(workspace)
    ages = dict.fromkeys(snapshot.releases, 0)
    return Context.of(workspace, "2024-06-01", snapshot, ages=ages)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--lines", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=5)
    asked.add_argument("--write", action="store_true")
    said = asked.parse_args()
    goods = subheadings(ROOT / "cargo/harmonized_system_2022.csv")
    surnames = persons(ROOT / "names/queries_us_negative_20k.csv")
    lines = list(plain(said.lines, said.seed, goods, surnames))
    every = max(1, said.lines // 50)
    cases = guilty(lines[::every])
    planted = {subject_of(case.line): case for case in cases}
    lines = [planted[key].line if (key := subject_of(line)) in planted else line for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        context = context_of(Path(folder)).with_lines(None, lines)
        assert context.screener is not None
        context.screener.match({"schema": "Company", "properties": {"name": ["warm up"]}})
        started = time.perf_counter()
        verdicts = list(check_all(lines, context))
        seconds = time.perf_counter() - started
        size = len(context.screener)
    table = report(verdicts, planted, seconds, size, said.lines, said.seed)
    print(table)
    if said.write:
        DOCUMENT.write_text(HEAD + table, "utf-8")


HEAD = """\
# Ten thousand lines with fifty planted cases

`python -m benchmarks.verdict.run --write` makes this page. Plain lines carry goods of the
Harmonized System's own 5,613 descriptions between invented companies; a raised plain line is a
false alarm, whatever it was raised for. The planted lines are listed one by one in
`benchmarks/verdict/guilty.py`. They were written by those who wrote the rules: that all are found
says that the parts work together, not how much of real evasion is found. For that see
[the red team](evasion.md), bad rows included.

"""


def report(verdicts, planted, seconds, size, count, seed) -> str:  # type: ignore[no-untyped-def]
    raised = {"hold", "review"}
    found: Counter[str] = Counter()
    total = Counter(case.wrong for case in planted.values())
    answers: dict[str, Counter[str]] = {wrong: Counter() for wrong in total}
    plain_answers: Counter[str] = Counter()
    why: Counter[str] = Counter()
    for verdict in verdicts:
        case = planted.get(verdict.subject)
        if case:
            answers[case.wrong][verdict.answer] += 1
            found[case.wrong] += verdict.answer in raised
        else:
            plain_answers[verdict.answer] += 1
            if verdict.answer in raised:
                why[verdict.reasons[0].rule] += 1
    out = [f"{count:,} lines (seed {seed}), {size:,} list entries, {seconds:.1f} s"]
    out.append(f"on {platform.machine()}, Python {platform.python_version()}, 2 shared cores.\n")
    out.append("| planted | lines | found | hold | review |")
    out.append("|---|---|---|---|---|")
    for wrong, many in total.items():
        got = answers[wrong]
        out.append(f"| {wrong} | {many} | {found[wrong]} | {got['hold']} | {got['review']} |")
    out.append(f"| **all** | {sum(total.values())} | {sum(found.values())} | | |\n")
    clean = sum(plain_answers.values())
    out.append("| plain lines answered | lines | share | 95 % interval |")
    out.append("|---|---|---|---|")
    for answer in ("hold", "review", "unknown", "no_hit"):
        low, high = wilson(plain_answers[answer], clean)
        share = plain_answers[answer] / clean
        out.append(
            f"| {answer} | {plain_answers[answer]:,} | {share:.2%} | {low:.2%} to {high:.2%} |"
        )
    out.append("\n| strongest reason of a raised plain line | lines |\n|---|---|")
    out += [f"| {rule} | {many} |" for rule, many in why.most_common()]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main()
