"""How far somebody came: the forms of an entry's page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lifeworld.approvals.forms import day_from
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.recruitment import forms
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.recruitment.services import stages as services
from lifeworld.recruitment.views.way import show_entry
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_POST
def reach(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """They reached the next stage. Consent is written down with its clauses, and not here."""
    access, entry = _opened(request, slug, serial)
    sent = request.POST

    def act() -> object:
        stage = sent.get("stage", "")
        if stage == Stage.CONSENTED:
            raise InvalidInputError(
                "Consent is written down clause by clause.", "The entry is as it was.", "Use the page of consent."
            )
        day = day_from(sent.get("on", ""))
        moment = forms.moment_from(day, sent.get("time", ""))
        return services.reach_stage(access=access, at=timezone.now(), entry=entry, stage=stage, on=day, moment=moment)

    return _change(request, access, entry, act, {"on": sent.get("on", ""), "time": sent.get("time", "")})


@require_POST
def leave(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """They went no further."""
    access, entry = _opened(request, slug, serial)
    sent = request.POST

    def act() -> object:
        day = day_from(sent.get("on", ""))
        reason = sent.get("reason", "")
        return services.leave(access=access, at=timezone.now(), entry=entry, reason=reason, on=day)

    typed = {"leaving": True, "left_on": sent.get("on", ""), "reason": sent.get("reason", "")}
    return _change(request, access, entry, act, typed)


@require_POST
def take_back(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """The last thing written down was wrong."""
    access, entry = _opened(request, slug, serial)
    seen, with_name = request.POST.get("last"), request.POST.get("name") == "goes"

    def act() -> object:
        return services.undo_last(access=access, at=timezone.now(), entry=entry, seen=seen, with_name=with_name)

    return _change(request, access, entry, act, {"taking_back": True})


def _opened(request: HttpRequest, slug: str, serial: int) -> tuple[Access, ScreeningEntry]:
    access = access_to(asker(request), slug, Right.RECRUIT)
    return access, entry_of(access, serial)


def _change(
    request: HttpRequest, access: Access, entry: ScreeningEntry, act: Callable[[], object], typed: dict[str, Any]
) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        return show_entry(request, access, entry_of(access, entry.serial), error, **typed)
    return redirect("screening-entry", access.study.slug, entry.serial)
