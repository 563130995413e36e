"""Tables in documents: transcripts laid out in columns."""

from lifeworld.interchange.transcripts import read_transcript
from lifeworld.interviews.rules.reading import ReadTranscript
from tests.interchange.transcripts.building import docx, said, sentences, w_paragraph, w_table


def read(*rows: tuple[str, ...], after: str = "") -> ReadTranscript:
    return read_transcript(docx(w_table(*rows) + after), ".docx")


def test_two_columns_of_speaker_and_words_become_turns() -> None:
    transcript = read(("Speaker", "Words"), ("I", "How?"), ("P1", "Well."), ("", "And so on."), ("I", "Yes."))
    assert said(transcript) == [("I", "How?"), ("P1", "Well.\nAnd so on."), ("I", "Yes.")]
    assert "One heading row of a table was left out." in sentences(transcript)


def test_three_columns_of_time_speaker_and_words_become_turns_with_times() -> None:
    transcript = read(
        ("00:00:01", "Jane", "How?"),
        ("00:00:05", "Ruth", "Well."),
        ("00:00:09", "Jane", "Yes."),
        ("0:11", "Ruth", "No."),
    )
    assert said(transcript) == [("Jane", "How?"), ("Ruth", "Well."), ("Jane", "Yes."), ("Ruth", "No.")]
    assert [turn.start_ms for turn in transcript.turns] == [1000, 5000, 9000, 11000]


def test_a_column_of_line_numbers_is_left_out_and_said() -> None:
    transcript = read(("1", "I", "How?"), ("2", "P1", "Well."))
    assert said(transcript) == [("I", "How?"), ("P1", "Well.")]
    assert "Two line numbers typed at the start of lines were left out." in sentences(transcript)


def test_a_second_column_of_words_follows_the_first_and_is_said() -> None:
    transcript = read(("I", "How was that?", "a first remark"), ("P1", "Well.", "another remark"))
    assert said(transcript) == [("I", "How was that?\na first remark"), ("P1", "Well.\nanother remark")]
    assert any("more than one column of words" in sentence for sentence in sentences(transcript))


def test_a_table_that_is_only_layout_is_read_as_running_text() -> None:
    transcript = read(("I: How?",), ("P1: Well.",), after=w_paragraph("And so on."))
    assert said(transcript) == [("I", "How?"), ("P1", "Well.\nAnd so on.")]


def test_any_other_table_is_read_row_by_row_and_said() -> None:
    transcript = read(("Place of birth", "Leeds"), ("Years in care", "seven"))
    assert [turn.text for turn in transcript.turns] == ["Place of birth  Leeds", "Years in care  seven"]
    assert any("row by row" in sentence for sentence in sentences(transcript))
