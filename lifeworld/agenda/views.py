"""A study's first page and its calendar; and what needs somebody today, in all their studies."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lifeworld.agenda.rules.tasks import Dated, Task, When, by_when
from lifeworld.agenda.selectors.agenda import days_of, tasks_of, waiting_beside
from lifeworld.analysis.selectors.home import home_for
from lifeworld.analysis.views import addresses
from lifeworld.common.api import asker
from lifeworld.common.pages import frame, head_name
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, studies_for

# The first page has one purpose: it lists a few things beside the next step, and says how many more there are.
MOST_BESIDE = 5


@dataclass(frozen=True)
class StudyTasks:
    """One study's tasks by when they ask for somebody; `later` is how many more have a later day."""

    slug: str
    name: str
    parts: dict[str, list[Task]]
    later: int


@require_safe
def study_home(request: HttpRequest, slug: str) -> HttpResponse:
    """The study's first page: the next step of the analysis, what waits beside it, and where everything stands."""
    access, now = access_to(asker(request), slug), timezone.localtime()
    home = home_for(access, now, request.GET.get("page"))
    waiting = waiting_beside(access, home, now)
    reads, writes = access.can(Right.READ_WORDS), access.can(Right.ANALYSE)
    keys = [(["e"], "New diary entry")] * writes + [(["/"], "Search")] * reads
    context = frame(
        access.study, "study", keys=keys, title=access.study.short_title, now=now, home=home, reads=reads,
        writes=writes, next_url=addresses.of_step(slug, home.next), waiting=waiting[:MOST_BESIDE],
        more=len(waiting[MOST_BESIDE:]),
    )  # fmt: skip
    return render(request, "agenda/study.html", context)


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Every task of every study this person works in, by when it asks for somebody."""
    now, person = timezone.localtime(), asker(request)
    studies, pressing = [], 0
    for study in studies_for(person):
        parts = by_when(tasks_of(access_to(person, study.slug), now), now.date())
        later = len(parts.pop(When.LATER))
        pressing += len(parts[When.PAST]) + len(parts[When.TODAY])
        shown = {part.value: found for part, found in parts.items() if found}
        studies.append(StudyTasks(study.slug, head_name(study.short_title), shown, later))
    return render(request, "agenda/today.html", {"now": now, "studies": studies, "pressing": pressing, "here": "today"})


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The days of a study: what is to come, and what has been, by month."""
    access, now = access_to(asker(request), slug), timezone.localdate()
    days = days_of(access, now)
    context = frame(
        access.study, "study", today=now,
        coming=_months([one for one in days if one.day >= now or not one.done]),
        been=_months([one for one in days if one.day < now and one.done][::-1]),
    )  # fmt: skip
    return render(request, "agenda/calendar.html", context)


@require_safe
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The days to come as iCalendar. It names nobody."""
    # Few ever take the dates out: what writes them is imported then.
    from lifeworld.common.calendar import CalendarDay, as_calendar

    access, now = access_to(asker(request), slug), timezone.localdate()
    coming = [one for one in days_of(access, now) if one.day >= now and not one.done]
    days = [CalendarDay(one.key, one.day, one.what) for one in coming]
    headers = {"Content-Disposition": f'attachment; filename="{slug}-calendar.ics"'}
    content = as_calendar(slug, "Calendar", days, timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _months(days: list[Dated]) -> list[list[Dated]]:
    return [list(found) for _, found in groupby(days, key=lambda one: (one.day.year, one.day.month))]
