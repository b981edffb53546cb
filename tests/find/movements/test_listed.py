"""Who is listed: an airframe under an earlier tail, by its hex, by its serial; a ship likewise."""

import ibis
import pyarrow as pa
import pytest

from tests.find.movements.test_identity import said
from vedette.find.movements.listed import matches, queries
from vedette.find.names import Screener
from vedette.model.entity import Entity
from vedette.model.position import IDENTITIES

LIST = (
    Entity(
        "air-1",
        "Airplane",
        {
            "name": ("EP-MEE",),
            "registrationNumber": ("EP-MEE", "730ABC"),
            "serialNumber": ("23389",),
        },
    ),
    Entity("ship-1", "Vessel", {"name": ("PORT OLYA-3",), "imoNumber": ("9481910",)}),
    Entity("other-1", "Airplane", {"name": ("RA-76842",), "registrationNumber": ("RA-76842",)}),
)
SCREENER = Screener.build(LIST)


def found(subject: str, *spoken: tuple[str, str, float]) -> list[str]:
    """The list entries that a subject may be, which said these things from an hour on."""
    rows = [said(subject, name, value, since, since + 1) for name, value, since in spoken]
    identities = ibis.memtable(pa.Table.from_pylist(rows, schema=IDENTITIES))
    asked = queries([subject], identities)
    return [match.entity.id for _, _, some in matches(asked, SCREENER, 0.7) for match in some]


@pytest.mark.parametrize(
    ("subject", "spoken"),
    [
        ("icao24:000001", [("registration", "EP-MEE", 0)]),
        ("icao24:000001", [("registration", "EP-MEE", 0), ("registration", "5A-XYZ", 900)]),
        ("icao24:000001", [("registration", "5A-XYZ", 0), ("registration", "EPMEE", 900)]),
        ("icao24:000001", [("registration", "5A-XYZ", 0), ("serial", "23389", 0)]),
        ("icao24:730abc", []),
        ("icao24:730abc", [("registration", "5A-XYZ", 0)]),
    ],
)
def test_a_listed_airframe_by_tail_hex_or_serial_whatever_it_is_called_now(
    subject: str, spoken: list[tuple[str, str, float]]
) -> None:
    assert found(subject, *spoken) == ["air-1"]


def test_another_airframe_is_not_listed() -> None:
    assert found("icao24:000001", ("registration", "EP-MED", 0)) == []
    assert found("icao24:730abd", ("registration", "5A-XYZ", 0)) == []


def test_a_ship_by_a_number_that_it_told_once_under_another_name() -> None:
    assert found("mmsi:273000001", ("name", "AURORA", 0), ("imo", "9481910", 0)) == ["ship-1"]
    told = [("imo", "9481910", 0), ("name", "PORT OLYA-3", 0), ("name", "AURORA", 500)]
    assert found("mmsi:273000001", *told) == ["ship-1"]
