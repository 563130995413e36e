"""How the pieces of one paragraph become its lines."""

from hypothesis import given
from hypothesis import strategies as st

from lifeworld.interchange.transcripts.blocks import Line, ParagraphBuilder

PIECES = st.lists(
    st.tuples(st.sampled_from(["Idris:", " ", "  ", "\n", "\xa0", "a b", "é"]) | st.text(max_size=5), st.booleans())
)


def lines(pieces: list[tuple[str, bool]]) -> tuple[Line, ...]:
    builder = ParagraphBuilder()
    for text, bold in pieces:
        builder.add(text, bold=bold)
    return builder.lines()


@given(PIECES)
def test_a_break_at_the_end_and_how_words_are_cut_change_nothing(pieces: list[tuple[str, bool]]) -> None:
    letters = [(letter, bold) for text, bold in pieces if "\r" not in text for letter in text]
    whole = [(text, bold) for text, bold in pieces if "\r" not in text]
    assert lines(whole) == lines(letters) == lines([*whole, ("\n", False)])


@given(PIECES)
def test_only_the_bold_beginning_counts(pieces: list[tuple[str, bool]]) -> None:
    for line in lines([(text, False) for text, _ in pieces]):
        assert line.bold == 0
    for line in lines([(text, True) for text, _ in pieces]):
        assert line.bold == len(line.text)


def test_a_bold_name_is_as_long_as_it_is() -> None:
    assert lines([("  Idris:", True), (" We believed.", False)]) == (Line("Idris: We believed.", 6),)
    assert lines([("Idris:", True), ("\n", False), ("We", True), (" believed.", False)]) == (
        Line("Idris:", 6),
        Line("We believed.", 2, opens=False),
    )
