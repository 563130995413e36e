"""Making group themes and changing them: each form on its own page, so that the group page stays quiet."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.analysis.models import GroupTheme
from lifeworld.analysis.selectors.access import access_across
from lifeworld.analysis.selectors.clash import hand_on
from lifeworld.analysis.selectors.extracts import extracts_of
from lifeworld.analysis.selectors.group import standing, top_themes
from lifeworld.analysis.selectors.group_page import left_over
from lifeworld.analysis.selectors.joining import joinable_statements, joinable_themes, signed_off_case
from lifeworld.analysis.selectors.theme_changes import changes_in
from lifeworld.analysis.selectors.withheld import withheld_from
from lifeworld.analysis.services import contributions, group_themes
from lifeworld.analysis.services.theme_changes import look_at_changed_theme
from lifeworld.analysis.views.forms import number_in, page_in, words_in
from lifeworld.analysis.views.group.ground import page, source_in, theme_in, to_contribution, to_theme
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.memory import give_back
from lifeworld.common.two_versions import Form, seen_in
from lifeworld.study.forms import key_from
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

THEME_TEXTS = ("name", "description", "absence")


@require_safe
def extracts(request: HttpRequest, slug: str, theme: int) -> HttpResponse:
    """Every passage beneath a group theme, person by person: part by part, or all on one page."""
    access, found = theme_in(request, slug, theme, Right.READ_FINDINGS)
    long = "all" in request.GET
    shown = extracts_of(access, found, page_in(request), long=long)
    name = withheld_from(access).text(found.name)
    answer = page(
        request, "extracts.html", access, theme=found, name=name, page=shown, reads=access.can(Right.READ_WORDS),
        changed=changes_in(found), long=long,
    )  # fmt: skip
    if long:
        give_back()
    return answer


@require_POST
def looked(request: HttpRequest, slug: str, theme: int) -> HttpResponse:
    """A group theme that lost a contribution was looked at again."""
    access, found = theme_in(request, slug, theme)
    look_at_changed_theme(access=access, at=timezone.now(), theme=found)
    return to_theme(slug, theme)


@require_http_methods(["GET", "POST"])
def new_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a group theme, or with `parent` a sub-theme of it."""
    access = access_across(asker(request), slug, Right.ANALYSE)
    typed: dict[str, Any] = {"parent": number_in(request, "parent"), "name": "", "description": ""}
    error = None
    if request.method == "POST":
        typed |= {"name": words_in(request, "name"), "description": words_in(request, "description")}
        try:
            made = group_themes.make_group_theme(access=access, at=timezone.now(), **typed)
            return to_theme(slug, made.pk)
        except DomainError as refused:
            error = refused
    return page(request, "theme_new.html", access, error=error, typed=typed, tops=top_themes(access))


@require_http_methods(["GET", "POST"])
def edit_theme(request: HttpRequest, slug: str, theme: int) -> HttpResponse:
    """Rename or describe a group theme, nest it, or say where it is not found."""
    access, found = theme_in(request, slug, theme)
    sent = {field: words_in(request, field) for field in THEME_TEXTS if request.method == "POST"}
    form = Form(request, found, THEME_TEXTS, hand=hand_on, typed=sent)
    parent = number_in(request, "parent") if request.method == "POST" else found.parent_id

    def change(names: Collection[str], seen: datetime | None) -> GroupTheme:
        values = {name: form.typed[name] for name in names} | {"parent": parent}
        return group_themes.change_group_theme(access=access, at=timezone.now(), theme=found, values=values, seen=seen)

    error = None
    if request.method == "POST":
        try:
            form.save(change)
            return to_theme(slug, theme)
        except DomainError as refused:
            error = refused
            found.refresh_from_db()
    beside = [top for top in top_themes(access) if top.pk != theme]
    told = form.context()
    told["typed"] = {**told["typed"], "parent": parent}
    return page(request, "theme_edit.html", access, error=error, theme=found, tops=beside, **told)


@require_POST
def order_theme(request: HttpRequest, slug: str, theme: int) -> HttpResponse:
    """Move a group theme one place up or down among those beside it."""
    access, found = theme_in(request, slug, theme)
    step = -1 if request.POST.get("step") == "up" else 1
    group_themes.order_group_theme(access=access, at=timezone.now(), theme=found, step=step)
    return to_theme(slug, theme)


@require_http_methods(["GET", "POST"])
def take_out_theme(request: HttpRequest, slug: str, theme: int) -> HttpResponse:
    """Ask once, then take a group theme out with its sub-themes."""
    access, found = theme_in(request, slug, theme)
    error = None
    if request.method == "POST":
        try:
            seen = seen_in(request.POST)
            group_themes.take_out_group_theme(access=access, at=timezone.now(), theme=found, seen=seen)
            return redirect(f"{reverse('group', args=[slug])}?out=1")
        except DomainError as refused:
            error = refused
    subthemes = list(found.subthemes.filter(removed_at__isnull=True))
    count = standing(access.study).filter(group_theme__in=[found, *subthemes]).count()
    return page(request, "theme_out.html", access, error=error, theme=found, subthemes=subthemes, count=count)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, slug: str, theme: int) -> HttpResponse:
    """Join a personal theme to a group theme; with `case`, one of that case's statements instead."""
    access, found = theme_in(request, slug, theme)
    error = None
    if request.method == "POST":
        try:
            made = contributions.join_theme(
                access=access, at=timezone.now(), theme=found, stance=request.POST.get("stance", ""),
                comment=words_in(request, "comment"), **source_in(request),
            )  # fmt: skip
            return to_contribution(slug, made.pk)
        except DomainError as refused:
            error = refused
    return _join_page(request, access, found, error)


def _join_page(request: HttpRequest, access: Access, theme: GroupTheme, error: DomainError | None) -> HttpResponse:
    shown = left_over(access, request.GET.get("page"))
    chosen = signed_off_case(access, number_in(request, "case"))
    return page(
        request, "join.html", access, error=error, theme=theme, part=shown.part, cases=shown.cases, chosen=chosen,
        themes=[] if chosen else joinable_themes(shown.cases, theme),
        statements=joinable_statements(chosen.pk, theme) if chosen else [],
        typed=_typed(request),
    )  # fmt: skip


def _typed(request: HttpRequest) -> dict[str, Any]:
    kind, _, key = request.POST.get("source", "").partition("-")
    source = {"kind": kind, "key": key_from(key)}
    return {"stance": request.POST.get("stance", ""), "comment": request.POST.get("comment", ""), **source}
