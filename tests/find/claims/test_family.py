"""`vedette find` on articles: lines, list entries, heard ships and weapons that they name; what a
claim, a denial and a copy weigh; and what brings a decided alert back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interdict.lakes import AT, LISTING, QODS, find, line, take_list, take_manifest
from vedette.find.claims import kept, wanted
from vedette.find.claims.family import FAMILY
from vedette.find.claims.stock import Stock
from vedette.find.families import Scene
from vedette.interdict import dossier, jobs
from vedette.interdict.alerts import alerts_of, standings
from vedette.interdict.decisions import decide
from vedette.interdict.ledger import Ledger, open_ledger
from vedette.interdict.reported import behind
from vedette.lake import releases
from vedette.lake.findings import read_findings
from vedette.lake.reports import has_claims, read_claims
from vedette.lake.workspace import Workspace
from vedette.model.canonical import canonical
from vedette.model.entity import Entity
from vedette.model.errors import Missing
from vedette.model.finding import Finding
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

SHIP = Entity("ofac-9", "Vessel", {"name": ("EXAMPLE SPIRIT",), "imoNumber": ("9481922",)})
TWIN = Entity("eu-9", "Vessel", {"name": ("Example Spirit",)})

SENT = "A harbour master, Ilya Inventov, said on Sunday that {} had sent 40 engines to Iran."
DENIED = "The owner's spokeswoman, Anna Fiktiva, denied on Monday that {} had sent engines to Iran."
COPY = "{} had sent 40 engines to Iran, harbour master Inventov said on Sunday, Northwire reports."
OTHER = "Customs in Exampleland found that {} had shipped 200 bearings to Iran in September."


class Desk:
    """A workspace to which articles are taken one by one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = Workspace.init(folder / "work")
        self.ledger: Ledger = open_ledger(self.workspace)
        take_list(self.workspace, self.ledger, [QODS, LISTING, SHIP])

    def reads(self, outlet: str, day: str, *sentences: str) -> None:
        """An article of an outlet."""
        body = " ".join([*sentences, f"This invented text was written for the {outlet} alone."])
        item = f"<item><title>INVENTED</title><pubDate>{day}</pubDate><description>{body}"
        text = f"<rss version='2.0'><channel><title>{outlet}</title>{item}</description></item>"
        path = self.folder / f"{outlet}-{day}.xml"
        path.write_text(f"{text}</channel></rss>")
        taken = kind_of(path).take(self.workspace, path, Intake(retrieved=AT))
        jobs.took(self.workspace, self.ledger, taken.release, True, AT)

    def finds(self, detector: str = "claims.") -> list[Finding]:
        """What the detectors find of reports."""
        run = find(self.workspace, self.ledger)
        found = read_findings(self.workspace, run.id)
        return [one for one in found if one.detector.startswith(detector)]

    def states(self) -> dict[str, str]:
        """The state of each alert by its subject."""
        find(self.workspace, self.ledger)
        return {one.alert.subject: one.state for one in standings(self.workspace, self.ledger)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    yield Desk(tmp_path)


def test_a_listed_party_that_stands_on_no_line_makes_an_alert(desk: Desk) -> None:
    desk.reads("Northwire", "2022-10-10", SENT.format("Qods Aviation Industries"))
    (found,) = desk.finds()
    assert (found.detector, found.subject, found.weight) == (
        "claims.listed", "entry:ofac-16418", 0.3,
    )  # fmt: skip
    (told,) = found.facts["claims"]
    assert told["chain"] == ["Northwire", "harbour master"]
    assert (told["stance"], told["frame"], told["quantity"]) == ("assert", "transfer", [40, 40, ""])
    assert found.facts["entry"]["programmes"] == ["NPWMD"]
    assert "Qods Aviation Industries" in found.evidence[0].says
    assert desk.states() == {"entry:ofac-16418": "open"}


def test_denied_supplying_is_no_evidence_of_supplying(desk: Desk) -> None:
    desk.reads("Courier", "2022-10-10", DENIED.format("Qods Aviation Industries"))
    (found,) = desk.finds()
    assert found.weight == 0.1
    assert found.facts["claims"][0]["stance"] == "deny"
    assert found.title.endswith("nothing held, 1 denies")
    assert desk.states() == {}  # a finding, below what calls for a person


def test_a_copy_adds_no_weight_and_brings_nobody_back_a_new_origin_does(desk: Desk) -> None:
    desk.workspace.settings["decisions"]["four_eyes"] = False
    desk.reads("Northwire", "2022-10-10", SENT.format("Qods Aviation Industries"))
    (alert,) = standings(desk.workspace, desk.ledger) if desk.states() else ()
    decide(desk.workspace, desk.ledger, alert.alert.id, "release", "a test", "Ana Lima", AT)
    assert desk.states() == {"entry:ofac-16418": "released"}

    for outlet in ("Gazette", "Courier", "Herald"):
        desk.reads(outlet, "2022-10-11", COPY.format("Qods Aviation Industries"))
    (found,) = desk.finds()
    assert found.weight == 0.3 and len(found.facts["claims"]) == 1
    assert found.facts["origins"] == {"reports": 4, "outlets": 4, "independent": 1, "unknown": 0}
    assert {one["outlet"] for one in found.facts["copies"]} == {"Gazette", "Courier", "Herald"}
    assert desk.states() == {"entry:ofac-16418": "released"}

    desk.reads("Exampleland Post", "2022-12-01", OTHER.format("Qods Aviation Industries"))
    (found,) = desk.finds()
    assert found.weight == 0.51
    assert desk.states() == {"entry:ofac-16418": "returned"}


def test_a_party_on_a_line_is_named_and_what_is_said_of_its_entry_stands_behind_it(
    desk: Desk,
) -> None:
    lines = [line("1", "FALCON EXAMPLE TRADING", "ae"), line("2", "QODS AVIATION INDUSTRIES")]
    take_manifest(desk.workspace, desk.ledger, lines)
    desk.reads("Northwire", "2022-10-10", SENT.format("Falcon Example Trading"))
    desk.reads("Courier", "2022-10-12", OTHER.format("Qods Aviation Industries"))
    found = {one.subject: one for one in desk.finds()}
    assert found["consignment:may/1"].detector == "claims.named"
    assert found["consignment:may/1"].facts["role"] == "consignee"
    run = find(desk.workspace, desk.ledger).id
    mine = [one for one in read_findings(desk.workspace, run) if one.subject.endswith("may/2")]
    (told,) = behind(desk.workspace, run, [one for one in mine if one.detector == "names.party"])
    assert told.subject == "entry:ofac-16418"


def test_a_listed_ship_that_was_heard_is_one_with_its_track(desk: Desk) -> None:
    heard = desk.folder / "heard.csv"
    fix = "273999901,9481922,EXAMPLE SPIRIT,2022-10-0{}T00:00:00Z,45.0,48.1\n"
    heard.write_text("mmsi,imo,name,timestamp,lat,lon\n" + "".join(map(fix.format, range(1, 6))))
    taken = kind_of(heard).take(desk.workspace, heard, Intake(retrieved=AT))
    jobs.took(desk.workspace, desk.ledger, taken.release, True, AT)
    desk.reads("Northwire", "2022-10-10", SENT.format("the tanker Example Spirit"))
    (found,) = desk.finds()
    assert found.subject == "mmsi:273999901"
    (alert,) = alerts_of(read_findings(desk.workspace, find(desk.workspace, desk.ledger).id))
    assert {one.detector for one in alert.findings} >= {"claims.listed", "movements.listed"}


def test_one_party_on_two_lists_is_one(desk: Desk) -> None:
    take_list(desk.workspace, desk.ledger, [TWIN], source="eu")
    desk.reads("Northwire", "2022-10-10", SENT.format("the tanker Example Spirit"))
    (found,) = desk.finds()
    assert found.facts["entries"] == ["eu-9", "ofac-9"]


def test_a_weapon_alerts_when_it_is_said_to_be_sent_not_when_it_is_used(desk: Desk) -> None:
    desk.reads("Herald", "2022-10-09", "Russia fired 20 Shahed-136 drones at Odesa, Kyiv said.")
    assert desk.finds() == []
    desk.reads("Northwire", "2022-10-10", "Iran sent 40 Shahed-136 drones to Russia, Kyiv said.")
    (found,) = desk.finds()
    assert (found.detector, found.subject) == ("claims.traded", "weapon:Shahed-136")
    assert found.facts["claims"][0]["holder"] == "RU"


def test_the_same_scene_gives_the_same_bytes_whatever_came_first(tmp_path: Path) -> None:
    articles = [
        ("Northwire", "2022-10-10", SENT.format("Qods Aviation Industries")),
        ("Courier", "2022-10-10", DENIED.format("Qods Aviation Industries")),
    ]
    both = []
    for name, order in (("a", articles), ("b", articles[::-1])):
        (tmp_path / name).mkdir()
        desk = Desk(tmp_path / name)
        for article in order:
            desk.reads(*article)
        both.append([one.to_bytes() for one in desk.finds()])
    assert both[0] == both[1]


def test_without_a_model_it_is_said_and_read_when_the_model_is_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.reads("Northwire", "2022-10-10", SENT.format("Qods Aviation Industries"))
    scene = jobs.scene_of(desk.workspace, desk.ledger, AT)

    def absent(*_: object) -> None:
        raise Missing("reading claims in en needs spaCy and its model x", "install it")

    with monkeypatch.context() as without:
        without.setattr(kept, "read_claims", absent)
        without.setattr(kept, "verify", absent)
        assert FAMILY.lacks(scene).startswith("reading claims in en needs spaCy")
        (only_named,) = desk.finds()
        assert only_named.weight == 0.1 and only_named.facts["claims"] == []
        reports = releases.kept(desk.workspace, "reports")
        assert not has_claims(desk.workspace, reports[0])
    assert FAMILY.lacks(scene) == ""
    (found,) = desk.finds()
    assert found.weight == 0.3
    assert all(one.extractor == "rules" for one in read_claims(desk.workspace, reports))


def test_furniture_names_nobody(desk: Desk) -> None:
    page = desk.folder / "page.txt"
    page.write_text(
        "An invented article about the weather in Exampleland\n\nIt rained on Monday in all of "
        "Exampleland, the ministry said, and it will rain on Tuesday and on Wednesday as well, "
        "perhaps until the end of the week.\n\n"
        "Read more: Qods Aviation Industries in the news\n"
    )
    taken = kind_of(page).take(desk.workspace, page, Intake(retrieved=AT))
    jobs.took(desk.workspace, desk.ledger, taken.release, True, AT)
    assert desk.finds() == []


def test_scene_without_lists_or_lines_is_no_error(desk: Desk) -> None:
    assert wanted.on_lines(Scene(desk.workspace, jobs.serve(desk.workspace, desk.ledger, AT))) == {}


def test_the_dossier_of_a_weapon_has_claims_origins_and_the_stock_chart(desk: Desk) -> None:
    desk.reads(
        "Northwire", "2022-10-10", "Iran sent dozens of Shahed-136 drones to Russia, Kyiv said."
    )
    counts = desk.folder / "counts.csv"
    counts.write_text(
        "time_start,time_end,model,launched,destroyed\n2022-10-01,2022-10-08,Shahed-136/131,120,9\n"
    )
    taken = kind_of(counts).take(desk.workspace, counts, Intake(retrieved=AT, invented=True))
    jobs.took(desk.workspace, desk.ledger, taken.release, True, AT)
    desk.finds()
    (one,) = standings(desk.workspace, desk.ledger)
    made = dossier.document(desk.workspace, desk.ledger, one, AT)
    assert made["stock"]["launched"] == 120 and made["stock"]["invented"]
    assert made["stock"]["on"] == "2022-10-10"
    page = dossier.page(made)
    assert "against 120 launches already counted" in page
    assert "1 report, 1 outlet, 1 independent origin" in page
    assert "<polyline" in page and "INVENTED DEMONSTRATION DATA" in page
    again = Stock.from_json(made["stock"]).to_json()
    assert canonical(again) == canonical(made["stock"])
