"""OFAC's CSV triple against counts that were taken without the reader.

The command that gave a number stands beside it, run in the folder of the release.
"""

import csv
import io
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.shared_data import shared
from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.see.lists import ofac_csv
from vedette.see.lists.draft import Reading
from vedette.see.lists.identifiers import imo_number

RELEASES = {
    "ofac_sdn_2021": {
        "Sanction": 8976,  # grep -cE '^[0-9]+,' sdn.csv
        "Person": 4620,  # grep -cE '^[0-9]+,.*,"?individual"?,' sdn.csv
        "Vessel": 406,  # the same with vessel
        "Airplane": 277,  # and with aircraft
        "Organization": 3673,  # what is left of 8,976
        "Passport": 1555,  # grep -oE '[;,"] ?(alt\. )?([A-Z].* )?Passport [^;]*' sdn.csv | wc -l
        "MMSI": 51,  # grep -oE 'MMSI [0-9]{9}' sdn.csv | wc -l
        "SWIFT": 82,  # grep -oE 'SWIFT/BIC [A-Z]' sdn.csv | wc -l
        "SDGT": 1709,  # grep -oE '"?(\] \[)?SDGT\b' sdn.csv | wc -l
        "NPWMD": 748,
        "unrecorded aliases": 0,  # awk: ids of alt.csv that sdn.csv has not
    },
    "ofac_sdn_2023-01": {
        "Sanction": 11443,
        "Person": 5890,
        "Vessel": 685,
        "Airplane": 293,
        "Organization": 4575,
        "Passport": 1807,
        "MMSI": 80,
        "SWIFT": 121,
        "SDGT": 1974,
        "NPWMD": 804,
        "unrecorded aliases": 2866,
    },
}


@cache
def read(folder: str) -> tuple[tuple[Entity, ...], Reading]:
    parts = ofac_csv.companions(shared(f"lists/{folder}") / "sdn.csv")
    opened = {role: path.open("rb") for role, path in parts.items()}
    reading = Reading("sdn.csv", beside=opened)
    found = tuple(ofac_csv.read(opened["main"], reading))
    for file in opened.values():
        file.close()
    return found, reading


def table(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.reader(file) if len(row) > 1]


@pytest.mark.long
@pytest.mark.shared
@pytest.mark.parametrize("folder", RELEASES)
def test_the_real_list_has_the_counts_that_grep_finds(folder: str) -> None:
    entities, reading = read(folder)
    expected = RELEASES[folder]
    schemata = Counter(entity.schema for entity in entities)
    for schema in ("Sanction", "Person", "Vessel", "Airplane", "Organization", "Passport"):
        assert schemata[schema] == expected[schema], schema
    assert sum(len(entity.values("mmsi")) for entity in entities) == expected["MMSI"]
    assert sum(len(entity.values("swiftBic")) for entity in entities) == expected["SWIFT"]
    programmes = Counter(
        code
        for entity in entities
        if entity.schema == "Sanction"
        for code in entity.values("programId")
    )
    assert programmes["OFAC-SDGT"] == expected["SDGT"]
    assert programmes["OFAC-NPWMD"] == expected["NPWMD"]
    left = reading.notes.get("numbers in the alt file without a record, left out", (0, ""))
    assert left[0] == expected["unrecorded aliases"]
    assert len({entity.id for entity in entities}) == len(entities)


@pytest.mark.shared
@pytest.mark.parametrize("folder", RELEASES)
def test_every_alias_is_among_the_names_of_its_record(folder: str) -> None:
    entities, _ = read(folder)
    parts = ofac_csv.companions(shared(f"lists/{folder}") / "sdn.csv")
    letters = {
        entity.id: {
            "".join(sorted(filter(str.isalnum, name.casefold())))
            for name in entity.values("name", "alias", "previousName")
        }
        for entity in entities
    }
    listed = {row[0] for row in table(parts["main"])}
    rows = [row for row in table(parts["alt"]) if row[0] in listed]
    assert len(rows) == {"ofac_sdn_2021": 11910, "ofac_sdn_2023-01": 14687}[folder]
    for row in rows:
        assert "".join(sorted(filter(str.isalnum, row[3].casefold()))) in letters[f"ofac-{row[0]}"]


@pytest.mark.shared
def test_every_imo_number_in_the_remarks_is_found_or_fails_its_check() -> None:
    entities, _ = read("ofac_sdn_2023-01")
    kept = {(entity.id, number) for entity in entities for number in entity.values("imoNumber")}
    missing = []
    for row in table(shared("lists/ofac_sdn_2023-01/sdn.csv")):
        for number in re.findall(r"IMO (\d{7})\b", row[11]):
            if (f"ofac-{row[0]}", number) not in kept:
                missing.append(number)
    assert all(not imo_number(number) for number in missing)
    assert len(missing) <= 2


