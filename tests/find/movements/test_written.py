"""Questions are kept for the next process, and another text of the code asks anew."""

from pathlib import Path

import ibis
import pytest

from tests.find.movements.tracks import asked, fix, rows, table
from vedette.find.movements import gaps, views, written


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VEDETTE_CACHE", str(tmp_path))
    monkeypatch.setattr(views, "_WRITTEN", {})
    written.folder.cache_clear()
    return written.folder()


def silence() -> list[float]:
    """One silence, asked for as in a process of its own."""
    views._WRITTEN.clear()
    heard = table(fix("mmsi:1", 0, 10, 20), fix("mmsi:1", 14, 10, 20))
    return [row["hours"] for row in rows(asked(gaps, heard))]


def test_what_was_written_is_read_by_the_next_process(folder: Path) -> None:
    assert silence() == [14.0]
    [kept] = folder.iterdir()
    kept.write_text(kept.read_text("utf-8").replace("3600", "1800"), "utf-8")
    assert silence() == [28.0]


@pytest.mark.parametrize("text", ["", "[]", "{}", '["SELECT 1"]'])
def test_what_cannot_be_read_is_written_again(folder: Path, text: str) -> None:
    assert silence() == [14.0]
    [kept] = folder.iterdir()
    good = kept.read_text("utf-8")
    kept.write_text(text, "utf-8")
    assert silence() == [14.0]
    assert kept.read_text("utf-8") == good


def test_where_nothing_can_be_kept_it_is_answered_all_the_same(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where the folder should be", "utf-8")
    assert silence() == [14.0]


def test_the_folder_is_named_by_the_code_and_by_what_writes_sql(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "package" / "find" / "movements" / "gaps.py"
    module.parent.mkdir(parents=True)
    monkeypatch.setattr(written, "PACKAGE", tmp_path / "package")
    names = set()
    for text, version in (("one", "1"), ("two", "1"), ("two", "2")):
        module.write_text(text)
        monkeypatch.setattr(ibis, "__version__", version)
        written.folder.cache_clear()
        names.add(written.folder().name)
    written.folder.cache_clear()
    assert len(names) == 3


def test_functions_that_may_mean_something_else_elsewhere_are_not_kept(folder: Path) -> None:
    assert written.name(gaps) == "vedette.find.movements.gaps.gaps"
    assert written.name(silence) is None
    assert written.name(lambda: None) is None
