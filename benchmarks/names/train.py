"""Learn the weights of the name score, and report on the half that was held out.

    python -m benchmarks.names.train pairs.tsv [--as-they-are]

Prints the sections `[person]` and `[body]` of weights.toml on standard output and the report on
standard error; `--as-they-are` fits nothing and reports on the weights in force. The fit is a
logistic regression, held by a ridge to weights that were set by hand, which is what decides where
the data are silent. No feature may change its sign or fall silent: that makes the score monotone
and orders what would else be equal.
"""

import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
from benchmarks.names.pairs import Pair, read
from scipy.optimize import minimize

from vedette.find.names import pairs
from vedette.find.names.evidence import sort_of
from vedette.find.names.tokens import Habit
from vedette.find.names.weights import FEATURES, name_weights

LEAST, MOST = 0.6, 2.5
"""A weight stays between these multiples of its prior: no feature falls silent or turns round."""

WORST_SHOWN = 40

Matrix = npt.NDArray[np.float64]

SHARE = {"alias": 0.4, "look-alike": 0.3, "swap": 0.4, "customer": 0.6}
"""What the pairs of a kind count for together; all variations together count the rest of one."""

RIDGE = 5e-3
"""How strongly a weight is held to its prior (below), which rare features need."""

PERSON = {
    "bias": 2.0, "telling": 2.0, "truncated": 0.5, "spelling": -6.0, "worst": -4.0,
    "dropped_query": -5.0, "dropped_listed": -4.0, "contradicted": -4.0, "stranger": -2.5,
    "extra": -1.0, "initials": -2.0, "initial_clash": -4.0, "number_clash": -4.0,
    "number_missing": -0.7, "legal_clash": -2.0, "place_clash": -4.0, "place_missing": -1.0,
    "descent_clash": -4.5, "suffix_clash": -3.5, "one_word": -0.8, "shuffled": -2.0,
    "common_part": -4.0, "common_spelling": -4.0, "misspelled_again": -2.0,
}  # fmt: skip
"""Weights set by hand before anything is learned, for the names of people."""

BODY = {
    **PERSON, "telling": 3.0, "dropped_query": -5.0, "dropped_listed": -3.0,
    "contradicted": -5.0, "legal_clash": -3.0,
}  # fmt: skip
"""The same for companies, ships and aircraft."""


def main(arguments: list[str]) -> None:
    """Read the pairs, fit both sets of weights, report."""
    made = read(Path(arguments[0]))
    say(f"{len(made)} pairs: {dict(Counter(pair.kind for pair in made))}")
    rows, labels, shares, held, person = table(made)
    for name, group, start in (("person", person, PERSON), ("body", ~person, BODY)):
        train = group & ~held
        if "--as-they-are" in arguments:
            report(name, rows, labels, made, group & held, name_weights(name == "person"))
            continue
        weights = fit(rows[train], labels[train], shares[train], start)
        print(f"[{name}]")
        for feature, weight in zip(FEATURES, weights, strict=True):
            print(f"{feature} = {weight:.3f}")
        print()
        report(name, rows, labels, made, group & held, weights)


def table(made: list[Pair]) -> tuple[Matrix, Matrix, Matrix, Matrix, Matrix]:
    """Features, labels, shares, held out?, person? of every pair."""
    rows = np.zeros((len(made), len(FEATURES)))
    for at, pair in enumerate(made):
        query = pairs.query_side(pair.query, sort_of(pair.schema)[0])
        listed = pairs.listed_side(pair.listed, sort_of(pair.listed_schema)[0])
        if query[0].tokens and listed[0].tokens:
            rows[at] = list(pairs.pairing(query, listed).features.values())
    labels = np.array([pair.same for pair in made])
    number = Counter(_group(pair) for pair in made)
    shares = np.array([SHARE.get(pair.kind, 0.6) / number[_group(pair)] for pair in made])
    held = np.array([pair.held for pair in made])
    person = np.array([sort_of(pair.schema)[0] is Habit.PERSON for pair in made])
    return rows, labels, shares, held, person


def _group(pair: Pair) -> tuple[str, bool]:
    kind = pair.kind if pair.kind in SHARE else "variation"
    return kind, sort_of(pair.schema)[0] is Habit.PERSON


def fit(rows: Matrix, labels: Matrix, shares: Matrix, start: dict[str, float]) -> Matrix:
    """Weights of least loss, both labels counting alike, signs as they must be."""
    share = shares.copy()
    for label in (True, False):
        share[labels == label] *= 0.5 / share[labels == label].sum()
    sign = np.where(labels, 1.0, -1.0)
    prior = np.array([start[name] for name in FEATURES])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        margin = sign * (rows @ weights)
        value = float(share @ np.logaddexp(0.0, -margin))
        slope = rows.T @ (-share * sign / (1.0 + np.exp(margin)))
        off = weights - prior
        return value + RIDGE * float(off @ off), slope + 2 * RIDGE * off

    bounds = [
        (None, None) if name == "bias" else tuple(sorted((LEAST * start[name], MOST * start[name])))
        for name in FEATURES
    ]
    found = minimize(loss, prior, jac=True, bounds=bounds, method="L-BFGS-B")
    return np.array(found.x)


def report(
    name: str, rows: Matrix, labels: Matrix, made: list[Pair], chosen: Matrix, weights: Matrix
) -> None:
    """Area under the curve, and by kind the share at or above 0.7, on the chosen rows."""
    scores = 1.0 / (1.0 + np.exp(-(rows @ weights)))
    say(f"{name}, held out: {chosen.sum()} pairs, AUC {auc(scores[chosen], labels[chosen]):.4f}")
    kinds: dict[str, list[float]] = defaultdict(list)
    for at in np.flatnonzero(chosen):
        kinds[f"{'+' if labels[at] else '-'} {made[at].kind}"].append(scores[at])
    for kind, found in sorted(kinds.items()):
        values = np.array(found)
        say(f"  {kind:<24}{len(values):>6}  at 0.7 {np.mean(values >= 0.7):.3f}")
    wrong = [at for at in np.argsort(-scores) if chosen[at] and not labels[at]][:WORST_SHOWN]
    for at in wrong:
        say(f"  {scores[at]:.3f} {made[at].kind}: {made[at].query} | {made[at].listed}")
    for low in np.arange(0.0, 1.0, 0.1):
        inside = chosen & (scores >= low) & (scores < low + 0.1)
        if inside.any():
            say(
                f"  scored {low:.1f}-{low + 0.1:.1f}: {labels[inside].mean():.2f} of {inside.sum()}"
            )


def auc(scores: Matrix, labels: Matrix) -> float:
    """The chance that a pair that belongs together scores above one that does not."""
    order = scores.argsort(kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    together, apart = labels.sum(), (~labels).sum()
    return float((ranks[labels].sum() - together * (together + 1) / 2) / (together * apart))


def say(text: str) -> None:
    """A line of the report."""
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