@pytest.mark.shared
def test_the_cases_a_person_would_look_up() -> None:
    entities, _ = read("ofac_sdn_2023-01")
    known = {entity.id: entity for entity in entities}
    shahed = known["ofac-39637"]
    assert shahed.caption == "SHAHED AVIATION INDUSTRIES RESEARCH CENTER"
    assert shahed.properties["weakAlias"] == ("SAIRC", "SAIC")
    assert "SHAHED AVIATION INDUSTRIES" in shahed.properties["alias"]
    assert known["ofac-16418"].caption == "QODS AVIATION INDUSTRIES"
    ilyushin = known["ofac-15431"]
    assert ilyushin.properties["registrationNumber"] == ("EP-GOM",)
    assert ilyushin.properties["serialNumber"] == ("8401", "1023409321")
    ships = [entity for entity in entities if "9481922" in entity.values("imoNumber")]
    assert [ship.schema for ship in ships] == ["Vessel"]
    links = [
        entity
        for entity in entities
        if entity.schema == "UnknownLink" and entity.first("subject") == "ofac-15431"
    ]
    # POUYA AIR, 13109: the remarks link to it by name, the operator YAS AIR is an alias of it.
    assert [(link.first("object"), set(link.values("role"))) for link in links] == [
        ("ofac-13109", {"Linked To", "Aircraft Operator"})
    ]


@pytest.mark.shared
def test_links_lead_to_entities_of_the_list() -> None:
    entities, _ = read("ofac_sdn_2023-01")
    known = {entity.id for entity in entities}
    links = [entity for entity in entities if entity.schema in ("UnknownLink", "Ownership")]
    ends = {end for link in links for end in link.values("subject", "object", "owner", "asset")}
    assert ends <= known


@pytest.mark.shared
def test_the_older_consolidated_list() -> None:
    folder = shared("lists/ofac_consolidated")
    parts = ofac_csv.companions(folder / "cons_alt.csv")
    assert parts["main"].name == "cons_prim.csv"
    with parts["main"].open("rb") as main, parts["alt"].open("rb") as alt:
        entities = list(ofac_csv.read(main, Reading("cons", beside={"alt": alt})))
    schemata = Counter(entity.schema for entity in entities)
    # grep -cE '^[0-9]+,' cons_prim.csv: 442; grep -c '"individual"': 79
    assert (schemata["Sanction"], schemata["Person"], schemata["Organization"]) == (442, 79, 363)


NOTHING = "-0- "


def record(number: int, name: str, kind: str, remarks: str, **fields: str) -> str:
    """A line as OFAC writes it."""
    names = "kind programme title sign type tonnage gross flag owner".split()
    given = {"kind": kind} | fields
    cells = [f'"{given[name]}"' if given.get(name) else NOTHING for name in names]
    return f'{number},"{name}",{",".join(cells)},"{remarks}"\n'


RECORDS = (
    record(
        1,
        "INVENTED, Some Body",
        "individual",
        "DOB 12 Mar 1962; alt. DOB circa 1963; POB Qom, Iran; nationality Iran; Gender Male; "
        "Passport A1234567 (Iran) issued 01 Feb 2010 expires 01 Feb 2015; "
        "National ID No. 0012345678 (Iran); "
        "Additional Sanctions Information - Subject to Secondary Sanctions; "
        "a.k.a. 'THE ENGINEER'; Linked To: INVENTED SHIPPING LINES CO.",
        programme="SDGT] [IFSR",
        title="Director",
    )
    + record(
        2,
        "INVENTED SHIPPING LINES CO.",
        "",
        "Company Number IMO 5055293; Website www.example.org; "
        "Organization Established Date 17 Dec 2016.",
        programme="SDGT",
    )
    + record(
        3,
        "INVENTED STAR",
        "vessel",
        "Vessel Registration Identification IMO 9187629; MMSI 572469210; "
        "Former Vessel Flag Malta; alt. Former Vessel Flag None Identified; "
        "Vessel Year of Build 2007.",
        programme="SDGT",
        sign="9HXX9",
        type="Crude Oil Tanker",
        tonnage="99,144",
        gross="56,068",
        flag="Iran",
        owner="INVENTED SHIPPING LINES CO.",
    )
    + record(
        4,
        "EP-INV",
        "aircraft",
        "Aircraft Mode S Transponder Code 730c0b; Previous Aircraft Tail Number YI-INV; "
        "Aircraft Manufacturer's Serial Number (MSN) 26879.",
        programme="SDGT",
    )
)
ALIASES = "".join(
    f'{number},{key},"{kind}","{name}",{NOTHING}\n'
    for number, key, kind, name in (
        (1, 11, "aka", "INVENTED, S. B."),
        (3, 12, "fka", "OLD STAR"),
        (9, 13, "aka", "NOBODY"),
    )
)


