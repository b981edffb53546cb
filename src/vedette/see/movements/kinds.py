"""The kinds of movement file that Vedette reads, the most particular first."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from vedette.model.errors import BadInput
from vedette.see.kinds import Intake, Kind, Sample
from vedette.see.movements import columns, places
from vedette.see.movements.adsb import opensky, readsb, sbs, traffic
from vedette.see.movements.ais import nmea
from vedette.see.movements.ais.clocks import NONE
from vedette.see.movements.blocks import blocks
from vedette.see.movements.heard import Heard, Tally
from vedette.see.movements.take import Read, take


def _read_nmea(path: Path, intake: Intake, tally: Tally) -> Iterator[Heard]:
    return nmea.read(blocks(path, progress=intake.progress), tally, _clock(intake.date))


def _read_sbs(path: Path, intake: Intake, tally: Tally) -> Iterator[Heard]:
    return sbs.read(blocks(path, progress=intake.progress), tally)


def _clock(date: str) -> int:
    """Microseconds since 1970 of what was said with ``--date``; `NONE` if nothing was."""
    if not date:
        return int(NONE)
    try:
        said = datetime.fromisoformat(date)
    except ValueError:
        raise BadInput(f"--date {date}", "is no date", "write 2024-05-01T12:00:00Z") from None
    return int((said if said.tzinfo else said.replace(tzinfo=UTC)).timestamp() * 1e6)


def _is_nmea(sample: Sample) -> bool:
    sentence = r"(?m)![A-Z]{2}VD[MO],[1-9],[1-9],\d?,[^,\s]?,[^,\s]*,[0-5]\*[0-9A-Fa-f]{2}"
    return re.search(sentence, sample.text) is not None


def _kind(
    name: str,
    title: str,
    recognises: Callable[[Sample], bool],
    read: Read,
    verified: bool = True,
) -> Kind:
    return Kind(name, title, "positions", recognises, partial(take, name, title, read), verified)


KINDS = (
    _kind("ais-nmea", "AIS, NMEA 0183 sentences", _is_nmea, _read_nmea),
    _kind("adsb-sbs", "ADS-B, BaseStation messages", sbs.recognises, _read_sbs, verified=False),
    _kind("adsb-trace", "ADS-B, a trace of readsb or tar1090", readsb.is_trace, readsb.read),
    _kind("adsb-aircraft", "ADS-B, aircraft.json", readsb.is_aircraft, readsb.read, verified=False),
    _kind("adsb-opensky", "ADS-B, OpenSky", opensky.recognises, opensky.read, verified=False),
    _kind("adsb-traffic", "ADS-B, flights of traffic", traffic.recognises, traffic.read),
    _kind("positions", "Positions in CSV, Parquet or JSON", columns.recognises, columns.read),
    Kind(places.NAME, places.TITLE, "places", places.recognises, places.take),
)
