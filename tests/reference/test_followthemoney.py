"""The table agrees with the model that yente-client carries, which is FollowTheMoney's own."""

import pytest

from vedette.reference import followthemoney as ftm

model = pytest.importorskip("yente_client.schemas").model["schemata"]


def test_every_schema_is_there_with_its_relatives():
    assert set(ftm.schemata()) == set(model)
    for name, theirs in model.items():
        ours = ftm.known(name)
        assert ours.ancestors == set(theirs["schemata"]), name
        assert ours.matchable == bool(theirs.get("matchable")), name
        assert ours.edge == ("edge" in theirs), name


def test_every_property_is_there_with_its_type():
    for name, theirs in model.items():
        for ancestor in theirs["schemata"]:
            for prop in model[ancestor]["properties"].values():
                ours = ftm.known(name).property(prop["name"])
                assert ours is not None, (name, prop["name"])
                assert ours.type == prop["type"] or prop["name"] in theirs["properties"]


def test_a_person_is_never_compared_with_a_ship():
    assert ftm.known("Person").comparable == {"Person", "LegalEntity"}
    assert "Vessel" not in ftm.known("LegalEntity").comparable
    assert ftm.known("Thing").comparable == frozenset()


def test_the_way_back_of_an_ownership():
    owner = ftm.known("Ownership").property("owner")
    assert (owner.range, owner.reverse) == ("LegalEntity", "ownershipOwner")
    assert ftm.known("Company").property("ownershipOwner").stub


def test_topics_have_their_labels_and_some_are_risks():
    from yente_client.schemas import model as full

    assert ftm.topics() == full["types"]["topic"]["values"]
    assert "sanction" in ftm.risk_topics()
    assert "role.judge" not in ftm.risk_topics()
