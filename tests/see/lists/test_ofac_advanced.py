"""OFAC's advanced XML, invented from its published schema; and it must agree with the plain XML."""

from tests.see.lists.reading import invented, of
from vedette.see.lists import ofac_advanced, ofac_xml

REFERENCES = """<DateOfIssue CalendarTypeID="1"><Year>2030</Year><Month>1</Month><Day>21</Day>
</DateOfIssue><ReferenceValueSets>
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType>
  <AliasType ID="1403">Name</AliasType></AliasTypeValues>
<CountryValues><Country ID="1" ISO2="IR">Iran</Country></CountryValues>
<DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType>
  <FeatureType ID="25">Location</FeatureType><FeatureType ID="224">Gender</FeatureType>
  <FeatureType ID="10">Nationality Country</FeatureType>
  <FeatureType ID="3">VESSEL TYPE</FeatureType></FeatureTypeValues>
<IDRegDocDateTypeValues><IDRegDocDateType ID="1480">Issue Date</IDRegDocDateType>
</IDRegDocDateTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType>
  <IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
<LegalBasisValues><LegalBasis ID="1">Executive Order 13224 (Terrorism)</LegalBasis>
</LegalBasisValues>
<ListValues><List ID="1550">SDN List</List></ListValues>
<LocPartTypeValues><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType>
  <NamePartType ID="1521">First Name</NamePartType>
  <NamePartType ID="1526">Vessel Name</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>
  <PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="4">Transport</PartyType>
</PartyTypeValues>
<RelationTypeValues><RelationType ID="15003">Owned or Controlled By</RelationType>
</RelationTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
<ScriptValues><Script ID="215">Latin</Script><Script ID="160">Arabic</Script></ScriptValues>
</ReferenceValueSets>"""


def name(groups: dict[str, str], script: str = "215") -> str:
    parts = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{group}" ScriptID="{script}">'
        f"{value}</NamePartValue></DocumentedNamePart>"
        for group, value in groups.items()
    )
    return f"<DocumentedName>{parts}</DocumentedName>"


EXAMPLE = f"""<Sanctions xmlns="https://example.org/ADVANCED_XML">{REFERENCES}
<Locations><Location ID="500"><LocationCountry CountryID="1"/>
  <LocationPart LocPartTypeID="1454"><LocationPartValue><Value>Qom</Value></LocationPartValue>
  </LocationPart></Location></Locations>
<IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="91"
    IssuedBy-CountryID="1"><IDRegistrationNo>A1</IDRegistrationNo>
    <DocumentDate IDRegDocDateTypeID="1480"><DatePeriod><Start><From><Year>2010</Year>
    <Month>2</Month><Day>1</Day></From></Start></DatePeriod></DocumentDate></IDRegDocument>
  <IDRegDocument ID="2" IDRegDocTypeID="1626" IdentityID="92">
    <IDRegistrationNo>IMO 9187629</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties>
<DistinctParty FixedRef="1"><Profile ID="1" PartySubTypeID="4"><Identity ID="91" Primary="true">
  <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
    {name({"811": "BODY", "812": "Some"})}{name({"811": "بدن", "812": "بعض"}, "160")}</Alias>
  <Alias AliasTypeID="1400" LowQuality="true">{name({"811": "THE ONE"})}</Alias>
  <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="811" NamePartTypeID="1520"/>
  </MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="812" NamePartTypeID="1521"/>
  </MasterNamePartGroup></NamePartGroups></Identity>
  <Feature ID="1" FeatureTypeID="8"><FeatureVersion><DatePeriod>
    <Start><From><Year>1962</Year><Month>1</Month><Day>1</Day></From></Start>
    <End><To><Year>1962</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod>
  </FeatureVersion></Feature>
  <Feature ID="2" FeatureTypeID="224"><FeatureVersion>
    <VersionDetail DetailReferenceID="91526"/></FeatureVersion></Feature>
  <Feature ID="3" FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="500"/>
  </FeatureVersion></Feature>
  <Feature ID="4" FeatureTypeID="10"><FeatureVersion><VersionLocation LocationID="500"/>
  </FeatureVersion></Feature></Profile></DistinctParty>
<DistinctParty FixedRef="2"><Profile ID="2" PartySubTypeID="1"><Identity ID="92">
  <Alias AliasTypeID="1403">{name({"813": "INVENTED STAR"})}</Alias>
  <Alias AliasTypeID="1401">{name({"813": "OLD STAR"})}</Alias>
  <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="813" NamePartTypeID="1526"/>
  </MasterNamePartGroup></NamePartGroups></Identity>
  <Feature ID="5" FeatureTypeID="3"><FeatureVersion><VersionDetail>Crude Oil Tanker</VersionDetail>
  </FeatureVersion></Feature></Profile></DistinctParty></DistinctParties>
<ProfileRelationships><ProfileRelationship ID="7" From-ProfileID="2" To-ProfileID="1"
  RelationTypeID="15003"/></ProfileRelationships>
<SanctionsEntries><SanctionsEntry ID="1" ProfileID="1" ListID="1550">
  <EntryEvent LegalBasisID="1"><Date><Year>2022</Year><Month>10</Month><Day>20</Day></Date>
  </EntryEvent><SanctionsMeasure SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure>
  <SanctionsMeasure SanctionsTypeID="1"><Comment>IFSR</Comment></SanctionsMeasure></SanctionsEntry>
</SanctionsEntries></Sanctions>"""

PLAIN = """<sdnList><sdnEntry><uid>1</uid><firstName>Some</firstName><lastName>BODY</lastName>
<sdnType>Individual</sdnType><programList><program>SDGT</program><program>IFSR</program>
</programList><akaList><aka><type>a.k.a.</type><category>weak</category>
<lastName>THE ONE</lastName></aka></akaList></sdnEntry></sdnList>"""


def test_a_person_a_ship_and_who_owns_it() -> None:
    entities = invented(ofac_advanced.read, EXAMPLE)
    (person,) = of(entities, "Person")
    assert person.properties["name"] == ("Some BODY",)
    assert person.properties["alias"] == ("بعض بدن",)
    assert person.properties["weakAlias"] == ("THE ONE",)
    assert person.properties["birthDate"] == ("1962",)
    assert person.properties["gender"] == ("male",)
    assert person.properties["nationality"] == ("ir",)
    assert person.properties["address"] == ("Qom, Iran",)
    (passport,) = of(entities, "Passport")
    assert passport.properties["startDate"] == ("2010-02-01",)
    (ship,) = of(entities, "Vessel")
    assert (ship.first("imoNumber"), ship.first("type")) == ("9187629", "Crude Oil Tanker")
    assert ship.properties["previousName"] == ("OLD STAR",)
    (owned,) = of(entities, "Ownership")
    assert (owned.first("owner"), owned.first("asset")) == ("ofac-1", "ofac-2")
    listing = of(entities, "Sanction")[0]
    assert listing.properties["listingDate"] == ("2022-10-20",)
    assert listing.properties["programId"] == ("OFAC-SDGT", "OFAC-IFSR")
    assert listing.properties["reason"] == ("Executive Order 13224 (Terrorism)",)


def test_it_agrees_with_the_plain_xml() -> None:
    advanced = of(invented(ofac_advanced.read, EXAMPLE), "Person")[0]
    plain = of(invented(ofac_xml.read, PLAIN), "Person")[0]
    assert advanced.id == plain.id
    for prop in ("name", "weakAlias", "programId", "topics", "sourceUrl", "firstName", "lastName"):
        assert advanced.properties[prop] == plain.properties[prop]
