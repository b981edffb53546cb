"""Looking back on whole lists: OFAC 2021 to 2023, UN 2025 to 2026, with controls of every kind.

Run: python -m benchmarks.backtest.run [--write]
Reads the lists beside the repository (see tests/shared_data.py). Controls are parties that nobody
designated: invented persons, companies and ships, ships that were heard by radio in Danish waters
in 2013, less those that a later list names, and aircraft heard over Switzerland in 2018. With
--write its tables go into
docs/backtest.md.
"""

import argparse
import gzip
import json
import platform
import random
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.shared_data import ROOT

from benchmarks.verdict.lines import FORMS, company, imo_number, persons
from vedette.cli.backtest import table
from vedette.find.backtest import Backtest, backtest
from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity
from vedette.reference.places.ports import ports
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "backtest.md"
NAMES = ROOT / "names/queries_us_negative_20k.csv"
HEARD = ROOT / "movements/dma_ais_sample.txt.gz"
FLOWN = ROOT / "movements/adsb_switzerland_2018-08-01.json.gz"


@dataclass(frozen=True)
class Look:
    """One look back: what was known (file, published), and the list that came later."""

    title: str
    known: tuple[tuple[str, str], ...]
    later: tuple[str, str]
    as_of: str


OFAC_2021 = ("lists/ofac_sdn_2021/sdn.csv", "2021-07-21T00:00:00Z")
OFAC_2023 = ("lists/ofac_sdn_2023-01/sdn.csv", "2023-01-21T00:00:00Z")
UN_2025 = ("lists/un_consolidated_2025-04-19.xml", "2025-04-19T00:00:00Z")
UN_2026 = ("lists/un_consolidated_2026-02-27.xml", "2026-02-27T00:00:00Z")
CANADA = ("lists/canada_sema.xml", "2025-01-01T00:00:00Z")
LOOKS = (
    Look("OFAC SDN, July 2021 to January 2023", (OFAC_2021,), OFAC_2023, "2021-08-01"),
    Look(
        "UN, April 2025 to February 2026, by the UN's own list", (UN_2025,), UN_2026, "2025-04-30"
    ),
    Look(
        "UN, April 2025 to February 2026, by what the UN, OFAC (January 2023) and Canada said",
        (UN_2025, OFAC_2023, CANADA),
        UN_2026,
        "2025-04-30",
    ),
)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--controls", type=int, default=2_000, help="of each kind")
    asked.add_argument("--write", action="store_true")
    said = asked.parse_args()
    parts = []
    for look in LOOKS:
        answer = _look(look, said.controls)
        body = "\n".join(line.rstrip() for line in table(answer))
        parts.append(f"## {look.title}\n\n```\n{body}\n```\n")
    machine = f"Run on {platform.machine()}, Python {platform.python_version()}."
    text = "\n".join([*parts, machine, ""])
    print(text)
    if said.write:
        DOCUMENT.write_text(HEAD + text + TAIL, "utf-8")


def _look(look: Look, many: int) -> Backtest:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.init(Path(folder))
        for name, published in (*look.known, look.later):
            path = ROOT / name
            kind_of(path).take(
                workspace, path, Intake(retrieved="2026-03-01T00:00:00Z", published=published)
            )
        known = releases.current(workspace, look.as_of)
        now = releases.current(workspace)
        source = next(one for one in now if now[one].published == look.later[1])
        then = list(tables.read_entities(workspace, known.values()))
        later = list(tables.read_entities(workspace, [now[source]]))
    named = {number for one in (*then, *later) for number in one.values("imoNumber")}
    return backtest(look.as_of, then, later, list(_controls(many, named)))


