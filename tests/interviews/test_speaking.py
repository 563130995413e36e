"""Who speaks: the guess a person checks, and the names that go no further."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.interviews.rules.reading import ReadTranscript, ReadTurn
from lifeworld.interviews.rules.speaking import ROLES, NobodySpeaksError, check_roles, guess_roles, labels_for

SPEAKERS = st.sampled_from(["", "I", "Interviewer", "Ann", "Bea", "Col"])
TURNS = st.lists(st.tuples(SPEAKERS, st.text("ab ?", min_size=1, max_size=30)), min_size=1, max_size=20)


def read(*turns: tuple[str, str]) -> ReadTranscript:
    return ReadTranscript("Plain text", tuple(ReadTurn(speaker, text) for speaker, text in turns), ())


def test_the_one_who_is_named_interviewer_asks_and_the_other_tells() -> None:
    roles = guess_roles(read(("Interviewer", "How was it?"), ("Ann", "Good.")))
    assert roles == {"Interviewer": "interviewer", "Ann": "participant"}


def test_the_one_who_says_the_most_is_the_participant_and_a_visitor_is_not() -> None:
    roles = guess_roles(read(("I", "How?"), ("Bea", "Tea?"), ("Ann", "It was a long day and I walked.")))
    assert roles == {"I": "interviewer", "Bea": "other", "Ann": "participant"}


def test_without_names_all_words_are_the_participants() -> None:
    assert guess_roles(read(("", "One."), ("", "Two."))) == {"": "participant"}


def test_words_without_a_speaker_among_named_ones_are_nobodys() -> None:
    assert guess_roles(read(("", "Interview, 3 May"), ("I", "How?"), ("Ann", "Good.")))[""] == "other"


def test_where_nobody_clearly_asks_no_role_is_guessed() -> None:
    assert guess_roles(read(("Ann", "Yes."), ("Bea", "No."))) == {"Ann": "", "Bea": ""}


@given(TURNS)
def test_every_speaker_gets_a_role_or_is_left_to_the_person(turns: list[tuple[str, str]]) -> None:
    transcript = read(*turns)
    roles = guess_roles(transcript)
    assert set(roles) == {one.name for one in transcript.speakers}
    assert set(roles.values()) <= {*ROLES, ""}
    assert list(roles.values()).count("participant") <= 1


@given(TURNS)
def test_a_guess_without_gaps_and_with_a_participant_passes_the_check(turns: list[tuple[str, str]]) -> None:
    roles = guess_roles(read(*turns))
    if "" in roles.values() or "participant" not in roles.values():
        with pytest.raises(NobodySpeaksError):
            check_roles(roles, roles)
    else:
        check_roles(roles, roles)


@pytest.mark.parametrize("roles", [{}, {"Ann": "participant"}, {"Ann": "participant", "Bea": "chair"}])
def test_a_speaker_without_a_real_role_is_refused(roles: dict[str, str]) -> None:
    with pytest.raises(NobodySpeaksError, match="not said yet who each speaker is"):
        check_roles(["Ann", "Bea"], roles)


@given(st.lists(st.sampled_from(["Ann Smith", "Bea Jones", "Col Green", "Dee Brown"]), unique=True, min_size=1))
def test_no_name_from_the_file_is_left_in_a_label(names: list[str]) -> None:
    roles = dict(zip(names, ["participant", "interviewer", "other", "other"], strict=False))
    labels = labels_for(names, roles, "Maeve")
    assert list(labels) == names
    assert not [label for label in labels.values() if label in names]
    assert len(set(labels.values())) == len(names)
