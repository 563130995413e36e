"""Running text: who speaks, when, and where a turn ends."""

import pytest

from lifeworld.interchange.transcripts import read_pasted
from tests.interchange.transcripts.building import read_text, said, sentences


@pytest.mark.parametrize(
    "text",
    [
        "I: How?\nP1: Well.\nI: And?\nP1: Yes.",
        "I:How?\nP1:Well.\n\nI:And?\nP1:Yes.",
        "I\tHow?\nP1\tWell.\nI\tAnd?\nP1\tYes.",
        "**I:** How?\n**P1:** Well.\n**I:** And?\n**P1:** Yes.",
        "I:\nHow?\n\nP1:\nWell.\n\nI:\nAnd?\n\nP1:\nYes.",
        "**I**\nHow?\n\n**P1**\nWell.\n\n**I**\nAnd?\n\n**P1**\nYes.",
    ],
)
def test_every_common_way_to_write_a_speaker_is_recognised(text: str) -> None:
    for suffix in (".txt", ".md"):
        turns = said(read_text(text, suffix))
        assert turns == [("I", "How?"), ("P1", "Well."), ("I", "And?"), ("P1", "Yes.")]


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:03] Jane: How?\n[00:00:09] Ruth: Well.\n[00:00:12] Jane: And?\n[00:00:15] Ruth: Yes.",
        "Jane  0:03\nHow?\n\nRuth  0:09\nWell.\n\nJane  0:12\nAnd?\n\nRuth  0:15\nYes.",
        "Jane (00:03): How?\nRuth (00:09): Well.\nJane (00:12): And?\nRuth (00:15): Yes.",
        "00:00:03 Jane\nHow?\n00:00:09 Ruth\nWell.\n00:00:12 Jane\nAnd?\n00:00:15 Ruth\nYes.",
        "[00:03]\nJane: How?\n[00:09]\nRuth: Well.\n[00:12]\nJane: And?\n[00:15]\nRuth: Yes.",
        "[Jane] 00:00:03\nHow?\n\n[Ruth] 00:00:09\nWell.\n\n[Jane] 00:00:12\nAnd?\n\n[Ruth] 00:00:15\nYes.",
        "**Jane** 0:03  \nHow?\n\n**Ruth** 0:09  \nWell.\n\n**Jane** 0:12  \nAnd?\n\n**Ruth** 0:15  \nYes.",
        "00:03 --> 00:08 Jane: How?\n00:09 --> 00:11 Ruth: Well.\n00:12 Jane: And?\n00:15 Ruth: Yes.",
    ],
)
def test_every_common_way_to_write_a_time_is_recognised(text: str) -> None:
    transcript = read_text(text)
    assert said(transcript) == [("Jane", "How?"), ("Ruth", "Well."), ("Jane", "And?"), ("Ruth", "Yes.")]
    assert [turn.start_ms for turn in transcript.turns] == [3000, 9000, 12000, 15000]
    assert "Four turns have times from the file." in sentences(transcript)


def test_times_at_the_end_of_paragraphs_close_their_turns() -> None:
    transcript = read_text("I: How? #00:00:05-3#\n\nP: Well. #00:00:09-0#\n\nMore of it. #00:01:00#\n")
    assert said(transcript) == [("I", "How?"), ("P", "Well."), ("P", "More of it.")]
    assert [(turn.start_ms, turn.end_ms) for turn in transcript.turns] == [(None, 5300), (5300, 9000), (9000, 60000)]


def test_a_paragraph_with_a_time_of_its_own_begins_a_turn_by_the_same_speaker() -> None:
    transcript = read_text("[00:00:01] I: How?\n[00:00:04] P: Well.\n[00:00:30] Yes.\nAnd so on.")
    assert said(transcript)[1:] == [("P", "Well."), ("P", "Yes.\nAnd so on.")]
    assert transcript.turns[2].start_ms == 30000


@pytest.mark.parametrize(
    "speech",
    [
        "Note to self: buy milk",
        "He said: go",
        "Note: this was hard",
        "https://example.org is where I read it",
        "10:30 was when I woke",
        "Remember: it was winter",
        "My mother told me: never",
    ],
)
def test_colons_and_times_within_speech_are_not_speakers(speech: str) -> None:
    transcript = read_text(f"I: How?\nP1: Well.\n{speech}\nI: And?\nP1: Yes.\n{speech}")
    assert said(transcript) == [("I", "How?"), ("P1", f"Well.\n{speech}"), ("I", "And?"), ("P1", f"Yes.\n{speech}")]


