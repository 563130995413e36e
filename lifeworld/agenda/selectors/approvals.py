"""What the approvals ask for: duties, conditions, and the days of the study's course."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from lifeworld.agenda.rules.tasks import Dated, Task
from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.selectors.duties import obligations_of
from lifeworld.approvals.selectors.sites import conditions_of, sites_of
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


def tasks(access: Access, today: date) -> Iterator[Task]:
    """Duties that are not settled, and conditions that are to be met."""
    if not access.can(Right.LEAD):
        return
    slug = access.study.slug
    for duty in obligations_of(access, today):
        if not duty.settled:
            yield Task(duty.duty, duty.because, f"{reverse('obligations', args=[slug])}#{duty.name}", duty.due)
    course = course_of(access)
    if course.planned_end is not None and course.planned_end < today and course.ended_on is None:
        yield Task(
            "Say on which day the study ended, or until when it goes on now",
            "Its planned end has passed. What is owed after the end counts from that day.",
            reverse("course", args=[slug]), course.planned_end,
        )  # fmt: skip
    # A condition that is only to be kept, with no day of its own, asks for nothing on any day.
    asked = Q(before_start=True) | Q(due__isnull=False)
    for condition in conditions_of(access).filter(asked, closed_on__isnull=True):
        what = "Close a condition of the approval" + (", before anyone is recruited" if condition.before_start else "")
        yield Task(what, condition.words.strip(), reverse("approvals", args=[slug]), condition.due)


def days(access: Access, today: date) -> Iterator[Dated]:
    """The course of the study, its sites' green lights, its duties."""
    slug, course = access.study.slug, course_of(access)
    record, approvals = reverse("course", args=[slug]), reverse("approvals", args=[slug])
    named = (
        ("opinion", course.opinion_on, "Favourable opinion"),
        ("started", course.started_on, "The study began"),
        ("planned-end", None if course.ended_on else course.planned_end, "Planned end of the study"),
        ("ended", course.ended_on, "The study ended"),
        ("recruiting", course.recruiting_from, "Recruitment opened"),
        ("recruiting-end", course.recruiting_until, "Recruitment closed"),
    )
    for key, day, what in named:
        if day is not None:
            page = approvals if key.startswith("recruiting") else record
            yield Dated(key, day, what, page, done=day <= today and key != "planned-end")
    for site in sites_of(access):
        if site.green_light is not None:
            yield Dated(f"site-{site.number}", site.green_light, f"Green light: {site.organisation}", approvals, True)
    for duty in obligations_of(access, today):
        page = f"{reverse('obligations', args=[slug])}#{duty.name}"
        yield Dated(f"duty-{duty.name}", duty.due, duty.duty, page, done=duty.settled)
