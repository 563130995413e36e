"""How long each class of records is kept, what is due, and which backups still hold it."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.approvals.models import DocumentVersion
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import Form
from lifeworld.safekeeping import forms
from lifeworld.safekeeping.models import RetentionRule
from lifeworld.safekeeping.rules.retention import CLASSES, Standing
from lifeworld.safekeeping.selectors.backups import backup_numbered, backups_made, overdue_backups
from lifeworld.safekeeping.selectors.schedule import class_row, destructions_of, due_serials, schedule_of
from lifeworld.safekeeping.services import retention as services
from lifeworld.study.forms import levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to
from lifeworld.trail.selectors import last_hand


@require_safe
def retention(request: HttpRequest, slug: str) -> HttpResponse:
    """The schedule, what is due, what was destroyed, and the backups."""
    return show(request, access_to(asker(request), slug, Right.READ_RECRUITMENT))


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, slug: str, klass: str) -> HttpResponse:
    """Set how long one class is kept, and copy what the information sheet promises."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    form, sheets = _form(request, access, klass)

    def change(names: Collection[str], seen: datetime | None) -> RetentionRule:
        values = forms.retention_from({name: form.typed[name] for name in names}, {key: int(key) for key in sheets})
        return services.set_retention(access=access, at=timezone.now(), klass=klass, values=values, seen=seen)

    if request.method == "POST":
        try:
            form.save(change)
            return redirect("retention", slug)
        except DomainError as refused:
            error = refused
    return _show_class(request, access, klass, form, sheets, error)


@require_POST
def set_aside(request: HttpRequest, slug: str, klass: str) -> HttpResponse:
    """A class is not to be destroyed for now."""
    access, because = access_to(asker(request), slug, Right.RECRUIT), levelled(request.POST.get("because", ""))
    today = timezone.localdate()
    try:
        services.set_destruction_aside(access=access, at=timezone.now(), klass=klass, because=because, on=today)
        return redirect("retention", slug)
    except DomainError as refused:
        form, sheets = _form(request, access, klass)
        return _show_class(request, access, klass, form, sheets, refused, because=because)


@require_POST
def take_up(request: HttpRequest, slug: str, klass: str) -> HttpResponse:
    """A class falls due again."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    act = lambda: services.take_up_destruction(access=access, at=timezone.now(), klass=klass)  # noqa: E731
    return change(request, access, act, {"changing": klass})


@require_POST
def backup_deleted(request: HttpRequest, slug: str, backup: int) -> HttpResponse:
    """A backup's file was deleted."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    found = backup_numbered(backup)

    def act() -> object:
        day = forms.day_from(request.POST.get("on", ""))
        return services.delete_backup(access=access, at=timezone.now(), backup=found, on=day)

    return change(request, access, act, {"backup": backup, "on": request.POST.get("on", "")})


def change(request: HttpRequest, access: Access, act: Callable[[], object], typed: dict[str, Any]) -> HttpResponse:
    """Act, and show the schedule: anew, or with the refusal and what was typed."""
    try:
        act()
    except DomainError as error:
        return show(request, access, error=error, **typed)
    return redirect("retention", access.study.slug)


def show(request: HttpRequest, access: Access, error: DomainError | None = None, **typed: Any) -> HttpResponse:
    """The schedule's page."""
    today = timezone.localdate()
    rows = schedule_of(access, today)
    due = [(row, due_serials(row, today)) for row in rows if row.standing is Standing.DUE]
    context = frame(
        access.study, "people", rows=rows, due=due, mismatches=[row for row in rows if row.mismatch],
        destructions=destructions_of(access), backups=backups_made(), overdue=overdue_backups(today).count(),
        today=today.isoformat(), may_change=access.can(Right.RECRUIT), error=error, checked=CLASSES[0].checked, **typed,
    )  # fmt: skip
    return render(request, "safekeeping/retention.html", context, status=error.status if error else 200)


def _form(request: HttpRequest, access: Access, klass: str) -> tuple[Form, dict[str, str]]:
    """The form of one class, and the information sheets it may name, by key."""
    found = DocumentVersion.objects.filter(document__study=access.study, document__kind="sheet")
    sheets = {
        str(sheet.pk): f"{sheet.document.name}, {sheet.label}"
        for sheet in found.select_related("document").defer("content").order_by("-dated", "-pk")
    }
    typed = {name: levelled(request.POST[name]) for name in services.RETENTION_FIELDS if name in request.POST}
    form = Form(
        request, services.rule_of(access, klass, timezone.now()), services.RETENTION_FIELDS, hand=_hand, typed=typed,
        shown=lambda name, value: sheets.get(value, value) if name == "sheet_id" else value or "not given",
    )  # fmt: skip
    return form, sheets


def _show_class(
    request: HttpRequest, access: Access, klass: str, form: Form, sheets: dict[str, str],
    error: DomainError | None, **typed: Any,
) -> HttpResponse:  # fmt: skip
    row = class_row(access, klass, timezone.localdate())
    context = frame(
        access.study, "people", row=row, sheets=list(sheets.items()), error=error, **form.context(), **typed
    )  # fmt: skip
    return render(request, "safekeeping/rule.html", context, status=error.status if error else 200)


def _hand(rule: RetentionRule) -> str:
    return last_hand(rule.study.slug, "retentionrule", rule.pk)
