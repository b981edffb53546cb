"""The EU's list, invented from its published schema."""

from tests.see.lists.reading import invented, of
from vedette.see.lists import eu

EXAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2030-05-06T15:51:25.849+02:00">
<sanctionEntity designationDate="2022-10-20" designationDetails="" unitedNationId=""
    euReferenceNumber="EU.1.2" logicalId="13"><remark>INVENTED REMARK</remark>
  <regulation regulationType="regulation" publicationDate="2022-10-20"
      entryIntoForceDate="2022-10-21" numberTitle="2022/1985 (OJ L272I)" programme="UKR">
    <publicationUrl>http://eur-lex.europa.eu/x</publicationUrl></regulation>
  <regulation publicationDate="2023-07-20" entryIntoForceDate="2023-07-20" numberTitle="2023/1529"
      programme="IRN"><publicationUrl>http://eur-lex.europa.eu/y</publicationUrl></regulation>
  <subjectType code="person" classificationCode="P"/>
  <nameAlias firstName="Some" middleName="" lastName="INVENTED" wholeName="Some INVENTED"
      function="Brigadier General" gender="M" title="Dr" nameLanguage="EN" strong="true"/>
  <nameAlias wholeName="Сом ИНВЕНТЕД" nameLanguage="RU" strong="true"/>
  <nameAlias wholeName="Sommy" strong="false"/>
  <nameAlias wholeName="S.I." strong="true"><remark>Low quality alias</remark></nameAlias>
  <citizenship countryIso2Code="IR" countryDescription="IRAN"/>
  <birthdate circa="false" birthdate="1962-03-12" countryIso2Code="00" city="Qom"
      countryDescription="UNKNOWN"/>
  <birthdate year="1963" monthOfYear="4" dayOfMonth="" countryIso2Code="IR"/>
  <identification number="A1234567" identificationTypeCode="passport"
      identificationTypeDescription="National passport" countryIso2Code="IR"
      issueDate="2010-02-01"/>
  <address street="1 Street" city="Tehran" zipCode="" countryIso2Code="IR"
      countryDescription="IRAN"><contactInfo key="EMAIL" value="a@example.org; b@example.org"/>
  </address>
</sanctionEntity>
<sanctionEntity euReferenceNumber="EU.3.4" logicalId="14">
  <regulation programme="PRK" publicationDate="2017-10-10"/>
  <subjectType code="enterprise" classificationCode="E"/>
  <nameAlias wholeName="INVENTED STAR" strong="true"/>
  <identification number="9187629" identificationTypeCode="imo" countryIso2Code="00"/>
</sanctionEntity></export>"""


def test_a_person_and_a_ship() -> None:
    entities = invented(eu.read, EXAMPLE)
    (person,) = of(entities, "Person")
    assert person.id == "eu-EU.1.2"
    assert person.properties["name"] == ("Some INVENTED",)
    assert person.properties["alias"] == ("Сом ИНВЕНТЕД",)
    assert person.properties["weakAlias"] == ("Sommy", "S.I.")
    assert person.properties["birthDate"] == ("1962-03-12", "1963-04")
    assert person.properties["birthPlace"] == ("Qom",)
    assert person.properties["nationality"] == ("ir",)
    assert person.properties["position"] == ("Brigadier General",)
    assert person.properties["email"] == ("a@example.org", "b@example.org")
    (passport,) = of(entities, "Passport")
    assert (passport.first("number"), passport.first("country")) == ("A1234567", "ir")
    ukraine, iran, _ = of(entities, "Sanction")
    assert ukraine.properties["programId"] == ("EU-UKR",)
    assert ukraine.properties["startDate"] == ("2022-10-20",)
    assert iran.properties["listingDate"] == ("2023-07-20",)
    (ship,) = of(entities, "Vessel")
    assert ship.properties["imoNumber"] == ("9187629",)
