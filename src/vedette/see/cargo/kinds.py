"""Manifests, bills of lading, air waybills and invoices: what they look like, how they are taken.

One reader serves all kinds; they are told apart so that a person sees what a file was taken for.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from vedette.lake import releases
from vedette.lake.columns import remember, remembered
from vedette.lake.consignments import write_consignments
from vedette.lake.workspace import Workspace
from vedette.model.consignment import Consignment
from vedette.model.errors import BadInput
from vedette.model.release import Release
from vedette.see.cargo.headers import is_manifest, recognise
from vedette.see.cargo.read import consignments
from vedette.see.cargo.sheets import csv_shape, xlsx_sheets
from vedette.see.kinds import Intake, Kind, Sample, Taken

_KEY = re.compile(r'"((?:[^"\\]|\\.){1,80})"\s*:')


def source_of(path: Path) -> str:
    """A source's short name from a file's name: ``Manifest May 2024.xlsx`` → ``manifest-may-2024``.

    >>> source_of(Path("Manifest May_2024.XLSX")), source_of(Path("грузы.csv"))
    ('manifest-may-2024', 'грузы')
    """
    return re.sub(r"[\W_]+", "-", path.stem.casefold()).strip("-")[:60] or "manifest"


def take(workspace: Workspace, path: Path, intake: Intake, kind: str) -> Taken:
    """Read `path` whole into ``consignments``, or not at all; remember what columns were mapped."""
    sha256, source = releases.sha256_of(path), source_of(path)
    for old in releases.kept(workspace, source):
        if old.sha256 == sha256:
            return Taken(old, new=False)
    mapped = {**remembered(workspace), **intake.columns}
    manifest = consignments(path, source, sha256, mapped, intake.invented)
    release = Release(
        source=source,
        sha256=sha256,
        kind=kind,
        filename=path.name,
        size=path.stat().st_size,
        retrieved=intake.retrieved,
        table="consignments",
        published=intake.published,
        address=intake.address,
        title=path.name,
        invented=intake.invented,
    )
    problems: list[str] = []
    lines = write_consignments(workspace, release, _noting(manifest.lines, problems))
    if not lines:
        raise BadInput(str(path), "holds a header and no line", "fetch it again")
    remember(workspace, intake.columns)
    remarks = manifest.remarks
    if problems:
        said = f"{len(problems):,} remarks on invalid fields are kept with their lines"
        remarks = (*remarks, f"{said}; the first: {problems[0]}")
    release = replace(release, counts={"lines": lines, "remarks": len(problems)}, notes=remarks)
    releases.keep(workspace, release, path)
    return Taken(release, new=True, remarks=remarks)


def _noting(lines: Iterable[Consignment], problems: list[str]) -> Iterator[Consignment]:
    for line in lines:
        problems.extend(line.problems)
        yield line


def _is_csv(sample: Sample) -> bool:
    with sample.path.open("rb") as file:
        if file.read(2) == b"\x1f\x8b":
            return False
    binary = sample.head[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"\0" in sample.head
    looks_json = sample.text.lstrip()[:1] in ("{", "[")
    return not binary and not looks_json and csv_shape(_whole_lines(sample.head)) != ("", "")


def _whole_lines(head: bytes) -> bytes:
    """A head cut in the middle of a character would decode as nothing: end it at a line."""
    return head[: head.rfind(b"\n") + 1] or head


def _is_xlsx(sample: Sample) -> bool:
    if not sample.head.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(sample.path) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                return False
        return bool(xlsx_sheets(sample.path))
    except (zipfile.BadZipFile, OSError, BadInput):
        return False


def _is_json(sample: Sample) -> bool:
    if sample.text.lstrip()[:1] not in ("{", "["):
        return False
    keys = list(dict.fromkeys(_KEY.findall(sample.text)))
    if {"parties", "goods"} <= set(keys):
        return True
    return is_manifest(recognise(keys).values())


def _is_activity(sample: Sample) -> bool:
    return bool(re.search(r'"schema"\s*:\s*"EconomicActivity"', sample.text))


def _kind(name: str, title: str, recognises: Callable[[Sample], bool]) -> Kind:
    return Kind(name, title, "consignments", recognises, partial(take, kind=name))


KINDS = (
    _kind("ftm-declarations", "Customs declarations (FollowTheMoney)", _is_activity),
    _kind("manifest-json", "Manifest as JSON", _is_json),
    _kind("manifest-xlsx", "Manifest as an Excel workbook", _is_xlsx),
    _kind("manifest-csv", "Manifest as CSV", _is_csv),
)
