"""Lists of places into the lake: real ones, one's own, and rows that are none."""

from collections import Counter
from pathlib import Path

import pytest

from tests.shared_data import shared
from vedette.lake import tables
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of


def taken(tmp_path: Path, path: Path, **intake: object) -> tuple[list[dict], tuple[str, ...]]:
    workspace = Workspace.init(tmp_path / "work")
    one = kind_of(path).take(workspace, path, Intake(retrieved="2026-01-01T00:00:00Z", **intake))
    return list(tables.read(workspace, "places", [one.release])), one.remarks


@pytest.mark.parametrize(
    ("name", "kind"),
    [("places/world_port_index.csv", "port"), ("places/gfw_anchorages.csv", "anchorage")],
)
def test_real_lists_arrive_whole(tmp_path: Path, name: str, kind: str) -> None:
    path = shared(name)
    rows, remarks = taken(tmp_path, path)
    lines = path.read_text("utf-8").splitlines()[1:]
    set_aside = sum(int(remark.split()[0]) for remark in remarks)
    assert len(rows) + set_aside == len(lines)
    assert set_aside < 0.001 * len(lines)
    assert Counter(row["kind"] for row in rows) == {kind: len(rows)}
    iranian = Counter(row["country"] for row in rows)["ir"]
    assert iranian == sum("IRN" in line.split(",") for line in lines)


def test_a_list_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "My piers.csv"
    path.write_text(
        "place;kind;country;latitude;longitude\nOutfall pier;port;Russia;45.6;47.6\n"
        "Nowhere;port;Russia;north;east\n;port;Russia;45.6;47.6\n"
    )
    [row], remarks = taken(tmp_path, path)
    assert (row["id"], row["name"], row["country"]) == ("my-piers:1", "Outfall pier", "ru")
    assert [remark.split("; ")[0] for remark in remarks] == [
        "1 set aside: no name",
        "1 set aside: no place on the globe",
    ]


def test_a_list_without_places_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_text("port,latitude,longitude\nX,100,200\n")
    with pytest.raises(BadInput, match="holds no place"):
        taken(tmp_path, path)
