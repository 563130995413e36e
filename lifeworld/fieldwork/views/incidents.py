"""Records of distress, disclosures and concerns. Each opening of one stands in the trail."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.approvals.forms import day_from
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.fieldwork import forms
from lifeworld.fieldwork.models import Incident, IncidentKind
from lifeworld.fieldwork.rules.distress import FIELDS, NOT_A_RECORD, STEP_NAMES, STEPS
from lifeworld.fieldwork.selectors.incidents import incident_of, incidents_of
from lifeworld.fieldwork.services import incidents as services
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.study.forms import levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_safe
def incidents(request: HttpRequest, slug: str) -> HttpResponse:
    """Which records there are, by kind and day."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    context = frame(access.study, "interviews", incidents=incidents_of(access), not_a_record=NOT_A_RECORD)
    return render(request, "fieldwork/incidents.html", context)


@require_http_methods(["GET", "POST"])
def new_incident(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """Write a record; it is sealed when it is kept."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    entry = entry_of(access, serial)
    if request.method == "POST":
        try:
            services.write_incident(
                access=access, at=timezone.now(), entry=entry, kind=request.POST.get("kind", ""),
                opened_on=day_from(request.POST.get("on", "")), told=forms.told_from(request),
            )  # fmt: skip
            return redirect("incidents", slug)
        except DomainError as refused:
            error = refused
    given = request.POST or request.GET
    typed = forms.as_typed(given, ("kind", "on", "meeting", *FIELDS))
    context = frame(
        access.study, "interviews", entry=entry, typed=typed, done=request.POST.getlist("done"), steps=STEPS,
        kinds=IncidentKind.choices, not_a_record=NOT_A_RECORD, error=error, today=timezone.localdate().isoformat(),
    )  # fmt: skip
    return render(request, "fieldwork/new_incident.html", context, status=error.status if error else 200)


@require_safe
def incident(request: HttpRequest, slug: str, serial: int, incident: int) -> HttpResponse:
    """One record in clear."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    return _show(request, access, incident_of(access, serial, incident))


@require_POST
def add(request: HttpRequest, slug: str, serial: int, incident: int) -> HttpResponse:
    """What followed."""
    access, words = access_to(asker(request), slug, Right.RECRUIT), levelled(request.POST.get("words", ""))
    found = incident_of(access, serial, incident)

    def act() -> object:
        day = day_from(request.POST.get("on", ""))
        return services.add_to_incident(access=access, at=timezone.now(), incident=found, on=day, words=words)

    return _change(request, access, found, act, words=words, added_on=request.POST.get("on", ""))


@require_POST
def close(request: HttpRequest, slug: str, serial: int, incident: int) -> HttpResponse:
    """Nothing more is to be done."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    found = incident_of(access, serial, incident)

    def act() -> object:
        day = day_from(request.POST.get("on", ""))
        return services.close_incident(access=access, at=timezone.now(), incident=found, on=day)

    return _change(request, access, found, act, closed_on=request.POST.get("on", ""))


@require_POST
def reopen(request: HttpRequest, slug: str, serial: int, incident: int) -> HttpResponse:
    """Something more is to be done after all."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    found = incident_of(access, serial, incident)
    act = partial(services.reopen_incident, access=access, at=timezone.now(), incident=found)
    return _change(request, access, found, act)


def _change(
    request: HttpRequest, access: Access, incident: Incident, act: Callable[[], object], **typed: Any
) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        return _show(request, access, incident, error=error, **typed)
    return redirect("incidents", access.study.slug)


def _show(
    request: HttpRequest, access: Access, incident: Incident, error: DomainError | None = None, **typed: Any
) -> HttpResponse:
    told = services.open_incident(access=access, at=timezone.now(), incident=incident)
    said = [(asks, told.words.get(key, "")) for key, asks in FIELDS.items()]
    context = frame(
        access.study, "interviews", incident=incident, said=said, told=told,
        added=[(date.fromisoformat(day), words) for day, words in told.added],
        done=[STEP_NAMES[key] for key in told.done], not_a_record=NOT_A_RECORD, error=error,
        today=timezone.localdate().isoformat(), **typed,
    )  # fmt: skip
    response = render(request, "fieldwork/incident.html", context, status=error.status if error else 200)
    response["Cache-Control"] = "no-store"
    return response
