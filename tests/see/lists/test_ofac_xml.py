"""OFAC's sdnList XML: the real consolidated list, and an invented entry in every detail."""

import pytest

from tests.see.lists.reading import count, invented, of, programmes, real, schemata
from vedette.model.errors import BadInput
from vedette.see.lists import ofac_xml


@pytest.mark.shared
def test_the_real_list_has_the_counts_that_grep_finds() -> None:
    entities, reading = real(ofac_xml.read, "ofac_consolidated/consolidated_2025-03-28.xml")
    found = schemata(entities)
    assert reading.published == "2025-03-28T00:00:00Z"
    assert found["Sanction"] == 443  # grep -c '<sdnEntry>', and <Record_Count>
    assert found["Person"] == 80  # grep -c '<sdnType>Individual'
    assert found["Organization"] == 363
    assert count(entities, "weakAlias") == 70  # grep -c '<category>weak'
    # grep -c '<aka>': 1136, and grep -c '<idType>Issuer Name': 73, which are aliases, too
    names = sum(count(entities, prop) for prop in ("alias", "previousName", "weakAlias"))
    assert names == 1136 + 73
    assert count(entities, "swiftBic") == 33  # grep -c '<idType>SWIFT'
    assert count(entities, "taxNumber") == 213  # grep -c '<idType>Tax ID'
    assert count(entities, "website") == 176  # grep -c '<idType>Website'
    assert programmes(entities)["OFAC-UKRAINE-EO13662"] == 286  # grep -c '<program>UKRAINE-EO13662'
    assert programmes(entities)["OFAC-NS-PLC"] == 78
    isins = [entity for entity in of(entities, "Security") if "-isin-" in entity.id]
    # grep -A1 '<idType>ISIN' | grep idNumber | sort -u | wc -l, of 165 in all
    assert len(isins) == 163


ENTRY = """<sdnList xmlns="https://example.org/XML">
<publshInformation><Publish_Date>01/21/2030</Publish_Date><Record_Count>2</Record_Count>
</publshInformation>
<sdnEntry><uid>1</uid><firstName>Some</firstName><lastName>BODY</lastName><title>Director</title>
  <sdnType>Individual</sdnType>
  <remarks>(Linked To: INVENTED LINES)</remarks>
  <programList><program>SDGT</program><program>IFSR</program></programList>
  <idList>
    <id><uid>1</uid><idType>Passport</idType><idNumber>A1</idNumber><idCountry>Iran</idCountry>
      <issueDate>01 Feb 2010</issueDate><expirationDate>01 Feb 2015</expirationDate></id>
    <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
    <id><uid>3</uid><idType>Secondary sanctions risk:</idType><idNumber>Section 1(b)</idNumber></id>
    <id><uid>4</uid><idType>Something New</idType><idNumber>17</idNumber></id>
  </idList>
  <akaList><aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>THE ONE</lastName>
  </aka><aka><uid>6</uid><type>f.k.a.</type><category>strong</category><lastName>OLD</lastName>
  <firstName>Name</firstName></aka></akaList>
  <nationalityList><nationality><uid>7</uid><country>Iran</country></nationality></nationalityList>
  <dateOfBirthList><dateOfBirthItem><uid>8</uid><dateOfBirth>1961 to 1962</dateOfBirth>
  </dateOfBirthItem></dateOfBirthList>
</sdnEntry>
<sdnEntry><uid>2</uid><lastName>INVENTED STAR</lastName><sdnType>Vessel</sdnType>
  <programList><program>SDGT</program></programList>
  <vesselInfo><callSign>9HXX9</callSign><vesselType>Tanker</vesselType><vesselFlag>Iran</vesselFlag>
    <vesselOwner>INVENTED LINES</vesselOwner><tonnage>99,144</tonnage></vesselInfo>
  <addressList><address><uid>9</uid><city>Qeshm</city><country>Iran</country></address></addressList>
</sdnEntry></sdnList>"""


def test_an_entry_in_every_detail() -> None:
    entities = invented(ofac_xml.read, ENTRY)
    person = entities[0]
    assert person.id == "ofac-1" and person.properties["name"] == ("Some BODY",)
    assert person.properties["weakAlias"] == ("THE ONE",)
    assert person.properties["previousName"] == ("Name OLD",)
    assert person.properties["birthDate"] == ("1961", "1962")
    assert person.properties["nationality"] == ("ir",)
    assert person.properties["notes"] == ("Something New 17",)
    (passport,) = of(entities, "Passport")
    assert passport.properties["startDate"] == ("2010-02-01",)
    (ship,) = of(entities, "Vessel")
    assert ship.properties["callSign"] == ("9HXX9",) and ship.properties["tonnage"] == ("99144",)
    (owner,) = of(entities, "LegalEntity")
    assert owner.caption == "INVENTED LINES"
    assert of(entities, "Ownership")[0].first("owner") == owner.id
    assert of(entities, "UnknownLink")[0].first("object") == owner.id


def test_fewer_entries_than_announced_is_a_cut_list() -> None:
    with pytest.raises(BadInput, match="announces 3 entries and has 2"):
        invented(ofac_xml.read, ENTRY.replace("<Record_Count>2<", "<Record_Count>3<"))
