"""The two steps of a destruction, and its proof."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.safekeeping.rules.retention import class_named
from lifeworld.safekeeping.selectors.backups import backups_that_hold, still_hold
from lifeworld.safekeeping.selectors.schedule import destruction_numbered
from lifeworld.safekeeping.services import certificates
from lifeworld.safekeeping.services import destruction as services
from lifeworld.safekeeping.views.files import as_file
from lifeworld.safekeeping.views.retention import show
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to


@require_POST
def propose(request: HttpRequest, slug: str, klass: str) -> HttpResponse:
    """Step one: what is due of a class is listed to be destroyed."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    try:
        made = services.propose(access=access, at=timezone.now(), today=timezone.localdate(), klass=klass)
    except DomainError as error:
        return show(request, access, error=error, changing=klass)
    return redirect("destruction", slug, made.number)


@require_http_methods(["GET", "POST"])
def destruction(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One destruction: what it lists and, in step two, its confirmation; once done, what was destroyed."""
    right = Right.RECRUIT if request.method == "POST" else Right.READ_RECRUITMENT
    access, error = access_to(asker(request), slug, right), None
    found, typed = destruction_numbered(access, number), request.POST.get("typed", "")
    if request.method == "POST":
        try:
            services.confirm(
                access=access, at=timezone.now(), today=timezone.localdate(), destruction=found, typed=typed
            )
            return redirect("destruction", slug, number)
        except DomainError as refused:
            error = refused
            found = destruction_numbered(access, number)
    holds = found.backups if found.done_at else backups_that_hold(timezone.now())
    context = frame(
        access.study, "people", found=found, klass=class_named(found.klass), typed=typed, error=error,
        backups=still_hold(holds), may_change=access.can(Right.RECRUIT),
    )  # fmt: skip
    return render(request, "safekeeping/destruction.html", context, status=error.status if error else 200)


@require_POST
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was proposed stays after all."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    try:
        services.take_back(access=access, at=timezone.now(), destruction=destruction_numbered(access, number))
    except DomainError as error:
        return show(request, access, error=error)
    return redirect("retention", slug)


@require_POST
def certificate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The proof as a Word file."""
    access = access_to(asker(request), slug, Right.READ_RECRUITMENT)
    found = destruction_numbered(access, number)
    content = certificates.take_out_destruction(access=access, at=timezone.now(), destruction=found)
    return as_file(content, f"{slug}-destruction-{number}.docx")
