"""The kinds of report: web page, PDF, feed, mailbox, plain text, and tables of numbers. Each
tells itself by content.

Plain text comes last: it is what remains, and only prose passes. A page or file in which no
article is found is refused with its count of words, so that an error page saved under a list's
name is never taken for an article.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from vedette.lake import releases
from vedette.lake.reports import write_reports
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.model.release import Release
from vedette.see.kinds import Intake, Kind, Sample, Taken
from vedette.see.reports import feeds, figures, mail, pages, pdf, plain
from vedette.see.reports.found import Found
from vedette.see.reports.marks import report_from

SOURCE = "reports"
"""All reports are one source: what tells them apart is their outlet and release."""


def take(
    read: Callable[[Path], Iterator[Found]],
    kind: str,
    workspace: Workspace,
    path: Path,
    intake: Intake,
) -> Taken:
    """Take a file's reports into the lake, whole or not at all."""
    sha256 = releases.sha256_of(path)
    held = next((r for r in releases.kept(workspace, SOURCE) if r.sha256 == sha256), None)
    if held is not None:
        return Taken(held, new=False)
    found = [
        report_from(_with_intake(item, intake), SOURCE, sha256, intake.invented)
        for item in read(path)
    ]
    if not found:
        raise BadInput(str(path), "holds no text to read", "check that it is the right file")
    languages = sorted({report.language or "unknown" for report in found})
    release = Release(
        source=SOURCE,
        sha256=sha256,
        kind=kind,
        filename=path.name,
        size=path.stat().st_size,
        retrieved=intake.retrieved,
        table="reports",
        published=intake.published or max(report.published for report in found),
        address=intake.address or (found[0].address if len(found) == 1 else ""),
        title=found[0].title if len(found) == 1 else f"{len(found)} reports",
        publisher=found[0].outlet,
        counts={"Report": len(found)},
        notes=("languages: " + ", ".join(languages),),
        invented=intake.invented,
    )
    write_reports(workspace, release, found)
    releases.keep(workspace, release, path)
    doubled = sum(len(report.doublings) for report in found)
    remarks = (f"{doubled} passages given twice were merged",) if doubled else ()
    return Taken(release, new=True, remarks=remarks)


def reports_in(path: Path, kind: str) -> Iterator[Found]:
    """The articles of a file of this kind, without taking them into a lake."""
    return _READERS[kind][2](path)


def _with_intake(found: Found, intake: Intake) -> Found:
    """What the person said fills what the page did not say, and never overrules it."""
    return replace(
        found,
        published=found.published or intake.published,
        address=found.address or intake.address,
    )


_READERS: dict[str, tuple[str, Callable[[Sample], bool], Callable[[Path], Iterator[Found]]]] = {
    "report-pdf": ("an article or statement as PDF", pdf.recognises, pdf.read),
    "report-feed": ("an RSS or Atom feed", feeds.recognises, feeds.read),
    "report-mail": ("a mailbox (mbox) or one message", mail.recognises, mail.read),
    "report-html": ("an article as a web page", pages.recognises, pages.read),
    "report-text": ("an article as plain text", plain.recognises, plain.read),
}

KINDS = figures.KINDS + tuple(
    Kind(name, title, "reports", recognises, partial(take, read, name))
    for name, (title, recognises, read) in _READERS.items()
)
