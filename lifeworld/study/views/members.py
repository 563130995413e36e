"""The page of those who work in a study: everyone in it sees them, the lead changes who they are."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.study.models import Role
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to, members_of
from lifeworld.study.services import members as services


@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works in the study and as what; on a server the lead adds somebody."""
    access = access_to(asker(request), slug)
    if request.method == "GET":
        return _show(request, access)
    typed = {"username": request.POST.get("username", ""), "role": request.POST.get("role", "")}
    return _change(request, access, lambda: services.add_member(access=access, at=timezone.now(), **typed), typed)


@require_POST
def change_role(request: HttpRequest, slug: str, member: int) -> HttpResponse:
    """Another role for somebody."""
    access, role = access_to(asker(request), slug), request.POST.get("role", "")
    act = lambda: services.change_role(access=access, at=timezone.now(), member=member, role=role)  # noqa: E731
    return _change(request, access, act, {"changing": member})


@require_POST
def end(request: HttpRequest, slug: str, member: int) -> HttpResponse:
    """Somebody works in the study no longer."""
    access = access_to(asker(request), slug)
    act = lambda: services.end_membership(access=access, at=timezone.now(), member=member)  # noqa: E731
    return _change(request, access, act, {"changing": member})


def _change(request: HttpRequest, access: Access, act: Callable[[], object], typed: dict[str, Any]) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        return _show(request, access, error=error, **typed)
    # Whoever ended their own part sees their other studies.
    still = members_of(access).filter(person=access.person).exists()
    return redirect("members", access.study.slug) if still else redirect("studies")


def _show(request: HttpRequest, access: Access, error: DomainError | None = None, **typed: Any) -> HttpResponse:
    context = frame(
        access.study, "people", members=members_of(access), roles=Role.choices, error=error,
        may_change=settings.SERVER and access.can(Right.LEAD), me=access.person.pk, **typed,
    )  # fmt: skip
    return render(request, "study/members.html", context, status=error.status if error else 200)