def invented(records: str = RECORDS) -> dict[str, Entity]:
    beside = {"alt": io.BytesIO(ALIASES.encode())}
    reading = Reading("sdn.csv", beside=beside)
    return {entity.id: entity for entity in ofac_csv.read(io.BytesIO(records.encode()), reading)}


def test_a_person_in_every_detail() -> None:
    entities = invented()
    person = entities["ofac-1"]
    assert person.properties["name"] == ("Some Body INVENTED",)
    assert person.properties["alias"] == ("S. B. INVENTED",)
    assert person.properties["weakAlias"] == ("THE ENGINEER",)
    assert person.properties["birthDate"] == ("1962-03-12", "1963")
    assert person.properties["birthPlace"] == ("Qom, Iran",)
    assert person.properties["gender"] == ("male",)
    assert person.properties["position"] == ("Director",)
    assert person.properties["idNumber"] == ("0012345678",)
    passport = next(entity for entity in entities.values() if entity.schema == "Passport")
    assert passport.properties["startDate"] == ("2010-02-01",)
    assert passport.properties["endDate"] == ("2015-02-01",)
    assert passport.properties["country"] == ("ir",)
    listing = entities["ofac-1-sanction"]
    assert listing.properties["programId"] == ("OFAC-SDGT", "OFAC-IFSR")
    assert listing.properties["provisions"] == (
        "Additional Sanctions Information - Subject to Secondary Sanctions",
    )


def test_a_ship_its_owner_and_its_past() -> None:
    entities = invented()
    ship = entities["ofac-3"]
    assert ship.properties["imoNumber"] == ("9187629",)
    assert ship.properties["mmsi"] == ("572469210",)
    assert ship.properties["callSign"] == ("9HXX9",)
    assert ship.properties["flag"] == ("ir",) and ship.properties["pastFlags"] == ("mt",)
    assert ship.properties["previousName"] == ("OLD STAR",)
    assert ship.properties["tonnage"] == ("99144",)
    owner = next(entity for entity in entities.values() if entity.schema == "Ownership")
    assert (owner.first("owner"), owner.first("asset")) == ("ofac-2", "ofac-3")
    assert entities["ofac-2"].properties["imoNumber"] == ("5055293",)


def test_an_aircraft_by_tail_previous_tail_and_transponder() -> None:
    plane = invented()["ofac-4"]
    assert plane.properties["registrationNumber"] == ("EP-INV", "730C0B", "YI-INV")
    assert plane.properties["serialNumber"] == ("26879",)


def test_a_cut_remark_is_continued_or_marked_and_never_read_as_whole() -> None:
    remarks = "DOB 1962; " + "a.k.a. 'X'; " * 82 + "Passport A123456789"
    row = record(1, "A, B", "individual", remarks[:1000], programme="SDGT")
    alone = next(ofac_csv.read(io.BytesIO(row.encode()), Reading("sdn.csv")))
    assert "passportNumber" not in alone.properties
    rest = io.BytesIO(f'1,"{remarks[1000:]}."\n'.encode())
    reading = Reading("sdn.csv", beside={"comments": rest})
    joined = next(ofac_csv.read(io.BytesIO(row.encode()), reading))
    assert joined.properties["passportNumber"] == ("A123456789",)


@pytest.mark.parametrize(
    "broken",
    [
        RECORDS[: len(RECORDS) // 2],
        RECORDS[:-9],
        RECORDS[:-1],
        "ent_num,SDN_Name\n1,X\n",
        "x" + RECORDS,
        RECORDS + '5,"open quote\n',
    ],
)
def test_a_broken_file_is_refused_with_its_line(broken: str) -> None:
    with pytest.raises(BadInput, match=r"sdn\.csv, line \d+"):
        invented(broken)


def test_aliases_without_their_list_are_refused(tmp_path: Path) -> None:
    (tmp_path / "alt.csv").write_text(ALIASES)
    with pytest.raises(BadInput, match=r"put sdn\.csv beside it"):
        ofac_csv.companions(tmp_path / "alt.csv")
