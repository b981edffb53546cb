"""From findings to decisions and back: who may release, what returns, and what it says."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.interdict.lakes import AT, LISTING, QODS, find, line, sizes, take_list, take_manifest
from vedette.interdict.alerts import Standing, standing, standings
from vedette.interdict.audit import audit
from vedette.interdict.decisions import decide
from vedette.interdict.detect import replay
from vedette.interdict.freshness import ages, stale
from vedette.interdict.impact import touched
from vedette.interdict.jobs import scene_of, serve
from vedette.interdict.ledger import Ledger, events, open_ledger, record
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput, Missing

LINES = [line("1", "Qods Aviation Industries"), line("2", "Meadow Dairy Ltd", "ie")]


class Desk:
    """A workspace with one list and one manifest, and short words for what people do."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace.open(root)
        self.ledger: Ledger = open_ledger(self.workspace)

    def only(self) -> Standing:
        (one,) = standings(self.workspace, self.ledger)
        return one

    def decide(self, action: str, by: str, reason: str = "papers seen") -> str:
        identity = self.only().alert.id
        return decide(self.workspace, self.ledger, identity, action, reason, by, AT).state  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seen and found once; every test works on a copy."""
    root = tmp_path_factory.mktemp("desk") / "w"
    workspace = Workspace.init(root)
    ledger = open_ledger(workspace)
    take_list(workspace, ledger, [QODS, LISTING])
    take_manifest(workspace, ledger, LINES)
    find(workspace, ledger)
    ledger.engine.dispose()
    return root


@pytest.fixture
def desk(prepared: Path, tmp_path: Path) -> Desk:
    return Desk(shutil.copytree(prepared, tmp_path / "w"))


def test_the_listed_consignee_alerts_and_the_dairy_does_not(desk: Desk) -> None:
    one = desk.only()
    assert one.alert.subject == "consignment:may/1"
    assert one.state == "open"
    (finding,) = one.alert.findings
    assert finding.facts["entry"]["programmes"] == ["NPWMD"]
    assert finding.facts["entry"]["listed"] == "2013-12-12"
    assert [place.source for place in finding.evidence] == ["may", "ofac-sdn"]


def test_running_again_gives_the_same_run_and_the_same_bytes(desk: Desk) -> None:
    before = sizes(desk.workspace.root / "lake" / "findings")
    first = [event.payload["run"] for event in events(desk.ledger, kinds=["find"])]
    find(desk.workspace, desk.ledger)
    assert sizes(desk.workspace.root / "lake" / "findings") == before
    runs = [event.payload["run"] for event in events(desk.ledger, kinds=["find"])]
    assert runs == first * 2


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"movements": {"gaps": {"hours": 6}}}, False),
        ({"rules": {"route.detour": {"on": False}}}, False),
        ({"alerts": {"minimum_weight": 0.1}}, True),
    ],
)
def test_other_thresholds_are_another_run(
    desk: Desk, changed: dict[str, object], same: bool
) -> None:
    first = find(desk.workspace, desk.ledger)
    asked = replace(desk.workspace, settings=desk.workspace.settings | changed)
    assert (find(asked, desk.ledger).id == first.id) is same


# The transitions, one by one: what was decided before, who does what, where it leads.
WALKS = [
    (["hold Ana"], "held"),
    (["escalate Ana"], "escalated"),
    (["release Ana"], "awaiting"),
    (["release Ana", "release Bo"], "released"),
    (["release Ana", "hold Bo"], "held"),
    (["release Ana", "hold Bo", "release Bo"], "awaiting"),
    (["release Ana", "hold Bo", "release Bo", "release Ana"], "released"),
    (["hold Ana", "release Ana"], "awaiting"),
    (["release Ana", "release Bo", "hold Ana"], "held"),
]


@pytest.mark.parametrize(("walk", "state"), WALKS)
def test_states(desk: Desk, walk: list[str], state: str) -> None:
    for step in walk:
        reached = desk.decide(*step.split())
    assert reached == state == desk.only().state


@pytest.mark.parametrize("again", ["Ana", "ana", " ANA "])
def test_nobody_is_their_own_second(desk: Desk, again: str) -> None:
    desk.decide("release", "Ana")
    with pytest.raises(BadInput, match="a second, different person must"):
        desk.decide("release", again)
    assert desk.only().state == "awaiting"


def test_one_person_is_enough_when_the_workspace_says_so(desk: Desk) -> None:
    desk.workspace.settings["decisions"]["four_eyes"] = False
    assert desk.decide("release", "Ana") == "released"
    desk.workspace.settings["decisions"]["four_eyes"] = True
    assert desk.only().state == "released", "what was decided under the old rule stays decided"


def test_a_decision_needs_a_reason_a_name_and_an_alert(desk: Desk) -> None:
    for by, reason in (("Ana", " "), (" ", "papers")):
        with pytest.raises(BadInput, match="is empty"):
            desk.decide("hold", by, reason)
    with pytest.raises(BadInput, match="is not known here"):
        decide(desk.workspace, desk.ledger, "a-none", "hold", "x", "Ana", AT)
    assert not list(events(desk.ledger, kinds=["decision"]))


def released(desk: Desk) -> None:
    desk.decide("release", "Ana")
    assert desk.decide("release", "Bo") == "released"


def test_a_new_release_with_the_same_entry_brings_nobody_back(desk: Desk) -> None:
    released(desk)
    other = replace(QODS, id="ofac-1", properties={"name": ("SOMEBODY ELSE",)})
    take_list(desk.workspace, desk.ledger, [other, QODS, LISTING], "2026-02-28T00:00:00Z")
    find(desk.workspace, desk.ledger)
    assert desk.only().state == "released"


def test_a_changed_list_entry_brings_the_alert_back_and_says_what_changed(desk: Desk) -> None:
    released(desk)
    stricter = replace(
        LISTING, properties={**LISTING.properties, "program": ("NPWMD", "RUSSIA-EO14024")}
    )
    take_list(desk.workspace, desk.ledger, [QODS, stricter], "2026-02-28T00:00:00Z")
    find(desk.workspace, desk.ledger)
    one = desk.only()
    assert one.state == "returned"
    (change,) = one.changes
    assert (change.what, change.properties) == (
        "entry",
        {"Sanction.program": ((), ("RUSSIA-EO14024",))},
    )


def test_a_changed_line_brings_the_alert_back_and_says_what_changed(desk: Desk) -> None:
    released(desk)
    changed = [replace(LINES[0], destination_country="ru"), LINES[1]]
    take_manifest(desk.workspace, desk.ledger, changed, "2026-03-02T00:00:00Z")
    find(desk.workspace, desk.ledger)
    one = desk.only()
    assert one.state == "returned"
    line, route = one.changes
    assert (line.what, line.properties) == ("subject", {"destination country": ((), ("ru",))})
    assert (route.what, "Russian Federation" in route.title) == ("new finding", True)


def test_a_second_listed_party_on_the_line_brings_the_alert_back(desk: Desk) -> None:
    released(desk)
    twin = replace(QODS, id="ofac-9", properties={"name": ("QODS AVIATION INDUSTRY",)})
    take_list(desk.workspace, desk.ledger, [QODS, LISTING, twin], "2026-02-28T00:00:00Z")
    find(desk.workspace, desk.ledger)
    one = desk.only()
    assert one.state == "returned"
    assert [change.what for change in one.changes] == ["new finding"]


def test_a_returned_alert_needs_both_people_again(desk: Desk) -> None:
    desk.decide("release", "Ana")
    changed = [replace(LINES[0], destination_country="ru"), LINES[1]]
    take_manifest(desk.workspace, desk.ledger, changed, "2026-03-02T00:00:00Z")
    find(desk.workspace, desk.ledger)
    assert desk.only().state == "returned"
    assert desk.decide("release", "Bo") == "awaiting", "Ana released something else"
    assert desk.decide("release", "Ana") == "released"


def test_an_alert_that_is_no_longer_found_can_still_be_shown(desk: Desk) -> None:
    desk.decide("hold", "Ana")
    identity = desk.only().alert.id
    take_list(desk.workspace, desk.ledger, [replace(QODS, properties={"name": ("OTHER",)})],
              "2026-02-28T00:00:00Z")  # fmt: skip
    find(desk.workspace, desk.ledger)
    assert standings(desk.workspace, desk.ledger) == []
    one = standing(desk.workspace, desk.ledger, identity[:6])
    assert (one.found, one.state, one.alert.title) == (
        False, "held", "Consignee Qods Aviation Industries may be QODS AVIATION INDUSTRIES",
    )  # fmt: skip


def test_a_delta_names_the_alerts_and_decisions_it_touches(desk: Desk) -> None:
    assert touched(desk.workspace, desk.ledger, {"ofac-77"}) == []
    desk.decide("hold", "Ana")
    (touch,) = touched(desk.workspace, desk.ledger, {"ofac-16418", "ofac-77"})
    assert (touch.state, touch.entries, touch.decided) == ("held", ("ofac-16418",), "Ana")


def test_replay_sees_the_lists_of_the_day_and_leaves_nothing(desk: Desk) -> None:
    take_list(desk.workspace, desk.ledger, [QODS], "2025-01-01T00:00:00Z", source="older")
    for day, sources in (("2024-12-31", set()), ("2025-01-01", {"older"}),
                         ("2026-02-27", {"older", "ofac-sdn"})):  # fmt: skip
        scene = scene_of(desk.workspace, desk.ledger, AT, day)
        files = sizes(desk.workspace.root / "lake")
        found = {finding.facts["entry"]["dataset"] for finding in replay(scene)}
        assert (day, found) == (day, sources)
        assert sizes(desk.workspace.root / "lake") == files
    assert len(list(events(desk.ledger, kinds=["find"]))) == 1


def test_age_counts_from_the_last_day_on_which_the_list_was_known_to_hold(desk: Desk) -> None:
    snapshot = serve(desk.workspace, desk.ledger, AT)
    assert ages(desk.ledger, snapshot, "2026-03-20T00:00:00Z") == {"ofac-sdn": 21}
    assert stale(desk.workspace, {"ofac-sdn": 21, "un-sc": 14}) == {"ofac-sdn": 21}
    outcome = {"sources": {"ofac-sdn": {"status": "unchanged"}, "un-sc": {"status": "failed"}}}
    record(desk.ledger, "update", "vedette", outcome, "2026-03-18T00:00:00Z")
    assert ages(desk.ledger, snapshot, "2026-03-20T00:00:00Z") == {"ofac-sdn": 2}
    desk.workspace.settings["lists"]["stale_after"]["ofac-sdn"] = 1
    assert stale(desk.workspace, {"ofac-sdn": 2, "un-sc": 14}) == {"ofac-sdn": 2}


def test_verify_names_a_file_of_the_lake_that_was_touched(desk: Desk) -> None:
    root = desk.workspace.root
    assert audit(desk.workspace, desk.ledger).problems == ()
    raw = next(root.glob("releases/ofac-sdn/*/raw.json"))
    raw.write_bytes(raw.read_bytes().replace(b"QODS", b"GODS"))
    rows = next(root.glob("lake/entities/ofac-sdn/*/rows.parquet"))
    rows.unlink()
    found = {problem.where: problem.what for problem in audit(desk.workspace, desk.ledger).problems}
    assert found == {
        str(raw.relative_to(root)): "was changed: its bytes do not give the hash in the ledger",
        str(rows.relative_to(root)): "is missing",
    }


def test_before_the_first_run_there_is_one_sentence(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path / "w")
    with pytest.raises(Missing, match="run `vedette find`"):
        standings(workspace, open_ledger(workspace))
