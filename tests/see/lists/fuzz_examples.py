"""The smallest files of each format that together reach most of its reader.

Each holds one record with one thing said of it. Small, because twenty thousand relatives of
them are read for each reader in every run of the tests.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Seeds:
    """Files of one format, how their fields are told apart, and the files beside them."""

    sort: str
    files: tuple[bytes, ...]
    beside: dict[str, bytes] = field(default_factory=dict)


def xml(before: str, facts: str, after: str) -> Seeds:
    """One file for each line of `facts`, between `before` and `after`."""
    return Seeds(
        "xml",
        tuple(f"{before}{line.strip()}{after}".encode() for line in facts.strip().splitlines()),
    )


def csv(head: str, rows: Iterable[str], **beside: bytes) -> Seeds:
    """One file for each row, below `head`."""
    return Seeds("csv", tuple(f"{head}{row}\n".encode() for row in rows), beside)


PERIOD = "<Start><From><Year>1962</Year></From></Start><End><To><Year>1963</Year></To></End>"
PROFILE = '<Profile ID="1" PartySubTypeID="4">'

SEEDS: dict[str, Seeds] = {
    "un-xml": xml(
        '<CONSOLIDATED_LIST dateGenerated="2030-01-02T03:04:05"><I><INDIVIDUAL><DATAID>1</DATAID>',
        """
        <FIRST_NAME>A</FIRST_NAME><THIRD_NAME>B</THIRD_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
        <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>B; C</ALIAS_NAME></INDIVIDUAL_ALIAS>
        <LISTED_ON>2017-06-02</LISTED_ON><NATIONALITY><VALUE>Iran</VALUE></NATIONALITY>
        <INDIVIDUAL_DATE_OF_BIRTH><FROM_YEAR>1961</FROM_YEAR><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>\
<TO_YEAR>1963</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
        <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>No. 65</NUMBER>\
<DATE_OF_ISSUE>2010-01-02</DATE_OF_ISSUE></INDIVIDUAL_DOCUMENT>
        <INDIVIDUAL_ADDRESS><CITY>N</CITY><COUNTRY>Iran</COUNTRY></INDIVIDUAL_ADDRESS>
        </INDIVIDUAL></I><I><ENTITY><DATAID>2</DATAID><COMMENTS1>IMO 5342883</COMMENTS1></ENTITY>\
<INDIVIDUAL>
        """,
        "</INDIVIDUAL></I></CONSOLIDATED_LIST>",
    ),
    "eu-fsf-xml": xml(
        '<export generationDate="2030-05-06"><sanctionEntity euReferenceNumber="EU.1.2">'
        '<subjectType code="person"/>',
        """
        <nameAlias wholeName="S" strong="true" gender="M"/><nameAlias wholeName="T" strong="false"/>
        <regulation publicationDate="2022-10-20" programme="UKR"><publicationUrl>http://x.eu\
</publicationUrl></regulation>
        <birthdate year="1963" monthOfYear="4" dayOfMonth="5" city="Q" countryIso2Code="IR"/>
        <identification number="A1" identificationTypeCode="passport" countryIso2Code="IR"/>
        <identification number="9187629" identificationTypeCode="imo"/>
        <address street="1" countryIso2Code="IR"><contactInfo key="WEB" value="a.b"/></address>
        """,
        "</sanctionEntity></export>",
    ),
    "uk-xml": xml(
        "<Designations><DateGenerated>20/08/2030</DateGenerated><Designation>"
        "<UniqueID>RUS9</UniqueID><IndividualEntityShip>",
        """
        Individual</IndividualEntityShip><Names><Name><Name1>S</Name1><Name6>I</Name6><NameType>\
Primary Name</NameType></Name></Names>
        Individual</IndividualEntityShip><DateDesignated>20/10/2022</DateDesignated><DOB>dd/mm/1945\
</DOB><Gender>Male</Gender>
        Individual</IndividualEntityShip><Passport><PassportNumber>P</PassportNumber></Passport>
        Ship</IndividualEntityShip><IMONumber>IMO9187629</IMONumber><YearBuilt>2011</YearBuilt>
        Ship</IndividualEntityShip><CurrentOwnerOperator>L</CurrentOwnerOperator><TonnageOfShip>7,0\
</TonnageOfShip>
        Entity</IndividualEntityShip><Addresses><Address><AddressLine6>K</AddressLine6>\
