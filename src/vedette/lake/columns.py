"""Columns that a person mapped once, remembered with the workspace for the next such file.

A mapping belongs to a header, whatever file it stands in: one small file, header to field.
"""

import json
from collections.abc import Mapping

from vedette.lake.files import write_file
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput

FILE = "columns.json"


def remembered(workspace: Workspace) -> dict[str, str]:
    """Header to field, as mapped so far."""
    path = workspace.root / FILE
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
        return {str(header): str(field) for header, field in found.items()}
    except (ValueError, AttributeError) as error:
        raise BadInput(str(path), f"is not readable ({error})", "correct or remove it") from None


def remember(workspace: Workspace, mapped: Mapping[str, str]) -> None:
    """Add these; a header mapped again takes its new field."""
    if mapped:
        merged = dict(sorted({**remembered(workspace), **mapped}.items()))
        text = json.dumps(merged, ensure_ascii=False, indent=1) + "\n"
        write_file(workspace.root / FILE, text.encode())
