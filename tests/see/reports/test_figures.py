"""Tables of numbers: read whole or refused with the line."""

import pytest

from tests.shared_data import shared
from vedette.lake import releases
from vedette.lake.figures import read_counts, read_statements
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

HEADER = "said_by,said_on,predicate,item,holder,low,high,words\n"
GOOD = HEADER + "A minister,2022-10-21,delivered,Shahed-136,ru,24,99,dozens\n"
INTAKE = Intake(retrieved="2026-11-24T00:00:00Z")


@pytest.fixture
def lake(tmp_path):
    return Workspace.init(tmp_path / "w")


def see(lake, path):
    return kind_of(path).take(lake, path, INTAKE)


def test_statements_are_read_with_their_place(lake, tmp_path):
    (tmp_path / "s.csv").write_text(GOOD)
    taken = see(lake, tmp_path / "s.csv")
    (one,) = read_statements(lake, [taken.release])
    assert (one.said_by, one.holder, one.low, one.high, one.place) == (
        "A minister", "RU", 24, 99, "line 2",
    )  # fmt: skip
    assert one.release == taken.release.sha256
    assert not see(lake, tmp_path / "s.csv").new


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("A,2022-13-40,delivered,X,RU,1,2,", "line 2: said_on '2022-13-40' is no date"),
        ("A,2022-10-21,gifted,X,RU,1,2,", "line 2: 'gifted' is no predicate"),
        ("A,2022-10-21,delivered,X,RU,many,2,", "line 2: low 'many' is no count"),
        ("A,2022-10-21,delivered,X,RU,9,2,", "line 2: low is above high"),
        ("A,2022-10-21,delivered,X,RU,-1,2,", "line 2: low '-1' is no count"),
        ("A,2022-10-21,delivered,X,RU,inf,,", "line 2: low 'inf' is no count"),
        ("", "holds no row"),
    ],
)
def test_a_bad_row_refuses_the_file_and_changes_nothing(lake, tmp_path, row, says):
    (tmp_path / "s.csv").write_text(HEADER + row + "\n" if row else HEADER)
    with pytest.raises(BadInput) as refused:
        see(lake, tmp_path / "s.csv")
    assert says in str(refused.value)
    assert releases.kept(lake, "statements") == []


@pytest.mark.shared
def test_the_real_counts(lake):
    """awk over the file: 43 rows of Shahed-136/131 that start in 2022, 409 launched."""
    taken = see(lake, shared("reports/missile_attacks_daily.csv"))
    of_2022 = [
        one
        for one in read_counts(lake, [taken.release])
        if one.item == "Shahed-136/131" and one.start.startswith("2022")
    ]
    assert (len(of_2022), sum(one.launched for one in of_2022)) == (43, 409)
