"""One contribution: its chain down to the words, its stance and comment, and a personal theme still to be placed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.analysis.models import Contribution, PersonalTheme
from lifeworld.analysis.selectors.access import access_across
from lifeworld.analysis.selectors.chain import chain_of_contribution
from lifeworld.analysis.selectors.clash import hand_on
from lifeworld.analysis.selectors.group import case_of, themes_in_order, uses_of
from lifeworld.analysis.services import contributions
from lifeworld.analysis.views.forms import number_in, words_in
from lifeworld.analysis.views.group.ground import contribution_in, page, to_contribution
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.common.two_versions import Form, seen_in
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


@require_safe
def chain(request: HttpRequest, slug: str, contribution: int) -> HttpResponse:
    """All statements of a contribution, down to the words; made to be printed too."""
    access, _ = contribution_in(request, slug, contribution, Right.READ_FINDINGS)
    walked = chain_of_contribution(asker(request), contribution)
    return page(
        request, "chain.html", access, chain=walked, reads=access.can(Right.READ_WORDS),
        writes=access.can(Right.ANALYSE),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_contribution(request: HttpRequest, slug: str, contribution: int) -> HttpResponse:
    """Change how a case stands to a group theme, the comment, or which group theme it is."""
    access, found = contribution_in(request, slug, contribution)
    sent = {}
    if request.method == "POST":
        sent = {"stance": request.POST.get("stance", ""), "comment": words_in(request, "comment")}
    form = Form(request, found, ("stance", "comment"), hand=hand_on, typed=sent)
    into = number_in(request, "group_theme") or found.group_theme_id

    def change(names: Collection[str], seen: datetime | None) -> Contribution:
        values = {name: form.typed[name] for name in names} | {"group_theme": into}
        return contributions.change_contribution(
            access=access, at=timezone.now(), contribution=found, values=values, seen=seen
        )

    error = None
    if request.method == "POST":
        try:
            form.save(change)
            return to_contribution(slug, contribution)
        except DomainError as refused:
            error = refused
            found.refresh_from_db()
    told = form.context()
    told["typed"] = {**told["typed"], "group_theme": into}
    return page(
        request, "contribution_edit.html", access, error=error, contribution=found, case=case_of(found),
        themes=themes_in_order(access), **told,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def take_out_contribution(request: HttpRequest, slug: str, contribution: int) -> HttpResponse:
    """Ask once, then take a contribution out of its group theme."""
    access, found = contribution_in(request, slug, contribution)
    error = None
    if request.method == "POST":
        try:
            seen = seen_in(request.POST)
            contributions.take_out_contribution(access=access, at=timezone.now(), contribution=found, seen=seen)
            return redirect(f"{reverse('group', args=[slug])}?out=1#theme-{found.group_theme_id}")
        except DomainError as refused:
            error = refused
    return page(request, "contribution_out.html", access, error=error, contribution=found, case=case_of(found))


@require_http_methods(["GET", "POST"])
def place_theme(request: HttpRequest, slug: str, theme: int) -> HttpResponse:
    """One personal theme: join it to a group theme, set it aside with a reason, or take it back."""
    access, found = _personal_theme(request, slug, theme)
    error = None
    if request.method == "POST":
        try:
            return _join(request, access, found)
        except DomainError as refused:
            error = refused
    return _place_page(request, access, found, error)


@require_POST
def set_aside(request: HttpRequest, slug: str, theme: int) -> HttpResponse:
    """Leave a personal theme out of the group level, with the reason."""
    access, found = _personal_theme(request, slug, theme)
    reason = words_in(request, "reason")
    try:
        seen = seen_in(request.POST)
        contributions.set_personal_theme_aside(access=access, at=timezone.now(), theme=found, reason=reason, seen=seen)
    except DomainError as error:
        return _place_page(request, access, found, error)
    return redirect(f"{reverse('group', args=[slug])}#aside")


@require_POST
def take_back(request: HttpRequest, slug: str, theme: int) -> HttpResponse:
    """Take a personal theme back among those not used yet."""
    access, found = _personal_theme(request, slug, theme)
    contributions.take_personal_theme_back(access=access, at=timezone.now(), theme=found)
    return redirect("group", slug)


def _personal_theme(request: HttpRequest, slug: str, theme: int) -> tuple[Access, PersonalTheme]:
    access = access_across(asker(request), slug, Right.ANALYSE)
    found = contributions.personal_theme_in(access, theme)
    if found is None:
        raise NotFoundError
    return access, found


def _join(request: HttpRequest, access: Access, theme: PersonalTheme) -> HttpResponse:
    wanted = number_in(request, "group_theme")
    into = next((one for one in themes_in_order(access) if one.pk == wanted), None)
    if into is None:
        raise InvalidInputError("No group theme was chosen.", "What you typed is still here.", "Choose one.")
    made = contributions.join_theme(
        access=access, at=timezone.now(), theme=into, stance=request.POST.get("stance", ""),
        comment=words_in(request, "comment"), personal_theme=theme.pk,
    )  # fmt: skip
    return to_contribution(access.study.slug, made.pk)


def _place_page(request: HttpRequest, access: Access, theme: PersonalTheme, error: DomainError | None) -> HttpResponse:
    typed: dict[str, Any] = {key: request.POST.get(key, "") for key in ("stance", "comment", "reason")}
    typed["group_theme"] = number_in(request, "group_theme")
    return page(
        request, "personal_theme.html", access, error=error, theme=theme, case=theme.layout.case, typed=typed,
        themes=themes_in_order(access), uses=uses_of(access, theme),
    )  # fmt: skip
