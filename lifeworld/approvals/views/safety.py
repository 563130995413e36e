"""Safety reports: what happened that may have to be reported, what is owed for it, and that it was sent."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.approvals import forms
from lifeworld.approvals.models import SafetyEvent, SafetyKind
from lifeworld.approvals.selectors.safety import event_numbered, event_rows
from lifeworld.approvals.services import safety as services
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form
from lifeworld.study.forms import levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to
from lifeworld.trail.selectors import last_hand

FIELDS = services.EVENT_FIELDS


@require_safe
def events(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened, and for each what is owed by when, or why nothing is."""
    return _list(request, access_to(asker(request), slug, Right.READ_RECRUITMENT))


@require_http_methods(["GET", "POST"])
def new_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down something that may have to be reported."""
    access, error = _leading(request, slug), None
    typed = {name: levelled(request.POST.get(name, "")) for name in FIELDS}
    if request.method == "POST":
        try:
            services.add_event(access=access, at=timezone.now(), values=forms.event_from(typed))
            return redirect("safety", slug)
        except DomainError as refused:
            error = refused
    return _form(request, access, None, error, typed=typed)


@require_http_methods(["GET", "POST"])
def event(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change what is written about an event, such as what was decided about it."""
    access = _leading(request, slug)
    found, error = event_numbered(access, number), None
    typed = {name: levelled(request.POST[name]) for name in FIELDS if name in request.POST}
    form = Form(request, found, FIELDS, hand=_hand, typed=typed, shown=_shown)

    def change(names: Collection[str], seen: datetime | None) -> SafetyEvent:
        values = forms.event_from({name: form.typed[name] for name in names})
        return services.change_event(access=access, at=timezone.now(), event=found, values=values, seen=seen)

    if request.method == "POST":
        try:
            form.save(change)
            return redirect("safety", slug)
        except DomainError as refused:
            error = refused
    return _form(request, access, found, error, **form.context())


@require_POST
def sent(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A report was sent."""
    access = _leading(request, slug)
    found, evidence = event_numbered(access, number), levelled(request.POST.get("evidence", ""))

    def act() -> object:
        day = forms.day_from(request.POST.get("on", ""))
        return services.send_report(access=access, at=timezone.now(), event=found, on=day, evidence=evidence)

    return _change(request, access, act, changing=number, on=request.POST.get("on", ""), evidence=evidence)


@require_POST
def take_out(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was written down in error."""
    access = _leading(request, slug)
    found = event_numbered(access, number)
    return _change(request, access, lambda: services.take_out_event(access=access, at=timezone.now(), event=found))


def _leading(request: HttpRequest, slug: str) -> Access:
    return access_to(asker(request), slug, Right.READ_RECRUITMENT).require(Right.LEAD)


def _change(request: HttpRequest, access: Access, act: Callable[[], object], **typed: Any) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        return _list(request, access, error=error, **typed)
    return redirect("safety", access.study.slug)


def _list(request: HttpRequest, access: Access, error: DomainError | None = None, **typed: Any) -> HttpResponse:
    today = timezone.localdate()
    context = frame(
        access.study, "study", events=event_rows(access, today), may_change=access.can(Right.LEAD), error=error,
        today=today.isoformat(), **typed,
    )  # fmt: skip
    return render(request, "approvals/safety.html", context, status=error.status if error else 200)


def _form(
    request: HttpRequest, access: Access, found: SafetyEvent | None, error: DomainError | None, **context: Any
) -> HttpResponse:
    questions = (
        (
            "serious",
            "Was it serious?",
            "Death, danger to life, a stay in hospital or a longer one, lasting disability.",
        ),
        ("related", "Did the study lead to it?", "Anything that was done for the study, the interview among it."),
        ("unexpected", "Was it unexpected?", "Unexpected: the protocol does not name events of this kind."),
    )
    page = frame(
        access.study, "study", event=found, kinds=SafetyKind.choices, questions=questions, error=error,
        today=timezone.localdate().isoformat(), **context,
    )  # fmt: skip
    return render(request, "approvals/safety_event.html", page, status=error.status if error else 200)


def _hand(event: SafetyEvent) -> str:
    return last_hand(event.study.slug, "safetyevent", event.pk)


def _shown(name: str, value: str) -> str:
    if name == "kind" and value in SafetyKind.values:
        return str(SafetyKind(value).label)
    return {"True": "yes", "False": "no", "": "not decided yet"}.get(value, value)
