"""What the name score gets right on the development sets, in one table.

    python -m benchmarks.names.accuracy --shared ../shared/data

* ``pairs``: the labelled development pairs, by area under the curve and F1 at 0.7;
* ``found``: treated names of UN entries, with what else is known of them, against UN and OFAC
  lists: is the right party first, and at or above the threshold?
* ``nobody``: invented US persons who are on no list, once by name alone and once with birth date
  and nationality: how many are hit?
* ``ties``: the largest share of all matches that have one identical score.

The right party of a treated name is found without Vedette: the entry of the UN list with a name
most alike by rapidfuzz's token_sort_ratio, birth years agreeing where both are known; an entry of
the other list counts as the same party when it shares a name with it to the letter, or a birth date
and nearly a name. All these sets are for development: weights were chosen with them in sight.
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from benchmarks.names.lists import entities_of
from benchmarks.names.train import auc
from rapidfuzz import fuzz, process, utils

import vedette
from vedette.find.names import Screener
from vedette.model.entity import Entity

THRESHOLD = 0.7
FIELDS = {"date_of_birth": "birthDate", "place_of_birth": "birthPlace", "gender": "gender",
          "nationality": "nationality"}  # fmt: skip
LISTS = ("un_consolidated_2026-02-27.xml", "ofac_sdn_2023-01")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared/data"))
    options.add_argument("--wrong", type=int, default=0, help="show this many errors of each set")
    options.add_argument("--most", type=int, default=20_000, help="invented persons to ask")
    said = options.parse_args()
    names = said.shared / "names"
    pairs(rows_of(names / "name_pairs_dev.csv"), said.wrong)
    listed = entities_of([said.shared / "lists" / one for one in LISTS])
    screener = Screener.build(listed)
    treated = rows_of(names / "queries_un_positive.csv")
    full = list(found(screener, listed, treated, said.wrong))
    bare = [
        hit.score
        for row in treated
        for hit in screener.match(asked({"full_name": row["full_name"]}), 10, THRESHOLD)
    ]
    nobody(screener, rows_of(names / "queries_us_negative_20k.csv")[: said.most], said.wrong)
    ties("with all fields", full)
    ties("by name alone", bare)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pairs(rows: list[dict[str, str]], wrong: int) -> None:
    """Area under the curve and F1 of the labelled pairs."""
    scores, labels = [], []
    for row in rows:
        one, other = (
            {"schema": row["schema"], "properties": {"name": [row[side]]}}
            for side in ("name1", "name2")
        )
        scores.append(vedette.compare(one, other).score)
        labels.append(row["is_match"] == "true")
    score, label = np.array(scores), np.array(labels)
    said = score >= THRESHOLD
    right = int((said & label).sum())
    f1 = 2 * right / (said.sum() + label.sum())
    print(
        f"pairs   {len(rows)}: AUC {auc(score, label):.4f}, F1 {f1:.4f} at {THRESHOLD}"
        f" (precision {right / said.sum():.3f}, recall {right / label.sum():.3f})"
    )
    wrongly = [
        one for one in zip(score, label, rows, strict=True) if one[1] != (one[0] >= THRESHOLD)
    ]
    for value, same, row in sorted(wrongly, key=lambda one: -one[0])[:wrong]:
        print(f"  {value:.3f} {'same ' if same else 'other'}  {row['name1']} | {row['name2']}")


def found(
    screener: Screener, listed: list[Entity], rows: list[dict[str, str]], wrong: int
) -> Iterable[float]:
    """How many treated names find their entry first; gives the scores of all matches."""
    gold = Gold(listed)
    first = above = mapped = alone = 0
    for row in rows:
        right = gold.of(row)
        if not right:
            continue
        mapped += 1
        hits = screener.match(asked(row), limit=10, threshold=0.05)
        yield from (hit.score for hit in hits if hit.score >= THRESHOLD)
        first += bool(hits) and hits[0].entity.id in right
        good = bool(hits) and hits[0].entity.id in right and hits[0].score >= THRESHOLD
        above += good
        bare = screener.match(asked({"full_name": row["full_name"]}), limit=5, threshold=0.05)
        alone += bool(bare) and bare[0].entity.id in right and bare[0].score >= THRESHOLD
        if not good and wrong:
            print(f"  missed {row['full_name']} {row['date_of_birth']} {row['nationality']}")
            for hit in hits[:2]:
                print(f"      {hit.score:.3f} {hit.entity.id} {hit.entity.caption}")
    print(
        f"found   {mapped} of {len(rows)} have a known entry: first {first / mapped:.2%}, first "
        f"and above {above / mapped:.2%} ({above}); by name alone {alone / mapped:.2%}"
    )


class Gold:
    """The right entries of treated names, found without Vedette."""

    def __init__(self, listed: list[Entity]) -> None:
        people = [one for one in listed if one.schema not in ("Vessel", "Airplane", "Address")]
        self.rows = [
            (_plain(name), one)
            for one in people
            for name in one.values("name", "alias", "weakAlias")
        ]
        self.names = [name for name, _ in self.rows]

    def of(self, row: dict[str, str]) -> set[str]:
        """Ids of the entries that are the party of this row."""
        born = row["date_of_birth"][:4]
        near = process.extract(
            _plain(row["full_name"]), self.names, scorer=fuzz.ratio, limit=60, score_cutoff=60
        )
        likely = [self.rows[at][1] for _, _, at in near if _born(self.rows[at][1], born)]
        return self.same(likely[0]) if likely else set()

    def same(self, best: Entity) -> set[str]:
        """The entry itself, and entries of either list that are the same party."""
        mine = {_plain(name) for name in best.values("name", "alias")}
        whole = {date for date in best.values("birthDate") if len(date) == len("2000-01-01")}
        years = {date[:4] for date in best.values("birthDate")}
        found = {best.id}
        for name, other in self.rows:
            alike = process.extractOne(name, mine, scorer=fuzz.ratio, score_cutoff=96)
            near = process.extractOne(name, mine, scorer=fuzz.token_set_ratio, score_cutoff=85)
            if alike and (not years or any(_born(other, year) for year in years)):
                found.add(other.id)
            if near and whole & set(other.values("birthDate")):
                found.add(other.id)
        return found


_MARKS = {**dict.fromkeys(map(ord, "'’‘ʼ`"), None), ord("-"): " "}


def _plain(name: str) -> str:
    """A name as its sorted words, small letters without marks."""
    words = utils.default_process(name.translate(_MARKS)).split()
    return " ".join(sorted(words))


def _born(entity: Entity, year: str) -> bool:
    years = {date[:4] for date in entity.values("birthDate")}
    return not year or not years or any(abs(int(one) - int(year)) <= 1 for one in years)


def nobody(screener: Screener, rows: list[dict[str, str]], wrong: int) -> None:
    """How many of those who are on no list are hit."""
    for label, fields in (("by name alone", False), ("with all fields", True)):
        hits = []
        started = time.perf_counter()
        for row in rows:
            query = asked(row if fields else {"full_name": row["full_name"]})
            best = screener.match(query, limit=1, threshold=THRESHOLD)
            hits += [
                (hit.score, row["full_name"], str(hit.explanation["candidate"])) for hit in best
            ]
        spent = time.perf_counter() - started
        print(
            f"nobody  {len(rows)}, {label}: {len(hits)} hit ({len(hits) / len(rows):.3%}); "
            f"{len(rows) / spent:,.0f} queries a second"
        )
        for score, name, other in sorted(hits, reverse=True)[:wrong]:
            print(f"  {score:.3f} {name} | {other}")


def asked(row: dict[str, str]) -> dict[str, object]:
    """A row as a query."""
    more = {to: [row[column]] for column, to in FIELDS.items() if row.get(column)}
    schema = "Person"
    return {"schema": schema, "properties": {"name": [row["full_name"]], **more}}


def ties(label: str, scores: list[float]) -> None:
    """The largest share of matches with one score."""
    value, count = Counter(scores).most_common(1)[0]
    certain = sum(score > 0.999 for score in scores) / len(scores)
    print(
        f"ties    {label}: {len(scores)} matches at or above {THRESHOLD}: at most "
        f"{count / len(scores):.2%} share one score ({value}); above 0.999: {certain:.1%}"
    )


if __name__ == "__main__":
    sys.exit(main())
