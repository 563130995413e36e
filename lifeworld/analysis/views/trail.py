"""The trail as sentences, and its check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lifeworld.analysis.selectors.access import open_cases
from lifeworld.analysis.selectors.trail import trail_days
from lifeworld.analysis.views.forms import number_in, page_in
from lifeworld.common.api import asker
from lifeworld.common.pages import frame
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to
from lifeworld.trail.selectors import verify


@require_safe
def trail(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the trail; with `check`, whether its chain holds."""
    access = access_to(asker(request), slug, Right.READ_TRAIL)
    number, page = number_in(request, "case"), page_in(request)
    days, more = trail_days(access, page=page, case_number=number)
    cases = open_cases(access)
    context = frame(
        access.study, "trail", days=days, more=more, page=page, cases=cases, number=number,
        hidden=len(cases) < access.study.cases.count(),
        verdict=verify(slug) if "check" in request.GET else None,
    )  # fmt: skip
    return render(request, "analysis/trail.html", context)
