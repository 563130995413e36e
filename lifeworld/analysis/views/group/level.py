"""The group page itself: what is unused, the themes and who is in them, one contribution walked back to the voice."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lifeworld.analysis.models import Contribution
from lifeworld.analysis.rules.saying import MOST_NAMED, said
from lifeworld.analysis.selectors.access import AcrossCasesClosedError, access_across
from lifeworld.analysis.selectors.group import contribution_for
from lifeworld.analysis.selectors.group_page import Asked, GroupPage, group_page, part_with
from lifeworld.analysis.selectors.history import next_steps
from lifeworld.analysis.selectors.voice import Voice, voice_of
from lifeworld.analysis.services.cases import open_across_cases
from lifeworld.analysis.services.group_themes import AREA
from lifeworld.analysis.services.history import Step, redo, undo
from lifeworld.analysis.views.forms import LAST_PAGE, number_in, words_in
from lifeworld.analysis.views.group.ground import page
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, NotFoundError
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
        open_across_cases(access=access, at=timezone.now(), reason=words_in(request, "reason"))
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
    except AcrossCasesClosedError:
        return _gate(request, slug)
    asked, chosen = _asked(request, slug)
    view = group_page(
        access, asked=asked, cases=request.GET.get("cases"), aside=request.GET.get("aside"),
        only=request.GET.get("left") == "only",
    )  # fmt: skip
    writes = access.can(Right.ANALYSE)
    return page(
        request, "group.html", access, error=error, view=view, writes=writes, reads=access.can(Right.READ_WORDS),
        voice=_voice(request, view, asked, chosen), opened=_opened(view),
        steps=next_steps(access, AREA) if writes else None, taken_out=request.GET.get("out") == "1",
        keys=[*READING_KEYS, *WRITING_KEYS] if writes else READING_KEYS,
        config={"api": "/api/", "study": slug, "csrf_cookie": settings.CSRF_COOKIE_NAME, "writes": writes},
    )  # fmt: skip


def _asked(request: HttpRequest, slug: str) -> tuple[Asked | None, Contribution | None]:
    """Which part of which theme the address asks for, by itself or as the one in which a contribution stands."""
    wanted = number_in(request, "contribution")
    if wanted is not None:
        try:
            access, found = contribution_for(asker(request), wanted)
        except NotFoundError:
            return None, None
        source = found.personal_theme or found.statement
        stands = access.study.slug == slug and source is not None and source.removed_at is None
        return (part_with(access, found), found) if stands else (None, None)
    theme = number_in(request, "theme")
    return (Asked(theme, min(number_in(request, "part") or 1, LAST_PAGE)) if theme else None), None


def _voice(request: HttpRequest, view: GroupPage, asked: Asked | None, chosen: Contribution | None) -> Voice | None:
    """The thread of the contribution chosen, or of the first in the part asked for, or of the first there is."""
    themes = [one for top in view.themes for one in [top, *top.subthemes]]
    themes.sort(key=lambda theme: asked is None or theme.id != asked.theme)
    first = next((one.id for theme in themes for one in theme.contributions), None)
    shown = chosen.pk if chosen is not None else first
    if shown is None:
        return None
    access, contribution = contribution_for(asker(request), shown)
    return voice_of(access, contribution, number_in(request, "statement"))


def _opened(view: GroupPage) -> str:
    """When and how the group level opened, as the line beneath the heading."""
    at = timezone.localtime(view.opened_at)
    year = "" if at.year == timezone.localdate().year else f" {at.year}"
    day = f"{at.day} {at:%B}{year}"
    if view.opened_early_because:
        return f"Opened early on {day}. {view.opened_early_because}"
    if view.waiting or view.signed_off < 2:
        return f"Opened on {day}, when every case was signed off."
    return f"Opened on {day}, when the last of the {said(view.signed_off)} cases was signed off."


def _gate(request: HttpRequest, slug: str, error: DomainError | None = None) -> HttpResponse:
    access = access_to(asker(request), slug, Right.READ_FINDINGS)
    waiting = cases_in(access).exclude(state=CaseState.SIGNED_OFF)
    named = list(waiting[: MOST_NAMED + 1])
    more = waiting.count() - MOST_NAMED + 1 if len(named) > MOST_NAMED else 0
    context = frame(
        access.study, "analysis", words=words_for(access.study.label_profile), error=error,
        waiting=named[: MOST_NAMED - 1] if more else named, more=more, any_case=cases_in(access).exists(),
        may_open=access.can(Right.ANALYSE), reason=request.POST.get("reason", ""),
    )  # fmt: skip
    return render(request, "analysis/group/gate.html", context, status=error.status if error else 200)
