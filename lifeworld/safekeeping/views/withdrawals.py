"""What somebody takes back; where everything about them lies; the proofs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.analysis.rules.saying import listed
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.safekeeping import forms
from lifeworld.safekeeping.models import ResultsChoice, Withdrawal
from lifeworld.safekeeping.rules.levels import WORDS
from lifeworld.safekeeping.selectors.everything import everything_of
from lifeworld.safekeeping.selectors.mentions import mentions_of
from lifeworld.safekeeping.selectors.withdrawals import (
    asks_for_day,
    cut_off_for,
    outlook_of,
    withdrawal_of,
    withdrawals_of,
)
from lifeworld.safekeeping.services import certificates
from lifeworld.safekeeping.services import withdrawals as services
from lifeworld.safekeeping.services.clearing import clear_freed_space, clears_by_itself
from lifeworld.safekeeping.views.files import as_file
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """Choose what is taken back; then see what goes and what stays; then confirm, once."""
    access = access_to(asker(request), slug, Right.RECRUIT)
    entry, error, looked = entry_of(access, serial), None, False
    typed = {
        "levels": forms.levels_from(request.POST), "results": forms.results_from(request.POST),
        "on": request.POST.get("on", ""), "by_hand": request.POST.get("by_hand", ""),
        "decisions": forms.decisions_from(request.POST),
    }  # fmt: skip
    shown: dict[str, Any] = {}
    if request.method == "POST":
        try:
            shown = _outlook(access, entry, typed)
            looked = request.POST.get("act") != "change"
            if request.POST.get("act") == "confirm":
                _confirm(access, entry, typed)
                return redirect("withdrawals", slug)
        except DomainError as refused:
            error = refused
    context = frame(
        access.study, "people", entry=entry, levels=_levels(), results=ResultsChoice.choices, typed=typed,
        looked=looked and bool(shown), cut_off=cut_off_for(entry), cut_off_words=asks_for_day(entry),
        today=timezone.localdate().isoformat(), before=entry.withdrawals.all(), error=error, **shown,
    )  # fmt: skip
    return render(request, "safekeeping/withdraw.html", context, status=error.status if error else 200)


@require_safe
def withdrawals(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody's, by serial, with their certificates."""
    access = access_to(asker(request), slug, Right.READ_RECRUITMENT)
    found = [(one, _asked(one)) for one in withdrawals_of(access)]
    waiting = not clears_by_itself() and any(one.cleared_at is None for one, _ in found)
    context = frame(access.study, "people", found=found, waiting=waiting, may_change=access.can(Right.RECRUIT))
    return render(request, "safekeeping/withdrawals.html", context)


@require_POST
def clear(request: HttpRequest, slug: str) -> HttpResponse:
    """Write over what was freed, where that could not be done at once."""
    access_to(asker(request), slug, Right.RECRUIT)
    clear_freed_space()
    return redirect("withdrawals", slug)


@require_POST
def certificate(request: HttpRequest, slug: str, serial: int, number: int) -> HttpResponse:
    """The proof of one withdrawal as a Word file."""
    access = access_to(asker(request), slug, Right.READ_RECRUITMENT)
    found = withdrawal_of(access, serial, number)
    content = certificates.take_out_withdrawal(access=access, at=timezone.now(), withdrawal=found)
    return as_file(content, f"{slug}-withdrawal-{serial}-{number}.docx")


@require_safe
def everything(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """Where each kind of record about somebody lies, and how many; none of its words."""
    access = access_to(asker(request), slug, Right.READ_RECRUITMENT)
    entry = entry_of(access, serial)
    context = frame(access.study, "people", entry=entry, held=everything_of(access, entry))
    return render(request, "safekeeping/everything.html", context)


def _asked(one: Withdrawal) -> str:
    """What somebody asked for, as the middle of a sentence; empty where it was about the findings alone."""
    return listed([WORDS[level][0].lower() for level in WORDS if level in one.levels])


def _levels() -> list[tuple[str, str, str]]:
    return [(level.value, name, what) for level, (name, what) in WORDS.items()]


def _outlook(access: Access, entry: ScreeningEntry, typed: dict[str, Any]) -> dict[str, Any]:
    on, by_hand = forms.day_from(typed["on"]), forms.day_or_none(typed["by_hand"])
    levels = services.known(typed["levels"], typed["results"])
    outlook = outlook_of(entry, levels=levels, on=on, results=typed["results"], by_hand=by_hand)
    forgets = outlook.effects.forgets and entry.case is not None
    mentions = mentions_of(access, entry.case) if forgets and entry.case else []
    return {"outlook": outlook, "mentions": [(one, typed["decisions"].get(one.key, "")) for one in mentions]}


def _confirm(access: Access, entry: ScreeningEntry, typed: dict[str, Any]) -> None:
    services.withdraw(
        access=access, at=timezone.now(), entry=entry, levels=typed["levels"], on=forms.day_from(typed["on"]),
        results=typed["results"], by_hand=forms.day_or_none(typed["by_hand"]), decisions=typed["decisions"],
    )  # fmt: skip
