"""The reflexive diary: reading it, writing in it, changing an entry, taking one out."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.analysis.models import DiaryEntry, DiaryStep
from lifeworld.analysis.selectors.access import open_cases
from lifeworld.analysis.selectors.diary import EntryView, diary_page, earlier_words, entry_for, entry_view
from lifeworld.analysis.selectors.entry_links import about_links
from lifeworld.analysis.services import diary as services
from lifeworld.analysis.views import addresses
from lifeworld.analysis.views.forms import date_in, number_in, page_in
from lifeworld.common.api import asker
from lifeworld.common.errors import ClashError, DomainError, NotFoundError
from lifeworld.common.pages import frame
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to

KEYS = [(["e"], "New diary entry")]


@require_safe
def diary(request: HttpRequest, slug: str) -> HttpResponse:
    """Entries, newest first, of the study, a case or a step."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    case = _chosen(access, number_in(request, "case"))
    step = request.GET.get("step", "")
    page = page_in(request)
    entries, more = diary_page(access, case=case, step=step if step in DiaryStep.values else "", page=page)
    writes = access.can(Right.ANALYSE)
    cases = open_cases(access)
    context = frame(
        access.study, "study", keys=KEYS if writes else [], entries=[_with_links(access, one) for one in entries],
        more=more, page=page, writes=writes, cases=cases,
        number=case.number if case else None, steps=DiaryStep.choices, step=step,
        hidden=len(cases) < access.study.cases.count(),
    )  # fmt: skip
    return render(request, "analysis/diary.html", context)


@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an entry; the address may say the case, the step and what it is about."""
    access = access_to(asker(request), slug, Right.READ_WORDS).require(Right.ANALYSE)
    if request.method == "GET":
        return _form(request, access, "analysis/diary_new.html", request.GET)
    try:
        services.write_entry(
            access=access, at=timezone.now(), written_on=date_in(request, "written_on"),
            case=_chosen(access, number_in(request, "case")), about=_about(request.POST), **_words(request),
        )  # fmt: skip
    except DomainError as error:
        return _form(request, access, "analysis/diary_new.html", request.POST, error)
    return redirect("diary", slug)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, slug: str, entry_id: int) -> HttpResponse:
    """One entry: change it, see what stood before."""
    access, found = _entry(request, slug, entry_id, Right.READ_WORDS)
    if request.method == "GET":
        return _edit(request, access, found)
    try:
        access.require(Right.ANALYSE)
        seen = parse_datetime(request.POST.get("seen", ""))
        services.change_entry(access=access, at=timezone.now(), entry=found, values=_words(request), seen=seen)
    except DomainError as error:
        return _edit(request, access, _entry(request, slug, entry_id, Right.READ_WORDS)[1], error)
    return redirect("diary", slug)


@require_POST
def take_out(request: HttpRequest, slug: str, entry_id: int) -> HttpResponse:
    """Take an entry out of sight; the trail keeps it."""
    access, found = _entry(request, slug, entry_id, Right.ANALYSE)
    services.take_out_entry(access=access, at=timezone.now(), entry=found)
    return redirect("diary", slug)


def _entry(request: HttpRequest, slug: str, entry_id: int, right: Right) -> tuple[Access, DiaryEntry]:
    access, found = entry_for(asker(request), entry_id, right)
    if access.study.slug != slug or found.removed_at is not None:
        raise NotFoundError
    return access, found


def _chosen(access: Access, number: int | None) -> Case | None:
    """A case by its number, if it may be seen now."""
    if number is None:
        return None
    for case in open_cases(access):
        if case.number == number:
            return case
    raise NotFoundError


def _words(request: HttpRequest) -> dict[str, Any]:
    return {
        "text": request.POST.get("text", "").replace("\r\n", "\n").strip(),
        "step": request.POST.get("step", ""),
        "carried_over": "carried_over" in request.POST,
    }


def _about(sent: QueryDict) -> list[dict[str, Any]]:
    pairs = [one.rpartition(":") for one in sent.getlist("about")]
    return [{"type": kind, "id": int(pk)} for kind, _, pk in pairs if pk.isascii() and pk.isdigit()]


def _with_links(access: Access, view: EntryView) -> tuple[EntryView, list[tuple[str, str]]]:
    case = next((one for one in open_cases(access) if one.number == view.case), None) if view.about else None
    links = about_links(access, view.about, case)
    return view, [(link.name, addresses.of_about(access.study.slug, link)) for link in links]


def _form(
    request: HttpRequest, access: Access, template: str, given: QueryDict, error: DomainError | None = None
) -> HttpResponse:
    number = number_in(request, "case")
    case = next((one for one in open_cases(access) if one.number == number), None)
    context = frame(
        access.study, "study", error=error, cases=open_cases(access), number=number, steps=DiaryStep.choices,
        step=given.get("step", ""), text=given.get("text", ""), carried_over="carried_over" in given,
        written_on=given.get("written_on") or timezone.localdate().isoformat(),
        about=about_links(access, _about(given), case),
    )  # fmt: skip
    return render(request, template, context, status=error.status if error else 200)


def _edit(request: HttpRequest, access: Access, found: DiaryEntry, error: DomainError | None = None) -> HttpResponse:
    typed = _words(request) if request.method == "POST" else {}
    view = entry_view(found)
    context = frame(
        access.study, "study", error=error, entry=view, steps=DiaryStep.choices,
        step=typed.get("step", view.step), text=typed.get("text", view.text),
        carried_over=typed.get("carried_over", view.carried_over), clash=isinstance(error, ClashError),
        seen=view.changed_at.isoformat(), earlier=earlier_words(access, found), writes=access.can(Right.ANALYSE),
        links=_with_links(access, view)[1],
    )  # fmt: skip
    return render(request, "analysis/diary_entry.html", context, status=error.status if error else 200)
