"""The group level's calls, open once cases may be read together."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from lifeworld.analysis.selectors.access import access_across
from lifeworld.analysis.selectors.chain import Chain, chain_of_contribution, chains_of_group_theme
from lifeworld.analysis.selectors.group import GroupView, contribution_for, group_for, group_theme_for
from lifeworld.analysis.selectors.search import SearchPage, search_study
from lifeworld.analysis.services import contributions, group_themes
from lifeworld.analysis.services.history import redo as redo_act
from lifeworld.analysis.services.history import undo as undo_act
from lifeworld.common.api import asker, given, now
from lifeworld.common.errors import NotFoundError
from lifeworld.common.shapes import Key, Ordinal, Position, Seen
from lifeworld.study.rules.roles import Right

router = Router()
Stance = Literal["convergent", "divergent", "variant"]


class GroupThemeIn(Schema):
    """A new group theme, or under `parent` a sub-theme."""

    name: str
    parent: Key | None = None
    description: str = ""
    client_key: UUID | None = None


class GroupThemePatch(Schema):
    """What to change in a group theme."""

    name: str = ""
    description: str = ""
    absence: str = ""
    parent: Key | None = None
    position: Position = 0
    changed_at: Seen | None = None


class ContributionIn(Schema):
    """One personal theme or one statement, joined with its stance."""

    personal_theme: Key | None = None
    statement: Key | None = None
    stance: Stance
    comment: str = ""
    client_key: UUID | None = None


class ContributionPatch(Schema):
    """What to change in a contribution."""

    stance: Stance | None = None
    comment: str = ""
    position: Position = 0
    group_theme: Key | None = None
    changed_at: Seen | None = None


class ReasonIn(Schema):
    """Why."""

    reason: str = ""
    changed_at: Seen | None = None


@router.get("/studies/{slug:slug}/group", response=GroupView)
def group(request: HttpRequest, slug: str) -> GroupView:
    """The whole group level."""
    return group_for(asker(request), slug)


@router.get("/studies/{slug:slug}/search", response=SearchPage)
def search(request: HttpRequest, slug: str, q: str, page: Ordinal = 1) -> SearchPage:
    """Search every case of the study."""
    return search_study(asker(request), slug, q, page)


@router.post("/studies/{slug:slug}/group-themes", response=GroupView)
def make(request: HttpRequest, slug: str, payload: GroupThemeIn) -> GroupView:
    """Make a group theme."""
    person = asker(request)
    access = access_across(person, slug, Right.ANALYSE)
    group_themes.make_group_theme(access=access, at=now(), **payload.dict())
    return group_for(person, slug)


@router.patch("/group-themes/{int:theme}", response=GroupView)
def change(request: HttpRequest, theme: int, payload: GroupThemePatch) -> GroupView:
    """Change a group theme."""
    person = asker(request)
    access, found = group_theme_for(person, theme, Right.ANALYSE)
    values = given(payload)
    seen = values.pop("changed_at", None)
    group_themes.change_group_theme(access=access, at=now(), theme=found, values=values, seen=seen)
    return group_for(person, access.study.slug)


@router.delete("/group-themes/{int:theme}", response=GroupView)
def take_out(request: HttpRequest, theme: int, changed_at: Seen | None = None) -> GroupView:
    """Take a group theme out."""
    person = asker(request)
    access, found = group_theme_for(person, theme, Right.ANALYSE)
    group_themes.take_out_group_theme(access=access, at=now(), theme=found, seen=changed_at)
    return group_for(person, access.study.slug)


@router.get("/group-themes/{int:theme}/chain", response=list[Chain])
def theme_chain(request: HttpRequest, theme: int) -> list[Chain]:
    """Every contribution of a group theme, walked back to the words."""
    return chains_of_group_theme(asker(request), theme)


@router.post("/group-themes/{int:theme}/contributions", response=GroupView)
def join(request: HttpRequest, theme: int, payload: ContributionIn) -> GroupView:
    """Join a personal theme or a statement to a group theme."""
    person = asker(request)
    access, found = group_theme_for(person, theme, Right.ANALYSE)
    contributions.join_theme(access=access, at=now(), theme=found, **payload.dict())
    return group_for(person, access.study.slug)


@router.patch("/contributions/{int:contribution}", response=GroupView)
def change_contribution(request: HttpRequest, contribution: int, payload: ContributionPatch) -> GroupView:
    """Change a contribution."""
    person = asker(request)
    access, found = contribution_for(person, contribution, Right.ANALYSE)
    values = given(payload)
    seen = values.pop("changed_at", None)
    contributions.change_contribution(access=access, at=now(), contribution=found, values=values, seen=seen)
    return group_for(person, access.study.slug)


@router.delete("/contributions/{int:contribution}", response=GroupView)
def take_out_contribution(request: HttpRequest, contribution: int, changed_at: Seen | None = None) -> GroupView:
    """Take a contribution out of its group theme."""
    person = asker(request)
    access, found = contribution_for(person, contribution, Right.ANALYSE)
    contributions.take_out_contribution(access=access, at=now(), contribution=found, seen=changed_at)
    return group_for(person, access.study.slug)


@router.get("/contributions/{int:contribution}/chain", response=Chain)
def chain(request: HttpRequest, contribution: int) -> Chain:
    """One contribution walked back to the words."""
    return chain_of_contribution(asker(request), contribution)


@router.post("/studies/{slug:slug}/personal-themes/{int:theme}/set-aside", response=GroupView)
def set_aside(request: HttpRequest, slug: str, theme: int, payload: ReasonIn) -> GroupView:
    """Leave a personal theme out of the group level, with the reason (empty takes it back)."""
    person = asker(request)
    access = access_across(person, slug, Right.ANALYSE)
    found = contributions.personal_theme_in(access, theme)
    if found is None:
        raise NotFoundError
    at, seen = now(), payload.changed_at
    if payload.reason.strip():
        contributions.set_personal_theme_aside(access=access, at=at, theme=found, reason=payload.reason, seen=seen)
    else:
        contributions.take_personal_theme_back(access=access, at=at, theme=found, seen=seen)
    return group_for(person, slug)


@router.post("/studies/{slug:slug}/group/undo", response=GroupView)
def undo(request: HttpRequest, slug: str) -> GroupView:
    """Take back this person's last act at the group level."""
    person = asker(request)
    undo_act(access=access_across(person, slug, Right.ANALYSE), at=now(), area=group_themes.AREA)
    return group_for(person, slug)


@router.post("/studies/{slug:slug}/group/redo", response=GroupView)
def redo(request: HttpRequest, slug: str) -> GroupView:
    """Do again what was taken back at the group level."""
    person = asker(request)
    redo_act(access=access_across(person, slug, Right.ANALYSE), at=now(), area=group_themes.AREA)
    return group_for(person, slug)
