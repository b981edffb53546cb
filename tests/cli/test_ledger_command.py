"""``vedette ledger`` as a person types it."""

import json
import subprocess
import sys

import pytest

from tests.shared_data import shared


def vedette(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "vedette", *words], cwd=cwd, capture_output=True, text=True
    )


@pytest.fixture
def place(tmp_path):
    (tmp_path / "counts.csv").write_text(
        "time_start,time_end,model,launched,destroyed\n"
        "2022-10-01,2022-10-01,Shahed-136/131,120,100\n"
        "2022-10-20,2022-10-20,Shahed-136/131,91,91\n"
    )
    (tmp_path / "said.csv").write_text(
        "said_by,said_on,predicate,item,holder,low,high,words\n"
        "A minister,2022-10-21,delivered,Geran-2,RU,24,99,dozens\n"
        "A ministry,2022-10-22,denied,Shahed-136,RU,,,\n"
    )
    assert vedette("init", "workspace", cwd=tmp_path).returncode == 0
    assert vedette("see", "counts.csv", "said.csv", cwd=tmp_path).returncode == 0
    return tmp_path


def test_contradictions_stand_first(place):
    done = vedette(
        "ledger", "--item", "Shahed-136", "--holder", "ru", "--on", "2022-10-23", cwd=place
    )
    assert done.returncode == 1, done.stderr
    said = done.stdout
    assert "'dozens' delivered, said by A minister on 2022-10-21, against 211 launches" in said
    assert said.index("Contradictions") < said.index("What may be left")
    assert max(map(len, said.splitlines())) <= 100


def test_for_machines_and_on_a_file(place):
    words = ["ledger", "--item", "Герань-2", "--holder", "RU", "--on", "2022-10-23"]
    done = vedette(*words, "--json", "--svg", "chart.svg", cwd=place)
    assert json.loads(done.stdout)["launched"] == 211
    assert (place / "chart.svg").read_text().startswith("<svg")


def test_nothing_known(place):
    done = vedette("ledger", "--item", "Kalibr", "--holder", "RU", "--on", "2022-10-23", cwd=place)
    assert done.returncode == 3
    assert done.stderr.startswith("vedette: no delivery or launch of Kalibr is known")


def test_a_holder_that_is_no_country(place):
    done = vedette("ledger", "--item", "Shahed-136", "--holder", "Mordor", cwd=place)
    assert done.returncode == 2
    assert done.stderr == "vedette: --holder Mordor: is no country; write its code: RU.\n"


def test_help_says_that_it_is_not_the_audit_ledger(place):
    said = " ".join(vedette("ledger", "--help", cwd=place).stdout.split())
    assert "The audit ledger, in which decisions are kept, is another thing" in said


@pytest.mark.shared
def test_the_article_of_2022_against_what_was_counted(tmp_path):
    """The article says "dozens of these drones" from Iran; 211 launches of one kind of them were
    counted by the day before it was written, 237 by its own."""
    article, counts = (
        shared(f"reports/{name}")
        for name in ("article_fr_2022-10-23.txt", "missile_attacks_daily.csv")
    )
    assert vedette("init", "workspace", cwd=tmp_path).returncode == 0
    assert vedette("see", str(article), str(counts), cwd=tmp_path).returncode == 0
    words = ["ledger", "--item", "Shahed-136", "--holder", "RU", "--on", "2022-10-23", "--json"]
    answer = json.loads(vedette(*words, cwd=tmp_path).stdout)
    assert [one["says"] for one in answer["contradictions"]] == [
        "'des dizaines (drones, of any kind)' delivered, said by Anthony Blinken on 2022-10-23, "
        "against 237 launches already counted",
        "delivery denied by Iran on 2022-10-23, with 237 launches counted by then",
    ]
    assert answer["delivered"] == {} and answer["low"] == 0
