"""What a reviewer reads of a comparison: the words side by side, and why the next one is lower."""

from vedette import Screener, compare
from vedette.find.names.nearest import in_turn, why_lower
from vedette.interdict.explain import explained_match


def person(name, **more):
    return {"schema": "Person", "properties": {"name": [name], **{k: [v] for k, v in more.items()}}}


def shown(one, other):
    return explained_match("", compare(person(one), person(other)).explanation, {})


def test_words_that_contradict_each_other_stand_together():
    said = shown("Ahmad Hassan al-Tikriti", "Ahmad Hassan al-Dulaimi")
    assert ("Tikriti", "Dulaimi", "another word") in said.tokens
    assert any("Tikriti stands against Dulaimi" in sentence for sentence in said.against)


def test_how_words_agree_is_said_in_words_of_the_trade():
    said = shown("Bill Clinton", "CLINTON, William Jefferson")
    assert {how for *_, how in said.tokens} == {
        "another form of the name",
        "the same, in another place",
        "on one side only",
    }


def test_a_disguise_is_shown():
    said = shown("Vl\u0430dimir Putin", "Vladimir Putin")
    assert any("another script" in sentence for sentence in said.remarks)


def test_why_the_next_best_is_lower():
    asked = person("Arkady Romanovich Rotenberg", birthDate="1951-12-15")
    listed = [
        {"id": "a", **person("ROTENBERG, Arkady Romanovich", birthDate="1951-12-15")},
        {"id": "b", **person("ROTENBERG, Arkadi", birthDate="1973-09-09")},
    ]
    found = Screener.build(listed).match(asked, threshold=0.0)
    assert [match.entity.id for match in found] == ["a", "b"]
    first, second = in_turn(found)
    assert first == []
    assert "Romanovich is not in it" in second
    assert "birth date agrees with the other only" in second
    assert any("birth dates conflict" in sentence for sentence in second)


def test_something_is_always_said():
    same = compare(person("Ali Rezaei"), person("Ali Rezaei")).explanation
    assert why_lower(same, same) == ["the same words agree, but they are more common or fewer"]
