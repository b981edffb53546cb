"""A model is what its hash says: another content, another version or none is one sentence."""

import csv
import hashlib
from dataclasses import replace
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import pytest

from vedette.find.claims.models import Model, content_hash, folder_of, models, verify
from vedette.model.errors import Missing

MODEL = Model("en", "en_tiny", "1.0", "", "MIT", "", "", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vocab").mkdir()
    (tmp_path / "meta.json").write_bytes(b"{}")
    (tmp_path / "vocab" / "strings").write_bytes(b"drone")
    return tmp_path


def test_the_hash_covers_names_lengths_and_bytes_in_order(folder: Path) -> None:
    by_hand = hashlib.sha256(b"9 meta.json 2\n{}13 vocab/strings 5\ndrone").hexdigest()
    assert content_hash(folder) == by_hand
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"left behind")
    assert content_hash(folder) == by_hand
    (folder / "meta.json").rename(folder / "meta2.json")
    assert content_hash(folder) != by_hand


def test_a_changed_model_is_not_loaded(folder: Path) -> None:
    pinned = replace(MODEL, sha256=content_hash(folder))
    verify(pinned, folder)
    (folder / "vocab" / "strings").write_bytes(b"drome")
    with pytest.raises(Missing, match=r"en_tiny 1.0 in .* is not the one that Vedette was meas"):
        verify(pinned, folder)


def test_another_version_and_no_model_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"en_tiny is installed, but not its version 1.0; install"):
        verify(MODEL, tmp_path / "en_tiny-1.0")
    with pytest.raises(Missing, match=r"needs spaCy and its model en_tiny 1.0; install it with"):
        folder_of(MODEL)


@pytest.mark.parametrize("language", sorted(models()))
def test_what_is_installed_is_what_is_pinned(language: str) -> None:
    verify(models()[language], folder_of(models()[language]))


def test_the_extra_pins_the_versions_of_the_table() -> None:
    text = files("vedette.reference").joinpath("models.csv").read_text("utf-8")
    wanted = {
        f"{row['package'].replace('_', '-')}=={row['version']}"
        for row in csv.DictReader(text.splitlines())
    }
    needs = distribution("vedette").requires or []
    assert wanted <= {need.split(";")[0].strip() for need in needs}
