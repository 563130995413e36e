"""The trail as sentences, and its check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lifeworld.analysis.selectors.access import closed_cases, open_cases
from lifeworld.analysis.selectors.trail import trail_days
from lifeworld.analysis.views.forms import page_in
from lifeworld.common.api import asker
from lifeworld.common.pages import frame
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, case_choice, cases_in, chosen_case
from lifeworld.trail.selectors import verify


@require_safe
def trail(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the trail; with `check`, whether its chain holds."""
    access = access_to(asker(request), slug, Right.READ_TRAIL)
    case, page = chosen_case(cases_in(access), request.GET), page_in(request)
    days, more = trail_days(access, page=page, case_number=case.number if case else None)
    context = frame(
        access.study, "trail", days=days, more=more, page=page, choice=case_choice(open_cases(access)), chosen=case,
        hidden=closed_cases(access).exists(),
        verdict=verify(slug) if "check" in request.GET else None,
    )  # fmt: skip
    return render(request, "analysis/trail.html", context)
