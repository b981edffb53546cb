"""What may be left: worked by hand, then the autumn of 2022 as one retrospective case."""

import csv
import datetime

import pytest

from tests.shared_data import shared
from vedette.find.claims.stock import stock
from vedette.model.errors import Missing
from vedette.model.statement import Count, Statement


def said(by, on, predicate, low=None, high=None, words="", **more):
    return Statement(by, on, predicate, "Shahed-136", "RU", low, high, words, **more)


def counted(day, launched):
    return Count(day, day, "Shahed-136", launched, launched)


def test_contradictions_come_before_any_number():
    answer = stock(
        [said("minister", "2022-10-21", "delivered", 24, 99, "dozens")],
        [counted("2022-10-01", 100), counted("2022-10-20", 111)],
        "Shahed-136", "RU", "2022-10-23",
    )  # fmt: skip
    (one,) = answer.contradictions
    assert one.says == (
        "'dozens' delivered, said by minister on 2022-10-21, against 211 launches already counted"
    )
    assert answer.delivered == {}  # it no longer bounds anything
    assert answer.high is None


def test_what_was_not_known_that_day_is_not_used():
    later = said("other", "2022-10-24", "delivered", 400, 400)
    answer = stock([later], [counted("2022-10-01", 10)], "Shahed-136", "RU", "2022-10-23")
    assert answer.delivered == {}


def test_ordered_is_not_delivered_and_only_caps():
    orders = [said("president", "2022-10-01", "ordered", 2000, 2000)]
    answer = stock(orders, [counted("2022-10-02", 100)], "Shahed-136", "RU", "2022-10-23")
    assert answer.delivered == {}
    assert answer.ordered == 2000
    assert answer.envelope[0.95] < 2000
    assert answer.aside == ("2000 ordered, said by president on 2022-10-01",)


def test_a_repetition_adds_no_weight():
    first = said("wire", "2022-10-01", "delivered", 300, 400)
    copies = [
        said(f"outlet {n}", "2022-10-02", "delivered", 300, 400, origin="wire") for n in "abc"
    ]
    other = said("agency", "2022-10-01", "delivered", 900, 1000)
    counts = [counted("2022-10-02", 100)]
    once = stock([first, other], counts, "Shahed-136", "RU", "2022-10-23")
    often = stock([first, other, *copies], counts, "Shahed-136", "RU", "2022-10-23")
    assert once.envelope == often.envelope


def test_batches_of_one_origin_add_up_and_totals_do_not():
    batches = [said("a", "2022-08-20", "batch", 46, 46), said("a", "2022-11-20", "batch", 250, 250)]
    totals = [
        said("b", "2022-08-20", "delivered", 300, 300),
        said("b", "2022-11-20", "delivered", 400, 400),
    ]
    answer = stock(batches + totals, [], "Shahed-136", "RU", "2022-12-01")
    assert answer.delivered == {"a": (296, 296), "b": (400, 400)}


def test_a_denial_lowers_weight_and_subtracts_nothing():
    delivered = said("agency", "2022-10-01", "delivered", 300, 300)
    denied = said("ministry", "2022-10-02", "denied")
    counts = [counted("2022-10-02", 100)]
    plain = stock([delivered], counts, "Shahed-136", "RU", "2022-10-23")
    weighed = stock([delivered, denied], counts, "Shahed-136", "RU", "2022-10-23")
    assert (plain.weights["agency"], weighed.weights["agency"]) == (1.0, 0.5)
    assert weighed.delivered == plain.delivered
    assert any("denied" in one.says for one in weighed.contradictions)


def test_an_outlying_use_is_reported():
    counts = [counted("2022-12-01", 340)]
    answer = stock(
        [said("spokesman", "2022-12-10", "used", 1400, 1400)],
        counts,
        "Shahed-136",
        "RU",
        "2022-12-11",
    )
    assert "1400 used" in answer.contradictions[0].says


def test_same_seed_same_answer_and_another_seed_nearly_the_same():
    statements = [said("a", "2022-10-01", "delivered", 300, 500)]
    counts = [counted("2022-10-02", 100)]
    one = stock(statements, counts, "Shahed-136", "RU", "2022-10-23", seed=1)
    assert one == stock(statements, counts, "Shahed-136", "RU", "2022-10-23", seed=1)
    two = stock(statements, counts, "Shahed-136", "RU", "2022-10-23", seed=2)
    assert one.envelope[0.5] == pytest.approx(two.envelope[0.5], rel=0.1)


def test_nothing_known_is_said():
    with pytest.raises(Missing, match="Shahed-136"):
        stock([], [], "Shahed-136", "RU", "2022-10-23")


# The autumn of 2022. Each statement with its public address; all were published by 17 November
# ("about" is read as 20 % either way; the page with Reznikov names 1 November as just past).
AUTUMN = [
    said("Volodymyr Zelensky", "2022-10-11", "ordered", 2400, 2400, "2,400",
         address="https://www.iranintl.com/en/202210111957"),
    said("Antony Blinken", "2022-10-21", "delivered", 24, 99, "dozens", origin="Bloomberg"),
    said("Volodymyr Zelensky", "2022-10-24", "ordered", 1900, 2100, "about 2,000",
         address="https://www.thehindu.com/news/international/ukraine-president-zelenskyy-says-russia-ordered-some-2000-drones-from-iran/article66051946.ece/amp/"),
    said("Kyrylo Budanov", "2022-10-24", "used", 330, 330, "about 330", event_by="2022-10-22",
         address="https://strana.today/news/412689-budanovschitaet-chto-rossija-mozhet-ispolzovat-bespilotniki-iz-irana-dolho.html"),
    said("Oleksii Reznikov", "2022-11-02", "delivered", 240, 360, "about 300",
         address="https://ukranews.com/en/news/892807-russia-spent-almost-all-iranian-kamikaze-drones-from-first-batch-reznikov"),
    said("Hossein Amir-Abdollahian", "2022-11-05", "denied", words="none after the war began",
         address="https://www.iranwatch.org/news-brief/iran-acknowledges-sending-drones-russia-first-time"),
    said("Robert Malley", "2022-11-07", "delivered", 24, 99, "dozens",
         address="https://kyivindependent.com/news-feed/us-official-irans-claim-that-it-didnt-supply-drones-to-russia-after-feb-24-is-false"),
]  # fmt: skip


@pytest.mark.shared
def test_the_autumn_of_2022():
    """One retrospective case: the Air Force said in December that the first batch had run out
    in November; the counts show the last launches on 17 November and none until 7 December."""
    with shared("reports/missile_attacks_daily.csv").open(encoding="utf-8") as file:
        counts = [
            Count(
                row["time_start"][:10], row["time_end"][:10], "Shahed-136", float(row["launched"])
            )
            for row in csv.DictReader(file)
            if row["model"] == "Shahed-136/131" and row["launched"]
        ]
    early = stock(AUTUMN, counts, "Shahed-136", "RU", "2022-10-23")
    assert early.contradictions[0].says == (
        "'dozens' delivered, said by Antony Blinken on 2022-10-21, "
        "against 211 launches already counted"
    )
    late = stock(AUTUMN, counts, "Shahed-136", "RU", "2022-11-17")
    assert late.launched == 319
    first = datetime.date.fromisoformat(late.exhausted[0.05])
    assert first <= datetime.date(2022, 11, 20)
    last = late.exhausted[0.95]
    assert last == "" or last >= "2022-11-30"
