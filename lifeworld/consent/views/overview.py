"""Everyone's consent at a glance, the forms it is taken on, and departures from what was approved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.approvals.forms import day_from, day_or_none
from lifeworld.common.api import asker
from lifeworld.common.errors import ClashError, DomainError, InvalidInputError
from lifeworld.common.pages import frame
from lifeworld.common.two_versions import seen_in
from lifeworld.consent.forms import clauses_from, rows_of
from lifeworld.consent.models import Effect
from lifeworld.consent.rules.clauses import USUAL
from lifeworld.consent.rules.taking import BY_RULE, KINDS
from lifeworld.consent.selectors.consents import clauses_of, form_of, forms_used
from lifeworld.consent.selectors.overview import columns_of, deviation_of, deviations_of, forms_of, people_of
from lifeworld.consent.services import deviations as services
from lifeworld.consent.services.clauses import set_clauses, stood_of
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.study.forms import key_from, levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_safe
def consents(request: HttpRequest, slug: str) -> HttpResponse:
    """Who agreed to what, by pseudonym, and whose consent is to be taken again."""
    access = access_to(asker(request), slug, Right.READ_RECRUITMENT)
    columns = columns_of(access)
    page = people_of(access, columns, request.GET.get("page"))
    context = frame(
        access.study, "people", plan=plan_of(access.study), columns=columns, page=page, forms=forms_of(access),
        open_deviations=deviations_of(access).filter(closed_on__isnull=True).count(),
        again=[row for row in page if row.again], may_change=access.can(Right.RECRUIT),
    )  # fmt: skip
    return render(request, "consent/consents.html", context)


@require_http_methods(["GET", "POST"])
def clauses(request: HttpRequest, slug: str, form_version: int) -> HttpResponse:
    """The clauses of a version of the form; changed until somebody consented on them."""
    right = Right.RECRUIT if request.method == "POST" else Right.READ_RECRUITMENT
    access, error = access_to(asker(request), slug, right), None
    form = form_of(access, form_version)
    found = clauses_of(form)
    usual = list(USUAL) if request.GET.get("usual") == "1" else []
    begun: list[Any] = found or usual
    rows = rows_of(begun, 3 if begun else 6)
    if request.method == "POST":
        given = clauses_from(request.POST)
        try:
            stood = request.POST.get("stood")
            set_clauses(access=access, at=timezone.now(), form=form, clauses=given, stood=stood)
            return redirect("clauses", slug, form_version)
        except DomainError as refused:
            error, rows = refused, rows_of(given)
    used = bool(forms_used([form]))
    context = frame(
        access.study, "people", form=form, clauses=found, rows=rows, effects=Effect.choices, used=used, error=error,
        may_change=access.can(Right.RECRUIT) and not used, usual=request.GET.get("usual") == "1",
        changing=bool(error) or (request.GET.get("change") == "1" or not found), stood=stood_of(form),
        clash=isinstance(error, ClashError),
    )  # fmt: skip
    return render(request, "consent/clauses.html", context, status=error.status if error else 200)


@require_safe
def deviations(request: HttpRequest, slug: str) -> HttpResponse:
    """Departures from what was approved, those still open first."""
    return _show(request, access_to(asker(request), slug, Right.READ_RECRUITMENT))


@require_http_methods(["GET", "POST"])
def new_deviation(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a departure by hand."""
    access, error = access_to(asker(request), slug, Right.RECRUIT), None
    typed = {name: levelled(request.POST.get(name, "")) for name in ("on", "kind", "words", "serial")}
    if request.method == "POST":
        try:
            services.add_deviation(
                access=access, at=timezone.now(), on=day_from(typed["on"]), kind=typed["kind"], words=typed["words"],
                entry=_entry(access, typed["serial"]),
            )  # fmt: skip
            return redirect("deviations", slug)
        except DomainError as refused:
            error = refused
    kinds = [(key, name) for key, name in KINDS.items() if key not in BY_RULE]
    context = frame(
        access.study, "people", typed=typed, kinds=kinds, error=error, today=timezone.localdate().isoformat()
    )
    return render(request, "consent/deviation.html", context, status=error.status if error else 200)


@require_POST
def act_on(request: HttpRequest, slug: str, deviation: int) -> HttpResponse:
    """What was done about a departure, and that nothing is left to do."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    found = deviation_of(access, deviation)
    action, closed = levelled(request.POST.get("action", "")), request.POST.get("closed_on", "")
    try:
        services.act_on_deviation(
            access=access, at=timezone.now(), deviation=found, action=action, closed_on=day_or_none(closed),
            seen=seen_in(request.POST),
        )  # fmt: skip
    except DomainError as error:
        return _show(request, access, error, deviation, action, closed)
    return redirect("deviations", slug)


def _entry(access: Access, typed: str) -> ScreeningEntry | None:
    if not typed:
        return None
    serial = key_from(typed)
    if serial is None or serial >= 10**9:
        raise InvalidInputError(
            "That is no entry of the screening log.", "Nothing was changed.", "Give its number, or leave it empty."
        )
    return entry_of(access, serial)


def _show(
    request: HttpRequest, access: Access, error: DomainError | None = None, changing: int = 0, action: str = "",
    closed: str = "",
) -> HttpResponse:  # fmt: skip
    found = list(deviations_of(access))
    rows = [(one, KINDS.get(one.kind, one.kind)) for one in found]
    # What is being written about stays where it can be written, though another closed it meanwhile.
    still = [row for row in rows if row[0].closed_on is None or row[0].pk == changing]
    context = frame(
        access.study, "people", still=still, done=[row for row in rows if row not in still],
        may_change=access.can(Right.RECRUIT), error=error, changing=changing,
        action=action, closed_on=closed, today=timezone.localdate().isoformat(),
    )  # fmt: skip
    return render(request, "consent/deviations.html", context, status=error.status if error else 200)
