"""The threshold in force, and the calibration that it must cite.

Reach for `threshold_of` wherever a workspace's threshold is used. The one that Vedette ships with
stands by itself; any other must name a report of ``vedette calibrate`` that measured it, with the
engine and the weights that are in force. It refuses a threshold that nobody measured. What a single
request asks for (a client's ``threshold=``, ``compare --threshold``) is the asker's own.
"""

import json
import re
from functools import lru_cache
from pathlib import Path

from vedette.find.names.weights import version
from vedette.lake.workspace import SETTINGS, Workspace
from vedette.model.canonical import digest
from vedette.model.errors import BadInput

SHIPPED = 0.7
"""The threshold that Vedette ships with; it needs no calibration of one's own to be used."""

FOLDER = "calibrations"

_NAME = re.compile(r"c-\d{4}-\d\d-\d\d-([0-9a-f]{8})")


def threshold_of(workspace: Workspace) -> float:
    """The threshold in force; `BadInput` when it is no probability or cites no report of its own.

    The report must be in ``calibrations/`` of the workspace, as it was written (its name holds its
    hash), list this threshold, and be of this version of the engine and of the weights.
    """
    screening = workspace.setting("screening")
    threshold, cited = screening["threshold"], screening["calibration"]
    where = f"{workspace.root / SETTINGS}, [screening]"
    if isinstance(threshold, bool) or not isinstance(threshold, (int, float)):
        raise BadInput(where, f"threshold = {threshold!r} is no number", "write one as 0.7")
    if not 0 < threshold < 1:
        raise BadInput(where, f"threshold = {threshold} is no probability", "write one as 0.7")
    if threshold != SHIPPED:
        try:
            _measured(workspace.root / FOLDER, float(threshold), str(cited))
        except _Unbacked as problem:
            remedy = f"run `vedette calibrate --threshold {threshold}` and write what it says there"
            raise BadInput(where, f"threshold = {threshold} {problem}", remedy) from None
    return float(threshold)


def engine() -> dict[str, str]:
    """The versions that a calibration holds for."""
    from vedette import __version__

    return {"engine": __version__, "weights": version()}


class _Unbacked(Exception):
    """Why a report does not back a threshold."""


@lru_cache(maxsize=64)
def _measured(folder: Path, threshold: float, cited: str) -> None:
    """Read the report once; a report that does not back the threshold is read again next time."""
    if not cited:
        raise _Unbacked("cites no calibration")
    name = _NAME.fullmatch(cited)
    if name is None:
        raise _Unbacked(f"cites {cited!r}, which is no name of a report")
    file = folder / f"{cited}.json"
    try:
        said = json.loads(file.read_bytes())
    except (OSError, ValueError):
        raise _Unbacked(f"cites {cited}, which cannot be read in {FOLDER}/") from None
    if not isinstance(said, dict) or digest(said, 8) != name[1]:
        raise _Unbacked(f"cites {cited}, which was changed since it was written")
    if threshold not in said["thresholds"]:
        known = ", ".join(map(str, said["thresholds"]))
        raise _Unbacked(f"cites {cited}, which measured {known}")
    for what, now in engine().items():
        if said.get(what) != now:
            was = said.get(what, "unsaid")
            raise _Unbacked(f"cites {cited}, which is of {what} {was}, not {now}")
