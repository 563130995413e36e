"""Meetings that should have ended, and those whose field note is missing: for the agenda and the banner on pages."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime

from lifeworld.fieldwork.models import Meeting, MeetingState
from lifeworld.fieldwork.rules.meetings import NOT_ENDED
from lifeworld.fieldwork.rules.overdue import overdue
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class Overdue:
    """One meeting past its expected end and grace, by its number: nobody is named, and no place."""

    number: int
    ends_at: datetime
    begun: bool
    buddy: str
    no_word: str

    @property
    def sentence(self) -> str:
        """What the banner says."""
        ended = localtime(self.ends_at)
        return (
            f"Meeting {self.number} was expected to end by {ended:%H:%M} on {ended.day} {ended:%B}, and there is no "
            "word yet that it has."
        )


def any_past_its_end(slug: str, now: datetime) -> bool:
    """Whether a study has a meeting that was to have ended and has not.

    Written out: every page of a study asks it, and composing it would take longer than the database does.
    """
    states = ", ".join(["%s"] * len(NOT_ENDED))
    sql = (
        "SELECT 1 FROM fieldwork_meeting AS m JOIN study_study AS s ON s.id = m.study_id "
        f"WHERE s.slug = %s AND m.ends_at < %s AND m.state IN ({states}) LIMIT 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [slug, connection.ops.adapt_datetimefield_value(now), *NOT_ENDED])
        return cursor.fetchone() is not None


def overdue_meetings(access: Access, now: datetime) -> list[Overdue]:
    """The meetings with nothing heard after their expected end; none for roles that may not see when people are met."""
    if not access.can(Right.READ_RECRUITMENT):
        return []
    # The database leaves out what has not even reached its expected end; the rule, with its grace, decides.
    ended = Meeting.objects.filter(study=access.study, state__in=NOT_ENDED, ends_at__lt=now).order_by("ends_at")
    return [
        Overdue(one.number, one.ends_at, one.state != MeetingState.PLANNED, one.buddy, one.no_word)
        for one in ended
        if overdue(one.state, one.ends_at, one.grace_minutes, now)
    ]


def field_notes_missing(access: Access, today: date) -> list[Meeting]:
    """Meetings held up to `today` without a field note, the earliest first; one whose case is gone needs none."""
    if not access.can(Right.READ_RECRUITMENT):
        return []
    held: QuerySet[Meeting] = Meeting.objects.filter(
        study=access.study, state=MeetingState.HELD, entry__case__isnull=False, field_note__isnull=True
    )
    found = held.select_related("entry__case").order_by("ended_at", "number")
    return [one for one in found if one.ended_at is not None and localdate(one.ended_at) <= today]
