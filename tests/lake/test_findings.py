"""Runs that stand on earlier ones: whatever came and went, each reads back as it was written."""

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vedette.lake import findings as stored
from vedette.lake.workspace import Workspace
from vedette.model.errors import Missing
from vedette.model.finding import Finding


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return Workspace.init(tmp_path / "w")


def finding(number: int, title: str = "") -> Finding:
    return Finding("movements.gaps", "1", f"mmsi:{number}", title or f"gap {number}", 0.1)


def rows(found: list[Finding]) -> pa.Table:
    return pa.Table.from_pylist([stored.row_of(one) for one in found], schema=stored.FINDINGS)


def written(place: Workspace, run: str) -> int:
    """How many rows the run itself has on disk."""
    return len(pq.read_table(stored.file_of(place, run)))


def test_only_what_is_new_or_says_something_else_is_written(place: Workspace) -> None:
    first = [finding(number) for number in range(100)]
    second = [*first[1:], finding(7, "longer"), finding(200)]
    second.remove(first[7])
    stored.write_rows(place, "one", rows(first))
    assert stored.write_rows(place, "two", rows(second), "one") == 100
    assert (written(place, "one"), written(place, "two")) == (100, 2)
    assert {one.title for one in stored.read_findings(place, "two")} == {
        one.title for one in second
    }
    assert [one.title for one in stored.read_findings(place, "two", "mmsi:7")] == ["longer"]
    assert list(stored.read_findings(place, "two", "mmsi:0")) == []
    assert len(list(stored.read_findings(place, "one"))) == 100
    assert [file.name for file in stored.files_of(place, "two")] == ["rows.parquet", "stands.json"]


def test_a_long_row_of_looks_stands_on_few_and_writes_little(place: Workspace) -> None:
    """Forty looks: some findings come, some change, some go, some come back."""
    rng, holds, before, on_disk = random.Random(4), dict[int, str](), None, 0
    for look in range(40):
        for number in rng.sample(range(400), rng.randrange(9)):
            holds.pop(number, None)
        for number in rng.sample(range(400), rng.randrange(30)):
            holds[number] = rng.choice(["", "longer"])
        found = [finding(number, title) for number, title in sorted(holds.items())]
        run = f"r-{look:03}"
        assert stored.write_rows(place, run, rows(found), before) == len(found)
        assert stored.count_of(place, run) == len(found)
        before, on_disk = run, on_disk + written(place, run)
    read = {one.id: one.title for one in stored.read_findings(place, run)}
    assert read == {one.id: one.title for one in found}
    assert len(found) > 100
    assert on_disk < 40 * len(found) / 4


def test_a_run_whose_ground_is_gone_says_so(place: Workspace) -> None:
    stored.write_rows(place, "one", rows([finding(number) for number in range(9)]))
    stored.write_rows(place, "two", rows([finding(number) for number in range(10)]), "one")
    stored.file_of(place, "one").unlink()
    with pytest.raises(Missing, match="findings of run one are not here"):
        list(stored.read_findings(place, "two"))
    assert stored.write_rows(place, "three", rows([finding(1)]), "two") == 1
    assert [one.subject for one in stored.read_findings(place, "three")] == ["mmsi:1"]
