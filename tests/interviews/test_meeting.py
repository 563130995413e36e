"""What can be typed about an interview, and what cannot."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.interviews.rules.meeting import (
    LONGEST_MINUTES,
    MeetingError,
    read_held_on,
    read_interview_number,
    read_minutes,
)

TODAY = date(2026, 3, 2)


def test_nothing_typed_is_nothing_known() -> None:
    assert (read_held_on(" ", TODAY), read_minutes(""), read_interview_number("  ")) == (None, None, None)


@given(st.dates(max_value=TODAY))
def test_any_day_up_to_today_is_read_back(day: date) -> None:
    assert read_held_on(day.isoformat(), TODAY) == day


@pytest.mark.parametrize("typed", ["2026-03-03", "2 March", "2026-02-30", "²"])
def test_a_day_to_come_or_no_day_at_all_is_refused(typed: str) -> None:
    with pytest.raises(MeetingError):
        read_held_on(typed, TODAY)


@given(st.integers(1, LONGEST_MINUTES))
def test_whole_minutes_are_read_back(minutes: int) -> None:
    assert read_minutes(f" {minutes} ") == minutes


@pytest.mark.parametrize("typed", ["0", "-5", "1.5", "an hour", "1441", "٣", "9" * 5000])
def test_what_are_no_minutes_is_refused(typed: str) -> None:
    with pytest.raises(MeetingError, match="whole number of minutes"):
        read_minutes(typed)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_an_interviews_number(typed: str) -> None:
    try:
        number = read_interview_number(typed)
    except MeetingError:
        return
    assert number is None or 1 <= number <= 99
