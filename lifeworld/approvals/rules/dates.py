"""Calendar arithmetic as the approvals use it: whole months, whole days, and the record's way of writing both."""

import calendar
import re
from datetime import date

_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}
_DATE = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})")
_DURATION = re.compile(r"(\d+) years?, (\d+) months?, (\d+) days?")


def add_months(day: date, months: int) -> date:
    """The same day some months on; the last of the month where that month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def date_in_record(text: str) -> date | None:
    """A date as the public record writes it, "15 Mar 2016"; None where it is not one."""
    found = _DATE.fullmatch(text.strip())
    if found is None or found[2] not in _MONTHS:
        return None
    try:
        return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    except ValueError:
        return None


def end_by_duration(begun: date, duration: str) -> date | None:
    """The day a study ends that begins on `begun` and lasts as the record says: "1 years, 6 months, 29 days".

    Days are counted after the months, and may be 31 in the record. None where the text is no duration, or too long.
    """
    found = _DURATION.fullmatch(duration.strip())
    if found is None:
        return None
    years, months, days = (int(part) for part in found.groups())
    try:
        return date.fromordinal(add_months(begun, 12 * years + months).toordinal() + days)
    except ValueError:
        return None
