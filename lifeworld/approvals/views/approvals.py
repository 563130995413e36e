"""What the study may do, where and from when: its conditions, its sites, and whether it recruits."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.approvals import forms
from lifeworld.approvals.models import Condition, OutcomeChoice, Route, Site
from lifeworld.approvals.rules.recruiting import why_not_open
from lifeworld.approvals.selectors.changes import change_rows
from lifeworld.approvals.selectors.course import course_of, held_up, standing_of
from lifeworld.approvals.selectors.sites import condition_of, conditions_of, site_numbered, sites_of
from lifeworld.approvals.services import conditions, course, sites
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form
from lifeworld.study.forms import levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to
from lifeworld.trail.selectors import last_hand


@require_safe
def approvals(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether the study may recruit and what stands against it; its conditions and its sites."""
    return show(request, access_to(asker(request), slug))


@require_POST
def recruit(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the study to recruitment, close it, or take back that it was closed."""
    access, wanted = access_to(asker(request), slug, Right.LEAD), request.POST.get("act", "open")

    def act() -> object:
        if wanted == "again":
            return course.reopen_recruitment(access=access, at=timezone.now())
        day = forms.day_from(request.POST.get("on", ""))
        change = course.close_recruitment if wanted == "close" else course.open_recruitment
        return change(access=access, at=timezone.now(), on=day)

    return _change(request, access, act, {"changing": "recruiting", "on": request.POST.get("on", "")})


@require_http_methods(["GET", "POST"])
def new_condition(request: HttpRequest, slug: str) -> HttpResponse:
    """Log a condition of the approval, word for word."""
    access, error = access_to(asker(request), slug, Right.LEAD), None
    typed = {name: levelled(request.POST.get(name, "")) for name in conditions.CONDITION_FIELDS}
    if request.method == "POST":
        try:
            values = forms.condition_from(typed)
            conditions.add_condition(access=access, at=timezone.now(), values=values)
            return redirect("approvals", slug)
        except DomainError as refused:
            error = refused
    return _condition(request, access, None, error, typed=typed)


@require_http_methods(["GET", "POST"])
def condition(request: HttpRequest, slug: str, condition: int) -> HttpResponse:
    """Correct a condition as it was logged."""
    access = access_to(asker(request), slug, Right.LEAD)
    found, error = condition_of(access, condition), None
    fields = conditions.CONDITION_FIELDS
    typed = {name: levelled(request.POST[name]) for name in fields if name in request.POST}
    form = Form(request, found, fields, hand=_hand, typed=typed, shown=_shown)

    def change(names: Collection[str], seen: datetime | None) -> Condition:
        values = forms.condition_from({name: form.typed[name] for name in names})
        return conditions.change_condition(access=access, at=timezone.now(), condition=found, values=values, seen=seen)

    if request.method == "POST":
        try:
            form.save(change)
            return redirect(reverse("approvals", args=[slug]) + f"#condition-{found.pk}")
        except DomainError as refused:
            error = refused
    return _condition(request, access, found, error, **form.context())


@require_POST
def close_condition(request: HttpRequest, slug: str, condition: int) -> HttpResponse:
    """A condition is met."""
    access = access_to(asker(request), slug, Right.LEAD)
    found, evidence = condition_of(access, condition), levelled(request.POST.get("evidence", ""))

    def act() -> object:
        day = forms.day_from(request.POST.get("on", ""))
        return conditions.close_condition(access=access, at=timezone.now(), condition=found, on=day, evidence=evidence)

    return _change(
        request, access, act, {"changing": condition, "on": request.POST.get("on", ""), "evidence": evidence}
    )


@require_POST
def reopen_condition(request: HttpRequest, slug: str, condition: int) -> HttpResponse:
    """A condition is open again."""
    access = access_to(asker(request), slug, Right.LEAD)
    found = condition_of(access, condition)
    act = lambda: conditions.reopen_condition(access=access, at=timezone.now(), condition=found)  # noqa: E731
    return _change(request, access, act, {"changing": condition})


@require_http_methods(["GET", "POST"])
def new_site(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an organisation where people are approached."""
    access, error = access_to(asker(request), slug, Right.LEAD), None
    typed = {name: levelled(request.POST.get(name, "")) for name in sites.SITE_FIELDS}
    if request.method == "POST":
        try:
            sites.add_site(access=access, at=timezone.now(), values=forms.site_from(typed))
            return redirect("approvals", slug)
        except DomainError as refused:
            error = refused
    context = frame(access.study, "study", typed=typed, routes=Route.choices, error=error, site=None)
    return render(request, "approvals/site.html", context, status=error.status if error else 200)


@require_http_methods(["GET", "POST"])
def site(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change a site's permission and days."""
    access = access_to(asker(request), slug, Right.LEAD)
    found, error = site_numbered(access, number), None
    typed = {name: levelled(request.POST[name]) for name in sites.SITE_FIELDS if name in request.POST}
    form = Form(request, found, sites.SITE_FIELDS, hand=_hand, typed=typed, shown=_shown)

    def change(names: Collection[str], seen: datetime | None) -> Site:
        values = forms.site_from({name: form.typed[name] for name in names})
        return sites.change_site(access=access, at=timezone.now(), site=found, values=values, seen=seen)

    if request.method == "POST":
        try:
            form.save(change)
            return redirect("approvals", slug)
        except DomainError as refused:
            error = refused
    context = frame(access.study, "study", routes=Route.choices, error=error, site=found, **form.context())
    return render(request, "approvals/site.html", context, status=error.status if error else 200)


@require_POST
def take_out_site(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A site that is none."""
    access = access_to(asker(request), slug, Right.LEAD)
    found = site_numbered(access, number)
    act = lambda: sites.take_out_site(access=access, at=timezone.now(), site=found)  # noqa: E731
    return _change(request, access, act, {})


def _change(request: HttpRequest, access: Access, act: Callable[[], object], typed: dict[str, Any]) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        return show(request, access, error=error, **typed)
    return redirect("approvals", access.study.slug)


def show(request: HttpRequest, access: Access, error: DomainError | None = None, **typed: Any) -> HttpResponse:
    """The page, with a refusal and what was typed where there is one."""
    today = timezone.localdate()
    found = sorted(conditions_of(access), key=lambda condition: not condition.before_start)
    context = frame(
        access.study, "study", course=course_of(access), reasons=why_not_open(standing_of(access, today)),
        held=held_up(access, today), day=today, changes=change_rows(access), outcomes=OutcomeChoice.choices,
        conditions=[one for one in found if one.closed_on is None], closed=[one for one in found if one.closed_on],
        sites=sites_of(access), may_change=access.can(Right.LEAD), may_see_safety=access.can(Right.READ_RECRUITMENT),
        error=error, today=today.isoformat(), **typed,
    )  # fmt: skip
    return render(request, "approvals/approvals.html", context, status=error.status if error else 200)


def _condition(
    request: HttpRequest, access: Access, found: Condition | None, error: DomainError | None, **context: Any
) -> HttpResponse:
    course = course_of(access)
    is_open = course.recruiting_from is not None and course.recruiting_until is None
    page = frame(access.study, "study", condition=found, error=error, is_open=is_open, **context)
    return render(request, "approvals/condition.html", page, status=error.status if error else 200)


def _hand(one: Site | Condition) -> str:
    return last_hand(one.study.slug, str(one._meta.model_name), one.pk)


def _shown(name: str, value: str) -> str:
    if name == "before_start":
        return "to be met before the start" if value == "True" else "to be kept"
    return str(Route(value).label) if name == "route" and value in Route.values else value or "not given"
