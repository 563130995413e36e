"""What a reading knows about itself: speakers, words, and who probably asks the questions."""

import pytest

from lifeworld.interviews.rules.reading import ReadTranscript, ReadTurn, SpeakerCount


def transcript(*turns: tuple[str, str]) -> ReadTranscript:
    return ReadTranscript("Plain text", tuple(ReadTurn(*turn) for turn in turns), ())


def test_speakers_are_counted_in_order_of_first_appearance() -> None:
    read = transcript(("", "Title"), ("B", "one two"), ("A", "three"), ("B", "four"))
    assert read.speakers == (SpeakerCount("", 1), SpeakerCount("B", 2), SpeakerCount("A", 1))
    assert read.word_count == 5


@pytest.mark.parametrize(
    "name", ["Interviewer", "INTERVIEWER 1", "I", "Int.", "Researcher", "Q", "Q1", "Interviewer, First"]
)
def test_a_name_that_says_so_is_the_interviewer(name: str) -> None:
    assert transcript((name, "Short."), ("Ida", "Really? Why? How?")).guessed_interviewer == name


def test_otherwise_the_one_who_asks_and_speaks_less_is_the_interviewer() -> None:
    turns = [
        ("Jane", "How was it?"),
        ("Ida", "It went on for a long time, you know?"),
        ("Jane", "And then?"),
        ("Ida", "Well."),
    ]
    assert transcript(*turns).guessed_interviewer == "Jane"


@pytest.mark.parametrize(
    "turns",
    [
        [("Jane", "Yes."), ("Ida", "No.")],
        [("Jane", "Why?"), ("Ida", "Why not?")],
        [("Jane", "Why did all of this ever happen?"), ("Ida", "Well.")],
        [("Jane", "Why?")],
    ],
)
def test_an_unclear_case_stays_open(turns: list[tuple[str, str]]) -> None:
    assert transcript(*turns).guessed_interviewer == ""
