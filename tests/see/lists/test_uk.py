"""The UK's list in both formats, invented from its published schema: they must say the same."""

import pytest

from tests.see.lists.reading import invented, of
from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.see.lists import uk_csv, uk_xml

XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>20/08/2030</DateGenerated>
<Designation><LastUpdated>14/04/2030</LastUpdated><DateDesignated>20/10/2022</DateDesignated>
  <UniqueID>RUS9001</UniqueID><OFSIGroupID>7172</OFSIGroupID>
  <UNReferenceNumber>XXi.002</UNReferenceNumber>
  <Names>
    <Name><Name1>SOME</Name1><Name2>KIND</Name2><Name6>INVENTED</Name6>
      <NameType>Primary Name</NameType></Name>
    <Name><Name6>Sommy</Name6><NameType>ALias</NameType>
      <AliasStrength>Low quality a.k.a</AliasStrength></Name>
    <Name><Name1>Some</Name1><Name6>Invent</Name6><NameType>Primary name variation</NameType></Name>
  </Names>
  <NonLatinNames><NonLatinName><NameNonLatinScript>Сом Инвентед</NameNonLatinScript></NonLatinName>
  </NonLatinNames>
  <RegimeName>The Invented (Sanctions) Regulations 2019</RegimeName>
  <IndividualEntityShip>Individual</IndividualEntityShip>
  <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
  <Addresses><Address><AddressLine1>1 Street</AddressLine1><AddressLine6>Kabul</AddressLine6>
    <AddressCountry>Afghanistan</AddressCountry></Address></Addresses>
  <IndividualDetails><Individual><DOBs><DOB>dd/mm/1945</DOB><DOB>01/03/1958</DOB></DOBs>
    <PassportDetails><Passport><PassportNumber>P04581926</PassportNumber>
      <PassportAdditionalInformation>issued twice</PassportAdditionalInformation></Passport>
    </PassportDetails>
    <Nationalities><Nationality>Afghanistan</Nationality></Nationalities>
    <Genders><Gender>Male</Gender></Genders>
    <BirthDetails><Location><TownOfBirth>Lakhi</TownOfBirth>
      <CountryOfBirth>Afghanistan</CountryOfBirth></Location></BirthDetails>
  </Individual></IndividualDetails></Designation>
<Designation><LastUpdated>14/04/2030</LastUpdated><DateDesignated>20/10/2022</DateDesignated>
  <UniqueID>RUS9002</UniqueID>
  <Names><Name><Name6>INVENTED STAR</Name6><NameType>Primary name</NameType></Name></Names>
  <RegimeName>The Invented (Sanctions) Regulations 2019</RegimeName>
  <IndividualEntityShip>Ship</IndividualEntityShip>
  <ShipDetails><Ship><IMONumbers><IMONumber>IMO9187629</IMONumber></IMONumbers>
    <CurrentOwnerOperators><CurrentOwnerOperator>Invented Lines</CurrentOwnerOperator>
    </CurrentOwnerOperators>
    <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip>
    </CurrentBelievedFlagOfShips>
    <PreviousFlags><PreviousFlag>India</PreviousFlag></PreviousFlags>
    <TonnageOfShipDetails><TonnageOfShip>7,078</TonnageOfShip></TonnageOfShipDetails>
    <YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt></Ship></ShipDetails></Designation>
