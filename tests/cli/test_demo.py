"""The first thing a stranger runs: what alerts, what must not, and that it all says INVENTED."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.typed import Typed, typed
from vedette.reference.starter import MANIFEST, STARTER

ALERTS = {
    "05": "the alias of a listed company",
    "12": "the IMO number of a listed ship under another name",
    "18": "the tail of a listed aircraft",
    "22": "the serial number of the same airframe under another tail",
    "27": "a listed company in Cyrillic",
    "29": "a false positive, kept to be released: a common firm that bears a listed name whole",
    "31": "common high priority goods on their way to Russia by way of Kyrgyzstan",
    "36": "a listed forwarder as notify party, in another order of words",
    "41": "an engine known from drones",
    "47": "the next ship of a listed series",
    "56": "half the name of a listed company",
}
"""Lines of the manifest that alert, and why; the forty-nine others must not."""

REPORTED = {
    "entry:ofac-38976": "a listed company that an article says delivered engines; on no line",
    "weapon:Shahed-136": "drones that an article says were sent",
}
"""What alerts because an article names it, and why."""

MOVING = {
    "mmsi:273999901": "out of Olya, silent near Iran, deeper in the water, beside a listed ship",
    "mmsi:273999902": "a listed ship by its IMO number, which the articles name too",
    "icao24:730faa": "a listed aircraft by its tail",
}
"""Ships and aircraft that alert, and why; their neighbours must not."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Typed]:
    folder = tmp_path_factory.mktemp("demo") / "w"
    return folder, typed("demo", str(folder))


def test_the_voyage_is_told_and_drawn(demo: tuple[Path, Typed]) -> None:
    alerts = typed("alerts", "-w", str(demo[0]), "--json").json
    [voyage] = [alert for alert in alerts if alert["subject"] == "mmsi:273999901"]
    told = {finding["detector"]: finding["facts"] for finding in voyage["findings"]}
    assert told["movements.gaps"]["coverage"] == "heard others"
    assert told["movements.encounters"]["other"] == "mmsi:273999902"
    assert told["movements.draught_changes"]["change"] == 1.2
    assert "An invented voyage" in demo[1].out
    assert "░" in demo[1].out


def test_the_press_is_read_and_adds_to_the_ship_that_it_names(demo: tuple[Path, Typed]) -> None:
    alerts = typed("alerts", "-w", str(demo[0]), "--json").json
    [ship] = [alert for alert in alerts if alert["subject"] == "mmsi:273999902"]
    [told] = [one for one in ship["findings"] if one["detector"] == "claims.listed"]
    assert told["invented"]
    assert told["facts"]["origins"]["independent"] == 2
    stances = [(one["stance"], one["adverse"]) for one in told["facts"]["claims"]]
    assert stances == [("assert", True), ("deny", False)]
    [copy] = told["facts"]["copies"]
    assert copy["outlet"] == "Gazette inventée"
    assert "Gazette inventée (2022-10-10): no weight of their own" in demo[1].out
    page = demo[0] / "ship.html"
    assert typed("dossier", ship["id"], "-o", str(page), "-w", str(demo[0])).status == 0
    text = page.read_text("utf-8")
    assert "What reports say, and how many origins stand behind it" in text
    assert "INVENTED DEMONSTRATION DATA" in text
    checked = typed("verify", "--dossier", str(page), "-w", str(demo[0]))
    assert checked.status == 0, checked.out + checked.err


@pytest.mark.long
def test_without_the_extra_it_runs_and_says_what_is_missing(tmp_path: Path) -> None:
    absent = ("lingua", "spacy", "ahocorasick", "datasketch", "trafilatura", "pypdf")
    script = (
        "import sys; sys.modules.update(dict.fromkeys(sys.argv[2].split()));"
        "from vedette.cli import main; sys.argv = ['vedette', 'demo', sys.argv[1]]; main()"
    )
    words = [sys.executable, "-c", script, str(tmp_path / "w"), " ".join(absent)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "press.xml is left out: telling languages apart needs the package lingua" in said
    assert "pip install 'vedette[reports]'" in said
    assert "14 alerts for a person" in said


def test_exactly_these_lines_alert(demo: tuple[Path, Typed]) -> None:
    alerts = typed("alerts", "-w", str(demo[0]), "--json").json
    lines = {alert["subject"].removeprefix("consignment:manifest/DEMO-") for alert in alerts}
    assert lines == {*ALERTS, *MOVING, *REPORTED}
    assert all(alert["invented"] for alert in alerts)


def test_it_shows_progress_the_ranking_one_explanation_and_what_to_type(
    demo: tuple[Path, Typed],
) -> None:
    said = demo[1]
    assert said.status == 0
    assert re.findall(r"^(SEE|FIND|INTERDICT)", said.out, re.M) == ["SEE", "FIND", "INTERDICT"]
    assert "16 alerts for a person" in said.out
    assert "9 hold, 2 review, 0 unknown, 49 no_hit" in said.out
    assert "The first one, explained" in said.out
    assert "INVENTED DEMONSTRATION DATA" in said.out
    assert "vedette decide a-" in said.out
    assert max(map(len, said.out.splitlines())) <= 100


def test_a_second_run_finds_the_same(demo: tuple[Path, Typed]) -> None:
    assert typed("demo", str(demo[0])).out == demo[1].out
    assert typed("verify", "-w", str(demo[0])).status == 0


def test_the_readme_shows_what_the_demo_prints(demo: tuple[Path, Typed]) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    shown = readme.split("```\nSEE\n", 1)[1].split("\n```", 1)[0].split("\n")
    printed = {line.rstrip() for line in demo[1].out.splitlines()}
    assert [line for line in shown if line.rstrip() not in printed and line != "…"] == []


def test_every_alert_can_be_decided(demo: tuple[Path, Typed], tmp_path: Path) -> None:
    place = str(shutil.copytree(demo[0], tmp_path / "w"))
    for alert in typed("alerts", "-w", place, "--json").json:
        said = typed("decide", alert["id"], "--hold", "--reason", "x", "--by", "y", "-w", place)
        assert said.status == 0, said.err


def test_the_manifest_has_sixty_lines_and_says_what_it_is() -> None:
    rows = list(csv.reader(MANIFEST.open(encoding="utf-8", newline="")))
    assert rows[0][0].startswith("INVENTED DEMONSTRATION DATA")
    assert len(rows) == 62


def test_each_row_of_the_starter_list_has_its_source() -> None:
    rows = list(csv.DictReader(STARTER.open(encoding="utf-8", newline="")))
    assert 140 <= len(rows) <= 170
    assert len({row["id"] for row in rows}) == len(rows)
    official = ("sanctionssearch.ofac.treas.gov", "ofac.treasury.gov", "scsanctions.un.org",
                "www.international.gc.ca")  # fmt: skip
    for row in rows:
        assert row["address"].split("/")[2] in official, row["id"]
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}|", row["listed"]), row["id"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["seen"]), row["id"]
        assert row["authority"]
