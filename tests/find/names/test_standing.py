"""Initials of a company: a name that papers use; too many share them to be a hit alone."""

import vedette
from vedette.find.names.standing import listed_names
from vedette.model.entity import Entity


def company(name: str, **more: str) -> dict:
    properties = {"name": [name], **{key: [value] for key, value in more.items()}}
    return {"schema": "Organization", "properties": properties}


def test_initials_alone_are_no_hit_however_long() -> None:
    lines = company("Islamic Republic of Iran Shipping Lines")
    score = vedette.compare(company("IRISL"), lines).score
    assert 0.3 < score < 0.7
    assert vedette.compare(company("IRXSL"), lines).score < score


def test_the_explanation_says_that_they_are_initials() -> None:
    army = company("People's Liberation Army")
    said = vedette.compare(company("PLA"), army).explanation["remarks"]
    assert said == ["PLA are the initials of People's Liberation Army, not a name on the list"]


def test_people_have_no_initials_to_be_found_under() -> None:
    person = Entity("x", "Person", {"name": ("Abu Bakr al-Baghdadi al-Husseini",)})
    assert [name.written for name in listed_names(person)] == ["Abu Bakr al-Baghdadi al-Husseini"]
