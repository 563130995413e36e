"""The topic guide: its versions, reading one at an interview, writing its questions, and what changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lifeworld.common.api import asker
from lifeworld.common.errors import ClashError, DomainError
from lifeworld.common.pages import frame
from lifeworld.fieldwork.rules.guides import compare, guide_text
from lifeworld.fieldwork.selectors.guides import (
    guide_before,
    guide_of,
    guides_of,
    is_frozen,
    questions_of,
    stood_of,
)
from lifeworld.fieldwork.services.guides import keep_questions
from lifeworld.study.forms import key_from, levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to


@require_safe
def guides(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of the topic guide, and which has its questions as text."""
    access = access_to(asker(request), slug)
    context = frame(
        access.study, "interviews", guides=guides_of(access), may_change=access.can(Right.RECRUIT),
        may_keep=access.can(Right.LEAD),
    )  # fmt: skip
    return render(request, "fieldwork/guides.html", context)


@require_safe
def guide(request: HttpRequest, slug: str, guide: int) -> HttpResponse:
    """One version, set to be read at an interview."""
    access = access_to(asker(request), slug)
    found = guide_of(access, guide)
    context = frame(
        access.study, "interviews", guide=found, questions=questions_of(found), before=guide_before(access, found),
        may_change=access.can(Right.RECRUIT) and not is_frozen(found), meeting=key_from(request.GET.get("meeting", "")),
    )  # fmt: skip
    return render(request, "fieldwork/guide.html", context)


@require_http_methods(["GET", "POST"])
def write_questions(request: HttpRequest, slug: str, guide: int) -> HttpResponse:
    """Write the questions of a version as text."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    found = guide_of(access, guide)
    kept = typed = guide_text(questions_of(found))
    if request.method == "POST":
        typed = levelled(request.POST.get("questions", ""))
        try:
            stood = request.POST.get("stood")
            keep_questions(access=access, at=timezone.now(), guide=found, typed=typed, stood=stood)
            return redirect("guide", slug, guide)
        except DomainError as refused:
            error = refused
    context = frame(
        access.study, "interviews", guide=found, typed=typed, error=error, frozen=is_frozen(found), kept=kept,
        stood=stood_of(found), clash=isinstance(error, ClashError),
    )  # fmt: skip
    return render(request, "fieldwork/questions.html", context, status=error.status if error else 200)


@require_safe
def compare_guides(request: HttpRequest, slug: str, guide: int) -> HttpResponse:
    """Two versions beside each other: the one before, or the one chosen."""
    access = access_to(asker(request), slug)
    after = guide_of(access, guide)
    chosen = key_from(request.GET.get("with", ""))
    before = guide_of(access, chosen) if chosen is not None else guide_before(access, after)
    rows = compare(questions_of(before), questions_of(after)) if before else []
    others = [one for one in guides_of(access) if one.id != after.pk and one.questions]
    context = frame(access.study, "interviews", after=after, before=before, rows=rows, others=others)
    return render(request, "fieldwork/compare.html", context)
