"""The official lists, fetched anew: one source after another, none stopping the others.

Reach for `due` to know what `vedette update` would fetch, and `refresh` for one of them. What a
server said of a version (ETag, Last-Modified) is remembered in ``fetched.json`` in the
workspace, but only believed while that version is in the lake. A list of several files counts
as unchanged only if all of them are.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx

from vedette.lake import releases
from vedette.lake.files import write_file
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.see.fetch import Validators, fetch
from vedette.see.lists.bis import BIS_DENIED_PERSONS
from vedette.see.lists.canada import CANADA_SEMA
from vedette.see.lists.csl import CSL_JSON
from vedette.see.lists.eu import EU_FSF_XML
from vedette.see.lists.ofac_csv import OFAC_SDN_CSV
from vedette.see.lists.ofac_xml import OFAC_CONSOLIDATED_XML
from vedette.see.lists.seco import SECO_XML
from vedette.see.lists.source import Format
from vedette.see.lists.uk_xml import UK_XML
from vedette.see.lists.un import UN_XML

OFFICIAL: tuple[Format, ...] = (
    UN_XML,
    OFAC_SDN_CSV,
    OFAC_CONSOLIDATED_XML,
    EU_FSF_XML,
    UK_XML,
    SECO_XML,
    CANADA_SEMA,
    BIS_DENIED_PERSONS,
    CSL_JSON,
)
"""One format of each source: the one whose reader was tried on a real file, where there is one."""
REMEMBERED = "fetched.json"


@dataclass(frozen=True, slots=True)
class Due:
    """A format and the addresses from which it is to be fetched, the main file first."""

    form: Format
    addresses: tuple[str, ...]


def due(workspace: Workspace, only: Iterable[str] = ()) -> list[Due]:
    """What would be fetched. `only` names sources or formats; none means all.

    ``[lists.addresses]`` in the settings replaces addresses by format, for mirrors.
    """
    wanted = set(only)
    known = {name for form in OFFICIAL for name in (form.name, form.source.name)}
    if wanted - known:
        unknown = ", ".join(sorted(wanted - known))
        raise BadInput(
            f"--only {unknown}", "is no list we fetch", "use " + ", ".join(sorted(known))
        )
    mirrors = workspace.setting("lists").get("addresses", {})
    return [
        Due(form, _addresses(form, mirrors))
        for form in OFFICIAL
        if not wanted or {form.name, form.source.name} & wanted
    ]


def refresh(
    workspace: Workspace,
    one: Due,
    folder: Path,
    http: httpx.Client,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Path | None:
    """Fetch one list into `folder`; the main file, or nothing when all is as it was."""
    memory = _remembered(workspace)
    believed = bool(releases.kept(workspace, one.form.source.name))
    fetched = {}
    for address in one.addresses:
        known = Validators(**memory[address]) if believed and address in memory else None
        fetched[address] = fetch(address, folder, http, known, progress)
    if all(found.path is None for found in fetched.values()):
        return None
    for address, found in fetched.items():
        if found.path is None:
            fetched[address] = fetch(address, folder, http, None, progress)
    main = fetched[one.addresses[0]].path
    if main is None:
        raise BadInput(one.addresses[0], "could not be fetched", "try again later")
    (folder / REMEMBERED).write_text(
        json.dumps({address: asdict(found.validators) for address, found in fetched.items()})
    )
    return main


def remember(workspace: Workspace, folder: Path) -> None:
    """Remember what `refresh` learned into `folder`, once its list is in the lake."""
    memory = _remembered(workspace) | json.loads((folder / REMEMBERED).read_text())
    write_file(workspace.root / REMEMBERED, json.dumps(memory, indent=1, sort_keys=True).encode())


def _remembered(workspace: Workspace) -> dict[str, Any]:
    """What was remembered; a damaged memory is forgotten, which costs one full fetch."""
    try:
        memory = json.loads((workspace.root / REMEMBERED).read_text("utf-8"))
        return {address: asdict(Validators(**said)) for address, said in memory.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _addresses(form: Format, mirrors: Mapping[str, Any]) -> tuple[str, ...]:
    given = mirrors.get(form.name)
    if given is None:
        return form.addresses
    return (given,) if isinstance(given, str) else tuple(map(str, given))
