"""How far apart two words are: a bound that costs one look never says more than the measure."""

import numba
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vedette.find.names.arrays import WORD, plain, table
from vedette.find.names.distance import (
    FIRST,
    ROOM,
    SECOND,
    cost_at_least,
    edges,
    likeness,
    masks,
    scale_of,
)
from vedette.find.names.tokens import Habit, analyse

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=2, max_size=14)


@numba.njit
def measured(rows, others, loose, least):
    """The likeness of two words, and what the bound says of it, as kernels call them."""
    q, c = rows.view(WORD), others.view(WORD)
    m, n = q[0].length, c[0].length
    alike = likeness(q[0].text, m, c[0].text, n, loose, least, 1.0, np.empty((5, ROOM)))
    bound = cost_at_least(q[0].masks, c[0].masks, loose) + edges(q[0].text, m, c[0].text, n, loose)
    return alike, bound * scale_of(m, n, loose, 1.0)


def rows(text: str):
    return plain(table(analyse(f"{text} x", Habit.ORGANISATION).tokens[:1]))


@pytest.mark.long
@settings(max_examples=400, deadline=None)
@given(LETTERS, LETTERS, st.sampled_from([0, FIRST, SECOND]), st.sampled_from([0.72, 0.84]))
@example("carnegie", "kamegi", 0, 0.72)
@example("zhukov", "jukow", 0, 0.72)
@example("alexander", "aleksandr", 0, 0.72)
@example("chouaieb", "shuayb", 0, 0.72)
@example("philippe", "filip", 0, 0.72)
@example("djukic", "jukitch", 0, 0.72)
@example("mohamed", "mhmd", SECOND, 0.72)
@example("ang", "an", SECOND, 0.72)
def test_letters_alone_never_part_what_the_measure_joins(one, other, loose, least):
    alike, bound = measured(rows(one), rows(other), loose, least)
    assert alike == 0.0 or bound <= 1.0 - least + 1e-12


def test_words_with_nothing_in_common_are_parted_by_their_letters():
    _, bound = measured(rows("gaddafi"), rows("smirnov"), 0, 0.72)
    assert bound > 1.0 - 0.72


def test_letters_that_sound_alike_may_stand_for_each_other():
    letters, *_ = masks("zhukov")
    *_, lacked_cheaply = masks("jukow")
    assert letters & ~lacked_cheaply == 0


@settings(max_examples=200, deadline=None)
@given(LETTERS, LETTERS)
def test_words_written_as_one_have_the_masks_of_both(one, other):
    assert masks(one + other) == tuple(a | b for a, b in zip(masks(one), masks(other), strict=True))
