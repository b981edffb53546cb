"""The US Consolidated Screening List in both formats, invented from its published form."""

import json

import pytest

from tests.see.lists.reading import invented, of
from vedette.model.errors import BadInput
from vedette.see.lists import csl

ENTITY_LIST = {
    "id": "abc1",
    "source": "Entity List (EL) - Bureau of Industry and Security",
    "name": "Invented Trading, and any successor, sub-unit, or subsidiary thereof",
    "alt_names": ["Invented Co.", "INVCO"],
    "addresses": [{"address": "1 Road", "city": "Dubai", "state": None, "country": "AE"}],
    "federal_register_notice": "88 FR 1",
    "start_date": "2023-01-31",
    "license_requirement": "For all items subject to the EAR.",
    "license_policy": "Presumption of denial.",
    "source_list_url": "https://example.org",
}
SDN = {
    "id": "77",
    "entity_number": "77",
    "source": "Specially Designated Nationals (SDN) - Treasury Department",
    "type": "Individual",
    "name": "INVENTED, Some Body",
    "alt_names": ["INVENT, S."],
    "programs": ["SDGT", "IFSR"],
    "nationalities": ["IR"],
    "dates_of_birth": ["1962-03-12", "circa 1963"],
    "remarks": "(Linked To: INVENTED LINES)",
    "ids": [
        {"type": "Passport", "number": "A1", "country": "IR", "issue_date": "2010-02-01"},
        {"type": "Gender", "number": "Male", "country": None},
    ],
    "source_list_url": "https://example.org",
}
VESSEL = {
    "id": "78",
    "entity_number": "78",
    "source": "Specially Designated Nationals (SDN) - Treasury Department",
    "type": "Vessel",
    "name": "INVENTED STAR",
    "programs": ["SDGT"],
    "vessel_flag": "Iran",
    "call_sign": "9HXX9",
    "ids": [{"type": "Vessel Registration Identification", "number": "IMO 9187629"}],
    "source_list_url": "https://example.org",
}
JSON = json.dumps({"results": [ENTITY_LIST, SDN, VESSEL]})

COLUMNS = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
    "start_date,end_date,license_requirement,license_policy,call_sign,vessel_flag,remarks,"
    "alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,ids"
)


def csv_row(**cells: str) -> str:
    return ",".join(f'"{cells.get(name, "")}"' for name in COLUMNS.split(","))


CSV = "\n".join(
    [
        COLUMNS,
        csv_row(
            _id="abc1",
            source="Entity List (EL) - Bureau of Industry and Security",
            name="Invented Trading",
            alt_names="Invented Co.; INVCO",
            addresses="1 Road, Dubai, AE; SY",
            license_policy="Presumption of denial.",
        ),
        csv_row(
            _id="77",
            entity_number="77",
            type="Individual",
            programs="SDGT; IFSR",
            source="Specially Designated Nationals (SDN) - Treasury Department",
            name="INVENTED, Some Body",
            nationalities="IR",
            dates_of_birth="1962-03-12",
            ids="Passport, A1, IR; Gender, Male; US, 80-1, Tax ID No.",
        ),
    ]
)


def test_the_json_in_every_detail() -> None:
    entities = invented(csl.read_json, JSON)
    company, listing = entities[0], entities[1]
    assert (company.id, company.schema) == ("csl-abc1", "LegalEntity")
    assert company.properties["name"] == ("Invented Trading",)
    assert company.properties["alias"] == ("Invented Co.", "INVCO")
    assert company.properties["topics"] == ("export.control",)
    assert company.properties["programId"] == ("BIS-EL",)
    assert company.properties["country"] == ("ae",)
    assert listing.properties["reason"] == ("For all items subject to the EAR.",)
    assert "Presumption of denial." in listing.properties["provisions"]
    assert listing.properties["startDate"] == ("2023-01-31",)
    (person,) = of(entities, "Person")
    assert person.id == "ofac-77" and person.properties["name"] == ("Some Body INVENTED",)
    assert person.properties["birthDate"] == ("1962-03-12", "1963")
    assert person.properties["programId"] == ("OFAC-SDGT", "OFAC-IFSR")
    assert of(entities, "Passport")[0].properties["startDate"] == ("2010-02-01",)
    (ship,) = of(entities, "Vessel")
    assert (ship.first("imoNumber"), ship.first("flag")) == ("9187629", "ir")
    assert of(entities, "UnknownLink")[0].first("subject") == person.id


def test_the_csv_with_ids_in_both_orders() -> None:
    entities = invented(csl.read_csv, CSV)
    assert entities[0].properties["country"] == ("ae", "sy")
    (person,) = of(entities, "Person")
    assert person.properties["passportNumber"] == ("A1",)
    assert person.properties["taxNumber"] == ("80-1",)
    assert person.properties["gender"] == ("male",)


@pytest.mark.parametrize("broken", [JSON[:-20], "[]", '{"results": [1]}', ""])
def test_broken_json_is_refused(broken: str) -> None:
    with pytest.raises(BadInput, match="example"):
        invented(csl.read_json, broken)


def test_a_cut_csv_is_refused() -> None:
    with pytest.raises(BadInput, match="line 3"):
        invented(csl.read_csv, CSV[:-40])
