"""Canada's list."""

import pytest

from tests.see.lists.reading import count, invented, of, real, schemata
from vedette.see.lists import canada

EXAMPLE = """<data-set><record><Country>Russia / Russie</Country><LastName>INVENTED</LastName>
<GivenName>Some</GivenName><DateOfBirthOrShipBuildDate>1963 or 1964
</DateOfBirthOrShipBuildDate><Aliases>Сом Инвентед; SOMMY</Aliases>
<Schedule>1, Part 1</Schedule><Item>7</Item><DateOfListing>2025-02-21</DateOfListing>
</record>
<record><Country>Russia / Russie</Country><EntityOrShip>Invented Star</EntityOrShip>
<TitleOrShip>Oil Tanker</TitleOrShip><ShipIMONumber>9187629</ShipIMONumber>
<DateOfBirthOrShipBuildDate>2003</DateOfBirthOrShipBuildDate>
<Schedule>1.1</Schedule><Item>20</Item><DateOfListing>2025-02-21</DateOfListing></record>
<record><Country>Iran</Country>
<EntityOrShip>Invented Industries (II)/Industries inventées</EntityOrShip>
<Item>3</Item><DateOfListing>2010-07-22</DateOfListing></record></data-set>"""


@pytest.mark.shared
def test_the_real_list_has_the_counts_that_grep_finds() -> None:
    entities, _ = real(canada.read, "canada_sema.xml")
    found = schemata(entities)
    assert found["Sanction"] == 4759  # grep -c '<record>'
    assert found["Vessel"] == 109  # grep -c '<ShipIMONumber>'
    assert found["Person"] == 3334  # grep -c '<LastName>'
    assert found["Organization"] == 1316  # grep -c '<EntityOrShip>' less the ships
    assert count(entities, "imoNumber") == 109
    listed = [one.first("program") for one in of(entities, "Sanction")]
    assert listed.count("Russia") == 2426  # grep -c '<Country>Russia'
    assert listed.count("Iran") == 460
    # grep -c '<Aliases>': 2,877 records have some, all but a few of which are empty of letters
    named = [entity for entity in entities if entity.values("alias", "weakAlias")]
    assert len(named) >= 2877


def test_records_of_each_sort() -> None:
    entities = invented(canada.read, EXAMPLE)
    person, _, ship, _, company, listing = entities
    assert person.id == "ca-russia-1-part-1-7"
    assert person.properties["name"] == ("Some INVENTED",)
    assert person.properties["birthDate"] == ("1963", "1964")
    assert person.properties["alias"] == ("Сом Инвентед",)
    assert person.properties["weakAlias"] == ("SOMMY",)
    assert "country" not in person.properties
    assert (ship.schema, ship.first("imoNumber"), ship.first("buildDate")) == (
        "Vessel",
        "9187629",
        "2003",
    )
    assert company.properties["name"] == ("Invented Industries (II)",)
    assert company.properties["alias"] == ("Industries inventées", "Invented Industries")
    assert company.properties["weakAlias"] == ("II",)
    assert listing.properties["program"] == ("Iran",)
