"""The interview day on one page: before, during and after; every button on it is one act."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lifeworld.approvals.forms import day_from
from lifeworld.common.api import asker
from lifeworld.common.errors import ClashError, DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import seen_in
from lifeworld.fieldwork import forms
from lifeworld.fieldwork.models import Meeting, PaymentFor, PaymentWay
from lifeworld.fieldwork.rules.distress import LIMITS, NOT_A_RECORD, STEPS
from lifeworld.fieldwork.rules.money import pounds
from lifeworld.fieldwork.rules.overdue import NOT_AN_ALARM
from lifeworld.fieldwork.selectors.meetings import meeting_numbered, meeting_view
from lifeworld.fieldwork.selectors.overdue import overdue_meetings
from lifeworld.fieldwork.services import after, planning
from lifeworld.fieldwork.services import meetings as services
from lifeworld.fieldwork.services.places import forget_places, open_place
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


class Act(Protocol):
    """One act on a meeting: a service, or one with what else was sent."""

    def __call__(self, *, access: Access, at: datetime, meeting: Meeting) -> object:
        """Do it."""


@require_safe
def meeting(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """One meeting: what to look at before, what to do during, what to write after."""
    access = access_to(asker(request), slug, Right.READ_RECRUITMENT)
    return show(request, access, meeting_numbered(access, meeting))


@require_safe
def place(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Where it is and how to get there; that it was opened stands in the trail."""
    access = access_to(asker(request), slug, Right.IDENTITIES)
    found = meeting_numbered(access, meeting)
    forget_places(at=timezone.now(), study=access.study)
    opened = open_place(access=access, at=timezone.now(), meeting=found)
    response = render(request, "fieldwork/place.html", frame(access.study, "interviews", meeting=found, place=opened))
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def ready(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """The list before leaving was ticked."""
    return perform(request, slug, meeting, partial(planning.tick, ready=request.POST.getlist("ready")), "before")


@require_POST
def limits(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """The limits of confidentiality were explained."""
    return perform(request, slug, meeting, services.explain_limits, "during")


@require_POST
def check_in(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Word to the buddy."""
    return perform(request, slug, meeting, services.check_in)


@require_POST
def begin(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """The interview begins, now or at a moment that has passed."""

    def act(*, access: Access, at: datetime, meeting: Meeting) -> object:
        began = forms.moment_or_none(request.POST.get("on", ""), request.POST.get("clock", ""))
        return services.begin(access=access, at=at, meeting=meeting, began_at=began)

    return perform(request, slug, meeting, act, typed={"began": forms.as_typed(request.POST, ("on", "clock"))})


@require_POST
def pause(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """A pause."""
    return perform(request, slug, meeting, services.pause, "distress")


@require_POST
def go_on(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """The interview goes on."""
    return perform(request, slug, meeting, services.go_on)


@require_POST
def end(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """The interview ends, now or at a moment that has passed."""

    def act(*, access: Access, at: datetime, meeting: Meeting) -> object:
        ended = forms.moment_or_none(request.POST.get("on", ""), request.POST.get("clock", ""))
        return services.end(
            access=access, at=at, meeting=meeting, ended_at=ended,
            minutes=forms.minutes_or_none(request.POST.get("minutes", "")),
            stopped_early=request.POST.get("stopped") == "yes",
        )  # fmt: skip

    typed = forms.as_typed(request.POST, ("on", "clock", "minutes", "stopped"))
    return perform(request, slug, meeting, act, "after", typed={"ended": typed})


@require_POST
def call_off(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """The meeting does not take place."""
    came = request.POST.get("act") != "nobody"
    return perform(request, slug, meeting, partial(services.call_off, attended=came))


@require_POST
def debrief(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """The debrief was given."""

    def act(*, access: Access, at: datetime, meeting: Meeting) -> object:
        day, by = day_from(request.POST.get("on", "")), request.POST.get("by", "")
        return after.give_debrief(access=access, at=at, meeting=meeting, on=day, by=by)

    return perform(
        request, slug, meeting, act, "after", typed={"debriefed": forms.as_typed(request.POST, ("on", "by"))}
    )


@require_POST
def letter(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """The letter to the GP or care team was sent, where that was agreed."""

    def act(*, access: Access, at: datetime, meeting: Meeting) -> object:
        day = day_from(request.POST.get("on", ""))
        return after.send_letter(access=access, at=at, meeting=meeting, on=day)

    return perform(request, slug, meeting, act, "after", typed={"sent": forms.as_typed(request.POST, ("on",))})


@require_POST
def field_note(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """The field note, written or changed."""
    text = forms.as_typed(request.POST, ("text",))["text"]
    act = partial(after.write_field_note, text=text, seen=seen_in(request.POST))
    return perform(request, slug, meeting, act, "note", typed={"noted": text})


@require_POST
def reflection(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """A diary entry about the meeting, the same day."""
    text = forms.as_typed(request.POST, ("reflection",))["reflection"]
    act = partial(after.write_reflection, text=text)
    return perform(request, slug, meeting, act, "diary", typed={"reflected": text}, told="diary")


def perform(
    request: HttpRequest, slug: str, number: int, act: Act, place: str = "", *, typed: dict[str, Any] | None = None,
    told: str = "",
) -> HttpResponse:  # fmt: skip
    """Do one act on a meeting and go back to its page; a refusal shows there, with what was typed."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    found = meeting_numbered(access, number)
    try:
        act(access=access, at=timezone.now(), meeting=found)
    except DomainError as error:
        return show(request, access, meeting_numbered(access, number), error=error, **(typed or {}))
    address = reverse("meeting", args=[slug, number])
    return redirect(f"{address}{f'?kept={told}' if told else ''}{f'#{place}' if place else ''}")


def show(
    request: HttpRequest, access: Access, meeting: Meeting, error: DomainError | None = None, **typed: Any
) -> HttpResponse:
    """The page of one meeting."""
    now = timezone.now()
    forget_places(at=now, study=access.study)
    over = [one for one in overdue_meetings(access, now) if one.number == meeting.number]
    payments = [(one, pounds(one.pence)) for one in meeting.payments.all()]
    context = frame(
        access.study, "interviews", meeting=meeting, view=meeting_view(access, meeting, now), overdue=over,
        may_change=access.can(Right.RECRUIT), may_open=access.can(Right.IDENTITIES), steps=STEPS, limits=LIMITS,
        not_a_record=NOT_A_RECORD, not_an_alarm=NOT_AN_ALARM, payments=payments, what=PaymentFor.choices,
        ways=PaymentWay.choices, error=error, clash=isinstance(error, ClashError), today=timezone.localdate(),
        begun_before=meeting.starts_at < now - timedelta(minutes=30), kept=request.GET.get("kept", ""), **typed,
    )  # fmt: skip
    return render(request, "fieldwork/meeting.html", context, status=error.status if error else 200)
