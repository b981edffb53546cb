"""A list into the lake: read, check, write, and only then let it count.

Reach for `take`. A file that cannot be read whole, or whose counts lie outside what its
publisher's list ever had, or that lost more entities than the workspace allows since the
release before it, raises `BadInput` and leaves nothing behind. With ``accept_shrink`` the
counts are not judged; that the file is whole always is.

The order is the guarantee: entities are written first, under the name of the release's hash,
and the release folder appears last. A job killed in between leaves rows that no release claims.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import IO

from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.model.release import Release
from vedette.see.files import Bundle, bundle
from vedette.see.kinds import Intake, Taken
from vedette.see.lists.draft import Reading
from vedette.see.lists.source import Format

LISTED = frozenset(
    {"Person", "Organization", "Company", "LegalEntity", "PublicBody", "Vessel", "Airplane"}
)
"""Schemata that are counted when a release is compared with the one before it."""


def take(form: Format, workspace: Workspace, path: Path, intake: Intake) -> Taken:
    """Take a file (with its companions) into the lake as a release of `form`'s source."""
    with tempfile.TemporaryDirectory(prefix="vedette-") as scratch, ExitStack() as stack:
        files = stack.enter_context(bundle(form.companions(path), Path(scratch), intake.progress))
        source = intake.source or (form.source_of or _named(form))(path)
        known = {release.sha256: release for release in releases.kept(workspace, source)}
        if files.sha256 in known:
            return Taken(known[files.sha256], new=False)
        reading = Reading(files.where, source, files.sha256, beside=files.beside)
        reading.published = intake.published
        counts: Counter[str] = Counter()
        provisional = _release(form, files, intake, source)
        tables.write_entities(
            workspace,
            provisional,
            _checked(form, workspace, provisional, reading, intake, counts, files.main),
        )
        release = replace(
            provisional,
            published=intake.published or reading.published,
            counts=dict(sorted(counts.items())),
            notes=reading.remarks(),
        )
        releases.keep(workspace, release, files.raw)
        return Taken(release, new=True, remarks=reading.remarks())


def earlier(workspace: Workspace, release: Release) -> Release | None:
    """The release of the same source that was known last before this one, if any."""
    earlier = [
        other
        for other in releases.kept(workspace, release.source)
        if other.sha256 != release.sha256 and other.known <= release.known
    ]
    return earlier[-1] if earlier else None


def listed(counts: Iterable[tuple[str, int]]) -> int:
    """How many parties and things are listed, by the counts of a release."""
    return sum(count for schema, count in counts if schema in LISTED)


def _named(form: Format) -> Callable[[Path], str]:
    return lambda path: form.source.name


def _release(form: Format, files: Bundle, intake: Intake, source: str) -> Release:
    return Release(
        source=source,
        sha256=files.sha256,
        kind=form.name,
        filename=files.filename,
        size=files.size,
        retrieved=intake.retrieved,
        published=intake.published,
        address=intake.address,
        title=form.source.title,
        publisher=form.source.publisher,
        licence=form.source.licence,
        invented=intake.invented,
    )


def _checked(
    form: Format,
    workspace: Workspace,
    provisional: Release,
    reading: Reading,
    intake: Intake,
    counts: Counter[str],
    stream: IO[bytes],
) -> Iterator[Entity]:
    """Pass entities on while counting; what is wrong with the whole is raised at its end."""
    for entity in form.read(stream, reading):
        counts[entity.schema] += 1
        yield entity
    if not counts:
        raise BadInput(reading.where, "lists nothing", "fetch it again, or say its kind with --as")
    if intake.accept_shrink:
        return
    _within_bounds(form, reading, counts)
    known = replace(provisional, published=intake.published or reading.published)
    _not_shrunk(workspace, known, reading, counts)


def _within_bounds(form: Format, reading: Reading, counts: Counter[str]) -> None:
    for schema, (least, most) in form.source.bounds.items():
        if not least <= counts[schema] <= most:
            raise BadInput(
                reading.where,
                f"has {counts[schema]:,} of {schema}, expected {least:,} to {most:,}",
                "check that it is whole; --accept-shrink takes it as it is",
            )


def _not_shrunk(
    workspace: Workspace, release: Release, reading: Reading, counts: Counter[str]
) -> None:
    previous = earlier(workspace, release)
    if previous is None:
        return
    was, now = listed(previous.counts.items()), listed(counts.items())
    limit = float(workspace.setting("lists", "shrink_limit"))
    if was and (was - now) / was > limit:
        raise BadInput(
            reading.where,
            f"lists {now:,} where the release of {previous.known[:10]} listed {was:,}, "
            f"a loss of {100 * (was - now) / was:.0f} % (limit {100 * limit:.0f} %)",
            "check it, then give --accept-shrink",
        )
