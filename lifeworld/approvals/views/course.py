"""The study's dates, and opening and closing it to recruitment."""

from collections.abc import Collection
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lifeworld.approvals import forms
from lifeworld.approvals.models import Course, NationChoice
from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.services import course as services
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to
from lifeworld.trail.selectors import last_hand


@require_http_methods(["GET", "POST"])
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """The facts that the obligations follow from: read from the record until somebody confirms them."""
    access = access_to(asker(request), slug, Right.LEAD)
    found, error = course_of(access), None
    typed = {name: request.POST[name] for name in services.COURSE_FIELDS if name in request.POST}
    form = Form(request, found, services.COURSE_FIELDS, hand=_hand, typed=typed, shown=_shown)

    def change(names: Collection[str], seen: datetime | None) -> Course:
        values = forms.course_from({name: form.typed[name] for name in names})
        return services.set_course(access=access, at=timezone.now(), course=found, values=values, seen=seen)

    if request.method == "POST":
        try:
            form.save(change)
            return redirect("obligations", slug)
        except DomainError as refused:
            error = refused
    context = frame(
        access.study,
        "study",
        nations=NationChoice.choices,
        error=error,
        confirmed=found.pk is not None,
        **form.context(),
    )
    return render(request, "approvals/course.html", context, status=error.status if error else 200)


def _hand(course: Course) -> str:
    return last_hand(course.study.slug, "course", course.pk) if course.pk else ""


def _shown(name: str, value: str) -> str:
    if name == "nation":
        return NationChoice(value).label if value else "not known"
    return {"True": "yes", "False": "no"}.get(value, value or "not given")
