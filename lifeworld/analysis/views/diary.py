"""The reflexive diary: reading it, writing in it, changing an entry, taking one out."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.analysis.models import DiaryEntry, DiaryStep
from lifeworld.analysis.selectors.access import closed_cases, open_cases
from lifeworld.analysis.selectors.clash import hand_on
from lifeworld.analysis.selectors.diary import EntryView, diary_page, earlier_words, entry_for, entry_view
from lifeworld.analysis.selectors.entry_links import about_links, check_about
from lifeworld.analysis.services import diary as services
from lifeworld.analysis.views import addresses
from lifeworld.analysis.views.forms import date_in, page_in, words_in
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form, seen_in
from lifeworld.study.forms import key_from
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to, case_choice, chosen_case

ENTRY_FIELDS = ("text", "step", "carried_over")
KEYS = [(["e"], "New diary entry")]


@require_safe
def diary(request: HttpRequest, slug: str) -> HttpResponse:
    """Entries, newest first, of the study, a case or a step."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    case = chosen_case(open_cases(access), request.GET)
    step = request.GET.get("step", "")
    page = page_in(request)
    entries, more = diary_page(access, case=case, step=step if step in DiaryStep.values else "", page=page)
    writes = access.can(Right.ANALYSE)
    context = frame(
        access.study, "study", keys=KEYS if writes else [], entries=[_with_links(access, one) for one in entries],
        more=more, page=page, writes=writes, choice=case_choice(open_cases(access)), chosen=case,
        steps=DiaryStep.choices, step=step, hidden=closed_cases(access).exists(),
    )  # fmt: skip
    return render(request, "analysis/diary.html", context)


@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an entry; the address may say the case, the step and what it is about."""
    access = access_to(asker(request), slug, Right.READ_WORDS).require(Right.ANALYSE)
    if request.method == "GET":
        return _form(request, access, "analysis/diary_new.html", request.GET)
    try:
        check_about(access, _about(request.POST))
        services.write_entry(
            access=access, at=timezone.now(), written_on=date_in(request, "written_on"),
            case=chosen_case(open_cases(access), request.POST), about=_about(request.POST), **_words(request),
        )  # fmt: skip
    except DomainError as error:
        return _form(request, access, "analysis/diary_new.html", request.POST, error)
    return redirect("diary", slug)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, slug: str, entry_id: int) -> HttpResponse:
    """One entry: change it, see what stood before."""
    access, found = _entry(request, slug, entry_id, Right.READ_WORDS)
    form = _entry_form(request, found)
    if request.method == "GET":
        return _edit(request, access, found, form)
    try:
        access.require(Right.ANALYSE)
        values = _words(request)

        def change(names: Collection[str], seen: datetime | None) -> DiaryEntry:
            chosen = {name: form.typed[name] if name == "text" else values[name] for name in names}
            return services.change_entry(access=access, at=timezone.now(), entry=found, values=chosen, seen=seen)

        form.save(change)
    except DomainError as error:
        return _edit(request, access, _entry(request, slug, entry_id, Right.READ_WORDS)[1], form, error)
    return redirect("diary", slug)


def _entry_form(request: HttpRequest, found: DiaryEntry) -> Form:
    typed = {name: str(value) for name, value in _words(request).items()} if request.method == "POST" else {}

    def shown(name: str, value: str) -> str:
        if name == "carried_over":
            return "Carried over" if value == "True" else "Not carried over"
        return DiaryStep(value).label if name == "step" else value

    return Form(request, found, ENTRY_FIELDS, hand=hand_on, typed=typed, shown=shown)


@require_POST
def take_out(request: HttpRequest, slug: str, entry_id: int) -> HttpResponse:
    """Take an entry out of sight; the trail keeps it."""
    access, found = _entry(request, slug, entry_id, Right.ANALYSE)
    try:
        services.take_out_entry(access=access, at=timezone.now(), entry=found, seen=seen_in(request.POST))
    except DomainError as error:
        fresh = Form(request, found, ENTRY_FIELDS, hand=hand_on)
        return _edit(request, access, found, fresh, error)
    return redirect("diary", slug)


def _entry(request: HttpRequest, slug: str, entry_id: int, right: Right) -> tuple[Access, DiaryEntry]:
    access, found = entry_for(asker(request), entry_id, right)
    if access.study.slug != slug or found.removed_at is not None:
        raise NotFoundError
    return access, found


def _chosen(access: Access, given: QueryDict) -> Case | None:
    """The case that a form or an address chose, if there is one and it may be seen now."""
    try:
        return chosen_case(open_cases(access), given)
    except DomainError:
        return None


def _words(request: HttpRequest) -> dict[str, Any]:
    return {
        "text": words_in(request, "text"),
        "step": request.POST.get("step", ""),
        "carried_over": "carried_over" in request.POST,
    }


def _about(sent: QueryDict) -> list[dict[str, Any]]:
    pairs = [one.rpartition(":") for one in sent.getlist("about")]
    return [{"type": kind, "id": key} for kind, _, pk in pairs if (key := key_from(pk)) is not None]


def _with_links(access: Access, view: EntryView) -> tuple[EntryView, list[tuple[str, str]]]:
    case = None
    if view.case is not None and any(one.get("type") == "line" for one in view.about):
        case = open_cases(access).filter(number=view.case).first()
    links = about_links(access, view.about, case)
    return view, [(link.name, addresses.of_about(access.study.slug, link)) for link in links]


def _form(
    request: HttpRequest, access: Access, template: str, given: QueryDict, error: DomainError | None = None
) -> HttpResponse:
    case = _chosen(access, given)
    context = frame(
        access.study, "study", error=error, choice=case_choice(open_cases(access)), chosen=case,
        named=given.get("named", ""), steps=DiaryStep.choices,
        step=given.get("step", ""), text=given.get("text", ""), carried_over="carried_over" in given,
        written_on=given.get("written_on") or timezone.localdate().isoformat(),
        about=about_links(access, _about(given), case),
    )  # fmt: skip
    return render(request, template, context, status=error.status if error else 200)


def _edit(
    request: HttpRequest, access: Access, found: DiaryEntry, form: Form, error: DomainError | None = None
) -> HttpResponse:
    view = entry_view(found)
    told = form.context()
    context = frame(
        access.study, "study", error=error, entry=view, steps=DiaryStep.choices,
        step=form.typed["step"], text=form.typed["text"], carried_over=form.typed["carried_over"] == "True",
        seen=told["seen"], stood=told["stood"], clash=told["clash"],
        earlier=earlier_words(access, found), writes=access.can(Right.ANALYSE), links=_with_links(access, view)[1],
    )  # fmt: skip
    return render(request, "analysis/diary_entry.html", context, status=error.status if error else 200)
