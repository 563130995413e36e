"""Whom the study is for: criteria, their order, and where to begin."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.approvals.models import DocumentKind
from lifeworld.approvals.selectors.documents import documents_of
from lifeworld.approvals.selectors.sites import sites_of
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form
from lifeworld.recruitment import forms
from lifeworld.recruitment.models import Criterion, CriterionKind
from lifeworld.recruitment.rules.suggestions import Suggestion, suggestions_for
from lifeworld.recruitment.selectors.criteria import criteria_of, criterion_of
from lifeworld.recruitment.services import criteria as services
from lifeworld.study.forms import levelled, words_from
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to
from lifeworld.trail.selectors import last_hand


@require_safe
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """Every criterion in order; where there is none, some to begin with."""
    return _show(request, access_to(asker(request), slug, Right.READ_RECRUITMENT))


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep those criteria that were offered and ticked, as they were changed."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    try:
        wanted = [
            forms.criterion_from(access, {name: levelled(request.POST.get(f"{name}-{place}", ""))
                                          for name in ("kind", "words", "explained", "least")})
            for place in range(len(_suggested(access))) if f"take-{place}" in request.POST
        ]  # fmt: skip
        services.begin_criteria(access=access, at=timezone.now(), wanted=wanted)
    except DomainError as error:
        return _show(request, access, error)
    return redirect("criteria", slug)


@require_http_methods(["GET", "POST"])
def new_criterion(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a criterion."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    typed = {name: levelled(request.POST.get(name, "")) for name in services.CRITERION_FIELDS}
    if request.method == "POST":
        try:
            values = forms.criterion_from(access, typed)
            services.add_criterion(access=access, at=timezone.now(), values=values)
            return redirect("criteria", slug)
        except DomainError as refused:
            error = refused
    context = frame(access.study, "people", typed=typed, criterion=None, error=error, **_choices(access))
    return render(request, "recruitment/criterion.html", context, status=error.status if error else 200)


@require_http_methods(["GET", "POST"])
def criterion(request: HttpRequest, slug: str, criterion: int) -> HttpResponse:
    """Change a criterion's words."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    found = criterion_of(access, criterion)
    typed = words_from(request, services.CRITERION_FIELDS)
    form = Form(request, found, services.CRITERION_FIELDS, hand=_hand, typed=typed, shown=_shown)

    def change(names: Collection[str], seen: datetime | None) -> Criterion:
        values = forms.criterion_from(access, {name: form.typed[name] for name in names})
        return services.change_criterion(access=access, at=timezone.now(), criterion=found, values=values, seen=seen)

    if request.method == "POST":
        try:
            form.save(change)
            return redirect("criteria", slug)
        except DomainError as refused:
            error = refused
    context = frame(access.study, "people", criterion=found, error=error, **_choices(access), **form.context())
    return render(request, "recruitment/criterion.html", context, status=error.status if error else 200)


@require_POST
def move_up(request: HttpRequest, slug: str, criterion: int) -> HttpResponse:
    """Put a criterion before the one above it."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    found = criterion_of(access, criterion)
    services.move_criterion_up(access=access, at=timezone.now(), criterion=found)
    return redirect("criteria", slug)


@require_POST
def retire(request: HttpRequest, slug: str, criterion: int) -> HttpResponse:
    """Ask a criterion of nobody any more."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    found = criterion_of(access, criterion)
    services.retire_criterion(access=access, at=timezone.now(), criterion=found)
    return redirect("criteria", slug)


def _suggested(access: Access) -> list[Suggestion]:
    study = access.study
    said = "\n".join((study.eligibility, study.research_summary))
    return suggestions_for(said, list(sites_of(access).values_list("place", flat=True)))


def _show(request: HttpRequest, access: Access, error: DomainError | None = None) -> HttpResponse:
    found = list(criteria_of(access.study).select_related("protocol__document").defer("protocol__content"))
    offered = [] if found else [_offered(request, place, one) for place, one in enumerate(_suggested(access))]
    context = frame(
        access.study, "people", criteria=found, offered=offered, may_change=access.can(Right.RECRUIT), error=error
    )
    return render(request, "recruitment/criteria.html", context, status=error.status if error else 200)


def _offered(request: HttpRequest, place: int, one: Suggestion) -> dict[str, Any]:
    sent = request.POST
    return {
        "kind": one.kind, "by_hours": one.least is not None, "taken": not sent or f"take-{place}" in sent,
        "words": sent.get(f"words-{place}", one.words), "explained": sent.get(f"explained-{place}", one.explained),
        "least": sent.get(f"least-{place}", one.least or ""),
    }  # fmt: skip


def _choices(access: Access) -> dict[str, Any]:
    protocols = [
        (version.id, f"{document.name}, {version.label}")
        for document in documents_of(access) if document.kind == DocumentKind.PROTOCOL for version in document.versions
    ]  # fmt: skip
    return {"kinds": CriterionKind.choices, "protocols": protocols}


def _hand(one: Criterion) -> str:
    return last_hand(one.study.slug, "criterion", one.pk)


def _shown(name: str, value: str) -> str:
    if name == "kind":
        return str(CriterionKind(value).label) if value in CriterionKind.values else value
    if name == "protocol_id":
        return "another version" if value else "not named"
    return {"True": "must not hold", "False": "must hold"}.get(value, value or "not given")
