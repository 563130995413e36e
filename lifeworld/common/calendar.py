"""Dates taken out as iCalendar (RFC 5545), for a researcher's own calendar."""

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


@dataclass(frozen=True)
class CalendarHours:
    """Some hours of a day in a calendar file, private: others who see the calendar see that the time is taken."""

    key: str
    starts_at: datetime
    ends_at: datetime
    what: str


def as_calendar(slug: str, name: str, entries: Iterable[CalendarDay | CalendarHours], at: datetime) -> bytes:
    """The entries of one study as a calendar file. `name` says of what; `at` stamps the entries."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Lifeworld//{name}//EN")
    calendar.add("version", "2.0")
    for one in entries:
        event = Event()
        event.add("uid", f"{slug}.{one.key}@lifeworld.invalid")
        event.add("dtstamp", at.astimezone(UTC))
        if isinstance(one, CalendarHours):
            event.add("dtstart", one.starts_at.astimezone(UTC))
            event.add("dtend", one.ends_at.astimezone(UTC))
            event.add("class", "PRIVATE")
        else:
            event.add("dtstart", one.day)
            event.add("dtend", one.day + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
            if one.told:
                event.add("description", one.told)
        event.add("summary", one.what)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
