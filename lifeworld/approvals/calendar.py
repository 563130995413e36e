"""Dates taken out as iCalendar (RFC 5545): whole days, one entry a duty, for a researcher's own calendar."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from lifeworld.approvals.selectors.duties import Owed


def as_calendar(slug: str, owed: Iterable[Owed], at: datetime) -> bytes:
    """The duties that are not settled yet, as a calendar file. `at` stamps the entries.

    An entry's UID is the same at every taking out, so that a calendar replaces it and does not double it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Lifeworld//Obligations//EN")
    calendar.add("version", "2.0")
    for duty in owed:
        if duty.settled:
            continue
        event = Event()
        event.add("uid", f"{slug}.{duty.name}@lifeworld.invalid")
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", duty.due)
        event.add("dtend", duty.due + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", duty.duty)
        told = "\n".join(part for part in (duty.about, duty.because, duty.ask, f"Source: {duty.source}") if part)
        event.add("description", told)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
