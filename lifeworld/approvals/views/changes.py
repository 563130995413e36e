"""Changes to the approved study: written down, corrected, and what became of them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lifeworld.approvals import forms
from lifeworld.approvals.models import Change, ChangeCategory, Reconsent
from lifeworld.approvals.rules.changes import CATEGORIES, MODIFICATIONS_SINCE, affected_in
from lifeworld.approvals.selectors.changes import change_numbered
from lifeworld.approvals.selectors.documents import documents_of
from lifeworld.approvals.services import changes as services
from lifeworld.approvals.views.approvals import show
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form, seen_in
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to
from lifeworld.trail.selectors import last_hand

FIELDS = (*services.CHANGE_FIELDS, "versions")


@require_http_methods(["GET", "POST"])
def new_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a change that was submitted."""
    access = access_to(asker(request), slug, Right.LEAD)
    typed, error = _typed(request)
    if request.method == "POST" and error is None:
        try:
            values, affected = forms.change_from(typed)
            services.add_change(access=access, at=timezone.now(), values=values, affected=affected)
            return redirect("approvals", slug)
        except DomainError as refused:
            error = refused
    return _show(request, access, None, error, typed=typed)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Correct what is written about a change, and which versions it touches."""
    access = access_to(asker(request), slug, Right.LEAD)
    found = change_numbered(access, number)
    typed, error = _typed(request) if request.method == "POST" else ({}, None)
    names_of = {version.id: f"{document.name} {version.label}" for document in documents_of(access)
                for version in document.versions}  # fmt: skip
    form = Form(request, found, FIELDS, hand=_hand, typed=typed, shown=lambda name, text: _shown(name, text, names_of))

    def save(names: Collection[str], seen: datetime | None) -> Change:
        values, affected = forms.change_from({name: form.typed[name] for name in names})
        return services.revise_change(
            access=access, at=timezone.now(), change=found, values=values, affected=affected, seen=seen
        )

    if request.method == "POST" and error is None:
        try:
            form.save(save)
            return redirect(reverse("approvals", args=[slug]) + f"#change-{number}")
        except DomainError as refused:
            error = refused
    return _show(request, access, found, error, **form.context())


@require_POST
def outcome(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What became of a change."""
    access = access_to(asker(request), slug, Right.LEAD)
    found = change_numbered(access, number)
    typed = {name: request.POST.get(name, "") for name in ("outcome", "outcome_on", "reference")}
    try:
        services.set_outcome(
            access=access, at=timezone.now(), change=found, outcome=typed["outcome"],
            on=forms.day_or_none(typed["outcome_on"]), reference=typed["reference"], seen=seen_in(request.POST),
        )  # fmt: skip
    except DomainError as error:
        return show(request, access, error=error, deciding=number, typed=typed)
    return redirect(reverse("approvals", args=[slug]) + f"#change-{number}")


def _typed(request: HttpRequest) -> tuple[dict[str, str], DomainError | None]:
    """What the form of a change sent, and why its versions cannot be read, where they cannot."""
    typed = forms.ticked(request.POST, services.CHANGE_FIELDS)
    try:
        return typed | {"versions": forms.versions_from(request.POST)}, None
    except DomainError as refused:
        return typed | {"versions": ""}, refused


def _show(
    request: HttpRequest, access: Access, found: Change | None, error: DomainError | None, *, typed: Mapping[str, str],
    **context: Any,
) -> HttpResponse:  # fmt: skip
    before = [one for one in CATEGORIES if one.holds_from is None]
    since = [one for one in CATEGORIES if one.holds_from == MODIFICATIONS_SINCE]
    affected = affected_in(typed["versions"])
    page = frame(
        access.study, "study", typed=typed, change=found, before=before, since=since, changed_on=MODIFICATIONS_SINCE,
        reconsents=Reconsent.choices, documents=documents_of(access), error=error,
        brings=[pk for pk, is_new in affected.items() if is_new],
        replaces=[pk for pk, is_new in affected.items() if not is_new],
        today=timezone.localdate().isoformat(), **context,
    )  # fmt: skip
    return render(request, "approvals/change.html", page, status=error.status if error else 200)


def _hand(change: Change) -> str:
    return last_hand(change.study.slug, "change", change.pk)


def _shown(name: str, value: str, names_of: Mapping[int, str]) -> str:
    if name == "versions":
        affected = affected_in(value)
        return (
            "; ".join(f"{names_of[one]}: {'brought in' if affected[one] else 'replaced'}" for one in affected) or "none"
        )
    if name == "category" and value in ChangeCategory.values:
        return str(ChangeCategory(value).label)
    if name == "reconsent" and value in Reconsent.values:
        return str(Reconsent(value).label)
    return {"True": "yes", "False": "no"}.get(value, value or "not given")
