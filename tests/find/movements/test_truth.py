"""Every threshold of every detector: found just inside, not found just outside, anywhere."""

import pytest

from tests.find.movements.truth import flying, meeting, saying, silence, straying, visiting
from tests.find.movements.truth.table import WORLDS, Truth, expected, first_words, found
from vedette.find.movements.detectors import DETECTORS

TRUTHS = {
    name.lower(): truth
    for module in (silence, meeting, visiting, saying, straying, flying)
    for name, truth in vars(module).items()
    if isinstance(truth, Truth)
}


ONCE_IS_ENOUGH = ("open_gaps", "flights", "renumbered", "tracks", "imo_changes")
"""Once for a last fix, for a leg, for the end of a number; once by each of two transmitters."""


@pytest.mark.parametrize(
    ("name", "world"),
    [(name, world) for name, truth in TRUTHS.items() for world in WORLDS if world not in truth.but],
)
def test_just_inside_and_just_outside(name: str, world: str) -> None:
    assert found(TRUTHS[name], world) == expected(TRUTHS[name])


@pytest.mark.parametrize("name", [name for name in TRUTHS if name not in ONCE_IS_ENOUGH])
def test_of_what_is_heard_once_nothing_is_found(name: str) -> None:
    alone = first_words(TRUTHS[name])
    assert found(alone, "home") == expected(alone)


def test_no_threshold_is_left_out() -> None:
    """The numbers that a detector's signature lets one change are those of its table."""
    for detector in DETECTORS:
        numbers = {name for name, value in detector.parameters.items() if value is not None}
        own = {function.__name__ for function in detector.functions}
        edges = [truth.edges for name, truth in TRUTHS.items() if name.split("_and_")[0] in own]
        assert {edge.parameter for table in edges for edge in table} == numbers, detector.name