<AddressCountry>Iran</AddressCountry></Address></Addresses>
        """,
        "</Designation></Designations>",
    ),
    "uk-csv": csv(
        "Report Date: 20-Aug-2030\nUnique ID,Designation Type,Name 6,Name type,Regime Name,"
        "Address Country,D.O.B,IMO number\n",
        (
            '"RUS9","Individual","I","Primary Name","R","Iran","dd/mm/1945",""',
            '"RUS9","Ship","I","Alias","R","","","IMO 9187629"',
        ),
    ),
    "ch-seco-xml": xml(
        '<swiss-sanctions-list date="2030-09-28"><sanctions-program ssid="2">'
        '<program-key lang="eng">I</program-key><sanctions-set ssid="4"/></sanctions-program>'
        '<target ssid="1">',
        """
        <individual sex="male"><identity><name name-type="primary-name" quality="good"><name-part\
 order="1" name-part-type="family-name"><value>I</value><spelling-variant script="CYRL">X\
</spelling-variant></name-part></name></identity></individual></target>
        <individual><identity><day-month-year day="3" month="8" year="1954"/></identity>\
</individual></target>
        <entity><identity><address place-id="9"/></identity><relation target-id="1"\
 relation-type="r"/></entity></target><place ssid="9"><location>M</location></place>
        <object object-type="vessel"><other-information>IMO: 9187629</other-information></object>\
</target>
        <sanctions-set-id>4</sanctions-set-id><modification modification-type="listed"\
 effective-date="2022-03-16"/></target>
        """,
        "</swiss-sanctions-list>",
    ),
    "ofac-sdn-advanced": xml(
        "<Sanctions>",
        f"""
        <DateOfIssue><Year>2030</Year><Month>1</Month><Day>2</Day></DateOfIssue><ReferenceValueSets>\
<A><AliasType ID="1">Name</AliasType></A></ReferenceValueSets><P><DistinctParty>{PROFILE}\
<Identity ID="9"><Alias AliasTypeID="1" LowQuality="false"><DocumentedName><NamePartValue\
 NamePartGroupID="8">B</NamePartValue></DocumentedName></Alias><NamePartGroup ID="8"/></Identity>\
</Profile></DistinctParty></P>
        <ReferenceValueSets><C><FeatureType ID="8">Birthdate</FeatureType></C></ReferenceValueSets>\
<P><DistinctParty>{PROFILE}<Feature FeatureTypeID="8"><FeatureVersion><DatePeriod>{PERIOD}\
</DatePeriod></FeatureVersion></Feature></Profile></DistinctParty></P>
        <ReferenceValueSets><C><FeatureType ID="25">Location</FeatureType></C></ReferenceValueSets>\
<L><Location ID="5"><LocationPart LocPartTypeID="1"><LocationPartValue><Value>Q</Value>\
</LocationPartValue></LocationPart></Location></L><P><DistinctParty>{PROFILE}<Feature\
 FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="5"/></FeatureVersion></Feature>\
</Profile></DistinctParty></P>
        <ReferenceValueSets><D><IDRegDocType ID="1">Passport</IDRegDocType></D>\
</ReferenceValueSets><D><IDRegDocument IDRegDocTypeID="1" IdentityID="9"><IDRegistrationNo>A1\
</IDRegistrationNo></IDRegDocument></D><P><DistinctParty>{PROFILE}<Identity ID="9"/></Profile>\
</DistinctParty></P>
        <ReferenceValueSets><H><RelationType ID="1">Family member of</RelationType></H>\
</ReferenceValueSets><P><DistinctParty>{PROFILE}</Profile></DistinctParty></P><R>\
<ProfileRelationship From-ProfileID="1" To-ProfileID="1" RelationTypeID="1"/></R>
        <ReferenceValueSets><I><SanctionsType ID="1">Program</SanctionsType></I>\
</ReferenceValueSets><S><SanctionsEntry ProfileID="1"><SanctionsMeasure SanctionsTypeID="1">\
<Comment>SDGT</Comment></SanctionsMeasure></SanctionsEntry></S>
        """,
        "</Sanctions>",
    ),
    "ofac-sdn-xml": xml(
        "<sdnList><publshInformation><Publish_Date>01/21/2030</Publish_Date><Record_Count>1"
        "</Record_Count></publshInformation><sdnEntry><uid>1</uid><sdnType>",
        """
        Individual</sdnType><firstName>S</firstName><lastName>B</lastName><akaList><aka><type>f.k.a.\
</type><category>weak</category><lastName>O</lastName></aka></akaList>
        Individual</sdnType><idList><id><idType>Passport</idType><idNumber>A1</idNumber><idCountry>\
