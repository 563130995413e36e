"""That a study keeps its recruitment here, and how."""

from collections.abc import Collection
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form
from lifeworld.recruitment import forms
from lifeworld.recruitment.models import RecruitmentPlan
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.recruitment.services import plans
from lifeworld.study.forms import words_from
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to
from lifeworld.trail.selectors import last_hand


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin to keep recruitment here, or change how it is kept."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    found, error, now = plan_of(access.study), None, timezone.now()
    kept = found or RecruitmentPlan(study=access.study, created_at=now, changed_at=now)
    form = Form(request, kept, plans.PLAN_FIELDS, hand=_hand, typed=words_from(request, plans.PLAN_FIELDS))

    def change(names: Collection[str], seen: datetime | None) -> object:
        values = forms.plan_from({name: form.typed[name] for name in names})
        return _save(access, found, values, seen)

    if request.method == "POST":
        try:
            form.save(change)
            return redirect("recruitment" if found else "criteria", slug)
        except DomainError as refused:
            error = refused
    context = frame(access.study, "people", kept=found, error=error, **form.context())
    return render(request, "recruitment/plan.html", context, status=error.status if error else 200)


def _save(access: Access, found: RecruitmentPlan | None, values: dict[str, object], seen: datetime | None) -> object:
    if found is None:
        return plans.keep_recruitment_here(access=access, at=timezone.now(), values=values)
    return plans.change_plan(access=access, at=timezone.now(), plan=found, values=values, seen=seen)


def _hand(kept: RecruitmentPlan) -> str:
    return last_hand(kept.study.slug, "recruitmentplan", kept.pk) if kept.pk else ""
