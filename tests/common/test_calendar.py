"""Dates as another program's calendar reads them."""

from datetime import date

from lifeworld.common.calendar import CalendarDay, as_calendar
from tests.conftest import NOON

DAYS = [
    CalendarDay("end-declared", date(2026, 11, 18), "Declare the end of the study, to the REC", "It ended.\nSo."),
    CalendarDay("long", date(2026, 12, 31), "A sentence that is longer than one line of the format may be. " * 3),
]


def test_each_day_is_a_whole_one_under_a_key_that_stays() -> None:
    content = as_calendar("alongside", "Obligations", DAYS, NOON)
    text = content.decode().replace("\r\n ", "")
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert text.count("BEGIN:VEVENT") == 2
    assert "UID:alongside.end-declared@lifeworld.invalid\r\n" in text
    assert "DTSTART;VALUE=DATE:20261118\r\n" in text and "DTEND;VALUE=DATE:20261119\r\n" in text
    assert "SUMMARY:Declare the end of the study\\, to the REC\r\n" in text
    assert "DESCRIPTION:It ended.\\nSo.\r\n" in text
    assert as_calendar("alongside", "Obligations", DAYS, NOON) == content
