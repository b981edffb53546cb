"""Whole or not at all: what a job leaves behind when it ends badly, and what is swept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.interdict.lakes import AT, QODS
from vedette.lake import releases, snapshots, tables
from vedette.lake.files import locked, new_folder, sweep, write_file
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput, Missing
from vedette.model.release import Release


def test_a_block_that_fails_leaves_neither_folder_nor_parts(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), new_folder(tmp_path / "new") as staged:
        (staged / "half").write_text("x")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_who_comes_second_with_the_same_folder_keeps_the_first(tmp_path: Path) -> None:
    with new_folder(tmp_path / "new") as late:
        with new_folder(tmp_path / "new") as early:
            (early / "rows").write_text("early")
        (late / "rows").write_text("late")
    assert (tmp_path / "new" / "rows").read_text() == "early"
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_sweeping_takes_what_a_dead_process_left_and_nothing_else(tmp_path: Path) -> None:
    killed = (
        "import os, sys; from pathlib import Path; from vedette.lake.files import new_folder\n"
        "with new_folder(Path(sys.argv[1]) / 'deep' / 'x') as f: (f / 'a').write_text('a'); "
        "os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", killed, str(tmp_path)]).returncode == -9
    write_file(tmp_path / "whole.part", b"a file whose own name ends so")
    with new_folder(tmp_path / "ours") as staged:
        assert sweep(tmp_path) == 1
        assert staged.is_dir(), "what a living process writes stays"
    assert sorted(os.listdir(tmp_path)) == ["deep", "ours", "whole.part"]
    assert list((tmp_path / "deep").iterdir()) == []


def test_a_lock_is_free_again_after_a_kill(tmp_path: Path) -> None:
    hold = (
        "import os, sys; from pathlib import Path; from vedette.lake.files import locked\n"
        "with locked(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", hold, str(tmp_path / "x")])
    with locked(tmp_path / "x"):
        pass


def release(**more: str) -> Release:
    return Release(**{"source": "s", "sha256": "ab", "kind": "k", "filename": "f.xml", "size": 1,
                      "retrieved": AT, **more})  # type: ignore[arg-type]  # fmt: skip


def test_what_was_known_when(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path)
    raw = tmp_path / "raw"
    raw.write_bytes(b"x")
    for name, published in (("aa", "2023-01-21T00:00:00Z"), ("bb", "2023-06-01T12:00:00Z")):
        releases.keep(workspace, release(sha256=name, published=published), raw)
    releases.keep(workspace, release(source="t", sha256="cc"), raw)
    known = {
        day: {source: found.sha256 for source, found in releases.current(workspace, day).items()}
        for day in ("2023-01-20", "2023-01-21", "2023-06-01", "2023-06-01T11:00:00Z", None)
    }
    assert known == {
        "2023-01-20": {},
        "2023-01-21": {"s": "aa"},
        "2023-06-01": {"s": "bb"},
        "2023-06-01T11:00:00Z": {"s": "aa"},
        None: {"s": "bb", "t": "cc"},
    }


def test_a_file_may_be_called_manifest_json(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path)
    raw = tmp_path / "manifest.json"
    raw.write_bytes(b"{}")
    home = releases.keep(workspace, release(filename="manifest.json"), raw)
    assert (home / "manifest.json").read_bytes() == b"{}"
    with pytest.raises(BadInput, match="rename"):
        releases.keep(workspace, release(sha256="cd", filename=releases.MANIFEST), raw)


def test_a_seal_names_the_raw_file_by_what_it_must_be(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path)
    raw = tmp_path / "raw"
    raw.write_bytes(b"x")
    one = release(sha256=releases.sha256_of(raw))
    tables.write_entities(workspace, one, [QODS])
    home = releases.keep(workspace, one, raw)
    before = releases.seal(workspace, one)
    assert len(before) == 3
    (home / "f.xml").write_bytes(b"y")
    assert releases.seal(workspace, one) == before


def test_a_failed_build_leaves_the_snapshot_before_in_service(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path)
    with pytest.raises(Missing):
        snapshots.current(workspace)
    first = snapshots.build(workspace, {"s": release()}, "r1", lambda _: None)
    snapshots.swap(workspace, first)

    def fails(_: Path) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        snapshots.build(workspace, {"s": release()}, "r2", fails)
    assert snapshots.current(workspace) == Snapshot(first.id, first.path, {"s": release()})
    assert sorted(path.name for path in workspace.snapshots.iterdir()) == ["current", first.id]
