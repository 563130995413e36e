"""The table of interviews: months and lengths leave, days and single places do not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.recruitment.rules.flow import LEAST
from lifeworld.reporting.rules.interviews import InterviewText, interviews, joined
from lifeworld.reporting.rules.setting import Setting
from lifeworld.study.rules.labels import words_for
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.fieldwork.met import consented, held
from tests.reporting.taking import csv_rows, json_rows, taken

SETTING = Setting("A study", False, "2022", words_for("2022"), datetime(2026, 4, 1, tzinfo=UTC))


def test_places_of_fewer_than_three_are_joined_so_that_none_can_be_reckoned() -> None:
    assert joined([("At home", 4), ("By video", 2), ("At a clinic", 1)]) == [("At home", 4), ("Elsewhere", 3)]
    assert joined([("At home", 4), ("By video", 1)]) == [("Elsewhere", 5)]
    assert joined([("At home", 5), ("At a clinic", 3), ("By video", 1)]) == [("At home", 5), ("Elsewhere", 4)]
    assert joined([]) == []


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9)))
def test_no_count_that_leaves_is_of_fewer_than_three_unless_there_are_no_more(found: dict[str, int]) -> None:
    places = joined(list(found.items()))
    assert sum(count for _, count in places) == sum(found.values())
    assert all(count >= LEAST for _, count in places) or len(places) == 1


def test_a_row_holds_month_and_minutes_and_no_day_or_place() -> None:
    rows = [
        InterviewText(1, "Maeve", date(2026, 3, 2), 62, "Audio", ""),
        InterviewText(2, "Tobias", date(2026, 3, 30), None, "Notes only", "interpreter"),
    ]  # fmt: skip
    table = interviews(rows, [("At home", 3), ("By video", 3)], "2 interviews.", SETTING)
    assert [[cell.typed for cell in row] for row in table.rows] == [
        ["Maeve", "2026-03", 62, "Audio", ""], ["Tobias", "2026-03", "", "Notes only", "interpreter"],
    ]  # fmt: skip
    assert table.notes == ("2 interviews.", "Held at home: 3, by video: 3.")
    assert interviews(rows[:1], [("At home", 1)], "", SETTING).notes == ()


@pytest.mark.usefixtures("sealed_store")
def test_it_is_taken_out_with_what_was_held(access: Access) -> None:
    wren = consented(access)
    held(access, wren, minutes=62)
    held(access, wren, NOON + timedelta(days=30), minutes=48)
    assert [row["Minutes"] for row in csv_rows(taken(access, "interviews", "csv"))] == ["62", "48"]
    told = str(json_rows(taken(access, "interviews", "json")))
    assert "2026-03" in told and "2026-03-02" not in told and "home" not in told.lower()
