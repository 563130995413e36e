"""Group themes: new interpretations across cases. Making one never alters a personal theme."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from lifeworld.analysis.models import Contribution, GroupTheme
from lifeworld.analysis.services.changes import Changes
from lifeworld.analysis.services.guards import (
    check_across,
    check_made_here,
    check_unchanged,
    longest,
)
from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.study.acting import now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

AREA = "group"
FIELDS = frozenset({"name", "description", "absence", "parent", "position"})
WORDS = frozenset({"name", "description", "absence"})


@one_act(Right.ANALYSE)
def make_group_theme(
    *, access: Access, at: datetime, name: str, parent: int | None = None, description: str = "",
    client_key: UUID | None = None,
) -> GroupTheme:  # fmt: skip
    """Make a group theme, or under `parent` a sub-theme."""
    check_across(access)
    made = GroupTheme.objects.filter(client_key=client_key).first() if client_key else None
    if made:
        check_made_here(made.study_id, access.study.pk)
        return made
    longest(description, 20_000)
    changes = Changes(access, at)
    theme = GroupTheme.objects.create(
        study=access.study, parent=_parent(access, parent), name=_name(name), description=description,
        position=access.study.group_themes.count(), client_key=client_key, created_at=at, changed_at=at,
    )  # fmt: skip
    changes.made(theme)
    changes.write("made group theme", theme, area=AREA)
    return theme


@one_act(Right.ANALYSE)
def change_group_theme(
    *,
    access: Access,
    at: datetime,
    theme: GroupTheme,
    values: Mapping[str, Any],
    seen: datetime | None = None,
) -> GroupTheme:
    """Rename, describe, nest or order a group theme, or say where it is not found (`absence`).

    Only words can clash; of two moves the last one counts.
    """
    take_group_theme(access, theme)
    words = {name: value for name, value in values.items() if name in WORDS}
    check_unchanged(theme, seen if words else None, words)
    if set(values) - FIELDS:
        raise InvalidInputError("Something other than a group theme's fields was sent.")
    changes = Changes(access, at)
    changes.touch(theme)
    for field, value in values.items():
        if field == "parent":
            theme.parent = _parent(access, value, child=theme)
        else:
            longest(value, 20_000) if isinstance(value, str) else None
            setattr(theme, field, _field(field, value))
    if words:
        now_changed(theme, at)
    theme.save()
    changes.write("named group theme" if "name" in values else "changed group theme", theme, area=AREA)
    return theme


@one_act(Right.ANALYSE)
def order_group_theme(*, access: Access, at: datetime, theme: GroupTheme, step: int) -> GroupTheme:
    """Move a group theme up (`step` -1) or down (1) among those beside it. At the end of the row it stays."""
    take_group_theme(access, theme)
    check_unchanged(theme, None)
    beside = list(access.study.group_themes.filter(parent=theme.parent_id, removed_at__isnull=True))
    here = next(n for n, one in enumerate(beside) if one.pk == theme.pk)
    there = max(0, min(len(beside) - 1, here + step))
    beside.insert(there, beside.pop(here))
    changes = Changes(access, at)
    for n, one in enumerate(beside):
        changes.touch(one)
        one.position = n
        one.save(update_fields=["position"])
    changes.write("changed group theme", theme, area=AREA)
    return theme


@one_act(Right.ANALYSE)
def take_out_group_theme(
    *, access: Access, at: datetime, theme: GroupTheme, seen: datetime | None = None
) -> GroupTheme:
    """Take a group theme out with its sub-themes and contributions. Personal themes stay as they are."""
    take_group_theme(access, theme)
    if theme.removed_at is not None:
        return theme
    check_unchanged(theme, seen)
    changes = Changes(access, at)
    gone = [theme, *theme.subthemes.filter(removed_at__isnull=True)]
    joined = Contribution.objects.filter(group_theme__in=gone, removed_at__isnull=True)
    for obj in [*joined, *gone]:
        changes.take_out(obj)
    changes.write("took out group theme", theme, area=AREA)
    return theme


def take_group_theme(access: Access, theme: GroupTheme) -> None:
    """Read a group theme anew, within an act, and check that it is of this study and may be worked on now."""
    check_across(access)
    read_again(theme)
    if theme.study_id != access.study.pk:
        raise NotFoundError


def group_theme_in(access: Access, key: int) -> GroupTheme:
    """A group theme of this study that was not taken out, by its key. Raises `NotFoundError`."""
    theme = access.study.group_themes.filter(pk=key, removed_at__isnull=True).first()
    if theme is None:
        raise NotFoundError("That group theme is not in this study.")
    return theme


def _parent(access: Access, key: int | None, child: GroupTheme | None = None) -> GroupTheme | None:
    if key is None:
        return None
    parent = group_theme_in(access, key)
    has_own = child is not None and child.subthemes.filter(removed_at__isnull=True).exists()
    if parent.parent_id or has_own or (child and child.pk == parent.pk):
        raise InvalidInputError(
            "Group themes nest one level: a theme with sub-themes.",
            "Nothing was moved.",
            "Choose another theme.",
        )
    return parent


def _field(name: str, value: Any) -> Any:
    if name == "position":
        return max(0, int(value))
    return _name(value) if name == "name" else value


def _name(name: str) -> str:
    name = " ".join(name.split())
    longest(name, 300)
    if not name:
        raise InvalidInputError("A group theme needs a name.", "Nothing was changed.", "Type a name; it can change.")
    return name
