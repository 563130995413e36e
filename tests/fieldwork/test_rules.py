"""The rules of the interview day, by example and by property."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.common.errors import InvalidInputError
from lifeworld.fieldwork.models import MeetingState
from lifeworld.fieldwork.rules import checklist, distress, guides, meetings, money, places
from lifeworld.fieldwork.rules.guides import Change, Question
from lifeworld.fieldwork.rules.lengths import lengths_of
from lifeworld.fieldwork.rules.overdue import check_in_missed, overdue

TWO = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
ACTS = sorted({act for _, act in meetings.TRANSITIONS})
WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
QUESTIONS = st.builds(Question, SENTENCES, st.lists(SENTENCES, max_size=4).map(tuple))


def test_the_states_are_those_of_the_model_and_every_one_can_be_reached() -> None:
    assert set(meetings.STATES) == set(MeetingState.values)
    assert {"planned", *meetings.TRANSITIONS.values()} == set(meetings.STATES)
    assert meetings.NOT_ENDED | meetings.HELD | {"cancelled", "not-attended"} == set(meetings.STATES)


@given(st.lists(st.sampled_from(ACTS), max_size=12))
def test_whatever_is_pressed_nothing_is_held_that_did_not_begin_and_what_is_over_stays_over(acts: list[str]) -> None:
    state, begun, over = "planned", False, False
    for act in acts:
        after = meetings.next_state(state, act)
        if after is None:
            continue
        assert not (over and after in meetings.NOT_ENDED)
        begun = begun or act == "begin"
        over = over or after not in meetings.NOT_ENDED
        state = after
    assert begun == (state in meetings.BEGUN)


def test_a_plan_runs_forward_for_eight_hours_at_most() -> None:
    assert not meetings.wrong_with_plan(TWO, TWO + timedelta(hours=8))
    assert meetings.wrong_with_plan(TWO, TWO) and meetings.wrong_with_plan(TWO, TWO + timedelta(hours=8, minutes=1))
    end = TWO + timedelta(hours=1)
    assert not meetings.wrong_with_check_ins([TWO - timedelta(hours=2), end + timedelta(hours=2)], TWO, end)
    assert "within two hours" in meetings.wrong_with_check_ins([TWO - timedelta(hours=3)], TWO, end)
    assert "same time" in meetings.wrong_with_check_ins([TWO, TWO], TWO, end)


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (89, 1), (91, 2), (3600, 60)])
def test_a_length_is_whole_minutes_and_one_at_least(seconds: int, minutes: int) -> None:
    assert meetings.minutes_between(TWO, TWO + timedelta(seconds=seconds)) == minutes


@given(
    st.sampled_from(meetings.STATES), st.integers(0, 120), st.integers(-20_000, 20_000).map(lambda n: timedelta(0, n))
)
def test_overdue_is_past_the_end_and_the_grace_and_not_ended(state: str, grace: int, past: timedelta) -> None:
    found = overdue(state, TWO, grace, TWO + past)
    assert found == (past > timedelta(minutes=grace) and state in {"planned", "under-way", "paused"})


def test_a_check_in_is_missed_once_it_was_due_and_nothing_was_heard() -> None:
    late = TWO + timedelta(seconds=1)
    assert check_in_missed(TWO, None, late) and not check_in_missed(TWO, None, TWO)
    assert not check_in_missed(TWO, late, late) and not check_in_missed(None, TWO, late)


def test_an_address_is_kept_for_its_day_and_no_longer() -> None:
    gone = places.expires_on(date(2026, 2, 28))
    assert gone == date(2026, 3, 1)
    assert not places.expired(gone, date(2026, 2, 28)) and places.expired(gone, date(2026, 3, 1))


def test_no_recorder_is_packed_for_notes() -> None:
    assert "recorder" in checklist.ticks_for("audio") and "recorder" not in checklist.ticks_for("notes")


def test_the_protocol_pauses_first_and_says_what_it_is_not() -> None:
    assert [step.key for step in distress.STEPS] == ["pause", "stop", "support", "team", "debrief"]
    assert "not an alarm" in distress.NOT_A_RECORD and "Trust" in distress.NOT_A_RECORD


@pytest.mark.parametrize(("typed", "pence"), [("20", 2000), ("£20", 2000), (" 7.50 ", 750), ("10000", 1_000_000)])
def test_a_sum_is_read_as_pence(typed: str, pence: int) -> None:
    assert money.pence_from(typed) == pence


@pytest.mark.parametrize("typed", ["", "0", "-5", "7.5", "7,50", "ten", "10000.01", "٢٠", "1e3"])
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError):
        money.pence_from(typed)


@given(st.integers(1, money.LARGEST_PENCE))
def test_a_sum_that_is_shown_reads_back_the_same(pence: int) -> None:
    assert money.pence_from(money.pounds(pence).replace(",", "")) == pence


def test_lengths_are_told_by_their_range_and_middle() -> None:
    assert lengths_of([None]) is None
    found = lengths_of([71, None, 48, 58, 60])
    assert found is not None and found.sentence == "4 interviews of 48 to 71 minutes, median 59."
    one = lengths_of([1])
    assert one is not None and one.sentence == "1 interview of 1 minute."


def test_a_guide_is_read_from_blocks_with_prompts() -> None:
    typed = "How did it\nbegin?\n - Who asked?\n• Where?\n\nWhat then?\n-\nAnd now?\r\n"
    assert guides.read_guide(typed) == [
        Question("How did it begin?", ("Who asked?", "Where?")), Question("What then? And now?"),
    ]  # fmt: skip


@given(st.lists(QUESTIONS, min_size=1, max_size=6))
def test_a_guide_reads_back_as_it_was_written(questions: list[Question]) -> None:
    assert guides.read_guide(guides.guide_text(questions)) == questions


@pytest.mark.parametrize("typed", ["", " \n\n", "- a prompt first\n\nA question", "x" * 1001, "a\n\n" * 61])
def test_what_is_no_guide_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError):
        guides.read_guide(typed)


def test_two_versions_are_told_apart_question_by_question() -> None:
    before = [
        Question("How did the walks begin for you?", ("Who asked?",)), Question("What was hard?"),
        Question("Anything?"),
    ]  # fmt: skip
    after = [
        Question("How did the walks first begin for you?", ("Who asked?", "Where?")), Question("Who else was there?"),
        Question("Anything?"),
    ]  # fmt: skip
    rows = guides.compare(before, after)
    assert [(row.change, row.before, row.after) for row in rows] == [
        (Change.REWORDED, 1, 1), (Change.NEW, None, 2), (Change.GONE, 2, None), (Change.SAME, 3, 3),
    ]  # fmt: skip
    assert [piece.words for piece in rows[0].words if piece.change is Change.NEW] == ["first"]
    assert [(piece.words, piece.change) for piece in rows[0].prompts] == [
        ("Who asked?", Change.SAME), ("Where?", Change.NEW),
    ]  # fmt: skip


@given(st.lists(QUESTIONS, max_size=5), st.lists(QUESTIONS, max_size=5))
def test_a_comparison_names_every_question_of_both_once(before: list[Question], after: list[Question]) -> None:
    rows = guides.compare(before, after)
    assert sorted(row.before for row in rows if row.before) == list(range(1, len(before) + 1))
    assert [row.after for row in rows if row.after] == list(range(1, len(after) + 1))
    for row in rows:
        kept = " ".join(piece.words for piece in row.words if piece.change in {Change.SAME, Change.NEW})
        assert row.after is None or kept == after[row.after - 1].words