Iran</idCountry><issueDate>01 Feb 2010</issueDate></id></idList>
        Individual</sdnType><dateOfBirthList><dateOfBirthItem><dateOfBirth>1961 to 1962\
</dateOfBirth></dateOfBirthItem></dateOfBirthList>
        Entity</sdnType><remarks>(Linked To: L)</remarks><programList><program>SDGT</program>\
</programList>
        Vessel</sdnType><vesselInfo><vesselFlag>Iran</vesselFlag><vesselOwner>L</vesselOwner>\
<tonnage>9,1</tonnage></vesselInfo>
        Aircraft</sdnType><lastName>EP-X</lastName><addressList><address><city>Q</city><country>Iran\
</country></address></addressList>
        """,
        "</sdnEntry></sdnList>",
    ),
    "ofac-sdn-csv": csv(
        "",
        (
            '1,"B, S","individual","SDGT] [IFSR","D",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
            "\"DOB circa 1962; Passport A1 (Iran) issued 01 Feb 2010; a.k.a. 'X'; Linked To: L.\"",
            '2,"S","vessel","SDGT",-0- ,"C","T","9,1","5","Iran","L",'
            '"Vessel Registration Identification IMO 9187629; MMSI 572469210."',
        ),
        alt=b'1,11,"aka","I, S",-0- \n',
        add=b'2,1,-0- ,"Qom","Iran",-0- \n',
    ),
    "us-csl-json": Seeds(
        "json",
        (
            b'{"results":[{"id":"1","source":"X (EL) - T","name":"B, S","alt_names":["C"],'
            b'"addresses":[{"city":"D","country":"AE"}],"start_date":"2023-01-31"}]}',
            b'{"results":[{"entity_number":"7","source":"X (SDN) - T","type":"Individual",'
            b'"name":"B, S","programs":["SDGT"],"dates_of_birth":["circa 1963"],'
            b'"ids":[{"type":"Passport","number":"A1","country":"IR"}]}]}',
        ),
    ),
    "us-csl-csv": csv(
        "_id,source,entity_number,type,programs,name,addresses,alt_names,ids\n",
        (
            '"1","X (SDN) - T","7","Individual","SDGT; IFSR","B, S","","C; D","Passport, A1, IR"',
            '"1","X (EL) - T","","","","B","1 Road, Dubai, AE; SY","","US, 8, Tax ID No."',
        ),
    ),
    "us-bis-dpl": csv(
        "\t".join(
            "Name Street_Address City State Country Postal_Code Effective_Date Expiration_Date "
            "Standard_Order Last_Update Action FR_Citation".split()
        )
        + "\n",
        ('"I A/K/A J"\t"1 A"\t"S"\t""\t"AE"\t""\t"03/04/2002"\t""\tN\t"2006-07-11"\t""\t"67"',),
    ),
    "ca-sema-xml": xml(
        "<data-set><record><Country>Russia / Russie</Country>",
        """
        <LastName>I</LastName><DateOfBirthOrShipBuildDate>1963 or 1964</DateOfBirthOrShipBuildDate>
        <LastName>I</LastName><Aliases>A; B, C/D</Aliases>
        <EntityOrShip>S (SS)/T U</EntityOrShip><Item>7</Item><DateOfListing>2025</DateOfListing>
        <EntityOrShip>S</EntityOrShip><ShipIMONumber>9187629</ShipIMONumber>
        """,
        "</record></data-set>",
    ),
    "vedette-starter": csv(
        "id,schema,name,aliases,weak_aliases,country,imo,registration,previous_name,serial,"
        "tax_number,registration_number,id_number,birth_date,model,linked_to,authority,programme,"
        "listed,seen,address\n",
        [
            "a,Person,A,B|C,D,ir,,,,,,,7,1960-01-02,,,OFAC,SDGT,2020-01-02,2023-01-21,http://x.eu",
            "b,Vessel,B,,,ru,9481922,,OLD,,,,,,,A,OFAC,IFSR|NPWMD,,2023-01-21,http://x.eu",
            "c,Airplane,EP-X,,,ir,,EP-X,,123,,,,,B747,A,OFAC,SDGT,,2023-01-21,http://x.eu",
        ],
    ),
    "ftm": Seeds(
        "json",
        (
            b'{"id":"x","schema":"Person","properties":{"name":["A"],"birthDate":["1962"]}}\n',
            b'{"id":"y","schema":"Vessel","properties":{"imoNumber":"9187629",'
            b'"addressEntity":[{"id":"z","schema":"Address","properties":{"full":["Q"]}}]}}\n',
        ),
    ),
}
"""By format; the consolidated lists share their readers with the SDN list."""
