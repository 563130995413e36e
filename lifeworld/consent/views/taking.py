"""Writing down a consent: the clauses of the form that was used, one by one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lifeworld.approvals.models import DocumentKind, DocumentVersion
from lifeworld.approvals.selectors.documents import version_in_use
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.consent.forms import TYPED, consent_from
from lifeworld.consent.models import Capacity, Clause, ClauseReply, Mode
from lifeworld.consent.rules import strokes
from lifeworld.consent.rules.taking import why_not_consent
from lifeworld.consent.selectors.consents import (
    clauses_of,
    consents_of,
    form_of,
    taking_of,
    versions_of_kind,
)
from lifeworld.consent.services.taking import LARGEST_SCAN, SCANS, ShortNoticeError, record_consent
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.recruitment.rules.roles import CHECKERS
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.study.forms import key_from, levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_http_methods(["GET", "POST"])
def new_consent(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """Write down a consent, or a re-consent, clause by clause."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    entry = entry_of(access, serial)
    forms = versions_of_kind(access, DocumentKind.FORM)
    form = _form(access, entry, forms, (request.POST or request.GET).get("form", ""))
    if request.method == "POST" and form is not None:
        try:
            given = consent_from(access, request, form)
            follows = key_from(request.POST.get("follows", ""))
            record_consent(access=access, at=timezone.now(), entry=entry, given=given, follows=follows)
            return redirect("consent", slug, serial)
        except DomainError as refused:
            error = refused
    context = _context(request, access, entry, form, forms, error)
    return render(request, "consent/taking.html", context, status=error.status if error else 200)


def _form(access: Access, entry: ScreeningEntry, forms: list[DocumentVersion], asked: str) -> DocumentVersion | None:
    """The version asked for, or the one in use at the site today, or the latest there is."""
    key = key_from(asked)
    if key is not None:
        return form_of(access, key)
    live = version_in_use(access, entry.site, DocumentKind.FORM, timezone.localdate())
    return live or (forms[0] if forms else None)


def _context(
    request: HttpRequest, access: Access, entry: ScreeningEntry, form: DocumentVersion | None,
    forms: list[DocumentVersion], error: DomainError | None,
) -> dict[str, Any]:  # fmt: skip
    today, now = timezone.localdate(), timezone.localtime()
    sheets = versions_of_kind(access, DocumentKind.SHEET)
    live = version_in_use(access, entry.site, DocumentKind.SHEET, today)
    typed = {name: levelled(request.POST.get(name, "")) for name in TYPED}
    if request.method != "POST":
        typed |= {"taken_on": today.isoformat(), "taken_time": f"{now:%H:%M}", "mode": Mode.PAPER.value,
                  "capacity": Capacity.PRESUMED.value, "sheet": str(live.pk) if live else ""}  # fmt: skip
    latest = consents_of(access, entry).values_list("number", flat=True).first() or 0
    again = latest > 0
    reasons = why_not_consent(taking_of(access, entry, today, timezone.now(), again=again))
    return frame(
        access.study, "people", entry=entry, again=again, follows=latest, reasons=reasons, sheets=sheets, forms=forms,
        form=form,
        live_sheet=live, live_form=version_in_use(access, entry.site, DocumentKind.FORM, today), typed=typed,
        clauses=[_clause(one, request) for one in (clauses_of(form) if form else [])], replies=ClauseReply.choices,
        modes=Mode.choices, capacities=Capacity.choices, takers=CHECKERS, plan=plan_of(access.study), error=error,
        short=isinstance(error, ShortNoticeError) or bool(typed["short_notice_reason"]), today=today.isoformat(),
        accept=",".join(SCANS), megabytes=LARGEST_SCAN // 1024**2, width=strokes.WIDTH, height=strokes.HEIGHT,
    )  # fmt: skip


def _clause(clause: Clause, request: HttpRequest) -> dict[str, Any]:
    return {"clause": clause, "reply": request.POST.get(f"clause-{clause.number}", "")}
