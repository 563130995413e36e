"""In what the sample is meant to spread: frames and their bands."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form
from lifeworld.recruitment.models import SamplingFrame
from lifeworld.recruitment.rules.bands import bands_from
from lifeworld.recruitment.selectors.frames import frame_of, spread_of
from lifeworld.recruitment.services import frames as services
from lifeworld.study.forms import levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to
from lifeworld.trail.selectors import last_hand


@require_safe
def frames(request: HttpRequest, slug: str) -> HttpResponse:
    """Every frame, and how those who take part spread over its bands."""
    return _show(request, access_to(asker(request), slug, Right.READ_RECRUITMENT))


@require_http_methods(["GET", "POST"])
def new_frame(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a frame."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    typed = _typed(request)
    if request.method == "POST":
        try:
            services.add_frame(
                access=access, at=timezone.now(), name=typed.get("name", ""), bands=bands_from(typed.get("lines", ""))
            )
            return redirect("frames", slug)
        except DomainError as refused:
            error = refused
    return _page(request, access, error, frame=None, typed=typed)


@require_http_methods(["GET", "POST"])
def frame_page(request: HttpRequest, slug: str, frame: int) -> HttpResponse:
    """Change a frame's name or bands."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    found = frame_of(access, frame)
    form = Form(request, found, ("name", "lines"), hand=_hand, typed=_typed(request))

    def change(names: Collection[str], seen: datetime | None) -> SamplingFrame:
        values: dict[str, Any] = {"name": form.typed["name"]} if "name" in names else {}
        if "lines" in names:
            values["bands"] = bands_from(form.typed["lines"])
        return services.change_frame(access=access, at=timezone.now(), frame=found, values=values, seen=seen)

    if request.method == "POST":
        try:
            form.save(change)
            return redirect("frames", slug)
        except DomainError as refused:
            error = refused
    return _page(request, access, error, frame=found, **form.context())


@require_POST
def take_out(request: HttpRequest, slug: str, frame: int) -> HttpResponse:
    """Take a frame out that nobody is in."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    found = frame_of(access, frame)
    try:
        services.take_out_frame(access=access, at=timezone.now(), frame=found)
    except DomainError as error:
        return _show(request, access, error)
    return redirect("frames", slug)


def _typed(request: HttpRequest) -> dict[str, str]:
    sent = {"name": "name", "lines": "bands"}
    return {name: levelled(request.POST[field]) for name, field in sent.items() if field in request.POST}


def _hand(one: SamplingFrame) -> str:
    return last_hand(one.study.slug, "samplingframe", one.pk)


def _page(request: HttpRequest, access: Access, error: DomainError | None, **context: Any) -> HttpResponse:
    found = frame(access.study, "people", error=error, **context)
    return render(request, "recruitment/frame.html", found, status=error.status if error else 200)


def _show(request: HttpRequest, access: Access, error: DomainError | None = None) -> HttpResponse:
    context = frame(access.study, "people", spread=spread_of(access), may_change=access.can(Right.RECRUIT), error=error)
    return render(request, "recruitment/frames.html", context, status=error.status if error else 200)
