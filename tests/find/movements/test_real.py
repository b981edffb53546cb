"""Danish feeds, decoded by pyais: a crowd in five minutes, and one ship that drifted a night."""

from datetime import UTC, datetime, timedelta

import ibis
import pytest

from tests.find.movements import real
from tests.find.movements.tracks import rows
from vedette.find.movements import gaps, jumps, loitering, tracks
from vedette.find.movements.segments import tangled

pytestmark = pytest.mark.shared


def test_a_ship_that_drifted_a_night() -> None:
    """Under way at 16:48, at 2.9 kn at 16:52, at 3.3 kn again at 05:35, says its own log."""
    data = real.drifting()
    assert len(data) == 2563
    [drift] = rows(loitering(ibis.memtable(data)))
    assert drift["subject"] == "mmsi:212123000"
    assert datetime(2014, 10, 2, 16, 52, tzinfo=UTC) < drift["start"]
    assert drift["start"] < datetime(2014, 10, 2, 18, 10, tzinfo=UTC)
    assert datetime(2014, 10, 3, 4, 0, tzinfo=UTC) < drift["end"]
    assert drift["end"] < datetime(2014, 10, 3, 5, 36, tzinfo=UTC)
    assert 0.3 < drift["knots"] < 1.5
    assert rows(jumps(ibis.memtable(data))) == rows(gaps(ibis.memtable(data))) == []


def test_a_crowd_in_five_minutes() -> None:
    """1,437 ships; where an identity is not one ship, a step between two of its fixes says so."""
    data = real.dma()
    positions = ibis.memtable(data)
    assert len(data) == 24_686
    assert len(set(data["subject"].to_pylist())) == 1_437
    assert max(data["ts"].to_pylist()) - min(data["ts"].to_pylist()) < timedelta(minutes=5)
    assert rows(gaps(positions)) == rows(loitering(positions)) == []
    suspects = {row["subject"] for row in rows(tangled(positions))}
    jumping = {row["subject"] for row in rows(jumps(positions))}
    assert jumping <= suspects
    assert len(suspects) < 1_437 * 0.02
    told = {row["subject"] for row in rows(tracks(positions)) if row["track"] != row["subject"]}
    assert told <= suspects
