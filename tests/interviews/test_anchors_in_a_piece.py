"""A passage found in the words around it is the one found in the whole text."""

from hypothesis import given
from hypothesis import strategies as st

from lifeworld.interviews.rules.anchors import CONTEXT, passage
from lifeworld.interviews.rules.lines import line_map

TEXT = st.text(alphabet="ab é🙂\n ", min_size=1, max_size=400)


@given(TEXT, st.integers(0, 420), st.integers(0, 420))
def test_a_piece_that_reaches_past_both_ends_is_enough(text: str, start: int, end: int) -> None:
    lines = line_map(text, [(0, len(text))], 40)
    offset = max(0, start - CONTEXT)
    piece = text[offset : max(offset, end) + CONTEXT]
    assert passage(piece, lines, start, end, offset=offset) == passage(text, lines, start, end)
