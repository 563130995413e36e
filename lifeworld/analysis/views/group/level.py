"""The group page itself: what is unused, the themes and who is in them, one contribution walked back to the voice."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lifeworld.analysis.rules.saying import said
from lifeworld.analysis.selectors.access import AcrossCasesClosedError, access_across
from lifeworld.analysis.selectors.group import ContributionView, GroupThemeView, GroupView, contribution_for, group_for
from lifeworld.analysis.selectors.history import next_steps
from lifeworld.analysis.selectors.voice import Voice, voice_of
from lifeworld.analysis.services.cases import open_across_cases
from lifeworld.analysis.services.group_themes import AREA
from lifeworld.analysis.services.history import Step, redo, undo
from lifeworld.analysis.views.forms import number_in
from lifeworld.analysis.views.group.ground import page
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.study.models import CaseState
from lifeworld.study.rules.labels import words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, cases_in

READING_KEYS = [(["↑", "↓"], "Contribution by contribution"), (["→", "Enter"], "Into the chain"), (["←"], "Back out")]
WRITING_KEYS = [
    (["1", "2", "3"], "Convergent, divergent, variant"),
    (["m"], "Move to a group theme"),
    (["Ctrl", "Z"], "Undo"),
    (["Ctrl", "Shift", "Z"], "Redo"),
]


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """The group level, or its gate while it is closed."""
    return _level(request, slug)


@require_POST
def open_early(request: HttpRequest, slug: str) -> HttpResponse:
    """Open cross-case work before every case is signed off."""
    access = access_to(asker(request), slug, Right.ANALYSE)
    try:
        open_across_cases(access=access, at=timezone.now(), reason=request.POST.get("reason", ""))
    except DomainError as error:
        return _gate(request, slug, error)
    return redirect("group", slug)


@require_POST
def undo_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back this person's last act at the group level."""
    return _reverse(request, slug, undo)


@require_POST
def redo_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Do again what was taken back last."""
    return _reverse(request, slug, redo)


def _reverse(request: HttpRequest, slug: str, step: Step) -> HttpResponse:
    try:
        step(access=access_across(asker(request), slug, Right.ANALYSE), at=timezone.now(), area=AREA)
    except AcrossCasesClosedError:
        raise
    except DomainError as error:
        return _level(request, slug, error)
    return redirect("group", slug)


def _level(request: HttpRequest, slug: str, error: DomainError | None = None) -> HttpResponse:
    person = asker(request)
    try:
        access = access_across(person, slug)
        view = group_for(person, slug)
    except AcrossCasesClosedError:
        return _gate(request, slug)
    writes = access.can(Right.ANALYSE)
    return page(
        request, "group.html", access, error=error, view=view, writes=writes, reads=access.can(Right.READ_WORDS),
        voice=_voice(request, view), opened=_opened(view), steps=next_steps(access, AREA) if writes else None,
        taken_out=request.GET.get("out") == "1",
        aside=[(case, one) for case in view.cases for one in case.unused if one.set_aside],
        keys=[*READING_KEYS, *WRITING_KEYS] if writes else READING_KEYS,
        config={"api": "/api/", "study": slug, "csrf_cookie": settings.CSRF_COOKIE_NAME, "writes": writes},
    )  # fmt: skip


def _voice(request: HttpRequest, view: GroupView) -> Voice | None:
    shown = [c.id for theme in view.themes for c in _contributions(theme)]
    wanted = number_in(request, "contribution")
    chosen = wanted if wanted in shown else next(iter(shown), None)
    if chosen is None:
        return None
    access, contribution = contribution_for(asker(request), chosen)
    return voice_of(access, contribution, number_in(request, "statement"))


def _contributions(theme: GroupThemeView) -> list[ContributionView]:
    return [*theme.contributions, *[c for sub in theme.subthemes for c in sub.contributions]]


def _opened(view: GroupView) -> str:
    """When and how the group level opened, as the line beneath the heading."""
    at = timezone.localtime(view.opened_at)
    year = "" if at.year == timezone.localdate().year else f" {at.year}"
    day = f"{at.day} {at:%B}{year}"
    if view.opened_early_because:
        return f"Opened early on {day}. {view.opened_early_because}"
    if view.waiting or len(view.cases) < 2:
        return f"Opened on {day}, when every case was signed off."
    return f"Opened on {day}, when the last of the {said(len(view.cases))} cases was signed off."


def _gate(request: HttpRequest, slug: str, error: DomainError | None = None) -> HttpResponse:
    access = access_to(asker(request), slug, Right.READ_FINDINGS)
    cases = list(cases_in(access))
    context = frame(
        access.study, "analysis", words=words_for(access.study.label_profile), error=error,
        waiting=[case for case in cases if case.state != CaseState.SIGNED_OFF], any_case=bool(cases),
        may_open=access.can(Right.ANALYSE), reason=request.POST.get("reason", ""),
    )  # fmt: skip
    return render(request, "analysis/group/gate.html", context, status=error.status if error else 200)
