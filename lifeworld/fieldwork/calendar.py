"""One's own planned meetings as iCalendar (RFC 5545): when, and which number; nobody's name and no address."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from lifeworld.fieldwork.models import MeetingState
from lifeworld.fieldwork.selectors.meetings import meetings_of
from lifeworld.study.selectors import Access


def as_calendar(access: Access, at: datetime) -> bytes:
    """The meetings this person has planned, as a calendar file. `at` stamps the entries.

    An entry's UID is the same at every taking out, so that a calendar replaces it and does not double it. The place is
    left out altogether: a calendar is often shared, and kept by others.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Lifeworld//Meetings//EN")
    calendar.add("version", "2.0")
    mine = meetings_of(access).filter(interviewer=access.person, state=MeetingState.PLANNED)
    for meeting in mine.order_by("starts_at", "number"):
        event = Event()
        event.add("uid", f"{access.study.slug}.meeting.{meeting.number}@lifeworld.invalid")
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", meeting.starts_at.astimezone(UTC))
        event.add("dtend", meeting.ends_at.astimezone(UTC))
        event.add("summary", f"Meeting {meeting.number}")
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
