"""One entry of the screening log: added, looked at, corrected."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lifeworld.approvals.selectors.sites import sites_of
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import seen_in
from lifeworld.recruitment import forms
from lifeworld.recruitment.models import Answer, ScreeningEntry
from lifeworld.recruitment.rules import roles
from lifeworld.recruitment.selectors.criteria import criteria_of
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.recruitment.selectors.frames import frames_of
from lifeworld.recruitment.selectors.log import hours_in_words
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.recruitment.services import entries as services
from lifeworld.recruitment.views.way import show_entry
from lifeworld.study.forms import levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_safe
def entry(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """One person's way by serial: what is known, how far they came, and the next step."""
    access = access_to(asker(request), slug, Right.READ_RECRUITMENT)
    return show_entry(request, access, entry_of(access, serial))


@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Add somebody who was put forward."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    if request.method == "POST":
        try:
            given = forms.entry_from(access, request.POST)
            made = services.add_entry(access=access, at=timezone.now(), given=given)
            return redirect("screening-entry", slug, made.serial)
        except DomainError as refused:
            error = refused
    return _form(request, access, None, error)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """Write down what is known by now, or correct what was wrong."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    found = entry_of(access, serial)
    if request.method == "POST":
        try:
            given = forms.entry_from(access, request.POST, found)
            services.correct_entry(
                access=access, at=timezone.now(), entry=found, given=given,
                why=levelled(request.POST.get("why", "")), seen=seen_in(request.POST),
            )  # fmt: skip
            return redirect("screening-entry", slug, serial)
        except DomainError as refused:
            error = refused
    return _form(request, access, found, error)


def _form(
    request: HttpRequest, access: Access, found: ScreeningEntry | None, error: DomainError | None
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    context = frame(
        access.study, "people", entry=found, typed=_typed(found) if sent is None else sent, sites=sites_of(access),
        plan=plan_of(access.study), criteria=_criteria(access, found, sent), frames=_frames(access, found, sent),
        answers=Answer.choices, put_forward=roles.PUT_FORWARD, approached=roles.APPROACHED, sources=roles.SOURCES,
        checkers=roles.CHECKERS, today=timezone.localdate().isoformat(), error=error,
        doubtful=isinstance(error, services.MayBeANameError) or bool(sent and "names_nobody" in sent),
    )  # fmt: skip
    return render(request, "recruitment/entry_form.html", context, status=error.status if error else 200)


def _typed(found: ScreeningEntry | None) -> dict[str, Any]:
    if found is None:
        return {"screened_on": timezone.localdate().isoformat()}
    return {
        "site": str(found.site.number), "screened_on": found.screened_on.isoformat(),
        "put_forward_by": found.put_forward_by, "approached_by": found.approached_by,
        "hours": hours_in_words(found.hours).strip("–"), "hours_source": found.hours_source,
        "hours_checked_by": found.hours_checked_by, "seen": found.changed_at.isoformat(),
    }  # fmt: skip


def _criteria(access: Access, found: ScreeningEntry | None, sent: Any) -> list[dict[str, Any]]:
    given = {one.criterion_id: one for one in found.answers.all()} if found else {}
    rows: list[dict[str, Any]] = []
    asks_hours = False
    for one in criteria_of(access.study):
        kept = given.get(one.pk)
        row = {"criterion": one, "answer": kept.answer if kept else Answer.UNKNOWN.value,
               "source": kept.source if kept else "", "checked": kept.checked_by if kept else ""}  # fmt: skip
        if sent is not None:
            row |= {part: sent.get(f"{part}-{one.pk}", "") for part in ("answer", "source", "checked")}
        # One number of hours answers every criterion that asks for some.
        row["asks_hours"], asks_hours = one.least is not None and not asks_hours, asks_hours or one.least is not None
        rows.append(row)
    return rows


def _frames(access: Access, found: ScreeningEntry | None, sent: Any) -> list[dict[str, Any]]:
    kept = dict(found.bands.values_list("frame_id", "band")) if found else {}
    return [
        {"frame": one, "band": kept.get(one.pk, "") if sent is None else sent.get(f"band-{one.pk}", "")}
        for one in frames_of(access)
    ]