def test_a_name_needs_to_be_seen_twice() -> None:
    once = read_text("I: Who was there?\nP1: Everybody.\nUncle Tom: a lovely man.")
    twice = read_text("I: Who is there?\nUncle Tom: Me.\nP1: Him.\nUncle Tom: Yes.")
    assert [one.name for one in once.speakers] == ["I", "P1"]
    assert [one.name for one in twice.speakers] == ["I", "Uncle Tom", "P1"]


def test_a_short_answer_after_a_time_is_not_a_speaker() -> None:
    transcript = read_text("[00:01] I: Really?\n[00:02] Yes\n[00:03] I: Sure?\n[00:04] Yes\n[00:05] I: Good.")
    assert "Yes" not in [one.name for one in transcript.speakers]
    assert sum("Yes" in turn.text for turn in transcript.turns) == 2


def test_marks_of_the_voice_stay_as_they_are() -> None:
    words = "(pause) I [laughs] was *sighs* there (inaudible 00:12:31) <crying>"
    for suffix in (".txt", ".md"):
        assert said(read_text(f"I: Yes?\nP1: {words}\n", suffix))[1] == ("P1", words)


def test_a_mark_of_the_voice_between_name_and_colon_goes_to_the_words() -> None:
    assert said(read_text("I: So?\nP1 (laughs): No.\n"))[1] == ("P1", "(laughs) No.")


def test_a_remark_that_always_stands_with_a_name_belongs_to_it() -> None:
    text = "I: So?\nJane (mother): No.\nI: Why?\nJane (mother): Well.\nJane (mother): You know."
    assert [one.name for one in read_text(text).speakers] == ["I", "Jane (mother)"]


def test_details_before_the_first_speaker_are_kept_and_said() -> None:
    text = "Interview 3\nDate: 4 May\nInterviewer: JS\n\nJS: How?\nMR: Well.\nJS: And?\nMR: Yes."
    transcript = read_text(text)
    assert said(transcript)[0] == ("", "Interview 3\nDate: 4 May\nInterviewer: JS")
    assert [one.name for one in transcript.speakers] == ["", "JS", "MR"]
    assert "Three lines before the first speaker were kept as words without a speaker." in sentences(transcript)


def test_without_speakers_each_paragraph_is_a_turn_and_that_is_said() -> None:
    transcript = read_pasted("I went out one day.\n\nIt was cold.")
    assert said(transcript) == [("", "I went out one day."), ("", "It was cold.")]
    assert transcript.dialect == "Pasted text"
    assert any(sentence.startswith("No speakers were recognised") for sentence in sentences(transcript))


def test_line_numbers_typed_by_hand_are_left_out_and_said() -> None:
    lines = [
        "I: How was it?",
        "P1: It was",
        "7 days long,",
        "that week.",
        "I: And?",
        "P1: Well,",
        "I had 3 of",
        "them.",
        "I: Ok.",
    ]
    text = "\n".join(f"{at} {line}" for at, line in enumerate(lines, start=1))
    transcript = read_text(text)
    assert said(transcript)[1] == ("P1", "It was\n7 days long,\nthat week.")
    assert "Nine line numbers typed at the start of lines were left out." in sentences(transcript)


def test_numbers_that_people_say_are_not_line_numbers() -> None:
    text = "I: How many?\n" + "\n".join(f"{number} of them" for number in (3, 9, 2, 7, 1, 8, 4, 6, 5))
    assert "3 of them" in read_text(text).turns[0].text


def test_lines_broken_at_a_fixed_width_are_joined_and_that_is_said() -> None:
    line = "this is how a typewriter breaks the words of a person at about"
    paragraph = "\n".join(["P1: " + line, *[line] * 7, "seventy."])
    transcript = read_text(f"I: And?\n\n{paragraph}\n\nI: Yes?\n\n{paragraph}\n")
    assert transcript.turns[1].text == " ".join([*[line] * 8, "seventy."])
    assert "16 lines broken at a fixed width were joined into paragraphs." in sentences(transcript)


def test_the_line_of_a_transcription_service_is_left_out_and_said() -> None:
    transcript = read_text("Jane  0:03\nHow?\n\nRuth  0:09\nWell.\n\nTranscribed by https://otter.ai\n")
    assert said(transcript)[-1] == ("Ruth", "Well.")
    assert "One line that the transcription service added was left out." in sentences(transcript)


def test_a_name_without_words_is_left_out_and_said() -> None:
    transcript = read_text("I: How?\nP1:\nI: Hello?")
    assert said(transcript) == [("I", "How?"), ("I", "Hello?")]
    assert "One speaker's name had no words after it and was left out." in sentences(transcript)


def test_one_speaker_written_in_two_ways_is_one_speaker() -> None:
    transcript = read_text("INT.: How?\nRuth: Well.\nInt: And?\nRUTH: Yes.")
    assert [(one.name, one.turns) for one in transcript.speakers] == [("INT.", 2), ("Ruth", 2)]
