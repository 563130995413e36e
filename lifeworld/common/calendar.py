"""Dates taken out as iCalendar (RFC 5545): whole days, for a researcher's own calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True)
class CalendarDay:
    """One whole day in a calendar file. `key` is the same at every taking out, so that it is replaced, not doubled."""

    key: str
    day: date
    what: str
    told: str = ""


def as_calendar(slug: str, name: str, days: Iterable[CalendarDay], at: datetime) -> bytes:
    """The days of one study as a calendar file. `name` says of what; `at` stamps the entries."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Lifeworld//{name}//EN")
    calendar.add("version", "2.0")
    for one in days:
        event = Event()
        event.add("uid", f"{slug}.{one.key}@lifeworld.invalid")
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", one.what)
        if one.told:
            event.add("description", one.told)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
