"""The UN list against counts that were taken without the reader.

Each number below stands beside the command that gave it, run on the real file.
"""

import io
from collections import Counter

import pytest

from tests.shared_data import shared
from vedette.model.entity import Entity
from vedette.see.lists import un
from vedette.see.lists.draft import Reading

RELEASES = {
    "2025-04-19": {
        "Person": 684,  # grep -c '<INDIVIDUAL>'
        "Organization": 193,  # grep -c '<ENTITY>'
        "Sanction": 877,  # grep -c '<DATAID>'
        # grep -c '<NUMBER>' gives 431; the passports 645120196, PS381420397 and 381420754 stand
        # there three times each, in three languages
        "documents": 425,
        "Al-Qaida": 343,  # grep -c '<UN_LIST_TYPE>Al-Qaida'
        "DPRK": 155,
        "Iran": 0,
        "weak": 619,  # grep -c '<QUALITY>Low'
    },
    "2026-02-27": {
        "Person": 730,
        "Organization": 273,
        "Sanction": 1003,
        "documents": 448,
        "Al-Qaida": 341,
        "DPRK": 155,
        "Iran": 121,
        "weak": 615,
    },
}


def read(release: str) -> tuple[list[Entity], Reading]:
    reading = Reading(release)
    with shared(f"lists/un_consolidated_{release}.xml").open("rb") as file:
        return list(un.read(file, reading)), reading


@pytest.mark.shared
@pytest.mark.parametrize("release", RELEASES)
def test_the_real_list_has_the_counts_that_grep_finds(release: str) -> None:
    entities, reading = read(release)
    expected = RELEASES[release]
    schemata = Counter(entity.schema for entity in entities)
    programmes = Counter(value for entity in entities for value in entity.values("programId"))
    assert reading.published.startswith(release)
    for schema in ("Person", "Organization", "Sanction"):
        assert schemata[schema] == expected[schema]
    assert schemata["Passport"] + schemata["Identification"] == expected["documents"]
    for programme in ("Al-Qaida", "DPRK", "Iran"):
        assert programmes[f"UN-{programme}"] == 2 * expected[programme]  # party and listing
    assert len({entity.id for entity in entities}) == len(entities)
    assert all(entity.first("name") for entity in entities if entity.schema == "Person")


@pytest.mark.shared
def test_every_name_of_the_newer_release_is_kept() -> None:
    # Distinct pairs of DATAID and name over //ALIAS_NAME (split at "; ") and
    # //NAME_ORIGINAL_SCRIPT, by xml.etree: 3,099 and 3,190.
    for release, names in (("2025-04-19", 3099), ("2026-02-27", 3190)):
        entities, _ = read(release)
        kept = {
            (entity.id, name)
            for entity in entities
            for name in entity.values("alias", "weakAlias", "previousName")
        }
        assert len(kept) == names


EXAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2030-01-02T03:04:05.678Z"
  noNamespaceSchemaLocation="https://www.un.org/sc/resources/sc-sanctions.xsd">
  <INDIVIDUALS><INDIVIDUAL>
    <DATAID>1</DATAID><FIRST_NAME>INVENTED</FIRST_NAME><THIRD_NAME>PERSON</THIRD_NAME>
    <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.999</REFERENCE_NUMBER>
    <LISTED_ON>2017-06-02</LISTED_ON><NAME_ORIGINAL_SCRIPT>발명된 사람</NAME_ORIGINAL_SCRIPT>
    <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
    <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>In; Vented</ALIAS_NAME></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Invented Pak</ALIAS_NAME>
    </INDIVIDUAL_ALIAS>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1961</FROM_YEAR>
      <TO_YEAR>1963</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
    <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Pyongyang</CITY></INDIVIDUAL_PLACE_OF_BIRTH>
    <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>654110000</NUMBER>
      <ISSUING_COUNTRY>Democratic People's Republic of Korea</ISSUING_COUNTRY>
    </INDIVIDUAL_DOCUMENT>
  </INDIVIDUAL></INDIVIDUALS>
  <ENTITIES><ENTITY>
    <DATAID>2</DATAID><FIRST_NAME>INVENTED SHIPPING</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
    <COMMENTS1>IMO number: 5342883.</COMMENTS1>
    <ENTITY_ADDRESS><CITY>Nampo</CITY><COUNTRY>Democratic People's Republic of Korea</COUNTRY>
    </ENTITY_ADDRESS>
  </ENTITY></ENTITIES>
</CONSOLIDATED_LIST>"""


def test_what_a_record_says_lands_where_it_belongs() -> None:
    entities = list(un.read(io.BytesIO(EXAMPLE.encode()), Reading("example")))
    person = entities[0]
    assert person.properties["name"] == ("INVENTED PERSON",)
    assert person.properties["weakAlias"] == ("In", "Vented")
    assert person.properties["alias"] == ("Invented Pak", "발명된 사람")
    assert person.properties["birthDate"] == ("1961", "1962", "1963")
    assert person.properties["nationality"] == ("kp",)
    assert person.properties["passportNumber"] == ("654110000",)
    listing = next(entity for entity in entities if entity.schema == "Sanction")
    assert listing.properties["unscId"] == ("KPi.999",)
    assert listing.properties["entity"] == (person.id,)
    company = next(entity for entity in entities if entity.schema == "Organization")
    assert company.properties["imoNumber"] == ("5342883",)
    assert company.properties["address"] == ("Nampo, Democratic People's Republic of Korea",)
