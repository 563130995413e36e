"""What was read of a transcript, counted."""

from hypothesis import given
from hypothesis import strategies as st

from lifeworld.interviews.rules.reading import words_in

SPACES = st.sampled_from([" ", "  ", "\n", "\t", "\xa0", "\u2009", "\u200b"])


@given(st.lists(SPACES | st.text(max_size=6), max_size=12).map("".join))
def test_words_are_the_stretches_between_white_space_of_any_kind(text: str) -> None:
    assert words_in(text) == len(text.split())
