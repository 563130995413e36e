"""What the meetings ask for: today's, those with nothing heard, and what belongs to their day."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from lifeworld.agenda.rules.tasks import Dated, Task
from lifeworld.fieldwork.models import Meeting, MeetingState, Payment
from lifeworld.fieldwork.selectors.overdue import field_notes_missing, overdue_meetings
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

_STANDS = {MeetingState.UNDER_WAY.value: "It is under way.", MeetingState.PAUSED.value: "It is paused."}


def tasks(access: Access, now: datetime) -> Iterator[Task]:
    """Meetings planned or under way, those overdue first of all, and notes, debriefs and payments that are missing."""
    if not access.can(Right.RECRUIT):
        return
    slug, late = access.study.slug, {one.number for one in overdue_meetings(access, now)}
    meetings = Meeting.objects.filter(study=access.study)
    ahead = [MeetingState.PLANNED, MeetingState.UNDER_WAY, MeetingState.PAUSED]
    for one in meetings.filter(state__in=ahead):
        starts = localtime(one.starts_at)
        why = "It should have ended, and nothing was heard." if one.number in late else _STANDS.get(one.state, "")
        # The time comes first, so that those of one day stand in their order.
        yield Task(
            f"{starts:%H:%M}, meeting {one.number}", why, reverse("meeting", args=[slug, one.number]), starts.date()
        )
    for one in field_notes_missing(access, now.date()):
        yield Task(
            f"Write the field note of meeting {one.number}", "The same day, while it is near.",
            reverse("meeting", args=[slug, one.number]), _held_on(one),
        )  # fmt: skip
    held = meetings.filter(state__in=[MeetingState.HELD, MeetingState.NOTED], debrief_on__isnull=True)
    for one in held:
        yield Task(
            f"Give the debrief of meeting {one.number}", "Or write down when it was given.",
            reverse("meeting", args=[slug, one.number]), _held_on(one),
        )  # fmt: skip
    owed = Payment.objects.filter(meeting__began_at__isnull=False, meeting__study=access.study, paid_on__isnull=True)
    for number in sorted(set(owed.values_list("meeting__number", flat=True))):
        yield Task(
            f"Pay what was promised for meeting {number}", "It is paid to whoever withdraws, too.",
            reverse("meeting", args=[slug, number]),
        )  # fmt: skip


def days(access: Access) -> Iterator[Dated]:
    """The day of each meeting, by its number: a calendar names nobody."""
    if not access.can(Right.READ_RECRUITMENT):
        return
    called_off = [MeetingState.CANCELLED, MeetingState.NOT_ATTENDED]
    for one in Meeting.objects.filter(study=access.study).exclude(state__in=called_off):
        page = reverse("meeting", args=[access.study.slug, one.number])
        over = one.state in {MeetingState.HELD, MeetingState.NOTED}
        yield Dated(f"meeting-{one.number}", localdate(one.starts_at), f"Meeting {one.number}", page, done=over)


def _held_on(meeting: Meeting) -> date:
    return localdate(meeting.ended_at or meeting.starts_at)
