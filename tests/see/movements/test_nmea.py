"""NMEA into columns: against pyais on real files, and by hand where the file is at fault."""

import gzip
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest
from pyais import encode_dict

from tests.see.movements import peer
from tests.shared_data import shared
from vedette.model.errors import BadInput
from vedette.see.movements.ais import nmea
from vedette.see.movements.ais.clocks import NONE
from vedette.see.movements.blocks import blocks
from vedette.see.movements.heard import Heard, Tally
from vedette.see.recognise import kind_of

FILES = [
    "movements/dma_ais_sample.txt.gz",
    "movements/dma_212123000_drift_1.ais",
    "movements/pyais_nmea_data_sample.txt",
]


def heard(
    source: Path | bytes, tally: Tally | None = None, size: int = 8 << 20, clock: int = NONE
) -> tuple[list[dict], list[dict]]:
    """Fixes and statements of a file, or of lines, as rows."""
    pieces = blocks(source, size) if isinstance(source, Path) else [source]
    read: list[Heard] = list(nmea.read(pieces, tally or Tally(), clock))
    fixes = [row for batch in read for row in batch.fixes.to_pylist()]
    return fixes, [row for batch in read for row in batch.statements.to_pylist()]


def rounded(row: dict) -> tuple:
    """A fix as `peer.fix` writes it."""
    speeds = [None if row[name] is None else round(row[name], 1) for name in ("sog", "cog")]
    return (row["subject"], row["lat"], row["lon"], *speeds, row["heading"])


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_every_fix_is_the_one_that_pyais_decodes(name: str) -> None:
    path = shared(name)
    fixes, _ = heard(path, clock=0)
    truth = Counter(peer.fix(m) for m in peer.messages(path) if m.msg_type in peer.POSITIONS)
    assert Counter(rounded(row) for row in fixes) == truth
    assert truth


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_every_static_report_is_the_one_that_pyais_decodes(name: str) -> None:
    path = shared(name)
    _, statements = heard(path, clock=0)
    truth: Counter[tuple[str, str, str]] = Counter()
    for message in peer.messages(path):
        if message.msg_type in (5, 19, 24, 21):
            for attribute, field in (
                ("name", "shipname"),
                ("name", "name"),
                ("imo", "imo"),
                ("callsign", "callsign"),
                ("destination", "destination"),
            ):
                value = getattr(message, field, None)
                if value:
                    value = str(value).split("@")[0].strip()
                    truth[f"mmsi:{message.mmsi:09d}", attribute, value] += bool(value)
    names = {attribute for _, attribute, _ in truth}
    ours = Counter(
        (row["subject"], row["attribute"], row["value"])
        for row in statements
        if row["attribute"] in names
    )
    assert ours == +truth


def test_the_danish_log_has_the_times_and_receivers_of_its_own_lines() -> None:
    path = shared("movements/dma_ais_sample.txt.gz")
    fixes, _ = heard(path)
    lines = gzip.decompress(path.read_bytes()).decode("ascii").split()
    wrapper = next(line for line in lines if line.startswith("$PGHP")).split(",")
    assert fixes[0]["ts"].isoformat() == "2013-11-12T12:00:00.011000+00:00"
    assert fixes[0]["receiver"] == wrapper[11] == "2190067"
    assert {row["ts"].strftime("%H:%M") for row in fixes} == {f"12:0{n}" for n in range(5)}


@pytest.mark.parametrize("size", [997, 65_536])
def test_where_the_file_is_cut_into_blocks_makes_no_difference(size: int) -> None:
    path = shared("movements/dma_212123000_drift_1.ais")
    one, other = Tally(), Tally()
    for ours, theirs in zip(heard(path, one), heard(path, other, size), strict=True):
        assert sorted(map(repr, ours)) == sorted(map(repr, theirs))
    assert one.notes() == other.notes()
    assert one.counts == other.counts


@pytest.mark.parametrize("packed", ["gzip", "zstd"])
def test_packed_feeds_are_recognised_and_read(tmp_path: Path, packed: str) -> None:
    path = tmp_path / "feed.bin"
    line = "\\c:1697280001*00\\!AIVDM,1,1,,A,13HOI:0P0000VOHLCnHQKwvL05Ip,0*23\n"
    with pa.CompressedOutputStream(str(path), packed) as stream:
        stream.write(line.encode() * 3)
    assert kind_of(path).name == "ais-nmea"
    assert len(heard(path)[0]) == 3


def test_a_cut_archive_names_how_far_it_was_readable(tmp_path: Path) -> None:
    path = tmp_path / "feed.gz"
    path.write_bytes(gzip.compress(b"x\n" * 100_000)[:-40])
    with pytest.raises(BadInput, match="cannot be unpacked beyond"):
        heard(path)


def sentence(**fields: object) -> str:
    return encode_dict({"mmsi": 272001000, "repeat": 0, **fields}, talker_id="AI")[0]


