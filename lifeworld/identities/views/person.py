"""One person's name and contacts, while the names are open."""

from collections.abc import Collection
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lifeworld.common.api import asker
from lifeworld.common.errors import ClashError, DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form
from lifeworld.identities.rules.holding import ASKED_FOR, HELD, MESSAGE, complete
from lifeworld.identities.rules.purposes import Purpose
from lifeworld.identities.selectors.openings import NamesClosedError, live_opening
from lifeworld.identities.selectors.people import Known, to_write
from lifeworld.identities.services import looking, openings, people
from lifeworld.identities.views.closing import closes, opened
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.study.forms import words_from
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to

_CHOICES = {"message": MESSAGE, "asked_for": ASKED_FOR}


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """See one person's contacts, write them down or change them. Closed names lead back to where they are opened."""
    access = access_to(asker(request), slug, Right.IDENTITIES)
    at = timezone.now()
    try:
        live_opening(access, at)
        entry = entry_of(access, serial)
        if request.method == "GET":
            known = looking.look_at(access=access, at=at, entry=entry)
            return _show(request, access, _form(request, known if known.written else to_write(access, at, entry)))
        form = _form(request, to_write(access, at, entry), complete(words_from(request, HELD)))
        return _keep(request, access, at, form)
    except NamesClosedError:
        over = "unsaved" if request.method == "POST" else ""
        return HttpResponseRedirect(reverse("identities", args=[slug]) + (f"?over={over}" if over else ""))


def _keep(request: HttpRequest, access: Access, at: datetime, form: Form) -> HttpResponse:
    try:
        if "longer" in request.POST:
            openings.open_names(access=access, at=at, purpose=live_opening(access, at).purpose)
            return _show(request, access, form)
        form.save(lambda names, seen: _write(access, form, names, seen))
        return redirect("identities", access.study.slug)
    except NamesClosedError:
        raise
    except ClashError as clash:
        # The other version is shown beside the typed one, and that is a look.
        looking.look_at(access=access, at=at, entry=form.obj.entry)
        return _show(request, access, form, clash)
    except DomainError as refused:
        return _show(request, access, form, refused)


def _write(access: Access, form: Form, names: Collection[str], seen: datetime | None) -> Known:
    values = {name: form.typed[name] for name in names}
    return people.write_identity(access=access, at=timezone.now(), known=form.obj, values=values, seen=seen)


def _form(request: HttpRequest, known: Known, typed: dict[str, str] | None = None) -> Form:
    return Form(request, known, HELD, hand=lambda _: "", typed=typed, shown=_shown)


def _shown(name: str, value: str) -> str:
    return _CHOICES[name].get(value, value) if name in _CHOICES else value


def _show(request: HttpRequest, access: Access, form: Form, error: DomainError | None = None) -> HttpResponse:
    at = timezone.now()
    opening, known = live_opening(access, at), form.obj
    context = frame(
        access.study, "people", known=known, error=error, held=HELD, messages=MESSAGE.items(), asked=ASKED_FOR.items(),
        kept=[(held.label, _shown(name, known.values[name])) for name, held in HELD.items() if known.values[name]],
        writing=not known.written or request.method == "POST" or opening.purpose == Purpose.CORRECT,
        **opened(opening, at), **form.context(),
    )  # fmt: skip
    response = render(request, "identities/person.html", context, status=error.status if error else 200)
    return closes(response, opening, at)
