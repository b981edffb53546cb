"""What changed between the two real UN releases, against a comparison by DATAID."""

import random

import pytest

from tests.shared_data import shared
from vedette.find.delta import delta
from vedette.model.entity import Entity
from vedette.see.lists import un
from vedette.see.lists.draft import Reading

# Independently: the sets of DATAID of both files by xml.etree, and for those in both, whether
# any element's text differs. Of the 11 changed, 8 have a new LAST_DAY_UPDATED; the publisher
# changed the other three (111076, 6908907, 6908911) without saying so.
REMOVED = {
    "3020633", "6908121", "6908396", "6908416", "6909003",
    "6909004", "6909005", "6909006", "6909274", "6909275",
}  # fmt: skip
CHANGED = {
    "6908397", "111076", "6908911", "6908907", "111805", "6908527",
    "113436", "6908131", "113444", "111639", "111496",
}  # fmt: skip


def entities(release: str) -> list[Entity]:
    with shared(f"lists/un_consolidated_{release}.xml").open("rb") as file:
        return list(un.read(file, Reading(release)))


@pytest.mark.shared
def test_the_two_un_releases() -> None:
    found = delta(entities("2025-04-19"), entities("2026-02-27"))
    assert len(found.added) == 136
    assert {entity.id for entity in found.removed} == {f"un-{number}" for number in REMOVED}
    assert {change.id for change in found.changed} == {f"un-{number}" for number in CHANGED}
    changes = {change.id: change.properties for change in found.changed}
    assert changes["un-6908131"]["alias"] == ((), ("BASHAR AL-NASIRI",))
    assert changes["un-6908131"]["Sanction.modifiedAt"] == ((), ("2025-08-05",))
    assert changes["un-6908527"]["country"] == (("sy",), ("af",))


@pytest.mark.shared
def test_the_order_of_the_entities_is_nothing() -> None:
    before, after = entities("2025-04-19"), entities("2026-02-27")
    straight = delta(before, after).to_json()
    random.Random(7).shuffle(before)
    random.Random(8).shuffle(after)
    assert delta(before, after).to_json() == straight


def test_what_stands_beside_a_party_is_a_change_of_that_party() -> None:
    party = Entity("p", "Person", {"name": ("P",)})
    listing = Entity("p-s", "Sanction", {"entity": ("p",), "program": ("A",)})
    wider = Entity("p-s", "Sanction", {"entity": ("p",), "program": ("A", "B")})
    (change,) = delta([party, listing], [party, wider]).changed
    assert change.id == "p" and change.properties == {"Sanction.program": ((), ("B",))}


def test_nothing_changes_between_a_release_and_itself() -> None:
    party = Entity("p", "Person", {"name": ("P", "Q")})
    turned = Entity("p", "Person", {"name": ("Q", "P")})
    assert delta([party], [turned]) == delta([], [])
