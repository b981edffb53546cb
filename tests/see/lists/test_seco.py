"""Switzerland's list, invented from its published schema, with the traps of the real one."""

from tests.see.lists.reading import invented, of
from vedette.see.lists import seco

LISTED = '<modification modification-type="listed" effective-date="2022-03-16" \
publication-date="2022-03-15"/>'
EXAMPLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<swiss-sanctions-list list-type="whole-list" date="2030-09-28">
<sanctions-program ssid="20"><program-key lang="ger">Erfunden</program-key>
  <program-key lang="eng">Invented</program-key>
  <program-name lang="eng">Ordinance on measures against an invention</program-name>
  <sanctions-set ssid="4387" lang="eng">annex 8</sanctions-set></sanctions-program>
<target ssid="100"><sanctions-set-id>4387</sanctions-set-id>
  <foreign-identifier>XXi.001</foreign-identifier>
  <individual sex="male"><identity ssid="1" main="true">
    <name name-type="primary-name" quality="good">
      <name-part order="2" name-part-type="given-name"><value>Some</value>
        <spelling-variant script="CYRL">Сом</spelling-variant></name-part>
      <name-part order="1" name-part-type="family-name"><value>INVENTED</value>
        <spelling-variant script="LATN">INVENTYED</spelling-variant>
        <spelling-variant script="CYRL">ИНВЕНТЕД</spelling-variant></name-part></name>
    <name name-type="alias" quality="low"><name-part order="1" name-part-type="whole-name">
      <value>Sommy</value></name-part></name>
    <day-month-year day="30" month="8" year="1954"/>
    <nationality ssid="9"><country iso-code="BY">Belarus</country></nationality>
    <address place-id="29"><address-details>ul. 4</address-details></address>
    <identification-document ssid="8" document-type="passport"><number>A1</number>
      <issuer>Belarus</issuer></identification-document></identity>
    <justification>Invented reasons.</justification>
    <relation target-id="101" relation-type="related-to"/>
    <relation target-id="999" relation-type="related-to"/></individual>
  <modification modification-type="amended" effective-date="2023-01-01"
      publication-date="2023-01-01"><removed><target ssid="100"><individual><identity>
      <name name-type="primary-name"><name-part order="1"><value>WRONG</value></name-part></name>
      </identity></individual></target></removed></modification>{LISTED}</target>
<target ssid="101"><sanctions-set-id>4387</sanctions-set-id><entity><identity ssid="2">
    <name name-type="primary-name"><name-part order="1" name-part-type="whole-name">
    <value>Invented Bank</value></name-part></name></identity>
    <other-information>SWIFT/BIC: MINNRUMM. Registration number: 1027700067328</other-information>
    <other-information>IMO number of the vessel: 9187629</other-information></entity>
  {LISTED}</target>
<target ssid="102"><object object-type="vessel"><identity><name name-type="primary-name">
    <name-part order="1"><value>Invented Star</value></name-part></name></identity>
    <other-information>IMO: 9187629</other-information></object>{LISTED}</target>
<target ssid="999"><entity><identity><name name-type="primary-name"><name-part order="1">
    <value>Delisted</value></name-part></name></identity></entity>
  <modification modification-type="de-listed" effective-date="2024-03-01"/>
  <modification modification-type="amended" effective-date="2023-03-01"/>{LISTED}</target>
<place ssid="29"><location>Minsk</location><country iso-code="BY">Belarus</country></place>
</swiss-sanctions-list>"""


def test_who_is_listed_and_what_is_said() -> None:
    entities = invented(seco.read, EXAMPLE)
    assert [one.id for one in entities if one.schema in ("Person", "Organization", "Vessel")] == [
        "ch-100",
        "ch-101",
        "ch-102",
    ]
    (person,) = of(entities, "Person")
    assert person.properties["name"] == ("INVENTED Some",)
    assert person.properties["alias"] == ("ИНВЕНТЕД Сом", "INVENTYED Some")
    assert person.properties["weakAlias"] == ("Sommy",)
    assert person.properties["birthDate"] == ("1954-08-30",)
    assert person.properties["gender"] == ("male",)
    assert person.properties["address"] == ("ul. 4, Minsk, Belarus",)
    listing = of(entities, "Sanction")[0]
    assert listing.properties["program"] == ("Ordinance on measures against an invention",)
    assert listing.properties["programId"] == ("CH-Invented",)
    assert listing.properties["startDate"] == ("2022-03-16",)
    (link,) = of(entities, "UnknownLink")
    assert (link.first("subject"), link.first("object")) == ("ch-100", "ch-101")


def test_numbers_from_the_free_text_go_to_whom_they_belong() -> None:
    entities = invented(seco.read, EXAMPLE)
    (bank,) = of(entities, "Organization")
    assert bank.properties["swiftBic"] == ("MINNRUMM",)
    assert bank.properties["registrationNumber"] == ("1027700067328",)
    assert "imoNumber" not in bank.properties
    assert of(entities, "Vessel")[0].properties["imoNumber"] == ("9187629",)
