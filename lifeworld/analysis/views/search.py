"""Search pages: over the case at hand, and over the study once its cases may be read together."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lifeworld.analysis.selectors.access import AcrossCasesClosedError, check_open, open_cases
from lifeworld.analysis.selectors.search import Found, SearchPage, search_case, search_study
from lifeworld.analysis.views import addresses
from lifeworld.analysis.views.forms import page_in
from lifeworld.analysis.views.refused import refusal_of
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import Crumb, frame
from lifeworld.study.models import CaseState
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to, case_numbered

CASES_A_PAGE = 50
KEYS = [(["/"], "Go to the search box")]
KIND_NAMES = {"turn": "Spoken words", "note": "Note", "statement": "Statement"}


@require_safe
def study_search(request: HttpRequest, slug: str) -> HttpResponse:
    """Search every case; while cases are read one by one, the way to the case at hand."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    context = {"action": reverse("search", args=[slug]), "where": "every case", "across": True}
    try:
        return _show(request, access, context, lambda query, page: search_study(access.person, slug, query, page))
    except AcrossCasesClosedError as error:
        cases = open_cases(access).exclude(state=CaseState.PREPARED)
        part = Paginator(cases, CASES_A_PAGE).get_page(request.GET.get("page"))
        context = frame(access.study, "analysis", refusal=error, part=part, q=request.GET.get("q", ""))
        return render(request, "analysis/search_closed.html", context)


@require_safe
def case_search(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Search one case."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    case = case_numbered(access, number)
    try:
        check_open(access, case)
    except DomainError as error:
        back = Crumb(case.pseudonym, reverse("case", args=[slug, number]))
        return refusal_of(request, access, case, error, back)
    context = {"action": request.path, "where": f"{case.pseudonym}’s case", "case": case}
    return _show(request, access, context, lambda query, page: search_case(access.person, case.pk, query, page))


def _show(
    request: HttpRequest, access: Access, context: dict[str, Any], search: Callable[[str, int], SearchPage]
) -> HttpResponse:
    query, page = request.GET.get("q", "").strip(), page_in(request)
    # An empty search still asks, so that a closed gate shows before anything is typed.
    found = search(query, page)
    slug = access.study.slug
    hits = [(hit, KIND_NAMES[hit.kind], _url(slug, hit)) for hit in found.hits]
    full = frame(
        access.study, "analysis", keys=KEYS, q=query, hits=hits, more=found.more, page=page, **context,
    )  # fmt: skip
    return render(request, "analysis/search.html", full)


def _url(slug: str, hit: Found) -> str:
    return addresses.of_line(slug, hit.case, hit.interview, hit.line)
