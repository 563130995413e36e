"""The analysis page, with its gate to the group level."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lifeworld.analysis.selectors.access import is_closed
from lifeworld.analysis.selectors.analysis_page import analysis_page
from lifeworld.analysis.services.cases import close_across_cases, open_across_cases
from lifeworld.analysis.views.forms import number_in, words_in
from lifeworld.analysis.views.refused import closed_page
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to, case_numbered

KEYS = [(["/"], "Search")]


@require_safe
def analysis(request: HttpRequest, slug: str) -> HttpResponse:
    """The cases with their pages, and the group level with its gate."""
    return _analysis(request, access_to(asker(request), slug, Right.READ_FINDINGS))


@require_POST
def open_across(request: HttpRequest, slug: str) -> HttpResponse:
    """Open cross-case work early, with the reason; from a closed case's page, on to that case."""
    access = access_to(asker(request), slug)
    number = number_in(request, "case")
    try:
        open_across_cases(access=access, at=timezone.now(), reason=words_in(request, "reason"))
    except DomainError as error:
        case = case_numbered(access, number) if number else None
        if case is not None and is_closed(access, case):
            return closed_page(request, access, case, wrong=error)
        return _analysis(request, access, error)
    return redirect("case", slug, number) if number else redirect("analysis", slug)


@require_POST
def close_across(request: HttpRequest, slug: str) -> HttpResponse:
    """Close cross-case work again."""
    close_across_cases(access=access_to(asker(request), slug), at=timezone.now())
    return redirect("analysis", slug)


def _analysis(request: HttpRequest, access: Access, error: DomainError | None = None) -> HttpResponse:
    today = timezone.localdate()
    context = frame(
        access.study, "analysis", keys=KEYS if access.can(Right.READ_WORDS) else [],
        page=analysis_page(access, today, request.GET.get("page")), error=error, reason=request.POST.get("reason", ""),
    )  # fmt: skip
    return render(request, "analysis/analysis.html", context, status=error.status if error else 200)
