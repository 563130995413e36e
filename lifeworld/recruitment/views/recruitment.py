"""Recruitment at a glance: the flow figure for everyone in the study, the log for those who may see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lifeworld.approvals.selectors.course import course_of, why_not_recruiting
from lifeworld.common.api import asker
from lifeworld.common.pages import frame
from lifeworld.recruitment.models import Stage
from lifeworld.recruitment.rules.flow import LEAST
from lifeworld.recruitment.selectors.criteria import criteria_of
from lifeworld.recruitment.selectors.flow import picture_of, rows_for, told
from lifeworld.recruitment.selectors.frames import spread_of
from lifeworld.recruitment.selectors.log import ENTRIES_A_PAGE, log_of, one_year
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.study.rules.roles import Right
from lifeworld.study.rules.target_range import hoped_for, in_words
from lifeworld.study.selectors import access_to


@require_safe
def recruitment(request: HttpRequest, slug: str) -> HttpResponse:
    """The flow figure, whom the study is for, how the sample spreads, and the screening log."""
    access = access_to(asker(request), slug)
    study, reads = access.study, access.can(Right.READ_RECRUITMENT)
    flow, rows = rows_for(access)
    page, log = log_of(access, request.GET.get("page")) if reads else (None, [])
    context = frame(
        study, "people", plan=plan_of(study), course=course_of(access), flow=flow, rows=rows, sum_line=told(flow),
        not_recruiting=why_not_recruiting(access, timezone.localdate()), criteria=criteria_of(study), least=LEAST,
        least_in_words=in_words(LEAST), hoped=hoped_for(study.target_min, study.target_max),
        consented=in_words(flow.at(Stage.CONSENTED).reached), reads=reads, may_change=access.can(Right.RECRUIT),
        may_lead=access.can(Right.LEAD), may_open=access.can(Right.IDENTITIES),
        spread=spread_of(access) if reads else [], page=page, log=log,
        latest=in_words(ENTRIES_A_PAGE), one_year=reads and one_year(access),
        keys=[(["a"], "Add an entry")] if access.can(Right.RECRUIT) and plan_of(study) else [],
    )  # fmt: skip
    return render(request, "recruitment/recruitment.html", context)


@require_safe
def flow_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The flow figure as a picture that stands by itself."""
    picture = picture_of(access_to(asker(request), slug))
    headers = {"Content-Disposition": f'inline; filename="{slug}-flow.svg"', "Cache-Control": "no-store"}
    return HttpResponse(picture, content_type="image/svg+xml; charset=utf-8", headers=headers)
