"""How the hoped-for sample is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.study.rules.target_range import hoped_for, in_words, sample_so_far


@pytest.mark.parametrize(
    ("low", "high", "cases", "said"),
    [
        (6, 8, 4, "You hoped for six to eight; four so far."),
        (6, 6, 0, "You hoped for six; nobody yet."),
        (None, 10, 1, "You hoped for up to ten; one so far."),
        (3, None, 13, "You hoped for at least three; 13 so far."),
        (None, None, 2, "Two so far. You have not set how many people you hope for."),
    ],
)
def test_the_range_and_the_people_so_far_are_one_sentence(
    low: int | None, high: int | None, cases: int, said: str
) -> None:
    assert sample_so_far(low, high, cases) == said


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_both_ends_of_a_range_are_always_said(low: int, high: int) -> None:
    said = hoped_for(low, high).split(" to ")
    assert said[0] == in_words(low)
    assert said[-1] == in_words(high)
