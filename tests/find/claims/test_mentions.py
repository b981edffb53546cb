"""Weapons and parties named in a text: which count, where they stand, and with what stance."""

import pytest

from vedette.find.claims.mentions import Mentions
from vedette.model.entity import Entity
from vedette.reference.weapons import weapons

pytest.importorskip("ahocorasick", reason="the extra `reports` is not installed")

LISTED = [
    Entity("ofac-16418", "Company", {"name": ("QODS AVIATION INDUSTRIES",)}),
    Entity("ofac-1", "Person", {"name": ("ARASTEH, Hojatollah",)}),
    Entity("ofac-2", "Vessel", {"name": ("ANGARA",), "imoNumber": ("9179842",)}),
    Entity("ofac-3", "Vessel", {"name": ("PORT OLYA-3",)}),
    Entity("ofac-4", "Company", {"name": ("Safiran",), "alias": ("Safiran Airport Services",)}),
    Entity("ofac-5", "Company", {"name": ("Rosoboronexport",)}),
    Entity("ofac-6", "Airplane", {"name": ("EP-FAA",)}),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A Shahed-136 fell near Odesa.", [("Shahed-136", "Shahed-136")]),
        (
            "Les drones Shahed‑136 et Mohajer‑6",
            [("Shahed‑136", "Shahed-136"), ("Mohajer‑6", "Mohajer-6")],
        ),
        ("dozens of Shaheds", [("Shaheds", "Shahed series")]),
        ("Запущено 14 БпЛА Герань-2", [("Герань-2", "Shahed-136")]),
        ("پهپاد شاهد ۱۳۶ در اوکراین", [("شاهد ۱۳۶", "Shahed-136")]),
        ("the S-300 and the S-3000", [("S-300", "S-300")]),
        ("Qods  Aviation", []),  # half a name is left to find.names
        ("built by QODS Aviation Industries.", [("QODS Aviation Industries", "ofac-16418")]),
        ("Hojatollah Arasteh said", [("Hojatollah Arasteh", "ofac-1")]),
        ("the river Angara flows", []),  # one short word is no name to fire on
        ("the tanker Angara sailed", [("tanker Angara", "ofac-2")]),
        ("a hull (IMO 9179842) at Olya", [("IMO 9179842", "ofac-2")]),
        ("EP-FAA landed at Vnukovo", [("EP-FAA", "ofac-6")]),
        ("the PORT OLYA-3 sailed", [("PORT OLYA-3", "ofac-3")]),
        ("Safiran Airport Services flew", [("Safiran Airport Services", "ofac-4")]),
        ("Rosoboronexport's office", [("Rosoboronexport", "ofac-5")]),
        ("geranium-2 and geraniums", [("geranium-2", "Shahed-136")]),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_named(text, found):
    mentions = Mentions(LISTED).find(text)
    assert [(mention.span.text, mention.reference) for mention in mentions] == found
    assert all(text[m.span.start : m.span.end] == m.span.text for m in mentions)


def test_every_weapon_has_a_source_that_was_seen():
    for row in weapons():
        assert row.source and row.address.startswith("https://") and row.seen, row.designation


def test_the_turkish_dotted_i_does_not_shift_offsets():
    text = "İİİ Shahed-136"
    (mention,) = Mentions().find(text)
    assert text[mention.span.start : mention.span.end] == "Shahed-136"


@pytest.mark.long
def test_a_hundred_thousand_names_in_one_pass():
    many = [Entity(f"e{n}", "Company", {"name": (f"Name {n} Trading",)}) for n in range(100_000)]
    text = "An ordinary sentence about Name 4711 Trading and others. " * 2000
    assert {mention.reference for mention in Mentions(many).find(text)} == {"e4711"}
