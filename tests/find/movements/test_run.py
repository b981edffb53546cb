"""The declared table of detectors, and findings made of their rows."""

import json
from pathlib import Path

import pytest

from tests.find.movements.tracks import at, fix, table
from vedette.find.movements.detectors import DETECTORS
from vedette.find.movements.inputs import Inputs
from vedette.find.movements.run import findings
from vedette.model.errors import BadInput
from vedette.model.finding import Finding

DOCS = Path(__file__).parents[3] / "docs" / "detectors"

SILENT = table(
    fix("mmsi:1", 0, 40, 50, sog=9.5), fix("mmsi:1", 13, 40, 51), fix("mmsi:2", 0.5, 40, 50)
)


def test_a_finding_carries_both_ends_the_threshold_and_the_evidence() -> None:
    [found] = findings(Inputs(SILENT), only=["movements.gaps"])
    assert (found.detector, found.subject) == ("movements.gaps", "mmsi:1")
    assert found.title.startswith("Unexplained gap of 13.0 h, 85 km apart")
    assert (found.facts["start"], found.facts["end"]) == (
        "2022-10-01T00:00:00Z",
        "2022-10-01T13:00:00Z",
    )
    assert found.parameters["hours"] == 12.0
    assert found.facts["coverage"] == "feed outage"
    assert [(item.source, item.origin, item.says) for item in found.evidence] == [
        ("test", "mmsi:1 2022-10-01T00:00:00Z", "40.00000, 50.00000, 9.5 kn"),
        ("test", "mmsi:1 2022-10-01T13:00:00Z", "40.00000, 51.00000"),
    ]


def test_an_aircraft_that_stands_has_no_gap() -> None:
    parked = table(
        fix("icao24:a", 0, 40, 50, altitude=0), fix("icao24:a", 13, 40, 50), fix("mmsi:2", 40, 1, 1)
    )
    assert not list(findings(Inputs(parked), only=["movements.gaps", "movements.open_gaps"]))


def test_findings_are_json_and_the_same_every_time() -> None:
    only = ["movements.gaps", "movements.open_gaps", "movements.encounters"]
    once, again = (
        [item.to_bytes() for item in findings(Inputs(SILENT), only=only)] for _ in range(2)
    )
    assert once == again
    assert all(Finding.from_json(json.loads(item)).to_bytes() == item for item in once)


def test_settings_change_the_threshold_and_the_identifier() -> None:
    [usual] = findings(Inputs(SILENT), only=["movements.gaps"])
    [other] = findings(Inputs(SILENT), {"movements.gaps": {"hours": 6}}, ["movements.gaps"])
    assert other.parameters["hours"] == 6
    assert usual.id != other.id
    assert not list(findings(Inputs(SILENT), {"movements.gaps": {"hours": 14}}, ["movements.gaps"]))


def test_a_misspelt_setting_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(BadInput, match=r"no parameter is called hour; use hours, longest_days"):
        list(findings(Inputs(SILENT), {"movements.gaps": {"hour": 6}}))


def test_invented_sources_are_marked() -> None:
    [found] = findings(Inputs(SILENT), only=["movements.gaps"], invented={"test"})
    assert found.invented


def test_the_release_of_the_evidence_is_named_where_it_is_known() -> None:
    known = SILENT.mutate(release=SILENT.source.concat("-sha"))
    [found] = findings(Inputs(known), only=["movements.gaps"])
    assert {item.release for item in found.evidence} == {"test-sha"}


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.name)
def test_every_detector_is_documented_with_its_thresholds_and_sources(detector) -> None:  # type: ignore[no-untyped-def]
    page = (DOCS / f"{detector.name.split('.')[1]}.md").read_text("utf-8")
    for name, default in detector.parameters.items():
        assert f"`{name}`" in page, f"{name} is not explained"
        if default is not None:
            assert str(default) in page, f"{name} is {default}, says the code"
    assert len(detector.doc) > 100
    assert "vedette find" in page


def test_names_are_unique_and_times_are_utc() -> None:
    names = [detector.name for detector in DETECTORS]
    assert len(set(names)) == len(names)
    assert at(0).tzinfo is not None


def lying(subject: str, lon: float) -> list[dict[str, object]]:
    return [fix(subject, n / 6, 30, lon) for n in range(20)]


MET = table(lying("mmsi:1", 50.0), lying("mmsi:2", 50.001))


def test_what_concerns_two_ships_is_found_of_both() -> None:
    one, two = findings(Inputs(MET), only=["movements.encounters"])
    assert (one.subject, one.facts["other"]) == ("mmsi:1", "mmsi:2")
    assert (two.subject, two.facts["other"]) == ("mmsi:2", "mmsi:1")
    assert (two.facts["track"], two.facts["other_track"]) == ("mmsi:2", "mmsi:1")
    assert "of mmsi:2 for" in one.title
    assert "of mmsi:1 for" in two.title
    assert len(one.evidence) == len(two.evidence) == 4


def test_meeting_a_listed_ship_weighs_more_and_says_so() -> None:
    listed = {"mmsi:2": [{"id": "x-1", "caption": "PORT OLYA-3", "score": 0.9}]}
    plain, _ = findings(Inputs(MET), only=["movements.encounters"])
    one, two = findings(Inputs(MET), only=["movements.encounters"], listed=listed)
    assert one.facts["listed"] == two.facts["listed"] == listed
    assert one.weight == pytest.approx(1 - (1 - plain.weight) * (1 - 0.6 * 0.9), abs=1e-4)
    assert two.weight == plain.weight
    assert one.id == plain.id


def test_a_common_silence_is_the_same_from_either_side() -> None:
    """Silent from 0 to 20 h and from 5 to 30 h: in common 5 to 20 h, whoever is asked about."""
    silent = table(
        [fix("mmsi:1", 0, 40, 50), fix("mmsi:1", 20, 40.1, 50)],
        [fix("mmsi:2", 5, 40, 50.1), fix("mmsi:2", 30, 40.1, 50.1)],
        [fix("mmsi:3", hour, 10, 10) for hour in range(31)],
    )
    one, two = findings(Inputs(silent), only=["movements.dark_encounters"])
    assert (one.subject, two.subject) == ("mmsi:1", "mmsi:2")
    for end, hour in (("start", 5), ("end", 20)):
        assert one.facts[end] == two.facts[end] == at(hour).isoformat().replace("+00:00", "Z")
    assert one.facts["subject_start"] == two.facts["other_start"] == "2022-10-01T00:00:00Z"
    assert two.facts["subject_end"] == one.facts["other_end"] == "2022-10-02T06:00:00Z"
