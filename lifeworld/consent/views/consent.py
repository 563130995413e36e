"""One person's consent: what was agreed, on what, by whom; and what may change in it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lifeworld.approvals.forms import day_from
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.consent.forms import scan_from
from lifeworld.consent.models import ClauseReply, Consent, Deviation
from lifeworld.consent.rules.effects import HOLDS_BACK
from lifeworld.consent.rules.strokes import HEIGHT, WIDTH, path_of
from lifeworld.consent.selectors.consents import (
    consents_of,
    green_light_moved,
    has_scan,
    latest_consent,
    signature_of,
    standing_of,
    why_sealed,
)
from lifeworld.consent.services import consents as services
from lifeworld.consent.services.copies import said, take_out_copy
from lifeworld.consent.services.taking import LARGEST_SCAN, SCANS
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.study.forms import levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to

_BINARY = "application/octet-stream"


@require_safe
def consent(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """What this person agreed to, clause by clause; earlier consents beneath."""
    access = access_to(asker(request), slug, Right.READ_RECRUITMENT)
    return _show(request, access, entry_of(access, serial))


@require_POST
def take_back(request: HttpRequest, slug: str, serial: int, clause: int) -> HttpResponse:
    """One clause is taken back, from a day."""
    access, entry, found = _opened(request, slug, serial)
    on = request.POST.get("on", "")

    def act() -> object:
        return services.take_back_clause(
            access=access, at=timezone.now(), consent=found, number=clause, on=day_from(on)
        )

    return _change(request, access, entry, act, {"changing": clause, "on": on})


@require_POST
def correct(request: HttpRequest, slug: str, serial: int, clause: int) -> HttpResponse:
    """An answer was typed wrongly."""
    access, entry, found = _opened(request, slug, serial)
    reply, why = request.POST.get("reply", ""), levelled(request.POST.get("why", ""))
    act = partial(
        services.correct_answer, access=access, at=timezone.now(), consent=found, number=clause, reply=reply, why=why
    )
    return _change(request, access, entry, act, {"changing": clause, "reply": reply, "why": why})


@require_POST
def copy_given(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """They were given a copy."""
    access, entry, found = _opened(request, slug, serial)
    on = request.POST.get("on", "")

    def act() -> object:
        return services.give_copy(access=access, at=timezone.now(), consent=found, on=day_from(on))

    return _change(request, access, entry, act, {"copy_on": on})


@require_POST
def keep_scan(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """Keep the signed paper."""
    access, entry, found = _opened(request, slug, serial)
    content, suffix = scan_from(request)
    act = partial(services.keep_scan, access=access, at=timezone.now(), consent=found, scan=content, suffix=suffix)
    return _change(request, access, entry, act, {})


@require_POST
def copy_file(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """The copy for the participant, under a name that names nobody."""
    access, _, found = _opened(request, slug, serial)
    content = take_out_copy(access=access, at=timezone.now(), consent=found)
    return _file(content, f"{slug}-entry-{serial}-consent-{found.number}.pdf", "application/pdf")


@require_POST
def scan_file(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """The signed paper, for whoever may open names."""
    access, _, found = _opened(request, slug, serial, Right.IDENTITIES)
    content = services.take_out_scan(access=access, at=timezone.now(), consent=found)
    return _file(content, f"{slug}-entry-{serial}-consent-{found.number}-signed{found.scan_suffix}", _BINARY)


def _opened(
    request: HttpRequest, slug: str, serial: int, right: Right = Right.RECRUIT
) -> tuple[Access, ScreeningEntry, Consent]:
    access = access_to(asker(request), slug, Right.READ_RECRUITMENT).require(right)
    entry = entry_of(access, serial)
    return access, entry, latest_consent(access, entry)


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _change(
    request: HttpRequest, access: Access, entry: ScreeningEntry, act: Callable[[], object], typed: dict[str, Any]
) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        return _show(request, access, entry, error, **typed)
    return redirect("consent", access.study.slug, entry.serial)


def _show(
    request: HttpRequest, access: Access, entry: ScreeningEntry, error: DomainError | None = None, **typed: Any
) -> HttpResponse:
    found = list(consents_of(access, entry))
    latest, names = (found[0] if found else None), access.can(Right.IDENTITIES)
    # A signature tells who somebody is, as the scan does: only who may open names sees it.
    lines = signature_of(latest) if latest and names else []
    context = frame(
        access.study, "people", entry=entry, consent=latest, earlier=[(one, _rows(one)) for one in found[1:]],
        rows=_rows(latest) if latest else [], standing=standing_of(latest) if latest else "",
        deviations=Deviation.objects.filter(study=access.study, entry=entry), replies=ClauseReply.choices,
        light_moved=bool(latest and green_light_moved(latest)), scanned=bool(latest and has_scan(latest)),
        sealed_away=why_sealed(latest) if latest else "", may_open=names, may_change=access.can(Right.RECRUIT),
        error=error,
        path=path_of(lines), width=WIDTH, height=HEIGHT, today=timezone.localdate().isoformat(),
        accept=",".join(SCANS), megabytes=LARGEST_SCAN // 1024**2, **typed,
    )  # fmt: skip
    return render(request, "consent/consent.html", context, status=error.status if error else 200)


def _rows(consent: Consent) -> list[dict[str, Any]]:
    return [
        {
            "clause": one.clause, "said": said(one),
            "holds_back": HOLDS_BACK.get(one.clause.effect, "")
            if one.reply != ClauseReply.YES or one.taken_back_on else "",
            "may_take_back": not one.clause.mandatory and one.reply == ClauseReply.YES and one.taken_back_on is None,
        }
        for one in consent.answers.all()
    ]  # fmt: skip
