"""What the study owes: the page, and the dates taken out."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lifeworld.approvals import forms
from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.selectors.duties import obligations_of, told_of
from lifeworld.approvals.selectors.safety import undecided_events
from lifeworld.approvals.services import duties as services
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.study.forms import levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_safe
def obligations(request: HttpRequest, slug: str) -> HttpResponse:
    """What is due, when and why; each met with evidence or set aside with a reason."""
    return _show(request, access_to(asker(request), slug))


@require_safe
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The open duties as iCalendar."""
    # Few ever take the dates out: what writes them is imported then.
    from lifeworld.common.calendar import CalendarDay, as_calendar

    access = access_to(asker(request), slug)
    still = [one for one in obligations_of(access, timezone.localdate()) if not one.settled]
    days = [CalendarDay(one.name, one.due, one.duty, told_of(one)) for one in still]
    content = as_calendar(slug, "Obligations", days, timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{slug}-obligations.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_POST
def meet(request: HttpRequest, slug: str, duty: str) -> HttpResponse:
    """A duty was met."""
    access, evidence = access_to(asker(request), slug, Right.LEAD), levelled(request.POST.get("evidence", ""))
    typed = {"changing": duty, "met_on": request.POST.get("met_on", ""), "evidence": evidence}

    def act() -> object:
        day = forms.day_from(request.POST.get("met_on", ""))
        return services.meet_duty(access=access, at=timezone.now(), name=duty, met_on=day, evidence=evidence)

    return _change(request, access, act, typed)


@require_POST
def set_aside(request: HttpRequest, slug: str, duty: str) -> HttpResponse:
    """A duty is not this study's."""
    access, reason = access_to(asker(request), slug, Right.LEAD), levelled(request.POST.get("reason", ""))
    act = lambda: services.set_duty_aside(access=access, at=timezone.now(), name=duty, reason=reason)  # noqa: E731
    return _change(request, access, act, {"changing": duty, "reason": reason})


@require_POST
def reopen(request: HttpRequest, slug: str, duty: str) -> HttpResponse:
    """A duty stands again."""
    access = access_to(asker(request), slug, Right.LEAD)
    act = lambda: services.reopen_duty(access=access, at=timezone.now(), name=duty)  # noqa: E731
    return _change(request, access, act, {"changing": duty})


def _change(request: HttpRequest, access: Access, act: Callable[[], object], typed: dict[str, Any]) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        return _show(request, access, error=error, **typed)
    return redirect("obligations", access.study.slug)


def _show(request: HttpRequest, access: Access, error: DomainError | None = None, **typed: Any) -> HttpResponse:
    today = timezone.localdate()
    owed = obligations_of(access, today)
    course = course_of(access)
    context = frame(
        access.study, "study", still=[one for one in owed if not one.settled],
        done=[one for one in owed if one.settled],
        course=course, confirmed=course.pk is not None, nation=course.get_nation_display(), today=today.isoformat(),
        may_change=access.can(Right.LEAD), may_see_safety=access.can(Right.READ_RECRUITMENT),
        undecided=undecided_events(access), error=error, rec=access.study.rec_name, **typed,
    )  # fmt: skip
    return render(request, "approvals/obligations.html", context, status=error.status if error else 200)
