"""The meetings of a study: the list, planning one, and the dates taken out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lifeworld.common.api import asker
from lifeworld.common.errors import ClashError, DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import seen_in
from lifeworld.fieldwork import forms
from lifeworld.fieldwork.models import Meeting, PlaceType, Recorded
from lifeworld.fieldwork.rules.money import pounds
from lifeworld.fieldwork.rules.overdue import NOT_AN_ALARM
from lifeworld.fieldwork.selectors.guides import guides_of
from lifeworld.fieldwork.selectors.meetings import (
    consented_by,
    may_be_met,
    meeting_lists,
    meeting_numbered,
    usual_guide,
)
from lifeworld.fieldwork.selectors.methods import meetings_table, payments_in_all
from lifeworld.fieldwork.selectors.overdue import field_notes_missing, overdue_meetings
from lifeworld.fieldwork.services import planning
from lifeworld.fieldwork.services.places import forget_places
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_safe
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """Today's meetings first, then those to come, then those that were held; lengths and places for the methods."""
    access = access_to(asker(request), slug, Right.READ_RECRUITMENT)
    now, page = timezone.now(), forms.page_from(request.GET.get("page", ""))
    forget_places(at=now, study=access.study)
    paid = [(one.what, pounds(one.agreed), pounds(one.paid)) for one in payments_in_all(access)]
    context = frame(
        access.study, "interviews", lists=meeting_lists(access, now, page), table=meetings_table(access), paid=paid,
        overdue=overdue_meetings(access, now), not_an_alarm=NOT_AN_ALARM, may_change=access.can(Right.RECRUIT),
        waiting=may_be_met(access) if access.can(Right.RECRUIT) else [],
        missing=field_notes_missing(access, timezone.localdate()), page=page, next_page=page + 1, before_page=page - 1,
    )  # fmt: skip
    return render(request, "fieldwork/meetings.html", context)


@require_safe
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own planned meetings as iCalendar: no names, no addresses."""
    # Few ever take the dates out: what writes them is imported then.
    from lifeworld.fieldwork.calendar import as_calendar

    access = access_to(asker(request), slug, Right.READ_RECRUITMENT)
    content = as_calendar(access, timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{slug}-meetings.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_http_methods(["GET", "POST"])
def new_meeting(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """Plan a meeting with somebody who agreed to be contacted."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    entry = entry_of(access, serial)
    if request.method == "POST":
        typed = forms.typed_plan(request)
        try:
            plan = forms.plan_from(typed, new=True)
            made = planning.plan_meeting(access=access, at=timezone.now(), entry=entry, plan=plan)
            return redirect("meeting", slug, made.number)
        except DomainError as refused:
            error = refused
    else:
        planning.check_may_be_met(entry)
        guide = usual_guide(access, entry, timezone.localdate())
        typed = {"grace_minutes": "30", "recorded": "audio", "guide": str(guide.pk) if guide else ""}
    return _form(request, access, entry, typed, error)


@require_http_methods(["GET", "POST"])
def change_meeting(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Change the plan of a meeting that has not begun."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    found = meeting_numbered(access, meeting)
    if request.method == "POST":
        typed = forms.typed_plan(request)
        try:
            planning.change_meeting(
                access=access, at=timezone.now(), meeting=found, plan=forms.plan_from(typed, new=False),
                seen=seen_in(request.POST),
            )  # fmt: skip
            return redirect("meeting", slug, meeting)
        except DomainError as refused:
            error = refused
    else:
        typed = forms.plan_shown(found)
    return _form(request, access, found.entry, typed, error, found)


def _form(
    request: HttpRequest, access: Access, entry: ScreeningEntry, typed: dict[str, str], error: DomainError | None,
    meeting: Meeting | None = None,
) -> HttpResponse:  # fmt: skip
    stands = None
    if meeting is not None:
        # Read anew: after a refusal the object may hold what was typed.
        stands = meeting_numbered(access, meeting.number)
    context = frame(
        access.study, "interviews", typed=typed, error=error, entry=entry, meeting=stands, guides=guides_of(access),
        clash=isinstance(error, ClashError), places=PlaceType.choices, ways=Recorded.choices,
        not_an_alarm=NOT_AN_ALARM, consented=consented_by(entry, timezone.localdate()),
    )  # fmt: skip
    return render(request, "fieldwork/plan.html", context, status=error.status if error else 200)