def _controls(many: int, named: set[str]) -> Iterator[Entity]:
    """Parties that nobody designated, of every kind."""
    with NAMES.open(encoding="utf-8") as file:
        header = file.readline().strip().split(",")
        rows = [dict(zip(header, line.strip().split(","), strict=False)) for line in file]
    for row in rows[:: max(1, len(rows) // many)]:
        said = {"name": (row["full_name"],), "birthDate": (row["date_of_birth"],)}
        yield Entity("", "Person", {name: of for name, of in said.items() if of[0]})
    chance = random.Random(5)
    surnames = persons(NAMES)
    for _ in range(many):
        country = chance.choice(sorted(FORMS))
        name = company(chance, country, surnames)
        yield Entity("", "Company", {"name": (name,), "country": (country,)})
    for ship in (*_heard(), *_invented_ships(many, chance)):
        if not named.intersection(ship.values("imoNumber")):
            yield ship
    for address in _heard_aircraft():
        yield Entity("", "Airplane", {"icaoCode": (address,)})


def _heard() -> list[Entity]:
    """Ships by the name, IMO number, MMSI and call sign that they sent."""
    from pyais import decode
    from pyais.exceptions import AISBaseException

    ships: dict[str, Entity] = {}
    waiting: dict[tuple[str, str], str] = {}
    with gzip.open(HEARD, "rt", encoding="ascii", errors="replace") as file:
        for line in file:
            sentence = line[max(0, line.find("!")) :].strip()
            fields = sentence.split(",")
            if not sentence.startswith("!") or len(fields) < 7 or fields[1] != "2":
                continue  # what a ship is called takes two sentences (message 5)
            key = (fields[3], fields[4])
            if fields[2] == "1":
                waiting[key] = sentence
            elif key in waiting:
                with suppress(AISBaseException, ValueError, IndexError):
                    told: dict[str, Any] = dict(decode(waiting.pop(key), sentence).asdict())
                    if told.get("imo") and str(told.get("shipname", "")).strip():
                        ship = _ship(told)
                        ships[ship.first("imoNumber")] = ship
    return [ships[imo] for imo in sorted(ships)]


def _invented_ships(many: int, chance: random.Random) -> Iterator[Entity]:
    """Ships called after places, as many are; one in three has a number behind its name."""
    places = sorted({name for name in ports()["name"].to_pylist() if name.isascii()})
    for place in chance.sample(places, many):
        number = f" {chance.randint(1, 9)}" if chance.random() < 1 / 3 else ""
        said = {"name": (f"{place}{number}".upper(),), "imoNumber": (imo_number(chance),)}
        yield Entity("", "Vessel", said)


def _heard_aircraft() -> list[str]:
    with gzip.open(FLOWN, "rt", encoding="ascii") as file:
        return sorted({row["icao24"] for row in json.load(file)})


def _ship(told: dict[str, Any]) -> Entity:
    said = {
        "name": str(told["shipname"]).strip(),
        "imoNumber": f"{told['imo']:07d}",
        "mmsi": f"{told['mmsi']:09d}",
        "callSign": str(told.get("callsign", "")).strip(),
    }
    return Entity("", "Vessel", {name: (value,) for name, value in said.items() if value})


HEAD = """\
# Looking back: who would have been remarked on

`python -m benchmarks.backtest.run --write` makes this page; `vedette backtest` prints the same
table of a workspace's own lists. Whole lists, no chosen cases, bad rows included.

Controls are parties that nobody designated: invented persons (of yente's 20,000 negative queries),
invented companies of eighteen countries (`benchmarks/verdict/lines.py`), invented ships called
after ports (one in three with a number behind the name) and 32 real ones that were heard by radio
in Danish waters in 2013, and 842 real aircraft heard over Switzerland on 1 August 2018, less those
whose number a list names. Persons carry a date of birth, ships a number, companies a country,
aircraft their Mode S address alone; none has a street address or a contact, so that the false
alarms of those two rules are not measured: 0 says nothing there.

"""
TAIL = """
What the tables say: a list by itself foretells little. Where the share is high, the party stood on
another list already, or was taken up again; the line under the title says how many carry an older
listing date. OFAC's CSV files say of few when they were designated: the days are of those few
alone, and the rest have at most the time between the two files. Ships are remarked on by their
names as often when nobody designated them as when somebody later did: that rule is worth nothing
ahead of time.
"""

if __name__ == "__main__":
    main()
