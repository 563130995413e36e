"""Names and addresses: closed until they are opened for a purpose, and closed again after ten minutes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.identities.rules.purposes import PURPOSES
from lifeworld.identities.selectors.openings import opening_of
from lifeworld.identities.services import looking, openings
from lifeworld.identities.views.closing import closes, opened
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_safe
def names(request: HttpRequest, slug: str) -> HttpResponse:
    """Why names are sealed and how they are opened; or, while they are open, everyone who agreed to be contacted."""
    access, at = access_to(asker(request), slug, Right.IDENTITIES), timezone.now()
    if opening_of(access, at) is None:
        return _closed(request, access)
    contacts = looking.look_through(access=access, at=at, part=request.GET.get("page"))
    context = frame(
        access.study, "people", page=contacts.page, lines=contacts.lines, may_read_trail=access.can(Right.READ_TRAIL),
        **opened(contacts.opening, at),
    )  # fmt: skip
    return closes(render(request, "identities/open.html", context), contacts.opening, at)


@require_POST
def open_for(request: HttpRequest, slug: str) -> HttpResponse:
    """Open them for a purpose."""
    access = access_to(asker(request), slug, Right.IDENTITIES)
    try:
        openings.open_names(access=access, at=timezone.now(), purpose=request.POST.get("purpose", ""))
    except DomainError as refused:
        return _closed(request, access, refused)
    return redirect("identities", slug)


@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close them at once."""
    access = access_to(asker(request), slug, Right.IDENTITIES)
    openings.close_names(access=access, at=timezone.now())
    return redirect("identities", slug)


def _closed(request: HttpRequest, access: Access, error: DomainError | None = None) -> HttpResponse:
    context = frame(
        access.study, "people", purposes=PURPOSES.items(), error=error, over=request.GET.get("over", ""),
        may_read_trail=access.can(Right.READ_TRAIL),
    )  # fmt: skip
    return render(request, "identities/closed.html", context, status=error.status if error else 200)
