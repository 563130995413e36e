"""The pages of the study record and of its people."""

from collections.abc import Collection
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form
from lifeworld.security.sealing import store_is_sealed
from lifeworld.study import forms, services
from lifeworld.study.models import LabelProfile, Study
from lifeworld.study.rules.labels import PROFILES
from lifeworld.study.rules.roles import Right
from lifeworld.study.rules.target_range import in_words, sample_so_far
from lifeworld.study.selectors import Access, access_to, cases_in, studies_for
from lifeworld.trail.selectors import last_hand

CASES_A_PAGE = 50
FORMATS = {"txt": "text/plain; charset=utf-8", "json": "application/json"}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The one study of this store, or the list."""
    found = list(studies_for(asker(request))[:2])
    return redirect("study", found[0].slug) if len(found) == 1 else redirect("studies")


@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    """The studies this person works on; without any, how one begins."""
    return render(request, "study/studies.html", {"studies": studies_for(asker(request))})


@require_http_methods(["GET", "POST"])
def new_study(request: HttpRequest) -> HttpResponse:
    """Paste or upload a research summary; the study opens on what was read."""
    if request.method == "GET":
        return render(request, "study/new_study.html")
    summary, slug = forms.summary_from(request), request.POST.get("slug", "").strip()
    try:
        study = services.create_study(
            by=asker(request), at=timezone.now(), summary_text=summary, slug=slug, sealed=store_is_sealed()
        )
    except DomainError as error:
        typed = {"summary": request.POST.get("summary", ""), "slug": slug, "error": error}
        return render(request, "study/new_study.html", typed, status=error.status)
    return redirect("record", study.slug)


@require_safe
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """The public record field by field, what is odd about it, and the plan."""
    access = access_to(asker(request), slug)
    study = access.study
    context = frame(
        study, "study", title=study.short_title, shown=study,
        fields=[field for field in forms.record_fields(study) if field.value and field.name != "short_title"],
        looks=study.summary_warnings, looks_in_words=in_words(len(study.summary_warnings)),
        label_profile=LabelProfile(study.label_profile).label,
        sample=sample_so_far(study.target_min, study.target_max, study.cases.count()),
        may_change=access.can(Right.LEAD), may_take_out=access.can(Right.EXPORT),
        may_see_log=access.can(Right.READ_RECRUITMENT),
    )  # fmt: skip
    return render(request, "study/record.html", context)


@require_http_methods(["GET", "POST"])
def edit_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Change fields of the record; the pasted text itself stays as it came."""
    access = access_to(asker(request), slug, Right.LEAD)
    form, error = _form(request, access, services.RECORD_FIELDS), None

    def change(names: Collection[str], seen: datetime | None) -> Study:
        values = {name: form.typed[name] for name in names if name in request.POST}
        return services.change_study(access=access, at=timezone.now(), values=values, seen=seen)

    if request.method == "POST":
        try:
            form.save(change)
            return redirect("record", slug)
        except DomainError as refused:
            error = refused
    told = form.context()
    fields = forms.record_fields(access.study, form.typed, told["clash"].theirs if told["clash"] else {})
    context = frame(access.study, "study", fields=fields, error=error, **told)
    return render(request, "study/edit_record.html", context, status=error.status if error else 200)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The research question, whom the study is for, how many, how they are asked, and in which edition's words."""
    access = access_to(asker(request), slug, Right.LEAD)
    form, error = _form(request, access, services.PLAN_FIELDS), None

    def change(names: Collection[str], seen: datetime | None) -> Study:
        values = forms.plan_from({name: form.typed[name] for name in names if name in request.POST})
        return services.change_study(access=access, at=timezone.now(), values=values, seen=seen)

    if request.method == "POST":
        try:
            form.save(change)
            return redirect("record", slug)
        except DomainError as refused:
            error = refused
    profiles = [(value, name, PROFILES[value]) for value, name in LabelProfile.choices]
    context = frame(access.study, "study", profiles=profiles, error=error, **form.context())
    return render(request, "study/plan.html", context, status=error.status if error else 200)


def _form(request: HttpRequest, access: Access, fields: tuple[str, ...]) -> Form:
    def hand(study: Study) -> str:
        return last_hand(study.slug, "study", study.pk)

    def shown(name: str, value: str) -> str:
        return LabelProfile(value).label if name == "label_profile" else value

    return Form(request, access.study, fields, hand=hand, typed=forms.words_from(request, fields), shown=shown)


@require_safe
def record_file(request: HttpRequest, slug: str, fmt: str) -> HttpResponse:
    """The record taken out again, as text in the public layout or as JSON."""
    access = access_to(asker(request), slug)
    content = services.take_out_record(access=access, at=timezone.now(), fmt=fmt)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-record.{fmt}"'}
    return HttpResponse(content, content_type=FORMATS[fmt], headers=headers)


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The cases in order, under their pseudonyms, with where each is; a further one can be added."""
    access = access_to(asker(request), slug)
    study, error = access.study, None
    if request.method == "POST":
        try:
            services.add_case(access=access, at=timezone.now(), pseudonym=request.POST.get("pseudonym", ""))
            return redirect("people", slug)
        except DomainError as refused:
            error = refused
    page = Paginator(cases_in(access), CASES_A_PAGE).get_page(request.GET.get("page"))
    context = frame(
        study, "people", page=page, error=error, pseudonym=request.POST.get("pseudonym", ""),
        sample=sample_so_far(study.target_min, study.target_max, page.paginator.count),
        # The room of recruitment lies above this one, so only its relation is asked.
        recruits_here=hasattr(study, "recruitment_plan"), may_see_log=access.can(Right.READ_RECRUITMENT),
        may_open_names=access.can(Right.IDENTITIES),
        eligibility=study.eligibility, may_add=access.can(Right.LEAD), may_read=access.can(Right.READ_WORDS),
    )  # fmt: skip
    return render(request, "study/people.html", context, status=error.status if error else 200)
