"""Maps and timelines: drawn from data alone, over the dateline, with hostile text kept text."""

import itertools
from pathlib import Path
from xml.etree import ElementTree

import pytest

from vedette.interdict.chart.labels import Room
from vedette.interdict.chart.svg_map import map_svg
from vedette.interdict.chart.svg_time import timeline_svg
from vedette.interdict.chart.terminal_map import map_lines
from vedette.interdict.chart.voyage import voyage_of
from vedette.interdict.explain import explained
from vedette.lake.workspace import Workspace
from vedette.model.finding import Finding
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

HOSTILE = "</text><script>alert(1)</script>\x1b[2J"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A ship that crosses the dateline eastwards and is silent for ten hours."""
    place = Workspace.init(tmp_path / "work")
    path = tmp_path / "ship.csv"
    rows = [f"1,2024-05-01T{hour:02d}:00:00Z,-17.5,{179 + hour / 10}" for hour in range(6)]
    rows += [f"1,2024-05-01T{hour:02d}:00:00Z,-17.5,{-181 + hour / 10}" for hour in range(15, 24)]
    path.write_text("mmsi,ts,lat,lon\n" + "\n".join(rows))
    kind_of(path).take(place, path, Intake(retrieved="2026-01-01T00:00:00Z"))
    return place


def gap(**facts: object) -> Finding:
    times = {"start": "2024-05-01T05:00:00Z", "end": "2024-05-01T15:00:00Z"}
    place = {"start_lat": -17.5, "start_lon": 179.5}
    return Finding(
        "movements.gaps", "1", "mmsi:000000001", HOSTILE, 0.2, {**times, **place, **facts}
    )


def test_a_track_over_the_dateline_goes_on(workspace: Workspace) -> None:
    voyage = voyage_of(workspace, [gap()])
    assert voyage is not None
    east = [lon for _, _, lon, _ in voyage["track"]]
    assert east == sorted(east)
    assert max(east) == 181.3
    assert [silent for *_, silent in voyage["track"]].count(True) == 1
    assert voyage["marks"][0][:2] == [-17.5, 179.5]
    west = gap(start_lon=-179.5)
    again = voyage_of(workspace, [west])
    assert again is not None
    assert again["marks"][0][:2] == [-17.5, 180.5]


def test_pictures_are_well_formed_and_hold_no_foreign_markup(workspace: Workspace) -> None:
    voyage = voyage_of(workspace, [gap()])
    assert voyage is not None
    for svg in (map_svg(voyage), timeline_svg(voyage)):
        root = ElementTree.fromstring(svg)
        tags = {element.tag.rsplit("}", 1)[-1] for element in root.iter()}
        assert tags <= {
            "svg", "title", "rect", "circle", "text", "tspan", "polyline", "line", "path",
        }  # fmt: skip
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    *drawn, _, legend = [line.plain for line in map_lines(voyage, 60)]
    assert max(map(len, drawn)) <= 60
    assert "A" in "".join(drawn)
    assert legend.startswith("  A </text><script>")
    assert "\x1b" not in legend


def test_the_same_findings_draw_the_same_bytes(workspace: Workspace) -> None:
    one, other = (voyage_of(workspace, [gap()]) for _ in range(2))
    assert one is not None
    assert other is not None
    assert map_svg(one) == map_svg(other)


def test_a_visit_that_was_entered_is_no_list_entry() -> None:
    visit = Finding("movements.port_visits", "1", "mmsi:1", "Visit", 0.0, {"entry": True})
    assert explained(visit).entry is None


def test_what_does_not_move_has_no_map(workspace: Workspace) -> None:
    assert voyage_of(workspace, [Finding("names.party", "1", "consignment:1", "x", 0.9)]) is None
    nobody = Finding("movements.gaps", "1", "mmsi:000000002", "x", 0.2)
    assert voyage_of(workspace, [nobody]) is None
    shared = Finding("movements.imo_changes", "1", "imo:9481910", "x", 0.2)
    assert voyage_of(workspace, [shared]) is None


def test_what_an_analyst_looks_for_is_on_the_map(workspace: Workspace) -> None:
    """Both ends of the silence with their times, degrees, a scale."""
    voyage = voyage_of(workspace, [gap()])
    assert voyage is not None
    svg = map_svg(voyage)
    for text in ("last 01 May 05:00", "again 01 May 15:00", "179.0°E", "nm (", "not heard"):
        assert text in svg, text
    assert svg.count("<rect") == 3  # the sea and two squares
    assert "stroke-dasharray" in svg
    lines = "\n".join(line.plain for line in map_lines(voyage, 60))
    assert lines.count("□") == 2
    assert "a column is" in lines


def test_labels_leave_room_for_each_other() -> None:
    room = Room(200, 60)
    boxes = [room.label(100, 30, "Makhachkala") for _ in range(9)]
    assert boxes.count(None) > 0
    for one, other in itertools.combinations(room.taken, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart
