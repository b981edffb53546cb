"""What each kind of evidence is worth: the weights of the score, read from ``weights.toml``.

The score is a logistic function of the sum of weight times feature, so that every weight can be
read: one unit more of the feature multiplies the odds by e to the weight. See the file for how
they were obtained.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

FEATURES = (
    "bias",
    "telling",
    "truncated",
    "spelling",
    "worst",
    "dropped_query",
    "dropped_listed",
    "contradicted",
    "stranger",
    "extra",
    "initials",
    "initial_clash",
    "number_clash",
    "number_missing",
    "legal_clash",
    "place_clash",
    "place_missing",
    "descent_clash",
    "suffix_clash",
    "one_word",
    "shuffled",
    "common_part",
    "common_spelling",
    "misspelled_again",
)
"""Features of a pair of names, in the order of the arrays; `describe` says how they come about."""

FIELDS = (
    "identifier_agrees",
    "identifier_conflicts",
    "birth_day_agrees",
    "birth_year_agrees",
    "birth_conflicts",
    "country_agrees",
    "country_conflicts",
    "place_agrees",
    "gender_agrees",
    "gender_conflicts",
    "kind_conflicts",
    "weak_name",
    "acronym",
)
"""Evidence beside the name."""


@cache
def document() -> dict[str, Any]:
    """The file as it stands."""
    text = files("vedette.find.names").joinpath("weights.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def version() -> str:
    """The version of the weights."""
    return str(document()["version"])


@cache
def name_weights(person: bool) -> npt.NDArray[np.float64]:
    """The weights of `FEATURES` for the names of people, or of bodies, ships and aircraft."""
    return _vector("person" if person else "body", FEATURES)


@cache
def field_weights() -> npt.NDArray[np.float64]:
    """The weights of `FIELDS`."""
    return _vector("fields", FIELDS)


def _vector(section: str, names: tuple[str, ...]) -> npt.NDArray[np.float64]:
    weights = document()[section]
    array = np.array([float(weights[name]) for name in names], np.float64)
    array.flags.writeable = False
    return array


@cache
def standing_weights() -> npt.NDArray[np.float64]:
    """What a name adds by its `Standing`: nothing, or what a weak alias or initials take away."""
    fields = dict(zip(FIELDS, field_weights().tolist(), strict=True))
    array = np.array([0.0, fields["weak_name"], fields["acronym"]], np.float64)
    array.flags.writeable = False
    return array


@cache
def constants() -> dict[str, float]:
    """Figures that belong to no feature."""
    return {name: float(value) for name, value in document()["constants"].items()}
