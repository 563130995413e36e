"""Calendar arithmetic as the approvals use it: whole months, whole days, and how far a date may lie."""

import calendar
from datetime import date

from lifeworld.study.rules.hra_record import read_duration

# No approval is older, and no study is planned for longer: beyond these years a date was mistyped.
FIRST_YEAR, LAST_YEAR = 1990, 2100


def add_months(day: date, months: int) -> date:
    """The same day some months on; the last of the month where that month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def in_reach(day: date | None) -> date | None:
    """The day itself; None where there is none, or where it lies too far off to be meant."""
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def end_by_duration(begun: date, duration: str) -> date | None:
    """The day a study ends that begins on `begun` and lasts as the record says: "1 years, 6 months, 29 days".

    Days are counted after the months, and may be 31 in the record. None where the text is no duration, or too long.
    """
    parts = read_duration(duration)
    if parts is None:
        return None
    years, months, days = parts
    try:
        return in_reach(date.fromordinal(add_months(begun, 12 * years + months).toordinal() + days))
    except ValueError:
        return None
