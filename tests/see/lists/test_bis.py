"""The Denied Persons List."""

import pytest

from tests.see.lists.reading import invented, of, real, schemata
from vedette.model.errors import BadInput
from vedette.see.lists import bis

HEADER = "\t".join(f'"{name}"' for name in bis.COLUMNS) + "\n"


def row(*cells: str) -> str:
    return "\t".join(f'"{cell}"' for cell in cells) + "\n"


ADDRESS = ("SHARJAH", "", "AE", "", "03/04/2002", "06/29/2056", "Y", "2006-07-11", "NEW")
EXAMPLE = (
    HEADER
    + row("INVENTED  TRADING A/K/A ITC", "1 A STREET", *ADDRESS, "67 F.R. 1")
    + row("invented trading a/k/a itc", "2 B STREET", *ADDRESS, "67 F.R. 1")
    + row("INVENTED TRADING A/K/A ITC", "2 B STREET", *ADDRESS, "71 F.R. 2")
)


@pytest.mark.shared
def test_the_real_list_has_the_counts_that_cut_and_sort_find() -> None:
    entities, _ = real(bis.read, "bis_denied_persons.txt")
    found = schemata(entities)
    # tail -n +2 | cut -f1 | tr -d '"' | sed 's/^ *//;s/ *$//;s/  */ /g' | sort -fu | wc -l
    assert found["LegalEntity"] == 415
    # the same with cut -f1,7,12: name, effective date and citation
    assert found["Sanction"] == 432
    (ash,) = (entity for entity in entities if entity.caption == "I. ASH")
    assert ash.properties["topics"] == ("export.control",)


def test_rows_of_one_name_are_one_party_with_each_order_once() -> None:
    entities = invented(bis.read, EXAMPLE)
    (party,) = of(entities, "LegalEntity")
    assert party.properties["name"] == ("INVENTED TRADING",)
    assert party.properties["alias"] == ("ITC",)
    assert len(of(entities, "Address")) == 2
    orders = of(entities, "Sanction")
    assert [order.first("reason") for order in orders] == ["67 F.R. 1", "71 F.R. 2"]
    assert orders[0].properties["endDate"] == ("2056-06-29",)


@pytest.mark.parametrize("broken", [HEADER + '"A"\t"B', "Name\tOther\n", HEADER + row("A", "B")])
def test_a_broken_file_is_refused_with_its_line(broken: str) -> None:
    with pytest.raises(BadInput, match=r"line \d"):
        invented(bis.read, broken)