</Designations>"""

COLUMNS = [
    *("Last Updated", "Unique ID", "OFSI Group ID", "UN Reference Number"),
    *(f"Name {part}" for part in (6, 1, 2, 3, 4, 5)),
    *("Name type", "Alias strength", "Name non-latin script", "Regime Name", "Designation Type"),
    *("Sanctions Imposed", *(f"Address Line {line}" for line in range(1, 7))),
    *("Address Postal Code", "Address Country", "Date Designated", "D.O.B", "Nationality(/ies)"),
    *("Passport number", "Passport additional information", "Gender", "Town of birth"),
    *("Country of birth", "IMO number", "Current owner/operator (s)"),
    *("Current believed flag of ship", "Previous flags", "Tonnage of ship", "Year Built"),
]
PERSON = {
    "Last Updated": "14/04/2030",
    "Unique ID": "RUS9001",
    "OFSI Group ID": "7172",
    "UN Reference Number": "XXi.002",
    "Regime Name": "The Invented (Sanctions) Regulations 2019",
    "Designation Type": "Individual",
    "Sanctions Imposed": "Asset freeze|Travel Ban",
    "Name non-latin script": "Сом Инвентед",
    "Address Line 1": "1 Street",
    "Address Line 6": "Kabul",
    "Address Country": "Afghanistan",
    "Date Designated": "20/10/2022",
    "Nationality(/ies)": "Afghanistan",
    "Passport number": "P04581926",
    "Passport additional information": "issued twice",
    "Gender": "Male",
    "Town of birth": "Lakhi",
    "Country of birth": "Afghanistan",
}
ROWS = [
    PERSON
    | {"Name 1": "SOME", "Name 2": "KIND", "Name 6": "INVENTED", "Name type": "Primary Name"}
    | {"D.O.B": "dd/mm/1945"},
    PERSON
    | {"Name 6": "Sommy", "Name type": "Alias", "Alias strength": "Low quality a.k.a"}
    | {"D.O.B": "01/03/1958"},
    PERSON | {"Name 1": "Some", "Name 6": "Invent", "Name type": "Primary name variation"},
    {
        "Last Updated": "14/04/2030",
        "Unique ID": "RUS9002",
        "Name 6": "INVENTED STAR",
        "Name type": "Primary name",
        "Regime Name": "The Invented (Sanctions) Regulations 2019",
        "Designation Type": "Ship",
        "Date Designated": "20/10/2022",
        "IMO number": "IMO9187629",
        "Current owner/operator (s)": "Invented Lines",
        "Current believed flag of ship": "Comoros",
        "Previous flags": "India",
        "Tonnage of ship": "7,078",
        "Year Built": "2011",
    },
]
CSV = "\n".join(
    ["Report Date: 20-Aug-2030", ",".join(COLUMNS)]
    + [",".join(f'"{row.get(column, "")}"' for column in COLUMNS) for row in ROWS]
)


def test_the_xml_in_every_detail() -> None:
    entities = invented(uk_xml.read, XML)
    (person,) = of(entities, "Person")
    assert person.id == "uk-RUS9001" and person.properties["name"] == ("SOME KIND INVENTED",)
    assert person.properties["alias"] == ("Some Invent", "Сом Инвентед")
    assert person.properties["weakAlias"] == ("Sommy",)
    assert person.properties["birthDate"] == ("1945", "1958-03-01")
    assert person.properties["address"] == ("1 Street, Kabul, Afghanistan",)
    listing = of(entities, "Sanction")[0]
    assert listing.properties["provisions"] == ("Asset freeze", "Travel Ban")
    assert listing.properties["programId"] == ("UK-RUS",)
    assert listing.properties["startDate"] == ("2022-10-20",)
    (ship,) = of(entities, "Vessel")
    assert ship.properties["imoNumber"] == ("9187629",)
    assert (ship.properties["flag"], ship.properties["pastFlags"]) == (("km",), ("in",))
    assert ship.properties["tonnage"] == ("7078",) and ship.properties["buildDate"] == ("2011",)
    assert of(entities, "Ownership")[0].first("asset") == ship.id


def test_the_csv_says_the_same() -> None:
    def facts(entities: list[Entity]) -> dict[str, object]:
        return {one.id: (one.schema, dict(one.properties)) for one in entities}

    assert facts(invented(uk_csv.read, CSV)) == facts(invented(uk_xml.read, XML))


@pytest.mark.parametrize("broken", [CSV[:-60], "a,b\n1,2\n", CSV.replace('"RUS9002"', '"RUS"9002')])
def test_a_broken_csv_is_refused(broken: str) -> None:
    with pytest.raises(BadInput, match="example"):
        invented(uk_csv.read, broken)
