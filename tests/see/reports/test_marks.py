"""What stands where in a report: parts, credits, doublings, dates; on invented articles, and on
the press article from which the project began (spans of a few words only)."""

import pytest

from tests.shared_data import shared
from vedette.model.report import Report
from vedette.see.reports.dates import date_in, stamp
from vedette.see.reports.found import Found, clean
from vedette.see.reports.marks import report_from
from vedette.see.reports.plain import read, unwrapped

INVENTED = """\
Freedonia pourrait livrer des planeurs à Sylvanie

Par : Rufus T. Firefly | 12.11.2022, 08:05

Freedonia pourrait livrer des planeurs à Sylvanie

Le ministre a parlé mardi de la livraison, selon l'AFP.

Ce qui se passe

"Nous voyons arriver chaque semaine de nouveaux planeurs au port de Sylvanie."Nous voyons \
arriver chaque semaine d'autres planeurs dans le port de Sylvanie", a dit M. Trentino.

Source : Reuters

Lire aussi : les planeurs du port
"""


def report(text: str, **fields: str) -> Report:
    return report_from(Found(clean(text), **fields))


def test_parts_byline_and_time() -> None:
    read = report(INVENTED)
    assert [p.part for p in read.paragraphs] == [
        "headline", "byline", "headline", "body", "heading", "body", "credit", "furniture",
    ]  # fmt: skip
    assert (read.language, read.byline) == ("fr", "Rufus T. Firefly")
    assert read.published == "2022-11-12T08:05:00"


def test_every_span_is_the_text_it_stands_for() -> None:
    read = report(INVENTED)
    spans = [p.span for p in read.paragraphs] + [c.span for c in read.credits]
    for doubling in read.doublings:
        spans += [doubling.read, *doubling.others]
    assert all(read.text[s.start : s.end] == s.text for s in spans)


def test_a_credit_line_covers_the_whole_and_a_mention_one_passage() -> None:
    found = [(c.name, c.rule, c.whole) for c in report(INVENTED).credits]
    assert found == [
        ("Agence France-Presse", "passage.after", False),
        ("Reuters", "line", True),
    ]


def test_two_readings_of_one_quotation_are_one_with_both_kept() -> None:
    headline, quotation = report(INVENTED).doublings
    assert headline.part == "headline" and headline.alike == 1.0
    assert quotation.read.text.startswith("Nous voyons") and "de nouveaux" in quotation.read.text
    assert [other.text[-13:] for other in quotation.others] == ["t de Sylvanie"]


def test_rhetoric_is_no_doubling() -> None:
    speech = (
        '"We shall fight on the beaches, we shall fight on the landing grounds, we shall fight \
in the fields and in the streets, we shall fight in the hills; we shall never surrender", he said.'
    )
    assert report("A speech\n\n" + speech).doublings == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("KYIV, Oct 18 (Reuters) - A drone fell on the town, its mayor said.", "Reuters"),
        ("WASHINGTON (AP) — The ministry spoke of many drones on Monday.", "Associated Press"),
        ("Le port a été fermé, a déclaré le maire de la ville (avec AFP)", "Agence France-Presse"),
    ],
)
def test_datelines_and_signatures(line: str, name: str) -> None:
    assert [(c.name, c.whole) for c in report("A headline here\n\n" + line).credits] == [
        (name, True)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Les États-Unis disposent d'informations selon lesquelles des drones arrivent.",
        "It was, according to the minister, a matter of days.",
        "He saw a spiegel and a bild on the wall, according to fars.",
    ],
)
def test_what_credits_nobody(line: str) -> None:
    assert report("A headline here\n\n" + line).credits == ()


def test_an_outlet_does_not_credit_itself() -> None:
    text = "A headline\n\nThe port is closed, Reuters reported on Monday."
    assert report(text, outlet="Reuters").credits == ()


def test_dates_that_are_two_days_are_none() -> None:
    assert date_in("Published 05/06/2022", "en") == ""
    assert date_in("Published 25/06/2022", "en") == "2022-06-25"
    assert date_in("31.02.2022") == "" and stamp("yesterday") == ""


def test_wrapped_lines_are_joined_without_moving_a_character() -> None:
    text = (
        "The ministry said on Monday that nothing had been delivered to\n"
        "anybody at all, and that it would go on delivering nothing for\nas long as needed."
    )
    assert unwrapped(text) == text.replace("\n", " ")


def test_the_article_of_october_2022() -> None:
    path = shared("reports/article_fr_2022-10-23.txt")
    (found,) = read(path)
    article = report_from(found)
    assert article.language == "fr"
    assert article.title.startswith("L'Iran pourrait envoyer")
    assert article.byline == "Elena Shcherban"
    assert article.published == "2022-10-23T13:27:00"
    assert [(c.name, c.rule, c.whole) for c in article.credits] == [("Bloomberg", "line", True)]
    assert [p.part for p in article.paragraphs] == [
        "headline", "byline", "headline", "body", "heading", "body", "body", "body", "body",
        "body", "credit", "furniture",
    ]  # fmt: skip
    headline, quotation = article.doublings
    assert (headline.part, len(headline.others)) == ("headline", 1)
    assert (quotation.part, len(quotation.others)) == ("quotation", 1)
    assert "y compris en Ukraine" in quotation.read.text
    assert "notamment en Ukraine" in quotation.others[0].text
