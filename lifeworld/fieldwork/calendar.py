"""One's own planned meetings for a calendar: when, and which number; nobody's name and no address."""

from datetime import datetime

from lifeworld.common import calendar
from lifeworld.fieldwork.models import MeetingState
from lifeworld.fieldwork.selectors.meetings import meetings_of
from lifeworld.study.selectors import Access


def as_calendar(access: Access, at: datetime) -> bytes:
    """The meetings this person has planned, as a calendar file. `at` stamps the entries.

    The place is left out altogether: a calendar is often shared, and kept by others.
    """
    mine = meetings_of(access).filter(interviewer=access.person, state=MeetingState.PLANNED)
    hours = (
        calendar.CalendarHours(f"meeting.{one.number}", one.starts_at, one.ends_at, f"Meeting {one.number}")
        for one in mine.order_by("starts_at", "number")
    )
    return calendar.as_calendar(access.study.slug, "Meetings", hours, at)
