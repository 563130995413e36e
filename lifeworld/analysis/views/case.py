"""The page of one case, and the acts on it: open, write about, sign off, reopen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lifeworld.analysis.selectors.access import CaseClosedError
from lifeworld.analysis.selectors.case_page import case_page
from lifeworld.analysis.selectors.clash import hand_on
from lifeworld.analysis.services import cases
from lifeworld.analysis.views.forms import words_in
from lifeworld.analysis.views.refused import closed_page
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to, case_numbered

WRITTEN = ("first_impressions", "summary")


@require_safe
def case(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The page of one case."""
    return _show(request, *_case(request, slug, number))


@require_POST
def open_case(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Open a prepared case, with what is carried over to it where something was written."""
    access, found = _case(request, slug, number)
    try:
        cases.open_with_diary(
            access=access, at=timezone.now(), case=found, carried_over=words_in(request, "carried_over"),
            written_on=timezone.localdate(),
        )  # fmt: skip
    except DomainError as error:
        return _again(request, access, slug, number, error)
    return redirect("case", slug, number)


@require_POST
def write_about(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Save the first impressions or the case summary. What changed elsewhere since is shown, never overwritten."""
    access, found = _case(request, slug, number)
    field = next((name for name in WRITTEN if name in request.POST), "summary")
    form = Form(request, found, [field], hand=hand_on, typed={field: words_in(request, field)})
    try:
        form.save(
            lambda names, seen: cases.write_about_case(
                access=access, at=timezone.now(), case=found, seen=seen, **{name: form.typed[name] for name in names}
            )
        )
    except DomainError as error:
        return _again(request, access, slug, number, error, {field: form.context()})
    return redirect(f"{request.path.rsplit('/', 1)[0]}?saved={field}#{field}")


@require_POST
def sign_off(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Sign the case off."""
    access, found = _case(request, slug, number)
    try:
        cases.sign_off(access=access, at=timezone.now(), case=found)
    except DomainError as error:
        return _again(request, access, slug, number, error)
    return redirect("case", slug, number)


@require_POST
def reopen(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Reopen the case."""
    access, found = _case(request, slug, number)
    try:
        cases.reopen(access=access, at=timezone.now(), case=found, why=words_in(request, "why"))
    except DomainError as error:
        return _again(request, access, slug, number, error)
    return redirect("case", slug, number)


def _case(request: HttpRequest, slug: str, number: int) -> tuple[Access, Case]:
    access = access_to(asker(request), slug, Right.READ_WORDS)
    return access, case_numbered(access, number)


def _again(
    request: HttpRequest,
    access: Access,
    slug: str,
    number: int,
    error: DomainError,
    forms: dict[str, dict[str, Any]] | None = None,
) -> HttpResponse:
    # The case is read again: what the service tried must not show as done.
    return _show(request, access, case_numbered(access, number), error=error, forms=forms)


def _show(
    request: HttpRequest, access: Access, found: Case, *, error: DomainError | None = None,
    forms: dict[str, dict[str, Any]] | None = None,
) -> HttpResponse:  # fmt: skip
    try:
        page = case_page(access, found, timezone.localdate())
    except CaseClosedError:
        return closed_page(request, access, found, wrong=error)
    fresh = {field: Form(request, found, [field], hand=hand_on).context() for field in WRITTEN}
    context = frame(
        access.study, "analysis", case=found, page=page, error=error, forms=fresh | (forms or {}),
        saved=request.GET.get("saved", ""), carried_over=request.POST.get("carried_over", ""),
        why=request.POST.get("why", ""),
    )  # fmt: skip
    return render(request, "analysis/case.html", context, status=error.status if error else 200)