PLACE = sentence(type=1, lat=45.8, lon=47.5, speed=9.1, course=180.0, heading=181)


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("\\s:r1,c:1697280001*00\\" + PLACE, "2023-10-14T10:40:01+00:00"),
        ("\\c:1697280001250,s:r1*00\\" + PLACE, "2023-10-14T10:40:01.250000+00:00"),
        ("\\g:1-1-77,s:r1,c:1697280001*00\\" + PLACE, "2023-10-14T10:40:01+00:00"),
        ("1697280001 " + PLACE, "2023-10-14T10:40:01+00:00"),
        ("2023-10-14T10:40:01Z," + PLACE, "2023-10-14T10:40:01+00:00"),
        ("2023-10-14 10:40:01.5 " + PLACE, "2023-10-14T10:40:01.500000+00:00"),
        (PLACE + ",1697280001", "2023-10-14T10:40:01+00:00"),
        (PLACE + ",raishub,1697280001", "2023-10-14T10:40:01+00:00"),
        (PLACE + ",b003669955,1697280001.25", "2023-10-14T10:40:01.250000+00:00"),
        ("\\s:r1,c:1697280001*00\\\n" + PLACE, "2023-10-14T10:40:01+00:00"),
        ("$PGHP,1,2023,10,14,10,40,1,0,273,,2734450,1,33*33\r\n" + PLACE + "\r",
         "2023-10-14T10:40:01+00:00"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_clock_beside_a_sentence(line: str, time: str) -> None:
    [fix], _ = heard((line + "\n").encode())
    assert fix["ts"].isoformat() == time
    assert fix["subject"] == "mmsi:272001000"


def test_without_a_clock_nothing_is_guessed() -> None:
    tally = Tally()
    assert heard((PLACE + "\n").encode(), tally) == ([], [])
    assert tally.aside == {nmea.NO_CLOCK: 1}


def test_a_sentence_between_clocks_has_the_time_of_the_one_before() -> None:
    tally = Tally()
    lines = f"1697280001 {PLACE}\n{PLACE}\n1697280009 {PLACE}\n"
    fixes, _ = heard(lines.encode(), tally)
    assert [row["ts"].second for row in fixes] == [1, 1, 9]
    assert tally.counts[nmea.INHERITED] == 1


def test_not_available_is_null_and_the_dateline_is_west() -> None:
    nothing = sentence(type=1, lat=91, lon=181, speed=102.3, course=360, heading=511)
    west = sentence(type=18, lat=-90, lon=180, speed=0, course=359.9, heading=359)
    [one, other], _ = heard(f"1697280001 {nothing}\n{west}\n".encode())
    assert [one[name] for name in ("lat", "lon", "sog", "cog", "heading")] == [None] * 5
    assert (other["lat"], other["lon"], other["sog"], other["heading"]) == (-90, -180, 0, 359)


def test_a_search_aircraft_and_a_long_range_report() -> None:
    plane = sentence(type=9, lat=58.0, lon=10.0, speed=120, course=12.5, alt=300)
    far = sentence(type=27, lat=38.1, lon=51.3, speed=12, course=270)
    [one, other], _ = heard(f"1697280001 {plane}\n{far}\n".encode())
    assert round(one["altitude"]) == 984  # 300 m in feet
    assert one["sog"] == 120
    assert (round(other["lat"], 1), round(other["lon"], 1)) == (38.1, 51.3)
    assert (other["sog"], other["cog"], other["heading"]) == (12, 270, None)


STATIC = encode_dict(
    {
        "type": 5, "mmsi": 273330000, "imo": 9481910, "callsign": "UBXY3", "shipname": "OLYA 3",
        "ship_type": 70, "to_bow": 100, "to_stern": 40, "to_port": 8, "to_starboard": 8,
        "draught": 3.8, "destination": "OLYA",
    },
    talker_id="AI",
    seq_id=3,
)  # fmt: skip


def test_parts_of_messages_come_interleaved_and_out_of_order() -> None:
    other = encode_dict(
        {"type": 5, "mmsi": 422000001, "shipname": "OTHER"}, talker_id="AI", seq_id=4
    )
    lines = [
        "\\c:1697280001*00\\" + part for part in (other[0], STATIC[1], PLACE, STATIC[0], other[1])
    ]
    _, statements = heard("\n".join(lines).encode())
    said = {(row["subject"], row["attribute"]): row["value"] for row in statements}
    assert said["mmsi:273330000", "name"] == "OLYA 3"
    assert said["mmsi:273330000", "imo"] == "9481910"
    assert said["mmsi:273330000", "type"] == "cargo"
    assert said["mmsi:273330000", "draught"] == "3.8"
    assert said["mmsi:273330000", "length"] == "140"
    assert said["mmsi:273330000", "beam"] == "16"
    assert said["mmsi:422000001", "name"] == "OTHER"


def test_parts_of_two_messages_that_share_a_number_are_not_mixed() -> None:
    tally = Tally()
    lines = ["\\c:1697280001*00\\" + STATIC[0], "\\c:1697280090*00\\" + STATIC[1]]
    assert heard("\n".join(lines).encode(), tally)[1] == []
    assert tally.aside == {"a message of several parts lacks one": 2}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (PLACE[:-1] + ("0" if PLACE[-1] != "0" else "1"), "checksum is wrong"),
        ("!AIVDM,1,1,,A,,0*26", "payload is empty"),
        ("!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0", "not a whole AIS sentence"),
        ("!AIVDM,1,2,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*27",
         "part number beyond the number of parts"),
        ("GET / HTTP/1.1", "not a line of NMEA"),
    ],
)  # fmt: skip
def test_a_bad_line_is_counted_with_a_sample_and_stops_nothing(line: str, reason: str) -> None:
    tally = Tally()
    fixes, _ = heard(f"1697280001 {PLACE}\n{line}\n{PLACE}\n".encode(), tally)
    assert len(fixes) == 2
    assert tally.aside == {reason: 1}
    assert f"line 2: {line[:20]}" in tally.notes()[0]
