"""Which reports are independent: sixty invented reports in five languages, and small cases."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from vedette.find.claims.origins import origins
from vedette.model.report import Credit, Report, Span

pytest.importorskip("datasketch", reason="the extra `reports` is not installed")

SIXTY = tomllib.loads((Path(__file__).parent / "origins.toml").read_text("utf-8"))["report"]


def report(text, outlet="Outlet", published="2024-01-01", language="en", credits=()):
    marked = tuple(Credit(name, Span(0, 0, ""), "test", True) for name in credits)
    return Report(text, language, outlet=outlet, published=published, credits=marked)


def read(row):
    """A report of the set with the credit lines that stand in its text, found by hand."""
    credits = [
        name
        for name in ("Northwire", "Agence Reutlin", "Institute for Open Ledgers", "Orbit Watch")
        if name in row["text"] and name != row["outlet"]
    ]
    return report(row["text"], row["outlet"], row["published"], row["language"], credits)


def test_sixty_reports_of_twelve_events():
    """Pairwise F1 of "same origin". The thresholds were chosen on this very set."""
    reports = [read(row) for row in SIXTY]
    truth = {one.id: row["origin"] for one, row in zip(reports, SIXTY, strict=True)}
    assert len(truth) == 60
    found = {
        one: cluster.reports[0] for cluster in origins(reports).clusters for one in cluster.reports
    }
    pairs = list(combinations(truth, 2))
    same = [truth[a] == truth[b] for a, b in pairs]
    said = [found[a] == found[b] for a, b in pairs]
    hits = sum(s and t for s, t in zip(said, same, strict=True))
    precision, recall = hits / sum(said), hits / sum(same)
    assert 2 * precision * recall / (precision + recall) >= 0.9, (precision, recall)


def test_a_copy_is_never_counted_as_independent():
    lead = "Officials said on Monday that the shipment of engines left the port of Olya at night."
    copies = [report(lead + f" Edition {n}.", f"Outlet {n}", "2024-01-02") for n in range(14)]
    answer = origins([report(lead, "Wire Agency"), *copies])
    assert len(answer.clusters) == 1
    assert [answer.weight(one.id) for one in copies] == [0] * 14


def test_order_does_not_matter():
    reports = [read(row) for row in SIXTY]
    assert origins(reports) == origins(reports[::-1])


def test_the_sentence_for_a_person():
    said = "minister Jane Roe said that 12 Shahed-136 drones were found."
    reports = [
        report(f"On Monday {said}", "A", credits=["Wire"]),
        report(f"On Monday {said} More followed.", "B", credits=["Wire"]),
        report("Something else happened entirely, nobody knows what.", "C"),
    ]
    assert origins(reports).summary() == "3 outlets, 1 independent origin, 1 unknown"


def test_far_apart_in_time_is_not_one_matter():
    one = report("Minister Jane Roe spoke of 12 drones in Paris.", "A", "2024-01-01")
    two = report("La ministre Jane Roe a parlé de 12 drones à Paris.", "B", "2024-02-01", "fr")
    assert len(origins([one, two]).clusters) == 2
    near = report("La ministre Jane Roe a parlé de 12 drones à Paris.", "B", "2024-01-02", "fr")
    assert len(origins([one, near]).clusters) == 1


def test_nothing_is_nothing():
    assert origins([]).clusters == ()
