"""The whole way: positions and lists in a lake, findings out, with whom of them the lists know."""

from dataclasses import replace
from typing import Any

import pytest

from tests.find.movements.tracks import at, fix
from vedette.find import snapshot
from vedette.find.families import Scene, families
from vedette.find.movements.family import FAMILY
from vedette.lake import releases, tables
from vedette.lake.releases import sha256_of
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.model.finding import Finding
from vedette.model.position import IDENTITIES, POSITIONS
from vedette.model.release import Release

LISTED = Entity(
    "demo-1",
    "Vessel",
    {"name": ("PORT OLYA-3",), "imoNumber": ("9481910",)},
    dataset="demo-list",
    release="",
    origin="line 1",
)


def lying(subject: str, lon: float, start: float) -> list[dict[str, Any]]:
    return [fix(subject, start + n / 6, 30, lon, sog=0.0) for n in range(20)]


def kept(workspace: Workspace, source: str, table: str) -> Release:
    """A release of invented data; its rows are written beside it by the caller."""
    raw = workspace.root / source
    raw.write_text(source)
    return Release(
        source=source,
        sha256=sha256_of(raw),
        kind="demo",
        filename=source,
        size=raw.stat().st_size,
        retrieved="2022-11-01T00:00:00Z",
        table=table,
        invented=True,
    )


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A ship that lies beside a listed one, then falls silent for 14 hours."""
    workspace = Workspace.init(tmp_path_factory.mktemp("movements") / "work")
    tracks = kept(workspace, "demo-ais", "positions")
    silent = [fix("mmsi:1", 10, 30, 50), fix("mmsi:1", 24, 31, 50)]
    rows = [*lying("mmsi:1", 50.0, 0), *lying("mmsi:2", 50.001, 0), *silent]
    tables.write(workspace, "positions", tracks, rows, POSITIONS)
    said = {
        "source": "demo-ais",
        "subject": "mmsi:2",
        "attribute": "imo",
        "value": "9481910",
        "first_seen": at(0),
        "last_seen": at(3),
        "reports": 9,
    }
    tables.write(workspace, "identities", tracks, [said], IDENTITIES)
    releases.keep(workspace, tracks, workspace.root / "demo-ais")
    names = kept(workspace, "demo-list", "entities")
    tables.write_entities(workspace, names, [replace(LISTED, release=names.sha256)])
    releases.keep(workspace, names, workspace.root / "demo-list")
    return Scene(workspace, snapshot.build(workspace))


@pytest.fixture(scope="module")
def found(scene: Scene) -> dict[str, list[Finding]]:
    """What the family finds in it."""
    assert FAMILY.applies(scene)
    return by_detector(list(FAMILY.find(scene)))


def by_detector(found: list[Finding]) -> dict[str, list[Finding]]:
    return {
        name: [one for one in found if one.detector == f"movements.{name}"]
        for name in ("listed", "gaps", "encounters")
    }


def test_the_family_is_one_of_the_families() -> None:
    assert FAMILY in families()
    assert "movements.gaps" in FAMILY.detectors
    assert "movements.listed" in FAMILY.detectors


def test_a_listed_ship_is_found_by_its_number_and_named_where_it_was_met(
    found: dict[str, list[Finding]],
) -> None:
    [listed] = found["listed"]
    assert (listed.subject, listed.title) == ("mmsi:2", "May be PORT OLYA-3")
    assert listed.facts["entry"]["id"] == "demo-1"
    assert listed.evidence[0].origin == "line 1"
    met, _ = found["encounters"]
    assert (met.subject, met.facts["other"]) == ("mmsi:1", "mmsi:2")
    assert met.facts["listed"]["mmsi:2"][0]["caption"] == "PORT OLYA-3"
    assert met.weight > 0.5


def test_evidence_leads_to_the_release_and_invented_data_is_marked(
    scene: Scene, found: dict[str, list[Finding]]
) -> None:
    [gap] = found["gaps"]
    [release] = scene.releases["positions"]
    assert {item.release for item in gap.evidence} == {release.sha256}
    assert all(one.invented for one in [gap, *found["listed"], *found["encounters"]])


def with_settings(scene: Scene, movements: dict[str, dict[str, Any]]) -> Scene:
    workspace = replace(
        scene.workspace, settings=scene.workspace.settings | {"movements": movements}
    )
    return replace(scene, workspace=workspace)


def test_thresholds_come_from_the_workspace_and_only_they_change(
    scene: Scene, found: dict[str, list[Finding]]
) -> None:
    other = by_detector(list(FAMILY.find(with_settings(scene, {"gaps": {"hours": 15}}))))
    assert other["gaps"] == []
    for name in ("listed", "encounters"):
        assert [one.to_bytes() for one in other[name]] == [one.to_bytes() for one in found[name]]


@pytest.mark.parametrize(
    ("movements", "problem"),
    [
        ({"gaps": {"hour": 15}}, "no parameter is called hour"),
        ({"gap": {"hours": 15}}, r"no detector is called movements\.gap"),
    ],
)
def test_a_misspelt_setting_is_refused(scene: Scene, movements: Any, problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        list(FAMILY.find(with_settings(scene, movements)))
