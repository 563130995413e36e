"""In what the sample is meant to spread: frames and their bands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.recruitment.models import SamplingFrame
from lifeworld.recruitment.rules.bands import bands_from
from lifeworld.recruitment.selectors.frames import frame_of, spread_of
from lifeworld.recruitment.services import frames as services
from lifeworld.study.forms import levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_safe
def frames(request: HttpRequest, slug: str) -> HttpResponse:
    """Every frame, and how those who take part spread over its bands."""
    return _show(request, access_to(asker(request), slug, Right.READ_RECRUITMENT))


@require_http_methods(["GET", "POST"])
def new_frame(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a frame."""
    return _form(request, access_to(asker(request), slug, Right.RECRUIT), None)


@require_http_methods(["GET", "POST"])
def frame_page(request: HttpRequest, slug: str, frame: int) -> HttpResponse:
    """Change a frame's name or bands."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    return _form(request, access, frame_of(access, frame))


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


def _form(request: HttpRequest, access: Access, found: SamplingFrame | None) -> HttpResponse:
    error = None
    name, bands = (found.name, "\n".join(found.bands)) if found else ("", "")
    if request.method == "POST":
        name, bands = levelled(request.POST.get("name", "")), levelled(request.POST.get("bands", ""))
        try:
            _save(access, found, name, bands_from(bands))
            return redirect("frames", access.study.slug)
        except DomainError as refused:
            error = refused
    context = frame(access.study, "people", frame=found, name=name, bands=bands, error=error)
    return render(request, "recruitment/frame.html", context, status=error.status if error else 200)


def _save(access: Access, found: SamplingFrame | None, name: str, bands: list[str]) -> None:
    at = timezone.now()
    if found is None:
        services.add_frame(access=access, at=at, name=name, bands=bands)
    else:
        services.change_frame(access=access, at=at, frame=found, name=name, bands=bands)


def _show(request: HttpRequest, access: Access, error: DomainError | None = None) -> HttpResponse:
    context = frame(access.study, "people", spread=spread_of(access), may_change=access.can(Right.RECRUIT), error=error)
    return render(request, "recruitment/frames.html", context, status=error.status if error else 200)
